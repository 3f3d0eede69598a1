"""What is sold: products, their prices, and their memberships in the software register."""

from collections.abc import Callable
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from backend.api.answers import answer
from backend.api.bodies import read_body
from backend.api.documents import accepts, answers, answers_to_body
from backend.api.operator.catalogue_requests import (
    ArchiveProduct,
    RegisterProduct,
    SaveProduct,
    SetPrice,
)
from backend.api.operator.catalogue_results import ProductResult, ProductsResult
from backend.api.operator.deeds import Deed, deed
from backend.api.operator.owners import owner_codes, owner_id
from backend.api.operator.product_pages import facts, page, whole
from backend.api.operator.staff import Caller, admit
from backend.domain.models import Product
from backend.domain.services.catalogue.archive_product import archive_product as archived
from backend.domain.services.catalogue.register_product import NewRegistration
from backend.domain.services.catalogue.register_product import register_product as registered
from backend.domain.services.catalogue.save_product import save_product as saved
from backend.domain.services.catalogue.set_price import NewPrice
from backend.domain.services.catalogue.set_price import set_price as priced
from backend.domain.values.identifiers import INTEGRATOR_CODE
from backend.domain.values.money import format_money
from backend.domain.values.period import ONE_DAY
from backend.storage.repositories import (
    ProductRepository,
    TemplateRepository,
)

router = APIRouter(tags=["products"])

READ_BY_HAND = (ArchiveProduct, RegisterProduct, SaveProduct, SetPrice)

_Code = Annotated[
    str | None, Query(pattern=f"^{INTEGRATOR_CODE}$", description="Only this platform's.")
]
_Search = Annotated[
    str,
    Query(
        max_length=200,
        pattern=r"^[^\x00-\x1f\x7f]*$",
        description="A part of the title or the code, in letters of any size.",
    ),
]


@router.get("/products", response_model=ProductsResult, responses=answers("not_found"))
async def products(
    request: Request,
    integrator: _Code = None,
    search: _Search = "",
    incomplete_first: Annotated[
        bool, Query(description="Those that a charge brought in come first.")
    ] = False,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    after: Annotated[UUID | None, Query(description="The `next` of a page.")] = None,
) -> Response:
    """The products, in order of platform and code."""
    caller = await admit(request)

    def read() -> ProductsResult:
        with caller.door.unit_of_work() as unit:
            owner = owner_id(unit, integrator) if integrator else None
            rows = ProductRepository(unit.session).page(
                limit + 1,
                after=after,
                integrator_id=owner,
                search=search,
                incomplete_first=incomplete_first,
            )
            return page(rows, limit, unit, caller.door.clock.moment().today)

    return answer(await run_in_threadpool(read))


@router.get("/products/{id}", response_model=ProductResult, responses=answers("not_found"))
async def product(request: Request, id: UUID) -> Response:
    """A product with its prices and its memberships in the register."""
    caller = await admit(request)

    def read() -> ProductResult:
        with caller.door.unit_of_work() as unit:
            return whole(ProductRepository(unit.session).get(id), unit, caller.door)

    return answer(await run_in_threadpool(read))


@router.post(
    "/products",
    response_model=ProductResult,
    openapi_extra=accepts(SaveProduct),
    responses=answers_to_body("not_found", "already_exists", "has_subscriptions", "does_not_fit"),
)
async def save_product(request: Request) -> Response:
    """Save a product, or change what is named of one; one that a charge brought in is complete
    after that. Later charges follow it, earlier ones stay as they are."""
    caller = await admit(request)
    body = await read_body(request, SaveProduct, caller.door.max_body)

    def save() -> ProductResult:
        door, subject = caller.door, f"product {body.integrator}/{body.code}"
        with deed(caller, subject, reason=body.reason) as done:
            repository = ProductRepository(done.unit.session)
            terms = body.command(owner_id(done.unit, body.integrator))
            known = repository.find(terms.integrator_id, terms.code, lock=True)
            done.before = None if known is None else facts(known)
            templates = TemplateRepository(done.unit.session)
            row = saved(terms, repository, templates, door.clock.moment(), door.new_id)
            done.unit.session.flush()
            done.after = facts(row)
            return whole(row, done.unit, door)

    return answer(await run_in_threadpool(save))


@router.post(
    "/products/{id}/archive",
    response_model=ProductResult,
    openapi_extra=accepts(ArchiveProduct),
    responses=answers_to_body("not_found", "already_in_force"),
)
async def archive_product(request: Request, id: UUID) -> Response:
    """Take a product off the storefront, or offer it again; who is subscribed to it stays so."""
    caller = await admit(request)
    body = await read_body(request, ArchiveProduct, caller.door.max_body)

    def archive(row: Product, done: Deed) -> None:
        today = caller.door.clock.moment().today
        repository = ProductRepository(done.unit.session)
        done.before = {"archived_on": row.archived_on}
        archived(row.integrator_id, row.code, body.day(today), repository, today)
        done.after = {"archived_on": row.archived_on}

    return answer(await run_in_threadpool(_change, caller, id, body.reason, archive))


@router.post(
    "/products/{id}/prices",
    response_model=ProductResult,
    openapi_extra=accepts(SetPrice),
    responses=answers_to_body("not_found", "already_exists", "already_in_force", "overlaps"),
)
async def set_price(request: Request, id: UUID) -> Response:
    """Set what a product costs from a day on, and from when those pay it who were there before."""
    caller = await admit(request)
    body = await read_body(request, SetPrice, caller.door.max_body)

    def price(row: Product, done: Deed) -> None:
        new = NewPrice(
            integrator_id=row.integrator_id,
            code=row.code,
            amount=body.amount,
            valid_from=body.valid_from,
            existing_from=body.existing_from,
            replace=body.replace,
        )
        made = priced(new, ProductRepository(done.unit.session), caller.door.clock.moment().today)
        done.after = {
            "amount": format_money(made.amount),
            "valid_from": made.valid_from,
            "existing_from": made.existing_from,
            "replaces": body.replace,
        }

    return answer(await run_in_threadpool(_change, caller, id, body.reason, price))


@router.post(
    "/products/{id}/registrations",
    response_model=ProductResult,
    openapi_extra=accepts(RegisterProduct),
    responses=answers_to_body("not_found", "overlaps"),
)
async def register_product(request: Request, id: UUID) -> Response:
    """Note that a product is in the register of Russian software: licences to it are not taxed.

    An exempt product that is not in it on the day of a charge is taxed at the standard rate.
    """
    caller = await admit(request)
    body = await read_body(request, RegisterProduct, caller.door.max_body)

    def register(row: Product, done: Deed) -> None:
        new = NewRegistration(
            integrator_id=row.integrator_id,
            code=row.code,
            number=body.number,
            since=body.since,
            until=None if body.last_day is None else body.last_day + ONE_DAY,
        )
        registered(new, ProductRepository(done.unit.session))
        done.after = {"number": body.number, "since": body.since, "last_day": body.last_day}

    return answer(await run_in_threadpool(_change, caller, id, body.reason, register))


def _change(
    caller: Caller, id_: UUID, reason: str, change: Callable[[Product, Deed], None]
) -> ProductResult:
    """What a deed has made of a product. The service that changes it locks it first."""
    with deed(caller, f"product {id_}", reason=reason) as done:
        row = ProductRepository(done.unit.session).get(id_)
        done.subject = f"product {owner_codes(done.unit)[row.integrator_id]}/{row.code}"
        change(row, done)
        done.unit.session.flush()
        return whole(row, done.unit, caller.door)
