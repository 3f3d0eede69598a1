"""Invoices: see, finalise, credit, recalculate."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from backend.api.answers import answer
from backend.api.bodies import read_body
from backend.api.cabinet.invoices import PDF, PathMonth, paper
from backend.api.documents import PathAccount, accepts, answers, answers_to_body
from backend.api.operator.deeds import note
from backend.api.operator.invoices_results import (
    CreditRequest,
    IssuedDocument,
    IssuedResult,
    MonthRequest,
    RecalculationRequest,
    RecalculationResult,
    StaffInvoice,
    StaffInvoiceResult,
    StaffInvoicesResult,
)
from backend.api.operator.staff import Caller, admit
from backend.domain.errors import InvalidRequest
from backend.domain.services.invoicing.credit_invoice import CreditInvoice
from backend.domain.services.invoicing.recalculate_month import Recalculation
from backend.domain.services.invoicing.rows import InvoiceRow
from backend.domain.services.invoicing.views import InvoiceView
from backend.domain.values.invoicing import InvoiceKind, month_of, parse_number
from backend.domain.values.money import format_money
from backend.domain.values.recurrence import add_months
from backend.storage.searching.accounts import account_id_of
from backend.storage.searching.reading import reading

router = APIRouter(tags=["invoices"])

READ_BY_HAND = (CreditRequest, MonthRequest, RecalculationRequest)


@router.get(
    "/accounts/{number}/invoices",
    response_model=StaffInvoicesResult,
    responses=answers("not_found"),
)
async def invoices(request: Request, number: PathAccount) -> Response:
    """An account's documents, newest first; the drafts of this month and the last one lead."""
    caller = await admit(request)
    return answer(StaffInvoicesResult(invoices=await run_in_threadpool(_all, caller, number)))


@router.get(
    "/accounts/{number}/invoices/{id}",
    response_model=StaffInvoiceResult,
    responses=answers("not_found"),
)
async def invoice(
    request: Request,
    number: PathAccount,
    id: UUID,
) -> Response:
    """A final document with its lines."""
    caller = await admit(request)
    return answer(StaffInvoiceResult.whole(await run_in_threadpool(_final, caller, number, id)))


@router.get(
    "/accounts/{number}/invoices/{id}/document.pdf",
    response_class=Response,
    responses=PDF | answers("not_found"),
)
async def invoice_document(
    request: Request,
    number: PathAccount,
    id: UUID,
) -> Response:
    """A final document on paper."""
    caller = await admit(request)
    return await paper(await run_in_threadpool(_final, caller, number, id))


@router.post(
    "/accounts/{number}/invoices",
    response_model=IssuedResult,
    openapi_extra=accepts(MonthRequest),
    responses=answers_to_body("not_found"),
)
async def finalise_invoice(request: Request, number: PathAccount) -> Response:
    """Make final what a month has: an invoice of new charges, credit notes for what was taken back.

    With nothing new, nothing is made.
    """
    caller = await admit(request)
    body = await read_body(request, MonthRequest, caller.door.max_body)
    await run_in_threadpool(note, caller, f"month {body.month}", account=number)
    done = await run_in_threadpool(caller.door.invoices.finalise, number, _first_day(body.month))
    return answer(IssuedResult(made=[IssuedDocument.of(row) for row in done.made]))


@router.post(
    "/accounts/{number}/invoices/{id}/credit-notes",
    response_model=IssuedDocument,
    openapi_extra=accepts(CreditRequest),
    responses=answers_to_body("not_found", "invoice_credited"),
)
async def credit_invoice(
    request: Request,
    number: PathAccount,
    id: UUID,
) -> Response:
    """Credit an invoice, whole or by lines, at the original rates: the answer is a credit note.

    No money moves. What was reversed or refunded is credited by finalising alone; a line that is
    credited in full and whose charge stands goes on the next invoice.
    """
    caller = await admit(request)
    body = await read_body(request, CreditRequest, caller.door.max_body)
    return answer(IssuedDocument.of(await run_in_threadpool(_credit, caller, number, id, body)))


@router.get(
    "/accounts/{number}/recalculations/{month}",
    response_model=RecalculationResult,
    responses=answers("not_found"),
)
async def preview_recalculation(
    request: Request, number: PathAccount, month: PathMonth
) -> Response:
    """What recalculating the month would change. Nothing is changed."""
    caller = await admit(request)
    work = caller.door.invoices.preview_recalculation
    return await _recalculated(work, number, month)


@router.post(
    "/accounts/{number}/recalculations",
    response_model=RecalculationResult,
    openapi_extra=accepts(RecalculationRequest),
    responses=answers_to_body("not_found", "not_covered"),
)
async def recalculate(request: Request, number: PathAccount) -> Response:
    """Charge a month anew where price or tax are different now, and correct its invoice. With
    nothing different, nothing is changed."""
    caller = await admit(request)
    body = await read_body(request, RecalculationRequest, caller.door.max_body)
    subject = f"month {body.month}"
    await run_in_threadpool(note, caller, subject, account=number, reason=body.reason)
    return await _recalculated(caller.door.invoices.recalculate, number, body.month)


def _all(caller: Caller, number: str) -> list[StaffInvoice]:
    with reading(caller.door.unit_of_work) as driver:
        account_id = account_id_of(driver, number)
    this = month_of(caller.door.clock.moment().today)
    months = (this, add_months(this, -1))
    drafts = [caller.door.invoices.documents(number, month).draft for month in months]
    final = caller.door.cabinet.invoices(account_id)
    return [
        *(StaffInvoice.of(view) for view in drafts if view is not None),
        *(StaffInvoice.of(entry) for entry in final),
    ]


def _final(caller: Caller, number: str, invoice_id: UUID) -> InvoiceView:
    with reading(caller.door.unit_of_work) as driver:
        account_id = account_id_of(driver, number)
    month = caller.door.cabinet.month_of_invoice(account_id, invoice_id)
    documents = caller.door.invoices.documents(number, month)
    return next(view for view in documents.final if view.id == invoice_id)


def _credit(caller: Caller, number: str, invoice_id: UUID, body: CreditRequest) -> InvoiceRow:
    view = _final(caller, number, invoice_id)
    if view.kind is not InvoiceKind.INVOICE or view.number is None:
        raise InvalidRequest("a credit note is not credited")
    year, place = parse_number(view.number)
    lines = {each.line: each.amount for each in body.lines}
    after = {
        "left_before": format_money(body.left),
        "lines": {line: format_money(part) if part else "all" for line, part in lines.items()},
    }
    note(caller, f"invoice {view.number}", account=number, reason=body.reason, after=after)
    return caller.door.invoices.credit(
        CreditInvoice(account=number, year=year, number=place, lines=lines, left=body.left)
    )


async def _recalculated(
    work: Callable[[str, date], Recalculation], number: str, month: str
) -> Response:
    found = await run_in_threadpool(work, number, _first_day(month))
    return answer(RecalculationResult.of(found))


def _first_day(month: str) -> date:
    return date.fromisoformat(f"{month}-01")
