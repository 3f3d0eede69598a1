"""Which facts are told, and which of them once."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest

from backend.domain.events import Fact, Topic
from backend.domain.notice import NoticeKind
from backend.domain.services.notifying.occasions import KINDS, Occasion, occasions
from tests.fakes.manual_clock import START

MOSCOW = ZoneInfo("Europe/Moscow")
SUBSCRIPTION = UUID(int=7)
PRODUCT = str(UUID(int=8))


def fact(topic: Topic, *, hours: float = 0, account: int = 1, **content: Any) -> Fact:
    """A fact some hours after noon."""
    return Fact(
        id=uuid4(),
        number=1,
        at=START + timedelta(hours=hours),
        topic=topic,
        account_id=account,
        subscription_id=SUBSCRIPTION,
        content=content,
    )


def told(*facts: Fact) -> list[Occasion]:
    """What they are occasions for."""
    return occasions(facts, MOSCOW)


def taken(amount: int = 50_00, **more: Any) -> Fact:
    """A charge."""
    return fact(Topic.CHARGE_TAKEN, amount=amount, text="Антивирус", **more)


def refused(code: str = "not_enough_money", **more: Any) -> Fact:
    """A refusal."""
    return fact(Topic.CHARGE_REFUSED, code=code, amount=50_00, available=0, **more)


def test_charges_of_one_moment_are_one_debit() -> None:
    first, second, later, other = taken(), taken(), taken(hours=1), taken(account=2)
    found = told(first, other, second, later)
    assert [(each.account_id, len(each.contents)) for each in found] == [(1, 2), (2, 1), (1, 1)]
    assert found[0].key == str(first.id)
    assert len({(each.account_id, each.key) for each in found}) == 3


def test_what_costs_nothing_is_no_debit() -> None:
    assert told(taken(0)) == []


def test_a_platform_that_tries_all_day_is_told_of_once_a_day() -> None:
    # 09:00 UTC is noon in Moscow: the next day begins there twelve hours later.
    keys = [each.key for each in told(refused(), refused(hours=11.9), refused(hours=12))]
    assert keys == ["2026-05-01", "2026-05-01", "2026-05-02"]


def test_a_blocked_account_lacks_no_money() -> None:
    assert told(refused("account_blocked")) == []


def test_a_coming_debit_is_told_once_for_its_day() -> None:
    first = fact(Topic.DEBIT_COMING, on="2026-06-01", amount=1)
    again = fact(Topic.DEBIT_COMING, on="2026-06-01", amount=2)
    assert [each.key for each in told(first, again)] == ["2026-06-01"] * 2


def test_other_keys() -> None:
    trial = fact(Topic.TRIAL_ENDING, on="2026-06-01", product_id=PRODUCT)
    price = fact(Topic.PRICE_CHANGING, on="2026-06-01", product_id=PRODUCT)
    (of_trial, of_price) = told(trial, price)
    assert of_trial.key == f"{SUBSCRIPTION}:2026-06-01"
    assert of_price.key == f"{PRODUCT}:2026-06-01"


@pytest.mark.parametrize("topic", sorted(set(Topic) - set(KINDS)))
def test_of_what_nobody_is_told(topic: Topic) -> None:
    assert told(fact(topic)) == []


def test_every_kind_has_its_fact() -> None:
    assert set(KINDS.values()) == set(NoticeKind)
