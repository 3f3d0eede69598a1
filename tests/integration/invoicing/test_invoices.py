"""Documents of one account: the bulletin's invoice, further ones, credit notes."""

from dataclasses import replace
from datetime import date

import psycopg
import pytest

from backend.domain.errors import InvalidRequest, NotFound
from backend.domain.services.invoicing.credit_invoice import CreditInvoice
from backend.domain.services.subscribing.commands import RefundPolicy, Unsubscribe
from backend.domain.values.codes import Code
from backend.domain.values.invoicing import InvoiceKind, InvoiceStatus
from backend.domain.values.vat import EXEMPT_NOTE, VatKind
from backend.storage.catalogue import read_catalogue
from backend.storage.clock import new_id
from backend.storage.subscribing.desk import SubscriberDesk
from backend.storage.unit_of_work import UnitOfWork
from tests.invoicing_world import KASPERSKY, MAY, SELLER, InvoicingWorld


def credit(number: int, **lines: int | None) -> CreditInvoice:
    """``credit(1, _2=500)``: 5.00 of line 2 of the invoice number 1."""
    chosen = {int(name.removeprefix("_")): amount for name, amount in lines.items()}
    return CreditInvoice(account="1001", year=2026, number=number, lines=chosen)


def test_the_bulletins_invoice(world: InvoicingWorld) -> None:
    world.bulletin()
    draft = world.invoices.documents("1001", MAY).draft
    assert draft is not None
    assert (draft.status, draft.number, draft.total) == (InvoiceStatus.DRAFT, None, 55_000)

    world.invoices.finalise("1001", MAY)
    (invoice,) = world.final()
    internet, antivirus = invoice.lines
    assert internet.text == "Доступ в Интернет, 1 мая – 31 мая, 500р."
    assert (internet.vat_kind, internet.vat_rate, internet.vat_amount) == (
        VatKind.TAXED, 2200, 9_016,
    )  # fmt: skip
    assert antivirus.text == KASPERSKY
    assert (antivirus.first_day, antivirus.last_day) == (date(2026, 5, 1), date(2026, 5, 30))
    assert (antivirus.amount, antivirus.vat_amount, antivirus.vat_note) == (5_000, 0, EXEMPT_NOTE)
    assert (invoice.number, invoice.payer) == ("2026-000001", "Иванов Д. И.")
    assert (invoice.total, invoice.vat_total) == (55_000, 9_016)
    assert [total.amount for total in invoice.totals] == [50_000, 5_000]
    assert world.invoices.documents("1001", MAY).draft is None


def test_platforms_charges_are_on_the_same_invoice(world: InvoicingWorld) -> None:
    world.bulletin()
    platform = world.integrator()
    world.process(platform.charge("p-1", 700, product="Облако"), platform.charge("p-2", 300))
    world.process(platform.reverse("p-2"))
    world.invoices.finalise("1001", MAY)
    (invoice,) = world.final()
    assert [line.amount for line in invoice.lines] == [50_000, 5_000, 700]
    assert invoice.lines[2].text == "Облако"
    assert invoice.total == 55_700


def test_finalising_again_answers_the_same_invoice(world: InvoicingWorld) -> None:
    world.bulletin()
    first = world.invoices.finalise("1001", MAY)
    again = world.invoices.finalise("1001", MAY)
    assert again.invoice == first.invoice == first.made[0]
    assert again.made == ()
    assert world.numbers() == [1]


def test_an_empty_month_has_no_invoice(world: InvoicingWorld) -> None:
    world.bulletin()
    finalised = world.invoices.finalise("1001", date(2026, 4, 1))
    assert (finalised.invoice, finalised.made) == (None, ())
    assert world.count("invoice_counter") == 0
    with pytest.raises(NotFound):
        world.invoices.finalise("9999", MAY)


def test_what_comes_later_goes_on_a_further_invoice(world: InvoicingWorld) -> None:
    world.bulletin()
    world.invoices.finalise("1001", MAY)
    world.process(world.integrator().charge("late", 900, product="Облако"))
    world.invoices.finalise("1001", MAY)
    first, further = world.final()
    assert [line.amount for line in further.lines] == [900]
    assert (first.total, further.number) == (55_000, "2026-000002")


def test_a_reversed_charge_is_credited_by_the_next_finalising(world: InvoicingWorld) -> None:
    world.bulletin()
    platform = world.integrator()
    world.process(platform.charge("p-1", 700))
    world.invoices.finalise("1001", MAY)
    assert world.codes(platform.reverse("p-1")) == [Code.OK]
    (note,) = world.invoices.finalise("1001", MAY).made
    invoice, shown = world.final()
    assert (note.kind, note.total) == (InvoiceKind.CREDIT_NOTE, -700)
    assert invoice.status is InvoiceStatus.PARTLY_CREDITED
    assert (shown.credits, shown.credits_on) == (invoice.number, invoice.issued_on)
    assert world.invoices.documents("1001", MAY).payable == 55_000
    assert world.invoices.finalise("1001", MAY).made == ()


def leave_at_once(world: InvoicingWorld, code: str) -> None:
    """End a subscription today, with what was paid for the days to come given back."""
    subscription = world.value(
        "SELECT s.id FROM subscription s JOIN product p ON p.id = s.product_id "
        "WHERE p.code = :code",
        code=code,
    )
    SubscriberDesk(
        lambda: UnitOfWork(world.engine),
        lambda: read_catalogue(world.engine),
        world.clock,
        new_id,
    ).carry_out(
        Unsubscribe(
            account="1001",
            actor="tests",
            subscription_id=subscription,
            immediately=True,
            refund=RefundPolicy.REMAINING_DAYS,
        )
    )


def test_a_refund_is_credited_by_the_next_finalising(world: InvoicingWorld) -> None:
    world.bulletin()
    world.invoices.finalise("1001", MAY)
    world.set_day(date(2026, 5, 11))
    leave_at_once(world, "internet")
    (note,) = world.invoices.finalise("1001", MAY).made
    refund, vat = world.row("SELECT amount, vat_amount FROM refund")
    assert (note.total, note.vat_total) == (-refund, -vat)
    assert refund == 33_871  # 21 of 31 days
    assert world.invoices.documents("1001", MAY).payable == 55_000 - refund
    assert world.invoices.finalise("1001", MAY).made == ()


def test_a_refund_before_the_invoice_is_not_on_it(world: InvoicingWorld) -> None:
    world.bulletin()
    world.set_day(date(2026, 5, 11))
    leave_at_once(world, "internet")
    (invoice,) = world.invoices.finalise("1001", MAY).made
    refund, vat = world.row("SELECT amount, vat_amount FROM refund")
    assert (invoice.total, invoice.vat_total) == (55_000 - refund, 9_016 - vat)


def test_credit_and_invoice_anew(world: InvoicingWorld) -> None:
    world.bulletin()
    world.invoices.finalise("1001", MAY)
    note = world.invoices.credit(credit(1))
    assert (note.number, note.total, note.vat_total) == (2, -55_000, -9_016)
    credited, _ = world.final()
    assert credited.status is InvoiceStatus.CREDITED
    world.do("UPDATE account SET holder = 'Иванова Д. И.'")
    world.invoices.finalise("1001", MAY)
    old, _, new = world.final()
    assert (old.payer, new.payer) == ("Иванов Д. И.", "Иванова Д. И.")
    assert [line.text for line in new.lines] == [line.text for line in old.lines]
    with pytest.raises(InvalidRequest):
        world.invoices.credit(credit(1))


def test_parts_of_a_line_telescope(world: InvoicingWorld) -> None:
    world.bulletin()
    world.invoices.finalise("1001", MAY)
    notes = [world.invoices.credit(credit(1, _1=amount)) for amount in (33, 16_667, 33_300)]
    assert sum(note.total for note in notes) == -50_000
    assert sum(note.vat_total for note in notes) == -9_016
    with pytest.raises(InvalidRequest):
        world.invoices.credit(credit(1, _1=1))
    draft = world.invoices.documents("1001", MAY).draft
    assert draft is not None
    assert draft.total == 50_000


@pytest.mark.parametrize("lines", [{"_1": 50_001}, {"_1": 0}, {"_3": None}])
def test_more_than_there_is_cannot_be_credited(
    world: InvoicingWorld, lines: dict[str, int | None]
) -> None:
    world.bulletin()
    world.invoices.finalise("1001", MAY)
    with pytest.raises(InvalidRequest):
        world.invoices.credit(credit(1, **lines))
    assert world.numbers() == [1]


def test_only_ones_own_invoice_can_be_credited(world: InvoicingWorld) -> None:
    world.bulletin()
    world.account("1002")
    world.invoices.finalise("1001", MAY)
    world.invoices.credit(credit(1, _2=None))
    for command in (credit(2), replace(credit(1), account="1002"), replace(credit(1), year=2025)):
        with pytest.raises(NotFound):
            world.invoices.credit(command)


def test_the_seller_stays_as_it_was(world: InvoicingWorld) -> None:
    world.bulletin()
    world.invoices.finalise("1001", MAY)
    moved = replace(SELLER, bank="АО «Другой банк»")
    world.process(world.integrator().charge("late", 900))
    world.desk_of(moved).finalise("1001", MAY)
    assert [view.seller for view in world.final()] == [SELLER, moved]
    assert world.numbers() == [1, 2]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE invoice SET total = total + 1",
        "DELETE FROM invoice",
        "TRUNCATE invoice CASCADE",
        "UPDATE invoice_line SET text = 'другой'",
        "UPDATE invoice_line SET amount = amount + 1",
        "UPDATE invoice_line SET credited = 0",
        "DELETE FROM invoice_line",
        "TRUNCATE invoice_line",
        "UPDATE seller SET details = '{}'",
        "UPDATE invoice_line SET credited = amount + 1 WHERE amount > 0",
        """INSERT INTO invoice_line SELECT account_id, invoice_id, 9, charge_id, 0, text,
           charge_type, period_start, period_end, quantity, -amount, vat_kind, vat_rate,
           -vat_amount, vat_note FROM invoice_line WHERE amount > 0 AND credited = 0 LIMIT 1""",
        """INSERT INTO invoice_line SELECT account_id, invoice_id, 9, charge_id, 0, text,
           charge_type, period_start, period_end, quantity, amount, vat_kind, vat_rate,
           vat_amount, vat_note FROM invoice_line WHERE credited = 0 LIMIT 1""",
    ],
)
def test_a_final_document_cannot_be_changed_even_by_its_owner(
    world: InvoicingWorld, statement: str
) -> None:
    world.bulletin()
    world.invoices.finalise("1001", MAY)
    world.invoices.credit(credit(1, _1=100))
    before = world.final()
    with psycopg.connect(world.url) as connection, pytest.raises(psycopg.IntegrityError):
        connection.execute(statement)
    assert world.final() == before
