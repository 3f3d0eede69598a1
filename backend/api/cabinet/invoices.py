"""Invoices: final documents, and drafts of what is not invoiced yet."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from backend.api.answers import answer
from backend.api.cabinet.money_results import (
    InvoiceLine,
    InvoiceResult,
    InvoicesResult,
    InvoiceSummary,
)
from backend.api.cabinet.rendering import percent
from backend.api.documents import answers
from backend.api.subscriber import Visitor, admit
from backend.documents.invoice_pdf import invoice_pdf
from backend.domain.errors import NotFound
from backend.domain.services.cabinet.views import InvoiceEntry
from backend.domain.services.invoicing.views import InvoiceView
from backend.domain.values.invoicing import InvoiceKind, InvoiceStatus, month_of
from backend.domain.values.recurrence import add_months

router = APIRouter(tags=["invoices"])

PathMonth = Annotated[
    str, Path(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$", description="A month, `2026-05`.")
]
PDF: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}},
        "description": "The document.",
    }
}


@router.get("/invoices", response_model=InvoicesResult, responses=answers())
async def invoices(request: Request) -> Response:
    """Documents, newest first; the drafts of this month and the last one lead."""
    visitor = await admit(request)
    drafts = await run_in_threadpool(_drafts, visitor)
    final = await run_in_threadpool(visitor.door.desk.invoices, visitor.account_id)
    return answer(InvoicesResult(invoices=[*map(_summary, drafts), *map(_summary_of_entry, final)]))


@router.get("/invoices/{id}", response_model=InvoiceResult, responses=answers("not_found"))
async def invoice(request: Request, id: UUID) -> Response:
    """A final document with its lines."""
    visitor = await admit(request)
    return answer(_whole(await run_in_threadpool(_final, visitor, id)))


@router.get(
    "/invoices/{id}/document.pdf", response_class=Response, responses=PDF | answers("not_found")
)
async def invoice_document(request: Request, id: UUID) -> Response:
    """A final document on paper."""
    visitor = await admit(request)
    return await paper(await run_in_threadpool(_final, visitor, id))


@router.get("/drafts/{month}", response_model=InvoiceResult, responses=answers("not_found"))
async def draft(request: Request, month: PathMonth) -> Response:
    """What the month's invoice would be if it were issued now."""
    visitor = await admit(request)
    return answer(_whole(await run_in_threadpool(_draft_of, visitor, month)))


@router.get(
    "/drafts/{month}/document.pdf", response_class=Response, responses=PDF | answers("not_found")
)
async def draft_document(request: Request, month: PathMonth) -> Response:
    """The draft on paper, marked as such."""
    visitor = await admit(request)
    return await paper(await run_in_threadpool(_draft_of, visitor, month))


def _final(visitor: Visitor, invoice_id: UUID) -> InvoiceView:
    month = visitor.door.desk.month_of_invoice(visitor.account_id, invoice_id)
    documents = visitor.door.invoices.documents(visitor.account, month)
    return next(view for view in documents.final if view.id == invoice_id)


def _draft_of(visitor: Visitor, month: str) -> InvoiceView:
    found = _draft(visitor, date.fromisoformat(f"{month}-01"))
    if found is None:
        raise NotFound("nothing of this month waits to be invoiced")
    return found


def _drafts(visitor: Visitor) -> list[InvoiceView]:
    this = month_of(visitor.door.clock.moment().today)
    found = (_draft(visitor, month) for month in (this, add_months(this, -1)))
    return [view for view in found if view is not None]


def _draft(visitor: Visitor, month: date) -> InvoiceView | None:
    return visitor.door.invoices.documents(visitor.account, month).draft


async def paper(view: InvoiceView) -> Response:
    """A document as a PDF to look at."""
    name = f"invoice-{view.number or f'{view.month:%Y-%m}-draft'}.pdf"
    return Response(
        await run_in_threadpool(invoice_pdf, view),
        media_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )


def _summary(view: InvoiceView) -> InvoiceSummary:
    return InvoiceSummary(
        id=view.id,
        number=view.number,
        kind=view.kind,
        status=view.status,
        month=f"{view.month:%Y-%m}",
        issued_on=view.issued_on if view.id else None,
        total=view.total,
        vat_total=view.vat_total,
        pdf=_address(view.id, view.month),
    )


def _summary_of_entry(entry: InvoiceEntry) -> InvoiceSummary:
    return InvoiceSummary(
        id=entry.id,
        number=entry.number,
        kind=InvoiceKind(entry.kind),
        status=InvoiceStatus(entry.status),
        month=f"{entry.month:%Y-%m}",
        issued_on=entry.issued_on,
        total=entry.total,
        vat_total=entry.vat_total,
        pdf=_address(entry.id, entry.month),
    )


def _whole(view: InvoiceView) -> InvoiceResult:
    return InvoiceResult(
        **dict(_summary(view)),
        account=view.account,
        payer=view.payer,
        seller=view.seller.name,
        lines=[
            InvoiceLine(
                text=line.text,
                first_day=line.first_day,
                last_day=line.last_day,
                quantity=line.quantity,
                amount=line.amount,
                vat_rate=percent(line.vat_rate),
                vat_amount=line.vat_amount,
                vat_note=line.vat_note,
            )
            for line in view.lines
        ],
    )


def _address(invoice_id: UUID | None, month: date) -> str:
    folder = f"invoices/{invoice_id}" if invoice_id else f"drafts/{month:%Y-%m}"
    return f"/api/cabinet/v1/{folder}/document.pdf"
