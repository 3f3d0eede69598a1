"""What the contracts' applications have in common: routes put in flat, and an OpenAPI document."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema
from starlette.responses import Response

from backend.api import event_catalogue
from backend.api.problems import BASIC, HANDLERS


@dataclass(frozen=True, kw_only=True)
class OpenApi:
    """One audience's contract.

    ``read_by_hand``: models that FastAPI does not see, because bodies are read, and problems
    written, without it. ``scheme``: the security scheme, by which every call is admitted.
    ``remark``: what is said at the end of an operation's description, by the endpoint's name.
    ``events``: whether the audience has endpoints, so that the event catalogue belongs to it.
    ``challenge``: what a 401 asks for; browsers meet "Basic" with a dialog of their own, and no
    other. ``parts``: contracts of other applications below this one that are told in its document.
    """

    title: str
    description: str
    prefix: str
    routers: tuple[APIRouter, ...]
    read_by_hand: tuple[type[BaseModel], ...]
    scheme_name: str
    scheme: dict[str, Any]
    remark: Callable[[str], str] | None = None
    events: bool = False
    challenge: str = BASIC
    parts: "tuple[OpenApi, ...]" = ()

    def include(self, app: FastAPI) -> None:
        """Put the routes in flat: an included router is matched twice, which a charge would
        feel."""
        for router in self.routers:
            app.router.routes.extend(router.routes)

    def text(self) -> str:
        """The document as it is committed."""
        document = self.document()
        for part in self.parts:
            self._add_part(document, part)
        if self.events:
            document["components"]["parameters"] = event_catalogue.parameters()
            document["webhooks"] = event_catalogue.webhooks()
            document["info"]["description"] += f"\n{event_catalogue.ABOUT}"
        return json.dumps(document, ensure_ascii=False, indent=2) + "\n"

    def document(self) -> dict[str, Any]:
        """What is told of this application alone."""
        app = FastAPI(openapi_url=None)
        self.include(app)
        document = get_openapi(
            title=self.title,
            version="1.0.0",
            description=self.description,
            routes=app.routes,
            servers=[{"url": self.prefix}],
            separate_input_output_schemas=False,
        )
        self._add_components(document)
        self._name(app, document)
        return document

    def _add_part(self, document: dict[str, Any], part: "OpenApi") -> None:
        """Below its prefix. What has one name in both must be one thing."""
        added, below = part.document(), part.prefix.removeprefix(self.prefix)
        for path, operations in added["paths"].items():
            for operation in operations.values():
                operation.setdefault("security", added["security"])
            document["paths"][f"{below}{path}"] = operations
        for kind, things in added["components"].items():
            own = document["components"].setdefault(kind, {})
            strange = [name for name in own.keys() & things.keys() if own[name] != things[name]]
            if strange:
                raise AssertionError(f"two things are called {', '.join(sorted(strange))}")
            document["components"][kind] = dict(sorted({**own, **things}.items()))
        document["info"]["description"] += f"\n{part.description}"

    def _name(self, app: FastAPI, document: dict[str, Any]) -> None:
        """Operations by their endpoints' names, which generated clients call them by."""
        for route in app.routes:
            if isinstance(route, APIRoute):
                for method in route.methods or ():
                    described = document["paths"][route.path_format][method.lower()]
                    described["operationId"] = route.name
                    if self.remark is not None:
                        parts = (described.get("description", ""), self.remark(route.name))
                        described["description"] = "\n\n".join(filter(None, parts))

    def _add_components(self, document: dict[str, Any]) -> None:
        _, schemas = models_json_schema(
            [(model, "validation") for model in self.read_by_hand],
            ref_template="#/components/schemas/{model}",
        )
        components, told = document["components"], event_catalogue.schemas() if self.events else {}
        found = {**schemas["$defs"], **told, **components["schemas"]}
        components["schemas"] = dict(sorted(found.items()))
        components["securitySchemes"] = {self.scheme_name: self.scheme}
        document["security"] = [{self.scheme_name: []}]


def application(door: object, contract: OpenApi, *, docs: bool) -> FastAPI:
    """An application that serves the contract over the ports of ``door``."""
    app = FastAPI(
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        exception_handlers=HANDLERS,
        redirect_slashes=False,
    )
    app.state.door = door
    app.state.challenge = contract.challenge
    contract.include(app)
    if docs:
        text = lru_cache(maxsize=1)(contract.text)

        async def document() -> Response:
            return Response(text().encode(), media_type="application/json")

        app.add_api_route("/openapi.json", document, include_in_schema=False, name="document")
    return app
