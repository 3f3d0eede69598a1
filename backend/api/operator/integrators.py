"""Connect platforms, change and try their connection."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from backend.api.answers import answer
from backend.api.bodies import read_body
from backend.api.documents import accepts, answers, answers_to_body
from backend.api.operator.connection import try_connection
from backend.api.operator.deeds import deed, note
from backend.api.operator.door import OperatorDoor
from backend.api.operator.integrators_requests import (
    AddIntegrator,
    ChangeIntegrator,
    RotateSecret,
    StorefrontRequest,
    TestConnection,
)
from backend.api.operator.integrators_results import (
    ConnectionResult,
    DialectResult,
    DialectsResult,
    FindingResult,
    IntegratorResult,
    IntegratorsResult,
    SecretResult,
)
from backend.api.operator.staff import Caller, admit
from backend.domain.connection import Result
from backend.domain.errors import NotFound
from backend.domain.models import Integrator
from backend.domain.services.administration import set_up_integrator as service
from backend.domain.values.identifiers import INTEGRATOR_CODE, OPERATOR_ID
from backend.platforms.wiring import SECRET
from backend.storage.repositories import IntegratorRepository
from backend.storage.unit_of_work import UnitOfWork

router = APIRouter(tags=["integrators"])

READ_BY_HAND = (
    AddIntegrator,
    ChangeIntegrator,
    RotateSecret,
    StorefrontRequest,
    TestConnection,
)

PathCode = Annotated[str, Path(pattern=f"^{INTEGRATOR_CODE}$", description="A platform's code.")]


@router.get("/dialects", response_model=DialectsResult, responses=answers())
async def dialects(request: Request) -> Response:
    """How platforms may speak, and what of it each may call otherwise."""
    caller = await admit(request)
    found = await run_in_threadpool(caller.door.dialects)
    shown = [DialectResult.model_validate(each, from_attributes=True) for each in found]
    return answer(DialectsResult(dialects=shown))


@router.get("/integrators", response_model=IntegratorsResult, responses=answers())
async def integrators(request: Request) -> Response:
    """The connected platforms."""
    caller = await admit(request)

    def read() -> IntegratorsResult:
        with caller.door.unit_of_work() as unit:
            rows = IntegratorRepository(unit.session).all()
            shown = [
                _shown(row, unit, caller.door)
                for row in sorted(rows, key=lambda row: row.code)
                if row.id != OPERATOR_ID
            ]
        return IntegratorsResult(integrators=shown)

    return answer(await run_in_threadpool(read))


@router.post(
    "/integrators",
    response_model=SecretResult,
    openapi_extra=accepts(AddIntegrator),
    responses=answers_to_body("already_exists"),
)
async def add_integrator(request: Request) -> Response:
    """Connect a platform. The answer has its secret, which cannot be read again.

    Sent again after an answer that was lost it is refused, 409: make a new secret then.
    """
    caller = await admit(request)
    body = await read_body(request, AddIntegrator, caller.door.max_body)
    return answer(await run_in_threadpool(_add, caller, body))


@router.get("/integrators/{code}", response_model=IntegratorResult, responses=answers("not_found"))
async def integrator(request: Request, code: PathCode) -> Response:
    """One platform."""
    caller = await admit(request)

    def read() -> IntegratorResult:
        with caller.door.unit_of_work() as unit:
            return _shown(_known(unit, code), unit, caller.door)

    return answer(await run_in_threadpool(read))


@router.patch(
    "/integrators/{code}",
    response_model=IntegratorResult,
    openapi_extra=accepts(ChangeIntegrator),
    responses=answers_to_body("not_found"),
)
async def change_integrator(request: Request, code: PathCode) -> Response:
    """Change a connection; every process follows within about a second."""
    caller = await admit(request)
    body = await read_body(request, ChangeIntegrator, caller.door.max_body)
    return answer(await run_in_threadpool(_change, caller, code, body))


@router.post(
    "/integrators/{code}/secret",
    response_model=SecretResult,
    openapi_extra=accepts(RotateSecret),
    responses=answers_to_body("not_found"),
)
async def rotate_secret(request: Request, code: PathCode) -> Response:
    """Give a platform a new secret, shown this once; the old one is valid for seven more days."""
    caller = await admit(request)
    body = await read_body(request, RotateSecret, caller.door.max_body)
    return answer(await run_in_threadpool(_rotate, caller, code, body))


@router.post(
    "/integrators/{code}/test",
    response_model=ConnectionResult,
    openapi_extra=accepts(TestConnection),
    responses=answers_to_body("not_found"),
)
async def test_connection(request: Request, code: PathCode) -> Response:
    """Call the platform, and wait to be called back.

    The storefront's address is asked, the catalogue read, and the address for instructions is sent
    one of the type `connection.test`, signed like every other: a platform that knows it asks about
    the account in return, one that does not may refuse it with 422. Any SOAP call with the
    platform's secret counts as its answer.
    """
    caller = await admit(request)
    body = await read_body(request, TestConnection, caller.door.max_body)
    await run_in_threadpool(note, caller, f"integrator {code}")
    findings = await try_connection(caller.door, code, body.account, body.wait_seconds)
    failed = any(each.result is Result.FAILED for each in findings)
    return answer(
        ConnectionResult(ok=not failed, steps=[FindingResult.of(each) for each in findings])
    )


def _add(caller: Caller, body: AddIntegrator) -> SecretResult:
    door, new = caller.door, body.command()
    door.check_wire(new.dialect, new.wire)
    with deed(caller, f"integrator {new.code}", reason=body.reason) as done:
        repository, now = IntegratorRepository(done.unit.session), door.clock.now()
        row = service.add_integrator(new, repository, now)
        secret = service.rotate_secret(new.code, repository, now)
        done.after = _facts(row)
        shown = _shown(row, done.unit, door)
    return _told(door, shown, secret)


def _change(caller: Caller, code: str, body: ChangeIntegrator) -> IntegratorResult:
    door = caller.door
    with deed(caller, f"integrator {code}", reason=body.reason) as done:
        known = _known(done.unit, code, lock=True)
        before, changes = _facts(known), body.changes(known.wire)
        new_secret = "wire" in changes and changes["wire"].get(SECRET) != known.wire.get(SECRET)
        row = service.change_integrator(code, changes, IntegratorRepository(done.unit.session))
        if changes.keys() & {"dialect", "wire"}:
            door.check_wire(row.dialect, row.wire)
        after = _facts(row)
        if new_secret and SECRET in after:
            after[SECRET] = "another one"
        done.before = {name: before.get(name) for name in _differing(before, after)}
        done.after = {name: after.get(name) for name in _differing(before, after)}
        done.unit.session.flush()
        return _shown(row, done.unit, door)


def _rotate(caller: Caller, code: str, body: RotateSecret) -> SecretResult:
    door = caller.door
    with deed(caller, f"integrator {code}", reason=body.reason) as done:
        repository = IntegratorRepository(done.unit.session)
        made = service.rotate_secret(code, repository, door.clock.now(), body.secret)
        shown = _shown(_known(done.unit, code), done.unit, door)
        done.after = {"valid_secrets": len(shown.secrets), "its_own": body.secret is not None}
    return _told(door, shown, None if body.secret else made)


def _told(door: OperatorDoor, shown: IntegratorResult, secret: str | None) -> SecretResult:
    key = door.platforms.links.verification_key(shown.code)
    return SecretResult(integrator=shown, secret=secret, verification_key=key)


def _known(unit: UnitOfWork, code: str, *, lock: bool = False) -> Integrator:
    found = IntegratorRepository(unit.session).find(code, lock=lock)
    if found is None or found.id == OPERATOR_ID:
        raise NotFound("there is no such integrator")
    return found


def _shown(row: Integrator, unit: UnitOfWork, door: OperatorDoor) -> IntegratorResult:
    secrets = IntegratorRepository(unit.session).secrets(row)
    return IntegratorResult.of(row, secrets, door.public_url, door.clock.now())


def _facts(row: Integrator) -> dict[str, Any]:
    """What the record says of a platform. That it shares a secret with us is no secret."""
    wire: Mapping[str, Any] = row.wire
    hidden = {SECRET: "given"} if SECRET in wire else {}
    facts = {name: getattr(row, name) for name in sorted(service.CHANGEABLE)}
    return {**facts, "wire": {n: each for n, each in wire.items() if n != SECRET}, **hidden}


def _differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    return [
        name for name in sorted(before.keys() | after.keys()) if before.get(name) != after.get(name)
    ]
