"""Any life of a subscriber: after every step advance invoices are those that they shall be."""

import random
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from uuid import UUID

import psycopg
import pytest

from backend.domain.errors import VitrinaError
from backend.domain.services.forecasting.judge_advances import AdvanceRules
from backend.domain.services.forecasting.rules import ForecastRules
from backend.domain.services.subscribing.commands import ChangeTime
from backend.domain.values.advance import AdvancePolicy
from backend.domain.values.recurrence import PeriodRule
from tests.forecast_world import ForecastWorld

STEPS = 50


class Life:
    """A subscriber who does anything at any time."""

    def __init__(self, world: ForecastWorld, seed: int) -> None:
        self.world = world
        self.chance = random.Random(seed)
        self.products = [
            world.sell(f"p{days}", days * 2_00, rule=PeriodRule.DAYS, end_after_days=15)
            for days in (6, 9, 13)
        ]
        with psycopg.connect(world.url) as owner:  # periods are short, so that much happens
            owner.execute("UPDATE charge_template SET days = substr(code, 2)::int")
        self.platform = world.integrator("alpha")
        world.account(balance=40_00)

    def step(self) -> None:
        """Something happens, and the tick comes."""
        acts: list[Callable[[], object]] = [
            *[self.pay] * 2,
            *[self.pay_what_is_asked] * 4,
            self.spend,
            *[self.subscribe] * 3,
            self.leave,
            self.stay,
            self.pause,
            *[self.resume] * 2,
            self.change,
            *[self.days_pass] * 6,
        ]
        with suppress(VitrinaError):
            self.chance.choice(acts)()
        self.world.advances.work()

    def pay(self) -> None:
        self.world.pay(self.chance.randint(1, 14_00))

    def pay_what_is_asked(self) -> None:
        """Or a little less, or with something to spare."""
        for (payable,) in self.world.rows(
            "SELECT payable FROM advance_invoice WHERE state = 'open'"
        ):
            self.world.pay(max(1, payable + self.chance.choice((0, 0, -1, 5_00))))

    def spend(self) -> None:
        number = self.world.count("operation")
        self.world.submit(self.platform.charge(f"c-{number}", self.chance.randint(1, 10_00)))

    def subscribe(self) -> None:
        self.world.subscribe(self.chance.choice(self.products))

    def leave(self) -> None:
        self.world.unsubscribe(self._one(), immediately=self.chance.random() < 0.3)

    def stay(self) -> None:
        self.world.undo(self._one())

    def pause(self) -> None:
        self.world.pause(self._one())

    def resume(self) -> None:
        self.world.resume(self._one())

    def change(self) -> None:
        self.world.change(self._one(), self.chance.choice(self.products), ChangeTime.NEXT_PERIOD)

    def days_pass(self) -> None:
        for _ in range(self.chance.randint(1, 4)):
            self.world.set_day(self.world.today + timedelta(days=1))
            self.world.day()

    def _one(self) -> UUID:
        rows = self.world.rows(
            "SELECT id FROM subscription WHERE mode = 'billing' AND state <> 'ended' ORDER BY id"
        )
        ids: list[UUID] = [row[0] for row in rows] or [UUID(int=0)]
        return self.chance.choice(ids)


def open_ones_follow_the_forecast(world: ForecastWorld) -> None:
    """An open one asks for lines that are foreseen with these sums, on its day, and are not
    covered."""
    debits = {debit.on: debit for debit in world.foresee(10).debits}
    rows = world.rows(
        """
        SELECT i.due_on, i.policy, i.available, i.payable, l.subscription_id, l.period_start,
               l.amount, l.vat_amount
        FROM advance_invoice i JOIN advance_line l ON l.invoice_id = i.id
        WHERE i.state = 'open'
        """
    )
    for due_on, policy, available, payable, *asked in rows:
        debit = debits[max(due_on, world.today)]
        lines = [
            [line.subscription_id, line.period_start, line.amount, line.vat_amount]
            for line in debit.billed
        ]
        assert asked in lines
        assert debit.available is not None
        assert debit.available < available + payable, "the money is there"
        assert policy == "full" or debit.available >= available, "more is missing than is asked for"


def whoever_lacks_money_is_asked(world: ForecastWorld) -> None:
    """Every line of a debit that comes soon and lacks money is asked for."""
    covered = {
        (row[0], row[1])
        for row in world.rows("SELECT subscription_id, period_start FROM advance_line WHERE covers")
    }
    for debit in world.foresee(5).debits:
        if debit.on > world.today and sum(line.amount for line in debit.billed) > (
            debit.available or 0
        ):
            assert {(line.subscription_id, line.period_start) for line in debit.billed} <= covered


@pytest.mark.slow
@pytest.mark.parametrize("policy", AdvancePolicy)
@pytest.mark.parametrize("seed", range(2))
def test_after_every_step(database_url: str, seed: int, policy: AdvancePolicy) -> None:
    rules = ForecastRules(advance=AdvanceRules(5, policy))
    world = ForecastWorld(database_url, rules=rules)
    world.hear()
    life = Life(world, seed)
    for _ in range(STEPS):
        life.step()
        open_ones_follow_the_forecast(world)
        world.look("tests")
        whoever_lacks_money_is_asked(world)
    world.prove()
    assert world.count("advance_invoice") > 0
    world.close()
