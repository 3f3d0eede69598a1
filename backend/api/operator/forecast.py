"""What is coming: of one account, and of everybody from the latest look ahead."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from backend.api.answers import answer
from backend.api.bodies import read_body
from backend.api.documents import PathAccount, accepts, answers, answers_to_body
from backend.api.forecast_wire import ForecastResult, OnDay, UntilDay
from backend.api.operator.deeds import note
from backend.api.operator.forecast_results import (
    LookResult,
    LooksResult,
    SystemForecastResult,
)
from backend.api.operator.paging import OfIntegrator
from backend.api.operator.runs_results import Nothing
from backend.api.operator.staff import Caller, admit
from backend.domain.errors import AlreadyExists
from backend.domain.services.forecasting.forecast import Forecast
from backend.domain.services.forecasting.looks import TotalsBy
from backend.storage.forecasting.desk import ForecastDesk
from backend.storage.forecasting.looks import TotalsQuery
from backend.storage.searching.accounts import account_id_of
from backend.storage.searching.reading import reading

router = APIRouter(tags=["forecast"])

READ_BY_HAND = (Nothing,)


@router.get(
    "/accounts/{number}/forecast",
    response_model=ForecastResult,
    responses=answers("not_found", "invalid_request"),
)
async def account_forecast(
    request: Request, number: PathAccount, until: UntilDay = None
) -> Response:
    """What will be debited from an account, when, and what is missing for it."""
    caller = await admit(request)
    return answer(ForecastResult.of(await run_in_threadpool(_of_account, caller, number, until)))


@router.get("/forecast", response_model=SystemForecastResult, responses=answers("not_found"))
async def forecast(
    request: Request,
    by: Annotated[TotalsBy, Query(description="What a row is of.")] = TotalsBy.DAY,
    on: OnDay = None,
    product: Annotated[UUID | None, Query(description="A product's id.")] = None,
    integrator: OfIntegrator = None,
    charge_type: Annotated[str | None, Query(max_length=50, pattern=r"^[^\x00]*$")] = None,
) -> Response:
    """What the latest finished look ahead foresaw for everybody; `as_of` says of when it is.

    To drill, give a row's key back: `by=product&on=2026-06-01`. 404 where there was no look yet.
    """
    caller = await admit(request)
    query = TotalsQuery(
        by=by, on=on, product_id=product, integrator=integrator, charge_type=charge_type
    )
    look, rows = await run_in_threadpool(caller.door.forecasts.totals, query)
    return answer(SystemForecastResult.of(look, by, rows))


@router.get("/looks", response_model=LooksResult, responses=answers())
async def looks(request: Request) -> Response:
    """The latest looks ahead over everybody and their progress, newest first."""
    caller = await admit(request)
    views = await run_in_threadpool(caller.door.forecasts.views)
    return answer(LooksResult(looks=[LookResult.of(view) for view in views]))


@router.post(
    "/looks",
    response_model=LookResult,
    openapi_extra=accepts(Nothing),
    responses=answers_to_body("already_exists"),
)
async def look_ahead(request: Request) -> Response:
    """Look ahead over everybody now. It goes on while you watch `GET /looks`.

    409 where a look is under way.
    """
    caller = await admit(request)
    await read_body(request, Nothing, caller.door.max_body)
    await run_in_threadpool(note, caller, "look ahead")
    desk = caller.door.forecasts
    look_id = await run_in_threadpool(desk.open, caller.name)
    if look_id is None:
        raise AlreadyExists("a look ahead is under way")
    response = answer(LookResult.of(await run_in_threadpool(desk.view, look_id)))
    # The work goes on after the answer. Should this process die, the scheduler's tick takes over.
    response.background = BackgroundTask(_exhaust, desk, look_id)
    return response


def _of_account(caller: Caller, number: str, until: UntilDay) -> Forecast:
    with reading(caller.door.unit_of_work) as driver:
        account_id = account_id_of(driver, number)
    return caller.door.forecasts.of_account(account_id, until)


def _exhaust(desk: ForecastDesk, look_id: UUID) -> None:
    for _ in desk.look(look_id):
        pass
