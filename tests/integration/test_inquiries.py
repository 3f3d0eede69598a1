"""Questions: answered in order, about the asker's own things only, without waiting for anybody."""

from datetime import date

import pytest

from backend.domain.errors import AlreadyExists
from backend.domain.services.administration.open_account import NewAccount, open_account
from backend.domain.services.administration.set_up_integrator import NewIntegrator, add_integrator
from backend.domain.values.codes import Code, OperationKind
from backend.domain.values.status import AccountStatus, SubscriptionState
from backend.storage.inquiries import PostgresInquiryDesk
from backend.storage.repositories import AccountRepository, IntegratorRepository
from backend.storage.unit_of_work import UnitOfWork
from tests.commands import ACCOUNT, MAY_30
from tests.world import World


@pytest.fixture
def asking(world: World) -> PostgresInquiryDesk:
    """The desk that answers."""
    return PostgresInquiryDesk(world.engine, world.clock)


def test_accounts_in_the_order_asked(world: World, asking: PostgresInquiryDesk) -> None:
    for number in ("0001", "1", "closed"):
        world.account(number, balance=100, credit_limit=50)
    world.promise(30, 1, "1")
    world.set_status(AccountStatus.BLOCKED, "1")
    world.set_status(AccountStatus.CLOSED, "closed")
    alpha = world.integrator()
    world.one(alpha.hold("h-1", 40, "0001"))

    found = asking.accounts(["1", "closed", "0001", "nobody", "1"])
    assert [view.number if view else None for view in found] == ["1", None, "0001", None, "1"]
    blocked, kept = found[0], found[2]
    assert blocked is not None
    assert kept is not None
    assert (blocked.status, blocked.available) == (AccountStatus.BLOCKED, 180)
    assert (kept.balance, kept.held, kept.available) == (100, 40, 110)
    world.clock.advance(days=1)
    (later,) = asking.accounts(["1"])
    assert later is not None
    assert later.available == 150
    assert asking.accounts([]) == []


def test_subscriptions_newest_first_with_their_steps_in_order(
    world: World, asking: PostgresInquiryDesk
) -> None:
    alpha, beta = world.integrator("alpha"), world.integrator("beta")
    world.account(balance=1_000)
    world.account("2002", balance=1_000)
    world.process(
        alpha.charge("c-1", 1, product="kav", product_title="Антивирус Касперского"),
        alpha.report("r-1", SubscriptionState.SUSPENDED, product="kav", reason="нет денег"),
        alpha.report("r-2", SubscriptionState.ACTIVE, product="kav"),
        alpha.charge("c-2", 1, product="nod", subscription="laptop", period_end=None),
        alpha.charge("c-3", 1, "2002", product="kav"),
        beta.charge("c-1", 1, product="kav"),
    )
    found = asking.subscriptions(alpha.terms.integrator_id, ACCOUNT)
    assert found is not None
    nod, kav = found
    assert (nod.product, nod.key, nod.paid_through) == ("nod", "laptop", None)
    assert (kav.product, kav.product_title) == ("kav", "Антивирус Касперского")
    assert (kav.account, kav.paid_through, kav.state) == (ACCOUNT, MAY_30, "active")
    assert [(step.from_state, step.to_state, step.reason) for step in kav.steps] == [
        (None, "pending", "begun"),
        ("pending", "active", "charge c-1"),
        ("active", "suspended", "нет денег"),
        ("suspended", "active", ""),
    ]
    assert {step.actor for step in kav.steps} == {"alpha"}
    assert kav.paid_through == date(2026, 5, 30), "the last day, inclusive"

    world.account("3003")
    assert asking.subscriptions(alpha.terms.integrator_id, "3003") == []
    assert asking.subscriptions(alpha.terms.integrator_id, "nobody") is None
    world.set_status(AccountStatus.CLOSED)
    assert asking.subscriptions(alpha.terms.integrator_id, ACCOUNT) is None


def test_an_operation_is_known_to_its_own_integrator_only(
    world: World, asking: PostgresInquiryDesk
) -> None:
    alpha, beta = world.integrator("alpha"), world.integrator("beta")
    world.account(balance=1_000)
    charged = world.one(alpha.charge("c-1", 100))
    mine, other = alpha.terms.integrator_id, beta.terms.integrator_id

    assert asking.operation(mine, OperationKind.CHARGE, "c-1") == charged.as_replay()
    assert asking.operation(other, OperationKind.CHARGE, "c-1") is None
    assert asking.operation(mine, OperationKind.HOLD, "c-1") is None
    assert asking.operation(mine, OperationKind.CHARGE, "c-2") is None

    world.process(alpha.reverse("c-1"), alpha.reverse("never"))
    for external_id in ("c-1", "never"):
        asked = asking.operation(mine, OperationKind.CHARGE, external_id)
        assert asked is not None
        assert asked.code is Code.REVERSED
        again = world.one(alpha.charge(external_id, 100))
        assert (again.code, again.status) == (asked.code, asked.status)


def test_questions_wait_for_nobody(world: World, asking: PostgresInquiryDesk) -> None:
    world.account(balance=100)
    with UnitOfWork(world.engine) as unit:
        unit.driver.execute("UPDATE account SET balance = balance + 1")
        (view,) = asking.accounts([ACCOUNT])
        assert view is not None
        assert view.balance == 100


def test_a_name_that_is_taken_leaves_the_unit_usable(world: World) -> None:
    world.account()
    world.integrator("alpha")
    now = world.clock.now()
    with UnitOfWork(world.engine) as unit:
        accounts = AccountRepository(unit.session)
        integrators = IntegratorRepository(unit.session)
        with pytest.raises(AlreadyExists):
            open_account(NewAccount(number=ACCOUNT, holder="Другой"), accounts, now)
        with pytest.raises(AlreadyExists):
            add_integrator(NewIntegrator(code="alpha", title="T", dialect=""), integrators, now)
        open_account(NewAccount(number="2002", holder="Петров"), accounts, now)
        unit.commit()
    assert world.rows("SELECT number, holder FROM account ORDER BY 1") == [
        (ACCOUNT, "Иванов Д. И."),
        ("2002", "Петров"),
    ]
