"""The parts of a SOAP envelope: one operation in its Body, credentials in its Header."""

from dataclasses import dataclass
from functools import lru_cache

from lxml import etree
from lxml.etree import _Element

from backend.soap.faults import SOAP11, SOAP12, Refusal, Side, Version

WSSE = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
_PROFILE = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0"
_IN_CLEAR = f"{_PROFILE}#PasswordText"
_SECURITY = f"{{{WSSE}}}Security"


@dataclass(frozen=True, slots=True)
class Credentials:
    """A name and a secret, as sent."""

    name: str
    secret: str

    def __repr__(self) -> str:
        return "Credentials(…)"


@dataclass(frozen=True, slots=True)
class Envelope:
    """An opened envelope."""

    operation: _Element
    credentials: Credentials | None


def open_envelope(root: _Element, version: Version, max_depth: int) -> Envelope:
    """The operation and the credentials of a document; a fault for everything that is not SOAP."""
    if root.tag != f"{{{version}}}Envelope":
        _refuse_root(root)
    if _deeper_than(max_depth)(root):
        raise Refusal("too_complex", "The document is nested too deeply.")
    header, body = _parts(root, version)
    credentials = None if header is None else _read_header(header, version)
    if len(body) != 1 or (body.text and body.text.strip()) or _has_tail(body[0]):
        raise _bad("The Body must hold exactly one element.")
    operation = body[0]
    if operation.tag == f"{{{version}}}Fault":
        raise _bad("A fault is not a request.")
    return Envelope(operation, credentials)


def _refuse_root(root: _Element) -> None:
    if root.tag in (f"{{{SOAP11}}}Envelope", f"{{{SOAP12}}}Envelope"):
        raise Refusal(
            "version_mismatch",
            "The envelope's SOAP version is not the one that Content-Type names.",
            side=Side.VERSION,
        )
    raise _bad("The document is not a SOAP envelope.")


def _parts(root: _Element, version: Version) -> tuple[_Element | None, _Element]:
    names = [child.tag for child in root]
    if names == [f"{{{version}}}Body"]:
        return None, root[0]
    if names == [f"{{{version}}}Header", f"{{{version}}}Body"]:
        return root[0], root[1]
    raise _bad("The envelope must hold at most one Header and then one Body.")


def _read_header(header: _Element, version: Version) -> Credentials | None:
    credentials = None
    for block in header:
        if block.tag == _SECURITY:
            credentials = _username_token(block) or credentials
        elif block.get(f"{{{version}}}mustUnderstand") in ("1", "true"):
            raise Refusal(
                "not_understood", "A header block that must be understood is not.", side=Side.HEADER
            )
    return credentials


def _username_token(security: _Element) -> Credentials | None:
    """The name and the password in the clear; other password types cannot be checked."""
    token = security.find(f"{{{WSSE}}}UsernameToken")
    name = None if token is None else token.findtext(f"{{{WSSE}}}Username")
    password = None if token is None else token.find(f"{{{WSSE}}}Password")
    if name is None or password is None:
        return None
    if password.get("Type", _IN_CLEAR) != _IN_CLEAR:
        return None
    return Credentials(name.strip(), password.text or "")


def _has_tail(element: _Element) -> bool:
    return bool(element.tail and element.tail.strip())


def _bad(text: str) -> Refusal:
    return Refusal("not_soap", text)


@lru_cache(maxsize=8)
def _deeper_than(depth: int) -> etree.XPath:
    return etree.XPath(f"boolean({'/*' * (depth + 1)})")
