"""A deed: something that the staff changes, and its record, in one transaction."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from backend.api.operator.staff import Caller
from backend.domain.audit import AuditRecord
from backend.storage.audit.book import AuditBook
from backend.storage.unit_of_work import UnitOfWork
from backend.telemetry import correlation


@dataclass(slots=True, kw_only=True)
class Deed:
    """What is being done. Say what it touches, and how that was before and is after."""

    unit: UnitOfWork
    subject: str
    account: str | None = None
    reason: str = ""
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None


@contextmanager
def deed(
    caller: Caller, subject: str, *, account: str | None = None, reason: str = ""
) -> Iterator[Deed]:
    """One transaction with its record: both are committed when the block ends, or neither."""
    with caller.door.unit_of_work() as unit:
        done = Deed(unit=unit, subject=subject, account=account, reason=reason)
        yield done
        AuditBook(unit.driver).record(record_of(caller, done))
        unit.commit()


def note(
    caller: Caller,
    subject: str,
    *,
    account: str | None = None,
    reason: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Record what a desk does in transactions of its own. Call it before: then nothing is done
    that is not recorded, whatever happens in between."""
    with deed(caller, subject, account=account, reason=reason) as done:
        done.before, done.after = before, after


def record_of(caller: Caller, done: Deed) -> AuditRecord:
    """The record of a deed."""
    return AuditRecord(
        at=caller.door.clock.now(),
        actor=caller.name,
        role=caller.role,
        address=caller.address,
        correlation_id=correlation.current(),
        operation=caller.operation,
        subject=done.subject,
        account=done.account,
        reason=done.reason,
        before=done.before,
        after=done.after,
    )
