"""Operations of the platforms, and the raw exchanges behind them."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from backend.api.answers import answer
from backend.api.documents import PathId, answers
from backend.api.operator.operations_results import (
    ExchangeResult,
    ExchangesResult,
    ExchangeSummary,
    OperationDetails,
    OperationResult,
    OperationsResult,
)
from backend.api.operator.paging import (
    CorrelationId,
    ItsId,
    Limit,
    OfAccount,
    OfIntegrator,
    Since,
    Until,
)
from backend.api.operator.staff import Caller, admit
from backend.domain.values.codes import OperationKind, OperationStatus
from backend.domain.values.identifiers import INTEGRATOR_CODE
from backend.storage.searching.exchanges import (
    ExchangeLine,
    ExchangeQuery,
    ExchangeSearch,
    ExchangeView,
)
from backend.storage.searching.operations import OperationQuery, OperationSearch, OperationView
from backend.storage.searching.reading import reading

router = APIRouter(tags=["operations"])

READ_BY_HAND: tuple[type[BaseModel], ...] = ()

PathIntegrator = Annotated[
    str, Path(pattern=f"^{INTEGRATOR_CODE}$", description="A platform's code, or `operator`.")
]
_LARGEST = 2**63 - 1


@router.get(
    "/operations",
    response_model=OperationsResult,
    responses=answers("not_found", "invalid_request"),
)
async def operations(  # noqa: PLR0913 (what can be searched for)
    request: Request,
    *,
    external_id: ItsId = None,
    account: OfAccount = None,
    integrator: OfIntegrator = None,
    kind: OperationKind | None = None,
    status: OperationStatus | None = None,
    correlation_id: CorrelationId = None,
    since: Since = None,
    until: Until = None,
    before: Annotated[
        str | None,
        Query(pattern=r"^[0-9T:.+\-]{19,40}_[0-9a-f\-]{36}$", description="The `next` of a page."),
    ] = None,
    limit: Limit = 50,
) -> Response:
    """Operations, newest first: under a platform's id, of an account, or of a time.

    With neither an id nor an account they are those of the last 31 days, or of the 31 days before
    `until`, unless `since` says otherwise.
    """
    caller = await admit(request)
    query = OperationQuery(
        now=caller.door.clock.now(),
        external_id=external_id,
        account=account,
        integrator=integrator,
        kind=kind,
        status=status,
        correlation_id=correlation_id,
        since=since,
        until=until,
        before=before,
        limit=limit + 1,
    )
    found = await run_in_threadpool(_operations, caller, query)
    following = found[limit - 1].cursor if len(found) > limit else None
    shown = [OperationResult.of(view) for view in found[:limit]]
    return answer(OperationsResult(operations=shown, next=following))


@router.get(
    "/operations/{integrator}/{kind}/{external_id:path}",
    response_model=OperationDetails,
    responses=answers("not_found"),
)
async def operation(
    request: Request, integrator: PathIntegrator, kind: OperationKind, external_id: PathId
) -> Response:
    """What became of an operation, and the exchanges that it came with."""
    caller = await admit(request)
    key = (integrator, kind, external_id)
    view, lines = await run_in_threadpool(_operation, caller, key)
    exchanges = [ExchangeSummary.of(line) for line in lines]
    return answer(OperationDetails(**dict(OperationResult.of(view)), exchanges=exchanges))


@router.get("/exchanges", response_model=ExchangesResult, responses=answers("not_found"))
async def exchanges(  # noqa: PLR0913 (what can be searched for)
    request: Request,
    *,
    correlation_id: CorrelationId = None,
    account: OfAccount = None,
    integrator: OfIntegrator = None,
    since: Since = None,
    until: Until = None,
    before: Annotated[
        int | None, Query(ge=1, le=_LARGEST, description="The `next` of a page.")
    ] = None,
    limit: Limit = 50,
) -> Response:
    """Raw exchanges, newest first. Those of an account are the calls that its operations came
    with."""
    caller = await admit(request)
    query = ExchangeQuery(
        correlation_id=correlation_id,
        account=account,
        integrator=integrator,
        since=since,
        until=until,
        before=before,
        limit=limit + 1,
    )
    found = await run_in_threadpool(_exchanges, caller, query)
    shown = [ExchangeSummary.of(line) for line in found[:limit]]
    following = shown[-1].id if len(found) > limit else None
    return answer(ExchangesResult(exchanges=shown, next=following))


@router.get("/exchanges/{id}", response_model=ExchangeResult, responses=answers("not_found"))
async def exchange(
    request: Request,
    id: Annotated[int, Path(ge=1, le=_LARGEST)],
) -> Response:
    """A raw exchange: what was sent and what was answered, secrets masked."""
    caller = await admit(request)
    return answer(ExchangeResult.whole(await run_in_threadpool(_exchange, caller, id)))


def _operations(caller: Caller, query: OperationQuery) -> list[OperationView]:
    with reading(caller.door.unit_of_work) as driver:
        return OperationSearch(driver).find(query)


def _operation(
    caller: Caller, key: tuple[str, OperationKind, str]
) -> tuple[OperationView, list[ExchangeLine]]:
    with reading(caller.door.unit_of_work) as driver:
        view = OperationSearch(driver).one(*key)
        query = ExchangeQuery(correlation_id=view.correlation_id)
        return view, ExchangeSearch(driver).find(query) if view.correlation_id else []


def _exchanges(caller: Caller, query: ExchangeQuery) -> list[ExchangeLine]:
    with reading(caller.door.unit_of_work) as driver:
        return ExchangeSearch(driver).find(query)


def _exchange(caller: Caller, exchange_id: int) -> ExchangeView:
    with reading(caller.door.unit_of_work) as driver:
        return ExchangeSearch(driver).one(exchange_id)
