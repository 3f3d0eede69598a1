"""A second person decides: the correction becomes a movement, or nothing.

What was asked for is looked at again under the account's lock: its charge may have been taken back
or refunded since. Sent again by the same person, a decision is answered as it was.
"""

from collections.abc import Callable
from uuid import UUID

from backend.domain.services.correcting.book import CorrectionBook
from backend.domain.services.correcting.give_back import give_back
from backend.domain.services.correcting.judge_correction import refuse
from backend.domain.services.correcting.refusals import AlreadyDecided, SecondPersonNeeded
from backend.domain.services.correcting.rows import (
    CorrectionRow,
    CorrectionState,
    Person,
)
from backend.domain.values.moment import Moment


def confirm_correction(
    correction_id: UUID,
    by: Person,
    book: CorrectionBook,
    moment: Moment,
    new_id: Callable[[], UUID],
) -> CorrectionRow:
    """Give it back: ``applied``, or ``failed`` where less is left than was asked for, or
    ``expired``. Raises ``NotFound``, ``SecondPersonNeeded`` and ``AlreadyDecided``."""
    row, charge = book.lock_correction(correction_id)
    if _is_repeated(row, by, {CorrectionState.APPLIED, CorrectionState.FAILED}):
        return row
    _require_open(row, by)
    if moment.at >= row.expires_at:
        return _decided(expired(row, moment), book)
    refusal = refuse(row.kind, row.amount, charge)
    if refusal is not None:
        failed = _by(row, by, moment, CorrectionState.FAILED)
        return _decided(failed._replace(decision_reason=str(refusal)), book)
    given = give_back(row, charge, moment, new_id)
    book.give_back(given, moment)
    applied = _by(row, by, moment, CorrectionState.APPLIED)
    return _decided(applied._replace(transaction_id=given.transaction.id), book)


def reject_correction(
    correction_id: UUID, by: Person, reason: str, book: CorrectionBook, moment: Moment
) -> CorrectionRow:
    """Let it not happen: ``rejected``, or ``expired``. Raises as confirming does."""
    row, _ = book.lock_correction(correction_id)
    if _is_repeated(row, by, {CorrectionState.REJECTED}):
        return row
    _require_open(row, by)
    if moment.at >= row.expires_at:
        return _decided(expired(row, moment), book)
    rejected = _by(row, by, moment, CorrectionState.REJECTED)
    return _decided(rejected._replace(decision_reason=reason), book)


def expired(row: CorrectionRow, moment: Moment) -> CorrectionRow:
    """A pending correction that nobody has decided in time."""
    return row._replace(state=CorrectionState.EXPIRED, decided_at=moment.at)


def _is_repeated(row: CorrectionRow, by: Person, states: set[CorrectionState]) -> bool:
    return row.state in states and row.decided_by == by.name and not by.is_script


def _require_open(row: CorrectionRow, by: Person) -> None:
    """The same person is the same through whatever door; a script could be anybody."""
    if by.is_script or by.name == row.requested_by:
        raise SecondPersonNeeded
    if row.state is not CorrectionState.PENDING:
        raise AlreadyDecided


def _by(row: CorrectionRow, by: Person, moment: Moment, state: CorrectionState) -> CorrectionRow:
    return row._replace(state=state, decided_by=by.name, decided_at=moment.at)


def _decided(row: CorrectionRow, book: CorrectionBook) -> CorrectionRow:
    book.decide(row)
    return row
