"""What the operator tells the platform of a subscriber's will, in the form of Standard Webhooks."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from backend.sandbox.refusal import Refused
from backend.sandbox.signed import verify_signed

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
    name = verify_signed(headers, body, key, now)
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
