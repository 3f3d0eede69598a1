"""What the operator tells, by which channels, and how to pay."""

from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import Field
from pydantic.types import StringConstraints
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from backend.api.answers import answer
from backend.api.bodies import read_body
from backend.api.documents import accepts, answers, answers_to_body
from backend.api.notice_wire import NoticeChoice, QuietTimes
from backend.api.operator.catalogue_requests import Reason
from backend.api.operator.deeds import deed
from backend.api.operator.staff import Caller, admit
from backend.api.wire import Incoming, Outgoing
from backend.domain.notice import Channel, Language, NoticeKind
from backend.domain.services.notifying.check_text import MAX_WORDS, check_words
from backend.domain.services.notifying.defaults import HOW_TO_PAY
from backend.domain.services.notifying.house import House
from backend.storage.notices.house import HouseBook
from backend.storage.searching.reading import reading

router = APIRouter(tags=["notices"])

_Words = Annotated[str, StringConstraints(max_length=MAX_WORDS)]


class NoticeSwitchRequest(NoticeChoice):
    """Whether a kind of thing is told by a channel."""

    on: bool


class NoticeSettingsRequest(Incoming):
    """What to change; what is left out stays."""

    switches: Annotated[list[NoticeSwitchRequest], Field(max_length=100)] = Field(
        default_factory=list
    )
    how_to_pay: dict[Annotated[Language, Field(strict=False)], _Words] = Field(
        default_factory=dict,
        description="By language; may contain `{account}` and `{cabinet}`. Empty: as built in.",
    )
    reason: Reason = ""


class ChannelResult(Outgoing):
    """A channel, and whether the settings of this installation say how it is reached."""

    channel: Channel
    configured: bool


class SwitchResult(Outgoing):
    """Whether a kind of thing is told by a channel, if that is configured."""

    kind: NoticeKind
    channel: Channel
    on: bool


class HowToPayResult(Outgoing):
    """How to pay, as notices say it."""

    language: Language
    text: str
    built_in: bool


class OperatorNoticeSettings(Outgoing):
    """How notices are told."""

    channels: list[ChannelResult]
    switches: list[SwitchResult]
    how_to_pay: list[HowToPayResult]
    language: Language = Field(description="Of those who chose none.")
    time_zone: str
    quiet_hours: QuietTimes
    keep_days: int = Field(description="How long a notice is tried that has no day of its own.")

    @classmethod
    def of(cls, house: House) -> "OperatorNoticeSettings":
        """The wire form."""
        rules = house.rules
        return cls(
            channels=[
                ChannelResult(channel=each, configured=each in rules.channels) for each in Channel
            ],
            switches=[
                SwitchResult(kind=kind, channel=channel, on=house.is_on(kind, channel))
                for kind in NoticeKind
                for channel in Channel
            ],
            how_to_pay=[
                HowToPayResult(
                    language=each,
                    text=house.words_on_paying(each),
                    built_in=house.words_on_paying(each) == HOW_TO_PAY[each],
                )
                for each in Language
            ],
            language=rules.language,
            time_zone=rules.zone.key,
            quiet_hours=QuietTimes.of(rules.quiet),
            keep_days=rules.keep.days,
        )


READ_BY_HAND = (NoticeSettingsRequest, NoticeSwitchRequest)


@router.get("/notice-settings", response_model=OperatorNoticeSettings, responses=answers())
async def notice_settings(request: Request) -> Response:
    """What is told by which channel, and what holds where subscribers chose nothing."""
    caller = await admit(request)

    def read() -> OperatorNoticeSettings:
        with reading(caller.door.unit_of_work) as driver:
            house = HouseBook(driver, caller.door.notices.rules).house()
            return OperatorNoticeSettings.of(house)

    return answer(await run_in_threadpool(read))


@router.patch(
    "/notice-settings",
    response_model=OperatorNoticeSettings,
    openapi_extra=accepts(NoticeSettingsRequest),
    responses=answers_to_body("unknown_placeholder"),
)
async def change_notice_settings(request: Request) -> Response:
    """Switch kinds of notices on and off by channel, and say how to pay."""
    caller = await admit(request)
    body = await read_body(request, NoticeSettingsRequest, caller.door.max_body)
    for text in body.how_to_pay.values():
        if text:
            check_words(text)
    return answer(await run_in_threadpool(_change, caller, body))


def _change(caller: Caller, body: NoticeSettingsRequest) -> OperatorNoticeSettings:
    with deed(caller, "notice settings", reason=body.reason) as done:
        book = HouseBook(done.unit.driver, caller.door.notices.rules)
        done.before = _facts(book.house(), body)
        book.switch({(each.kind, each.channel): each.on for each in body.switches})
        book.say(body.how_to_pay)
        house = book.house()
        done.after = _facts(house, body)
    caller.door.notices.declare()
    return OperatorNoticeSettings.of(house)


def _facts(house: House, body: NoticeSettingsRequest) -> dict[str, object]:
    """What the request names, as it is."""
    switches = {
        f"{each.kind}/{each.channel}": house.is_on(each.kind, each.channel)
        for each in body.switches
    }
    words = {f"how_to_pay/{each}": house.words_on_paying(each) for each in body.how_to_pay}
    return {**switches, **words}
