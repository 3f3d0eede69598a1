"""Deliveries of events: where each has come to, every attempt, and once more on request."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from backend.api.answers import answer
from backend.api.bodies import read_body
from backend.api.documents import accepts, answers, answers_to_body
from backend.api.event_wire import (
    Before,
    EventDeliveriesResult,
    EventDeliveryDetails,
    RedeliveredResult,
)
from backend.api.operator.deeds import deed
from backend.api.operator.events_results import ActOnEvents, RedeliverEventsSince
from backend.api.operator.paging import Limit, OfAccount, Since, Until
from backend.api.operator.staff import admit
from backend.domain.endpoints import DeliveryQuery, DeliveryState
from backend.domain.events import Topic

router = APIRouter(tags=["events"])

READ_BY_HAND = (RedeliverEventsSince,)


@router.get("/event-deliveries", response_model=EventDeliveriesResult, responses=answers())
async def event_deliveries(  # noqa: PLR0913 (what can be searched for)
    request: Request,
    *,
    endpoint: UUID | None = None,
    state: DeliveryState | None = None,
    topic: Topic | None = None,
    account: OfAccount = None,
    since: Since = None,
    until: Until = None,
    before: Before = None,
    limit: Limit = 50,
) -> Response:
    """Deliveries, newest events first: to an endpoint, in a state, of a topic or an account."""
    caller = await admit(request)
    query = DeliveryQuery(
        endpoint_id=endpoint,
        state=state,
        topic=topic,
        account=account,
        since=since,
        until=until,
        before=before,
        limit=limit + 1,
    )

    def read() -> EventDeliveriesResult:
        with caller.door.unit_of_work() as unit:
            found = caller.door.events.deliveries(unit, None, query)
        return EventDeliveriesResult.of(found, limit)

    return answer(await run_in_threadpool(read))


@router.get(
    "/event-deliveries/{endpoint}/{event}",
    response_model=EventDeliveryDetails,
    responses=answers("not_found"),
)
async def event_delivery(request: Request, endpoint: UUID, event: UUID) -> Response:
    """A delivery with what is sent, and every attempt."""
    caller = await admit(request)

    def read() -> EventDeliveryDetails:
        with caller.door.unit_of_work() as unit:
            return EventDeliveryDetails.whole(
                caller.door.events.delivery(unit, None, endpoint, event)
            )

    return answer(await run_in_threadpool(read))


@router.post(
    "/event-deliveries/{endpoint}/{event}/redeliver",
    response_model=EventDeliveryDetails,
    openapi_extra=accepts(ActOnEvents),
    responses=answers_to_body("not_found"),
)
async def redeliver_event(request: Request, endpoint: UUID, event: UUID) -> Response:
    """Send it once more, with the same `webhook-id`, until it is accepted."""
    caller = await admit(request)
    body = await read_body(request, ActOnEvents, caller.door.max_body)

    def redeliver() -> EventDeliveryDetails:
        subject = f"event {event} for endpoint {endpoint}"
        with deed(caller, subject, reason=body.reason) as done:
            view = caller.door.events.redeliver(done.unit, None, endpoint, event)
            done.account = view.account
            return EventDeliveryDetails.whole(
                caller.door.events.delivery(done.unit, None, endpoint, event)
            )

    return answer(await run_in_threadpool(redeliver))


@router.post(
    "/event-endpoints/{id}/redeliver",
    response_model=RedeliveredResult,
    openapi_extra=accepts(RedeliverEventsSince),
    responses=answers_to_body("not_found"),
)
async def redeliver_events(request: Request, id: UUID) -> Response:
    """Send everything once more that has happened since a moment and was for this endpoint."""
    caller = await admit(request)
    body = await read_body(request, RedeliverEventsSince, caller.door.max_body)

    def redeliver() -> RedeliveredResult:
        with deed(caller, f"event endpoint {id}", reason=body.reason) as done:
            number = caller.door.events.redeliver_since(done.unit, None, id, body.since)
            done.after = {"since": body.since.isoformat(), "deliveries": number}
        return RedeliveredResult(deliveries=number)

    return answer(await run_in_threadpool(redeliver))
