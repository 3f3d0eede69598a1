"""The account: profile and summary."""

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from backend.api.answers import answer
from backend.api.cabinet.rendering import summary_of
from backend.api.cabinet.results import ProfileResult, SummaryResult
from backend.api.documents import answers
from backend.api.subscriber import admit

router = APIRouter(tags=["account"])


@router.get("/profile", response_model=ProfileResult, responses=answers())
async def profile(request: Request) -> Response:
    """Who holds the account, and what it may spend."""
    visitor = await admit(request)
    found = await run_in_threadpool(visitor.door.desk.profile, visitor.account_id)
    return answer(
        ProfileResult(
            account=found.number,
            holder=found.holder,
            status=found.status,
            balance=found.balance,
            held=found.held,
            available=found.available,
            credit_limit=found.credit_limit,
            promised=found.promised,
            promised_until=found.promised_until,
        )
    )


@router.get("/summary", response_model=SummaryResult, responses=answers())
async def summary(request: Request) -> Response:
    """Balance, what a period costs, and whether the next charge is covered."""
    visitor = await admit(request)
    found = await run_in_threadpool(visitor.door.desk.summary, visitor.account_id)
    return answer(summary_of(found))
