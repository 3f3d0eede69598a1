"""An advance invoice (счёт на будущий период) on A4: what will be debited, what to pay for it."""

from backend.documents.pages import draw
from backend.documents.paper import Paper, seller_in_words, tax_row
from backend.domain.services.forecasting.advance_view import AdvanceView
from backend.domain.values.advance import AdvanceState
from backend.domain.values.wording import full_date

_REMARKS = {
    AdvanceState.OPEN: "",
    AdvanceState.SETTLED: "Счёт оплачен",
    AdvanceState.VOIDED: "Счёт отозван: платить по нему не нужно",
}


def advance_pdf(view: AdvanceView) -> bytes:
    """The document's pages. The same document gives the same bytes."""
    summary = view.summary
    return draw(
        Paper(
            heading=f"Счёт на оплату № {summary.number} от {full_date(summary.issued_on)}",
            subheading=f"за будущий период, оплатить до {full_date(summary.due_on)}",
            remark=_remark(view),
            issued_on=summary.issued_on,
            seller=view.seller,
            parties=[
                ("Исполнитель:", seller_in_words(view.seller)),
                ("Плательщик:", f"{view.payer}, лицевой счёт № {summary.account}"),
                ("Списание:", full_date(summary.due_on)),
            ],
            lines=view.lines,
            sums=_sums(view),
            total=summary.total,
            payable=summary.payable,
        )
    )


def _sums(view: AdvanceView) -> list[tuple[str, int, bool]]:
    sums = [("Итого:", view.summary.total, True)]
    sums += [(f"{name}:", amount, False) for name, amount in map(tax_row, view.totals)]
    if view.from_balance > 0:
        sums.append(("Будет оплачено с баланса:", view.from_balance, False))
    if view.from_balance < 0:
        sums.append(("Задолженность на лицевом счёте:", -view.from_balance, False))
    return [*sums, ("Всего к оплате:", view.summary.payable, True)]


def _remark(view: AdvanceView) -> str:
    if view.summary.state is AdvanceState.REPLACED:
        return f"Счёт заменён счётом № {view.summary.replaced_by}"
    return _REMARKS[view.summary.state]
