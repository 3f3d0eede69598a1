"""Contacts: where an account's holder can be told something."""

from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import Field
from pydantic.types import StringConstraints
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from backend.api.answers import answer
from backend.api.bodies import read_body
from backend.api.documents import PathAccount, accepts, answers, answers_to_body
from backend.api.notice_wire import (
    ContactChoices,
    ContactState,
    NoticeChoice,
    QuietTimes,
    contact_fields,
)
from backend.api.operator.catalogue_requests import Reason
from backend.api.operator.deeds import deed
from backend.api.operator.staff import Caller, admit
from backend.api.wire import AccountNumber
from backend.domain.services.notifying.contacts import (
    MAX_EMAIL,
    ContactChange,
    ContactView,
)
from backend.domain.services.notifying.contacts import (
    change_contact as changed,
)
from backend.storage.notices.contacts import ContactBook
from backend.storage.searching.reading import reading

router = APIRouter(tags=["contacts"])

_OneLine = StringConstraints(max_length=MAX_EMAIL, pattern=r"^[^\x00-\x1f\x7f]*$")


class ContactRequest(ContactChoices):
    """What to change; what is left out stays, and null empties."""

    email: Annotated[str, _OneLine] | None = Field(None, examples=["name@example.com"])
    phone: Annotated[str, _OneLine] | None = Field(
        None, description="Kept in the international form.", examples=["+79001234567"]
    )
    reason: Reason = ""

    def changes(self) -> dict[str, object]:
        """By the names of ``ContactView``'s fields."""
        return {name: found for name, found in super().changes().items() if name != "reason"}


class ContactResult(ContactState):
    """An account's contact."""

    account: AccountNumber


READ_BY_HAND = (ContactRequest, NoticeChoice, QuietTimes)


@router.get(
    "/accounts/{number}/contact", response_model=ContactResult, responses=answers("not_found")
)
async def contact(request: Request, number: PathAccount) -> Response:
    """Where an account's holder is told, and what they want to hear."""
    caller = await admit(request)

    def read() -> ContactResult:
        with reading(caller.door.unit_of_work) as driver:
            book = ContactBook(driver)
            found = book.audience(book.account_id(number)).contact
        return _result(caller, number, found)

    return answer(await run_in_threadpool(read))


@router.patch(
    "/accounts/{number}/contact",
    response_model=ContactResult,
    openapi_extra=accepts(ContactRequest),
    responses=answers_to_body("not_found"),
)
async def change_contact(request: Request, number: PathAccount) -> Response:
    """Change where an account's holder is told. Notices that wait already keep their address."""
    caller = await admit(request)
    body = await read_body(request, ContactRequest, caller.door.max_body)
    return answer(await run_in_threadpool(_change, caller, number, body))


def _change(caller: Caller, number: str, body: ContactRequest) -> ContactResult:
    with deed(caller, f"account {number}", account=number, reason=body.reason) as done:
        book = ContactBook(done.unit.driver)
        account_id = book.account_id(number)
        before = book.lock(account_id, caller.door.clock.now())
        after = changed(before, ContactChange(fields=body.changes()))
        book.write(account_id, after)
        done.before, done.after = _facts(caller, before), _facts(caller, after)
    return _result(caller, number, after)


def _facts(caller: Caller, found: ContactView) -> dict[str, object]:
    state = ContactState(**contact_fields(found, caller.door.notices.rules))
    return state.model_dump(mode="json", exclude={"in_force"}, exclude_none=True)


def _result(caller: Caller, number: str, found: ContactView) -> ContactResult:
    return ContactResult(account=number, **contact_fields(found, caller.door.notices.rules))
