"""What billing's desks need to charge money that is kept elsewhere: one account, one act at a time.

The act is decided twice by the same function: first as if there were any amount of money, to learn
what to ask for; then for good, relying on what was set aside. Between the two that billing is
asked, outside of any transaction.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from psycopg import Connection

from backend.domain.errors import VitrinaError
from backend.domain.ports import Clock, NewId
from backend.domain.services.billing.rows import BillingChanges
from backend.domain.services.booking.account_book import AccountBook, AccountInfo, Answer
from backend.domain.services.booking.ask import Booking, Wish, ask
from backend.domain.services.booking.end import end_of
from backend.domain.services.booking.refusals import BookUnavailable
from backend.domain.services.booking.rely import as_if_rich, on_answer
from backend.domain.services.charging.state import AccountState, Elsewhere
from backend.storage.billing.writing import store
from backend.storage.books.bookings import give_up, still_asked, write_down
from backend.storage.unit_of_work import UnitOfWork

Driver = Connection[Any]
Result = TypeVar("Result")

MAX_TEXT = 500


@dataclass(slots=True)
class Draft(Generic[Result]):
    """A decided act that is not stored. ``finish`` writes what belongs to it beside the changes.

    ``account`` is ``None`` where there is nothing to be done: it was done before.
    """

    result: Result
    account: AccountState | None = None
    changes: BillingChanges = field(default_factory=BillingChanges)
    finish: Callable[[Driver], None] = lambda _driver: None


Decide = Callable[[Driver, Elsewhere], Draft[Result]]
"""Decides an act of one account, which it locks, relying on what it is given of its money."""


class Purse:
    """``kick`` is called when that billing has something to do; it returns at once."""

    def __init__(
        self,
        unit_of_work: Callable[[], UnitOfWork],
        book: AccountBook,
        clock: Clock,
        new_id: NewId,
        kick: Callable[[], None] = lambda: None,
    ) -> None:
        self._unit_of_work = unit_of_work
        self._clock = clock
        self._new_id = new_id
        self.book = book
        self.kick = kick

    def pay(self, cause: str, decide: Decide[Result], *, partly: bool = False) -> Result:
        """Do an act that takes money; ``partly``: as much of it as the money there covers.

        Raises what the act raises, and ``BookUnavailable``: sent again with the same cause, it goes
        on with what may have been set aside for it.
        """
        booking = self._prepare(cause, decide, partly=partly)
        answer = ask(self.book, [booking]).get(booking.id) if booking else None
        if booking is not None and answer is None:
            raise BookUnavailable
        try:
            result = self._carry_out(decide, booking, answer)
        except VitrinaError:
            if booking is not None:
                self._give_up(booking, answer)
            raise
        self.kick()
        return result

    def write_down(self, driver: Driver, wishes: Sequence[Wish]) -> list[Booking]:
        """Bookings for the wishes, in order, inside the caller's transaction."""
        return write_down(driver, wishes, self._clock.now(), self._new_id)

    def info(self, number: str) -> AccountInfo:
        """What an account can spend now. Raises ``BookUnavailable``."""
        found = self.infos([number]).get(number)
        if found is None:
            raise BookUnavailable
        return found

    def infos(self, numbers: Sequence[str]) -> Mapping[str, AccountInfo]:
        """What accounts can spend now, as far as it is told."""
        return self.book.info(numbers)

    def _prepare(self, cause: str, decide: Decide[Result], *, partly: bool) -> Booking | None:
        with self._unit_of_work() as unit:
            draft = decide(unit.driver, as_if_rich())
            wish = _wish(cause, draft, partly=partly)
            if wish is None:
                return None
            (booking,) = self.write_down(unit.driver, [wish])
            unit.commit()
        return booking

    def _carry_out(
        self, decide: Decide[Result], booking: Booking | None, answer: Answer | None
    ) -> Result:
        with self._unit_of_work() as unit:
            draft = decide(unit.driver, on_answer(answer))
            if draft.account is None:
                return draft.result
            if booking is not None:
                if not still_asked(unit.driver, [booking]):
                    raise BookUnavailable  # somebody else is at it, or has let it go
                end_booking(booking, answer, draft.account, draft.changes, self._clock.now())
            store(unit.driver, draft.changes)
            draft.finish(unit.driver)
            unit.commit()
        return draft.result

    def _give_up(self, booking: Booking, answer: Answer | None) -> None:
        with self._unit_of_work() as unit:
            give_up(unit.driver, booking, answer, self._clock.now())
            unit.commit()
        self.kick()


def pay_from(
    purse: Purse | None,
    unit_of_work: Callable[[], UnitOfWork],
    cause: str,
    decide: Decide[Result],
    *,
    partly: bool = False,
) -> Result:
    """Do an act where its account's money is: here in one transaction, or elsewhere by the purse.

    Raises ``BookUnavailable`` where that is needed and there is none.
    """
    try:
        with unit_of_work() as unit:
            draft = decide(unit.driver, Elsewhere())
            if draft.account is not None:
                store(unit.driver, draft.changes)
                draft.finish(unit.driver)
                unit.commit()
        return draft.result
    except BookUnavailable:
        if purse is None:
            raise
    return purse.pay(cause, decide, partly=partly)


def _wish(cause: str, draft: Draft[Any], *, partly: bool) -> Wish | None:
    account = draft.account
    if account is None or account.elsewhere is None or not account.elsewhere.taken:
        return None
    return Wish(
        account_id=account.id,
        number=account.number,
        cause=cause,
        amount=account.elsewhere.taken,
        partly=partly,
        text=joined(charge.text for charge in draft.changes.charges),
    )


def joined(texts: Iterable[str]) -> str:
    """What several charges are for, as one text of bounded length."""
    return "; ".join(texts)[:MAX_TEXT]


def end_booking(
    booking: Booking,
    answer: Answer | None,
    account: AccountState | None,
    changes: BillingChanges,
    at: datetime,
) -> None:
    """Add to the changes how the booking ends with what they take of the account."""
    taken = account.elsewhere.taken if account and account.elsewhere else 0
    charges = changes.charges_of(booking.wish.account_id) if taken else ()
    changes.bookings.append(end_of(booking, answer, at, taken=taken, charges=charges))


@dataclass(frozen=True, slots=True)
class Fund:
    """A booking for an account, and what was answered."""

    booking: Booking
    answer: Answer | None


Funds = Mapping[int, Fund]
"""By account id."""


def rely_on(funds: Funds, accounts: Mapping[int, AccountState], driver: Driver) -> None:
    """Let the locked accounts spend what was set aside for them and is nobody else's yet.

    Raises ``BookUnavailable`` where one booking was not answered, or has been ended meanwhile.
    """
    asked = still_asked(driver, [fund.booking for fund in funds.values()])
    for account_id, fund in funds.items():
        account = accounts.get(account_id)
        if fund.answer is None or fund.booking.id not in asked:
            raise BookUnavailable
        if account is not None and account.elsewhere is not None:
            account.elsewhere = on_answer(fund.answer)
