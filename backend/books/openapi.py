"""``openapi/book.json``: what another billing answers, for its engineers."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from backend.books import contract

_REF = "#/components/schemas/{model}"
_ABOUT = (
    "What a billing answers so that Vitrina can charge money which that billing keeps. Every call "
    "is a POST of a list and may come again at any time, from any process, in any order: an id "
    "that is known is answered with how it stands. Anything but a 200 with this document counts "
    "as no answer, and the same ids are asked again. See docs/remote-billing.md."
)


@dataclass(frozen=True, slots=True)
class Call:
    """A call: ``request`` is what is sent, ``answer`` what is read."""

    name: str
    summary: str
    description: str
    request: type[BaseModel]
    answer: type[BaseModel] = contract.ToldList


CALLS: Sequence[Call] = (
    Call(
        "info",
        "What accounts can spend",
        "Changes nothing. Asked for checks, previews and pages, and about subscribers who wait "
        "for money.",
        contract.AccountsAsked,
        contract.ToldAccounts,
    ),
    Call(
        "reserve",
        "Set money aside",
        "Answered `reserved` or `refused` for ever: the same id never sets aside twice, nor after "
        "it was released. What is set aside stays so until it is captured or released: it does "
        "not expire by itself.",
        contract.ReserveList,
    ),
    Call(
        "capture",
        "Take what was set aside",
        "Never refused for what is reserved. Answered `captured`.",
        contract.CaptureList,
    ),
    Call(
        "release",
        "Let go of what was set aside",
        "Answered `released`, also for an id that was never heard of: should the reservation "
        "arrive later, it sets nothing aside. What was refused stays `refused`.",
        contract.IdList,
    ),
    Call(
        "reverse",
        "Give money back",
        "Never refused, not for a blocked account either. Answered `reversed`.",
        contract.ReverseList,
    ),
    Call(
        "find",
        "How ids stand",
        "Changes nothing. An id that was never heard of is `unknown`.",
        contract.IdList,
    ),
)


def openapi_document() -> str:
    """The document as text."""
    models = {model for call in CALLS for model in (call.request, call.answer)}
    ordered = sorted(models, key=lambda model: model.__name__)
    _, schemas = models_json_schema([(m, "validation") for m in ordered], ref_template=_REF)
    document = {
        "openapi": "3.1.0",
        "info": {"title": "A billing that keeps the money", "version": "1", "description": _ABOUT},
        "security": [{"secret": []}],
        "paths": {f"/{call.name}": {"post": _operation(call)} for call in CALLS},
        "components": {
            "schemas": schemas["$defs"],
            "securitySchemes": {"secret": {"type": "http", "scheme": "bearer"}},
        },
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _operation(call: Call) -> Mapping[str, Any]:
    return {
        "operationId": call.name,
        "summary": call.summary,
        "description": call.description,
        "requestBody": {"required": True, "content": _content(call.request)},
        "responses": {"200": {"description": "How it stands.", "content": _content(call.answer)}},
    }


def _content(model: type[BaseModel]) -> Mapping[str, Any]:
    return {"application/json": {"schema": {"$ref": _REF.format(model=model.__name__)}}}
