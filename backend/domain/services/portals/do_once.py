"""Requests are done once, by the IETF's draft of the ``Idempotency-Key`` header field.

The key is noted before anything is done and the answer after it. Between the two a crash leaves
the key outstanding; after ``TAKEN_OVER`` whoever comes with it again does the request again. That
is safe because what acts do is itself remembered under the same key, in the transaction that does
it: the second time it is answered and not done.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from backend.domain.errors import InvalidRequest, VitrinaError
from backend.domain.values.codes import Advice

TAKEN_OVER = timedelta(seconds=60)
"""No request takes longer; one that is still outstanding then was broken off."""
KEPT = timedelta(days=31)
"""For how long an answer can be had again."""


class KeyMissing(InvalidRequest):
    """A request that changes something needs an Idempotency-Key."""

    code = "idempotency_key_missing"


class KeyReused(VitrinaError):
    """The key belongs to another request, with other content."""

    code = "idempotency_key_reused"
    advice = Advice.NEW_ID_AFTER_CHANGE


class KeyOutstanding(VitrinaError):
    """The first request with this key is still being done: ask again in a moment."""

    code = "idempotency_key_outstanding"
    advice = Advice.RETRY_SAME_ID


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """What is known of a request by its key; the last three once it was answered."""

    fingerprint: bytes
    began_at: datetime
    status: int | None
    content_type: str | None
    body: bytes | None


@dataclass(frozen=True, slots=True)
class Replay:
    """What the request was answered."""

    status: int
    content_type: str
    body: bytes


def fingerprint(method: str, path: str, body: bytes) -> bytes:
    """What makes two requests the same one; 32 bytes."""
    return hashlib.sha256(b"\n".join((method.encode(), path.encode(), body))).digest()


def judge(noted: Noted, asked: bytes, now: datetime) -> Replay | None:
    """The stored answer, or ``None``: do it (again). Raises ``KeyReused``, ``KeyOutstanding``."""
    if noted.fingerprint != asked:
        raise KeyReused
    if noted.status is not None and noted.body is not None:
        return Replay(noted.status, noted.content_type or "", noted.body)
    if now < noted.began_at + TAKEN_OVER:
        raise KeyOutstanding
    return None
