"""The form of Standard Webhooks: an id for each fact, a timestamp and a signature.

The signature is HMAC-SHA256 over ``"{id}.{timestamp}.{body}"``, so nobody can change any of them.
"""

import base64
import hmac
from datetime import datetime
from uuid import UUID


def signed_headers(
    key: bytes, id_: UUID, at: datetime, body: bytes, *former: bytes
) -> dict[str, str]:
    """What Standard Webhooks say beside a body, its signature among it.

    One more signature for each ``former`` key: while a secret changes, either is good.
    """
    timestamp = int(at.timestamp())
    signed = f"{id_}.{timestamp}.".encode() + body
    return {
        "Content-Type": "application/json",
        "webhook-id": str(id_),
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(_signature(each, signed) for each in (key, *former)),
    }


def _signature(key: bytes, signed: bytes) -> str:
    return f"v1,{base64.b64encode(hmac.digest(key, signed, 'sha256')).decode()}"
