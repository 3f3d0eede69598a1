"""Compare what we say was done elsewhere with what the other billing says, id by id."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.domain.services.booking.account_book import AccountBook, BookState
from backend.domain.services.booking.refusals import BookUnavailable
from backend.storage.unit_of_work import UnitOfWork

PAGE = 500

_DONE = """
SELECT b.number, b.id, a.number, b.state,
       CASE WHEN b.kind = 'reversal' THEN b.amount ELSE b.captured END
FROM booking b JOIN account a ON a.id = b.account_id
WHERE b.number > %s AND b.done_at >= %s
ORDER BY b.number LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Compared:
    """A booking as both say it is. Sums in kopecks; ``theirs`` is ``None`` where they say nothing
    of it."""

    id: UUID
    account: str
    state: str
    amount: int
    theirs: BookState | None
    their_amount: int

    @property
    def same(self) -> bool:
        """Whether money moved alike. Of what took none, it is enough that none is set aside."""
        if self.amount == 0:
            return self.theirs in _NOTHING_TAKEN
        return self.theirs == self.state and self.their_amount == self.amount


def compare(
    unit_of_work: Callable[[], UnitOfWork], book: AccountBook, since: datetime
) -> Iterator[Compared]:
    """Every booking that was finished since then. Raises ``BookUnavailable``."""
    last = 0
    while True:
        with unit_of_work() as unit:
            page = unit.driver.execute(_DONE, [last, since, PAGE]).fetchall()
        if not page:
            return
        last = page[-1][0]
        answers = book.find([row[1] for row in page])
        if not answers:
            raise BookUnavailable
        for _, id_, account, state, amount in page:
            answer = answers.get(id_)
            theirs = (answer.state, answer.amount) if answer else (None, 0)
            yield Compared(id_, account, state, amount, *theirs)


_NOTHING_TAKEN = frozenset({BookState.RELEASED, BookState.REFUSED, BookState.UNKNOWN})
