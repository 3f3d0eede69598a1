"""The second half of the tour: a month becomes due, is charged in one run and invoiced."""

from pathlib import Path

from rich.markup import escape

from backend.cli.demo_months import IVANOV, KUZNETSOVA, MAY
from backend.cli.output import console
from backend.container import Container
from backend.documents.invoice_pdf import invoice_pdf
from backend.domain.services.billing.run import RunView
from backend.domain.services.invoicing.views import InvoiceView
from backend.domain.values.money import format_money
from backend.storage.reporting.subscriptions import report_subscriptions


def bill(container: Container) -> None:
    """Plan and apply the run that is due, and show what came of it."""
    out = console()
    out.print("\n[bold]The monthly run[/]  [dim]vitrina run plan, vitrina run apply[/]")
    charged = container.billing.work(automatic=True)
    views = container.billing.views()
    if charged and views:
        _show_run(views[0])
    else:
        out.print("   nothing is due: this month has been charged already")
    today = container.clock.moment().today
    found = container.invoices.documents(KUZNETSOVA, today.replace(day=1))
    if found.draft is not None:
        _show_invoice(found.draft)
    _draw_may(container)


def _show_run(view: RunView) -> None:
    console().print(
        f"   [blue]planned[/] {view.lines} lines, {format_money(view.amount)}, "
        f"VAT {format_money(view.vat_amount)}  [dim]{(view.hash or '')[:12]}…[/]\n"
        f"   [green]charged[/] {view.charged}, {format_money(view.charged_sum)}"
        f" · unpaid {view.unpaid} · parked {view.parked}"
    )


def _show_invoice(view: InvoiceView) -> None:
    out = console()
    out.print(f"\n[bold]One invoice[/]  [dim]{escape(view.payer)}, {view.account}[/]")
    for line in view.lines:
        note = line.vat_note or f"НДС {line.vat_rate / 100:g} %"
        out.print(f"   {escape(line.text)} · {format_money(line.amount)} [dim]{escape(note)}[/]")
    out.print(f"   [bold]К оплате {format_money(view.total)}[/]")


def _draw_may(container: Container) -> None:
    found = container.invoices.documents(IVANOV, MAY)
    if not found.final:
        return
    path = Path(container.settings.data_dir) / f"invoice-{IVANOV}-{MAY:%Y-%m}.pdf"
    path.write_bytes(invoice_pdf(found.final[-1]))
    console().print(f"\n[bold]The invoice of May[/] is in [cyan]{escape(str(path))}[/]")
    with container.unit_of_work() as unit:
        for row in report_subscriptions(unit.driver, IVANOV):
            console().print(f"   {row.sentence}", markup=False)
