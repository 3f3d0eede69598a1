"""How a booking ends: with what the ledger has taken of it, or with nothing."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from backend.domain.services.booking.account_book import Answer, BookState
from backend.domain.services.booking.ask import Booking


class BookingState(StrEnum):
    """Where a booking is in its life; the words in -ing wait for the other billing's answer."""

    ASKED = "asked"
    REFUSED = "refused"
    CAPTURING = "capturing"
    CAPTURED = "captured"
    RELEASING = "releasing"
    RELEASED = "released"
    REVERSING = "reversing"
    REVERSED = "reversed"


class BookingEnd(NamedTuple):
    """What becomes of a booking that was asked for, written with what the ledger has taken."""

    account_id: int
    id: UUID
    state: BookingState
    captured: int
    charges: tuple[UUID, ...]
    at: datetime


class TakenUnreserved(Exception):
    """More was taken than the other billing has set aside: a fault of ours; nothing is stored."""


def end_of(
    booking: Booking,
    answer: Answer | None,
    at: datetime,
    *,
    taken: int = 0,
    charges: Sequence[UUID] = (),
) -> BookingEnd:
    """The end of a booking of which the ledger has taken ``taken`` kopecks by ``charges``.

    Raises ``TakenUnreserved``.
    """
    reserved = answer.amount if answer and answer.state is BookState.RESERVED else 0
    if taken > reserved:
        raise TakenUnreserved
    if taken:
        state = BookingState.CAPTURING
    elif answer is not None and answer.state is BookState.REFUSED:
        state = BookingState.REFUSED
    else:
        state = BookingState.RELEASING
    return BookingEnd(
        booking.wish.account_id, booking.id, state, taken, tuple(charges) if taken else (), at
    )
