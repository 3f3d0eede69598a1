"""Ask the other billing for what bookings want, whatever became of earlier attempts."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from backend.domain.services.booking.account_book import (
    AccountBook,
    Answer,
    BookState,
    Reservation,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to be set aside, and for what: two attempts of one cause share one booking."""

    account_id: int
    number: str
    cause: str
    amount: int
    partly: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class Booking:
    """A wish that is written down under the id by which that billing knows it.

    ``fresh``: nobody can have asked for it before.
    """

    id: UUID
    wish: Wish
    fresh: bool

    @property
    def reservation(self) -> Reservation:
        """What that billing is asked."""
        wish = self.wish
        return Reservation(
            id=self.id,
            account=wish.number,
            amount=wish.amount,
            partly=wish.partly,
            text=wish.text,
        )


def ask(book: AccountBook, bookings: Sequence[Booking]) -> dict[UUID, Answer]:
    """The answers by id. Where an earlier attempt may have been heard, its id is asked first, and
    money is wanted only under an id of which that billing knows nothing."""
    earlier = [booking.id for booking in bookings if not booking.fresh]
    found = dict(book.find(earlier)) if earlier else {}
    wanted = [
        booking.reservation
        for booking in bookings
        if booking.fresh or _is_unknown(found.get(booking.id))
    ]
    if wanted:
        found |= book.reserve(wanted)
    return {id_: answer for id_, answer in found.items() if answer.state in _SETTLED}


def _is_unknown(answer: Answer | None) -> bool:
    return answer is not None and answer.state is BookState.UNKNOWN


_SETTLED = frozenset({BookState.RESERVED, BookState.REFUSED})
