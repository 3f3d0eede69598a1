"""Months of an operator's life, at random, and what its tables said at many moments of it."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from backend.domain.errors import VitrinaError
from backend.domain.services.subscribing.commands import (
    ChangeProduct,
    ChangeTime,
    Command,
    Pause,
    RefundPolicy,
    Resume,
    Subscribe,
    UndoUnsubscribe,
    Unsubscribe,
)
from backend.domain.values.codes import Code, RefusalPolicy
from backend.domain.values.status import SubscriptionState
from tests.commands import Platform
from tests.integration.reporting.tables import Tables, read_tables
from tests.reporting_world import ZONE, ReportingWorld
from tests.subscriber_world import CONSENT

RANDOM = ("0001", "0002", "0003")
POOR = "0004"
"""It can pay two months, and nothing that a platform asks for."""
RICH = "0005"
"""It changes its mind, and can afford it."""
NUMBERS = (*RANDOM, POOR, RICH)
FIRST_DAY = date(2026, 1, 20)
DAYS = 100
GOODS = ("office", "music")


@dataclass
class Refused:
    """What was not done for lack of money."""

    at: datetime
    kind: str
    account: str
    amount: int | None


@dataclass
class Life:
    """``seen``: what the tables said, at instants and just before the end of every day."""

    world: ReportingWorld
    random: Random
    wares: list[UUID] = field(default_factory=list)
    platforms: dict[str, Platform] = field(default_factory=dict)
    seen: dict[datetime, Tables] = field(default_factory=dict)
    at_end_of: dict[date, Tables] = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)
    charged: list[tuple[str, str, str]] = field(default_factory=list)
    asked: int = 0

    def begin(self) -> None:
        """Goods, platforms, accounts with some money."""
        world = self.world
        world.set_day(FIRST_DAY)
        self.wares = [
            world.sell("basic", 30_01, end_after_days=20),
            world.sell("trial", 70_00, trial_days=6, end_after_days=15),
            world.sell("plus", 120_33, end_after_days=20),
        ]
        self.platforms = {
            "alpha": world.integrator("alpha"),
            "beta": world.integrator("beta", refusals=RefusalPolicy.RECONSIDER),
        }
        world.agree(self.platforms["alpha"].terms.integrator_id, date(2026, 2, 1), 3333)
        world.agree(self.platforms["alpha"].terms.integrator_id, date(2026, 3, 10), 4999, "net")
        for number in RANDOM:
            world.account(number, self.random.choice((80_00, 200_00)))
        world.account(POOR, 61_00)
        world.account(RICH, 1_000_00)
        for number in (POOR, RICH):
            self._do(
                Subscribe(account=number, actor="life", product_id=self.wares[0], consent=CONSENT)
            )

    def live(self) -> None:
        """Day by day; within a day, some acts at some times, and the tick."""
        for place in range(DAYS):
            day = FIRST_DAY + timedelta(days=place)
            self._be_at(day, 0)
            self._do_what_is_sure(place)
            for hour in sorted(self.random.sample(range(1, 24), 5)):
                self._be_at(day, hour)
                self._act()
                if self.random.random() < 0.08:
                    self._look()
            self.at_end_of[day] = read_tables(self.world)
        self.world.reports.fold()

    def _do_what_is_sure(self, place: int) -> None:
        if place % 20 == 3:
            self._ask("beta", "never", POOR)
        if place in (5, 60):
            when, product = (ChangeTime.NEXT_PERIOD, 2) if place == 5 else (ChangeTime.NOW, 0)
            self._each(
                lambda given: ChangeProduct(**given, product_id=self.wares[product], when=when),
                RICH,
            )

    def _be_at(self, day: date, hour: int) -> None:
        instant = datetime(day.year, day.month, day.day, hour, 30, 5, 123_457, tzinfo=ZONE)
        self.world.clock.advance(seconds=(instant - self.world.clock.now()).total_seconds())

    def _look(self) -> None:
        if self.random.random() < 0.5:
            self.world.reports.fold()  # folded or not, a report is the same
        self.seen[self.world.clock.now()] = read_tables(self.world)

    def _act(self) -> None:
        acts: list[tuple[int, Callable[[], object]]] = [
            (5, self._tick),
            (4, self._charge),
            (4, self._subscribe),
            (3, self._pay),
            (2, self._reverse),
            (2, self._leave),
            (2, self._change),
            (1, self._keep),
            (1, self._pause),
            (1, self._resume),
            (1, self._report),
        ]
        (act,) = self.random.choices([act for _, act in acts], [weight for weight, _ in acts])
        act()

    def _tick(self) -> None:
        before = self._suspensions()
        self.world.run_due()
        self._note_suspensions(before)

    def _pay(self) -> None:
        self.world.pay(self.random.choice((5_00, 20_00, 80_00)), self._number())

    def _charge(self) -> None:
        who = self.random.choice(sorted(self.platforms))
        again = [each for each in self.charged if each[0] == who]
        if again and self.random.random() < 0.2:
            _, name, number = self.random.choice(again)
        else:
            self.asked += 1
            name, number = f"c-{self.asked}", self._number()
        self._ask(who, name, number)

    def _ask(self, who: str, name: str, number: str) -> None:
        mark = sum(map(ord, name))
        amount = 100 + mark * 37 % 4_001 if number != POOR else 70_00
        charge = self.platforms[who].charge(
            name,
            amount,
            number,
            product=GOODS[mark % 2],
            period_end=FIRST_DAY + timedelta(days=mark % 97) if mark % 3 else None,
        )
        if number != POOR:  # or it would be taken back, and never asked for again
            self.charged.append((who, name, number))
        outcome = self.world.one(charge)
        if outcome.code is Code.NOT_ENOUGH_MONEY and not outcome.replayed:
            self.refused.append(Refused(self.world.clock.now(), "declined", number, amount))

    def _reverse(self) -> None:
        if self.charged:
            who, name, number = self.random.choice(self.charged)
            self.world.one(self.platforms[who].reverse(name, number))

    def _report(self) -> None:
        self.asked += 1
        state = self.random.choice(
            (SubscriptionState.TRIAL, SubscriptionState.SUSPENDED, SubscriptionState.ENDED)
        )
        platform = self.platforms[self.random.choice(sorted(self.platforms))]
        product = self.random.choice((*GOODS, "games"))
        self.world.one(platform.report(f"s-{self.asked}", state, self._number(), product=product))

    def _subscribe(self) -> None:
        product = self.random.choice(self.wares)
        self._do(Subscribe(**self._who(), product_id=product, consent=CONSENT))

    def _leave(self) -> None:
        self._each(
            lambda given: Unsubscribe(
                **given,
                immediately=self.random.random() < 0.7,
                refund=self.random.choice((RefundPolicy.NONE, *[RefundPolicy.REMAINING_DAYS] * 3)),
            )
        )

    def _change(self) -> None:
        product = self.random.choice(self.wares)
        when = self.random.choice((None, *ChangeTime))
        self._each(lambda given: ChangeProduct(**given, product_id=product, when=when))

    def _keep(self) -> None:
        self._each(lambda given: UndoUnsubscribe(**given))

    def _pause(self) -> None:
        self._each(lambda given: Pause(**given))

    def _resume(self) -> None:
        self._each(lambda given: Resume(**given))

    def _each(self, make: Callable[[dict[str, Any]], Command], number: str | None = None) -> None:
        who = {"account": number or self._number(), "actor": "life"}
        query = """
            SELECT s.id FROM subscription s JOIN account a ON a.id = s.account_id
            WHERE a.number = :number AND s.state NOT IN ('ended', 'failed') ORDER BY s.id
        """
        found = self.world.rows(query, number=who["account"])
        if found:
            self._do(make({**who, "subscription_id": self.random.choice(found)[0]}))

    def _do(self, command: Command) -> None:
        before = self._suspensions()
        with suppress(VitrinaError):  # a refusal: nothing has changed
            self.world.shop.carry_out(command)
        self._note_suspensions(before)

    def _who(self) -> dict[str, Any]:
        return {"account": self._number(), "actor": "life"}

    def _number(self) -> str:
        return self.random.choice(RANDOM)

    def _suspensions(self) -> set[UUID]:
        query = "SELECT id FROM subscription WHERE suspend_reason = 'money'"
        return {id_ for (id_,) in self.world.rows(query)}

    def _note_suspensions(self, before: set[UUID]) -> None:
        for id_ in self._suspensions() - before:
            query = """
                SELECT a.number FROM subscription s JOIN account a ON a.id = s.account_id
                WHERE s.id = :id
            """
            number = self.world.value(query, id=id_)
            self.refused.append(Refused(self.world.clock.now(), "suspended", number, None))
