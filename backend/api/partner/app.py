"""The application behind ``/api/partner/v1`` and its OpenAPI document."""

import json
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema
from starlette.responses import Response

from backend.api.partner import charging, holds, inquiries, requests
from backend.api.partner.caller import PartnerDoor
from backend.api.problems import HANDLERS, Problem

PREFIX = "/api/partner/v1"

_ABOUT = """\
Platforms identify an account, ask whether a sum can be taken, take it exactly once, report a
subscription's state and take a charge back. The SOAP dialects do the same over the same
operations: a call sent through one door may be repeated through the other.

**Exactly once.** The `id` that you give to an operation is its identity for ever. When an answer
is lost, send the same request again: it is answered from what was stored, with `replayed: true`.
The same `id` with other content is a `conflict` and changes nothing.

**Sums** are texts in roubles with at most two decimals, `"50.00"`. **Dates** are
`"2013-05-30"`; a period's end is its last day. Unknown and repeated fields are refused.

**Problems** are RFC 9457 documents. Decide by `code`, act by `advice`: `retry_same_id`,
`new_id_later`, `new_id_after_change`, `treat_as_done`, `never`.
"""

_READ_BY_HAND = (
    requests.CheckRequest,
    requests.ChargeRequest,
    requests.BatchRequest,
    requests.ReversalRequest,
    requests.HoldRequest,
    requests.CaptureRequest,
    requests.ReleaseRequest,
    requests.StatusReport,
    requests.LinkRequest,
    Problem,
)
"""Models that FastAPI does not see: bodies are read, and problems written, without it."""


def create_partner_app(door: PartnerDoor, *, docs: bool = True) -> FastAPI:
    """The partner contract over these ports."""
    app = FastAPI(
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        exception_handlers=HANDLERS,
        redirect_slashes=False,
    )
    app.state.door = door
    _include_routers(app)
    if docs:
        app.add_api_route(
            "/openapi.json", _serve_document, include_in_schema=False, name="document"
        )
    return app


def openapi_document() -> str:
    """The contract as committed in ``openapi/partner.json``."""
    app = FastAPI(openapi_url=None, generate_unique_id_function=lambda route: route.name)
    _include_routers(app)
    document = get_openapi(
        title="Vitrina for partners",
        version="1.0.0",
        description=_ABOUT,
        routes=app.routes,
        servers=[{"url": PREFIX}],
        separate_input_output_schemas=False,
    )
    _add_components(document)
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _include_routers(app: FastAPI) -> None:
    """Put the routes in flat: an included router is matched twice, which a charge would feel."""
    for module in (charging, holds, inquiries):
        app.router.routes.extend(module.router.routes)


def _add_components(document: dict[str, Any]) -> None:
    _, schemas = models_json_schema(
        [(model, "validation") for model in _READ_BY_HAND],
        ref_template="#/components/schemas/{model}",
    )
    components = document["components"]
    components["schemas"] = dict(sorted({**schemas["$defs"], **components["schemas"]}.items()))
    components["securitySchemes"] = {
        "integrator": {
            "type": "http",
            "scheme": "basic",
            "description": "The integrator's code and secret, over TLS.",
        }
    }
    document["security"] = [{"integrator": []}]


async def _serve_document() -> Response:
    return Response(_DOCUMENT.encode(), media_type="application/json")


_DOCUMENT = openapi_document()
