"""The account: profile, summary, and what money did."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from backend.api.cabinet.money_results import (
    InvoiceResult,
    InvoicesResult,
    MonthsResult,
    MovementsResult,
)
from backend.api.cabinet.results import ProfileResult, SummaryResult
from backend.api.documents import answers

router = APIRouter()

PathMonth = Annotated[
    str, Path(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$", description="A month, `2026-05`.")
]
PDF = {200: {"content": {"application/pdf": {}}, "description": "The document."}}


@router.get("/profile", tags=["account"], response_model=ProfileResult, responses=answers())
async def profile(request: Request) -> Response:
    """Who holds the account, and what it may spend."""
    raise NotImplementedError


@router.get("/summary", tags=["account"], response_model=SummaryResult, responses=answers())
async def summary(request: Request) -> Response:
    """Balance, what a period costs, and whether the next charge is covered."""
    raise NotImplementedError


@router.get("/movements", tags=["money"], response_model=MovementsResult, responses=answers())
async def movements(
    request: Request,
    before: Annotated[str | None, Query(pattern="^[0-9A-Za-z_.-]{1,100}$")] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Response:
    """Charges, reversals, refunds and payments, newest first."""
    raise NotImplementedError


@router.get("/months", tags=["money"], response_model=MonthsResult, responses=answers())
async def months(request: Request) -> Response:
    """What the last twelve months cost, by kind of charge."""
    raise NotImplementedError


@router.get("/invoices", tags=["invoices"], response_model=InvoicesResult, responses=answers())
async def invoices(request: Request) -> Response:
    """Documents, newest first; drafts of what is not invoiced yet lead."""
    raise NotImplementedError


@router.get(
    "/invoices/{id}",
    tags=["invoices"],
    response_model=InvoiceResult,
    responses=answers("not_found"),
)
async def invoice(request: Request, id: UUID) -> Response:  # noqa: A002 (the path's own name)
    """A final document with its lines."""
    raise NotImplementedError


@router.get(
    "/invoices/{id}/document.pdf",
    tags=["invoices"],
    response_class=Response,
    responses=PDF | answers("not_found"),
)
async def invoice_document(request: Request, id: UUID) -> Response:  # noqa: A002
    """A final document on paper."""
    raise NotImplementedError


@router.get(
    "/drafts/{month}",
    tags=["invoices"],
    response_model=InvoiceResult,
    responses=answers("not_found"),
)
async def draft(request: Request, month: PathMonth) -> Response:
    """What the month's invoice would be if it were issued now."""
    raise NotImplementedError


@router.get(
    "/drafts/{month}/document.pdf",
    tags=["invoices"],
    response_class=Response,
    responses=PDF | answers("not_found"),
)
async def draft_document(request: Request, month: PathMonth) -> Response:
    """The draft on paper, marked as such."""
    raise NotImplementedError
