"""What a subscriber's life costs: written a second time, day by day, from the price list.

The product keeps a chain of periods and moves its end. The oracle keeps a calendar: of every day of
every subscription it knows why that day cost what it did. It imports nothing of the product.
"""

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from math import floor

GRACE = 10
TRIAL = 7
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Ware:
    """A product: kopecks for a month from the anchor, and whether its first days are free."""

    name: str
    price: int
    trial: bool = False


WARES = {
    ware.name: ware
    for ware in (Ware("basic", 3_100), Ware("better", 6_250), Ware("tryout", 4_990, trial=True))
}


@dataclass
class Bill:
    """Money taken for the days from ``start`` to ``end``, the last one not counted."""

    start: date
    end: date
    amount: int
    back: int = 0


@dataclass
class Held:
    """A subscription. ``until`` is the first day that nothing is known of."""

    ware: str
    anchor: date
    until: date
    state: str
    trial_until: date | None = None
    following: str | None = None
    reason: str | None = None
    since: date | None = None
    end: date | None = None
    days: dict[date, str] = field(default_factory=dict)
    bills: list[Bill] = field(default_factory=list)

    @property
    def living(self) -> bool:
        """Whether it is not over."""
        return self.state != "ended"

    @property
    def unpaid(self) -> bool:
        """Whether it waits for money."""
        return (self.state, self.reason) == ("suspended", "money")

    def fill(self, until: date, kind: str) -> None:
        """Explain the days up to ``until``."""
        while self.until < until:
            assert self.until not in self.days
            self.days[self.until] = kind
            self.until += DAY

    def gap(self, until: date) -> None:
        """Explain days that nobody pays for."""
        kinds = {"money": "suspended", "user": "paused", None: "forgiven"}
        self.fill(until, kinds[self.reason])

    def month_end(self, day: date) -> date:
        """The first day of the anchored month after the one with ``day``."""
        number = 0
        while _nth_month(self.anchor, number) <= day:
            number += 1
        return _nth_month(self.anchor, number)

    def price(self, ware: str, start: date, end: date) -> int:
        """Kopecks for days of one anchored month, half up."""
        after = self.month_end(start)
        number = 0
        while _nth_month(self.anchor, number + 1) < after:
            number += 1
        whole = (after - _nth_month(self.anchor, number)).days
        return half_up(Fraction(WARES[ware].price * (end - start).days, whole))


class Customer:
    """Money, subscriptions, and what happens to them. Acts answer ``ok`` or the word of refusal."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.money = 0
        self.held: list[Held] = []
        self.tried: set[str] = set()

    # ------------------------------------------------------------ acts

    def subscribe(self, ware: str) -> str:
        """Begin, if the first days can be paid."""
        if any(ware in (each.ware, each.following) for each in self.held if each.living):
            return "already_exists"
        new = Held(ware, self.today, self.today, "active")
        if WARES[ware].trial and ware not in self.tried:
            new.trial_until = self.today + TRIAL * DAY
            new.state = "trial"
            new.fill(new.trial_until, "trial")
            self.tried.add(ware)
        elif not self._bill_month(new):
            return "not_enough_money"
        self.held.append(new)
        return "ok"

    def pause(self, held: Held) -> str:
        """From the end of what is paid."""
        if held.state not in ("active", "trial"):
            return "not_allowed"
        held.gap(self.today)
        held.state, held.reason, held.since = "suspended", "user", held.until
        return "ok"

    def resume(self, held: Held) -> str:
        """Now, for the rest of the month."""
        if (held.state, held.reason) != ("suspended", "user"):
            return "not_allowed"
        if held.until <= self.today:
            ware = held.following or held.ware
            if held.price(ware, self.today, held.month_end(self.today)) > self.money:
                return "not_enough_money"
        self._come_back(held)
        return "ok"

    def leave(self, held: Held) -> str:
        """With the end of what is paid."""
        if held.state != "cancelling":
            held.gap(self.today)
            if held.until <= self.today:
                self._end(held, self.today)
            else:
                held.state, held.end = "cancelling", held.until
                held.reason = "user" if held.reason == "user" else None
        return "ok"

    def leave_now(self, held: Held, *, refund: bool) -> str:
        """Today; money that comes back may pay for something else."""
        back = self._give_back(held) if refund else 0
        self._end(held, self.today)
        if back:
            self._try_unpaid()
        return "ok"

    def stay(self, held: Held) -> str:
        """Undo leaving."""
        if held.state != "cancelling" or held.end is None or self.today >= held.end:
            return "not_allowed"
        held.state = "suspended" if held.reason == "user" else "active"
        held.end = None
        return "ok"

    def change(self, held: Held, ware: str, *, now: bool) -> str:
        """To another ware, now or with the next month."""
        if held.state == "cancelling":
            return "not_allowed"
        if ware == held.ware:
            given_up, held.following = held.following, None
            return "ok" if given_up else "already_exists"
        others = [each for each in self.held if each.living and each is not held]
        if any(ware in (each.ware, each.following) for each in others):
            return "already_exists"
        if now and held.state in ("active", "trial") and held.until > self.today:
            return self._change_now(held, ware)
        held.following = ware
        if held.unpaid:
            self._try_unpaid()
        return "ok"

    def pay(self, kopecks: int) -> None:
        """Money that goes on at once to what waits for it."""
        self.money += kopecks
        self._try_unpaid()

    def tick(self) -> None:
        """What is due today."""
        for held in self.held:
            if held.state == "cancelling" and held.end is not None and held.end <= self.today:
                self._end(held, held.end)
            if held.unpaid and held.since is not None and held.since + GRACE * DAY <= self.today:
                self._end(held, self.today)
        for held in self.held:
            while held.state in ("active", "trial") and held.until <= self.today:
                if self._bill_month(held):
                    held.state = "active"
                else:
                    held.state, held.reason, held.since = "suspended", "money", held.until

    # ------------------------------------------------------------ how

    def _bill_month(self, held: Held) -> bool:
        end = held.month_end(held.until)
        ware = held.following or held.ware
        amount = held.price(ware, held.until, end)
        if amount > self.money:
            return False
        self._bill(held, held.until, end, amount)
        held.ware, held.following = ware, None
        held.fill(end, "charged")
        return True

    def _bill(self, held: Held, start: date, end: date, amount: int) -> None:
        self.money -= amount
        held.bills.append(Bill(start, end, amount))

    def _come_back(self, held: Held) -> bool:
        """Whether the rest of the month could be paid, where it has to be."""
        if held.until <= self.today:
            ware = held.following or held.ware
            if held.price(ware, self.today, held.month_end(self.today)) > self.money:
                return False
            held.gap(self.today)
            self._bill_month(held)
        held.state, held.reason, held.since = "active", None, None
        return True

    def _try_unpaid(self) -> None:
        for held in self.held:
            if held.unpaid:
                self._come_back(held)

    def _give_back(self, held: Held) -> int:
        total = 0
        for bill in held.bills:
            unused = sum(day >= self.today for day in _days(bill.start, bill.end))
            whole = (bill.end - bill.start).days
            back = max(half_up(Fraction(bill.amount * unused, whole)) - bill.back, 0)
            if unused and back:
                bill.back += back
                total += back
        self.money += total
        return total

    def _change_now(self, held: Held, ware: str) -> str:
        start, pieces = max(self.today, held.anchor), []
        while start < held.until:
            end = min(held.month_end(start), held.until)
            pieces.append((start, end, held.price(ware, start, end)))
            start = end
        kept = [bill.back for bill in held.bills]
        back = self._give_back(held)
        if sum(amount for *_, amount in pieces) > self.money:
            self.money -= back
            for bill, before in zip(held.bills, kept, strict=True):
                bill.back = before
            return "not_enough_money"
        for begin, end, amount in pieces:
            self._bill(held, begin, end, amount)
        held.ware, held.following, held.trial_until, held.state = ware, None, None, "active"
        if back:
            self._try_unpaid()
        return "ok"

    def _end(self, held: Held, on: date) -> None:
        held.gap(on)
        held.state, held.end, held.reason, held.since = "ended", on, None, None


def half_up(exact: Fraction) -> int:
    """The nearest whole number, a half upwards."""
    return floor(exact + Fraction(1, 2))


def _days(start: date, end: date) -> list[date]:
    return [start + number * DAY for number in range((end - start).days)]


def _nth_month(anchor: date, number: int) -> date:
    month = anchor.month - 1 + number
    year, month = anchor.year + month // 12, month % 12 + 1
    return date(year, month, min(anchor.day, monthrange(year, month)[1]))
