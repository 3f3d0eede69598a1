"""A month is charged anew where the catalogue says otherwise now."""

import pytest

from backend.domain.services.invoicing.recalculate_month import NotCovered
from backend.domain.values.invoicing import InvoiceStatus
from tests.invoicing_world import KASPERSKY, MAY, InvoicingWorld


def test_an_exemption_that_was_none(world: InvoicingWorld) -> None:
    """The product left the register before May: the same sum, but taxed."""
    _, antivirus = world.bulletin()
    world.invoices.finalise("1001", MAY)
    balance = world.balance()
    world.unregister(antivirus)

    preview = world.invoices.preview_recalculation("1001", MAY)
    assert world.balance() == balance
    assert len(world.final()) == 1
    done = world.invoices.recalculate("1001", MAY)
    assert [change.line for change in done.changes] == [change.line for change in preview.changes]
    assert done.difference == 0

    old, note, new = world.final()
    assert old.status is InvoiceStatus.PARTLY_CREDITED
    assert [(line.text, line.amount, line.vat_rate) for line in note.lines] == [
        (KASPERSKY, -5_000, 0)
    ]
    assert [(line.text, line.amount, line.vat_rate, line.vat_amount) for line in new.lines] == [
        (KASPERSKY, 5_000, 2200, 902)
    ]
    assert world.balance() == balance
    assert world.invoices.documents("1001", MAY).payable == 55_000
    assert world.invoices.recalculate("1001", MAY).changes == []


def test_a_price_that_was_wrong(world: InvoicingWorld) -> None:
    internet, _ = world.bulletin()
    world.invoices.finalise("1001", MAY)
    world.do("UPDATE price SET amount = 40000 WHERE product_id = :id", id=internet)
    done = world.invoices.recalculate("1001", MAY)
    assert done.difference == -10_000
    assert world.balance() == 100_000 - 45_000
    assert world.invoices.documents("1001", MAY).payable == 45_000
    kinds = world.rows("SELECT kind, count(*) FROM ledger_transaction GROUP BY kind ORDER BY kind")
    assert kinds == [("charge", 3), ("payment", 1), ("reversal", 1)]


def test_before_any_invoice_only_the_ledger_moves(world: InvoicingWorld) -> None:
    internet, _ = world.bulletin()
    world.do("UPDATE price SET amount = 40000 WHERE product_id = :id", id=internet)
    assert world.invoices.recalculate("1001", MAY).documents == []
    assert world.final() == []
    assert world.invoices.documents("1001", MAY).payable == 45_000


def test_a_product_that_turns_out_to_be_free(world: InvoicingWorld) -> None:
    _, antivirus = world.bulletin()
    world.invoices.finalise("1001", MAY)
    world.do("UPDATE price SET amount = 0 WHERE product_id = :id", id=antivirus)
    world.invoices.recalculate("1001", MAY)
    assert len(world.final()) == 2
    assert world.invoices.documents("1001", MAY).payable == 50_000


def test_what_the_account_cannot_pay_changes_nothing(world: InvoicingWorld) -> None:
    internet, _ = world.bulletin(balance=55_500)
    world.invoices.finalise("1001", MAY)
    world.do("UPDATE price SET amount = 60000 WHERE product_id = :id", id=internet)
    with pytest.raises(NotCovered):
        world.invoices.recalculate("1001", MAY)
    assert world.balance() == 500
    assert len(world.final()) == 1
    world.pay(10_000)
    assert world.invoices.recalculate("1001", MAY).difference == 10_000
    assert world.balance() == 500


def test_platforms_charges_stay(world: InvoicingWorld) -> None:
    world.bulletin()
    world.process(world.integrator().charge("p-1", 700))
    done = world.invoices.recalculate("1001", MAY)
    assert done.changes == []
    assert [left.reason for left in done.left] == ["platform_charged"]
