"""The invoice on paper: what it says, and how it breaks into pages."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from uuid import UUID

import pytest
from pypdf import PdfReader

from backend.documents.invoice_pdf import invoice_pdf
from backend.documents.wording import figures, percent, rate_of, unbroken
from backend.domain.services.invoicing.totals import totals_of
from backend.domain.services.invoicing.views import InvoiceView, LineView
from backend.domain.values.invoicing import InvoiceKind, InvoiceStatus
from backend.domain.values.vat import EXEMPT_NOTE, VatKind
from tests.invoicing_world import KASPERSKY, MAY, SELLER

A4 = (595, 842)


def line(place: int, text: str, amount: int, *, vat: int = 0, exempt: bool = False) -> LineView:
    """A line of May, taxed at 22 % unless exempt."""
    return LineView(
        place=place,
        charge_id=UUID(int=place),
        text=text,
        charge_type="any",
        first_day=MAY,
        last_day=date(2026, 5, 30),
        quantity=1,
        amount=amount,
        vat_kind=VatKind.EXEMPT if exempt else VatKind.TAXED,
        vat_rate=0 if exempt else 2200,
        vat_amount=vat,
        vat_note=EXEMPT_NOTE if exempt else "",
    )


def view(*lines: LineView) -> InvoiceView:
    """An invoice with these lines."""
    return InvoiceView(
        id=UUID(int=1),
        kind=InvoiceKind.INVOICE,
        status=InvoiceStatus.FINAL,
        number="2026-000017",
        issued_on=date(2026, 5, 31),
        month=MAY,
        account="000123",
        payer="Иванов Д. И.",
        seller=SELLER,
        lines=lines,
        totals=totals_of(lines),
        total=sum(line.amount for line in lines),
        vat_total=sum(line.vat_amount for line in lines),
    )


GOLDEN = view(
    line(1, "Доступ в Интернет, май 2026", 50_000, vat=9_016),
    line(2, KASPERSKY, 5_000, exempt=True),
)


def pages(shown: InvoiceView) -> list[str]:
    """The text of every page, with spaces and line breaks made one."""
    reader = PdfReader(BytesIO(invoice_pdf(shown)))
    assert all((round(p.mediabox.width), round(p.mediabox.height)) == A4 for p in reader.pages)
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def test_the_bulletins_invoice_says_everything() -> None:
    (text,) = pages(GOLDEN)
    for expected in (
        "Счёт на оплату № 2026-000017 от 31 мая 2026 г.",
        "Иванов Д. И., лицевой счёт № 000123",
        "Период: май 2026",
        KASPERSKY,
        "01.05.2026 – 30.05.2026",
        "без НДС",
        "В том числе НДС 22 %: 90,16",
        f"{EXEMPT_NOTE}: 50,00",
        "Всего к оплате: 550,00",
        "Всего 2 наименования на сумму 550,00 руб.",
        "Пятьсот пятьдесят рублей 00 копеек",
        "Руководитель Смирнова Е. В.",
        "Главный бухгалтер Кузнецов П. А.",
        "Страница 1 из 1",
        f"БИК {SELLER.bik}",
        SELLER.account,
        SELLER.correspondent_account,
        f"ИНН {SELLER.inn}",
        f"КПП {SELLER.kpp}",
        SELLER.bank,
        SELLER.name,
        SELLER.address,
    ):
        assert expected in text


def test_the_same_document_has_the_same_bytes() -> None:
    assert invoice_pdf(GOLDEN) == invoice_pdf(GOLDEN)


def test_many_lines_break_into_pages_with_the_heading_on_each() -> None:
    lines = [line(n, f"Услуга {n} " + "подробно " * (n % 20), 1_000 * n) for n in range(1, 121)]
    texts = pages(view(*lines))
    assert len(texts) > 3
    for number, text in enumerate(texts, start=1):
        assert "Наименование Период Кол-во" in text
        assert f"Страница {number} из {len(texts)}" in text
    together = " ".join(texts)
    assert all(f" Услуга {n} " in together for n in range(1, 121))
    assert "продолжение" in texts[1]
    assert "Всего к оплате" in texts[-1]
    assert "Руководитель" in texts[-1]


@pytest.mark.parametrize("count", range(8, 40))
def test_totals_and_signatures_always_fit(count: int) -> None:
    texts = pages(view(*(line(n, "Антивирус", 1_000) for n in range(1, count + 1))))
    assert sum("Всего к оплате" in text for text in texts) == 1
    assert sum("Главный бухгалтер" in text for text in texts) == 1
    assert "Главный бухгалтер" in texts[-1]


def test_a_credit_note_names_its_invoice() -> None:
    note = replace(
        view(line(1, KASPERSKY, -1_234_500, vat=-222_614)),
        kind=InvoiceKind.CREDIT_NOTE,
        number="2026-000018",
        credits="2026-000017",
        credits_on=date(2026, 5, 31),
    )
    (text,) = pages(note)
    assert "Корректировочный счёт № 2026-000018" in text
    assert "к счёту № 2026-000017 от 31 мая 2026 г." in text
    assert "−12 345,00" in text
    assert "Всего к возврату: 12 345,00" in text


def test_a_draft_says_so() -> None:
    (text,) = pages(replace(GOLDEN, number=None))
    assert "Черновик: документ не выставлен" in text
    assert "№ None" not in text


def test_a_price_that_does_not_divide_is_not_invented() -> None:
    (text,) = pages(view(replace(line(1, "Облако", 10_000), quantity=3)))
    assert "Облако (3 шт.)" in text
    assert "33,33" not in text
    (text,) = pages(view(replace(line(1, "Облако", 9_000), quantity=3)))
    assert "3 30,00 90,00" in text


def test_long_and_foreign_words_stay_on_the_page() -> None:
    strange = line(1, "Ω" * 200 + " 漢字 " + "щ" * 120, 100)
    (text,) = pages(replace(view(strange), payer="О" * 300))
    assert "Всего к оплате: 1,00" in text


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (figures(0), "0,00"),
        (figures(-1_234_567_89), "−1 234 567,89"),
        (percent(2200), "22 %"),
        (percent(1667), "16,67 %"),
        (percent(1650), "16,5 %"),
        (rate_of(VatKind.ZERO, 0), "0 %"),
        (rate_of(VatKind.OUTSIDE, 0), "—"),
        (unbroken("1 мая – 30 мая, ул. Мира, № 5"), "1 мая – 30 мая, ул. Мира, № 5"),
    ],
)
def test_figures(shown: str, expected: str) -> None:
    assert shown.replace("\N{NO-BREAK SPACE}", " ") == expected


def test_what_belongs_together_stays_together() -> None:
    assert unbroken("30 мая").count("\N{NO-BREAK SPACE}") == 1
