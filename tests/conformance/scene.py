"""What one scenario is about: its subscribers, its platforms, what was sent and what was told."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

from backend.domain.values.codes import ADVICE, Code
from tests.conformance.answers import Answer, Lost, Order, Subscription, Who
from tests.conformance.facades.facade import Facade
from tests.conformance.house import TEMPLATE, House
from tests.conformance.line import Loss
from tests.conformance.words import WORDS, is_said

USUAL = {
    "refusals": "remember",
    "max_charge": None,
    "max_daily": None,
    "calls_per_second": None,
    "batch_limit": 500,
    "test_mode": False,
}
Call = Coroutine[Any, Any, Answer]


@dataclass(frozen=True)
class Party:
    """A platform of the scenario: its usual way in, and the other one that it has as well."""

    way: Facade
    other_way: Facade


@dataclass
class Scene:
    """``number`` keeps the scenario's accounts and ids apart from all others' on one database.

    ``kind`` is what was asked last: for some kinds of call a facade has words of its own.
    """

    house: House
    number: int
    facade: str
    platforms: dict[str, Party] = field(init=False)
    orders: dict[str, Order] = field(default_factory=dict)
    accounts: dict[str, str] = field(default_factory=dict)
    answers: list[Answer] = field(default_factory=list)
    kind: str = ""
    told: Who | None = None
    subscriptions: list[Subscription] = field(default_factory=list)
    _undo: ExitStack = field(default_factory=ExitStack)

    def __post_init__(self) -> None:
        self.platforms = {
            "the platform": self._party(self.facade),
            "the other platform": self._party(f"{self.facade}-other"),
        }

    def _party(self, code: str) -> Party:
        other = "native" if self.facade == "rest" else "rest"
        return Party(self.house.facade(self.facade, code), self.house.facade(other, code))

    def close(self) -> None:
        """Leave the platform and the time as they were found."""
        self._undo.close()
        self.house.clock.reset()

    @property
    def way(self) -> Facade:
        """The platform's usual way in."""
        return self.platforms["the platform"].way

    @property
    def other_way(self) -> Facade:
        """The platform's other way in."""
        return self.platforms["the platform"].other_way

    def configure(self, **changes: Any) -> None:
        """Change the platform's configuration for this scenario."""
        usual = {name: USUAL[name] for name in changes}
        self._undo.callback(self.house.change_platform, self.way.code, **usual)
        self.house.change_platform(self.way.code, **changes)

    def change_product(self, product: str, mode: str) -> None:
        """Give a product the operator's template, and say who charges it, for this scenario."""
        code = self.way.code
        self._undo.callback(self.house.change_product, code, product, "platform", None)
        self.house.change_product(code, product, mode, TEMPLATE)

    # ------------------------------------------------------------ names

    def name(self, told: str) -> str:
        """The id that stands for the scenario's own one."""
        return f"{self.number}-{told}"

    def open(self, who: str, balance: int, number: str | None = None) -> None:
        """Open an account for somebody of the scenario."""
        self.accounts[who] = number or f"00{self.number:05}{len(self.accounts)}"
        self.house.open(self.accounts[who], balance)

    def change_subscriber(self, change: Callable[..., Any], given: object) -> None:
        """Let the operator change the subscriber's account."""
        self.house.change_account(change, self.accounts["the subscriber"], given)

    def make_order(self, who: str, name: str, amount: str, **changes: Any) -> Order:
        """What can be sent; who is in quotes is an account's number as it stands."""
        account = who.strip('"') if who.startswith('"') else self.accounts[who]
        return Order(id=self.name(name), account=account, amount=amount, **changes)

    def order(self, who: str, name: str, amount: str, **changes: Any) -> Order:
        """The same, kept under its id so that it can be sent again."""
        self.orders[name] = self.make_order(who, name, amount, **changes)
        return self.orders[name]

    # ------------------------------------------------------------ calls

    def ask(self, kind: str, *calls: Call) -> None:
        """Make calls at the same time and keep what they were answered."""
        self.kind, self.answers = kind, self.house.run(_together(calls))

    def ask_in_turn(self, kind: str, calls: Sequence[Call]) -> None:
        """Make calls one after the other."""
        self.kind, self.answers = kind, [self.house.run(call) for call in calls]

    def ask_list(self, kind: str, call: Coroutine[Any, Any, list[Answer]]) -> None:
        """Make one call with a list, and keep its answers."""
        self.kind, self.answers = kind, self.house.run(call)

    def lose(self, loss: Loss, call: Coroutine[Any, Any, Any]) -> None:
        """Make a call that is not answered."""
        self.answers = []
        self.house.line.lose_next(loss)
        try:
            self.house.run(call)
        except Lost:
            return
        raise AssertionError("an answer came")

    # ------------------------------------------------------------ answers

    @property
    def answer(self) -> Answer:
        """The one answer."""
        (only,) = self.answers
        return only

    def says(self, answer: Answer, code: str) -> bool:
        """Whether an answer says this outcome, for the first time."""
        if answer.replayed:
            return False
        return is_said(answer.word, self.facade, self._rows(code), listed=answer.listed)

    def says_again(self, answer: Answer) -> bool:
        """Whether an answer says that this was done before."""
        if answer.replayed is False:
            return False
        outcomes = self._rows("ok, sent again", "ok")
        return is_said(answer.word, self.facade, outcomes, listed=answer.listed)

    def tells_again(self) -> bool:
        """Whether the facade tells a repeated success of this kind from a first one."""
        again = [row for row in self._rows("ok, sent again") if row in WORDS]
        differs = any(WORDS[row][self.facade] != WORDS["ok"][self.facade] for row in again)
        return differs or all(answer.replayed is not None for answer in self.answers)

    def _rows(self, *outcomes: str) -> list[str]:
        return [row for each in outcomes for row in (f"{each} ({self.kind})", each)]

    def expect(
        self,
        answer: Answer,
        code: str,
        *,
        replayed: bool = False,
        told: bool = True,
        facade: str | None = None,
    ) -> None:
        """The answer says this outcome in the facade's words, and tells to do what it advises.

        With ``told``, what a fresh answer says is left is what is left now.
        """
        outcomes = self._rows(f"{code}, sent again", code) if replayed else self._rows(code)
        said = is_said(answer.word, facade or self.facade, outcomes, listed=answer.listed)
        assert said, f"expected {code}, got {answer}"
        assert answer.code in (None, code)
        assert answer.advice in (None, ADVICE[Code(code)])
        assert answer.replayed in (None, replayed)
        if told and not replayed and self.kind in ("charge", "hold") and len(self.answers) == 1:
            self._check_rest(answer)

    def _check_rest(self, answer: Answer) -> None:
        accounts = [order.account for order in self.orders.values() if order.id == answer.id]
        if answer.available is not None and accounts:
            money = self.house.money(accounts[0])
            assert answer.available == money.balance - money.held + money.credit


async def _together(calls: Sequence[Awaitable[Answer]]) -> list[Answer]:
    return list(await asyncio.gather(*calls))
