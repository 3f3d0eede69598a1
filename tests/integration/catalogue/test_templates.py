"""Versions of a template: each from its day on, none ever changed, none that cannot be filled."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from backend.domain.errors import AlreadyExists, InvalidRequest
from backend.domain.services.billing.fill_template import PLACEHOLDERS
from backend.domain.values.billing import ChargingMode, PriceSource
from backend.domain.values.recurrence import PeriodRule
from tests.integration.catalogue.shop import LONG_AGO, TODAY, TOMORROW, Shop
from tests.world import World


def test_the_first_version_may_begin_on_any_day_and_later_ones_tomorrow(
    world: World, shop: Shop
) -> None:
    first = shop.template(pattern="{product}", valid_from=LONG_AGO)
    second = shop.template(pattern="{product}!", valid_from=TOMORROW)
    third = shop.template(pattern="{product}?", valid_from=TODAY + timedelta(days=60))
    between = shop.template(pattern="{product}.", valid_from=TODAY + timedelta(days=30))
    template_on = world.catalogue.template_on
    found = [template_on("monthly", TODAY + timedelta(days=days)) for days in (0, 1, 30, 59, 60)]
    assert [each.id if each else None for each in found] == [
        first.id,
        second.id,
        between.id,
        between.id,
        third.id,
    ]
    assert template_on("monthly", LONG_AGO - timedelta(days=1)) is None


@pytest.mark.parametrize("day", [LONG_AGO, TODAY - timedelta(days=1), TODAY])
def test_a_later_version_never_begins_in_the_past(world: World, shop: Shop, day: date) -> None:
    shop.template(valid_from=TODAY - timedelta(days=10))
    with pytest.raises(InvalidRequest, match="tomorrow or later"):
        shop.template(valid_from=day)
    assert world.count("charge_template") == 1


def test_two_versions_of_one_day_are_one_too_many(shop: Shop) -> None:
    shop.template()
    shop.template(valid_from=TOMORROW)
    with pytest.raises(AlreadyExists):
        shop.template(valid_from=TOMORROW)


def test_the_application_cannot_change_a_version_even_by_mistake(world: World, shop: Shop) -> None:
    shop.template()
    with pytest.raises(DBAPIError), world.engine.begin() as connection:
        connection.execute(text("UPDATE charge_template SET pattern = 'x'"))


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"pattern": ""}, "a text of at most"),
        ({"pattern": " \n"}, "a text of at most"),
        ({"pattern": "x" * 501}, "a text of at most"),
        ({"pattern": "{price}"}, "may contain only {product}"),
        ({"pattern": "{product"}, "braces do not match"),
        ({"pattern": "{product.__class__}"}, "may contain only"),
        ({"pattern": "{comment}"}, "only a platform sends one"),
        ({"code": "Месяц"}, "a template's code"),
        ({"code": ""}, "a template's code"),
        ({"charge_type": "Soft ware"}, "a template's charge type"),
        ({"days": 0}, "a period has"),
        ({"days": 4_000}, "a period has"),
        ({"priority": -1}, "a priority"),
        ({"price_source": PriceSource.FIXED}, "a fixed price"),
        ({"fixed_amount": 100}, "a fixed price"),
        ({"price_source": PriceSource.FIXED, "fixed_amount": -1}, "not negative"),
        ({"price_source": PriceSource.PLATFORM}, "gives the periods"),
        ({"rule": PeriodRule.PLATFORM}, "gives the periods"),
    ],
)
def test_what_could_never_be_charged_is_refused_and_says_why(
    world: World, shop: Shop, given: dict[str, Any], message: str
) -> None:
    with pytest.raises(InvalidRequest, match=message):
        shop.template(**given)
    assert world.count("charge_template") == 0


def test_every_documented_placeholder_can_be_saved(shop: Shop) -> None:
    pattern = "".join(f"{{{name}}}" for name in PLACEHOLDERS)
    assert shop.platform_template(pattern=pattern).pattern == pattern


def test_a_new_version_must_still_suit_the_products_that_are_charged_by_it(shop: Shop) -> None:
    shop.template()
    shop.billed()
    with pytest.raises(InvalidRequest, match="what billing charges needs"):
        shop.platform_template("monthly", valid_from=TOMORROW)
    shop.template(valid_from=TOMORROW, price_source=PriceSource.FIXED, fixed_amount=100)


def test_charges_that_exist_never_change(world: World, shop: Shop) -> None:
    world.account(balance=10_000)
    platform = world.integrator()
    shop.platform_template(pattern="{product} старый")
    given = {"integrator_id": platform.terms.integrator_id, "template": "platform"}
    shop.product("kav", title="Антивирус", mode=ChargingMode.PLATFORM, **given)
    world.one(platform.charge("c-1", 100, product="kav"))
    shop.platform_template(pattern="{product} новый", valid_from=TOMORROW)
    world.one(platform.charge("c-2", 100, product="kav"))
    world.clock.advance(days=1)
    world.one(platform.charge("c-3", 100, product="kav"))
    assert [row[0] for row in world.rows("SELECT text FROM charge ORDER BY id")] == [
        "Антивирус старый",
        "Антивирус старый",
        "Антивирус новый",
    ]
