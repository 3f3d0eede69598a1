"""Tokens: client credentials of OAuth 2 (RFC 6749, 4.4), and their revocation (RFC 7009)."""

import binascii
from base64 import b64decode
from typing import Any, Literal
from urllib.parse import parse_qsl, unquote_plus

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from backend.api.bodies import bounded_body
from backend.api.browsers import address_of
from backend.api.portal.door import PortalDoor, door_of
from backend.api.wire import Outgoing
from backend.domain.errors import InvalidRequest, NotAllowed, NotAuthenticated
from backend.domain.services.portals.portal import InvalidScope, IssuedToken, Portal
from backend.domain.services.portals.quota import QuotaExceeded

router = APIRouter(tags=["portal: tokens"])

_FORM = "application/x-www-form-urlencoded"
_MOST = 8192
_NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}


class TokenRequest(BaseModel):
    """The form of the token endpoint. The client's id and secret may come by HTTP Basic instead."""

    grant_type: Literal["client_credentials"]
    scope: str | None = Field(None, description="Scopes between blanks; without it, all.")
    client_id: str | None = None
    client_secret: str | None = None


class RevocationRequest(BaseModel):
    """The form of the revocation endpoint."""

    token: str
    token_type_hint: str | None = None
    client_id: str | None = None
    client_secret: str | None = None


class TokenResult(Outgoing):
    """A token, shown this once."""

    access_token: str
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105 (the word of RFC 6750)
    expires_in: int = Field(description="Seconds.")
    scope: str = Field(description="Scopes between blanks.")


class OAuthError(Outgoing):
    """An error by RFC 6749, 5.2."""

    error: Literal[
        "invalid_request", "invalid_client", "invalid_scope", "unsupported_grant_type", "slow_down"
    ]
    error_description: str


class _Refused(Exception):
    """What is answered instead of a token."""

    def __init__(self, error: str, status: int, description: str, wait: int | None = None) -> None:
        super().__init__(error)
        self.error, self.status, self.description = error, status, description
        self.wait = wait


def _accepts(model: type[BaseModel]) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{model.__name__}"}
    return {
        "requestBody": {"required": True, "content": {_FORM: {"schema": schema}}},
        "security": [],
    }


_ERRORS: dict[int | str, dict[str, Any]] = {
    400: {"model": OAuthError, "description": "The request, its scope or its grant is not known."},
    401: {"model": OAuthError, "description": "The client is not known by this secret."},
    429: {"model": OAuthError, "description": "The portal's quota is used up."},
}


@router.post(
    "/oauth/token",
    response_model=TokenResult,
    openapi_extra=_accepts(TokenRequest),
    responses=_ERRORS,
    name="portal_token",
    summary="Get a token",
)
async def token(request: Request) -> Response:
    """Client credentials for a short-lived token. Ask again before it is over; asking is cheap."""
    door = door_of(request)
    try:
        form, portal = await _client(request, door)
        if form.get("grant_type") != "client_credentials":
            raise _Refused("unsupported_grant_type", 400, "only client_credentials")
        asked = form.get("scope", "").split()
        issued = await run_in_threadpool(_issue, door, portal, asked)
    except _Refused as refused:
        return _refusal(refused)
    result = TokenResult(
        access_token=issued.token,
        expires_in=issued.expires_in,
        scope=" ".join(sorted(issued.scopes)),
    )
    return Response(result.model_dump_json(), media_type="application/json", headers=_NO_STORE)


@router.post(
    "/oauth/revoke",
    response_class=Response,
    openapi_extra=_accepts(RevocationRequest),
    responses={200: {"description": "The token is good for nothing now."}, **_ERRORS},
    name="portal_revoke_token",
    summary="End a token",
)
async def revoke(request: Request) -> Response:
    """A token that is unknown, over or another portal's is as good as ended: 200 as well."""
    door = door_of(request)
    try:
        form, portal = await _client(request, door)
        if not form.get("token"):
            raise _Refused("invalid_request", 400, "which token?")
    except _Refused as refused:
        return _refusal(refused)
    await run_in_threadpool(door.portals.revoke_token, portal, form["token"])
    return Response(status_code=200, headers=_NO_STORE)


def _issue(door: PortalDoor, portal: Portal, asked: list[str]) -> IssuedToken:
    try:
        return door.portals.issue_token(portal, asked)
    except InvalidScope:
        raise _Refused("invalid_scope", 400, "the portal has no such scope") from None
    except NotAuthenticated:
        raise _Refused("invalid_client", 401, "unknown client or wrong secret") from None


async def _client(request: Request, door: PortalDoor) -> tuple[dict[str, str], Portal]:
    form = await _form(request)
    name, secret = _credentials(request, form)
    try:
        portal = await run_in_threadpool(
            door.portals.authenticate, name, secret, address_of(request)
        )
        await run_in_threadpool(door.portals.count_call, portal)
    except (NotAuthenticated, NotAllowed):
        raise _Refused("invalid_client", 401, "unknown client or wrong secret") from None
    except QuotaExceeded as error:
        raise _Refused("slow_down", 429, "the quota is used up", error.retry_after) from None
    return form, portal


async def _form(request: Request) -> dict[str, str]:
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        if media_type != _FORM:
            raise ValueError
        body = (await bounded_body(request, _MOST)).decode("ascii")
        pairs = parse_qsl(body, keep_blank_values=True, errors="strict", max_num_fields=20)
    except (ValueError, InvalidRequest):
        raise _Refused("invalid_request", 400, "a form is expected") from None
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Refused("invalid_request", 400, "a parameter is repeated")
    return found


def _credentials(request: Request, form: dict[str, str]) -> tuple[str, str]:
    """By HTTP Basic or in the form, never by both (RFC 6749, 2.3)."""
    header, in_form = request.headers.get("authorization"), "client_secret" in form
    if header is None:
        return form.get("client_id", ""), form.get("client_secret", "")
    scheme, _, encoded = header.partition(" ")
    if in_form or scheme.lower() != "basic":
        raise _Refused("invalid_request", 400, "one way of authentication, not two")
    try:
        name, _, secret = b64decode(encoded, validate=True).decode("utf-8").partition(":")
    except (binascii.Error, ValueError):
        raise _Refused("invalid_client", 401, "unknown client or wrong secret") from None
    return unquote_plus(name), unquote_plus(secret)


def _refusal(refused: _Refused) -> Response:
    headers = dict(_NO_STORE)
    if refused.status == 401:
        headers["WWW-Authenticate"] = 'Basic realm="Vitrina", charset="UTF-8"'
    if refused.wait is not None:
        headers["Retry-After"] = str(refused.wait)
    result = OAuthError.model_validate(
        {"error": refused.error, "error_description": refused.description}
    )
    return Response(
        result.model_dump_json(), refused.status, headers, media_type="application/json"
    )
