"""The page and its files: which address answers what, and what a browser is told about it."""

import asyncio
import gzip
import json
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from urllib.parse import unquote

import pytest
from starlette.datastructures import Headers
from starlette.types import Message, Scope

from backend.api import edge
from backend.api.site import CABINET, DESK, Site, SiteDoor, front

PAGE = "<!doctype html><title>Витрина</title>"
SCRIPT = "console.log('витрина');\n" * 40


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Headers
    body: bytes

    @property
    def code(self) -> str:
        """The code of a problem document."""
        assert self.headers["content-type"] == "application/problem+json"
        return str(json.loads(self.body)["code"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A built cabinet, beside something that is nobody's business."""
    (tmp_path / "secret.key").write_text("secret")
    built = tmp_path / "cabinet"
    (built / "assets").mkdir(parents=True)
    (built / "index.html").write_text(PAGE)
    (built / "favicon.svg").write_text("<svg/>")
    (built / "assets" / "index-1a2b.js").write_text(SCRIPT)
    (built / "assets" / "letters-3c4d.woff2").write_bytes(bytes(range(64)))
    return built


def cabinet_in(folder: Path) -> Site:
    """The cabinet, built elsewhere."""
    return replace(CABINET, folder=folder)


def ask(
    door: SiteDoor, target: str, method: str = "GET", *, over_tls: bool = False, **headers: str
) -> Answer:
    """Send a request whose target is exactly this: clients tidy up what an attacker does not."""
    raw, _, query = target.partition("?")
    scope: Scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": unquote(raw),
        "raw_path": raw.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(n.replace("_", "-").encode(), v.encode()) for n, v in headers.items()],
    }
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    async def serve() -> None:
        await edge.build([front(), *door.routes()], over_tls=over_tls)(scope, receive, send)

    asyncio.run(serve())
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return Answer(sent[0]["status"], Headers(raw=sent[0]["headers"]), body)


def rules(answer: Answer) -> dict[str, list[str]]:
    """The content security policy: directive → sources."""
    policy = answer.headers["content-security-policy"].split(";")
    return {name: sources for name, *sources in (rule.split() for rule in policy)}


@pytest.mark.parametrize("target", ["/", "/cabinet", "/?next=//evil.example"])
def test_the_front_leads_to_the_cabinet(folder: Path, target: str) -> None:
    answer = ask(SiteDoor(site=cabinet_in(folder)), target)
    assert (answer.status, answer.headers["location"]) == (307, "/cabinet/")


@pytest.mark.parametrize(
    "target",
    [
        "/cabinet/",
        "/cabinet/index.html",
        "/cabinet/history",
        "/cabinet/account/000123?month=2026-05",
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_every_address_of_the_cabinet_is_the_page(folder: Path, target: str, method: str) -> None:
    answer = ask(SiteDoor(site=cabinet_in(folder)), target, method)
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["content-length"] == str(len(PAGE.encode()))


@pytest.mark.parametrize("target", ["/cabinet/", "/cabinet/assets/index-1a2b.js"])
def test_the_cabinet_takes_nothing(folder: Path, target: str) -> None:
    answer = ask(SiteDoor(site=cabinet_in(folder)), target, "POST")
    assert (answer.status, answer.code) == (405, "method_not_allowed")


def test_an_asset_is_kept_for_ever(folder: Path) -> None:
    answer = ask(SiteDoor(site=cabinet_in(folder)), "/cabinet/assets/index-1a2b.js")
    assert (answer.status, answer.body.decode()) == (200, SCRIPT)
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"


def test_a_file_of_a_fixed_name_is_asked_for_again(folder: Path) -> None:
    answer = ask(SiteDoor(site=cabinet_in(folder)), "/cabinet/favicon.svg")
    assert (answer.headers["content-type"], answer.body) == ("image/svg+xml", b"<svg/>")
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "target",
    [
        "/cabinet/assets/",
        "/cabinet/assets/index-0000.js",
        "/cabinet/assets/../index.html",
        "/cabinet/assets/../../secret.key",
        "/cabinet/assets/..%2f..%2fsecret.key",
        "/cabinet/assets/%2e%2e/%2e%2e/secret.key",
        "/cabinet/assets/..%5c..%5csecret.key",
        "/cabinet/assets//etc/passwd",
        "/cabinet/assets/%2fetc%2fpasswd",
        "/cabinet/assets/index-1a2b.js%00.html",
        "/cabinet/assets/index-1a2b.js/",
        "/cabinet/assets/INDEX-1A2B.JS",
    ],
)
def test_an_unknown_asset_is_a_problem(folder: Path, target: str) -> None:
    answer = ask(SiteDoor(site=cabinet_in(folder)), target, accept_encoding="gzip")
    assert (answer.status, answer.code) == (404, "not_found")
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "target",
    [
        "/cabinet/../secret.key",
        "/cabinet/..%2fsecret.key",
        "/cabinet//etc/passwd",
        "/cabinet/%2fetc%2fpasswd",
        "/cabinet/%2e%2e%2f%2e%2e%2fetc/passwd",
        "/cabinet/favicon.svg%00",
        "/cabinet/" + "a/" * 2000,
    ],
)
def test_no_address_leads_out_of_the_folder(folder: Path, target: str) -> None:
    answer = ask(SiteDoor(site=cabinet_in(folder)), target)
    assert (answer.status, answer.body.decode()) == (200, PAGE)


@pytest.mark.parametrize("target", ["//evil.example/", "//cabinet/", "/cabinets", "/cabinet%0a/"])
def test_other_addresses_are_not_the_sites(folder: Path, target: str) -> None:
    answer = ask(SiteDoor(site=cabinet_in(folder)), target)
    assert (answer.status, answer.code) == (404, "not_found")
    assert "location" not in answer.headers


@pytest.mark.parametrize("offer", ["gzip", "br, GZIP;q=0.5", "deflate, gzip , br"])
def test_a_text_is_sent_compressed_to_who_takes_it(folder: Path, offer: str) -> None:
    answer = ask(
        SiteDoor(site=cabinet_in(folder)), "/cabinet/assets/index-1a2b.js", accept_encoding=offer
    )
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["content-length"] == str(len(answer.body))
    assert gzip.decompress(answer.body).decode() == SCRIPT


@pytest.mark.parametrize("offer", ["", "br", "gzip;q=0", "gzip; q=0.000", "xgzip"])
def test_a_text_is_sent_plain_to_anybody_else(folder: Path, offer: str) -> None:
    answer = ask(
        SiteDoor(site=cabinet_in(folder)), "/cabinet/assets/index-1a2b.js", accept_encoding=offer
    )
    assert "content-encoding" not in answer.headers
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.body.decode() == SCRIPT


def test_what_does_not_get_shorter_is_sent_as_it_is(folder: Path) -> None:
    path = "/cabinet/assets/letters-3c4d.woff2"
    answer = ask(SiteDoor(site=cabinet_in(folder)), path, accept_encoding="gzip")
    assert (answer.headers["content-type"], answer.body) == ("font/woff2", bytes(range(64)))
    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize("target", ["/cabinet/", "/cabinet/favicon.svg"])
def test_a_copy_that_is_still_good_is_not_sent_again(folder: Path, target: str) -> None:
    send = partial(ask, SiteDoor(site=cabinet_in(folder)), target, accept_encoding="gzip")
    tag = send().headers["etag"]
    again = send(if_none_match=f'"other", {tag}')
    assert (again.status, again.body) == (304, b"")
    assert (again.headers["etag"], again.headers["cache-control"]) == (tag, "no-cache")
    assert send(if_none_match='"other"').status == 200


def test_a_new_build_is_another_copy(folder: Path) -> None:
    before = ask(SiteDoor(site=cabinet_in(folder)), "/cabinet/").headers["etag"]
    (folder / "index.html").write_text(PAGE + "<p>new")
    assert ask(SiteDoor(site=cabinet_in(folder)), "/cabinet/", if_none_match=before).status == 200


def test_the_page_is_fenced_in(folder: Path) -> None:
    answer = ask(SiteDoor(site=cabinet_in(folder)), "/cabinet/")
    assert rules(answer) == {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "font-src": ["'self'"],
        "manifest-src": ["'self'"],
        "frame-src": ["'none'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    denied = answer.headers["permissions-policy"].split(", ")
    assert {"camera=()", "microphone=()", "geolocation=()", "payment=()"} <= set(denied)


@pytest.mark.parametrize("target", ["/cabinet/", "/cabinet/assets/index-1a2b.js"])
def test_https_is_insisted_on_where_it_is_the_public_address(folder: Path, target: str) -> None:
    over_tls = ask(SiteDoor(site=cabinet_in(folder)), target, over_tls=True)
    assert over_tls.headers["strict-transport-security"].startswith("max-age=")
    assert "strict-transport-security" not in ask(SiteDoor(site=cabinet_in(folder)), target).headers


def test_storefronts_come_and_go_without_a_restart(folder: Path) -> None:
    frames: list[str] = []
    images: list[str] = []
    door = SiteDoor(
        site=cabinet_in(folder), frame_origins=lambda: frames, image_origins=lambda: images
    )
    before = ask(door, "/cabinet/")
    frames += ["https://shop.example", "http://localhost:8081", "https://SHOP.example"]
    images += ["https://pictures.example"]
    after = ask(door, "/cabinet/", if_none_match=before.headers["etag"])
    assert after.status == 200, "a kept page would keep the old rules"
    assert rules(after)["frame-src"] == ["http://localhost:8081", "https://shop.example"]
    assert rules(after)["img-src"] == ["'self'", "data:", "https://pictures.example"]


@pytest.mark.parametrize(
    "origin",
    [
        "",
        "*",
        "https:",
        "https://*.example",
        "javascript:alert(1)",
        "data:",
        "https://shop.example/",
        "https://shop.example; script-src *",
        "https://shop.example 'unsafe-inline'",
        "https://shop.example\r\nSet-Cookie: a=b",
        "https://shop.example\n",
        "https://user@shop.example",
        "https://магазин.example",
    ],
)
def test_what_is_no_origin_does_not_get_into_the_rules(folder: Path, origin: str) -> None:
    door = SiteDoor(
        site=cabinet_in(folder), frame_origins=lambda: [origin], image_origins=lambda: [origin]
    )
    answer = ask(door, "/cabinet/")
    assert rules(answer) == rules(ask(SiteDoor(site=cabinet_in(folder)), "/cabinet/"))


def test_a_cabinet_that_is_not_built_says_so(tmp_path: Path) -> None:
    door = SiteDoor(site=cabinet_in(tmp_path / "nothing"))
    answer = ask(door, "/cabinet/history")
    assert answer.status == 503
    assert "make cabinet" in answer.body.decode()
    assert answer.headers["cache-control"] == "no-store"
    assert ask(door, "/cabinet/assets/index-1a2b.js").code == "not_found"


def test_the_desk_is_a_site_of_its_own(folder: Path, tmp_path: Path) -> None:
    built = tmp_path / "desk"
    built.mkdir()
    (built / "desk.html").write_text("<!doctype html><title>Desk</title>")
    door = SiteDoor(site=replace(DESK, folder=built))
    cabinet = ask(SiteDoor(site=cabinet_in(folder)), "/cabinet/")
    for target in ("/desk/", "/desk/accounts/000123", "/desk/desk.html", "/desk/index.html"):
        answer = ask(door, target)
        assert (answer.status, answer.body) == (200, b"<!doctype html><title>Desk</title>")
        assert rules(answer) == rules(cabinet), "it frames nothing and shows nobody's pictures"
    assert ask(door, "/desk").headers["location"] == "/desk/"
    assert ask(door, "/cabinet/").status == 404
