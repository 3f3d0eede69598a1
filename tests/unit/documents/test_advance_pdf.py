"""An advance invoice on paper says what is asked for, and what has become of it."""

import io
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from pypdf import PdfReader

from backend.documents.advance_pdf import advance_pdf
from backend.domain.services.forecasting.advance_view import (
    AdvanceLine,
    AdvanceSummary,
    AdvanceView,
)
from backend.domain.values.advance import AdvancePolicy, AdvanceState
from backend.domain.values.vat import VatKind
from tests.invoicing_world import SELLER

LINE = AdvanceLine(
    place=1,
    subscription_id=UUID(int=1),
    product_id=UUID(int=2),
    text="Антивирус, 1 июня – 30 июня",
    charge_type="software",
    first_day=date(2026, 6, 1),
    last_day=date(2026, 6, 30),
    quantity=1,
    amount=50_00,
    vat_kind=VatKind.TAXED,
    vat_rate=2200,
    vat_amount=9_02,
    vat_note="",
)
SUMMARY = AdvanceSummary(
    id=UUID(int=3),
    number="A-2026-000017",
    state=AdvanceState.OPEN,
    account="000123",
    due_on=date(2026, 6, 1),
    policy=AdvancePolicy.MISSING,
    issued_on=date(2026, 5, 27),
    total=50_00,
    vat_total=9_02,
    payable=12_30,
    closed_at=None,
    reason="",
    replaced_by=None,
)
VIEW = AdvanceView(summary=SUMMARY, payer="Иванов Д. И.", seller=SELLER, lines=(LINE,))


def text_of(view: AdvanceView) -> str:
    """The words on the paper, in one line."""
    pages = PdfReader(io.BytesIO(advance_pdf(view))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_it_says_what_to_pay_and_until_when() -> None:
    text = text_of(VIEW)
    for words in (
        "Счёт на оплату № A-2026-000017 от 27 мая 2026 г.",
        "за будущий период, оплатить до 1 июня 2026 г.",
        "Иванов Д. И., лицевой счёт № 000123",
        "Антивирус, 1 июня – 30 июня",
        "Будет оплачено с баланса: 37,70",
        "Всего к оплате: 12,30",
        "на сумму 50,00 руб., к оплате 12,30 руб.",
        "Двенадцать рублей 30 копеек",
    ):
        assert words in text


def test_a_debt_is_told_apart() -> None:
    text = text_of(replace(VIEW, summary=replace(SUMMARY, payable=60_00)))
    assert "Задолженность на лицевом счёте: 10,00" in text
    assert "Всего к оплате: 60,00" in text


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (AdvanceState.SETTLED, "Счёт оплачен"),
        (AdvanceState.REPLACED, "Счёт заменён счётом № A-2026-000018"),
        (AdvanceState.VOIDED, "Счёт отозван: платить по нему не нужно"),
    ],
)
def test_what_has_become_of_it_is_on_it(state: AdvanceState, words: str) -> None:
    successor = "A-2026-000018" if state is AdvanceState.REPLACED else None
    changed = replace(SUMMARY, state=state, replaced_by=successor)
    assert words in text_of(replace(VIEW, summary=changed))


def test_the_same_document_is_the_same_bytes() -> None:
    assert advance_pdf(VIEW) == advance_pdf(VIEW)
