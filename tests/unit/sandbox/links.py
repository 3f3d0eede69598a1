"""Links as they are signed on the other side, written here once more from the published forms."""

import hashlib
import hmac
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

NOW = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)
SECRET = "rentsoft-demo-storefront-2013"
KEY = bytes(range(32))


def velvica(signed: str, secret: str = SECRET) -> str:
    """A query in RentSoft's form."""
    sign = hashlib.md5((secret + signed).encode(), usedforsecurity=False).hexdigest()
    return f"{signed}&ag_sign={sign}"


def velvica_text(
    account: str = "000123", *, api: str = "", age: int = 0, rnd: str = "abc123"
) -> str:
    """What RentSoft's form signs; ``age`` in seconds."""
    values: dict[str, Any] = {"ag_uuid": account}
    if api:
        values["ag_api"] = api
    values |= {"ag_timestamp": int(NOW.timestamp()) - age, "ag_rnd": rnd}
    return urlencode(values)


def native(*, key: bytes = KEY, text: str | None = None, **changes: Any) -> str:
    """A query in the native form; ``None`` leaves a parameter out."""
    now = int(NOW.timestamp())
    values = {
        "iss": "http://vitrina.test",
        "aud": "relans",
        "sub": "000123",
        "jti": "once",
        "iat": now,
        "exp": now + 120,
        "path": "/",
    }
    values |= changes
    signed = text or urlencode({name: each for name, each in values.items() if each is not None})
    return f"{signed}&sign={hmac.digest(key, signed.encode(), 'sha256').hex()}"
