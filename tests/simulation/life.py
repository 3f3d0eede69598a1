"""One random life, lived twice: by the product on PostgreSQL and by the oracle."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from typing import Any

from backend.domain.commands import Command
from backend.domain.errors import NotAllowed, NotFound
from backend.domain.services.subscribing.commands import Command as SubscriberCommand
from backend.domain.services.subscribing.commands import UndoUnsubscribe, Unsubscribe
from backend.domain.values.codes import RefusalPolicy
from backend.domain.values.status import AccountStatus
from backend.storage.clock import new_id
from backend.storage.inquiries import PostgresInquiryDesk
from backend.storage.subscribing.desk import SubscriberDesk
from backend.storage.sweeps import sweep
from backend.storage.unit_of_work import UnitOfWork
from tests.commands import Platform, pay
from tests.fakes.manual_clock import MOSCOW
from tests.simulation import oracle
from tests.simulation.oracle import LISTENING, Ask, Oracle
from tests.world import World

PLATFORMS = ("alpha", "beta")
ACCOUNTS = ("first", "second", "third")

_lives = count()
_ANSWER = """
UPDATE instruction SET done_at = created_at, answer = 'done'
WHERE integrator_id = %s AND done_at IS NULL
"""


class Life:
    """Accounts and integrators of its own, so that many lives share a database.

    ``alpha`` has no limits and its refusals are remembered; ``beta`` has limits and its refusals
    are reconsidered.
    """

    def __init__(self, world: World) -> None:
        self.world = world
        self._name = f"life-{next(_lives)}"
        forgiving = world.integrator(
            f"{self._name}-b",
            refusals=RefusalPolicy.RECONSIDER,
            max_charge=700,
            max_daily=1_500,
        )
        self._platforms = {"alpha": world.integrator(f"{self._name}-a"), "beta": forgiving}
        for number in ACCOUNTS:
            world.account(self._number(number))
        self._inquiries = PostgresInquiryDesk(world.engine, world.clock)
        self._shop = SubscriberDesk(
            lambda: UnitOfWork(world.engine), lambda: world.catalogue, world.clock, new_id
        )
        self.oracle = Oracle(
            platforms={
                "alpha": oracle.Platform(),
                "beta": oracle.Platform(forgiving=True, max_charge=700, max_daily=1_500),
                "operator": oracle.Platform(),
            },
            customers={number: oracle.Customer() for number in ACCOUNTS},
            now=world.clock.now(),
            zone=MOSCOW.utcoffset(None),
        )

    # ------------------------------------------------------------ steps

    def ask(self, asks: list[Ask], *, through_lane: bool) -> None:
        """One call with these commands; every answer must be the oracle's."""
        commands = [self._command(ask, self.oracle.last_day(ask)) for ask in asks]
        expected = [self.oracle.answer(ask) for ask in asks]
        call = self.world.submit if through_lane else self.world.process
        answered = [outcome.code.value for outcome in call(*commands)]
        assert answered == expected, list(zip(asks, expected, answered, strict=True))

    def check(self, who: str, account: str, amount: int) -> None:
        """A check must say what the oracle would."""
        platform = self._platforms[who]
        verdict = self.world.check(platform.check(amount, self._number(account)))
        customer = self.oracle.customers.get(account)
        if customer is None or customer.status == "closed":
            assert verdict.code.value == "unknown_account"
        else:
            assert verdict.code.value == (self.oracle.refusal(who, account, amount) or "ok")
            assert verdict.available == self.oracle.available(account)

    def wait(self, seconds: int) -> None:
        """Time passes."""
        self.world.clock.advance(seconds=seconds)
        self.oracle.now += timedelta(seconds=seconds)

    def sweep(self) -> None:
        """The scheduler wakes."""
        with UnitOfWork(self.world.engine) as unit:
            sweep(unit.driver, self.world.clock.now(), timedelta(days=1))
            for who in LISTENING:
                unit.driver.execute(_ANSWER, [self._platforms[who].terms.integrator_id])
            unit.commit()
        self._shop.work()
        self.oracle.sweep()

    def set_status(self, account: str, status: str) -> None:
        """The operator blocks, closes or opens an account."""
        self.world.set_status(AccountStatus(status), self._number(account))
        self.oracle.customers[account].status = status

    def set_credit(self, account: str, kopecks: int) -> None:
        """The operator gives or takes credit."""
        self.world.set_credit_limit(kopecks, self._number(account))
        self.oracle.customers[account].credit = kopecks

    def promise(self, account: str, kopecks: int, days: int) -> None:
        """The subscriber promises to pay."""
        if self.oracle.promise(account, kopecks, days):
            self.world.promise(kopecks, days, self._number(account))

    def leave(self, who: str, account: str, product: str, *, now: bool) -> None:
        """The subscriber leaves what a platform charges."""
        given = self._act(who, account, product)
        self._same(
            self.oracle.leave(who, account, product, now=now),
            Unsubscribe(immediately=now, **given),
        )

    def keep(self, who: str, account: str, product: str) -> None:
        """The subscriber stays."""
        given = self._act(who, account, product)
        self._same(self.oracle.keep(who, account, product), UndoUnsubscribe(**given))

    def _act(self, who: str, account: str, product: str) -> dict[str, Any]:
        number, integrator_id = self._number(account), self._platforms[who].terms.integrator_id
        found = self.world.rows(
            """
            SELECT s.id FROM subscription s JOIN account a ON a.id = s.account_id
            WHERE a.number = :number AND s.integrator_id = :integrator_id
              AND s.external_key = :product AND s.state <> 'ended'
            """,
            number=number,
            integrator_id=integrator_id,
            product=product,
        )
        id_ = found[0][0] if found else new_id()
        return {"account": number, "actor": "life", "subscription_id": id_}

    def _same(self, expected: str, command: SubscriberCommand) -> None:
        answered = "ok"
        try:
            self._shop.carry_out(command)
        except (NotFound, NotAllowed) as refusal:
            answered = refusal.code
        assert answered == expected

    # ------------------------------------------------------------ what must be so

    def agree(self) -> None:
        """Both see the same money."""
        query = "SELECT number, balance, held FROM account WHERE number LIKE :name"
        rows = self.world.rows(query, name=f"{self._name}-%")
        money = {number: sums for number, *sums in rows}
        views = self._inquiries.accounts([self._number(account) for account in ACCOUNTS])
        for account, view in zip(ACCOUNTS, views, strict=True):
            expected = [self.oracle.balance(account), self.oracle.held(account)]
            assert money[self._number(account)] == expected, account
            if self.oracle.customers[account].status == "closed":
                assert view is None
            else:
                assert view is not None
                assert view.available == self.oracle.available(account), account

        self._agree_on_subscriptions()

    def _agree_on_subscriptions(self) -> None:
        living = """
            SELECT a.number, s.integrator_id, s.external_key, s.state, s.paid_through, s.cancel_on
            FROM subscription s JOIN account a ON a.id = s.account_id
            WHERE a.number LIKE :name AND s.state <> 'ended'
        """
        assert set(self.world.rows(living, name=f"{self._name}-%")) == {
            (
                *self._names(bought),
                "cancelling" if bought.ends else "active",
                self.oracle.paid_through(bought),
                bought.ends,
            )
            for bought in self.oracle.bought
            if not bought.over
        }
        told = """
            SELECT a.number, s.integrator_id, s.external_key, i.action
            FROM instruction i JOIN account a ON a.id = i.account_id
            JOIN subscription s ON s.account_id = i.account_id AND s.id = i.subscription_id
            WHERE a.number LIKE :name ORDER BY i.number
        """
        assert self.world.rows(told, name=f"{self._name}-%") == [
            (*self._names(bought), act) for bought, act in self.oracle.told
        ]

    def _names(self, bought: oracle.Bought) -> tuple[str, int, str]:
        integrator_id = self._platforms[bought.who].terms.integrator_id
        return self._number(bought.account), integrator_id, bought.product

    def _command(self, ask: Ask, last_day: date | None) -> Command:
        account = self._number(ask.account) if ask.account else None
        if ask.kind == "pay":
            assert account is not None
            assert ask.amount is not None
            return pay(f"{self._name}-{ask.id}", ask.amount, account)
        return replace(_of_platform(self._platforms[ask.who], ask, last_day), account=account)

    def _number(self, account: str) -> str:
        return f"{self._name}-{account}"


def _of_platform(platform: Platform, ask: Ask, last_day: date | None) -> Command:
    match ask.kind:
        case "charge":
            assert ask.amount is not None
            return platform.charge(ask.id, ask.amount, product=ask.product, period_end=last_day)
        case "hold":
            assert ask.amount is not None
            return platform.hold(
                ask.id, ask.amount, product=ask.product, lifetime_seconds=ask.seconds
            )
        case "capture":
            return platform.capture(
                ask.id, ask.hold, ask.amount, final=ask.final, period_end=last_day
            )
        case "release":
            return platform.release(ask.id)
        case _:
            return platform.reverse(ask.id)
