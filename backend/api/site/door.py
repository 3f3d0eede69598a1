"""Serves what is built for browsers: one page for every address of a site, and its files."""

import hashlib
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from backend.api.site.files import File, read
from backend.api.site.policy import FILE_HEADERS, page_headers

_WEB = Path(__file__).parents[2] / "web"
_ASK_AGAIN = {"Cache-Control": "no-cache"}
_FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}
_NOT_BUILT = """\
This is not built. Run `make cabinet`, then start Vitrina again.
Everything else works without it.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What is served below ``prefix``: the files of ``folder``, a part of the wheel, and
    ``page`` among them for every address that names no file."""

    prefix: str
    folder: Path
    page: str


CABINET = Site(prefix="/cabinet", folder=_WEB / "cabinet", page="index.html")
"""The subscriber's."""
DESK = Site(prefix="/desk", folder=_WEB / "desk", page="desk.html")
"""The operator's."""


def front() -> Route:
    """``/`` leads to the cabinet: whoever does not know the address is a subscriber."""
    return Route("/", _to(CABINET), name="front")


def _nowhere() -> Sequence[str]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteDoor:
    """A site, whose folder is read once.

    ``frame_origins`` and ``image_origins`` answer which origins (``https://host[:port]``) the page
    may frame and take pictures from. They are asked for every page, because platforms are
    configured while everything runs, and must not wait for anything.
    """

    site: Site = CABINET
    frame_origins: Callable[[], Sequence[str]] = _nowhere
    image_origins: Callable[[], Sequence[str]] = _nowhere

    def routes(self) -> list[Route]:
        """The site's address and everything below it."""
        prefix, name = self.site.prefix, self.site.prefix.strip("/")
        served = _Served(self, read(self.site.folder))
        return [
            Route(prefix, _to(self.site), name=f"{name} front"),
            Route(f"{prefix}/assets/{{name:path}}", served.asset, name=f"{name} asset"),
            Route(f"{prefix}/{{path:path}}", served.page, name=f"{name} page"),
        ]


def _to(site: Site) -> Callable[[Request], Coroutine[None, None, Response]]:
    async def enter(_request: Request) -> Response:
        return RedirectResponse(f"{site.prefix}/")

    return enter


@dataclass(frozen=True, slots=True)
class _Served:
    door: SiteDoor
    files: Mapping[str, File]

    async def asset(self, request: Request) -> Response:
        """A file whose name changes with its content, so that it may be kept for ever."""
        file = self.files.get(f"assets/{request.path_params['name']}")
        if file is None:
            raise HTTPException(404)
        return _answer(request, file, {**FILE_HEADERS, **_FOR_EVER})

    async def page(self, request: Request) -> Response:
        """A file of this name, else the page: it reads the address itself."""
        path, own = request.path_params["path"], self.door.site.page
        if path != own and (file := self.files.get(path)):
            return _answer(request, file, {**FILE_HEADERS, **_ASK_AGAIN})
        page = self.files.get(own)
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
