"""The staff itself: who works here, in which role."""

from collections.abc import Callable

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from backend.api.answers import answer
from backend.api.bodies import read_body
from backend.api.documents import accepts, answers, answers_to_body
from backend.api.operator.deeds import Deed, deed
from backend.api.operator.members_results import (
    MemberChangeRequest,
    MemberRequest,
    MemberResult,
    NewMemberResult,
    PathName,
    StaffResult,
)
from backend.api.operator.runs_results import Nothing
from backend.api.operator.staff import Caller, admit
from backend.domain.services.access.choose_password import make_password
from backend.domain.services.access.staff_members import Member, MemberChange

router = APIRouter(tags=["members"])

READ_BY_HAND = (MemberRequest, MemberChangeRequest)


@router.get("/staff", response_model=StaffResult, responses=answers())
async def staff(request: Request) -> Response:
    """Everybody, those switched off too: the records name them."""
    caller = await admit(request)

    def listed() -> list[Member]:
        with caller.door.unit_of_work() as unit:
            return caller.door.members.members(unit)

    members = await run_in_threadpool(listed)
    return answer(StaffResult(staff=[MemberResult.of(member) for member in members]))


@router.post(
    "/staff",
    status_code=201,
    response_model=NewMemberResult,
    openapi_extra=accepts(MemberRequest),
    responses=answers_to_body("already_exists", "busy"),
)
async def add_member(request: Request) -> Response:
    """Appoint somebody. The password is made here; whoever gets it should change it."""
    caller = await admit(request)
    body = await read_body(request, MemberRequest, caller.door.max_body)
    members = caller.door.members

    def add(done: Deed, password_hash: str) -> Member:
        made = members.add(done.unit, body.name, body.role, password_hash)
        done.after = made.told()
        return made

    response = await _with_new_password(caller, body.name, add)
    response.status_code = 201
    return response


@router.patch(
    "/staff/{name}",
    response_model=MemberResult,
    openapi_extra=accepts(MemberChangeRequest),
    responses=answers_to_body("not_found"),
)
async def change_member(request: Request, name: PathName) -> Response:
    """Another role, or switched off or on: true at once, and the member's sessions end.

    403 where nobody would be left who may appoint anybody.
    """
    caller = await admit(request)
    body = await read_body(request, MemberChangeRequest, caller.door.max_body)
    change = MemberChange(role=body.role, enabled=body.enabled)

    def changed() -> Member:
        with deed(caller, f"member {name}") as done:
            before, after = caller.door.members.change(done.unit, name, change)
            done.before, done.after = before.told(), after.told()
            return after

    return answer(MemberResult.of(await run_in_threadpool(changed)))


@router.post(
    "/staff/{name}/password",
    response_model=NewMemberResult,
    openapi_extra=accepts(Nothing),
    responses=answers_to_body("not_found", "busy"),
)
async def reset_password(request: Request, name: PathName) -> Response:
    """A new password for a member, who then has no second factor and is signed out everywhere."""
    caller = await admit(request)
    await read_body(request, Nothing, caller.door.max_body)
    members = caller.door.members

    def reset(done: Deed, password_hash: str) -> Member:
        before, after = members.reset_password(done.unit, name, password_hash)
        done.before, done.after = before.told(), after.told()
        return after

    return await _with_new_password(caller, name, reset)


async def _with_new_password(
    caller: Caller, name: str, change: Callable[[Deed, str], Member]
) -> Response:
    """Change a member with a password that is made here, and show it."""
    password = make_password()

    def changed() -> Member:
        password_hash = caller.door.members.hashed(name, password)
        with deed(caller, f"member {name}") as done:
            return change(done, password_hash)

    member = MemberResult.of(await run_in_threadpool(changed))
    return answer(NewMemberResult(**member.model_dump(), password=password))
