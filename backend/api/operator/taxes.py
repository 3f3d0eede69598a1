"""The standard VAT rates (НДС), each from its day on."""

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from backend.api.answers import answer
from backend.api.bodies import read_body
from backend.api.documents import accepts, answers, answers_to_body
from backend.api.operator.catalogue_requests import SetTaxRate
from backend.api.operator.catalogue_results import TaxRateResult, TaxRatesResult, begun, percent
from backend.api.operator.deeds import deed
from backend.api.operator.staff import Caller, admit
from backend.domain.services.catalogue import set_tax_rate as service
from backend.storage.repositories import TaxRateRepository

router = APIRouter(tags=["tax"])

READ_BY_HAND = (SetTaxRate,)


@router.get("/tax-rates", response_model=TaxRatesResult, responses=answers())
async def tax_rates(request: Request) -> Response:
    """The rates, oldest first."""
    caller = await admit(request)

    def read() -> TaxRatesResult:
        with caller.door.unit_of_work() as unit, unit.session as session:
            return _shown(TaxRateRepository(session), caller)

    return answer(await run_in_threadpool(read))


@router.post(
    "/tax-rates",
    response_model=TaxRatesResult,
    openapi_extra=accepts(SetTaxRate),
    responses=answers_to_body("already_exists", "already_in_force"),
)
async def set_tax_rate(request: Request) -> Response:
    """Set the rate from a day on, as the law does. It cannot be changed any more."""
    caller = await admit(request)
    body = await read_body(request, SetTaxRate, caller.door.max_body)

    def save() -> TaxRatesResult:
        with deed(caller, f"tax rate from {body.valid_from}", reason=body.reason) as done:
            rates = TaxRateRepository(done.unit.session)
            today = caller.door.clock.moment().today
            made = service.set_tax_rate(body.rate, body.valid_from, rates, today)
            done.after = {"rate": percent(made.rate), "valid_from": made.valid_from}
            return _shown(rates, caller)

    return answer(await run_in_threadpool(save))


def _shown(repository: TaxRateRepository, caller: Caller) -> TaxRatesResult:
    rates = repository.all()
    present = begun([each.valid_from for each in rates], caller.door.clock.moment().today)
    return TaxRatesResult(rates=[TaxRateResult.of(each, present) for each in rates])
