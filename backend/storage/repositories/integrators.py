"""Integrators and their secrets as entities."""

from sqlmodel import Session, col, select

from backend.domain.models import Integrator, IntegratorSecret
from backend.storage.repositories.adding import add_unique


class IntegratorRepository:
    """Implements the ``Integrators`` port."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, code: str, *, lock: bool = False) -> Integrator | None:
        """The integrator with this code."""
        query = select(Integrator).where(Integrator.code == code)
        if lock:
            query = query.with_for_update(key_share=True).execution_options(populate_existing=True)
        return self._session.exec(query).one_or_none()

    def all(self) -> list[Integrator]:
        """Every integrator, the operator itself included, by number."""
        return list(self._session.exec(select(Integrator).order_by(col(Integrator.id))))

    def add(self, integrator: Integrator) -> None:
        """Add a new integrator and give it its number. Raises ``AlreadyExists``."""
        add_unique(self._session, integrator)

    def secrets(self, integrator: Integrator) -> list[IntegratorSecret]:
        """Its secrets, newest first, expired ones included."""
        return list(
            self._session.exec(
                select(IntegratorSecret)
                .where(IntegratorSecret.integrator_id == integrator.id)
                .order_by(col(IntegratorSecret.id).desc())
            )
        )

    def add_secret(self, secret: IntegratorSecret) -> None:
        """Add a secret."""
        self._session.add(secret)
        self._session.flush()

    def remove_secret(self, secret: IntegratorSecret) -> None:
        """Remove a secret."""
        self._session.delete(secret)
        self._session.flush()
