"""What platforms will probably charge."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from backend.domain.services.forecasting.expect import expect
from backend.domain.services.forecasting.situation import OnPlatform
from backend.domain.values.status import SubscriptionState
from tests.unit.billing.goods import catalogue

TODAY, UNTIL = date(2026, 5, 10), date(2026, 8, 31)


def on_platform(**given: Any) -> OnPlatform:
    """One that paid 50.00 for 1 May to 30 May."""
    chosen: dict[str, Any] = {
        "id": UUID(int=7),
        "integrator_id": 1,
        "product_id": UUID(int=99),
        "product": "Office",
        "state": SubscriptionState.ACTIVE,
        "paid_through": date(2026, 5, 31),
        "cancel_on": None,
        "amount": 50_00,
        "period_start": date(2026, 5, 1),
        "period_end": date(2026, 5, 31),
        **given,
    }
    return OnPlatform(**chosen)


def days(subscription: OnPlatform) -> list[str]:
    """On which days it is charged."""
    lines = expect(subscription, catalogue(), TODAY, UNTIL).lines
    return [line.period_start.isoformat() for line in lines]


def reason(subscription: OnPlatform) -> str | None:
    """Why nothing is told."""
    untold = expect(subscription, catalogue(), TODAY, UNTIL).unforeseen
    return untold.reason if untold else None


def test_thirty_days_are_followed_by_thirty_days() -> None:
    assert days(on_platform()) == ["2026-05-31", "2026-06-30", "2026-07-30", "2026-08-29"]


def test_a_month_is_followed_by_months() -> None:
    monthly = on_platform(paid_through=date(2026, 6, 1), period_end=date(2026, 6, 1))
    assert days(monthly) == ["2026-06-01", "2026-07-01", "2026-08-01"]


def test_a_month_from_the_31st_does_not_drift() -> None:
    monthly = on_platform(
        period_start=date(2026, 3, 31),
        period_end=date(2026, 4, 30),
        paid_through=date(2026, 4, 30),
    )
    told = expect(monthly, catalogue(), date(2026, 4, 10), UNTIL).lines
    assert [line.period_start.day for line in told] == [30, 31, 30, 31, 31]


def test_its_tax_is_of_the_day() -> None:
    (line, *_) = expect(on_platform(), catalogue(), TODAY, UNTIL).lines
    assert (line.amount, line.vat_rate, line.vat_amount, line.expected) == (50_00, 2200, 9_02, True)


def test_one_that_waits_for_money_is_tried_every_day() -> None:
    waiting = on_platform(
        state=SubscriptionState.SUSPENDED,
        paid_through=date(2026, 5, 1),
        period_start=date(2026, 4, 1),
        period_end=date(2026, 5, 1),
    )
    assert days(waiting)[:2] == ["2026-05-10", "2026-06-10"]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"paid_through": None}, "no_period"),
        ({"amount": None}, "no_period"),
        ({"paid_through": date(2026, 5, 9)}, "late"),
        ({"state": SubscriptionState.SUSPENDED}, "suspended_by_platform"),
        ({"cancel_on": date(2026, 5, 31), "state": SubscriptionState.CANCELLING}, None),
        ({"state": SubscriptionState.CANCELLING}, None),
    ],
)
def test_of_others_nothing_is_told(given: dict[str, Any], told: str | None) -> None:
    assert days(on_platform(**given)) == []
    assert reason(on_platform(**given)) == told
