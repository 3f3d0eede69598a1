"""Agreements with platforms: rows are added, none is ever changed."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from backend.domain.models import Agreement, Integrator


class AgreementRepository:
    """Implements ``AgreementBook``. A platform's row is locked while one is added to its own."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def lock(self, code: str) -> int | None:
        """The platform's number; ``None``: there is no such platform."""
        query = select(Integrator.id).where(Integrator.code == code)
        return self._session.exec(query.with_for_update(key_share=True)).one_or_none()

    def number(self, code: str) -> int | None:
        """The platform's number, nothing locked."""
        return self._session.exec(select(Integrator.id).where(Integrator.code == code)).first()

    def all(self, integrator_id: int) -> Sequence[Agreement]:
        """Every row there is, the last first."""
        query = select(Agreement).where(Agreement.integrator_id == integrator_id)
        return self._session.exec(query.order_by(col(Agreement.number).desc())).all()

    def add(self, agreement: Agreement) -> None:
        """Write one more."""
        self._session.add(agreement)
        self._session.flush()
