"""Reads a JSON body into a model: bounded, UTF-8, without repeated names or unknown fields."""

import json
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from starlette.requests import ClientDisconnect, Request

from backend.api.problems import BodyTooLarge, InvalidFields, UnsupportedMedia, field_errors
from backend.domain.errors import InvalidRequest

Model = TypeVar("Model", bound=BaseModel)

_BODY = "vitrina.body"


async def read_body(request: Request, model: type[Model], max_bytes: int) -> Model:
    """The body as ``model``; raises ``InvalidRequest`` or a more precise one of its kind."""
    _require_plain_json(request)
    document = _parse(await bounded_body(request, max_bytes))
    try:
        return model.model_validate(document)
    except ValidationError as error:
        raise InvalidFields(field_errors(error)) from None


def _require_plain_json(request: Request) -> None:
    headers = request.headers
    media_type, _, parameters = headers.get("content-type", "").lower().partition(";")
    charset = parameters.strip().replace('"', "")
    if media_type.strip() != "application/json" or charset not in ("", "charset=utf-8"):
        raise UnsupportedMedia
    if headers.get("content-encoding", "identity") != "identity":
        raise UnsupportedMedia


async def bounded_body(request: Request, max_bytes: int) -> bytes:
    """The bytes of the body, as often as they are asked for.

    Raises ``BodyTooLarge``, and ``InvalidRequest`` where they end too early.
    """
    if _BODY not in request.scope:
        request.scope[_BODY] = await _read(request, max_bytes)
    body: bytes = request.scope[_BODY]
    return body


async def _read(request: Request, max_bytes: int) -> bytes:
    announced = request.headers.get("content-length", "0")
    if not announced.isdecimal() or len(announced) > 18 or int(announced) > max_bytes:
        raise BodyTooLarge
    parts: list[bytes] = []
    size = 0
    try:
        async for part in request.stream():
            size += len(part)
            if size > max_bytes:
                raise BodyTooLarge
            parts.append(part)
    except ClientDisconnect:
        raise InvalidRequest("the body ended too early") from None
    return b"".join(parts)


def _parse(body: bytes) -> Any:
    try:
        document = _DECODER.decode(body.decode("utf-8"))
        if b"\\u" in body:  # half of a character can be escaped, but neither stored nor answered
            json.dumps(document, ensure_ascii=False).encode()
        return document
    except (ValueError, RecursionError):
        raise InvalidRequest("the body is not a JSON document in UTF-8") from None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name is repeated: which of its values was meant?")
    return found


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


_DECODER = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_refuse_constant)
