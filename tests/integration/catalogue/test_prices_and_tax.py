"""Dated prices, memberships in the register, and rates: the past never changes."""

from datetime import date, timedelta
from typing import Any

import pytest

from backend.domain.errors import AlreadyExists, InvalidRequest, NotFound
from backend.domain.values.vat import EXEMPT_NOTE, Vat, VatKind
from tests.integration.catalogue.shop import LONG_AGO, TODAY, TOMORROW, Shop
from tests.world import World

JUNE, JULY, SEPTEMBER = date(2026, 6, 1), date(2026, 7, 1), date(2026, 9, 1)


@pytest.fixture(autouse=True)
def product(shop: Shop) -> None:
    shop.product("net", title="Интернет")


def the_product(shop: Shop) -> Any:
    (only,) = shop.world.catalogue.products.values()
    return only


def test_who_came_before_pays_later(shop: Shop) -> None:
    shop.price(50_000, LONG_AGO)
    shop.price(60_000, JULY, existing_from=SEPTEMBER)
    product = the_product(shop)
    old, new = LONG_AGO, JULY
    assert [product.price_on(day, old) for day in (TODAY, JULY, SEPTEMBER)] == [
        50_000,
        50_000,
        60_000,
    ]
    assert product.price_on(JULY, new) == 60_000
    assert product.price_on(LONG_AGO - timedelta(days=1), old) is None


@pytest.mark.parametrize("day", [LONG_AGO, TODAY - timedelta(days=1), TODAY])
@pytest.mark.parametrize("replace", [False, True])
def test_past_prices_cannot_be_changed(world: World, shop: Shop, day: date, replace: bool) -> None:
    shop.price(50_000, LONG_AGO)
    with pytest.raises(InvalidRequest, match="past prices never change"):
        shop.price(1, day, replace=replace)
    assert world.rows("SELECT amount FROM price") == [(50_000,)]


def test_a_price_to_come_is_replaced_only_when_that_is_meant(world: World, shop: Shop) -> None:
    shop.price(50_000, LONG_AGO)
    shop.price(60_000, JULY)
    with pytest.raises(AlreadyExists):
        shop.price(70_000, JULY)
    shop.price(70_000, JULY, existing_from=SEPTEMBER, replace=True)
    assert world.rows("SELECT amount, existing_from FROM price ORDER BY valid_from") == [
        (50_000, LONG_AGO),
        (70_000, SEPTEMBER),
    ]


def test_prices_do_not_overlap(shop: Shop) -> None:
    shop.price(50_000, LONG_AGO)
    shop.price(60_000, JUNE, existing_from=SEPTEMBER)
    with pytest.raises(InvalidRequest, match="overlap"):
        shop.price(70_000, JULY)
    shop.price(70_000, JULY, existing_from=SEPTEMBER)


def test_a_price_that_makes_no_sense_is_refused(shop: Shop) -> None:
    with pytest.raises(InvalidRequest, match="not negative"):
        shop.price(-1, TODAY)
    with pytest.raises(InvalidRequest, match="not earlier"):
        shop.price(1, JULY, existing_from=JUNE)
    with pytest.raises(NotFound):
        shop.price(1, JULY, code="none")


def test_a_product_is_exempt_while_it_is_in_the_register(shop: Shop) -> None:
    shop.product("net", vat_kind=VatKind.EXEMPT)
    shop.register(date(2024, 1, 1), until=date(2025, 1, 1))
    shop.register(JUNE)
    vat_on, product = shop.world.catalogue.vat_on, the_product(shop)
    exempt = Vat(VatKind.EXEMPT, 0, EXEMPT_NOTE)
    assert vat_on(product, date(2024, 12, 31)) == exempt
    assert vat_on(product, date(2025, 1, 1)) == Vat(VatKind.TAXED, 2000)
    assert vat_on(product, TODAY) == Vat(VatKind.TAXED, 2200)
    assert vat_on(product, JUNE) == exempt


@pytest.mark.parametrize(
    ("since", "until"),
    [
        (date(2023, 1, 1), None),
        (date(2023, 1, 1), date(2024, 1, 2)),
        (date(2024, 6, 1), date(2024, 7, 1)),
        (date(2024, 12, 31), None),
        (date(2024, 12, 31), date(2026, 1, 1)),
    ],
)
def test_memberships_do_not_overlap(shop: Shop, since: date, until: date | None) -> None:
    shop.register(date(2024, 1, 1), until=date(2025, 1, 1))
    with pytest.raises(InvalidRequest, match="overlap"):
        shop.register(since, until=until)


def test_memberships_may_touch_and_the_same_one_may_be_ended(world: World, shop: Shop) -> None:
    shop.register(date(2024, 1, 1))
    shop.register(date(2024, 1, 1), number="777", until=date(2025, 1, 1))
    shop.register(date(2023, 1, 1), until=date(2024, 1, 1))
    shop.register(date(2025, 1, 1))
    assert world.rows("SELECT number, until FROM registration ORDER BY since") == [
        ("12345", date(2024, 1, 1)),
        ("777", date(2025, 1, 1)),
        ("12345", None),
    ]


def test_a_membership_that_makes_no_sense_is_refused(shop: Shop) -> None:
    with pytest.raises(InvalidRequest, match="at least a day"):
        shop.register(JUNE, until=JUNE)
    with pytest.raises(InvalidRequest, match="register number"):
        shop.register(JUNE, number=" ")
    with pytest.raises(NotFound):
        shop.register(JUNE, code="none")


def test_a_rate_begins_tomorrow_or_later_and_once(shop: Shop) -> None:
    with pytest.raises(InvalidRequest, match="tomorrow or later"):
        shop.tax(2500, TODAY)
    for rate in (-1, 10_001):
        with pytest.raises(InvalidRequest, match="per cent"):
            shop.tax(rate, TOMORROW)
    shop.tax(2500, TOMORROW)
    with pytest.raises(AlreadyExists):
        shop.tax(2400, TOMORROW)
    assert shop.world.catalogue.rate_on(TODAY) == 2200
    assert shop.world.catalogue.rate_on(TOMORROW) == 2500
