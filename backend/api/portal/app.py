"""The application behind ``/api/partner/v1/portal``, a part of the partners' document."""

from fastapi import FastAPI

from backend.api.binding_wire import BindingRequest
from backend.api.cabinet import requests
from backend.api.event_wire import ChangedEventEndpoint, NewEventEndpoint, RedeliverEvents
from backend.api.notice_wire import ContactChoices, NoticeChoice, QuietTimes
from backend.api.openapi import OpenApi, application
from backend.api.portal import accounts, events, mirror, tokens
from backend.api.portal.door import PREFIX as NAMES
from backend.api.portal.door import PortalDoor, admit
from backend.api.problems import Problem
from backend.domain.services.portals.scopes import ABOUT, SCOPES

PREFIX = "/api/partner/v1/portal"

_ABOUT = """\
## Portals

Third-party cabinets do for a subscriber what the operator's own cabinet does, below `/portal`.

**Tokens.** `POST /portal/oauth/token` with your client credentials (OAuth 2), then
`Authorization: Bearer`. A token lives for minutes and carries scopes. **Accounts.** You act for
those that the operator has listed for you and those whose subscribers have agreed; any other is
`not_found`, as one that does not exist. **Once.** Every POST brings an `Idempotency-Key`: sent
again it happens once and is answered from what was stored, with `Idempotency-Replayed: true`; with
other content it is `idempotency_key_reused`. **Quotas.** `RateLimit` and `RateLimit-Policy` say how
many calls are left.
"""

DOCUMENT = OpenApi(
    title="Vitrina for portals",
    description=_ABOUT,
    prefix=PREFIX,
    routers=(tokens.router, accounts.router, mirror.router(), events.router),
    read_by_hand=(
        tokens.TokenRequest,
        tokens.RevocationRequest,
        requests.WishRequest,
        requests.SubscribeRequest,
        requests.ActRequest,
        requests.StorefrontRequest,
        BindingRequest,
        ContactChoices,
        NoticeChoice,
        QuietTimes,
        NewEventEndpoint,
        ChangedEventEndpoint,
        RedeliverEvents,
        Problem,
    ),
    scheme_name="portal",
    scheme={
        "type": "oauth2",
        "description": "A portal's client credentials, over TLS.",
        "flows": {
            "clientCredentials": {
                "tokenUrl": f"{PREFIX}/oauth/token",
                "scopes": {scope.value: text for scope, text in ABOUT.items()},
            }
        },
    },
    challenge='Bearer realm="Vitrina"',
)


def create_portal_app(door: PortalDoor) -> FastAPI:
    """The portals' contract over these ports. Every operation of it has a scope, and every scope's
    operation is one of it."""
    app = application(door, DOCUMENT, docs=False)
    app.state.admission = admit
    return app


def operations() -> set[str]:
    """The names of operations that take a token, as the table of scopes has them."""
    routes = (route for router in DOCUMENT.routers for route in router.routes)
    named = {getattr(route, "name", "") for route in routes}
    return {name.removeprefix(NAMES) for name in named - {"portal_token", "portal_revoke_token"}}


if operations() != set(SCOPES):
    raise AssertionError(f"without a scope, or scopes without it: {operations() ^ set(SCOPES)}")
