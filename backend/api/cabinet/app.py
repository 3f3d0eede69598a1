"""The application behind ``/api/cabinet/v1`` and its OpenAPI document."""

from fastapi import FastAPI

from backend.api.cabinet import (
    access,
    account,
    forecast,
    invoices,
    money,
    notices,
    portals,
    requests,
    shop,
    subscriptions,
)
from backend.api.cabinet.visitor import SESSION_COOKIE, CabinetDoor, admit
from backend.api.notice_wire import ContactChoices, NoticeChoice, QuietTimes
from backend.api.openapi import OpenApi, application
from backend.api.problems import Problem

PREFIX = "/api/cabinet/v1"

_ABOUT = """\
What a subscriber sees and does in the browser, always with the account that is signed in: nothing
here takes an account number but the sign-in. What is another's is answered as unknown.

**Session.** Signing in sets the cookie `__Host-vitrina-session`. Every POST, PATCH and DELETE
must come from the cabinet's own origin and bring `X-CSRF-Token` from `GET /session`; signing in
brings none.

**Exactly once.** Acts carry an `Idempotency-Key`: sent again, they happen once.

**Sums** are texts in roubles, `"50.00"`. **Days** are inclusive. **Problems** are RFC 9457
documents: decide by `code`.
"""

_DOCUMENT = OpenApi(
    title="Vitrina's cabinet",
    description=_ABOUT,
    prefix=PREFIX,
    routers=(
        access.router,
        account.router,
        subscriptions.router,
        shop.router,
        money.router,
        invoices.router,
        forecast.router,
        notices.router,
        portals.router,
    ),
    read_by_hand=(
        requests.SignInRequest,
        requests.PasswordRequest,
        requests.WishRequest,
        requests.SubscribeRequest,
        requests.ActRequest,
        requests.StorefrontRequest,
        ContactChoices,
        NoticeChoice,
        QuietTimes,
        Problem,
    ),
    scheme_name="session",
    scheme={
        "type": "apiKey",
        "in": "cookie",
        "name": SESSION_COOKIE,
        "description": "Set by signing in.",
    },
    challenge='session realm="Vitrina"',
)


def create_cabinet_app(door: CabinetDoor, *, docs: bool = True) -> FastAPI:
    """The cabinet's contract over these ports."""
    app = application(door, _DOCUMENT, docs=docs)
    app.state.admission = admit
    return app


def openapi_document() -> str:
    """The contract as committed in ``openapi/cabinet.json``."""
    return _DOCUMENT.text()
