"""What platforms charge is split, frozen and given back as the catalogue says, on PostgreSQL."""

from datetime import date

from sqlalchemy import text

from backend.domain.values.codes import Code
from tests.commands import PRODUCT, Platform
from tests.world import World


def run(world: World, statement: str, **given: object) -> None:
    with world.engine.begin() as connection:
        connection.execute(text(statement), given)
    world.refresh()


def shop(world: World) -> Platform:
    world.account(balance=100_000)
    return world.integrator("rentsoft")


def entries(world: World) -> list[tuple[object, ...]]:
    return world.rows(
        "SELECT line, debit, credit, amount FROM entry WHERE debit <> 'cash'"
        " ORDER BY transaction_id, line"
    )


def test_a_charge_gives_the_tax_its_part_and_a_reversal_gives_both_back(world: World) -> None:
    platform = shop(world)
    world.one(platform.charge("c-1", 5_000, text="Антивирус, май"))
    assert world.row(
        "SELECT vat_kind, vat_rate, vat_amount, vat_note, template_id, charge_type, mode, text"
        " FROM charge"
    ) == ("taxed", 2200, 902, "", None, "software", "platform", "Антивирус, май")
    assert entries(world) == [
        (1, "subscriber", "revenue", 4_098),
        (2, "subscriber", "vat", 902),
    ]
    world.one(platform.reverse("c-1"))
    assert entries(world)[2:] == [
        (1, "revenue", "subscriber", 4_098),
        (2, "vat", "subscriber", 902),
    ]
    assert world.balance() == 100_000
    sums = "SELECT coalesce(sum(amount), 0) FROM entry_side WHERE ledger_account = :name"
    assert world.value(sums, name="vat") == world.value(sums, name="revenue") == 0


def test_a_reversal_after_the_law_changed_gives_back_what_was_taken(world: World) -> None:
    platform = shop(world)
    world.one(platform.charge("c-1", 5_000))
    run(world, "INSERT INTO tax_rate VALUES (:day, 5000)", day=date(2026, 5, 1))
    world.one(platform.charge("c-2", 5_000))
    world.one(platform.reverse("c-1"))
    assert world.rows("SELECT vat_rate, vat_amount, reversed FROM charge ORDER BY id") == [
        (2200, 902, True),
        (5000, 1_667, False),
    ]
    assert world.value("SELECT sum(amount) FROM entry_side WHERE ledger_account = 'vat'") == 1_667


def test_a_charge_without_tax_is_one_entry_and_so_is_its_reversal(world: World) -> None:
    platform = shop(world)
    world.one(platform.charge("c-1", 1))
    world.one(platform.reverse("c-1"))
    assert entries(world) == [(1, "subscriber", "revenue", 1), (1, "revenue", "subscriber", 1)]


def test_the_products_template_and_its_place_in_the_register_are_frozen(world: World) -> None:
    platform = shop(world)
    world.one(platform.charge("c-1", 100, text="раньше"))
    run(
        world,
        "INSERT INTO charge_template VALUES (gen_random_uuid(), 'kav', '2026-01-01',"
        " '{product}, {start} – {end}, {amount} ({integrator})', 'antivirus', 'platform', NULL,"
        " 'platform', 30, 'full', 'product', 100, now())",
    )
    run(
        world,
        "UPDATE product SET title = 'Антивирус Касперского', template = 'kav', vat_kind = 'exempt'"
        " WHERE code = :code",
        code=PRODUCT,
    )
    run(
        world,
        "INSERT INTO registration (product_id, since, number) SELECT id, '2020-01-01', '12345'"
        " FROM product",
    )
    world.one(platform.charge("c-2", 5_000))
    assert world.rows("SELECT text, charge_type, vat_kind, vat_note FROM charge ORDER BY id") == [
        ("раньше", "software", "taxed", ""),
        (
            "Антивирус Касперского, 1 мая – 30 мая, 50р. (rentsoft)",
            "antivirus",
            "exempt",
            "НДС не облагается, подп. 26 п. 2 ст. 149 НК РФ",
        ),
    ]
    template = world.value("SELECT id FROM charge_template")
    assert world.value("SELECT template_id FROM charge WHERE external_id = 'c-2'") == template


def test_an_unfilled_template_leaves_no_trace_until_it_is_repaired(world: World) -> None:
    platform = shop(world)
    world.one(platform.charge("c-1", 100, text="х"))
    run(
        world,
        "INSERT INTO charge_template VALUES (gen_random_uuid(), 'kav', '2026-01-01',"
        " '{product}: {comment}', 'software', 'platform', NULL, 'platform', 30, 'full', 'product',"
        " 100, now())",
    )
    run(world, "UPDATE product SET template = 'kav'")
    platform_charge = platform.charge("c-2", 100)
    assert world.codes(platform_charge) == [Code.TEMPLATE_NOT_FILLED]
    assert (world.count("charge"), world.count("operation")) == (1, 2)
    run(world, "UPDATE product SET template = NULL")
    assert world.codes(platform_charge) == [Code.OK]
    assert world.balance() == 99_800


def test_a_product_that_billing_charges_is_not_charged_by_its_platform(world: World) -> None:
    platform = shop(world)
    world.one(platform.charge("c-1", 100))
    run(
        world,
        "INSERT INTO charge_template VALUES (gen_random_uuid(), 'kav', '2026-01-01', '{product}',"
        " 'software', 'catalogue', NULL, 'calendar_month', 30, 'full', 'product', 100, now())",
    )
    run(world, "UPDATE product SET template = 'kav', mode = 'billing'")

    assert world.codes(platform.charge("c-2", 100)) == [Code.CHARGED_BY_BILLING]
    assert (world.count("charge"), world.count("operation")) == (1, 2)
