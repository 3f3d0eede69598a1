"""Which addresses are fit to be shown or embedded: http and https, and nothing that hides where
it leads. Nothing here is ever called: what we call comes from the operator's configuration."""

import re

_ADDRESS = re.compile(
    r"(?P<scheme>https?)://"
    r"(?P<host>[\w](?:[\w.-]*[\w])?|\[[0-9a-f:.]+\])"
    r"(?::(?P<port>[0-9]{1,5}))?"
    r"(?:[/?#][^\s<>\"\\^`{|}]*)?",
    re.IGNORECASE,
)
_ASCII_HOST = re.compile(r"[a-z0-9_.-]+|\[[0-9a-f:.]+\]")
_MAX_LENGTH = 2048
_DEFAULT_PORTS = {"http": "80", "https": "443"}


def safe_address(text: str) -> str | None:
    """The address as it was given, or ``None``.

    Refused: other schemes, names and passwords before the host, backslashes, blanks and control
    characters, which browsers read in ways of their own.
    """
    address = text.strip()
    if len(address) > _MAX_LENGTH or not address.isprintable():
        return None
    return address if _ADDRESS.fullmatch(address) else None


def origin_of(address: str) -> str | None:
    """``"https://host:port"`` in lower case, without a port that goes without saying.

    The host is in its ASCII form: an origin is written into headers.
    """
    match = _ADDRESS.fullmatch(address) if safe_address(address) == address else None
    if match is None:
        return None
    scheme, port = match["scheme"].lower(), match["port"]
    try:
        host = match["host"].lower().encode("idna").decode("ascii")
    except UnicodeError:
        return None
    if not _ASCII_HOST.fullmatch(host):
        return None
    return f"{scheme}://{host}" + (f":{port}" if port and port != _DEFAULT_PORTS[scheme] else "")
