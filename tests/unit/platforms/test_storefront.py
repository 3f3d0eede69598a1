"""Links into a storefront, checked as a platform would: by the published rules, not by our code."""

import hashlib
import hmac
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, quote_plus, urlsplit

import pytest

from backend.domain.errors import InvalidRequest, NotFound
from backend.platforms.storefront import SignedStorefrontLinks
from tests.fakes.manual_clock import START, ManualClock
from tests.platform_world import ISSUER, KEY, SECRET, platform

NOW = int(START.timestamp())


@pytest.fixture
def links() -> SignedStorefrontLinks:
    """Makes links at the start of the manual clock."""
    return SignedStorefrontLinks(issuer=ISSUER, key=KEY, clock=ManualClock())


def test_a_native_link_says_who_enters_what_and_until_when(links: SignedStorefrontLinks) -> None:
    shop = platform(
        code="relans", storefront_url="https://shop.example/in", storefront_paths=["/", "/p/1"]
    )
    link = links.link(shop, "000123", "/p/1")
    address, _, query = link.url.partition("?")
    signed, _, sign = query.rpartition("&sign=")
    key = bytes.fromhex(links.verification_key("relans"))
    assert hmac.new(key, signed.encode(), hashlib.sha256).hexdigest() == sign
    assert address == "https://shop.example/in"
    names = parse_qsl(signed, strict_parsing=True)
    assert [name for name, _ in names] == ["iss", "aud", "sub", "jti", "iat", "exp", "path"]
    told = dict(names)
    assert len(told.pop("jti")) >= 20
    assert told == {
        "iss": ISSUER,
        "aud": "relans",
        "sub": "000123",
        "iat": str(NOW),
        "exp": str(NOW + 120),
        "path": "/p/1",
    }
    assert link.expires_at == START + timedelta(seconds=120)


def test_one_platform_cannot_sign_for_another(links: SignedStorefrontLinks) -> None:
    assert links.verification_key("relans") != links.verification_key("rentsoft")


def test_every_link_is_another_one(links: SignedStorefrontLinks) -> None:
    shop = platform(storefront_url="https://shop.example/")
    old = platform(
        storefront_url="https://shop.example/",
        storefront_form="velvica",
        storefront_secret=SECRET,
    )
    assert len({links.link(each, "1").url for each in (shop, old) * 5}) == 10


@pytest.mark.parametrize("api", [None, "https://vitrina.example/soap/rentsoft?a=1&b=2"])
@pytest.mark.parametrize(
    ("storefront", "path", "address"),
    [
        ("https://a.ag.example/3.00/iframe/", "/", "https://a.ag.example/3.00/iframe/"),
        ("https://a.ag.example/3.00/iframe", "/", "https://a.ag.example/3.00/iframe"),
        ("https://a.ag.example/3.00/iframe/", "/kav/", "https://a.ag.example/3.00/iframe/kav/"),
        ("https://a.ag.example/3.00/iframe", "p/1", "https://a.ag.example/3.00/iframe/p/1"),
        ("https://a.example/", "/все ?x#y", "https://a.example/%D0%B2%D1%81%D0%B5%20%3Fx%23y"),
    ],
)
def test_a_velvica_link(
    links: SignedStorefrontLinks, storefront: str, path: str, address: str, api: str | None
) -> None:
    shop = platform(
        storefront_url=storefront,
        storefront_paths=[path],
        storefront_form="velvica",
        storefront_secret=SECRET,
        storefront_api=api,
    )
    link = links.link(shop, "000123", path)
    front, _, query = link.url.partition("?")
    signed, _, sign = query.partition("&ag_sign=")
    assert front == address
    assert hashlib.md5(f"{SECRET}{signed}".encode(), usedforsecurity=False).hexdigest() == sign
    told_api = f"ag_api={quote_plus(api)}&" if api else ""
    start = f"ag_uuid=000123&{told_api}ag_timestamp={NOW}&ag_rnd="
    assert signed.startswith(start)
    assert len(signed) >= len(start) + 16
    assert link.expires_at == START + timedelta(days=2)


def test_a_link_is_not_written_down_by_accident(links: SignedStorefrontLinks) -> None:
    link = links.link(platform(storefront_url="https://shop.example/"), "000123")
    query = urlsplit(link.url).query
    assert query
    for text in (repr(link), str(link), f"{link}", repr([link])):
        assert "sign" not in text
        assert "000123" not in text


@pytest.mark.parametrize(
    ("wire", "path", "error"),
    [
        ({}, "/", NotFound),
        ({"storefront_url": 7}, "/", NotFound),
        ({"storefront_url": ""}, "/", NotFound),
        ({"storefront_url": "https://a.example", "storefront_form": "velvica"}, "/", NotFound),
        ({"storefront_url": "https://a.example"}, "/other", InvalidRequest),
        # Not a list: what is part of the text is not among the paths.
        ({"storefront_url": "https://a.example", "storefront_paths": "/ab"}, "/a", InvalidRequest),
    ],
)
def test_no_link(
    links: SignedStorefrontLinks, wire: dict[str, Any], path: str, error: type[Exception]
) -> None:
    with pytest.raises(error) as refusal:
        links.link(platform(**wire), "000123", path)
    assert "000123" not in str(refusal.value)
    assert path == "/" or path not in str(refusal.value)
