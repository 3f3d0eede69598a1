"""The audit desk: finds records, seals them, checks the seals."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from backend.domain.audit import AuditRecord
from backend.domain.ports import Clock
from backend.storage.audit.seals import SealedState, check_seals, record_of, seal
from backend.storage.unit_of_work import UnitOfWork

_FIND = """
SELECT id, at, actor, role, address, correlation_id, operation, subject, account, reason, before,
       after
FROM audit
WHERE (%(before)s::bigint IS NULL OR id < %(before)s)
  AND (%(actor)s::text IS NULL OR actor = %(actor)s)
  AND (%(account)s::text IS NULL OR account = %(account)s)
  AND (%(operation)s::text IS NULL OR operation = %(operation)s)
  AND (%(since)s::timestamptz IS NULL OR at >= %(since)s)
  AND (%(until)s::timestamptz IS NULL OR at < %(until)s)
ORDER BY id DESC LIMIT %(limit)s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditQuestion:
    """Which records, newest first; ``None`` is any. ``before`` is the id of a record."""

    before: int | None = None
    actor: str | None = None
    account: str | None = None
    operation: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    limit: int = 50


class AuditDesk:
    """Each question and each chunk of sealing in a transaction of its own."""

    def __init__(self, unit_of_work: Callable[[], UnitOfWork], clock: Clock) -> None:
        self._unit_of_work = unit_of_work
        self._clock = clock

    def find(self, question: AuditQuestion) -> Sequence[tuple[int, AuditRecord]]:
        """The records with their ids."""
        given: dict[str, Any] = {
            "before": question.before,
            "actor": question.actor,
            "account": question.account,
            "operation": question.operation,
            "since": question.since,
            "until": question.until,
            "limit": question.limit,
        }
        with self._unit_of_work() as unit:
            return [(row[0], record_of(row)) for row in unit.driver.execute(_FIND, given)]

    def work(self) -> int:
        """Seal a chunk; how many records."""
        with self._unit_of_work() as unit:
            sealed = seal(unit.driver, self._clock.now())
            unit.commit()
        return sealed

    def check(self) -> Iterator[SealedState]:
        """Check the whole chain in one snapshot, telling how far it has come."""
        with self._unit_of_work() as unit:
            unit.driver.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield from check_seals(unit.driver)
