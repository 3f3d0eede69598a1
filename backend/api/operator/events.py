"""Endpoints of events, the deliveries to them, and the facts behind."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from backend.api.answers import answer
from backend.api.bodies import read_body
from backend.api.documents import accepts, answers, answers_to_body
from backend.api.event_wire import PingResult
from backend.api.operator.deeds import deed, note
from backend.api.operator.events_results import (
    ActOnEvents,
    AddEventEndpoint,
    ChangeEventEndpoint,
    FactResult,
    FactsResult,
    StaffEventEndpointResult,
    StaffEventEndpointsResult,
    StaffEventSecretResult,
    facts_of_change,
    without_query,
)
from backend.api.operator.paging import Limit, OfAccount, Since, Until
from backend.api.operator.staff import Caller, admit
from backend.domain.events import Topic
from backend.storage.events.searching import FactQuery

router = APIRouter(tags=["events"])

READ_BY_HAND = (AddEventEndpoint, ChangeEventEndpoint, ActOnEvents)

_LARGEST = 2**63 - 1


@router.get("/event-endpoints", response_model=StaffEventEndpointsResult, responses=answers())
async def event_endpoints(request: Request) -> Response:
    """Every endpoint, the portals' among them: where it is, and how it stands."""
    caller = await admit(request)

    def read() -> StaffEventEndpointsResult:
        with caller.door.unit_of_work() as unit:
            found = caller.door.events.endpoints(unit, None)
        return StaffEventEndpointsResult(
            endpoints=[StaffEventEndpointResult.of(view) for view in found]
        )

    return answer(await run_in_threadpool(read))


@router.post(
    "/event-endpoints",
    response_model=StaffEventSecretResult,
    openapi_extra=accepts(AddEventEndpoint),
    responses=answers_to_body("address_refused", "already_exists"),
)
async def add_event_endpoint(request: Request) -> Response:
    """Register an endpoint of the operator's own; its secret is shown this once."""
    caller = await admit(request)
    body = await read_body(request, AddEventEndpoint, caller.door.max_body)

    def add() -> StaffEventSecretResult:
        with deed(caller, f"event endpoint {without_query(body.url)}", reason=body.reason) as done:
            view, secret = caller.door.events.add(done.unit, None, body.new())
            done.after = {"id": str(view.id), "topics": list(view.topics)}
        return StaffEventSecretResult(endpoint=StaffEventEndpointResult.of(view), secret=secret)

    return answer(await run_in_threadpool(add))


@router.patch(
    "/event-endpoints/{id}",
    response_model=StaffEventEndpointResult,
    openapi_extra=accepts(ChangeEventEndpoint),
    responses=answers_to_body("not_found", "address_refused", "already_exists"),
)
async def change_event_endpoint(request: Request, id: UUID) -> Response:
    """Change its address or its topics, switch it off or on. What happened while it was off is
    sent once it is on again."""
    caller = await admit(request)
    body = await read_body(request, ChangeEventEndpoint, caller.door.max_body)

    def change() -> StaffEventEndpointResult:
        wish = body.change()
        with deed(caller, f"event endpoint {id}", reason=body.reason) as done:
            before, after = caller.door.events.change(done.unit, None, id, wish)
            done.before, done.after = facts_of_change(wish, before), facts_of_change(wish, after)
        return StaffEventEndpointResult.of(after)

    return answer(await run_in_threadpool(change))


@router.delete("/event-endpoints/{id}", status_code=204, responses=answers("not_found"))
async def remove_event_endpoint(request: Request, id: UUID) -> Response:
    """Remove it, with everything that waits for it."""
    caller = await admit(request)

    def remove() -> None:
        with deed(caller, f"event endpoint {id}") as done:
            view = caller.door.events.remove(done.unit, None, id)
            done.before = {"url": without_query(view.url), "waiting": view.waiting}

    await run_in_threadpool(remove)
    return Response(status_code=204)


@router.post(
    "/event-endpoints/{id}/secret",
    response_model=StaffEventSecretResult,
    openapi_extra=accepts(ActOnEvents),
    responses=answers_to_body("not_found"),
)
async def rotate_event_secret(request: Request, id: UUID) -> Response:
    """Give it another secret, shown this once. The one before it signs as well for a day."""
    caller = await admit(request)
    body = await read_body(request, ActOnEvents, caller.door.max_body)

    def rotate() -> StaffEventSecretResult:
        with deed(caller, f"event endpoint {id}", reason=body.reason) as done:
            view, secret = caller.door.events.rotate(done.unit, None, id)
        return StaffEventSecretResult(endpoint=StaffEventEndpointResult.of(view), secret=secret)

    return answer(await run_in_threadpool(rotate))


@router.post(
    "/event-endpoints/{id}/ping",
    response_model=PingResult,
    openapi_extra=accepts(ActOnEvents),
    responses=answers_to_body("not_found"),
)
async def ping_event_endpoint(request: Request, id: UUID) -> Response:
    """Send the test event `ping` now, also to one that is off, and say what came of it."""
    caller = await admit(request)
    body = await read_body(request, ActOnEvents, caller.door.max_body)

    def ping() -> PingResult:
        note(caller, f"event endpoint {id}", reason=body.reason)
        return PingResult.of(caller.door.events.ping(None, id))

    return answer(await run_in_threadpool(ping))


@router.get("/facts", response_model=FactsResult, responses=answers())
async def facts(
    request: Request,
    *,
    topic: Topic | None = None,
    account: OfAccount = None,
    since: Since = None,
    until: Until = None,
    before: Annotated[
        int | None, Query(ge=1, le=_LARGEST, description="The `next` of a page.")
    ] = None,
    limit: Limit = 50,
) -> Response:
    """What happened that somebody wants to hear of, newest first."""
    caller = await admit(request)
    query = FactQuery(
        topic=topic, account=account, since=since, until=until, before=before, limit=limit + 1
    )
    return answer(await run_in_threadpool(_facts, caller, query, limit))


def _facts(caller: Caller, query: FactQuery, limit: int) -> FactsResult:
    with caller.door.unit_of_work() as unit:
        found = caller.door.events.facts(unit, query)
        shown = found[:limit]
        events = caller.door.events.events(unit, shown)
    return FactsResult(
        facts=[FactResult.of(fact, event) for fact, event in zip(shown, events, strict=True)],
        next=shown[-1].number if len(found) > limit else None,
    )
