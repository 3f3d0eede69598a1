"""What can be had: own products, platforms' catalogues, storefront links."""

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from backend.api.cabinet.requests import StorefrontRequest
from backend.api.cabinet.shop_results import CatalogueResult, StorefrontResult
from backend.api.documents import accepts, answers, answers_to_body

router = APIRouter()


@router.get("/catalogue", tags=["shop"], response_model=CatalogueResult, responses=answers())
async def catalogue(request: Request) -> Response:
    """Never fails because a platform is down: its part says so."""
    raise NotImplementedError


@router.post(
    "/storefronts/{code}/link",
    tags=["shop"],
    response_model=StorefrontResult,
    openapi_extra=accepts(StorefrontRequest),
    responses=answers_to_body("not_found"),
    summary="A link to a platform's storefront",
)
async def storefront_link(request: Request, code: str) -> Response:
    """For the signed-in account alone. Each call gives a fresh one; nothing else changes."""
    raise NotImplementedError
