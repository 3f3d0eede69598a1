"""Many finalisers at once: numbers without gaps, and a charge on at most one live line."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from backend.domain.services.invoicing.finalise_invoice import finalise_invoice
from backend.domain.services.invoicing.issue import Issuing
from backend.domain.services.invoicing.rows import Documents
from backend.storage.clock import new_id
from backend.storage.invoicing.book import PostgresInvoiceBook
from backend.storage.unit_of_work import UnitOfWork
from tests.invoicing_world import MAY, SELLER, InvoicingWorld

ACCOUNTS = 60


@pytest.fixture
def crowd(world: InvoicingWorld) -> InvoicingWorld:
    """Sixty accounts, each with two charges of May."""
    internet = world.titled("internet", "Доступ в Интернет", 50_000, priority=10)
    antivirus = world.titled("antivirus", "Антивирус", 5_000)
    world.subscribers(ACCOUNTS, internet, antivirus, balance=100_000)
    world.run()
    return world


def numbers_of(world: InvoicingWorld) -> list[str]:
    """The accounts' numbers."""
    return [number for (number,) in world.rows("SELECT number FROM account ORDER BY id")]


def together(work: Callable[[Any], object], items: list[Any]) -> None:
    """Do it to all items on eight threads; the first error is raised."""
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(work, items))


def test_every_account_by_two_finalisers(crowd: InvoicingWorld) -> None:
    twice = sorted(numbers_of(crowd) * 2)
    together(lambda number: crowd.invoices.finalise(number, MAY), twice)
    assert crowd.numbers() == list(range(1, ACCOUNTS + 1))
    assert crowd.count("invoice_line") == 2 * ACCOUNTS


def test_a_finaliser_that_fails_takes_its_number_back(crowd: InvoicingWorld) -> None:
    class Failing(PostgresInvoiceBook):
        """Dies when everything is written but nothing committed."""

        def store(self, documents: Documents) -> None:
            super().store(documents)
            raise ConnectionError

    def finalise(item: tuple[int, str]) -> None:
        place, number = item
        if place % 2:
            crowd.invoices.finalise(number, MAY)
            return
        issuing = Issuing(crowd.clock.moment(), SELLER, new_id)
        with pytest.raises(ConnectionError), UnitOfWork(crowd.engine) as unit:
            finalise_invoice(number, MAY, Failing(unit.driver), issuing)

    together(finalise, list(enumerate(numbers_of(crowd))))
    assert crowd.numbers() == list(range(1, ACCOUNTS // 2 + 1))
    together(lambda number: crowd.invoices.finalise(number, MAY), numbers_of(crowd))
    assert crowd.numbers() == list(range(1, ACCOUNTS + 1))


def test_the_whole_month_by_eight_at_once(crowd: InvoicingWorld) -> None:
    together(lambda _: list(crowd.invoices.finalise_month(MAY, chunk=7)), list(range(8)))
    assert crowd.numbers() == list(range(1, ACCOUNTS + 1))
    total = crowd.value("SELECT sum(total)::bigint FROM invoice")
    assert total == ACCOUNTS * 55_000


def test_a_month_goes_on_where_it_stopped(crowd: InvoicingWorld) -> None:
    first = next(crowd.invoices.finalise_month(MAY, chunk=25))
    assert (first.invoices, crowd.count("invoice")) == (25, 25)
    done = list(crowd.invoices.finalise_month(MAY, chunk=25))
    assert [chunk.invoices for chunk in done] == [0, 25, 10]
    assert sum(chunk.total for chunk in done) == 35 * 55_000
    assert [chunk.invoices for chunk in crowd.invoices.finalise_month(MAY)] == [0]
    assert crowd.numbers() == list(range(1, ACCOUNTS + 1))


def test_a_month_credits_what_was_reversed(crowd: InvoicingWorld) -> None:
    platform = crowd.integrator()
    some = numbers_of(crowd)[:10]
    crowd.process(*[platform.charge(f"p-{number}", 700, number) for number in some])
    list(crowd.invoices.finalise_month(MAY))
    crowd.process(*[platform.reverse(f"p-{number}", number) for number in some])
    (chunk,) = crowd.invoices.finalise_month(MAY)
    assert (chunk.invoices, chunk.credit_notes, chunk.total) == (0, 10, -7_000)
    assert crowd.numbers() == list(range(1, ACCOUNTS + 11))
