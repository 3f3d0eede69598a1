"""Notices: what the subscriber was told, what they want to hear, and when not."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from backend.api.answers import answer
from backend.api.bodies import read_body
from backend.api.cabinet.notices_results import (
    NoticeResult,
    NoticeSettingsResult,
    NoticesResult,
)
from backend.api.documents import accepts, answers, answers_to_body
from backend.api.notice_wire import ContactChoices
from backend.api.subscriber import admit
from backend.domain.services.notifying.contacts import ContactChange
from backend.storage.notices.log import NoticeQuery

router = APIRouter(tags=["notices"])


@router.get("/notice-settings", response_model=NoticeSettingsResult, responses=answers())
async def notice_settings(request: Request) -> Response:
    """Where the subscriber is told, of what, in which words and when not."""
    visitor = await admit(request)
    found = await run_in_threadpool(visitor.door.contacts.settings, visitor.account_id)
    return answer(NoticeSettingsResult.of(found))


@router.patch(
    "/notice-settings",
    response_model=NoticeSettingsResult,
    openapi_extra=accepts(ContactChoices),
    responses=answers_to_body(),
)
async def change_notice_settings(request: Request) -> Response:
    """Change what is named. Addresses are changed by the operator."""
    visitor = await admit(request)
    body = await read_body(request, ContactChoices, visitor.door.max_body)
    change = ContactChange(fields=body.changes())
    found = await run_in_threadpool(visitor.door.contacts.choose, visitor.account_id, change)
    return answer(NoticeSettingsResult.of(found))


@router.get("/notices", response_model=NoticesResult, responses=answers())
async def notices(
    request: Request,
    before: Annotated[UUID | None, Query(description="The `next` of a page.")] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Response:
    """What the subscriber was told, or is about to be, newest first."""
    visitor = await admit(request)
    query = NoticeQuery(account_id=visitor.account_id, before=before, limit=limit + 1)
    found = await run_in_threadpool(visitor.door.contacts.notices, query)
    shown = [NoticeResult.of(view) for view in found[:limit]]
    return answer(NoticesResult(notices=shown, next=shown[-1].id if len(found) > limit else None))
