"""Advance invoices (счета на будущие периоды): look at them, and take one back."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from backend.api.advance_wire import AdvanceInvoiceResult, AdvanceInvoicesResult, page_of
from backend.api.answers import answer
from backend.api.bodies import read_body
from backend.api.cabinet.forecast import advance_paper
from backend.api.cabinet.invoices import PDF
from backend.api.documents import accepts, answers, answers_to_body
from backend.api.operator.corrections_results import Reason
from backend.api.operator.deeds import deed
from backend.api.operator.paging import Limit, OfAccount
from backend.api.operator.staff import Caller, admit
from backend.api.wire import Incoming
from backend.domain.services.forecasting.advance_view import AdvanceSummary, AdvanceView
from backend.domain.values.advance import AdvanceState
from backend.storage.forecasting.reading import AdvanceQuery
from backend.storage.searching.accounts import account_id_of
from backend.storage.searching.reading import reading

router = APIRouter(tags=["advance invoices"])


class Voiding(Incoming):
    """Why an advance invoice is taken back."""

    reason: Reason


READ_BY_HAND = (Voiding,)


@router.get(
    "/advance-invoices", response_model=AdvanceInvoicesResult, responses=answers("not_found")
)
async def advance_invoices(
    request: Request,
    account: OfAccount = None,
    state: Annotated[AdvanceState | None, Query()] = None,
    before: Annotated[UUID | None, Query(description="The `next` of a page.")] = None,
    limit: Limit = 50,
) -> Response:
    """Newest first, of everybody or of one account."""
    caller = await admit(request)
    found = await run_in_threadpool(_find, caller, account, state, before, limit + 1)
    return answer(page_of(found, limit))


@router.get(
    "/advance-invoices/{id}", response_model=AdvanceInvoiceResult, responses=answers("not_found")
)
async def advance_invoice(request: Request, id: UUID) -> Response:
    """One with its lines."""
    caller = await admit(request)
    found = await run_in_threadpool(caller.door.advances.one, id)
    return answer(AdvanceInvoiceResult.whole(found))


@router.get(
    "/advance-invoices/{id}/document.pdf",
    response_class=Response,
    responses=PDF | answers("not_found"),
)
async def advance_invoice_document(request: Request, id: UUID) -> Response:
    """One on paper."""
    caller = await admit(request)
    return await advance_paper(await run_in_threadpool(caller.door.advances.one, id))


@router.post(
    "/advance-invoices/{id}/voiding",
    response_model=AdvanceInvoiceResult,
    openapi_extra=accepts(Voiding),
    responses=answers_to_body("not_found", "not_allowed"),
)
async def void_advance_invoice(request: Request, id: UUID) -> Response:
    """Take an open one back. Nothing else asks for its periods; the debits come as they come."""
    caller = await admit(request)
    body = await read_body(request, Voiding, caller.door.max_body)
    found = await run_in_threadpool(_void, caller, id, body.reason)
    return answer(AdvanceInvoiceResult.whole(found))


def _find(
    caller: Caller,
    account: str | None,
    state: AdvanceState | None,
    before: UUID | None,
    limit: int,
) -> list[AdvanceSummary]:
    account_id = None
    if account is not None:
        with reading(caller.door.unit_of_work) as driver:
            account_id = account_id_of(driver, account)
    query = AdvanceQuery(account_id=account_id, state=state, before=before, limit=limit)
    return caller.door.advances.find(query)


def _void(caller: Caller, id_: UUID, reason: str) -> AdvanceView:
    with deed(caller, f"advance invoice {id_}", reason=reason) as done:
        voided = caller.door.advances.void(done.unit.driver, id_)
        done.subject = f"advance invoice {voided.summary.number}"
        done.account = voided.summary.account
        done.before, done.after = {"state": "open"}, {"state": "voided"}
    return voided
