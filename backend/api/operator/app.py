"""The application behind ``/api/operator/v1`` and its OpenAPI document."""

from fastapi import FastAPI
from fastapi.routing import APIRoute

from backend.api.openapi import OpenApi, application
from backend.api.operator import (
    access,
    accounts,
    advances,
    audit,
    catalogue,
    charges,
    contacts,
    event_deliveries,
    events,
    forecast,
    integrators,
    invoices,
    members,
    notice_settings,
    notice_templates,
    notices,
    operations,
    payments,
    portals,
    reports,
    runs,
    settlements,
    subscriptions,
)
from backend.api.operator.door import OperatorDoor
from backend.api.operator.staff import SESSION_COOKIE, require_permissions
from backend.api.problems import Problem
from backend.domain.services.access.permissions import PERMISSIONS
from backend.domain.values.roles import Role

PREFIX = "/api/operator/v1"

_ABOUT = f"""\
The operator's staff connects platforms, keeps the catalogue, serves subscribers, bills, corrects
and reports. Sums are texts in roubles, `"50.00"`; days are inclusive.

**Who.** People sign in: the cookie `{SESSION_COOKIE}` and, with every POST, PATCH and DELETE,
`X-CSRF-Token` from `GET /session`. Scripts send `Authorization: Bearer` with the installation's
operator token, and are admins. Each operation's description says which roles may do it.

**Everything is recorded**: who, when, from where, why, before and after.
"""
_ROUTERS = (
    access,
    members,
    integrators,
    catalogue,
    accounts,
    payments,
    subscriptions,
    operations,
    charges,
    runs,
    invoices,
    forecast,
    advances,
    audit,
    reports,
    settlements,
    contacts,
    notices,
    notice_templates,
    notice_settings,
    events,
    event_deliveries,
    portals,
)


def routes() -> list[APIRoute]:
    """Every operation, in the order of the contract."""
    found = (route for module in _ROUTERS for route in module.router.routes)
    return [route for route in found if isinstance(route, APIRoute)]


def _who(operation: str) -> str:
    roles = PERMISSIONS.get(operation, frozenset())
    return f"Roles: {', '.join(role for role in Role if role in roles)}." if roles else ""


_DOCUMENT = OpenApi(
    title="Vitrina for the operator's staff",
    description=_ABOUT,
    prefix=PREFIX,
    routers=tuple(module.router for module in _ROUTERS),
    read_by_hand=(*(model for module in _ROUTERS for model in module.READ_BY_HAND), Problem),
    scheme_name="desk",
    scheme={
        "type": "apiKey",
        "in": "cookie",
        "name": SESSION_COOKIE,
        "description": "Set by signing in. Scripts send the operator token as a bearer instead.",
    },
    remark=_who,
    events=True,
    challenge='desk realm="Vitrina"',
)


def create_operator_app(door: OperatorDoor, *, docs: bool = True) -> FastAPI:
    """The staff's contract over these ports."""
    app = application(door, _DOCUMENT, docs=docs)
    require_permissions(app)
    return app


def openapi_document() -> str:
    """The contract as committed in ``openapi/operator.json``."""
    return _DOCUMENT.text()
