"""The account's subscriptions: see, begin, leave, pause, come back."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from backend.api.cabinet.requests import ActRequest, SubscribeRequest, WishRequest
from backend.api.cabinet.results import (
    ActivationResult,
    EffectResult,
    PreviewResult,
    SubscriptionDetails,
    SubscriptionsResult,
)
from backend.api.documents import accepts, answers, answers_to_body

router = APIRouter()
TAGS = ["subscriptions"]

Key = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        pattern=r"^[\x21-\x7e]{8,128}$",
        description="Made by the caller for each act, such as a UUID: an act that is sent again "
        "under its key happens once and gets the stored answer.",
    ),
]
ACT = ("not_found", "not_allowed", "already_exists", "not_enough_money", "not_billable")


@router.get("/subscriptions", tags=TAGS, response_model=SubscriptionsResult, responses=answers())
async def subscriptions(request: Request) -> Response:
    """All of them, whoever charges them."""
    raise NotImplementedError


@router.get(
    "/subscriptions/{id}",
    tags=TAGS,
    response_model=SubscriptionDetails,
    responses=answers("not_found"),
)
async def subscription(request: Request, id: UUID) -> Response:  # noqa: A002 (the path's own name)
    """One of them, with its history."""
    raise NotImplementedError


@router.get(
    "/subscriptions/{id}/activation",
    tags=TAGS,
    response_model=ActivationResult,
    responses=answers("not_found"),
)
async def activation(request: Request, id: UUID) -> Response:  # noqa: A002
    """Keys, links and instructions, asked of the platform."""
    raise NotImplementedError


@router.post(
    "/previews",
    tags=TAGS,
    response_model=PreviewResult,
    openapi_extra=accepts(WishRequest),
    responses=answers_to_body(*ACT),
    summary="What subscribing would do",
)
async def preview(request: Request) -> Response:
    """Nothing is changed. The offer is to be shown and accepted."""
    raise NotImplementedError


@router.post(
    "/subscriptions",
    tags=TAGS,
    response_model=EffectResult,
    openapi_extra=accepts(SubscribeRequest),
    responses=answers_to_body(*ACT, "offer_changed", "conflict"),
    summary="Subscribe",
)
async def subscribe(request: Request, idempotency_key: Key) -> Response:
    """Consent is stored, the first period is paid, the service begins; or nothing happens."""
    raise NotImplementedError


@router.post(
    "/subscriptions/{id}/previews",
    tags=TAGS,
    response_model=EffectResult,
    openapi_extra=accepts(ActRequest),
    responses=answers_to_body(*ACT),
    summary="What an act would do",
)
async def preview_act(request: Request, id: UUID) -> Response:  # noqa: A002
    """Nothing is changed."""
    raise NotImplementedError


@router.post(
    "/subscriptions/{id}/acts",
    tags=TAGS,
    response_model=EffectResult,
    openapi_extra=accepts(ActRequest),
    responses=answers_to_body(*ACT, "conflict"),
    summary="Unsubscribe, undo that, pause, resume",
)
async def act(request: Request, id: UUID, idempotency_key: Key) -> Response:  # noqa: A002
    """Leaving is never refused, and ends with what is paid."""
    raise NotImplementedError
