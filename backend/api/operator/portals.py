"""Third-party cabinets: their rights, their secrets, and the accounts that they act for."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from backend.api.answers import answer
from backend.api.binding_wire import BindingResult
from backend.api.bodies import read_body
from backend.api.documents import accepts, answers, answers_to_body
from backend.api.operator.deeds import deed
from backend.api.operator.paging import Limit
from backend.api.operator.portals_wire import (
    ActOnPortal,
    AddPortal,
    BindAccounts,
    BoundResult,
    ChangePortal,
    PortalBindingsResult,
    PortalDetails,
    PortalResult,
    PortalSecretResult,
    PortalsResult,
    QuotaResult,
    facts_of,
)
from backend.api.operator.staff import Caller, admit
from backend.domain.services.portals.portal import Portal
from backend.domain.values.identifiers import ACCOUNT_NUMBER, INTEGRATOR_CODE

router = APIRouter(tags=["portals"])

READ_BY_HAND = (AddPortal, ChangePortal, ActOnPortal, BindAccounts)

PathCode = Annotated[str, Path(pattern=f"^{INTEGRATOR_CODE}$", description="A portal's code.")]
After = Annotated[str, Query(pattern=f"^$|^{ACCOUNT_NUMBER}$", description="The `next` of a page.")]


@router.get("/portals", response_model=PortalsResult, responses=answers())
async def portals(request: Request) -> Response:
    """Every portal."""
    caller = await admit(request)

    def read() -> PortalsResult:
        with caller.door.unit_of_work() as unit:
            found = caller.door.portals.all(unit)
        return PortalsResult(portals=[PortalResult.of(each) for each in found])

    return answer(await run_in_threadpool(read))


@router.post(
    "/portals",
    response_model=PortalSecretResult,
    openapi_extra=accepts(AddPortal),
    responses=answers_to_body("already_exists"),
)
async def add_portal(request: Request) -> Response:
    """Give a third-party cabinet access. The answer has its secret, which cannot be read again."""
    caller = await admit(request)
    body = await read_body(request, AddPortal, caller.door.max_body)

    def add() -> PortalSecretResult:
        with deed(caller, f"portal {body.code}", reason=body.reason) as done:
            made, secret = caller.door.portals.add(done.unit, body.new())
            done.after = facts_of(made)
        return PortalSecretResult(portal=PortalResult.of(made), secret=secret)

    return answer(await run_in_threadpool(add))


@router.get("/portals/{code}", response_model=PortalDetails, responses=answers("not_found"))
async def portal(request: Request, code: PathCode) -> Response:
    """One portal, and what it has used of its quotas."""
    caller = await admit(request)

    def read() -> PortalDetails:
        office = caller.door.portals
        with caller.door.unit_of_work() as unit:
            found = office.find(unit, code)
            usage = [QuotaResult.of(each) for each in office.usage(unit, found)]
        return PortalDetails(**dict(PortalResult.of(found)), usage=usage)

    return answer(await run_in_threadpool(read))


@router.patch(
    "/portals/{code}",
    response_model=PortalResult,
    openapi_extra=accepts(ChangePortal),
    responses=answers_to_body("not_found"),
)
async def change_portal(request: Request, code: PathCode) -> Response:
    """Change its rights, its reach or its quotas; at once, for tokens that it has as well."""
    caller = await admit(request)
    body = await read_body(request, ChangePortal, caller.door.max_body)

    def change() -> PortalResult:
        changes = body.changes()
        with deed(caller, f"portal {code}", reason=body.reason) as done:
            before, after = caller.door.portals.change(done.unit, code, changes)
            done.before, done.after = _only(changes, before), _only(changes, after)
        return PortalResult.of(after)

    return answer(await run_in_threadpool(change))


@router.post(
    "/portals/{code}/secret",
    response_model=PortalSecretResult,
    openapi_extra=accepts(ActOnPortal),
    responses=answers_to_body("not_found"),
)
async def rotate_portal_secret(request: Request, code: PathCode) -> Response:
    """Give it a new secret, shown this once; the one before is good for seven more days."""
    caller = await admit(request)
    body = await read_body(request, ActOnPortal, caller.door.max_body)

    def rotate() -> PortalSecretResult:
        with deed(caller, f"portal {code}", reason=body.reason) as done:
            found, secret = caller.door.portals.rotate(done.unit, code)
        return PortalSecretResult(portal=PortalResult.of(found), secret=secret)

    return answer(await run_in_threadpool(rotate))


@router.get(
    "/portals/{code}/bindings",
    response_model=PortalBindingsResult,
    responses=answers("not_found"),
)
async def portal_bindings(
    request: Request, code: PathCode, after: After = "", limit: Limit = 50
) -> Response:
    """Accounts that it acts for, and requests that wait for their subscribers."""
    caller = await admit(request)

    def read() -> PortalBindingsResult:
        with caller.door.unit_of_work() as unit:
            found = caller.door.portals.bindings(unit, code, after, limit + 1)
        shown = [BindingResult.of(each) for each in found[:limit]]
        following = shown[-1].account if len(found) > limit else None
        return PortalBindingsResult(bindings=shown, next=following)

    return answer(await run_in_threadpool(read))


@router.post(
    "/portals/{code}/bindings",
    response_model=BoundResult,
    openapi_extra=accepts(BindAccounts),
    responses=answers_to_body("not_found"),
)
async def bind_accounts(request: Request, code: PathCode) -> Response:
    """Let it act for these accounts, without asking their subscribers. Numbers that nobody has are
    left out; sent again it changes nothing."""
    caller = await admit(request)
    body = await read_body(request, BindAccounts, caller.door.max_body)

    def bind() -> BoundResult:
        with deed(caller, f"portal {code}", reason=body.reason) as done:
            _, bound = caller.door.portals.bind(done.unit, code, body.accounts)
            done.account = body.accounts[0] if len(body.accounts) == 1 else None
            done.after = {"accounts": body.accounts, "bound": bound}
        return BoundResult(bound=bound)

    return answer(await run_in_threadpool(bind))


@router.delete(
    "/portals/{code}/bindings/{id}",
    response_model=BindingResult,
    responses=answers("not_found", "binding_decided"),
)
async def unbind_account(request: Request, code: PathCode, id: UUID) -> Response:
    """End a binding, whoever wanted it."""
    caller = await admit(request)
    return answer(await run_in_threadpool(_unbind, caller, code, id))


def _unbind(caller: Caller, code: str, id: UUID) -> BindingResult:
    with deed(caller, f"portal {code}") as done:
        was = caller.door.portals.unbind(done.unit, code, id)
        done.account = was.number
        done.before = {"account": was.number, "source": was.source}
        return BindingResult.of(was)


def _only(changes: dict[str, Any], portal: Portal) -> dict[str, Any]:
    facts = facts_of(portal)
    return {name: facts[name] for name in changes}
