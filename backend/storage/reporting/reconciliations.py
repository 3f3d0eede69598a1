"""Reconciliations that were made: found, looked at, and their differences settled."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from backend.domain.errors import AlreadyExists, NotFound
from backend.domain.models import Correction, Integrator, Reconciliation, ReconciliationLine

Line = tuple[ReconciliationLine, str | None]
"""A line, and the state of the correction that was asked for, if one was."""


class ReconciliationRepository:
    """Inside the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def latest(
        self, integrator_id: int, before: UUID | None, limit: int
    ) -> Sequence[Reconciliation]:
        """A platform's, the newest first; ``before`` is the last one of a page."""
        query = select(Reconciliation).where(Reconciliation.integrator_id == integrator_id)
        if before is not None:
            query = query.where(Reconciliation.id < before)
        return self._session.exec(query.order_by(col(Reconciliation.id).desc()).limit(limit)).all()

    def one(self, id_: UUID) -> tuple[Reconciliation, str]:
        """It, and its platform's code. Raises ``NotFound``."""
        query = select(Reconciliation, Integrator.code).join(
            Integrator, col(Integrator.id) == Reconciliation.integrator_id
        )
        found = self._session.exec(query.where(Reconciliation.id == id_)).first()
        if found is None:
            raise NotFound("there is no such reconciliation")
        return found

    def lines(
        self, id_: UUID, *, result: str | None, is_open: bool, after: int, limit: int
    ) -> Sequence[Line]:
        """Its lines in their order, after the one with a number. ``is_open``: those alone about
        which nothing was done."""
        query = (
            select(ReconciliationLine, Correction.state)
            .join(
                Correction,
                (col(Correction.id) == ReconciliationLine.correction_id)
                & (col(Correction.account_id) == ReconciliationLine.account_id),
                isouter=True,
            )
            .where(ReconciliationLine.reconciliation_id == id_, ReconciliationLine.line > after)
        )
        if result is not None:
            query = query.where(ReconciliationLine.result == result)
        if is_open:
            query = query.where(col(ReconciliationLine.settled_at).is_(None))
        return self._session.exec(query.order_by(col(ReconciliationLine.line)).limit(limit)).all()

    def open_line(self, id_: UUID, number: int) -> ReconciliationLine:
        """A line about which nothing was done yet, locked. Raises ``NotFound`` and
        ``AlreadyExists``."""
        query = select(ReconciliationLine).where(
            ReconciliationLine.reconciliation_id == id_, ReconciliationLine.line == number
        )
        line = self._session.exec(query.with_for_update(key_share=True)).one_or_none()
        if line is None:
            raise NotFound("the reconciliation has no such line")
        if line.settled_at is not None:
            raise AlreadyExists("this difference was settled before")
        return line

    def settle(
        self,
        line: ReconciliationLine,
        *,
        note: str,
        actor: str,
        at: datetime,
        correction_id: UUID | None = None,
    ) -> None:
        """Write down what was done about it."""
        line.note, line.settled_by, line.settled_at = note, actor, at
        line.correction_id = correction_id
        self._session.add(line)
        self._session.flush()
