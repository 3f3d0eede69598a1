"""Everything that is not a success, as RFC 9457 problem documents.

``PROBLEMS`` is the one table from code to HTTP status; handlers and OpenAPI documents both read
it. A problem repeats nothing that the caller sent, except the names of fields that it documents
and, in ``operation``, ids of a form that was checked.
"""

from collections.abc import Callable, Coroutine, Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import structlog
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match, Route

from backend.domain.errors import (
    InvalidRequest,
    NotAuthenticated,
    TooManyAttempts,
    Unavailable,
    VitrinaError,
    WeakPassword,
)
from backend.domain.services.importing.unreadable import UnreadableFile
from backend.domain.services.portals.portal import InsufficientScope, TokenRefused
from backend.domain.services.portals.quota import QuotaExceeded
from backend.domain.services.subscribing.subscriber import NotEnoughMoney
from backend.domain.values.codes import Advice, Code
from backend.domain.values.money import format_money
from backend.storage.failures import DATABASE_AWAY
from backend.telemetry import correlation

_log = structlog.get_logger(__name__)

MEDIA_TYPE = "application/problem+json"
MAX_FIELD_ERRORS = 20
INTERNAL = "internal_error"
BEARER = 'Bearer realm="Vitrina"'
BASIC = 'Basic realm="Vitrina", charset="UTF-8"'
"""How a caller is asked to say who it is, where its application says nothing else."""


class InvalidFields(InvalidRequest):
    """Some fields of the document are not acceptable."""

    code = "invalid_fields"

    def __init__(self, errors: "list[FieldError]") -> None:
        super().__init__()
        self.errors = errors


class BodyTooLarge(InvalidRequest):
    """The body is larger than one call may be."""

    code = "body_too_large"


class UnsupportedMedia(InvalidRequest):
    """The body must be application/json, not compressed."""

    code = "unsupported_media_type"


class FieldError(BaseModel):
    """One field that is not acceptable; its value is not repeated."""

    model_config = ConfigDict(frozen=True)

    pointer: str = Field(description="JSON Pointer to the field.", examples=["/amount"])
    detail: str


class Problem(BaseModel):
    """RFC 9457 problem details. Decide by `code`, act by `advice`."""

    model_config = ConfigDict(frozen=True)

    type: str = Field(examples=["urn:vitrina:problem:not_enough_money"])
    title: str
    status: int
    code: str = Field(description="Stable and machine-readable.")
    advice: Advice = Field(description="What to do with the operation that was sent.")
    correlation_id: str = Field(description="Name it when asking for help.")
    detail: str | None = None
    errors: list[FieldError] | None = None
    missing: str | None = Field(
        None, description="Roubles that a payment would have to bring.", examples=["12.30"]
    )
    operation: dict[str, Any] | None = Field(
        None, description="The operation's result, as in a successful answer, where there is one."
    )


@dataclass(frozen=True, slots=True)
class Kind:
    """How one code looks over HTTP. ``retry_after``: seconds to wait before trying again."""

    status: int
    title: str
    retry_after: int | None = None


PROBLEMS: Mapping[str, Kind] = {
    # outcomes of operations
    Code.UNKNOWN_ACCOUNT: Kind(404, "There is no such account."),
    Code.ACCOUNT_BLOCKED: Kind(409, "The account is blocked."),
    Code.NOT_ENOUGH_MONEY: Kind(402, "The account has not enough money."),
    Code.CHARGE_LIMIT_EXCEEDED: Kind(422, "The sum is above the limit of one charge."),
    Code.DAILY_LIMIT_EXCEEDED: Kind(409, "The account's limit of this day is used up."),
    Code.CONFLICT: Kind(409, "This id was used with other content; nothing was changed."),
    Code.REVERSED: Kind(410, "This id was taken back and never takes money again."),
    Code.UNKNOWN_OPERATION: Kind(404, "Nothing was taken under this id, and nothing will be."),
    Code.UNKNOWN_HOLD: Kind(404, "There is no such hold."),
    Code.HOLD_CLOSED: Kind(409, "The hold keeps nothing any more."),
    Code.HOLD_EXPIRED: Kind(409, "The hold has expired."),
    Code.HOLD_EXCEEDED: Kind(422, "The sum is more than the hold still keeps."),
    Code.TRANSITION_REFUSED: Kind(409, "The subscription cannot move to this state."),
    Code.TEMPLATE_NOT_FILLED: Kind(409, "The charge lacks what its text needs; nothing was taken."),
    Code.CHARGED_BY_BILLING: Kind(409, "The operator's own billing charges this product."),
    Code.SUBSCRIPTION_CANCELLED: Kind(409, "The subscriber has cancelled; nothing was taken."),
    Code.KEPT_ELSEWHERE: Kind(409, "Another billing keeps the account's money: ask it."),
    Code.BOOK_UNAVAILABLE: Kind(503, "The billing that keeps the money does not answer.", 5),
    Code.FAILED: Kind(503, "The operation could not be stored; nothing was changed.", 1),
    Code.BUSY: Kind(503, "The queue is full.", 1),
    # requests that were not decided at all
    "invalid_request": Kind(400, "The request cannot be understood."),
    "invalid_fields": Kind(422, "Some fields are not acceptable."),
    "address_refused": Kind(422, "Nothing is sent to this address."),
    "body_too_large": Kind(413, "The body is too large."),
    "too_many_items": Kind(413, "The list has too many items."),
    "unsupported_media_type": Kind(415, "The body is not of the type that is read here."),
    "not_authenticated": Kind(401, "The caller's name or secret is not accepted."),
    "not_allowed": Kind(403, "The caller may not do this."),
    "not_billable": Kind(409, "The catalogue does not say what this costs."),
    "has_subscriptions": Kind(409, "Somebody is subscribed to the product."),
    "overlaps": Kind(409, "Two of them would apply on the same day."),
    "already_in_force": Kind(409, "What has begun never changes."),
    "does_not_fit": Kind(409, "The product could not be charged by the template."),
    "unknown_placeholder": Kind(422, "The text asks for something that there is not."),
    "charge_reversed": Kind(409, "The charge was taken back whole already."),
    "more_than_left": Kind(409, "That is more than what is left of the charge."),
    "correction_waits": Kind(409, "Another correction of the charge waits for a second person."),
    "already_decided": Kind(409, "The correction has been decided, or has expired."),
    "invoice_credited": Kind(409, "The invoice has been credited since it was read."),
    "second_person_needed": Kind(403, "It takes another person of the staff."),
    "not_covered": Kind(402, "The account cannot pay the difference."),
    "still_waiting": Kind(409, "The notice, or its copy, is still to be sent."),
    "no_address": Kind(409, "The account has no address for that channel."),
    "channel_not_configured": Kind(409, "That channel is not configured."),
    "not_found": Kind(404, "There is no such thing."),
    "method_not_allowed": Kind(405, "This address does not know this method."),
    "already_exists": Kind(409, "There is one with this name already."),
    "account_in_use": Kind(409, "The account has living subscriptions or holds."),
    "unreadable_file": Kind(400, "The file cannot be read as the table that is expected."),
    "binding_decided": Kind(409, "The request was answered, or is over."),
    "insufficient_scope": Kind(403, "The token lacks the scope that this needs."),
    "idempotency_key_missing": Kind(400, "This needs an Idempotency-Key."),
    "idempotency_key_reused": Kind(422, "The Idempotency-Key was used with other content."),
    "idempotency_key_outstanding": Kind(409, "The request is still being done.", 1),
    "rate_limited": Kind(429, "Too many calls a second.", 1),
    "too_many_attempts": Kind(429, "Too many wrong passwords.", 60),
    "weak_password": Kind(422, "The password is not acceptable."),
    "wrong_password": Kind(422, "The present password is not the one given."),
    "wrong_code": Kind(422, "The code of the second factor is not right."),
    "offer_changed": Kind(409, "The offer has changed since it was read."),
    "unavailable": Kind(503, "The database does not answer.", 5),
    INTERNAL: Kind(500, "Something went wrong on this side."),
}
"""Code → how it is answered. The statuses are for proxies and libraries; clients use the code."""


def problem_response(
    code: str,
    advice: Advice,
    *,
    detail: str | None = None,
    errors: "list[FieldError] | None" = None,
    missing: int | None = None,
    operation: dict[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The answer for a code of ``PROBLEMS``; ``headers`` go beside or instead of its own."""
    kind = PROBLEMS[code]
    problem = Problem(
        type=f"urn:vitrina:problem:{code}",
        title=kind.title,
        status=kind.status,
        code=code,
        advice=advice,
        correlation_id=correlation.current(),
        detail=None if detail == kind.title else detail,
        errors=errors,
        missing=None if missing is None else format_money(missing),
        operation=operation,
    )
    return Response(
        problem.model_dump_json(exclude_none=True),
        kind.status,
        headers={**_headers(kind), **(headers or {})},
        media_type=MEDIA_TYPE,
    )


def _headers(kind: Kind) -> dict[str, str]:
    headers = {}
    if kind.retry_after is not None:
        headers["Retry-After"] = str(kind.retry_after)
    return headers


def _errors_of(error: VitrinaError) -> list[FieldError] | None:
    """Which fields are to blame, where the error knows it."""
    if isinstance(error, InvalidFields):
        return error.errors
    if isinstance(error, UnreadableFile):
        return [FieldError(pointer="", detail=error.flaw)]
    if isinstance(error, WeakPassword):
        return [FieldError(pointer="/new", detail=error.flaw)]
    return None


def _headers_of(request: Request, error: VitrinaError) -> dict[str, str]:
    """What only this error knows, or only the application that answers it."""
    if isinstance(error, TooManyAttempts | QuotaExceeded):
        return {"Retry-After": str(error.retry_after)}
    if isinstance(error, InsufficientScope):
        return {"WWW-Authenticate": f'{BEARER}, error="insufficient_scope", scope="{error.scope}"'}
    if isinstance(error, TokenRefused):
        return {"WWW-Authenticate": f'{BEARER}, error="invalid_token"'}
    if isinstance(error, NotAuthenticated):
        return {"WWW-Authenticate": getattr(request.app.state, "challenge", BASIC)}
    return {}


def field_errors(error: ValidationError) -> list[FieldError]:
    """Where a document is wrong, in words that repeat no value and no unknown name."""
    found = error.errors(include_url=False, include_context=False, include_input=False)
    return [_field_error(item["type"], item["loc"], item["msg"]) for item in found][
        :MAX_FIELD_ERRORS
    ]


def _field_error(kind: str, location: tuple[int | str, ...], message: str) -> FieldError:
    if kind == "extra_forbidden":
        location, message = location[:-1], "an unknown field"
    pointer = "".join(f"/{step}" for step in location)
    return FieldError(pointer=pointer, detail=message.removeprefix("Value error, "))


async def on_error(request: Request, error: Exception) -> Response:
    """Answer an error of the domain or of a door; anything else is unknown."""
    if not isinstance(error, VitrinaError) or error.code not in PROBLEMS:
        return await on_unknown(request, error)
    return problem_response(
        error.code,
        error.advice,
        detail=str(error),
        errors=_errors_of(error),
        missing=error.missing if isinstance(error, NotEnoughMoney) else None,
        headers=_headers_of(request, error),
    )


async def on_unknown(_request: Request, _error: Exception) -> Response:
    """Answer what nobody foresaw: the correlation id finds it in the logs, the client retries."""
    return problem_response(INTERNAL, Advice.RETRY_SAME_ID)


async def on_database_away(_request: Request, error: Exception) -> Response:
    """Answer that the database is not there just now: nothing that was asked is lost."""
    _log.warning("database away", reason=type(error).__name__)
    return problem_response(Unavailable.code, Unavailable.advice)


async def on_http_error(request: Request, error: Exception) -> Response:
    """Answer an address or a method that is not there."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    code = _BY_STATUS.get(status, "invalid_request")
    headers = {"Allow": _methods(request)} if status == HTTPStatus.METHOD_NOT_ALLOWED else None
    return problem_response(code, Advice.NEVER, headers=headers)


def _methods(request: Request) -> str:
    """What the address knows: each of its methods is a route of its own."""
    routes: Iterable[BaseRoute] = request.app.routes
    return ", ".join(
        sorted(
            method
            for route in routes
            if isinstance(route, Route) and route.matches(request.scope)[0] is not Match.NONE
            for method in route.methods or ()
        )
    )


async def on_invalid_address(_request: Request, error: Exception) -> Response:
    """Answer an address whose parts are not of the documented form."""
    found = error.errors() if isinstance(error, RequestValidationError) else []
    errors = [_field_error(item["type"], item["loc"], item["msg"]) for item in found]
    return problem_response(InvalidFields.code, InvalidFields.advice, errors=errors)


_BY_STATUS = {404: "not_found", 405: "method_not_allowed"}

HANDLERS: dict[int | type[Exception], Callable[[Request, Any], Coroutine[Any, Any, Response]]] = {
    VitrinaError: on_error,
    HTTPException: on_http_error,
    RequestValidationError: on_invalid_address,
    Exception: on_unknown,
    **dict.fromkeys(DATABASE_AWAY, on_database_away),
}
"""Exception handlers for an application."""


async def rendered(request: Request, error: Exception) -> Response:
    """The answer for an error that is foreseen; any other goes on its way."""
    known = (kind for kind in type(error).__mro__ if kind in HANDLERS and kind is not Exception)
    handler = HANDLERS.get(next(known, Exception))
    if handler is None or handler is on_unknown:
        raise error
    return await handler(request, error)


_CONTENT = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}


def documented(*codes: str) -> dict[int | str, dict[str, Any]]:
    """The OpenAPI ``responses`` of an endpoint that may answer these codes."""
    by_status: dict[int | str, dict[str, Any]] = {}
    for code in codes:
        kind = PROBLEMS[code]
        entry = by_status.setdefault(kind.status, {"content": _CONTENT, "description": ""})
        entry["description"] = f"{entry['description']} `{code}`: {kind.title}".strip()
    return dict(sorted(by_status.items(), key=lambda item: str(item[0])))
