"""The cabinet's endpoints, for the account of the address and a portal's token."""

from collections.abc import Iterator

from fastapi import APIRouter, Depends
from fastapi.routing import APIRoute

from backend.api.cabinet import account, forecast, invoices, money, notices, shop, subscriptions
from backend.api.documents import PathAccount
from backend.api.portal.door import PREFIX
from backend.api.portal.route import PortalRoute, documented_key
from backend.api.problems import documented
from backend.domain.services.portals.scopes import SCOPES

ACCOUNT = "/accounts/{number}"

_MIRRORED = (account, subscriptions, shop, money, invoices, forecast, notices)
_EVERY = ("not_found", "not_authenticated", "insufficient_scope", "rate_limited")
_POST = ("idempotency_key_missing", "idempotency_key_reused", "idempotency_key_outstanding")


def of_account(number: PathAccount) -> None:
    """The account of the address."""


def router() -> APIRouter:
    """All of them."""
    made = APIRouter(tags=["portal: accounts"])
    made.routes.extend(_routes())
    return made


def _routes() -> Iterator[APIRoute]:
    for module in _MIRRORED:
        for route in module.router.routes:
            if isinstance(route, APIRoute):
                yield _mirrored(route)


def _mirrored(route: APIRoute) -> APIRoute:
    dependencies = [Depends(of_account)]
    methods = route.methods or set()
    if "POST" in methods:
        dependencies.append(Depends(documented_key))
    return PortalRoute(
        f"{ACCOUNT}{route.path}",
        route.endpoint,
        methods=methods,
        name=f"{PREFIX}{route.name}",
        response_model=route.response_model,
        response_class=route.response_class,
        status_code=route.status_code,
        responses=merged(route.responses, methods),
        tags=["portal: accounts"],
        summary=route.summary or route.name.replace("_", " ").capitalize(),
        description=route.description,
        dependencies=dependencies,
        openapi_extra={**(route.openapi_extra or {}), **needs(route.name)},
    )


def needs(name: str) -> dict[str, object]:
    """The ``openapi_extra`` that names the scope of an operation."""
    return {"security": [{"portal": [SCOPES[name].value]}]}


def merged(
    own: dict[int | str, dict[str, object]], methods: set[str] | frozenset[str]
) -> dict[int | str, dict[str, object]]:
    """An operation's responses, and those that any portal may get."""
    added = documented(*_EVERY, *(_POST if "POST" in methods else ()))
    found = {status: dict(said) for status, said in own.items()}
    for status, said in added.items():
        if status not in found:
            found[status] = said
        elif said["description"] not in str(found[status]["description"]):
            texts = (str(found[status]["description"]), str(said["description"]))
            found[status]["description"] = " ".join(texts)
    return found
