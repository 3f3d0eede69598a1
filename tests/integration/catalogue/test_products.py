"""Products: completed by the operator, switched only while nobody has them, in whole bundles."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from backend.domain.errors import InvalidRequest, NotFound
from backend.domain.values.billing import CatchUp, ChargingMode
from backend.domain.values.status import SubscriptionState
from backend.domain.values.vat import VatKind
from backend.storage.catalogue import PostgresCatalogueDirectory
from tests.commands import PRODUCT
from tests.integration.catalogue.shop import TODAY, TOMORROW, Shop
from tests.world import World


def test_a_product_that_a_charge_brought_in_is_completed(world: World, shop: Shop) -> None:
    world.account(balance=10_000)
    platform = world.integrator()
    world.one(platform.charge("c-1", 100))
    assert world.row("SELECT code, title, complete, vat_kind FROM product") == (
        PRODUCT,
        PRODUCT,
        False,
        "taxed",
    )
    shop.product(
        PRODUCT,
        integrator_id=platform.terms.integrator_id,
        title="Антивирус Касперского",
        vat_kind=VatKind.ZERO,
        vat_note="экспорт",
    )
    assert world.row("SELECT title, complete, vat_kind, vat_note, mode FROM product") == (
        "Антивирус Касперского",
        True,
        "zero",
        "экспорт",
        "platform",
    )
    world.one(platform.charge("c-2", 100))
    assert world.rows("SELECT vat_kind, vat_amount FROM charge ORDER BY id") == [
        ("taxed", 18),
        ("zero", 0),
    ]


def test_what_is_not_named_stays_and_what_is_emptied_goes(world: World, shop: Shop) -> None:
    shop.template()
    shop.billed("bundle")
    shop.billed(
        vat_kind=VatKind.OUTSIDE,
        vat_note="вне НДС",
        trial_days=14,
        catch_up=CatchUp.PARK,
        end_after_days=7,
        stops_queue=True,
        parent="bundle",
    )
    before = shop.product("net", trial_days=10)
    assert (before.title, before.mode, before.template) == ("net", "billing", "monthly")
    assert (before.vat_kind, before.vat_note, before.trial_days) == ("outside", "вне НДС", 10)
    assert (before.catch_up, before.end_after_days, before.stops_queue) == ("park", 7, True)
    assert before.parent is not None

    after = shop.product("net", parent="", vat_note="", stops_queue=False)
    assert (after.parent, after.vat_note, after.stops_queue) == (None, "", False)
    assert world.count("product") == 2


def test_a_taxed_product_has_no_note_why_it_is_not(shop: Shop) -> None:
    shop.product(title="x", vat_kind=VatKind.ZERO, vat_note="почему")
    assert shop.product(vat_kind=VatKind.TAXED).vat_note == ""


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "a product has a title"),
        ({"title": " "}, "a product has a title"),
        ({"title": "x" * 201}, "a product has a title"),
        ({"title": "x", "code": " "}, "code has 1 to"),
        ({"title": "x", "trial_days": -1}, "a trial has"),
        ({"title": "x", "end_after_days": 0}, "a suspension"),
        ({"title": "x", "mode": ChargingMode.BILLING}, "has a template"),
        ({"title": "x", "mode": ChargingMode.BILLING, "parent": "bundle"}, "has a template"),
        ({"title": "x", "template": "monthly"}, "what the platform charges needs"),
        (
            {"title": "x", "mode": ChargingMode.BILLING, "template": "platform"},
            "what billing charges needs",
        ),
    ],
)
def test_terms_that_make_no_sense_are_refused(
    world: World, shop: Shop, given: dict[str, Any], message: str
) -> None:
    shop.template()
    shop.platform_template()
    with pytest.raises(InvalidRequest, match=message):
        shop.product(**given)
    assert world.count("product") == 0


def test_templates_and_bundles_that_do_not_exist_are_not_found(shop: Shop) -> None:
    with pytest.raises(NotFound, match="no such template"):
        shop.product(title="x", template="none")
    with pytest.raises(NotFound, match="to come with"):
        shop.product(title="x", parent="none")


def test_only_the_versions_that_will_still_charge_must_suit(shop: Shop) -> None:
    shop.platform_template("mixed", valid_from=date(2026, 1, 1))
    shop.template("mixed", valid_from=TOMORROW)
    with pytest.raises(InvalidRequest, match="what billing charges needs"):
        shop.billed(template="mixed")
    shop.world.clock.advance(days=1)
    assert shop.billed(template="mixed").template == "mixed"


def _subscribe(world: World, code: str, state: SubscriptionState) -> None:
    with world.engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO subscription (account_id, id, integrator_id, product_id,"
                " external_key, state, created_at)"
                " SELECT a.id, gen_random_uuid(), 0, p.id, p.code, :state, now()"
                " FROM account a, product p WHERE p.code = :code"
            ),
            {"code": code, "state": state},
        )
        connection.execute(
            text(
                "INSERT INTO subscription_event SELECT account_id, id, gen_random_uuid(), now(),"
                " NULL, state, 'test', '', product_id FROM subscription"
            )
        )


@pytest.mark.parametrize(
    ("state", "refused"),
    [
        (SubscriptionState.PENDING, True),
        (SubscriptionState.ACTIVE, True),
        (SubscriptionState.SUSPENDED, True),
        (SubscriptionState.CANCELLING, True),
        (SubscriptionState.ENDED, False),
        (SubscriptionState.FAILED, False),
    ],
)
def test_who_charges_is_not_switched_while_somebody_is_subscribed(
    world: World, shop: Shop, state: SubscriptionState, refused: bool
) -> None:
    world.account()
    shop.template()
    shop.product(title="Интернет")
    shop.product("other", title="другое")
    _subscribe(world, "net", state)
    if refused:
        with pytest.raises(InvalidRequest, match="living subscriptions"):
            shop.billed()
        assert world.value("SELECT mode FROM product WHERE code = 'net'") == "platform"
        assert shop.product(title="Сеть", mode=ChargingMode.PLATFORM).title == "Сеть"
    else:
        assert shop.billed().mode == "billing"
    assert shop.billed("other").mode == "billing"


def test_a_product_chosen_for_the_next_period_counts_as_subscribed(
    world: World, shop: Shop
) -> None:
    world.account()
    shop.template()
    shop.product(title="Интернет")
    shop.product("faster", title="Быстрее")
    _subscribe(world, "net", SubscriptionState.ACTIVE)
    with world.engine.begin() as connection:
        connection.execute(
            text(
                "UPDATE subscription SET next_product_id ="
                " (SELECT id FROM product WHERE code = 'faster')"
            )
        )
    with pytest.raises(InvalidRequest, match="living subscriptions"):
        shop.billed("faster")


def test_a_bundle_has_one_level(shop: Shop) -> None:
    for code in ("bundle", "part", "other"):
        shop.product(code, title=code)
    shop.product("part", parent="bundle")
    for code, parent in (("other", "part"), ("bundle", "other"), ("other", "other")):
        with pytest.raises(InvalidRequest, match="one bundle"):
            shop.product(code, parent=parent)


def test_a_platforms_product_may_come_with_the_operators(world: World, shop: Shop) -> None:
    platform = world.integrator()
    bundle = shop.product("net", title="Интернет")
    part = shop.product(
        "kav", integrator_id=platform.terms.integrator_id, title="Антивирус", parent="net"
    )
    assert part.parent == bundle.id


def test_archiving_is_from_today_on_and_can_be_undone(shop: Shop) -> None:
    shop.product(title="x")
    with pytest.raises(InvalidRequest, match="today or later"):
        shop.archive(TODAY - timedelta(days=1))
    assert shop.archive(TODAY).archived_on == TODAY
    assert shop.archive(None).archived_on is None
    with pytest.raises(NotFound):
        shop.archive(TODAY, "none")


def test_other_processes_see_it_at_their_next_look(world: World, shop: Shop) -> None:
    directory = PostgresCatalogueDirectory(world.engine)
    try:
        product = shop.product(title="Интернет")
        directory.refresh()
        assert directory.current().products[product.id].title == "Интернет"
    finally:
        directory.close()
