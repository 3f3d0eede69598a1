"""Every process sees the catalogue as it was a moment ago, and reads it only when it changed."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import Engine, text

from backend.domain.catalogue import Price, Registration
from backend.domain.values.billing import CatchUp, ChargingMode, PriceSource, VatSource
from backend.domain.values.proration import Proration
from backend.domain.values.recurrence import PeriodRule, Recurrence
from backend.domain.values.vat import VatKind
from backend.storage.catalogue import PostgresCatalogueDirectory
from backend.storage.engine import open_engine

COPY_TEMPLATE = """
INSERT INTO charge_template
SELECT gen_random_uuid(), 'copy', valid_from, pattern, charge_type, price_source, fixed_amount,
       rule, days, proration, vat_source, priority, created_at FROM charge_template
"""
INTERNET, STATIC_IP = UUID(int=1), UUID(int=2)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    made = open_engine(database_url, pool_size=2)
    yield made
    made.dispose()


@pytest.fixture
def directory(engine: Engine) -> Iterator[PostgresCatalogueDirectory]:
    made = PostgresCatalogueDirectory(engine)
    yield made
    made.close()


def run(engine: Engine, statement: str, **given: object) -> None:
    with engine.begin() as connection:
        connection.execute(text(statement), given)


def stock(engine: Engine) -> None:
    run(
        engine,
        "INSERT INTO charge_template VALUES"
        " (:new, 'net', '2026-06-01', '{product}!', 'internet', 'fixed', 100, 'days', 7, 'none',"
        "  'outside', 5, now()),"
        " (:old, 'net', '2026-01-01', '{product}', 'internet', 'catalogue', NULL,"
        "  'calendar_month', 30, 'by_days', 'product', 10, now())",
        new=UUID(int=12),
        old=UUID(int=11),
    )
    run(
        engine,
        "INSERT INTO product (id, integrator_id, code, title, created_at, template, mode, vat_kind,"
        " vat_note, trial_days, catch_up, end_after_days, stops_queue, parent, archived_on) VALUES"
        " (:net, 0, 'net', 'Интернет', now(), 'net', 'billing', 'taxed', '', 0, 'all', 30, true,"
        "  NULL, NULL),"
        " (:ip, 0, 'ip', 'IP', now(), NULL, 'platform', 'exempt', 'п. 1', 14, 'park', 5, false,"
        "  :net, '2026-12-31')",
        net=INTERNET,
        ip=STATIC_IP,
    )
    run(
        engine,
        "INSERT INTO price (product_id, valid_from, existing_from, amount) VALUES"
        " (:id, '2026-07-01', '2026-09-01', 60000), (:id, '2026-01-01', '2026-01-01', 50000)",
        id=INTERNET,
    )
    run(
        engine,
        "INSERT INTO registration (product_id, since, until, number) VALUES"
        " (:id, '2026-03-01', NULL, '2'), (:id, '2024-01-01', '2025-01-01', '1')",
        id=STATIC_IP,
    )


def test_a_fresh_database_knows_the_law_and_no_goods(
    directory: PostgresCatalogueDirectory,
) -> None:
    catalogue = directory.current()
    assert not catalogue.products
    assert [catalogue.rate_on(date(year, 1, 1)) for year in (2018, 2019, 2025, 2026)] == [
        1800,
        2000,
        2000,
        2200,
    ]
    assert catalogue.integrators == {0: "Operator"}


def test_everything_is_read_in_the_order_of_its_dates(
    engine: Engine, directory: PostgresCatalogueDirectory
) -> None:
    stock(engine)
    directory.refresh()
    catalogue = directory.current()
    internet, static_ip = catalogue.products[INTERNET], catalogue.products[STATIC_IP]
    assert (internet.title, internet.template) == ("Интернет", "net")
    assert (internet.mode, internet.stops_queue) == (ChargingMode.BILLING, True)
    assert internet.prices == (
        Price(date(2026, 1, 1), date(2026, 1, 1), 50_000),
        Price(date(2026, 7, 1), date(2026, 9, 1), 60_000),
    )
    assert (static_ip.template, static_ip.parent) == ("", INTERNET)
    assert (static_ip.vat_kind, static_ip.vat_note) == (VatKind.EXEMPT, "п. 1")
    assert (static_ip.trial_days, static_ip.catch_up) == (14, CatchUp.PARK)
    assert (static_ip.end_after_days, static_ip.archived_on) == (5, date(2026, 12, 31))
    assert static_ip.registrations == (
        Registration("1", date(2024, 1, 1), date(2025, 1, 1)),
        Registration("2", date(2026, 3, 1)),
    )
    old, new = catalogue.templates["net"]
    assert (old.recurrence.rule, new.recurrence) == (
        PeriodRule.CALENDAR_MONTH,
        Recurrence(PeriodRule.DAYS, 7),
    )
    assert (old.price_source, new.price_source) == (PriceSource.CATALOGUE, PriceSource.FIXED)
    assert (new.fixed_amount, new.proration) == (100, Proration.NONE)
    assert (new.vat_source, new.priority) == (VatSource.OUTSIDE, 5)
    assert catalogue.template_on("net", date(2026, 5, 31)) is old
    assert catalogue.template_on("net", date(2026, 6, 1)) is new


def test_what_has_not_changed_is_not_read_again(
    engine: Engine, directory: PostgresCatalogueDirectory
) -> None:
    stock(engine)
    directory.refresh()
    before = directory.current()
    directory.refresh()
    assert directory.current() is before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE product SET title = 'x' WHERE code = 'ip'",
        "UPDATE price SET amount = amount + 1 WHERE valid_from = '2026-07-01'",
        "DELETE FROM price WHERE valid_from = '2026-07-01'",
        "UPDATE registration SET until = '2027-01-01' WHERE until IS NULL",
        "INSERT INTO tax_rate VALUES ('2030-01-01', 2500)",
        "UPDATE integrator SET title = 'Оператор' WHERE id = 0",
        COPY_TEMPLATE,
    ],
)
def test_any_change_is_noticed(
    engine: Engine, directory: PostgresCatalogueDirectory, statement: str
) -> None:
    stock(engine)
    directory.refresh()
    before = directory.current()
    run(engine, statement)
    directory.refresh()
    assert directory.current() != before


def test_a_transaction_that_is_overtaken_is_noticed_when_it_commits(
    engine: Engine, directory: PostgresCatalogueDirectory
) -> None:
    """The one that began first commits last: a mark that only grows would miss it."""
    stock(engine)
    with engine.connect() as early:
        early.execute(text("UPDATE product SET title = 'early' WHERE code = 'ip'"))
        run(engine, "UPDATE product SET title = 'late' WHERE code = 'net'")
        directory.refresh()
        assert directory.current().products[STATIC_IP].title == "IP"
        early.commit()
    directory.refresh()
    assert directory.current().products[STATIC_IP].title == "early"
    assert directory.current().products[INTERNET].title == "late"
