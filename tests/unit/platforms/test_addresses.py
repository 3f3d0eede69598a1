"""Which addresses may be shown, and from where a page may embed."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.views import StorefrontOrigins
from backend.platforms.addresses import origin_of, safe_address
from backend.platforms.origins import origins
from tests.platform_world import platform

CHARACTERS = "abz019.-_:/?#[]@!$&'()*+,;=%\\\"<> \t\n\r\0\x7f\u202e\u200b\ufeffжﷺ℀。"
WORDS = (
    "http", "https", "://", "//", "javascript:", "data:", "shop.example", "[::1]", ":80",
    "user:password@", "xn--", "%0d%0a",
)  # fmt: skip
PIECES = st.lists(st.sampled_from([*CHARACTERS, *WORDS]), max_size=12).map("".join)
TEXTS = st.one_of(PIECES, PIECES.map("https://".__add__), st.text())


@given(TEXTS)
def test_a_safe_address_leads_where_it_says(text: str) -> None:
    address = safe_address(text)
    if address is None:
        return
    assert address == text.strip()
    parts = urlsplit(address)
    assert parts.scheme in ("http", "https")
    assert parts.hostname
    assert parts.username is None
    assert parts.password is None
    assert address.lower().startswith(("http://", "https://"))
    assert address.isprintable()
    assert not set(address) & set(' \\"<>^`{|}')


@given(TEXTS)
def test_an_origin_can_stand_in_a_header(text: str) -> None:
    origin = origin_of(text)
    if origin is None:
        return
    assert origin.isascii()
    assert not set(origin) & set(" ;,'\"*\r\n@/?#") - set("/")
    assert origin.count("/") == 2
    assert origin_of(origin) == origin
    assert safe_address(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "http://shop.example",
        "https://shop.example:8443/a/b?c=d&e=%20#f",
        "HTTPS://Shop.Example/",
        "https://магазин.example/путь",
        "http://[::1]:8081/x",
        "https://localhost?x",
        "https://127.0.0.1/it's~(1)",
    ],
)
def test_shown(text: str) -> None:
    assert safe_address(f" {text}\n") == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "shop.example",
        "//shop.example",
        "/path",
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "ftp://shop.example",
        "file:///etc/passwd",
        "http:shop.example",
        "http:/shop.example",
        "http:///shop.example",
        "https://bank.example@evil.example",
        "https://user:password@shop.example",
        "https://shop.example\\@evil.example",
        "http:\\\\evil.example",
        "https://shop.example/a b",
        "https://shop.example/\x00",
        "https://shop.example/\u202egpj",
        'https://shop.example/"onload="x',
        "https://shop.example/<script>",
        "https://shop.example:port/",
        "https://.example",
        "https://",
        "https://shop.example/" + "a" * 2048,
    ],
)
def test_not_shown(text: str) -> None:
    assert safe_address(text) is None


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("HTTPS://Shop.Example:443/a?b#c", "https://shop.example"),
        ("http://shop.example:80", "http://shop.example"),
        ("http://shop.example:443", "http://shop.example:443"),
        ("http://localhost:8081/rentsoft", "http://localhost:8081"),
        ("https://Пример.example", "https://xn--e1afmkfd.example"),
        ("http://[::1]:8081", "http://[::1]:8081"),
        ("https://a..b.example", None),
        ("https://shop.example/a b", None),
        (" https://shop.example", None),
        ("", None),
    ],
)
def test_the_origin_of_an_address(address: str, origin: str | None) -> None:
    assert origin_of(address) == origin


@pytest.mark.parametrize(
    ("wire", "frame", "images"),
    [
        ({}, None, ()),
        (
            {
                "storefront_url": "https://shop.example/in",
                "catalogue_url": "https://shop.example/x",
            },
            "https://shop.example",
            ("https://shop.example",),
        ),
        (
            {"storefront_url": "http://a.example:81", "catalogue_url": "https://b.example/xml"},
            "http://a.example:81",
            ("http://a.example:81", "https://b.example"),
        ),
        (
            {"storefront_url": "https://a.example", "storefront_frame": False},
            None,
            ("https://a.example",),
        ),
        (
            {"storefront_url": "https://a.example", "storefront_frame": True},
            "https://a.example",
            ("https://a.example",),
        ),
        # What is not plainly true is not allowed.
        (
            {"storefront_url": "https://a.example", "storefront_frame": "yes"},
            None,
            ("https://a.example",),
        ),
        ({"storefront_url": "javascript:alert(1)"}, None, ()),
        ({"storefront_url": "https://a.example;script-src *"}, None, ()),
    ],
)
def test_what_may_be_embedded(
    wire: dict[str, Any], frame: str | None, images: tuple[str, ...]
) -> None:
    assert origins(platform(**wire)) == StorefrontOrigins(frame=frame, images=images)
