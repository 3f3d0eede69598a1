"""The delivery log of notices: what was told to whom, and what came of it."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from backend.api.answers import answer
from backend.api.bodies import read_body
from backend.api.documents import accepts, answers, answers_to_body
from backend.api.operator.deeds import deed, note
from backend.api.operator.notices_requests import ResendNotice, SendTestNotice
from backend.api.operator.notices_results import (
    NoticeDetails,
    StaffNoticeResult,
    StaffNoticesResult,
    TriedNoticeResult,
)
from backend.api.operator.paging import Limit, OfAccount, Since, Until
from backend.api.operator.staff import Caller, admit
from backend.domain.notice import Channel, NoticeKind, NoticeState
from backend.storage.notices.log import NoticeLog, NoticeQuery, NoticeView
from backend.storage.notices.trying import example_letter
from backend.storage.searching.reading import reading

router = APIRouter(tags=["notices"])

READ_BY_HAND = (ResendNotice, SendTestNotice)


@router.get("/notices", response_model=StaffNoticesResult, responses=answers("not_found"))
async def notices(  # noqa: PLR0913 (what can be searched for)
    request: Request,
    *,
    account: OfAccount = None,
    kind: NoticeKind | None = None,
    channel: Channel | None = None,
    state: NoticeState | None = None,
    since: Since = None,
    until: Until = None,
    before: Annotated[UUID | None, Query(description="The `next` of a page.")] = None,
    limit: Limit = 50,
) -> Response:
    """Notices, newest first: of an account, a kind, a channel, a state or a time."""
    caller = await admit(request)
    query = NoticeQuery(
        account=account,
        kind=kind,
        channel=channel,
        state=state,
        since=since,
        until=until,
        before=before,
        limit=limit + 1,
    )
    found = await run_in_threadpool(_find, caller, query)
    shown = [StaffNoticeResult.of(view) for view in found[:limit]]
    following = shown[-1].id if len(found) > limit else None
    return answer(StaffNoticesResult(notices=shown, next=following))


@router.get("/notices/{id}", response_model=NoticeDetails, responses=answers("not_found"))
async def notice(request: Request, id: UUID) -> Response:
    """A notice with its words, and every attempt to send it."""
    caller = await admit(request)
    return answer(await run_in_threadpool(_one, caller, id))


@router.post(
    "/notices/{id}/resend",
    response_model=NoticeDetails,
    openapi_extra=accepts(ResendNotice),
    responses=answers_to_body("not_found", "still_waiting", "no_address"),
)
async def resend_notice(request: Request, id: UUID) -> Response:
    """Send the same words once more, as a notice of their own, to where the account is reached
    today; also what the subscriber has opted out of. While the copy waits there is no other."""
    caller = await admit(request)
    body = await read_body(request, ResendNotice, caller.door.max_body)
    return answer(await run_in_threadpool(_resend, caller, id, body.reason))


@router.post(
    "/test-notices",
    response_model=TriedNoticeResult,
    openapi_extra=accepts(SendTestNotice),
    responses=answers_to_body("channel_not_configured"),
)
async def send_test_notice(request: Request) -> Response:
    """Send an example now, and say what came of it. It is in no subscriber's log."""
    caller = await admit(request)
    body = await read_body(request, SendTestNotice, caller.door.max_body)
    return answer(await run_in_threadpool(_test, caller, body))


def _find(caller: Caller, query: NoticeQuery) -> list[NoticeView]:
    with reading(caller.door.unit_of_work) as driver:
        return NoticeLog(driver).find(query)


def _one(caller: Caller, notice_id: UUID) -> NoticeDetails:
    with reading(caller.door.unit_of_work) as driver:
        return NoticeDetails.whole(*NoticeLog(driver).one(notice_id))


def _resend(caller: Caller, notice_id: UUID, reason: str) -> NoticeDetails:
    door = caller.door
    made = door.new_id()
    with deed(caller, f"notice {notice_id}", reason=reason) as done:
        log = NoticeLog(done.unit.driver)
        view, _ = log.one(notice_id)
        done.account, done.before = view.account, {"state": view.state}
        log.resend(notice_id, made, door.notices.rules, door.clock.now())
        copy = NoticeDetails.whole(*log.one(made))
        done.after = {"notice": str(made), "to": copy.to}
    door.notices.kick()
    return copy


def _test(caller: Caller, body: SendTestNotice) -> TriedNoticeResult:
    door = caller.door
    with door.unit_of_work() as unit:
        letter = example_letter(
            unit.driver,
            door.notices.rules,
            (body.kind, body.channel, body.language),
            body.to,
            id_=door.new_id(),
            now=door.clock.now(),
        )
    note(
        caller,
        f"test notice by {body.channel}",
        reason=body.reason,
        after={"to": letter.to, "kind": body.kind},
    )
    result = door.notices.try_out(letter, body.channel)
    return TriedNoticeResult(answer=result.answer, reason=result.reason)
