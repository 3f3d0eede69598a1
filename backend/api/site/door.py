"""Serves the built cabinet: one page for every address below ``/cabinet/``, and its files."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from backend.api.site.files import File, read
from backend.api.site.policy import FILE_HEADERS, page_headers

PREFIX = "/cabinet"
BUILT = Path(__file__).parents[2] / "web" / "cabinet"
"""Where ``make cabinet`` puts it; a part of the wheel."""

_PAGE = "index.html"
_ASK_AGAIN = {"Cache-Control": "no-cache"}
_FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}
_NOT_BUILT = """\
The cabinet is not built. Run `make cabinet`, then start Vitrina again.
Everything else works without it.
"""


def _nowhere() -> Sequence[str]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteDoor:
    """The cabinet in ``folder``, which is read once.

    ``frame_origins`` and ``image_origins`` answer which origins (``https://host[:port]``) the page
    may frame and take pictures from. They are asked for every page, because platforms are
    configured while everything runs, and must not wait for anything.
    """

    frame_origins: Callable[[], Sequence[str]] = _nowhere
    image_origins: Callable[[], Sequence[str]] = _nowhere
    folder: Path = BUILT

    def routes(self) -> list[Route]:
        """``/``, ``/cabinet/`` and everything below it."""
        site = _Site(self, read(self.folder))
        return [
            Route("/", site.enter, name="front"),
            Route(PREFIX, site.enter, name="cabinet front"),
            Route(f"{PREFIX}/assets/{{name:path}}", site.asset, name="cabinet asset"),
            Route(f"{PREFIX}/{{path:path}}", site.page, name="cabinet page"),
        ]


@dataclass(frozen=True, slots=True)
class _Site:
    door: SiteDoor
    files: Mapping[str, File]

    async def enter(self, _request: Request) -> Response:
        """Lead to the cabinet."""
        return RedirectResponse(f"{PREFIX}/")

    async def asset(self, request: Request) -> Response:
        """A file whose name changes with its content, so that it may be kept for ever."""
        file = self.files.get(f"assets/{request.path_params['name']}")
        if file is None:
            raise HTTPException(404)
        return _answer(request, file, {**FILE_HEADERS, **_FOR_EVER})

    async def page(self, request: Request) -> Response:
        """A file of this name, else the page: it reads the address itself."""
        path = request.path_params["path"]
        if path != _PAGE and (file := self.files.get(path)):
            return _answer(request, file, {**FILE_HEADERS, **_ASK_AGAIN})
        page = self.files.get(_PAGE)
        if page is None:
            return PlainTextResponse(_NOT_BUILT, 503)
        headers = page_headers(self.door.frame_origins(), self.door.image_origins())
        return _answer(request, _marked(page, headers), {**headers, **_ASK_AGAIN})


def _marked(page: File, headers: Mapping[str, str]) -> File:
    """The page with a mark that names its headers too: a kept page would keep the old ones."""
    mark = hashlib.sha256(f"{page.mark} {sorted(headers.items())}".encode()).hexdigest()[:32]
    return replace(page, mark=mark)


def _answer(request: Request, file: File, headers: Mapping[str, str]) -> Response:
    """The file, or that the client's copy of it is still good."""
    body, form = file.body(request.headers.get("accept-encoding", ""))
    tag = f'W/"{file.mark}"'  # weak: one for both encodings
    known = request.headers.get("if-none-match", "").split(",")
    if tag in (each.strip() for each in known):
        form.pop("Content-Encoding", None)
        return Response(status_code=304, headers={**headers, **form, "ETag": tag})
    form = {**form, "ETag": tag, "Content-Type": file.media_type}
    return Response(body, headers={**headers, **form})
