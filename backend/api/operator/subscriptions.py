"""Subscriptions, seen and changed on behalf of their subscribers."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from backend.api.answers import answer
from backend.api.bodies import read_body
from backend.api.cabinet.rendering import effect_of, subscription_of
from backend.api.cabinet.requests import WishRequest
from backend.api.cabinet.results import (
    EffectResult,
    OfferResult,
    PreviewResult,
    SubscriptionsResult,
)
from backend.api.cabinet.subscriptions import ACT, Key
from backend.api.documents import PathAccount, accepts, answers, answers_to_body
from backend.api.operator.on_behalf import (
    act_command,
    begin,
    carry_out,
    offer_for,
    subscribe_command,
)
from backend.api.operator.staff import Caller, admit
from backend.api.operator.subscriptions_results import (
    COUNTER,
    ConsentResult,
    InstructionResult,
    OnBehalfRequest,
    PeriodResult,
    StaffActOnBehalf,
    StaffActRequest,
    StaffStepResult,
    StaffSubscriptionDetails,
)
from backend.domain.services.cabinet.views import Card
from backend.storage.cabinet.offers import OfferView
from backend.storage.searching.accounts import account_id_of
from backend.storage.searching.reading import reading
from backend.storage.searching.subscriptions import SubscriptionRecords

router = APIRouter(tags=["subscriptions"])

READ_BY_HAND = (WishRequest, OnBehalfRequest, StaffActRequest, StaffActOnBehalf)


@router.get(
    "/accounts/{number}/subscriptions",
    response_model=SubscriptionsResult,
    responses=answers("not_found"),
)
async def subscriptions(request: Request, number: PathAccount) -> Response:
    """All of an account's, whoever charges them, as its subscriber sees them."""
    caller = await admit(request)
    cards = await run_in_threadpool(_cards, caller, number)
    return answer(SubscriptionsResult(subscriptions=[subscription_of(card) for card in cards]))


@router.get(
    "/accounts/{number}/subscriptions/{id}",
    response_model=StaffSubscriptionDetails,
    responses=answers("not_found"),
)
async def subscription(
    request: Request,
    number: PathAccount,
    id: UUID,
) -> Response:
    """One of them with its history, periods, instructions to its platform, and consents."""
    caller = await admit(request)
    return answer(await run_in_threadpool(_details, caller, number, id))


@router.post(
    "/accounts/{number}/previews",
    response_model=PreviewResult,
    openapi_extra=accepts(WishRequest),
    responses=answers_to_body(*ACT),
)
async def preview_subscription(request: Request, number: PathAccount) -> Response:
    """What subscribing would do. Nothing is changed; the offer is for the subscriber to read."""
    caller = await admit(request)
    wish = await read_body(request, WishRequest, caller.door.max_body)
    offer = await run_in_threadpool(offer_for, caller, wish.product_id)
    command = subscribe_command(caller, number, wish, offer, COUNTER)
    effect = await run_in_threadpool(caller.door.subscribers.preview, command)
    return answer(
        PreviewResult(
            effect=effect_of(effect, caller.door.catalogue.current(), known=False),
            offer=OfferResult(version=offer.version, text=offer.text, hash=offer.hash),
        )
    )


@router.post(
    "/accounts/{number}/subscriptions",
    response_model=EffectResult,
    openapi_extra=accepts(OnBehalfRequest),
    responses=answers_to_body(*ACT, "offer_changed", "conflict"),
)
async def subscribe(request: Request, number: PathAccount, idempotency_key: Key) -> Response:
    """Subscribe for a subscriber who has accepted the offer. The history names who did it; the
    cabinet says that it was the operator."""
    caller = await admit(request)
    body = await read_body(request, OnBehalfRequest, caller.door.max_body)
    accepted = OfferView(version=body.offer_version, text="", hash=body.offer_hash)
    command = subscribe_command(caller, number, body, accepted, body.given)
    effect = await run_in_threadpool(begin, caller, command, idempotency_key, body.reason)
    return answer(effect_of(effect, caller.door.catalogue.current()))


@router.post(
    "/accounts/{number}/subscriptions/{id}/previews",
    response_model=EffectResult,
    openapi_extra=accepts(StaffActRequest),
    responses=answers_to_body(*ACT),
)
async def preview_act(
    request: Request,
    number: PathAccount,
    id: UUID,
) -> Response:
    """What an act would do. Nothing is changed."""
    caller = await admit(request)
    body = await read_body(request, StaffActRequest, caller.door.max_body)
    command = act_command(caller, number, id, body)
    effect = await run_in_threadpool(caller.door.subscribers.preview, command)
    return answer(effect_of(effect, caller.door.catalogue.current()))


@router.post(
    "/accounts/{number}/subscriptions/{id}/acts",
    response_model=EffectResult,
    openapi_extra=accepts(StaffActOnBehalf),
    responses=answers_to_body(*ACT, "conflict"),
)
async def act(
    request: Request,
    number: PathAccount,
    id: UUID,
    idempotency_key: Key,
) -> Response:
    """Unsubscribe, undo that, pause, resume, or change the product, for a subscriber who asks for
    it."""
    caller = await admit(request)
    body = await read_body(request, StaffActOnBehalf, caller.door.max_body)
    command = act_command(caller, number, id, body)
    content = body.model_dump(mode="json", exclude={"reason"}, exclude_defaults=True)
    subject = f"subscription {id}"
    effect = await run_in_threadpool(
        carry_out, caller, command, idempotency_key, subject, body.reason, content
    )
    return answer(effect_of(effect, caller.door.catalogue.current()))


def _cards(caller: Caller, number: str) -> list[Card]:
    with reading(caller.door.unit_of_work) as driver:
        account_id = account_id_of(driver, number)
    return caller.door.cabinet.cards(account_id)


def _details(caller: Caller, number: str, subscription_id: UUID) -> StaffSubscriptionDetails:
    with reading(caller.door.unit_of_work) as driver:
        account_id = account_id_of(driver, number)
        records = SubscriptionRecords(driver, account_id, subscription_id)
        periods, instructions = records.periods(), records.instructions()
        consents = records.consents()
    card = caller.door.cabinet.card(account_id, subscription_id)
    steps = caller.door.cabinet.steps(account_id, subscription_id)
    return StaffSubscriptionDetails(
        **dict(subscription_of(card)),
        product_code=card.product_code,
        history=[StaffStepResult.of(step) for step in steps],
        periods=[PeriodResult.of(each) for each in periods],
        instructions=[InstructionResult.of(each) for each in instructions],
        consents=[ConsentResult.of(each) for each in consents],
    )
