"""Verifies what comes in the form of Standard Webhooks."""

import base64
import hmac
import re
from collections.abc import Mapping
from datetime import datetime

from backend.sandbox.refusal import Refused

TOLERANCE = 300
"""Seconds of real time that the timestamp may be off, either way."""

_ID = re.compile(r"[!-~]{1,128}")


def verify_signed(headers: Mapping[str, str], body: bytes, key: bytes | None, now: datetime) -> str:
    """The id of what was sent. ``Refused`` says 401 for what is not signed by the operator or not
    now: it may come again."""
    if key is None:
        raise Refused("no_key", 503)
    name, timestamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    signed = b".".join((name.encode("latin-1"), timestamp.encode("latin-1"), body))
    right = b"v1," + base64.b64encode(hmac.digest(key, signed, "sha256"))
    given = headers.get("webhook-signature", "").encode("latin-1").split(b" ")
    if not any(hmac.compare_digest(right, each) for each in given) or not _ID.fullmatch(name):
        raise Refused("bad_sign", 401)
    if not re.fullmatch(r"[0-9]{1,12}", timestamp):
        raise Refused("bad_sign", 401)
    if abs(now.timestamp() - int(timestamp)) > TOLERANCE:
        raise Refused("expired", 401)
    return name
