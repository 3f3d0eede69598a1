"""The form of Standard Webhooks: an id for each fact, a timestamp and a signature.

The signature is HMAC-SHA256 over ``"{id}.{timestamp}.{body}"``, so nobody can change any of them.
"""

import base64
import hmac
from datetime import datetime
from uuid import UUID


def signed_headers(key: bytes, id_: UUID, at: datetime, body: bytes) -> dict[str, str]:
    """What Standard Webhooks say beside a body, its signature among it."""
    timestamp = int(at.timestamp())
    sign = base64.b64encode(hmac.digest(key, f"{id_}.{timestamp}.".encode() + body, "sha256"))
    return {
        "Content-Type": "application/json",
        "webhook-id": str(id_),
        "webhook-timestamp": str(timestamp),
        "webhook-signature": f"v1,{sign.decode()}",
    }
