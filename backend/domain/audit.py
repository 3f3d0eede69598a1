"""What is written down of everything that the staff does: who, when, from where, why, what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRecord:
    """``subject`` names what was touched (``product operator/kav``), ``account`` whose it is, if it
    is an account's. ``before`` and ``after`` are plain JSON without secrets."""

    at: datetime
    actor: str
    role: str
    address: str
    correlation_id: str
    operation: str
    subject: str
    account: str | None
    reason: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
