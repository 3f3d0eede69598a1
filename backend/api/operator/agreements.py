"""What was agreed with platforms on their share."""

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from backend.api.answers import answer
from backend.api.bodies import read_body
from backend.api.documents import accepts, answers, answers_to_body
from backend.api.operator.deeds import deed
from backend.api.operator.integrators import PathCode
from backend.api.operator.owners import owner_id
from backend.api.operator.settlements_results import (
    AgreementRequest,
    AgreementResult,
    AgreementsResult,
)
from backend.api.operator.staff import Caller, admit
from backend.domain.services.reporting.agreements import SetAgreement
from backend.domain.services.reporting.agreements import set_agreement as agree
from backend.storage.reporting.agreements import AgreementRepository

router = APIRouter(tags=["settlements"])

READ_BY_HAND = (AgreementRequest,)


@router.get(
    "/integrators/{code}/agreements",
    response_model=AgreementsResult,
    responses=answers("not_found"),
)
async def agreements(request: Request, code: PathCode) -> Response:
    """What was agreed with a platform on its share, the last recorded first."""
    caller = await admit(request)
    return answer(await run_in_threadpool(_agreements, caller, code))


@router.post(
    "/integrators/{code}/agreements",
    response_model=AgreementResult,
    openapi_extra=accepts(AgreementRequest),
    responses=answers_to_body("not_found"),
)
async def set_agreement(request: Request, code: PathCode) -> Response:
    """Note what was agreed. What it says of a day that another agreement is of, too, takes its
    place; settlements can still be asked for as they were known before."""
    caller = await admit(request)
    body = await read_body(request, AgreementRequest, caller.door.max_body)
    return answer(await run_in_threadpool(_set_agreement, caller, code, body))


def _agreements(caller: Caller, code: str) -> AgreementsResult:
    with caller.door.unit_of_work() as unit:
        found = AgreementRepository(unit.session).all(owner_id(unit, code))
        return AgreementsResult(agreements=[AgreementResult.of(each) for each in found])


def _set_agreement(caller: Caller, code: str, body: AgreementRequest) -> AgreementResult:
    command = SetAgreement(
        valid_from=body.valid_from,
        share=body.share,
        base=body.base,
        document=body.document,
        actor=caller.name,
    )
    with deed(caller, f"integrator {code}", reason=body.reason) as done:
        book = AgreementRepository(done.unit.session)
        result = AgreementResult.of(agree(code, command, book, caller.door.clock.moment()))
        done.after = result.model_dump(mode="json")
    return result
