"""Charges, and their corrections: reversals and refunds, by two people above a limit."""

from collections.abc import Callable
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from backend.api.answers import answer
from backend.api.bodies import read_body
from backend.api.cabinet.subscriptions import Key
from backend.api.documents import accepts, answers, answers_to_body
from backend.api.operator.charges_results import ChargeDetails, ChargeResult, ChargesResult
from backend.api.operator.corrections_results import (
    CorrectionRequest,
    CorrectionResult,
    CorrectionsResult,
    RejectionRequest,
)
from backend.api.operator.deeds import Deed, deed
from backend.api.operator.paging import ItsId, Limit, OfAccount
from backend.api.operator.runs_results import Nothing
from backend.api.operator.staff import Caller, admit
from backend.domain.services.correcting.correct_charge import correct_charge as correct
from backend.domain.services.correcting.decide_correction import (
    confirm_correction as confirm,
)
from backend.domain.services.correcting.decide_correction import (
    reject_correction as reject,
)
from backend.domain.services.correcting.rows import (
    CorrectCharge,
    CorrectionRow,
    CorrectionState,
    Person,
)
from backend.domain.values.money import format_money
from backend.storage.correcting.book import PostgresCorrections
from backend.storage.searching.charges import ChargeQuery, ChargeSearch
from backend.storage.searching.corrections import (
    CorrectionQuery,
    CorrectionSearch,
    CorrectionView,
)
from backend.storage.searching.reading import reading

router = APIRouter(tags=["charges"])

READ_BY_HAND = (CorrectionRequest, RejectionRequest, Nothing)

Before = Annotated[UUID | None, Query(description="The `next` of a page.")]
_DECIDED = ("not_found", "second_person_needed", "already_decided")


@router.get("/charges", response_model=ChargesResult, responses=answers("not_found"))
async def charges(
    request: Request,
    account: OfAccount = None,
    external_id: ItsId = None,
    before: Before = None,
    limit: Limit = 50,
) -> Response:
    """Charges, newest first: of an account, or under a platform's id."""
    caller = await admit(request)
    query = ChargeQuery(account=account, external_id=external_id, before=before, limit=limit + 1)
    found = await run_in_threadpool(_found, caller, query)
    shown = found[:limit]
    following = shown[-1].id if len(found) > limit else None
    return answer(ChargesResult(charges=shown, next=following))


@router.get("/charges/{id}", response_model=ChargeDetails, responses=answers("not_found"))
async def charge(request: Request, id: UUID) -> Response:
    """A charge with its entries, refunds, lines of invoices and corrections."""
    caller = await admit(request)
    return answer(await run_in_threadpool(_details, caller, id))


@router.post(
    "/charges/{id}/corrections",
    response_model=CorrectionResult,
    openapi_extra=accepts(CorrectionRequest),
    responses=answers_to_body(
        "not_found",
        "charge_reversed",
        "more_than_left",
        "correction_waits",
        "second_person_needed",
        "conflict",
    ),
)
async def correct_charge(
    request: Request,
    id: UUID,
    idempotency_key: Key,
) -> Response:
    """Give a charge back, whole or in part. Above the limit it is `pending` until another person
    of the staff has confirmed it; scripts can do so below the limit only.

    What was given back of the charge before counts towards the limit. The charge's platform is not
    told; sent again, its charge is answered `reversed` after a reversal.
    """
    caller = await admit(request)
    body = await read_body(request, CorrectionRequest, caller.door.max_body)
    command = CorrectCharge(
        charge_id=id,
        kind=body.kind,
        reason=body.reason,
        key=idempotency_key,
        by=_person(caller),
        amount=body.amount,
        first_day=body.first_day,
    )
    return answer(await run_in_threadpool(_correct, caller, command))


@router.get("/corrections", response_model=CorrectionsResult, responses=answers("not_found"))
async def corrections(
    request: Request,
    account: OfAccount = None,
    charge_id: UUID | None = None,
    state: CorrectionState | None = None,
    before: Before = None,
    limit: Limit = 50,
) -> Response:
    """Corrections, newest first; `state=pending` are those that wait for a second person."""
    caller = await admit(request)
    query = CorrectionQuery(
        account=account, charge_id=charge_id, state=state, before=before, limit=limit + 1
    )
    found = await run_in_threadpool(_corrections, caller, query)
    shown = [CorrectionResult.of(view) for view in found[:limit]]
    following = shown[-1].id if len(found) > limit else None
    return answer(CorrectionsResult(corrections=shown, next=following))


@router.post(
    "/corrections/{id}/confirmation",
    response_model=CorrectionResult,
    openapi_extra=accepts(Nothing),
    responses=answers_to_body(*_DECIDED),
)
async def confirm_correction(request: Request, id: UUID) -> Response:
    """Confirm what another person has asked for. The answer's `state` says what came of it:
    `applied`; `failed` where less is left of the charge by now; `expired` where it is too late."""
    caller = await admit(request)
    await read_body(request, Nothing, caller.door.max_body)

    def decide(done: Deed) -> CorrectionRow:
        book, door = PostgresCorrections(done.unit.driver), caller.door
        return confirm(id, _person(caller), book, door.clock.moment(), door.new_id)

    return answer(await run_in_threadpool(_decide, caller, id, decide))


@router.post(
    "/corrections/{id}/rejection",
    response_model=CorrectionResult,
    openapi_extra=accepts(RejectionRequest),
    responses=answers_to_body(*_DECIDED),
)
async def reject_correction(request: Request, id: UUID) -> Response:
    """Reject what another person has asked for, and say why."""
    caller = await admit(request)
    body = await read_body(request, RejectionRequest, caller.door.max_body)

    def decide(done: Deed) -> CorrectionRow:
        book = PostgresCorrections(done.unit.driver)
        return reject(id, _person(caller), body.reason, book, caller.door.clock.moment())

    return answer(await run_in_threadpool(_decide, caller, id, decide, body.reason))


def _person(caller: Caller) -> Person:
    return Person(name=caller.name, is_script=caller.session is None)


def _found(caller: Caller, query: ChargeQuery) -> list[ChargeResult]:
    with reading(caller.door.unit_of_work) as driver:
        return [ChargeResult.of(view) for view in ChargeSearch(driver).find(query)]


def _details(caller: Caller, charge_id: UUID) -> ChargeDetails:
    with reading(caller.door.unit_of_work) as driver:
        search = ChargeSearch(driver)
        view = search.one(charge_id)
        query = CorrectionQuery(account=view.account, charge_id=charge_id, limit=200)
        return ChargeDetails.whole(
            view,
            search.entries(charge_id),
            search.refunds(charge_id),
            search.lines(charge_id),
            CorrectionSearch(driver).find(query),
        )


def _corrections(caller: Caller, query: CorrectionQuery) -> list[CorrectionView]:
    with reading(caller.door.unit_of_work) as driver:
        return CorrectionSearch(driver).find(query)


def _correct(caller: Caller, command: CorrectCharge) -> CorrectionResult:
    door = caller.door
    with deed(caller, f"charge {command.charge_id}", reason=command.reason) as done:
        book = PostgresCorrections(done.unit.driver)
        row = correct(command, book, door.corrections, door.clock.moment(), door.new_id)
        view = _note(done, row)
    return _after(caller, view)


def _decide(
    caller: Caller, id_: UUID, decide: Callable[[Deed], CorrectionRow], reason: str = ""
) -> CorrectionResult:
    with deed(caller, f"correction {id_}", reason=reason) as done:
        done.before = {"state": CorrectionSearch(done.unit.driver).one(id_).state}
        view = _note(done, decide(done))
    return _after(caller, view)


def _note(done: Deed, row: CorrectionRow) -> CorrectionView:
    view = CorrectionSearch(done.unit.driver).one(row.id)
    done.account = view.account
    done.after = _facts(view)
    return view


def _facts(view: CorrectionView) -> dict[str, Any]:
    return {
        "correction": str(view.id),
        "charge": str(view.charge_id),
        "kind": view.kind,
        "amount": format_money(view.amount),
        "state": view.state,
        "requested_by": view.requested_by,
    }


def _after(caller: Caller, view: CorrectionView) -> CorrectionResult:
    if view.state == CorrectionState.APPLIED:  # may pay for what waits for money
        caller.door.subscribers.after_payments()
    return CorrectionResult.of(view)
