"""Where the portal's events go: endpoints, and what was sent there."""

from collections.abc import Callable
from typing import Annotated, TypeVar
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from backend.api.answers import answer
from backend.api.bodies import read_body
from backend.api.documents import accepts, answers, answers_to_body
from backend.api.event_wire import (
    Before,
    ChangedEventEndpoint,
    EventDeliveriesResult,
    EventDeliveryDetails,
    EventEndpointResult,
    EventEndpointsResult,
    EventSecretResult,
    NewEventEndpoint,
    PingResult,
    RedeliveredResult,
    RedeliverEvents,
)
from backend.api.portal.accounts import KEYED
from backend.api.portal.door import PREFIX, caller_of, door_of
from backend.api.portal.mirror import merged, needs
from backend.api.portal.route import PortalRoute
from backend.domain.endpoints import DeliveryQuery, DeliveryState
from backend.domain.events import Topic
from backend.storage.events.desk import DeliveryDetails, EventDesk
from backend.storage.unit_of_work import UnitOfWork

router = APIRouter(tags=["portal: events"], route_class=PortalRoute)

_ASK, _TELL = set[str](), {"POST"}
_Done = TypeVar("_Done")


async def _do(request: Request, work: Callable[[EventDesk, UnitOfWork, UUID], _Done]) -> _Done:
    """Work of the event desk for the portal, in one transaction."""
    door, owner = door_of(request), caller_of(request).portal.id

    def run() -> _Done:
        with door.unit_of_work() as unit:
            done = work(door.events, unit, owner)
            unit.commit()
        return done

    return await run_in_threadpool(run)


@router.get(
    "/event-endpoints",
    response_model=EventEndpointsResult,
    responses=merged(answers(), _ASK),
    openapi_extra=needs("event_endpoints"),
    name=f"{PREFIX}event_endpoints",
    summary="Your endpoints",
)
async def event_endpoints(request: Request) -> Response:
    """Where they are, and how they stand."""
    found = await _do(request, lambda desk, unit, owner: desk.endpoints(unit, owner))
    return answer(EventEndpointsResult(endpoints=[EventEndpointResult.of(each) for each in found]))


@router.post(
    "/event-endpoints",
    response_model=EventSecretResult,
    responses=merged(answers_to_body("address_refused", "already_exists"), _TELL),
    openapi_extra={**accepts(NewEventEndpoint), **needs("add_event_endpoint")},
    dependencies=KEYED,
    name=f"{PREFIX}add_event_endpoint",
    summary="Register an endpoint",
)
async def add_event_endpoint(request: Request) -> Response:
    """From now on, what happens to your accounts is posted there. Keep the secret: it checks the
    signatures, and is shown this once."""
    body = await read_body(request, NewEventEndpoint, door_of(request).max_body)
    view, secret = await _do(request, lambda desk, unit, owner: desk.add(unit, owner, body.new()))
    return answer(EventSecretResult(endpoint=EventEndpointResult.of(view), secret=secret))


@router.patch(
    "/event-endpoints/{id}",
    response_model=EventEndpointResult,
    responses=merged(answers_to_body("not_found", "address_refused", "already_exists"), _ASK),
    openapi_extra={**accepts(ChangedEventEndpoint), **needs("change_event_endpoint")},
    name=f"{PREFIX}change_event_endpoint",
    summary="Change an endpoint",
)
async def change_event_endpoint(request: Request, id: UUID) -> Response:
    """Its address, its topics; off or on again. What happened meanwhile is sent then."""
    body = await read_body(request, ChangedEventEndpoint, door_of(request).max_body)
    _, after = await _do(
        request, lambda desk, unit, owner: desk.change(unit, owner, id, body.change())
    )
    return answer(EventEndpointResult.of(after))


@router.delete(
    "/event-endpoints/{id}",
    status_code=204,
    responses=merged(answers("not_found"), _ASK),
    openapi_extra=needs("remove_event_endpoint"),
    name=f"{PREFIX}remove_event_endpoint",
    summary="Remove an endpoint",
)
async def remove_event_endpoint(request: Request, id: UUID) -> Response:
    """With everything that waits for it."""
    await _do(request, lambda desk, unit, owner: desk.remove(unit, owner, id))
    return Response(status_code=204)


@router.post(
    "/event-endpoints/{id}/secret",
    response_model=EventSecretResult,
    responses=merged(answers("not_found"), _TELL),
    openapi_extra=needs("rotate_event_secret"),
    dependencies=KEYED,
    name=f"{PREFIX}rotate_event_secret",
    summary="Get another secret",
)
async def rotate_event_secret(request: Request, id: UUID) -> Response:
    """Shown this once. The one before it signs as well for a day."""
    view, secret = await _do(request, lambda desk, unit, owner: desk.rotate(unit, owner, id))
    return answer(EventSecretResult(endpoint=EventEndpointResult.of(view), secret=secret))


@router.post(
    "/event-endpoints/{id}/ping",
    response_model=PingResult,
    responses=merged(answers("not_found"), _TELL),
    openapi_extra=needs("ping_event_endpoint"),
    dependencies=KEYED,
    name=f"{PREFIX}ping_event_endpoint",
    summary="Send a test event",
)
async def ping_event_endpoint(request: Request, id: UUID) -> Response:
    """`ping`, now; and what came of it."""
    door, owner = door_of(request), caller_of(request).portal.id
    return answer(PingResult.of(await run_in_threadpool(door.events.ping, owner, id)))


@router.post(
    "/event-endpoints/{id}/redeliver",
    response_model=RedeliveredResult,
    responses=merged(answers_to_body("not_found"), _TELL),
    openapi_extra={**accepts(RedeliverEvents), **needs("redeliver_since")},
    dependencies=KEYED,
    name=f"{PREFIX}redeliver_since",
    summary="Send everything since a moment once more",
)
async def redeliver_since(request: Request, id: UUID) -> Response:
    """With the same ids: what you have already is to be taken for what it is."""
    body = await read_body(request, RedeliverEvents, door_of(request).max_body)
    number = await _do(
        request, lambda desk, unit, owner: desk.redeliver_since(unit, owner, id, body.since)
    )
    return answer(RedeliveredResult(deliveries=number))


@router.get(
    "/event-deliveries",
    response_model=EventDeliveriesResult,
    responses=merged(answers(), _ASK),
    openapi_extra=needs("deliveries"),
    name=f"{PREFIX}deliveries",
    summary="What was sent, or waits",
)
async def deliveries(
    request: Request,
    *,
    endpoint: UUID | None = None,
    state: DeliveryState | None = None,
    topic: Topic | None = None,
    before: Before = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Response:
    """Newest events first."""
    query = DeliveryQuery(
        endpoint_id=endpoint, state=state, topic=topic, before=before, limit=limit + 1
    )
    found = await _do(request, lambda desk, unit, owner: desk.deliveries(unit, owner, query))
    return answer(EventDeliveriesResult.of(found, limit))


@router.get(
    "/event-deliveries/{endpoint}/{event}",
    response_model=EventDeliveryDetails,
    responses=merged(answers("not_found"), _ASK),
    openapi_extra=needs("delivery"),
    name=f"{PREFIX}delivery",
    summary="One delivery with every attempt",
)
async def delivery(request: Request, endpoint: UUID, event: UUID) -> Response:
    """With the bytes that are sent."""
    found = await _do(
        request, lambda desk, unit, owner: desk.delivery(unit, owner, endpoint, event)
    )
    return answer(EventDeliveryDetails.whole(found))


@router.post(
    "/event-deliveries/{endpoint}/{event}/redeliver",
    response_model=EventDeliveryDetails,
    responses=merged(answers("not_found"), _TELL),
    openapi_extra=needs("redeliver"),
    dependencies=KEYED,
    name=f"{PREFIX}redeliver",
    summary="Send an event once more",
)
async def redeliver(request: Request, endpoint: UUID, event: UUID) -> Response:
    """With the same `webhook-id`, until it is accepted."""

    def again(desk: EventDesk, unit: UnitOfWork, owner: UUID) -> DeliveryDetails:
        desk.redeliver(unit, owner, endpoint, event)
        return desk.delivery(unit, owner, endpoint, event)

    return answer(EventDeliveryDetails.whole(await _do(request, again)))
