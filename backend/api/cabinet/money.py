"""What money did: movements and months."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from backend.api.answers import answer
from backend.api.cabinet.money_results import (
    MonthResult,
    MonthsResult,
    MonthSum,
    MovementResult,
    MovementsResult,
)
from backend.api.documents import answers
from backend.api.subscriber import admit

router = APIRouter(tags=["money"])


@router.get("/movements", response_model=MovementsResult, responses=answers())
async def movements(
    request: Request,
    before: Annotated[UUID | None, Query(description="The `next` of a page.")] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Response:
    """Charges, reversals, refunds and payments, newest first."""
    visitor = await admit(request)
    found = await run_in_threadpool(
        visitor.door.desk.movements, visitor.account_id, before, limit + 1
    )
    shown = [MovementResult.model_validate(each, from_attributes=True) for each in found[:limit]]
    return answer(
        MovementsResult(movements=shown, next=shown[-1].id if len(found) > limit else None)
    )


@router.get("/months", response_model=MonthsResult, responses=answers())
async def months(request: Request) -> Response:
    """What the last twelve months cost, by type of charge."""
    visitor = await admit(request)
    found = await run_in_threadpool(visitor.door.desk.months, visitor.account_id)
    return answer(
        MonthsResult(
            months=[
                MonthResult(
                    month=f"{month.first_day:%Y-%m}",
                    total=month.total,
                    sums=[
                        MonthSum(charge_type=kind, amount=amount)
                        for kind, amount in month.sums.items()
                    ],
                )
                for month in found
            ]
        )
    )
