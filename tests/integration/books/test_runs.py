"""Monthly runs over accounts whose money is kept elsewhere."""

from collections import Counter
from datetime import date
from uuid import UUID

import pytest

from backend.domain.services.billing.run import RunState, RunView
from backend.domain.values.billing import CatchUp
from backend.domain.values.recurrence import PeriodRule
from tests.booked_world import BookedShop
from tests.fakes.remote_billing import Fault

UNHEARD = [
    Fault.LOST_BEFORE,
    Fault.LOST_AFTER,
    Fault.ARRIVES_LATE,
    Fault.FAILS_AFTER,
    Fault.GARBAGE,
    Fault.HALF,
]
FEE, ANTIVIRUS = 30_000, 5_000
RICH, SHORT, POOR = 50_000, 32_000, 1_000


@pytest.fixture
def products(shop: BookedShop) -> tuple[UUID, UUID]:
    """The fee comes first; neither stops the other."""
    fee = shop.product("internet", FEE, priority=1)
    return fee, shop.product("antivirus", ANTIVIRUS, priority=2)


def people(shop: BookedShop, products: tuple[UUID, UUID], per_kind: int = 3) -> list[str]:
    """Accounts with the subscriptions, and with money over there for both, for one, for none."""
    with shop._unit() as unit:
        unit.driver.execute("UPDATE book SET elsewhere = true")
        unit.commit()
    kinds = [RICH, SHORT, POOR] * per_kind
    numbers = []
    for index, balance in enumerate(kinds):
        number = f"S-{index:03d}"
        shop.account(number)
        shop.there.open(number, balance)
        numbers.append(number)
    with shop._unit() as unit:
        unit.driver.execute(
            """
            WITH begun AS (
                INSERT INTO subscription (account_id, id, integrator_id, product_id, external_key,
                                          state, created_at, mode, anchor, next_start)
                SELECT a.id, gen_random_uuid(), 0, p.id, p.code, 'active', a.opened_at, 'billing',
                       %(day)s, %(day)s
                FROM account a CROSS JOIN product p
                WHERE a.elsewhere AND p.id = ANY (%(products)s)
                RETURNING *)
            INSERT INTO subscription_event (account_id, subscription_id, id, at, to_state, actor,
                                            reason, product_id)
            SELECT account_id, id, gen_random_uuid(), created_at, 'active', 'tests', '', product_id
            FROM begun
            """,
            {"day": date(2026, 5, 1), "products": list(products)},
        )
        unit.commit()
    return numbers


def apply_until_done(shop: BookedShop, view: RunView) -> RunView:
    """As ticks do, a minute apart."""
    for _ in range(20):
        *_, view = shop.billing.apply(view.id)
        if view.state is RunState.DONE:
            return view
        shop.clock.advance(minutes=1)
        shop.resolver.work()
    raise AssertionError("the run does not end")


def expect_right(shop: BookedShop, view: RunView, many: int) -> None:
    """The fee first, then the antivirus, as far as the money over there goes."""
    assert (view.charged, view.unpaid) == (3 * many, 3 * many)
    shop.resolve()
    left = Counter(account.balance for account in shop.there.accounts.values())
    assert left == {RICH - FEE - ANTIVIRUS: many, SHORT - FEE: many, POOR: many}
    suspended = "SELECT count(*) FROM subscription WHERE suspend_reason = 'money'"
    assert shop.value(suspended) == 3 * many


def test_a_run_reserves_by_lists_and_decides_as_ever(
    shop: BookedShop, products: tuple[UUID, UUID]
) -> None:
    people(shop, products)
    view = shop.run()
    assert view.state is RunState.DONE
    assert shop.server.calls == ["reserve"], "nine accounts, one call"
    expect_right(shop, view, 3)


def test_accounts_of_both_kinds_in_one_chunk(shop: BookedShop, products: tuple[UUID, UUID]) -> None:
    shop.subscribers(2, *products, balance=RICH)
    people(shop, products, per_kind=1)
    view = shop.run()
    assert view.state is RunState.DONE
    own = "SELECT DISTINCT balance FROM account WHERE NOT elsewhere"
    assert shop.rows(own) == [(RICH - FEE - ANTIVIRUS,)]


@pytest.mark.parametrize("fault", UNHEARD)
def test_a_chunk_waits_until_it_is_answered_whole(
    shop: BookedShop, products: tuple[UUID, UUID], fault: Fault
) -> None:
    people(shop, products)
    planned = shop.plan()
    shop.billing.approve(planned.id, planned.hash or "", "tests")
    shop.server.go_wrong(fault)
    *_, view = shop.billing.apply(planned.id)
    assert (view.state, view.done) == (RunState.APPLYING, 0)
    assert shop.value("SELECT count(*) FROM charge") == 0
    view = apply_until_done(shop, planned)
    shop.server.deliver_late()
    expect_right(shop, view, 3)


def test_a_run_while_that_billing_is_away_suspends_nobody(
    shop: BookedShop, products: tuple[UUID, UUID]
) -> None:
    people(shop, products, per_kind=1)
    planned = shop.plan()
    shop.billing.approve(planned.id, planned.hash or "", "tests")
    shop.server.stop()
    *_, view = shop.billing.apply(planned.id)
    assert view.state is RunState.APPLYING
    assert shop.value("SELECT count(*) FROM subscription WHERE state <> 'active'") == 0
    shop.clock.advance(hours=5)
    shop.resolver.work()
    shop.server.start()
    expect_right(shop, apply_until_done(shop, planned), 1)


def test_the_rest_of_what_was_reserved_is_let_go(
    shop: BookedShop, products: tuple[UUID, UUID]
) -> None:
    people(shop, products, per_kind=1)
    planned = shop.plan()
    shop.billing.approve(planned.id, planned.hash or "", "tests")
    with shop.session() as session:  # one subscription is over before the run comes to it
        session.connection().exec_driver_sql(
            "UPDATE subscription SET next_start = next_start + 1 WHERE external_key = 'antivirus'"
            " AND account_id = (SELECT min(id) FROM account)"
        )
    *_, view = shop.billing.apply(planned.id)
    assert view.superseded == 1
    with shop.session() as session:
        session.connection().exec_driver_sql(
            "UPDATE subscription SET next_start = next_start - 1 WHERE external_key = 'antivirus'"
            " AND account_id = (SELECT min(id) FROM account)"
        )
    shop.resolve()
    assert shop.there.accounts["S-000"].balance == RICH - FEE


def test_a_top_up_over_there_is_found_by_asking(
    shop: BookedShop, products: tuple[UUID, UUID]
) -> None:
    people(shop, products, per_kind=1)
    shop.run()
    shop.resolve()
    assert shop.shop.work() == 0
    calls = shop.server.calls
    assert calls[-1] == "info", "who stays poor is asked about and nothing else"
    shop.there.pay("S-001", ANTIVIRUS)
    shop.there.pay("S-002", FEE)
    assert shop.shop.resume_elsewhere() == 2
    assert shop.shop.resume_elsewhere() == 0
    shop.resolve()
    waiting = """
        SELECT a.number, s.external_key FROM subscription s JOIN account a ON a.id = s.account_id
        WHERE s.suspend_reason = 'money' ORDER BY 1
    """
    assert shop.rows(waiting) == [("S-002", "antivirus")]


def test_a_parked_subscription_is_charged_over_there(shop: BookedShop) -> None:
    product = shop.product(
        "office", ANTIVIRUS, rule=PeriodRule.CALENDAR_MONTH, catch_up=CatchUp.PARK
    )
    people(shop, (product, product), per_kind=1)
    shop.set_day(date(2026, 7, 10))
    shop.billing.work(automatic=True)
    parked = {each.account: each.subscription_id for each in shop.billing.parked()}
    shop.server.go_wrong(Fault.LOST_AFTER)
    with pytest.raises(Exception, match="does not answer"):
        shop.billing.resume(parked["S-000"], CatchUp.ALL, "tests")
    for subscription_id in parked.values():
        shop.billing.resume(subscription_id, CatchUp.ALL, "tests")
    shop.resolve()
    assert shop.there.moved("S-000") == 3 * ANTIVIRUS
    assert shop.there.moved("S-002") == 0
