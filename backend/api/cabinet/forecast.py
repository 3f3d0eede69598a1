"""What is coming: the forecast, and advance invoices for it."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from backend.api.advance_wire import AdvanceInvoiceResult, AdvanceInvoicesResult, page_of
from backend.api.answers import answer
from backend.api.cabinet.invoices import PDF
from backend.api.documents import answers
from backend.api.forecast_wire import ForecastResult, UntilDay
from backend.api.subscriber import admit
from backend.documents.advance_pdf import advance_pdf
from backend.domain.services.forecasting.advance_view import AdvanceView
from backend.storage.forecasting.reading import AdvanceQuery

router = APIRouter(tags=["forecast"])


@router.get(
    "/forecast", response_model=ForecastResult, responses=answers("not_found", "invalid_request")
)
async def forecast(request: Request, until: UntilDay = None) -> Response:
    """What will be debited, when, and what is missing for it."""
    visitor = await admit(request)
    work = visitor.door.forecasts.of_account
    return answer(ForecastResult.of(await run_in_threadpool(work, visitor.account_id, until)))


@router.get("/advance-invoices", response_model=AdvanceInvoicesResult, responses=answers())
async def advance_invoices(
    request: Request,
    before: Annotated[UUID | None, Query(description="The `next` of a page.")] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Response:
    """Invoices for coming debits (счета на будущие периоды), newest first."""
    visitor = await admit(request)
    query = AdvanceQuery(account_id=visitor.account_id, before=before, limit=limit + 1)
    return answer(page_of(await run_in_threadpool(visitor.door.advances.find, query), limit))


@router.get(
    "/advance-invoices/{id}", response_model=AdvanceInvoiceResult, responses=answers("not_found")
)
async def advance_invoice(request: Request, id: UUID) -> Response:
    """One with its lines."""
    visitor = await admit(request)
    found = await run_in_threadpool(visitor.door.advances.one, id, visitor.account_id)
    return answer(AdvanceInvoiceResult.whole(found))


@router.get(
    "/advance-invoices/{id}/document.pdf",
    response_class=Response,
    responses=PDF | answers("not_found"),
)
async def advance_invoice_document(request: Request, id: UUID) -> Response:
    """One on paper."""
    visitor = await admit(request)
    found = await run_in_threadpool(visitor.door.advances.one, id, visitor.account_id)
    return await advance_paper(found)


async def advance_paper(view: AdvanceView) -> Response:
    """A document as a PDF to look at."""
    return Response(
        await run_in_threadpool(advance_pdf, view),
        media_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="invoice-{view.summary.number}.pdf"'},
    )
