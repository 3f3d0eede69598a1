"""What every page has: safety headers, bodies of bounded size, refusals in plain words."""

import json
from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from backend.sandbox import wording
from backend.sandbox.refusal import Refused, parameters
from backend.sandbox.state import LIVING, Status

MOST = 65_536

_SAFETY = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def policy(frame_ancestors: str) -> str:
    """The Content-Security-Policy of a page without scripts."""
    return (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        f"base-uri 'none'; frame-ancestors {frame_ancestors}"
    )


class Pages:
    """Renders templates. ``frame_origin`` alone may show the storefronts in a frame."""

    def __init__(self, frame_origin: str) -> None:
        self._frame_origin = frame_origin
        self._templates = Environment(
            loader=PackageLoader("backend.sandbox"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters |= {"day": wording.day, "price": wording.price}
        self._templates.globals |= {
            "STATUSES": wording.STATUSES,
            "Status": Status,
            "LIVING": LIVING,
        }

    def show(
        self, template: str, *, status: int = 200, framed: bool = True, **values: Any
    ) -> Response:
        """A page; ``framed``: the cabinet may frame it.

        Other pages are the control page's, which must know where its buttons are pressed: with no
        referrer a browser would call their origin ``null``.
        """
        text = self._templates.get_template(template).render(values)
        headers = {**_SAFETY, "Content-Security-Policy": policy(self._frame_origin)}
        if not framed:
            own = {"Referrer-Policy": "same-origin", "Content-Security-Policy": policy("'none'")}
            headers |= own
        return HTMLResponse(text, status, headers)

    def refuse(self, refused: Refused) -> Response:
        """The page that says what is wrong, and the code for support."""
        text = wording.REFUSALS[refused.code]
        return self.show("refusal.html", status=refused.status, code=refused.code, text=text)


def see_other(address: str) -> Response:
    """After an act: the page that shows what became of it, safe to be loaded again."""
    return RedirectResponse(address, 303, _SAFETY)


def document(value: Any, status: int = 200) -> Response:
    """A JSON document for programs and people."""
    text = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    return Response(text, status, _SAFETY, "application/json")


def xml(content: bytes, status: int = 200) -> Response:
    """An answer of the XML API."""
    return Response(content, status, _SAFETY, "text/xml; charset=utf-8")


def query_of(request: Request) -> str:
    """The query exactly as it was sent: signatures are over these bytes."""
    raw: bytes = request.scope["query_string"]
    try:
        return raw.decode("ascii")
    except UnicodeDecodeError:
        raise Refused("bad_link") from None


async def read_body(request: Request) -> bytes:
    """The body; ``Refused`` where it is longer than any honest one."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST:
            raise Refused("bad_request", 413)
    return bytes(body)


async def read_form(request: Request, *names: str) -> Mapping[str, str]:
    """The fields of a form, each known and sent once."""
    body = await read_body(request)
    try:
        return parameters(body.decode("ascii"), names)
    except (UnicodeDecodeError, Refused):
        raise Refused("bad_request", 400) from None
