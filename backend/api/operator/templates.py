"""Charge templates (шаблоны начислений): their versions, and what they would charge."""

from collections import defaultdict
from datetime import date

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from backend.api.answers import answer
from backend.api.bodies import read_body
from backend.api.documents import accepts, answers, answers_to_body
from backend.api.operator.deeds import deed
from backend.api.operator.door import OperatorDoor
from backend.api.operator.staff import admit
from backend.api.operator.templates_requests import (
    ExampleRequest,
    PreviewTemplate,
    SaveTemplate,
    TemplateTerms,
)
from backend.api.operator.templates_results import (
    PreviewResult,
    TemplateResult,
    TemplatesResult,
)
from backend.domain.catalogue import Catalogue, Product, Template
from backend.domain.errors import InvalidRequest, NotFound
from backend.domain.models import ChargeTemplate
from backend.domain.services.billing.fill_template import PLACEHOLDERS
from backend.domain.services.catalogue import preview_template as previewing
from backend.domain.services.catalogue import save_template as saving
from backend.domain.values.billing import PriceSource
from backend.domain.values.codes import Code
from backend.domain.values.money import format_money
from backend.storage.repositories import ProductRepository, TemplateRepository

router = APIRouter(tags=["templates"])

READ_BY_HAND = (ExampleRequest, PreviewTemplate, SaveTemplate, TemplateTerms)

_FACTS = (
    "valid_from", "pattern", "charge_type", "price_source", "rule", "days", "proration",
    "vat_source", "priority",
)  # fmt: skip


@router.get("/templates", response_model=TemplatesResult, responses=answers())
async def templates(request: Request) -> Response:
    """The templates with every version, and what a pattern may contain."""
    caller = await admit(request)

    def read() -> TemplatesResult:
        today = caller.door.clock.moment().today
        versions: defaultdict[str, list[ChargeTemplate]] = defaultdict(list)
        with caller.door.unit_of_work() as unit, unit.session as session:
            for version in TemplateRepository(session).all():
                versions[version.code].append(version)
            used = ProductRepository(session).count_by_template()
        shown = [
            TemplateResult.of(code, each, used.get(code, 0), today)
            for code, each in versions.items()
        ]
        return TemplatesResult(templates=shown, placeholders=dict(PLACEHOLDERS))

    return answer(await run_in_threadpool(read))


@router.post(
    "/templates",
    response_model=TemplateResult,
    openapi_extra=accepts(SaveTemplate),
    responses=answers_to_body(
        "already_exists", "already_in_force", "does_not_fit", "unknown_placeholder"
    ),
)
async def save_template(request: Request) -> Response:
    """Save a version of a template, in force from a day on. Charges that exist never change."""
    caller = await admit(request)
    body = await read_body(request, SaveTemplate, caller.door.max_body)

    def save() -> TemplateResult:
        moment = caller.door.clock.moment()
        new = body.version(body.code, body.valid_from)
        with deed(caller, f"template {body.code}", reason=body.reason) as done:
            repository = TemplateRepository(done.unit.session)
            products = ProductRepository(done.unit.session)
            earlier = repository.versions(body.code)
            row = saving.save_template(new, repository, products, moment, caller.door.new_id)
            done.before = _facts(earlier[-1]) if earlier else None
            done.after = _facts(row)
            versions = repository.versions(body.code)
            used = len(products.with_template(body.code))
            return TemplateResult.of(body.code, versions, used, moment.today)

    return answer(await run_in_threadpool(save))


@router.post(
    "/templates/preview",
    response_model=PreviewResult,
    openapi_extra=accepts(PreviewTemplate),
    responses=answers_to_body(
        "not_found", "not_billable", "does_not_fit", "unknown_placeholder", Code.TEMPLATE_NOT_FILLED
    ),
)
async def preview_template(request: Request) -> Response:
    """The charge that a template would make for an example: its text, its sum, its tax."""
    caller = await admit(request)
    body = await read_body(request, PreviewTemplate, caller.door.max_body)
    return answer(await run_in_threadpool(_preview, caller.door, body))


def _preview(door: OperatorDoor, body: PreviewTemplate) -> PreviewResult:
    catalogue, said = door.catalogue.current(), body.example
    day = said.day or door.clock.moment().today
    template = _template(door, catalogue, body, day)
    product = _product(catalogue, said)
    example = previewing.Example(
        day=day,
        price=_price(template, product, said, day),
        title=said.title,
        product=product,
        quantity=said.quantity,
        subscription=said.subscription,
        last_day=said.last_day,
        comment=said.comment,
    )
    line = previewing.preview_template(template, example, catalogue)
    by_platform = template.price_source is PriceSource.PLATFORM
    return PreviewResult.of(line, with_period=not by_platform or said.last_day is not None)


def _template(
    door: OperatorDoor, catalogue: Catalogue, body: PreviewTemplate, day: date
) -> Template:
    if body.draft is not None:
        new = body.draft.version("draft", day)
        saving.check_template(new)
        return saving.as_template(new, door.new_id())
    found = catalogue.template_on(body.code or "", day)
    if found is None:
        raise NotFound("no version of such a template is in force on that day")
    return found


def _product(catalogue: Catalogue, said: ExampleRequest) -> Product | None:
    if said.product is None:
        return None
    found = catalogue.products.get(said.product)
    if found is None:
        raise NotFound("there is no such product")
    return found


def _price(template: Template, product: Product | None, said: ExampleRequest, day: date) -> int:
    """Of the example, else of the product, else of the template itself."""
    known = product.price_on(day, day) if product is not None else None
    for price in (said.price, template.fixed_amount, known):
        if price is not None:
            return price
    raise InvalidRequest("an example has a price, or a product that has one on that day")


def _facts(row: ChargeTemplate) -> dict[str, object]:
    fixed = row.fixed_amount
    amount = {} if fixed is None else {"fixed_amount": format_money(fixed)}
    return {**{name: getattr(row, name) for name in _FACTS}, **amount}
