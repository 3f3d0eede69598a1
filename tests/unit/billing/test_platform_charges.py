"""Tax and text of what a platform charges itself: by the product's kind and its template."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from backend.domain.catalogue import Product, Template
from backend.domain.services.charging.rows import ProductRow
from backend.domain.values.billing import ChargingMode, PriceSource, VatSource
from backend.domain.values.codes import Advice, Code, OperationKind
from backend.domain.values.ledger import LedgerAccount
from backend.domain.values.vat import EXEMPT_NOTE, VatKind
from tests.fakes.manual_clock import START
from tests.unit.billing import goods
from tests.unit.domain.house import House

MINE = "{product}, {start} – {end}, {amount}"
S, R, V = LedgerAccount.SUBSCRIBER, LedgerAccount.REVENUE, LedgerAccount.VAT


@pytest.fixture
def house() -> House:
    made = House()
    made.book.open_account("1001", 10_000)
    made.book.catalogue = replace(goods.catalogue(), products={}, templates={})
    return made


def stock(house: House, *templates: Template, **given: Any) -> Product:
    """Let the house know the product «Антивирус», charged by its platform."""
    product = goods.product(
        code="Антивирус", mode=ChargingMode.PLATFORM, template="kav" if templates else "", **given
    )
    house.book.products[(1, product.code)] = ProductRow(
        product.id, 1, product.code, product.title, START
    )
    house.book.catalogue = goods.catalogue(product, templates=templates)
    if not templates:
        house.book.catalogue = replace(house.book.catalogue, templates={})
    return product


def platform_template(pattern: str, **given: Any) -> Template:
    return goods.template(pattern, price_source=PriceSource.PLATFORM, **given)


def entries(house: House) -> list[tuple[int, LedgerAccount, LedgerAccount, int]]:
    return [(e.line, e.debit, e.credit, e.amount) for e in house.book.entries]  # type: ignore[misc]


def test_a_product_seen_for_the_first_time_is_taxed_at_the_standard_rate(house: House) -> None:
    assert house.one(house.platform.charge("c-1", 5_000, text="Антивирус, май")).ok
    charge = house.charge()
    assert (charge.vat_kind, charge.vat_rate, charge.vat_amount) == (VatKind.TAXED, 2200, 902)
    assert (charge.text, charge.charge_type, charge.template_id) == (
        "Антивирус, май",
        "software",
        None,
    )
    assert entries(house) == [(1, S, R, 4_098), (2, S, V, 902)]
    assert house.balance() == 5_000


def test_a_reversal_gives_both_entries_back(house: House) -> None:
    house.process(house.platform.charge("c-1", 5_000))
    assert house.one(house.platform.reverse("c-1")).ok
    assert entries(house)[2:] == [(1, R, S, 4_098), (2, V, S, 902)]
    assert house.balance() == 10_000


def test_a_reversal_in_the_same_batch_gives_both_entries_back(house: House) -> None:
    house.process(house.platform.charge("c-1", 5_000), house.platform.reverse("c-1"))
    assert entries(house)[2:] == [(1, R, S, 4_098), (2, V, S, 902)]
    assert house.balance() == 10_000


@pytest.mark.parametrize(
    ("given", "kind", "note", "rate"),
    [
        ({"vat_kind": VatKind.TAXED}, VatKind.TAXED, "", 2200),
        ({"vat_kind": VatKind.ZERO, "vat_note": "экспорт"}, VatKind.ZERO, "экспорт", 0),
        ({"vat_kind": VatKind.OUTSIDE}, VatKind.OUTSIDE, "", 0),
        (
            {
                "vat_kind": VatKind.EXEMPT,
                "registrations": (goods.registration(date(2026, 1, 1)),),
            },
            VatKind.EXEMPT,
            EXEMPT_NOTE,
            0,
        ),
        (
            {
                "vat_kind": VatKind.EXEMPT,
                "registrations": (goods.registration(date(2020, 1, 1), date(2026, 5, 1)),),
            },
            VatKind.TAXED,
            "",
            2200,
        ),
    ],
)
def test_the_tax_of_the_day_is_frozen_on_the_charge(
    house: House, given: dict[str, object], kind: VatKind, note: str, rate: int
) -> None:
    product = stock(house, **given)
    assert house.one(house.platform.charge("c-1", 5_000)).ok
    charge = house.charge()
    assert charge.product_id == product.id
    assert (charge.vat_kind, charge.vat_note, charge.vat_rate) == (kind, note, rate)
    assert charge.vat_amount == (902 if rate else 0)
    assert len(house.book.entries) == (2 if rate else 1)


def test_a_template_may_put_a_charge_outside_of_tax(house: House) -> None:
    stock(house, platform_template("{product}", vat_source=VatSource.OUTSIDE))
    assert house.one(house.platform.charge("c-1", 5_000)).ok
    assert house.charge().vat_kind is VatKind.OUTSIDE
    assert entries(house) == [(1, S, R, 5_000)]


def test_the_template_writes_the_text(house: House) -> None:
    stock(house, platform_template(f"{MINE} ({{integrator}}: {{comment}}, {{full_price}})"))
    assert house.one(house.platform.charge("c-1", 5_040, text="промо", full_price=6_000)).ok
    charge = house.charge()
    assert charge.text == f"{goods.KAV}, 1 мая – 30 мая, 50,40р. (РентСофт: промо, 60р.)"
    assert (charge.charge_type, charge.template_id) == ("antivirus", goods.TEMPLATE_ID)


@pytest.mark.parametrize(
    ("pattern", "given"),
    [
        ("{comment}", {"text": ""}),
        ("{full_price}", {}),
        ("{end}", {"period_end": None}),
        ("{month}", {"period_end": None}),
    ],
)
def test_a_template_that_cannot_be_filled_takes_nothing_and_keeps_the_id_free(
    house: House, pattern: str, given: dict[str, object]
) -> None:
    stock(house, platform_template(pattern))
    command = house.platform.charge("c-1", 5_000, **given)  # type: ignore[arg-type]
    outcome = house.one(command)
    assert (outcome.code, outcome.advice) == (Code.TEMPLATE_NOT_FILLED, Advice.RETRY_SAME_ID)
    assert house.balance() == 10_000
    assert not house.book.charges
    assert not house.book.subscriptions
    assert (1, OperationKind.CHARGE, "c-1") not in house.book.operations

    stock(house, platform_template("{product}"))
    assert house.one(command).ok
    assert house.balance() == 5_000


def test_one_unfilled_item_never_fails_its_neighbours(house: House) -> None:
    stock(house, platform_template("{comment}"))
    platform = house.platform
    codes = house.codes(
        platform.charge("c-1", 100, text="а"),
        platform.charge("c-2", 100),
        platform.charge("c-3", 100, text="б"),
    )
    assert codes == [Code.OK, Code.TEMPLATE_NOT_FILLED, Code.OK]
    assert house.balance() == 9_800


def test_a_capture_that_cannot_be_filled_leaves_the_hold_as_it_was(house: House) -> None:
    stock(house, platform_template("{product} {comment}"))
    house.process(house.platform.hold("h-1", 5_000))
    capture = house.platform.capture("c-1", "h-1")
    assert house.one(capture).code is Code.TEMPLATE_NOT_FILLED
    assert (house.held(), house.balance()) == (5_000, 10_000)
    assert house.one(replace(capture, text="май")).ok
    assert (house.held(), house.balance()) == (0, 5_000)
    assert house.charge().text == f"{goods.KAV} май"
    assert house.charge().vat_amount == 902


def test_lack_of_money_is_said_before_the_template_is_looked_at(house: House) -> None:
    """So that a check, which knows no product, and a charge agree."""
    stock(house, platform_template("{comment}"))
    assert house.one(house.platform.charge("c-1", 10_001)).code is Code.NOT_ENOUGH_MONEY


def test_before_its_first_version_is_in_force_the_platforms_text_stands(house: House) -> None:
    stock(house, platform_template("{product}", valid_from=date(2026, 5, 2)))
    assert house.one(house.platform.charge("c-1", 100, text="как есть")).ok
    assert (house.charge().text, house.charge().template_id) == ("как есть", None)


def test_one_kopeck_has_no_part_of_tax(house: House) -> None:
    assert house.one(house.platform.charge("c-1", 1)).ok
    assert entries(house) == [(1, S, R, 1)]
