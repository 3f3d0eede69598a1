"""Who is calling: the credentials of the headers and the address."""

import base64
import binascii
from functools import lru_cache
from ipaddress import ip_address
from typing import Any

from backend.domain.errors import NotAuthenticated
from backend.soap.envelope import Credentials

NOWHERE = "0.0.0.0"  # noqa: S104 (an address that no network of an integrator contains)


def basic_credentials(authorization: bytes | None) -> Credentials | None:
    """The credentials of an ``Authorization: Basic`` header; ``None`` where there is no header."""
    if authorization is None:
        return None
    scheme, _, encoded = authorization.partition(b" ")
    if scheme.lower() != b"basic":
        raise NotAuthenticated
    try:
        name, colon, secret = (
            base64.b64decode(encoded.strip(), validate=True).decode().partition(":")
        )
    except (binascii.Error, UnicodeDecodeError):
        raise NotAuthenticated from None
    if not colon:
        raise NotAuthenticated
    return Credentials(name, secret)


def address_of(scope: Any) -> str:
    """The caller's address; one that no list admits where the server does not tell it."""
    client = scope.get("client")
    return _plain_address(client[0]) if client else NOWHERE


@lru_cache(maxsize=1024)
def _plain_address(host: str) -> str:
    try:
        return str(ip_address(host))
    except ValueError:
        return NOWHERE
