"""The cabinet's two cookies.

``__Host-`` lets no other host, path or plain connection set or see them (loopback counts as safe).
No script can read them, and other sites' pages do not send them.
"""

from starlette.responses import Response

from backend.api.cabinet.visitor import SESSION_COOKIE

DEVICE_COOKIE = "__Host-vitrina-device"
"""Tells a browser that has signed in before from strangers; it opens nothing."""

_DEVICE_SECONDS = 180 * 24 * 3600


def keep_session(response: Response, token: str) -> None:
    """Let the browser keep the session until it is closed; the server ends it before that."""
    _set(response, SESSION_COOKIE, token, None)


def forget_session(response: Response) -> Response:
    """Let the browser forget it, and whatever of the account it has kept."""
    _set(response, SESSION_COOKIE, "", 0)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def keep_mark(response: Response, mark: str) -> None:
    """Let the browser keep its mark."""
    _set(response, DEVICE_COOKIE, mark, _DEVICE_SECONDS)


def _set(response: Response, name: str, content: str, seconds: int | None) -> None:
    response.set_cookie(
        name, content, max_age=seconds, path="/", secure=True, httponly=True, samesite="strict"
    )
