"""The resolver: finishes whatever is not final, by asking under the same id until it is answered.

Any number of resolvers may work at once. Nothing is sent inside a transaction.
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

import structlog

from backend.domain.ports import Clock
from backend.domain.services.booking.account_book import (
    AccountBook,
    Answer,
    BookState,
    Capture,
    Reversal,
)
from backend.domain.services.booking.end import BookingState
from backend.storage.books.queue import Due, move_on, take_due
from backend.storage.unit_of_work import UnitOfWork

MAX_ROUNDS = 1000
"""One piece of work ends even where more is due than it can do; the next one goes on."""

_log = structlog.get_logger(__name__)

_Page = Sequence[Due]


class Resolver:
    """Drives bookings to their ends."""

    def __init__(
        self, unit_of_work: Callable[[], UnitOfWork], book: AccountBook, clock: Clock
    ) -> None:
        self._unit_of_work = unit_of_work
        self._book = book
        self._clock = clock
        self._stopping = threading.Event()
        self._steps: Mapping[BookingState, Callable[[_Page], Mapping[UUID, Answer]]] = {
            BookingState.ASKED: lambda page: book.find([due.id for due in page]),
            BookingState.CAPTURING: self._capture,
            BookingState.RELEASING: lambda page: book.release([due.id for due in page]),
            BookingState.REVERSING: self._reverse,
        }

    def work(self) -> int:
        """Ask about everything that is due now; how many answers brought something on.

        Where nobody answers, the rest of that kind waits for the next round.
        """
        return sum(self._work_off(state) for state in self._steps)

    def stop(self) -> None:
        """End the work that is under way after the call that it is at."""
        self._stopping.set()

    def _work_off(self, state: BookingState) -> int:
        moved = 0
        for _ in range(MAX_ROUNDS):
            with self._unit_of_work() as unit:
                page = take_due(unit.driver, state, self._clock.now())
                unit.commit()
            if not page:
                break
            answers = self._steps[state](page)
            if not answers:
                break
            moved += self._record(state, page, answers)
            if self._stopping.is_set():
                break
        return moved

    def _record(self, state: BookingState, page: _Page, answers: Mapping[UUID, Answer]) -> int:
        following = []
        for due in page:
            answer = answers.get(due.id)
            after = _FOLLOWING[state].get(answer.state) if answer else None
            if after is not None:
                following.append((due.id, after))
            elif answer is not None:  # it has broken its word; a person has to look at it
                _log.error("the other billing contradicts", booking=str(due.id), said=answer.state)
        with self._unit_of_work() as unit:
            moved = move_on(unit.driver, state, following, self._clock.now())
            unit.commit()
        return moved

    def _capture(self, page: _Page) -> Mapping[UUID, Answer]:
        return self._book.capture([Capture(id=due.id, amount=due.captured) for due in page])

    def _reverse(self, page: _Page) -> Mapping[UUID, Answer]:
        return self._book.reverse(
            [
                Reversal(
                    id=due.id, account=due.number, amount=due.amount, reservation=due.reservation
                )
                for due in page
            ]
        )


_FOLLOWING: Mapping[BookingState, Mapping[BookState, BookingState]] = {
    # Nobody came back for it in time. An id that is unknown now may still arrive: it is let go as
    # well, so that it never reserves.
    BookingState.ASKED: {
        BookState.UNKNOWN: BookingState.RELEASING,
        BookState.RESERVED: BookingState.RELEASING,
        BookState.REFUSED: BookingState.REFUSED,
        BookState.RELEASED: BookingState.RELEASING,
    },
    BookingState.CAPTURING: {BookState.CAPTURED: BookingState.CAPTURED},
    BookingState.RELEASING: {
        BookState.RELEASED: BookingState.RELEASED,
        BookState.REFUSED: BookingState.RELEASED,
    },
    BookingState.REVERSING: {BookState.REVERSED: BookingState.REVERSED},
}
