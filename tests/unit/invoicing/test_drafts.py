"""Drafts: the order of lines, and totals that are nothing but their sums."""

from datetime import date
from random import Random
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from backend.domain.services.invoicing.book import Unsettled
from backend.domain.services.invoicing.draft_invoice import draft_invoice
from backend.domain.services.invoicing.finalise_invoice import draft_documents
from backend.domain.services.invoicing.rows import DraftLine, OpenCharge, Payer
from backend.domain.services.invoicing.totals import totals_of
from backend.domain.values.invoicing import INTERNET
from backend.domain.values.vat import EXEMPT_NOTE, VatKind, vat_of_refund
from tests.unit.invoicing.charges import ACCOUNT, MAY, open_charges


@given(st.lists(open_charges(), max_size=12))
def test_totals_are_the_sums_of_lines(charges: list[OpenCharge]) -> None:
    draft = draft_invoice(charges, MAY)
    totals = totals_of(draft.lines)
    assert sum(total.amount for total in totals) == draft.total
    assert sum(total.vat_amount for total in totals) == draft.vat_total
    assert draft.total == sum(c.charge.amount - c.refunded for c in charges)
    for total in totals:
        own = [
            line
            for line in draft.lines
            if (line.vat_kind, line.vat_rate, line.vat_note) == (total.kind, total.rate, total.note)
        ]
        assert sum(line.amount for line in own) == total.amount
        assert sum(line.vat_amount for line in own) == total.vat_amount
        assert total.kind is VatKind.TAXED or total.vat_amount == 0


@given(st.lists(open_charges(), max_size=12), st.randoms())
def test_the_order_does_not_depend_on_how_charges_come(
    charges: list[OpenCharge], random: Random
) -> None:
    shuffled = list(charges)
    random.shuffle(shuffled)
    assert draft_invoice(shuffled, MAY).lines == draft_invoice(charges, MAY).lines
    kinds = [line.charge_type != INTERNET for line in draft_invoice(charges, MAY).lines]
    assert kinds == sorted(kinds)


@given(open_charges())
def test_a_refund_before_the_invoice_leaves_the_rest_of_the_tax(item: OpenCharge) -> None:
    (line,) = draft_invoice([item], MAY).lines
    charge = item.charge
    given_back = vat_of_refund(charge.amount, charge.vat_amount, 0, item.refunded)
    assert line.amount + item.refunded == charge.amount
    assert line.vat_amount + given_back == charge.vat_amount
    assert 0 <= line.vat_amount <= line.amount
    assert line.text


def test_the_bulletins_draft() -> None:
    antivirus = OpenCharge(
        ACCOUNT,
        "Антивирус Касперского",
        0,
        DraftLine(
            UUID(int=1), "Антивирус Касперского, 1 мая – 30 мая, 50р.", "antivirus", MAY,
            date(2026, 5, 31), 1, 5_000, VatKind.EXEMPT, 0, 0, EXEMPT_NOTE,
        ),
    )  # fmt: skip
    internet = OpenCharge(
        ACCOUNT,
        "Доступ в Интернет",
        0,
        DraftLine(
            UUID(int=2), "Доступ в Интернет, май 2026", INTERNET, MAY, date(2026, 6, 1), 1,
            50_000, VatKind.TAXED, 2_200, 9_016, "",
        ),
    )  # fmt: skip
    draft = draft_invoice([antivirus, internet], MAY)
    assert [line.charge_id for line in draft.lines] == [UUID(int=2), UUID(int=1)]
    assert (draft.total, draft.vat_total) == (55_000, 9_016)


def test_nothing_makes_no_document() -> None:
    payer = Payer(ACCOUNT, "1001", "Иванов Д. И.")
    (draft,) = draft_documents([payer], Unsettled([], []), MAY)[payer]
    assert draft.lines == ()
