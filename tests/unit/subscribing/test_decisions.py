"""What is decided about one account's subscriptions: sums, tax, refusals, gaps."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.catalogue import Catalogue
from backend.domain.errors import InvalidRequest, NotAllowed, NotFound
from backend.domain.services.billing.rows import BillingChanges
from backend.domain.services.billing.settle_lines import Billing
from backend.domain.services.charging.state import AccountState
from backend.domain.services.subscribing.carry_out import decide
from backend.domain.services.subscribing.close_gap import close_gap
from backend.domain.services.subscribing.commands import (
    Consent,
    RefundPolicy,
    Subscribe,
    Unsubscribe,
)
from backend.domain.services.subscribing.give_back import give_back_from
from backend.domain.services.subscribing.subscriber import (
    LiveCharge,
    NotEnoughMoney,
    Subscriber,
)
from backend.domain.values.billing import SuspendReason
from backend.domain.values.ledger import LedgerAccount
from backend.domain.values.moment import Moment
from backend.domain.values.status import AccountStatus, SubscriptionState
from backend.domain.values.vat import VatKind
from tests.unit.billing import goods
from tests.unit.billing.goods import MAY_1

CONSENT = Consent(version="1", text_hash="ab" * 32, address="192.0.2.1")


def billing(day: date = MAY_1, catalogue: Catalogue | None = None) -> Billing:
    """A transaction of a day at noon, with ids in order."""
    numbers: Iterator[int] = count(1000)
    moment = Moment(datetime.combine(day, time(9), tzinfo=UTC), day)
    return Billing(
        moment,
        lambda: UUID(int=next(numbers)),
        catalogue or goods.catalogue(),
        None,
        BillingChanges(),
        "tests",
    )


def subscriber(balance: int = 0, status: AccountStatus = AccountStatus.ACTIVE) -> Subscriber:
    """An account that has nothing but this money."""
    return Subscriber(AccountState(1, "1001", status, balance, 0, 0, 0, None))


def asked(**given: Any) -> Subscribe:
    chosen: dict[str, Any] = {"product_id": goods.PRODUCT_ID, "consent": CONSENT, **given}
    return Subscribe(account="1001", actor="tests", **chosen)


def charge(amount: int, vat: int, days: int) -> LiveCharge:
    """A charge of so many days from the first of May."""
    return LiveCharge(
        id=UUID(int=50),
        subscription_id=goods.subscription().id,
        integrator_id=1,
        amount=amount,
        vat_kind=VatKind.TAXED,
        vat_rate=2200,
        vat_amount=vat,
        refunded=0,
        text="charge",
        period_start=MAY_1,
        period_end=MAY_1 + timedelta(days=days),
    )


def test_the_golden_case() -> None:
    effect = decide(asked(), subscriber(5_000), billing())
    (paid,) = effect.charges
    assert paid.text == "Антивирус Касперского, 1 мая – 30 мая, 50р."
    assert (effect.charged, effect.available) == (5_000, 0)


@given(
    amount=st.integers(1, 10**7),
    days=st.integers(1, 366),
    steps=st.lists(st.integers(0, 366), max_size=6),
)
def test_refunds_in_any_steps_give_back_the_same(amount: int, days: int, steps: list[int]) -> None:
    vat = (amount * 2200 * 2 + 12_200) // (2 * 12_200)
    known = subscriber()
    known.charges = [charge(amount, vat, days)]
    work = billing()
    for step in sorted((min(step, days) for step in steps), reverse=True):
        give_back_from(MAY_1 + timedelta(days=step), goods.subscription(), known, work)
    give_back_from(MAY_1, goods.subscription(), known, work)
    assert known.account.balance == known.charges[0].refunded == amount
    assert sum(row.amount for row in work.changes.refunds) == amount
    assert sum(row.vat_amount for row in work.changes.refunds) == vat
    taxed = (row.amount for row in work.changes.entries if row.debit == LedgerAccount.VAT)
    assert sum(taxed) == vat


@given(day=st.integers(0, 40), days=st.integers(1, 31))
def test_a_refund_is_never_more_than_the_charge(day: int, days: int) -> None:
    known = subscriber()
    known.charges = [charge(3_333, 601, days)]
    give_back_from(MAY_1 + timedelta(days=day), goods.subscription(), known, billing())
    assert 0 <= known.account.balance <= 3_333
    assert (known.account.balance == 0) == (day >= days)


@pytest.mark.parametrize(
    "wrong",
    [
        {"quantity": 0},
        {"quantity": 1001},
        {"consent": Consent(version=" ", text_hash="ab" * 32, address="")},
        {"consent": Consent(version="1", text_hash="AB" * 32, address="")},
        {"consent": Consent(version="1", text_hash="ab" * 31, address="")},
        {"consent": Consent(version="1", text_hash="ab" * 32 + "\n", address="")},
    ],
)
def test_what_is_not_an_offer_accepted_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidRequest):
        decide(asked(**wrong), subscriber(5_000), billing())


def test_an_unknown_product_is_not_found() -> None:
    with pytest.raises(NotFound):
        decide(asked(product_id=UUID(int=9)), subscriber(5_000), billing())


def test_a_blocked_account_may_have_what_is_free() -> None:
    blocked = subscriber(5_000, AccountStatus.BLOCKED)
    with pytest.raises(NotAllowed):
        decide(asked(), blocked, billing())
    trial = goods.catalogue(goods.product(trial_days=7))
    effect = decide(asked(), subscriber(0, AccountStatus.BLOCKED), billing(catalogue=trial))
    assert effect.subscriptions[0].state is SubscriptionState.TRIAL


def test_what_is_missing_is_said_to_the_kopeck() -> None:
    with pytest.raises(NotEnoughMoney, match=r"12\.34 roubles") as refusal:
        decide(asked(), subscriber(5_000 - 1_234), billing())
    assert refusal.value.missing == 1_234


@pytest.mark.parametrize(
    ("reason", "kind"),
    [(None, "forgiven"), (SuspendReason.USER, "paused"), (SuspendReason.MONEY, "suspended")],
)
def test_a_gap_says_why_it_is_free(reason: SuspendReason | None, kind: str) -> None:
    work = billing()
    known = goods.subscription(suspend_reason=reason, next_seq=3)
    close_gap(known, MAY_1, work)
    assert work.changes.periods == []
    close_gap(known, date(2026, 5, 4), work)
    (row,) = work.changes.periods
    assert (row.seq, row.previous_seq, row.kind) == (3, 2, kind)
    assert (known.next_start, known.next_seq) == (date(2026, 5, 4), 4)


def test_leaving_needs_nothing_of_the_catalogue() -> None:
    known = subscriber(-5_000, AccountStatus.BLOCKED)
    known.subscriptions = {goods.subscription().id: goods.subscription()}
    command = Unsubscribe(
        account="1001",
        actor="tests",
        subscription_id=goods.subscription().id,
        immediately=True,
        refund=RefundPolicy.REMAINING_DAYS,
    )
    effect = decide(command, known, billing(catalogue=Catalogue()))
    assert [each.state for each in effect.subscriptions] == [SubscriptionState.ENDED]
