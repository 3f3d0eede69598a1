"""Which offer a subscriber has to accept today."""

from collections.abc import Callable
from dataclasses import dataclass

from backend.domain.ports import Clock
from backend.domain.services.catalogue.publish_offer import offer_in_force
from backend.storage.repositories import OfferRepository
from backend.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferView:
    """An offer's text and how it is called; ``hash`` is the SHA-256 of the text, in hex."""

    version: str
    text: str
    hash: str


class OfferDesk:
    """Finds offers, each question in a transaction of its own."""

    def __init__(self, unit_of_work: Callable[[], UnitOfWork], clock: Clock) -> None:
        self._unit_of_work = unit_of_work
        self._clock = clock

    def in_force(self, integrator_id: int) -> OfferView:
        """A platform's offer, or else the operator's. Raises ``NotAllowed`` where there is none."""
        with self._unit_of_work() as unit, unit.session as session:
            today = self._clock.moment().today
            offer = offer_in_force(integrator_id, OfferRepository(session), today)
            return OfferView(version=offer.version, text=offer.content, hash=offer.text_hash)
