"""What both browser doors, the cabinet's and the desk's, ask of a request and keep in a browser.

A cookie alone is sent by other sites' pages, too. So whatever changes something must come from our
own origin, as the browser says, and bring a token that other sites cannot read.

``__Host-`` lets no other host, path or plain connection set or see a cookie (loopback counts as
safe). No script can read it, and other sites' pages do not send it.
"""

from urllib.parse import urlsplit

from fastapi import Request
from starlette.responses import Response

from backend.domain.errors import NotAllowed
from backend.domain.services.access.sessions import is_csrf_token

CSRF_HEADER = "x-csrf-token"

_SAFE = frozenset({"GET", "HEAD"})
_NO_ADDRESS = "::"


def require_own_act(request: Request, host: str, token: str) -> None:
    """Raise ``NotAllowed`` for a change that another site's page asks for, or without its token."""
    if request.method in _SAFE:
        return
    require_own_page(request, host)
    if not is_csrf_token(request.headers.get(CSRF_HEADER, ""), token):
        raise NotAllowed("the request does not bring its session's token")


def require_own_page(request: Request, host: str) -> None:
    """Raise ``NotAllowed`` where a browser says that another site's page is asking.

    ``host`` is that of our public address. A client that is no browser says nothing of it, and has
    no cookies of others either.
    """
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    own = {host, request.headers.get("host", "")}
    if site not in (None, "same-origin") or (
        origin is not None and urlsplit(origin).netloc not in own
    ):
        raise NotAllowed("another site's page asks")


def address_of(request: Request) -> str:
    """Where the caller is, as far as is known."""
    return request.client.host if request.client else _NO_ADDRESS


def keep_cookie(response: Response, name: str, content: str, seconds: int | None = None) -> None:
    """Let the browser keep a cookie, without ``seconds`` until it is closed."""
    response.set_cookie(
        name, content, max_age=seconds, path="/", secure=True, httponly=True, samesite="strict"
    )


def forget_cookie(response: Response, name: str) -> Response:
    """Let the browser forget a session's cookie, and whatever it has kept of the session."""
    keep_cookie(response, name, "", 0)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response
