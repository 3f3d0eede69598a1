"""The account's subscriptions: see, begin, leave, pause, come back."""

from collections.abc import Callable
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from backend.api.answers import answer
from backend.api.bodies import read_body
from backend.api.browsers import address_of
from backend.api.cabinet.activation import read_activation
from backend.api.cabinet.rendering import effect_of, step_of, subscription_of
from backend.api.cabinet.requests import ActRequest, SubscribeRequest, WishRequest
from backend.api.cabinet.results import (
    ActivationResult,
    EffectResult,
    OfferResult,
    PreviewResult,
    SubscriptionDetails,
    SubscriptionsResult,
)
from backend.api.documents import accepts, answers, answers_to_body
from backend.api.subscriber import Visitor, admit
from backend.domain.errors import NotFound
from backend.domain.services.cabinet.views import Act
from backend.domain.services.catalogue.publish_offer import OfferChanged
from backend.domain.services.subscribing.commands import (
    Command,
    Consent,
    Pause,
    Resume,
    Subscribe,
    UndoUnsubscribe,
    Unsubscribe,
)
from backend.domain.services.subscribing.effect import Effect
from backend.domain.values.codes import Code
from backend.storage.cabinet.offers import OfferView

router = APIRouter(tags=["subscriptions"])

Key = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        pattern=r"^[\x21-\x7e]{8,128}$",
        description="Made by the caller for each act, such as a UUID: an act that is sent again "
        "under its key happens once and gets the stored answer.",
    ),
]
ACT = (
    "not_found",
    "not_allowed",
    "already_exists",
    "not_enough_money",
    "not_billable",
    Code.BOOK_UNAVAILABLE,
)


@router.get("/subscriptions", response_model=SubscriptionsResult, responses=answers())
async def subscriptions(request: Request) -> Response:
    """All of them, whoever charges them."""
    visitor = await admit(request)
    cards = await run_in_threadpool(visitor.door.desk.cards, visitor.account_id)
    return answer(SubscriptionsResult(subscriptions=[subscription_of(card) for card in cards]))


@router.get(
    "/subscriptions/{id}",
    response_model=SubscriptionDetails,
    responses=answers("not_found"),
)
async def subscription(request: Request, id: UUID) -> Response:
    """One of them, with its history."""
    visitor = await admit(request)
    desk = visitor.door.desk
    card = await run_in_threadpool(desk.card, visitor.account_id, id)
    steps = await run_in_threadpool(desk.steps, visitor.account_id, id)
    history = [step_of(step, card) for step in steps]
    return answer(SubscriptionDetails(**dict(subscription_of(card)), history=history))


@router.get(
    "/subscriptions/{id}/activation",
    response_model=ActivationResult,
    responses=answers("not_found"),
)
async def activation(request: Request, id: UUID) -> Response:
    """Keys, links and instructions, asked of the platform."""
    visitor = await admit(request)
    card = await run_in_threadpool(visitor.door.desk.card, visitor.account_id, id)
    return answer(await run_in_threadpool(read_activation, visitor, card))


@router.post(
    "/previews",
    response_model=PreviewResult,
    openapi_extra=accepts(WishRequest),
    responses=answers_to_body(*ACT),
    summary="What subscribing would do",
)
async def preview(request: Request) -> Response:
    """Nothing is changed. The offer is to be shown and accepted."""
    visitor = await admit(request)
    wish = await read_body(request, WishRequest, visitor.door.max_body)
    offer = await run_in_threadpool(_offer, visitor, wish.product_id)
    command = _subscribe(visitor, request, wish, offer)
    effect = await run_in_threadpool(visitor.door.subscribers.preview, command)
    return answer(
        PreviewResult(
            effect=effect_of(effect, visitor.door.catalogue.current(), known=False),
            offer=OfferResult(version=offer.version, text=offer.text, hash=offer.hash),
        )
    )


@router.post(
    "/subscriptions",
    response_model=EffectResult,
    openapi_extra=accepts(SubscribeRequest),
    responses=answers_to_body(*ACT, "offer_changed", "conflict"),
    summary="Subscribe",
)
async def subscribe(request: Request, idempotency_key: Key) -> Response:
    """Consent is stored, the first period is paid, the service begins; or nothing happens."""
    visitor = await admit(request)
    body = await read_body(request, SubscribeRequest, visitor.door.max_body)
    accepted = OfferView(version=body.offer_version, text="", hash=body.offer_hash)
    command = _subscribe(visitor, request, body, accepted)
    effect = await run_in_threadpool(
        _carry_out_accepted, visitor, command, visitor.key(idempotency_key)
    )
    return answer(effect_of(effect, visitor.door.catalogue.current()))


@router.post(
    "/subscriptions/{id}/previews",
    response_model=EffectResult,
    openapi_extra=accepts(ActRequest),
    responses=answers_to_body(*ACT),
    summary="What an act would do",
)
async def preview_act(request: Request, id: UUID) -> Response:
    """Nothing is changed."""
    visitor = await admit(request)
    body = await read_body(request, ActRequest, visitor.door.max_body)
    command = _act(visitor, id, body.act)
    effect = await run_in_threadpool(visitor.door.subscribers.preview, command)
    return answer(effect_of(effect, visitor.door.catalogue.current()))


@router.post(
    "/subscriptions/{id}/acts",
    response_model=EffectResult,
    openapi_extra=accepts(ActRequest),
    responses=answers_to_body(*ACT, "conflict"),
    summary="Unsubscribe, undo that, pause, resume",
)
async def act(request: Request, id: UUID, idempotency_key: Key) -> Response:
    """Leaving is never refused, and ends with what is paid."""
    visitor = await admit(request)
    body = await read_body(request, ActRequest, visitor.door.max_body)
    command = _act(visitor, id, body.act)
    effect = await run_in_threadpool(
        visitor.door.subscribers.carry_out, command, visitor.key(idempotency_key)
    )
    return answer(effect_of(effect, visitor.door.catalogue.current()))


def _subscribe(
    visitor: Visitor, request: Request, wish: WishRequest, offer: OfferView
) -> Subscribe:
    return Subscribe(
        account=visitor.account,
        actor=visitor.actor,
        product_id=wish.product_id,
        quantity=wish.quantity,
        consent=Consent(version=offer.version, text_hash=offer.hash, address=address_of(request)),
    )


def _act(visitor: Visitor, subscription_id: UUID, act: Act) -> Command:
    kind = _ACTS[act]
    return kind(account=visitor.account, actor=visitor.actor, subscription_id=subscription_id)


def _offer(visitor: Visitor, product_id: UUID) -> OfferView:
    product = visitor.door.catalogue.current().products.get(product_id)
    if product is None:
        raise NotFound("there is no such product that billing charges")
    return visitor.door.offers.in_force(product.integrator_id)


def _carry_out_accepted(visitor: Visitor, command: Subscribe, key: str) -> Effect:
    """What was done already is told, even if another offer has come into force since."""
    done = visitor.door.subscribers.done(command, key)
    if done is not None:
        return done
    offer = _offer(visitor, command.product_id)
    if (offer.version, offer.hash) != (command.consent.version, command.consent.text_hash):
        raise OfferChanged
    return visitor.door.subscribers.carry_out(command, key)


_ACTS: dict[Act, Callable[..., Command]] = {
    Act.UNSUBSCRIBE: Unsubscribe,
    Act.UNDO_UNSUBSCRIBE: UndoUnsubscribe,
    Act.PAUSE: Pause,
    Act.RESUME: Resume,
}
