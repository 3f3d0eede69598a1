"""An invoice as a Russian счёт на оплату on A4, and a credit note in the same form."""

from backend.documents.pages import draw
from backend.documents.paper import Paper, seller_in_words, tax_row
from backend.domain.services.invoicing.views import InvoiceView
from backend.domain.values.invoicing import InvoiceKind
from backend.domain.values.wording import full_date, month_and_year


def invoice_pdf(view: InvoiceView) -> bytes:
    """The document's pages. The same document gives the same bytes."""
    is_credit = view.kind is InvoiceKind.CREDIT_NOTE
    payable = abs(view.total) if is_credit else view.total
    last = "Всего к возврату:" if is_credit else "Всего к оплате:"
    sums = [("Итого:", view.total, True)]
    sums += [(f"{name}:", amount, False) for name, amount in map(tax_row, view.totals)]
    return draw(
        Paper(
            heading=_heading(view),
            subheading=_subheading(view),
            remark="" if view.number else "Черновик: документ не выставлен",
            issued_on=view.issued_on,
            seller=view.seller,
            parties=[
                ("Исполнитель:", seller_in_words(view.seller)),
                ("Плательщик:", f"{view.payer}, лицевой счёт № {view.account}"),
                ("Период:", month_and_year(view.month)),
            ],
            lines=view.lines,
            sums=[*sums, (last, payable, True)],
            total=abs(view.total),
            payable=abs(view.total),
        )
    )


def _subheading(view: InvoiceView) -> str:
    if view.credits is None or view.credits_on is None:
        return ""
    return f"к счёту № {view.credits} от {full_date(view.credits_on)}"


def _heading(view: InvoiceView) -> str:
    day = full_date(view.issued_on)
    name = "Корректировочный счёт" if view.kind is InvoiceKind.CREDIT_NOTE else "Счёт на оплату"
    return f"{name} № {view.number} от {day}" if view.number else f"{name} (черновик) на {day}"
