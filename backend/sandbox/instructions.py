"""What the operator tells the platform of a subscriber's will, in the form of Standard Webhooks."""

import base64
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from backend.sandbox.refusal import Refused

TOLERANCE = 300
"""Seconds of real time that the timestamp may be off, either way."""

_ID = re.compile(r"[!-~]{1,128}")
_TEST = "connection.test"
_CANCEL = {"subscription.cancel": True, "subscription.keep": False}


@dataclass(frozen=True, slots=True)
class Instruction:
    """``subscription`` is the name under which the operator knows it."""

    id: str
    cancel: bool
    account: str
    subscription: str


@dataclass(frozen=True, slots=True)
class ConnectionTest:
    """The operator wants to see whether we accept its signature and can call it."""

    account: str


def read_instruction(
    headers: Mapping[str, str], body: bytes, key: bytes | None, now: datetime
) -> Instruction | ConnectionTest:
    """The instruction, verified. ``Refused`` says 401 for what is not signed by the operator or not
    now (it may come again), 422 for what is signed and makes no sense (it need not).
    """
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
    return _read(name, body)


def _read(name: str, body: bytes) -> Instruction | ConnectionTest:
    try:
        document: Any = json.loads(body)
        account = document["data"]["account"]
        if document["type"] == _TEST and isinstance(account, str):
            return ConnectionTest(account)
        cancel, subscription = _CANCEL[document["type"]], document["data"]["subscription"]
    except (ValueError, KeyError, TypeError):
        raise Refused("bad_request", 422) from None
    if not isinstance(account, str) or not isinstance(subscription, str):
        raise Refused("bad_request", 422)
    return Instruction(name, cancel, account, subscription)
