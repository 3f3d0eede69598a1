"""What the staff sees of a subscription beside what its subscriber does."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import class_row

_PERIODS = """
SELECT seq, kind, period_start, period_end, run_id FROM subscription_period
WHERE account_id = %s AND subscription_id = %s ORDER BY seq
"""
_INSTRUCTIONS = """
SELECT id, action, ends_on, created_at, attempts, next_attempt_at, done_at, answer FROM instruction
WHERE account_id = %s AND subscription_id = %s ORDER BY number
"""
_CONSENTS = """
SELECT version, at, address, text_hash FROM consent
WHERE account_id = %s AND subscription_id = %s ORDER BY id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodView:
    """A row of the chain: days ``[period_start, period_end)``."""

    seq: int
    kind: str
    period_start: date
    period_end: date
    run_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InstructionView:
    """What the platform is told; ``ends_on`` is the first day without service."""

    id: UUID
    action: str
    ends_on: date | None
    created_at: datetime
    attempts: int
    next_attempt_at: datetime
    done_at: datetime | None
    answer: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentView:
    """To which offer the subscriber has agreed, when and from where."""

    version: str
    at: datetime
    address: str
    text_hash: str


class SubscriptionRecords:
    """Reads a subscription's records inside the caller's transaction."""

    def __init__(self, driver: Connection[Any], account_id: int, subscription_id: UUID) -> None:
        self._driver = driver
        self._given = [account_id, subscription_id]

    def periods(self) -> list[PeriodView]:
        """The chain, the first period first."""
        return self._all(PeriodView, _PERIODS)

    def instructions(self) -> list[InstructionView]:
        """What its platform was told, in order."""
        return self._all(InstructionView, _INSTRUCTIONS)

    def consents(self) -> list[ConsentView]:
        """What was agreed to, in order."""
        return self._all(ConsentView, _CONSENTS)

    def _all(self, kind: type[Any], query: str) -> list[Any]:
        with self._driver.cursor(row_factory=class_row(kind)) as cursor:
            return cursor.execute(query.encode(), self._given).fetchall()
