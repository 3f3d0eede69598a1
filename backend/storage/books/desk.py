"""The operation desk where some accounts' money is kept elsewhere.

Everything goes through the built-in ledger's desk first, at its full speed. What that could not
decide, because another billing has to set the money aside, goes on here in a lane of its own: a
slow billing keeps nobody waiting but those whose money it keeps.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import TypeVar

from backend.domain.commands import Check, Command
from backend.domain.errors import Busy
from backend.domain.outcome import Outcome, Verdict
from backend.domain.ports import Clock, NewId
from backend.domain.services.booking.account_book import AccountBook
from backend.domain.services.booking.ask import Booking, ask
from backend.domain.services.booking.charge_elsewhere import decide_booked, wishes_of
from backend.domain.services.booking.rely import on_info
from backend.domain.services.charging.process_batch import judge
from backend.domain.values.codes import Code, OperationKind
from backend.storage.books.bookings import still_asked, write_down
from backend.storage.charging.book import PostgresBook
from backend.storage.charging.desk import PostgresDesk, failed, unanswered
from backend.storage.lane import Lane

_Item = TypeVar("_Item", Command, Check)
_Answer = TypeVar("_Answer", Outcome, Verdict)


class BookedDesk:
    """Implements the ``OperationDesk`` port over the ledger's desk and the other billing.

    ``kick`` is called when that billing has something to capture, to release or to give back; it
    returns at once.
    """

    def __init__(
        self,
        desk: PostgresDesk,
        book: AccountBook,
        clock: Clock,
        new_id: NewId,
        *,
        max_batch: int,
        max_queue: int,
        kick: Callable[[], None] = lambda: None,
    ) -> None:
        self._desk = desk
        self._book = book
        self._clock = clock
        self._new_id = new_id
        self._kick = kick
        self._charging: Lane[Command, Outcome] = Lane(
            self.charge, failed, name="booking", max_batch=max_batch, max_queue=max_queue
        )
        self._asking: Lane[Check, Verdict] = Lane(
            self.judge, unanswered, name="book-asking", max_batch=max_batch, max_queue=max_queue
        )

    def submit(self, commands: Sequence[Command]) -> "Future[list[Outcome]]":
        """Queue commands. Raises ``Busy`` when the queue is full."""
        return _in_two_steps(
            commands, self._desk.submit(commands), self._charging.submit, self._heard
        )

    def check(self, checks: Sequence[Check]) -> "Future[list[Verdict]]":
        """Queue checks."""
        return _in_two_steps(checks, self._desk.check(checks), self._asking.submit, _nothing)

    def process(self, commands: Sequence[Command]) -> list[Outcome]:
        """One batch, now, on the caller's thread."""
        outcomes = self._desk.process(commands)
        left = _undecided(outcomes)
        if left:
            again = self.charge([commands[index] for index in left])
            outcomes = _merged(outcomes, left, again)
        self._heard(outcomes)
        return outcomes

    def answer(self, checks: Sequence[Check]) -> list[Verdict]:
        """One batch of checks, now, on the caller's thread."""
        verdicts = self._desk.answer(checks)
        left = _undecided(verdicts)
        return _merged(verdicts, left, self.judge([checks[i] for i in left])) if left else verdicts

    def close(self) -> None:
        """Finish what is queued and stop."""
        self._desk.close()
        self._charging.close()
        self._asking.close()

    def charge(self, commands: Sequence[Command]) -> list[Outcome]:
        """Write down what is wanted, ask for it, decide; each in its own time.

        What was not answered is answered ``book_unavailable``, and leaves its booking behind: who
        sends the same id again goes on with it, and if nobody does, the resolver lets it go.
        """
        bookings = self._desk.in_transaction(lambda book: self._write_down(commands, book))
        wanted = [booking for booking in bookings if booking is not None]
        answers = ask(self._book, wanted) if wanted else {}

        def decide(book: PostgresBook) -> list[Outcome]:
            state = book.load(commands, self._clock.moment())
            asked = still_asked(book.driver, wanted)
            outcomes = decide_booked(commands, bookings, answers, asked, state)
            book.store(state)
            return outcomes

        outcomes = self._desk.in_transaction(decide)
        if wanted:
            self._kick()
        return outcomes

    def judge(self, checks: Sequence[Check]) -> list[Verdict]:
        """What charges would be answered, as far as the other billing tells what there is."""
        moment = self._clock.moment()
        known = self._book.info(sorted({check.account for check in checks}))

        def decide(book: PostgresBook) -> list[Verdict]:
            accounts = book.read_accounts(checks, moment)
            for number, account in accounts.items():
                if account.elsewhere is not None:
                    account.elsewhere = on_info(known.get(number))
            return [judge(check, accounts.get(check.account), moment) for check in checks]

        return self._desk.in_transaction(decide)

    def _write_down(self, commands: Sequence[Command], book: PostgresBook) -> list[Booking | None]:
        moment = self._clock.moment()
        wishes = wishes_of(commands, book.load(commands, moment))
        wanted = [wish for wish in wishes if wish is not None]
        written = iter(write_down(book.driver, wanted, moment.at, self._new_id))
        return [next(written) if wish is not None else None for wish in wishes]

    def _heard(self, outcomes: Sequence[Outcome]) -> None:
        """After a commit: something may have to be given back over there."""
        if any(outcome.kind is OperationKind.REVERSE and outcome.ok for outcome in outcomes):
            self._kick()


def _in_two_steps(
    items: Sequence[_Item],
    first: "Future[list[_Answer]]",
    submit: "Callable[[Sequence[_Item]], Future[list[_Answer]]]",
    heard: Callable[[Sequence[_Answer]], None],
) -> "Future[list[_Answer]]":
    """The first answers, and second ones where the first could not be given."""
    whole: Future[list[_Answer]] = Future()
    whole.set_running_or_notify_cancel()  # what is under way is not called back

    def end(answers: list[_Answer]) -> None:
        heard(answers)
        whole.set_result(answers)

    def go_on(done: "Future[list[_Answer]]") -> None:
        error = done.exception()
        if error is not None:
            whole.set_exception(error)
            return
        answers = done.result()
        left = _undecided(answers)
        try:
            second = submit([items[index] for index in left]) if left else None
        except Busy:  # the same advice as that of the first answer
            second = None
        if second is None:
            end(answers)
        else:
            second.add_done_callback(lambda then: merge(answers, left, then))

    def merge(answers: list[_Answer], left: Sequence[int], done: "Future[list[_Answer]]") -> None:
        error = done.exception()
        if error is not None:
            whole.set_exception(error)
        else:
            end(_merged(answers, left, done.result()))

    first.add_done_callback(go_on)
    return whole


def _undecided(answers: Sequence[_Answer]) -> list[int]:
    return [index for index, answer in enumerate(answers) if answer.code is Code.BOOK_UNAVAILABLE]


def _merged(
    answers: Sequence[_Answer], left: Sequence[int], again: Sequence[_Answer]
) -> list[_Answer]:
    merged = list(answers)
    for index, answer in zip(left, again, strict=True):
        merged[index] = answer
    return merged


def _nothing(_: Sequence[Verdict]) -> None:
    pass
