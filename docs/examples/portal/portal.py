"""A portal's own server: it keeps the secret, and the browser talks to it alone.

VITRINA=https://billing.example CLIENT_ID=my-portal CLIENT_SECRET=… ACCOUNT=000123 \
    python -m uvicorn portal:app --port 8090
"""

import os
from collections.abc import Generator
from pathlib import Path

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

API = f"{os.environ['VITRINA']}/api/partner/v1/portal"
CREDENTIALS = httpx.BasicAuth(os.environ["CLIENT_ID"], os.environ["CLIENT_SECRET"])


class ClientCredentials(httpx.Auth):
    """A token for some minutes, and a new one when it is over. The secret goes nowhere else."""

    requires_response_body = True
    _held = "nothing-yet"

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["Authorization"] = f"Bearer {self._held}"
        answer = yield request
        if answer.status_code == 401:
            grant = {"grant_type": "client_credentials"}
            asking = httpx.Request("POST", f"{API}/oauth/token", data=grant)
            told = yield next(CREDENTIALS.auth_flow(asking))
            self._held = told.raise_for_status().json()["access_token"]
            request.headers["Authorization"] = f"Bearer {self._held}"
            yield request


def account_of(request: Request) -> str:
    """Whose session this is. Yours knows; here one subscriber is always signed in."""
    return str(request.app.state.account)


async def relay(request: Request) -> Response:
    """The few calls that the page needs, each for its own subscriber and for nobody else."""
    own = request.headers.get("sec-fetch-site") == "same-origin"
    if request.method == "POST" and not own:
        return JSONResponse({"detail": "This is not a page of ours."}, 403)  # a forged form
    names = ("content-type", "idempotency-key")
    kept = {name: request.headers[name] for name in names if name in request.headers}
    path = f"/accounts/{account_of(request)}{request.url.path.removeprefix('/api')}"
    answer = await vitrina.request(request.method, path, content=await request.body(), headers=kept)
    return Response(answer.content, answer.status_code, media_type=answer.headers["content-type"])


vitrina = httpx.AsyncClient(base_url=API, auth=ClientCredentials(), timeout=30)
app = Starlette(
    routes=[
        Route("/api/catalogue", relay, methods=["GET"]),
        Route("/api/subscriptions", relay, methods=["GET", "POST"]),
        Route("/api/previews", relay, methods=["POST"]),
        Route("/api/storefronts/{platform}/link", relay, methods=["POST"]),
        Mount("/", StaticFiles(directory=Path(__file__).parent / "site", html=True)),
    ]
)
app.state.account = os.environ["ACCOUNT"]
