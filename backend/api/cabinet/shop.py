"""What can be had: own products, platforms' catalogues, storefront links."""

import asyncio
from collections.abc import Sequence
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from backend.api.answers import answer
from backend.api.bodies import read_body
from backend.api.cabinet.activation import is_item_of
from backend.api.cabinet.rendering import percent, platform_name
from backend.api.cabinet.requests import StorefrontRequest
from backend.api.cabinet.shop_results import (
    CatalogueResult,
    ItemResult,
    PlatformResult,
    ProductResult,
    StorefrontResult,
)
from backend.api.documents import accepts, answers, answers_to_body
from backend.api.subscriber import SubscriberDoor, Visitor, admit
from backend.domain.errors import NotFound
from backend.domain.integrator import Integrator
from backend.domain.platform import PlatformItem
from backend.domain.services.cabinet.views import Card, ShelfProduct
from backend.domain.values.identifiers import INTEGRATOR_CODE, OPERATOR_ID
from backend.domain.values.status import FINAL_STATES

router = APIRouter(tags=["shop"])

PathCode = Annotated[str, Path(pattern=f"^{INTEGRATOR_CODE}$", description="A platform's code.")]


@router.get("/catalogue", response_model=CatalogueResult, responses=answers())
async def catalogue(request: Request) -> Response:
    """Never fails because a platform is down: its part says so."""
    visitor = await admit(request)
    desk = visitor.door.desk
    shelf = await run_in_threadpool(desk.shelf, visitor.account_id)
    cards = await run_in_threadpool(desk.cards, visitor.account_id)
    selling = [each for each in visitor.door.integrators.all() if _sells(each)]
    asked = (run_in_threadpool(_platform, visitor, each, cards) for each in selling)
    platforms = await asyncio.gather(*asked)
    products = [_product(each, visitor.door) for each in shelf]
    return answer(CatalogueResult(products=products, platforms=list(platforms)))


@router.post(
    "/storefronts/{code}/link",
    response_model=StorefrontResult,
    openapi_extra=accepts(StorefrontRequest),
    responses=answers_to_body("not_found"),
    summary="A link to a platform's storefront",
)
async def storefront_link(request: Request, code: PathCode) -> Response:
    """For the signed-in account alone. Each call gives a fresh one; nothing else changes."""
    visitor = await admit(request)
    body = await read_body(request, StorefrontRequest, visitor.door.max_body)
    integrator = visitor.door.integrators.find(code)
    if integrator is None or not _sells(integrator):
        raise NotFound("there is no such platform")
    link = visitor.door.links.link(integrator, visitor.account, body.path)
    frame = visitor.door.frames.origins(integrator).frame is not None
    return answer(StorefrontResult(url=link.url, expires_at=link.expires_at, frame=frame))


def _sells(integrator: Integrator) -> bool:
    return integrator.enabled and integrator.id != OPERATOR_ID


def _platform(visitor: Visitor, integrator: Integrator, cards: Sequence[Card]) -> PlatformResult:
    told = visitor.door.platforms.catalogue(integrator, visitor.account)
    living = [
        card
        for card in cards
        if card.integrator_id == integrator.id and card.state not in FINAL_STATES
    ]
    return PlatformResult(
        code=integrator.code,
        title=integrator.title,
        storefront=_storefront(visitor.door, integrator),
        catalogue=told.state,
        as_of=told.as_of,
        items=[_item(item, living) for item in told.items],
    )


def _storefront(door: SubscriberDoor, integrator: Integrator) -> Literal["frame", "link", "none"]:
    if not integrator.wire.get("storefront_url"):
        return "none"
    return "link" if door.frames.origins(integrator).frame is None else "frame"


def _item(item: PlatformItem, living: Sequence[Card]) -> ItemResult:
    return ItemResult(
        key=item.key,
        title=item.title,
        vendor=item.vendor,
        description=item.summary or item.description,
        conditions=item.conditions,
        first_price=item.first_price,
        next_price=item.price,
        image=item.image,
        available=item.can_subscribe,
        subscribed=any(is_item_of(card, item) for card in living),
    )


def _product(product: ShelfProduct, door: SubscriberDoor) -> ProductResult:
    owner = door.integrators.by_id(product.integrator_id)
    return ProductResult(
        id=product.id,
        title=product.title,
        platform=platform_name(owner.id, owner.code, owner.title) if owner else None,
        price=product.price,
        period=product.recurrence.rule,
        days=product.recurrence.days,
        trial_days=product.trial_days,
        vat_rate=percent(product.vat.rate),
        parts=list(product.parts),
        subscribed=product.subscribed,
    )
