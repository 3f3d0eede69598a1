"""The native signed query: HMAC-SHA256 over the query exactly as sent, up to ``&sign=``."""

import hmac
import secrets
from datetime import datetime, timedelta
from urllib.parse import urlencode

LIFETIME = timedelta(seconds=120)


def signed_query(
    key: bytes, *, issuer: str, audience: str, account: str, path: str, at: datetime
) -> str:
    """A query for one use until ``at + LIFETIME``; ``path`` says what it opens."""
    query = urlencode(
        {
            "iss": issuer,
            "aud": audience,
            "sub": account,
            "jti": secrets.token_urlsafe(16),
            "iat": int(at.timestamp()),
            "exp": int((at + LIFETIME).timestamp()),
            "path": path,
        }
    )
    return f"{query}&sign={hmac.digest(key, query.encode(), 'sha256').hex()}"
