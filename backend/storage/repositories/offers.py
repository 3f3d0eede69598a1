"""Offers as entities."""

from datetime import date

from sqlmodel import Session, col, select

from backend.domain.models import Offer
from backend.storage.repositories.adding import add_unique


class OfferRepository:
    """Implements the ``Offers`` port."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def in_force(self, integrator_id: int, day: date) -> Offer | None:
        """The version of an integrator's offer that is in force on a day."""
        query = select(Offer).where(
            Offer.integrator_id == integrator_id, col(Offer.valid_from) <= day
        )
        return self._session.exec(query.order_by(col(Offer.valid_from).desc())).first()

    def find(self, integrator_id: int, version: str) -> Offer | None:
        """The version of this name."""
        return self._session.get(Offer, (integrator_id, version))

    def all(self) -> list[Offer]:
        """Every version, in order of integrator and date."""
        query = select(Offer).order_by(col(Offer.integrator_id), col(Offer.valid_from))
        return list(self._session.exec(query))

    def add(self, offer: Offer) -> None:
        """Add a version. Raises ``AlreadyExists`` where its name or its day is taken."""
        add_unique(self._session, offer)
