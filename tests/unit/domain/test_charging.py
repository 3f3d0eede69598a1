"""Charges, payments and checks: what is decided, and what is left behind."""

from dataclasses import replace
from datetime import date

import pytest

from backend.domain.values.codes import Code, OperationStatus
from backend.domain.values.ledger import LedgerAccount, TransactionKind
from backend.domain.values.status import AccountStatus, SubscriptionState
from tests.commands import ACCOUNT, MAY_30, Platform, pay
from tests.commands import PRODUCT as KAV
from tests.unit.domain.house import House

TODAY = date(2026, 5, 1)


def limited(house: House, max_charge: int | None = None, max_daily: int | None = None) -> Platform:
    """The same platform under terms with limits."""
    house.platform = Platform(
        replace(house.platform.terms, max_charge=max_charge, max_daily=max_daily)
    )
    return house.platform


def test_a_charge_takes_the_money_and_says_what_is_left(house: House) -> None:
    command = house.platform.charge("c-1", 3_000)
    outcome = house.one(command)

    assert outcome.ok
    assert outcome.status is OperationStatus.APPLIED
    assert (outcome.amount, outcome.available, outcome.account) == (3_000, 7_000, ACCOUNT)
    assert (outcome.id, outcome.replayed) == (command.id, False)
    assert outcome.target_id == house.charge().id
    assert house.balance() == 7_000


def test_a_charge_is_written_in_the_ledger(house: House) -> None:
    outcome = house.one(house.platform.charge("c-1", 3_000))

    (transaction,), (entry,) = house.book.transactions, house.book.entries
    assert (transaction.id, transaction.kind) == (outcome.target_id, TransactionKind.CHARGE)
    assert (transaction.business_date, transaction.reverses) == (TODAY, None)
    assert (entry.transaction_id, entry.amount) == (transaction.id, 3_000)
    assert (entry.debit, entry.credit) == (LedgerAccount.SUBSCRIBER, LedgerAccount.REVENUE)
    assert entry.integrator_id == house.platform.terms.integrator_id


def test_the_golden_row_of_the_bulletin(house: House) -> None:
    """«Антивирус Касперского, 1 мая – 30 мая, 50р.»: the platform's own last day is kept."""
    house.one(
        house.platform.charge(
            "c-1",
            5_000,
            product="kav",
            product_title="Антивирус Касперского",
            full_price=5_000,
            text="Антивирус Касперского, 1 мая – 30 мая, 50р.",
            period_end=MAY_30,
        )
    )
    charge, subscription = house.charge(), house.subscription()

    assert (charge.period_start, charge.period_end) == (TODAY, date(2026, 5, 31))
    assert (charge.amount, charge.full_price) == (5_000, 5_000)
    assert charge.text == "Антивирус Касперского, 1 мая – 30 мая, 50р."
    assert subscription.paid_through == date(2026, 5, 31)
    assert subscription.state is SubscriptionState.ACTIVE


def test_a_charge_without_a_period_has_none(house: House) -> None:
    house.one(house.platform.charge("c-1", 1, period_end=None))
    charge = house.charge()
    assert (charge.period_start, charge.period_end) == (None, None)
    assert house.subscription().paid_through is None


def test_everything_can_be_spent_and_nothing_more(house: House) -> None:
    assert house.codes(
        house.platform.charge("c-1", 10_001),
        house.platform.charge("c-2", 10_000),
        house.platform.charge("c-3", 1),
    ) == [Code.NOT_ENOUGH_MONEY, Code.OK, Code.NOT_ENOUGH_MONEY]
    assert house.balance() == 0


def test_a_refusal_is_remembered_and_touches_nothing_else(house: House) -> None:
    outcome = house.one(house.platform.charge("c-1", 10_001))

    assert (outcome.status, outcome.amount) == (OperationStatus.DECLINED, 10_001)
    assert (outcome.available, outcome.target_id) == (10_000, None)
    assert len(house.book.operations) == 1
    assert house.balance() == 10_000
    assert not house.book.transactions
    assert not house.book.products
    assert not house.book.subscriptions


def test_credit_and_a_promise_can_be_spent_while_they_last(house: House) -> None:
    clock = house.clock
    house.book.open_account(
        "2002", 100, credit_limit=1_000, promised=500, promised_until=clock.now()
    )
    house.book.accounts["2002"].promised_until = clock.moment().at.replace(hour=10)

    assert house.check(1_600, "2002").ok
    assert house.check(1_601, "2002").code is Code.NOT_ENOUGH_MONEY
    clock.advance(hours=1)
    assert house.check(1_601, "2002").available == 1_100
    assert house.check(1_101, "2002").code is Code.NOT_ENOUGH_MONEY
    assert house.one(house.platform.charge("c-1", 1_100, "2002")).available == 0
    assert house.balance("2002") == -1_000


@pytest.mark.parametrize("status", [AccountStatus.BLOCKED, AccountStatus.CLOSED])
def test_an_account_that_is_not_active_is_not_charged(house: House, status: AccountStatus) -> None:
    house.book.accounts[ACCOUNT].status = status
    expected = {
        AccountStatus.BLOCKED: Code.ACCOUNT_BLOCKED,
        AccountStatus.CLOSED: Code.UNKNOWN_ACCOUNT,
    }[status]
    assert house.one(house.platform.charge("c-1", 1)).code is expected
    assert house.check(1).code is expected
    assert house.balance() == 10_000


def test_an_unknown_account_leaves_no_trace(house: House) -> None:
    outcome = house.one(house.platform.charge("c-1", 1, "9999"))
    assert outcome.code is Code.UNKNOWN_ACCOUNT
    assert (outcome.account, outcome.id, outcome.available) == ("9999", None, None)
    assert not house.book.operations
    assert house.one(house.platform.charge("c-1", 1)).ok, "the id is still free"


def test_the_limit_of_one_charge(house: House) -> None:
    platform = limited(house, max_charge=500)
    assert house.codes(platform.charge("c-1", 501), platform.charge("c-2", 500)) == [
        Code.CHARGE_LIMIT_EXCEEDED,
        Code.OK,
    ]


def test_the_limit_of_a_day_is_per_account_and_ends_with_the_local_day(house: House) -> None:
    platform = limited(house, max_daily=500)
    house.book.open_account("2002", 10_000)
    assert house.codes(
        platform.charge("c-1", 300),
        platform.charge("c-2", 201),
        platform.charge("c-3", 200),
        platform.charge("c-4", 500, "2002"),
    ) == [Code.OK, Code.DAILY_LIMIT_EXCEEDED, Code.OK, Code.OK]
    assert house.check(1).code is Code.DAILY_LIMIT_EXCEEDED

    house.clock.advance(hours=11, minutes=59)  # 23:59 in Moscow
    assert house.check(1).code is Code.DAILY_LIMIT_EXCEEDED
    house.clock.advance(minutes=1)
    assert house.check(500).ok


def test_another_integrators_charges_do_not_count(house: House) -> None:
    other = Platform(type(house.platform.terms)(integrator_id=2, integrator_code="beta"))
    platform = limited(house, max_daily=500)
    assert house.codes(other.charge("c-1", 5_000), platform.charge("c-1", 500)) == [Code.OK] * 2


def test_what_is_refused_first() -> None:
    """Blocked before limits, limits before money."""
    house = House()
    account = house.book.open_account("1001", 0, status=AccountStatus.BLOCKED)
    limited(house, max_charge=10, max_daily=5)
    assert house.check(11).code is Code.ACCOUNT_BLOCKED
    account.status = AccountStatus.ACTIVE
    assert house.check(11).code is Code.CHARGE_LIMIT_EXCEEDED
    assert house.check(6).code is Code.DAILY_LIMIT_EXCEEDED
    assert house.check(5).code is Code.NOT_ENOUGH_MONEY


# ---------------------------------------------------------------- products and subscriptions


def test_a_product_becomes_known_with_its_first_purchase(house: House) -> None:
    platform = house.platform
    house.process(
        platform.charge("c-1", 1, product="kav", product_title="Антивирус Касперского"),
        platform.charge("c-2", 1, product="kav", product_title="Другое имя"),
        platform.charge("c-3", 1, product="nod"),
    )
    titles = {row.code: row.title for row in house.book.products.values()}
    assert titles == {"kav": "Антивирус Касперского", "nod": "nod"}


def test_the_next_charge_belongs_to_the_same_subscription(house: House) -> None:
    first, second = house.process(
        house.platform.charge("c-1", 1, period_end=MAY_30),
        house.platform.charge("c-2", 1, period_end=date(2026, 6, 30)),
    )
    assert first.target_id != second.target_id
    assert house.subscription().paid_through == date(2026, 7, 1)
    assert [event.to_state for event in house.book.events] == ["pending", "active"]


def test_an_earlier_period_never_shortens_what_is_paid(house: House) -> None:
    house.process(
        house.platform.charge("c-1", 1, period_end=MAY_30),
        house.platform.charge("c-2", 1, period_end=date(2026, 5, 10)),
    )
    assert house.subscription().paid_through == date(2026, 5, 31)


def test_a_key_of_its_own_makes_a_subscription_of_its_own(house: House) -> None:
    house.process(
        house.platform.charge("c-1", 1, subscription="desktop"),
        house.platform.charge("c-2", 1, subscription="laptop"),
    )
    rows = house.book.subscriptions.values()
    assert sorted(row.external_key for row in rows) == ["desktop", "laptop"]
    assert len({row.product_id for row in rows}) == 1


def test_a_purchase_wakes_a_suspended_subscription(house: House) -> None:
    house.process(
        house.platform.charge("c-1", 1),
        house.platform.report("r-1", SubscriptionState.SUSPENDED),
        house.platform.charge("c-2", 1),
    )
    assert house.subscription().state is SubscriptionState.ACTIVE


def test_after_the_end_a_purchase_begins_anew(house: House) -> None:
    house.process(
        house.platform.charge("c-1", 1),
        house.platform.report("r-1", SubscriptionState.ENDED),
        house.platform.charge("c-2", 1),
    )
    assert [row.state for row in house.book.subscriptions.values()] == ["ended", "active"]


@pytest.mark.parametrize("state", SubscriptionState)
def test_a_report_moves_a_subscription_as_the_table_allows(
    house: House, state: SubscriptionState
) -> None:
    house.one(house.platform.charge("c-1", 1))
    outcome = house.one(house.platform.report("r-1", state, reason="so"))
    allowed = state in {"active", "suspended", "cancelling", "ended"}

    assert outcome.code is (Code.OK if allowed else Code.TRANSITION_REFUSED)
    assert house.subscription().state is (state if allowed else SubscriptionState.ACTIVE)
    if allowed and state is not SubscriptionState.ACTIVE:
        step = house.book.events[-1]
        assert (step.from_state, step.to_state) == ("active", state)
        assert (step.actor, step.reason) == ("alpha", "so")


def test_a_report_of_what_is_so_already_adds_no_step(house: House) -> None:
    house.process(
        house.platform.charge("c-1", 1), house.platform.report("r-1", SubscriptionState.ACTIVE)
    )
    assert len(house.book.events) == 2


def test_a_report_begins_a_subscription_that_nobody_has_paid(house: House) -> None:
    outcome = house.one(house.platform.report("r-1", SubscriptionState.TRIAL))
    assert outcome.target_id == house.subscription().id
    assert house.subscription().state is SubscriptionState.TRIAL
    assert KAV in {row.code for row in house.book.products.values()}
    assert house.balance() == 10_000


@pytest.mark.parametrize("state", [SubscriptionState.ENDED, SubscriptionState.FAILED])
def test_what_is_not_there_is_over_already(house: House, state: SubscriptionState) -> None:
    assert house.one(house.platform.report("r-1", state)).code is Code.OK
    assert house.book.subscriptions == {}
    house.process(
        house.platform.charge("c-1", 1), house.platform.report("r-2", SubscriptionState.ENDED)
    )
    steps = len(house.book.events)
    assert house.one(house.platform.report("r-3", state)).code is Code.OK
    assert (len(house.book.subscriptions), len(house.book.events)) == (1, steps)


# ---------------------------------------------------------------- payments


def test_a_payment_comes_in_once(house: House) -> None:
    first = house.one(pay("d-1", 500))
    again = house.one(pay("d-1", 500))
    other = house.one(pay("d-1", 501))

    assert first.ok
    assert (again.code, again.replayed, again.id) == (Code.OK, True, first.id)
    assert other.code is Code.CONFLICT
    assert house.balance() == 10_500
    (row,) = house.book.payments
    assert (row.document, row.amount) == ("d-1", 500)


def test_a_blocked_account_may_pay(house: House) -> None:
    house.book.accounts[ACCOUNT].status = AccountStatus.BLOCKED
    assert house.one(pay("d-1", 500)).ok
    (entry,) = house.book.entries
    assert (entry.debit, entry.credit) == (LedgerAccount.CASH, LedgerAccount.SUBSCRIBER)


def test_a_check_writes_nothing(house: House) -> None:
    assert house.check(10_000).available == 10_000
    assert house.check(10_001).code is Code.NOT_ENOUGH_MONEY
    assert house.check(1, "9999").code is Code.UNKNOWN_ACCOUNT
    assert not house.book.operations
