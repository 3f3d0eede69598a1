"""The texts of notices: their versions, the way back, and how they look filled."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from backend.api.answers import answer
from backend.api.bodies import read_body
from backend.api.documents import accepts, answers, answers_to_body
from backend.api.operator.deeds import deed
from backend.api.operator.door import OperatorDoor
from backend.api.operator.notices_requests import (
    PreviewNoticeTemplate,
    ResetNoticeTemplate,
    SaveNoticeTemplate,
)
from backend.api.operator.notices_results import (
    NoticePreviewResult,
    NoticeTextDetails,
    NoticeTextResult,
    NoticeTextsResult,
    version_of,
)
from backend.api.operator.staff import Caller, admit
from backend.domain.notice import Channel, Language, NoticeKind
from backend.domain.services.forecasting.announce import debit_content
from backend.domain.services.notifying.check_text import check_text
from backend.domain.services.notifying.defaults import DEFAULTS, NoticeText, Which
from backend.domain.services.notifying.placeholders import PLACEHOLDERS
from backend.storage.notices.house import HouseBook
from backend.storage.notices.trying import preview
from backend.storage.searching.accounts import account_id_of
from backend.storage.searching.reading import reading
from backend.storage.unit_of_work import UnitOfWork

router = APIRouter(tags=["notices"])

READ_BY_HAND = (PreviewNoticeTemplate, ResetNoticeTemplate, SaveNoticeTemplate)


@router.get("/notice-templates", response_model=NoticeTextsResult, responses=answers())
async def notice_templates(request: Request) -> Response:
    """Every text that holds, by kind, channel and language; and what texts may contain."""
    caller = await admit(request)
    return answer(await run_in_threadpool(_texts, caller))


@router.get(
    "/notice-templates/{kind}/{channel}/{language}",
    response_model=NoticeTextDetails,
    responses=answers(),
)
async def notice_template(
    request: Request, kind: NoticeKind, channel: Channel, language: Language
) -> Response:
    """A text with its versions."""
    caller = await admit(request)

    def read() -> NoticeTextDetails:
        with caller.door.unit_of_work() as unit:
            return _details(_book(caller, unit), (kind, channel, language))

    return answer(await run_in_threadpool(read))


@router.post(
    "/notice-templates",
    response_model=NoticeTextDetails,
    openapi_extra=accepts(SaveNoticeTemplate),
    responses=answers_to_body("unknown_placeholder"),
)
async def save_notice_template(request: Request) -> Response:
    """Write another text. Notices that are there already keep theirs."""
    caller = await admit(request)
    body = await read_body(request, SaveNoticeTemplate, caller.door.max_body)
    text = body.written()
    check_text(body.kind, body.channel, text)
    return answer(await run_in_threadpool(_write, caller, body.which, text, body.reason))


@router.post(
    "/notice-templates/reset",
    response_model=NoticeTextDetails,
    openapi_extra=accepts(ResetNoticeTemplate),
    responses=answers_to_body(),
)
async def reset_notice_template(request: Request) -> Response:
    """Go back to the built-in text; what was written stays among the versions."""
    caller = await admit(request)
    body = await read_body(request, ResetNoticeTemplate, caller.door.max_body)
    return answer(await run_in_threadpool(_write, caller, body.which, None, body.reason))


@router.post(
    "/notice-templates/preview",
    response_model=NoticePreviewResult,
    openapi_extra=accepts(PreviewNoticeTemplate),
    responses=answers_to_body("not_found", "unknown_placeholder"),
)
async def preview_notice_template(request: Request) -> Response:
    """A text as somebody would get it: with examples, or with what is known of an account."""
    caller = await admit(request)
    body = await read_body(request, PreviewNoticeTemplate, caller.door.max_body)
    return answer(await run_in_threadpool(_preview, caller, body))


def _preview(caller: Caller, body: PreviewNoticeTemplate) -> NoticePreviewResult:
    door, content = caller.door, None
    if body.account is not None and body.kind is NoticeKind.COMING_DEBIT:
        content = _next_debit(door, body.account)
    with reading(door.unit_of_work) as driver:
        words = preview(
            driver,
            door.notices.rules,
            body.which,
            body.written(),
            door.clock.now(),
            account=body.account,
            content=content,
        )
    return NoticePreviewResult.of(words)


def _next_debit(door: OperatorDoor, number: str) -> Mapping[str, Any] | None:
    """What the account will be told of its next debit, where one is foreseen."""
    with reading(door.unit_of_work) as driver:
        account_id = account_id_of(driver, number)
    debits = door.forecasts.of_account(account_id).debits
    return debit_content(debits[0]) if debits else None


def _texts(caller: Caller) -> NoticeTextsResult:
    with caller.door.unit_of_work() as unit:
        book = _book(caller, unit)
        house, counts = book.house(), book.counts()
    shown = [
        NoticeTextResult(
            kind=which[0],
            channel=which[1],
            language=which[2],
            subject=house.text(which).subject,
            text=house.text(which).content,
            built_in=which not in house.texts,
            versions=counts.get(which, 0),
        )
        for which in DEFAULTS
    ]
    placeholders = {kind: dict(names) for kind, names in PLACEHOLDERS.items()}
    return NoticeTextsResult(templates=shown, placeholders=placeholders)


def _write(caller: Caller, which: Which, text: NoticeText | None, reason: str) -> NoticeTextDetails:
    door = caller.door
    with deed(caller, f"notice template {'/'.join(which)}", reason=reason) as done:
        book = _book(caller, done.unit)
        done.before = book.house().text(which)._asdict()
        book.add(door.new_id(), which, text, door.clock.now(), caller.name)
        done.after = book.house().text(which)._asdict()
        return _details(book, which)


def _details(book: HouseBook, which: Which) -> NoticeTextDetails:
    house, default = book.house(), DEFAULTS[which]
    kind, channel, language = which
    text = house.text(which)
    return NoticeTextDetails(
        kind=kind,
        channel=channel,
        language=language,
        subject=text.subject,
        text=text.content,
        built_in=which not in house.texts,
        default_subject=default.subject,
        default_text=default.content,
        placeholders=dict(PLACEHOLDERS[kind]),
        versions=[version_of(each, default) for each in book.versions(which)],
    )


def _book(caller: Caller, unit: UnitOfWork) -> HouseBook:
    return HouseBook(unit.driver, caller.door.notices.rules)
