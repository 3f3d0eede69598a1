"""Credit notes: whatever is taken back in whatever parts, together it is what was there."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.errors import InvalidRequest
from backend.domain.services.invoicing.book import Unsettled
from backend.domain.services.invoicing.credit_invoice import credit_note, draft_credit_note
from backend.domain.services.invoicing.draft_invoice import draft_invoice
from backend.domain.services.invoicing.finalise_invoice import draft_documents
from backend.domain.services.invoicing.rows import OpenCharge, Payer
from backend.domain.values.invoicing import InvoiceKind
from backend.domain.values.vat import vat_of_refund
from tests.unit.invoicing.charges import ACCOUNT, INVOICE, MAY, Paper, open_charges

PAYER = Payer(ACCOUNT, "1001", "Иванов Д. И.")


def paper(item: OpenCharge) -> Paper:
    """The charge on an invoice."""
    (line,) = draft_invoice([item], MAY).lines
    return Paper(item.charge, line, refunded=item.refunded)


@given(open_charges(), st.data())
def test_credits_of_a_line_telescope(item: OpenCharge, data: st.DataObject) -> None:
    made = paper(item)
    while made.credited < made.line.amount:
        amount = data.draw(st.integers(1, made.line.amount - made.credited))
        if len(made.notes) == 5:
            amount = made.line.amount - made.credited
        note = credit_note([(made.live(), amount)], MAY)
        made.notes += note.lines
        made.credited += amount
        (line,) = note.lines
        assert (line.amount, line.vat_rate) == (-amount, made.line.vat_rate)
        assert line.amount <= line.vat_amount <= 0
    assert sum(note.amount for note in made.notes) == -made.line.amount
    assert sum(note.vat_amount for note in made.notes) == -made.line.vat_amount


@given(open_charges(), st.data())
def test_documents_take_back_the_tax_that_refunds_gave_back(
    item: OpenCharge, data: st.DataObject
) -> None:
    """Each refund of the ledger and the credit note that follows it have the same tax."""
    made, charge = paper(item), item.charge
    for _ in range(4):
        left = charge.amount - made.refunded
        if not left:
            break
        refund = data.draw(st.integers(1, left))
        vat = vat_of_refund(charge.amount, charge.vat_amount, made.refunded, refund)
        made.refunded += refund
        note, nothing = draft_documents([PAYER], Unsettled([], [made.live()]), MAY)[PAYER]
        assert nothing.lines == ()
        assert (note.total, note.vat_total) == (-refund, -vat)
        made.credited += refund


@given(st.lists(open_charges(), min_size=1, max_size=5))
def test_what_follows_the_ledger_already_is_left_alone(items: list[OpenCharge]) -> None:
    live = [paper(item).live(place) for place, item in enumerate(items, start=1)]
    (draft,) = draft_documents([PAYER], Unsettled([], live), MAY)[PAYER]
    assert draft.lines == ()


@given(st.lists(open_charges(), min_size=1, max_size=5))
def test_reversals_make_one_note_for_each_invoice(items: list[OpenCharge]) -> None:
    other = uuid4()
    live = []
    for place, item in enumerate(items, start=1):
        line = paper(item).live(place)._replace(standing=0)
        live.append(line if place % 2 else line._replace(invoice_id=other))
    *notes, _ = draft_documents([PAYER], Unsettled([], live), MAY)[PAYER]
    assert {note.credits for note in notes} == {line.invoice_id for line in live}
    assert all(note.kind is InvoiceKind.CREDIT_NOTE for note in notes)
    assert sum(note.total for note in notes) == -sum(line.content.amount for line in live)


@given(open_charges(), st.integers(max_value=0) | st.integers(1, 10**9))
def test_no_more_than_is_left(item: OpenCharge, amount: int) -> None:
    made = paper(item)
    wanted = amount if amount <= 0 else made.line.amount + amount
    with pytest.raises(InvalidRequest):
        draft_credit_note({1: made.live()}, {1: wanted}, MAY)


def test_the_whole_invoice_or_nothing_that_is_not_on_it() -> None:
    with pytest.raises(InvalidRequest):
        draft_credit_note({}, {}, MAY)


@given(st.lists(open_charges(), min_size=2, max_size=4))
def test_without_lines_it_is_the_whole_invoice(items: list[OpenCharge]) -> None:
    live = {place: paper(item).live(place) for place, item in enumerate(items, start=1)}
    note = draft_credit_note(live, {}, MAY)
    assert note.credits == INVOICE
    assert note.total == -sum(line.content.amount for line in live.values())
    assert [part.line for part in note.credited] == sorted(live)
    with pytest.raises(InvalidRequest):
        draft_credit_note(live, {len(items) + 1: None}, MAY)
