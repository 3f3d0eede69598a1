"""What should be answered: the rules written a second time, from the other end.

The product keeps balances and changes them. The oracle keeps what happened, as a list of facts,
and adds up the past whenever it is asked. It knows nothing of batches, locks or rows, and imports
nothing of the product.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal

Kind = Literal["charge", "hold", "capture", "release", "reverse", "pay"]
FINAL = ("captured", "released", "expired")
CAN_BE_LIFTED = {
    "not_enough_money",
    "account_blocked",
    "charge_limit_exceeded",
    "daily_limit_exceeded",
}

LEAVE_NO_TRACE = {"unknown_hold", "unknown_operation of another", "subscription_cancelled"}


LISTENING = frozenset({"alpha"})
"""Platforms that answer what they are told; the others are deaf."""


@dataclass(frozen=True)
class Ask:
    """One command, in plain words. A release has its hold's id, a reversal its charge's.

    ``days``: the charge pays for today and so many days after it; ``None`` names no period.
    """

    kind: Kind
    who: str
    id: str
    account: str | None
    amount: int | None = None
    hold: str = ""
    final: bool = True
    seconds: int = 0
    product: str = ""
    days: int | None = None


@dataclass
class Platform:
    """What was agreed with an integrator."""

    forgiving: bool = False
    max_charge: int = 10**12
    max_daily: int = 10**12


@dataclass
class Customer:
    """An account without its money."""

    status: str = "active"
    credit: int = 0
    promise: int = 0
    promise_ends: datetime | None = None


@dataclass(eq=False)
class Bought:
    """A fact: a platform's subscription. ``ends``: it was left, and has no service from that day;
    it is over when the platform knows, or long after."""

    who: str
    account: str
    product: str
    ends: date | None = None
    over: bool = False


@dataclass
class Taken:
    """A fact: money was taken. ``until`` is the first day that it does not pay for."""

    who: str
    id: str
    account: str
    amount: int
    day: date
    bought: Bought
    until: date | None
    given_back: bool = False


@dataclass
class Kept:
    """A fact: money was kept aside, and what became of it."""

    who: str
    id: str
    account: str
    left: int
    ends: datetime
    product: str
    closed: str = ""


@dataclass
class Said:
    """A fact: an id was answered."""

    content: tuple[object, ...]
    code: str
    account: str | None
    buried: bool = False


@dataclass
class Oracle:
    """Everything that ever happened."""

    platforms: dict[str, Platform]
    customers: dict[str, Customer]
    now: datetime
    zone: timedelta
    paid: list[tuple[str, int]] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    said: dict[tuple[str, str, str], Said] = field(default_factory=dict)
    bought: list[Bought] = field(default_factory=list)
    told: list[tuple[Bought, str]] = field(default_factory=list)

    # ------------------------------------------------------------ sums over the past

    def balance(self, account: str) -> int:
        """What came in, less what was taken and not given back."""
        came = sum(amount for number, amount in self.paid if number == account)
        went = sum(t.amount for t in self.taken if t.account == account and not t.given_back)
        return came - went

    def held(self, account: str) -> int:
        """What is kept aside."""
        return sum(k.left for k in self.kept if k.account == account and not k.closed)

    def available(self, account: str) -> int:
        """What can be spent now."""
        customer = self.customers[account]
        lasts = customer.promise_ends is not None and self.now < customer.promise_ends
        promise = customer.promise if lasts else 0
        return self.balance(account) - self.held(account) + customer.credit + promise

    def spent_today(self, who: str, account: str) -> int:
        """What counts for the daily limit."""
        today = self.today
        charged = sum(
            t.amount
            for t in self.taken
            if (t.who, t.account, t.day) == (who, account, today) and not t.given_back
        )
        mine = [k for k in self.kept if (k.who, k.account) == (who, account) and not k.closed]
        return charged + sum(k.left for k in mine)

    def paid_through(self, bought: Bought) -> date | None:
        """The first day that nothing pays for which still stands."""
        mine = [t.until for t in self.taken if t.bought is bought and not t.given_back]
        return max((until for until in mine if until), default=None)

    def living(self, who: str, account: str, product: str) -> Bought | None:
        """The subscription that is not over."""
        key = (who, account, product)
        found = [b for b in self.bought if (b.who, b.account, b.product) == key and not b.over]
        return found[0] if found else None

    # ------------------------------------------------------------ time and people

    @property
    def today(self) -> date:
        """The operator's date."""
        return (self.now + self.zone).date()

    def last_day(self, ask: Ask) -> date | None:
        """The last day that a charge pays for."""
        return None if ask.days is None else self.today + timedelta(days=ask.days)

    def leave(self, who: str, account: str, product: str, *, now: bool) -> str:
        """The subscriber does not want it any more."""
        bought = self.living(who, account, product)
        if bought is None or self.customers[account].status == "closed":
            return "not_found"
        paid = self.paid_through(bought)
        ends = self.today if now or paid is None else max(paid, self.today)
        if bought.ends is not None and bought.ends <= ends:
            return "ok"
        bought.ends = ends
        self.told.append((bought, "cancel"))
        return "ok"

    def keep(self, who: str, account: str, product: str) -> str:
        """The subscriber wants it after all."""
        bought = self.living(who, account, product)
        if bought is None or self.customers[account].status == "closed":
            return "not_found"
        if bought.ends is None:
            return "not_allowed"
        bought.ends = None
        self.told.append((bought, "keep"))
        return "ok"

    def sweep(self) -> None:
        """What is over ends."""
        for kept in self.kept:
            if not kept.closed and kept.ends <= self.now:
                kept.closed = "expired"
        for customer in self.customers.values():
            if customer.promise_ends is not None and customer.promise_ends <= self.now:
                customer.promise, customer.promise_ends = 0, None
        for bought in self.bought:
            open_ = self.customers[bought.account].status != "closed"
            wait = timedelta(days=0 if bought.who in LISTENING else 40)
            bought.over |= open_ and bought.ends is not None and bought.ends + wait <= self.today

    def promise(self, account: str, amount: int, days: int) -> bool:
        """A promise, if there is none that still lasts."""
        customer = self.customers[account]
        if customer.promise_ends is not None and self.now < customer.promise_ends:
            return False
        customer.promise, customer.promise_ends = amount, self.now + timedelta(days=days)
        return True

    # ------------------------------------------------------------ commands

    def answer(self, ask: Ask) -> str:
        """The code that the product must answer."""
        account = ask.account or self._account_of(ask)
        customer = self.customers.get(account) if account else None
        if account and (customer is None or customer.status == "closed"):
            return "unknown_account"
        place = (ask.who, "charge" if ask.kind == "capture" else ask.kind, ask.id)
        content = (
            *(ask.kind, account, ask.amount, ask.hold, ask.final, ask.seconds, ask.product),
            self.last_day(ask),
        )
        earlier = self.said.get(place)
        if earlier is not None:
            if earlier.content not in {content, ()}:
                return "conflict"
            lifted = earlier.code in CAN_BE_LIFTED and self.platforms[ask.who].forgiving
            if earlier.buried or not lifted:
                return "reversed" if earlier.buried else earlier.code
        code = self._decide(ask, account)
        if code not in LEAVE_NO_TRACE:
            self.said[place] = Said(content, code, account)
        return code.removesuffix(" of another")

    def _account_of(self, ask: Ask) -> str | None:
        kind, id_ = {
            "capture": ("hold", ask.hold),
            "release": ("hold", ask.id),
            "reverse": ("charge", ask.id),
        }[ask.kind]
        said = self.said.get((ask.who, kind, id_))
        return said.account if said else None

    def _decide(self, ask: Ask, account: str | None) -> str:
        settle = {
            "reverse": self._take_back,
            "capture": self._capture,
            "release": self._release,
        }.get(ask.kind)
        if settle:
            return settle(ask, account)
        assert account is not None
        assert ask.amount is not None
        if ask.kind == "pay":
            self.paid.append((account, ask.amount))
            return "ok"
        refusal = self.refusal(ask.who, account, ask.amount)
        if refusal:
            return refusal
        if ask.kind == "hold":
            ends = self.now + timedelta(seconds=ask.seconds)
            self.kept.append(Kept(ask.who, ask.id, account, ask.amount, ends, ask.product))
            return "ok"
        return self._take(ask, account, ask.amount, ask.product)

    def refusal(self, who: str, account: str, amount: int) -> str:
        """Why this sum cannot be had, or nothing."""
        platform = self.platforms[who]
        if self.customers[account].status != "active":
            return "account_blocked"
        if amount > platform.max_charge:
            return "charge_limit_exceeded"
        if self.spent_today(who, account) + amount > platform.max_daily:
            return "daily_limit_exceeded"
        return "not_enough_money" if amount > self.available(account) else ""

    def _take(self, ask: Ask, account: str, amount: int, product: str) -> str:
        bought = self.living(ask.who, account, product)
        if bought is not None and bought.ends is not None:
            return "subscription_cancelled"
        if bought is None:
            bought = Bought(ask.who, account, product)
            self.bought.append(bought)
        last_day = self.last_day(ask)
        until = last_day + timedelta(days=1) if last_day else None
        self.taken.append(Taken(ask.who, ask.id, account, amount, self.today, bought, until))
        return "ok"

    def _find_hold(self, who: str, id_: str, account: str | None) -> Kept | None:
        found = [k for k in self.kept if (k.who, k.id, k.account) == (who, id_, account)]
        return found[0] if found else None

    def _capture(self, ask: Ask, account: str | None) -> str:
        kept = self._find_hold(ask.who, ask.hold, account)
        if kept is None:
            return "unknown_hold"
        amount = kept.left if ask.amount is None else ask.amount
        if self.customers[kept.account].status != "active":
            return "account_blocked"
        if kept.closed == "expired" or self.now >= kept.ends:
            return "hold_expired"
        if kept.closed:
            return "hold_closed"
        if amount > kept.left:
            return "hold_exceeded"
        code = self._take(ask, kept.account, amount, kept.product)
        if code == "ok":
            kept.left -= amount
            if ask.final or kept.left == 0:
                kept.closed = "captured"
        return code

    def _release(self, ask: Ask, account: str | None) -> str:
        kept = self._find_hold(ask.who, ask.id, account)
        if kept is None:
            return "unknown_hold"
        if kept.closed == "captured":
            return "hold_closed"
        kept.closed = kept.closed or "released"
        return "ok"

    def _take_back(self, ask: Ask, account: str | None) -> str:
        charge = self.said.get((ask.who, "charge", ask.id))
        if charge is None:
            self.said[(ask.who, "charge", ask.id)] = Said((), "reversed", account, buried=True)
            return "unknown_operation"
        if account and charge.account not in {None, account}:
            return "unknown_operation of another"
        charge.buried = True
        for taken in self.taken:
            if (taken.who, taken.id) == (ask.who, ask.id):
                taken.given_back = True
                self._shorten(taken.bought)
                return "ok"
        return "unknown_operation"

    def _shorten(self, bought: Bought) -> None:
        """What was left ends with what is still paid; or today."""
        if bought.ends is not None and not bought.over:
            paid = self.paid_through(bought) or self.today
            bought.ends = min(bought.ends, max(paid, self.today))
