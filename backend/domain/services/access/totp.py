"""Codes of a second factor that change with time: RFC 6238, as every authenticator has them.

SHA-1, six digits, steps of 30 seconds: what all of them do without being asked. A code is good a
step earlier and later, for clocks that differ, and once.
"""

import base64
import hmac
import secrets
from datetime import datetime
from urllib.parse import quote, urlencode

STEP_SECONDS = 30
DIGITS = 6
_EITHER_SIDE = 1
_ISSUER = "Vitrina"


def new_secret() -> bytes:
    """What server and authenticator share: 160 bits, as RFC 4226 recommends."""
    return secrets.token_bytes(20)


def as_text(secret: bytes) -> str:
    """The secret as it is typed into an authenticator."""
    return base64.b32encode(secret).decode()


def otpauth_uri(secret: bytes, name: str, host: str) -> str:
    """What a QR code says to an authenticator: whose secret this is, and where."""
    account = quote(f"{name}@{host}", safe="@")
    given = urlencode({"secret": as_text(secret), "issuer": _ISSUER})
    return f"otpauth://totp/{_ISSUER}:{account}?{given}"


def step_at(now: datetime) -> int:
    """The number of the step that an instant lies in."""
    return int(now.timestamp()) // STEP_SECONDS


def code_of(secret: bytes, step: int) -> str:
    """The code of one step: RFC 4226 with the step as its counter."""
    digest = hmac.digest(secret, step.to_bytes(8), "sha1")
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4]) & 0x7FFF_FFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def matching_step(secret: bytes, code: str, now: datetime, used: int | None) -> int | None:
    """The step whose code this is, after the ``used`` one; ``None``: it is wrong, or too late."""
    middle = step_at(now)
    given = code.encode(errors="replace")
    found = [
        step
        for step in range(middle - _EITHER_SIDE, middle + _EITHER_SIDE + 1)
        if hmac.compare_digest(code_of(secret, step).encode(), given)
    ]
    return next((step for step in found if used is None or step > used), None)
