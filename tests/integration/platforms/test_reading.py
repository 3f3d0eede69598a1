"""Reading a platform that works: what is asked, how it is signed, what is remembered."""

import hashlib
import hmac
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl

import pytest

from backend.domain.integrator import Integrator
from backend.domain.platform import Activation, Freshness, PlatformCatalogue, PlatformDetails
from backend.platforms.desk import PlatformDesk
from tests.fakes.manual_clock import START, ManualClock
from tests.integration.platforms.server import Platform, reply
from tests.platform_world import ISSUER, SECRET, document, item, platform

NOW = int(START.timestamp())
VELVICA = {"storefront_form": "velvica", "storefront_secret": SECRET}


def readable(server: Platform, **more: Any) -> Integrator:
    """An integrator whose catalogue is on the server."""
    return platform(catalogue_url=f"{server.address}/2.01/xml", **more)


def test_a_catalogue(platform_server: Platform, desk: PlatformDesk) -> None:
    image = f"{platform_server.address}/kav.png"
    platform_server.answer(
        reply(document(item(image_medium=image), item("bad", prolongation_cost="-1")))
    )
    found = desk.reader.catalogue(readable(platform_server), "000123")
    assert (found.state, found.as_of) == (Freshness.FRESH, START)
    assert [(each.key, each.image) for each in found.items] == [("kav", image)]


def test_the_velvica_question(platform_server: Platform, desk: PlatformDesk) -> None:
    platform_server.answer(reply(document()))
    shop = readable(platform_server, **VELVICA)
    desk.reader.catalogue(shop, "000123")
    desk.reader.details(shop, "000123", "kav:1/2")
    first, second = (request.target for request in platform_server.requests)
    for target, rest in (
        (first, "&ag_verbose=0"),
        (second, "&ag_verbose=1&ag_service_key=kav%3A1%2F2"),
    ):
        path, _, query = target.partition("?")
        signed, _, tail = query.partition("&ag_sign=")
        assert path == "/2.01/xml"
        sign = hashlib.md5(f"{SECRET}{signed}".encode(), usedforsecurity=False).hexdigest()
        assert tail == f"{sign}{rest}"
        assert [name for name, _ in parse_qsl(signed)] == ["ag_uuid", "ag_timestamp", "ag_rnd"]
        assert signed.startswith(f"ag_uuid=000123&ag_timestamp={NOW}&ag_rnd=")


def test_the_native_question(platform_server: Platform, desk: PlatformDesk) -> None:
    platform_server.answer(reply(document()))
    shop = readable(platform_server, code="relans")
    desk.reader.catalogue(shop, "000123")
    desk.reader.details(shop, "000123", "kav")
    first, second = (request.target for request in platform_server.requests)
    key = bytes.fromhex(desk.links.verification_key("relans"))
    ids = set()
    for target, rest in ((first, "&verbose=0"), (second, "&verbose=1&service_key=kav")):
        signed, _, tail = target.partition("?")[2].partition("&sign=")
        assert tail == hmac.new(key, signed.encode(), hashlib.sha256).hexdigest() + rest
        told = dict(parse_qsl(signed, strict_parsing=True))
        ids.add(told.pop("jti"))
        assert told == {
            "iss": ISSUER,
            "aud": "relans",
            "sub": "000123",
            "iat": str(NOW),
            "exp": str(NOW + 120),
            "path": "catalogue",
        }
    assert len(ids) == 2


def test_details(platform_server: Platform, desk: PlatformDesk) -> None:
    pending = "<activation_status>pending</activation_status>"
    platform_server.answer(
        reply(document(item("other"), item(subscription=pending, verbose_oferta="Оферта")))
    )
    found = desk.reader.details(readable(platform_server), "000123", "kav")
    assert found.state is Freshness.FRESH
    assert found.item
    assert found.item.offer == "Оферта"
    assert found.subscription
    assert found.subscription.activation is Activation.PENDING


def test_no_such_product_and_no_subscription(platform_server: Platform, desk: PlatformDesk) -> None:
    platform_server.answer(reply(document(item())))
    shop = readable(platform_server)
    none = desk.reader.details(shop, "000123", "other")
    assert none == PlatformDetails(state=Freshness.FRESH, as_of=START)
    unsubscribed = desk.reader.details(shop, "000123", "kav")
    assert unsubscribed.item
    assert unsubscribed.subscription is None


def test_a_product_that_cannot_be_read_is_not_the_same_as_none(
    platform_server: Platform, desk: PlatformDesk
) -> None:
    shop = readable(platform_server)
    twice = "<period>1</period><period>2</period>"
    for bad in (item(prolongation_cost="-1"), item(subscription=twice)):
        platform_server.answer(reply(document(bad)))
        found = desk.reader.details(shop, "000123", "kav")
        assert found.state is Freshness.UNAVAILABLE


def test_nothing_to_read_is_no_fault(platform_server: Platform, desk: PlatformDesk) -> None:
    shop = platform(storefront_url=platform_server.address)
    assert desk.reader.catalogue(shop, "1") == PlatformCatalogue(state=Freshness.ABSENT)
    assert desk.reader.details(shop, "1", "kav") == PlatformDetails(state=Freshness.ABSENT)
    assert platform_server.requests == []


@pytest.mark.parametrize(
    ("call", "lifetime"), [("catalogue", timedelta(minutes=5)), ("details", timedelta(seconds=20))]
)
def test_an_answer_is_remembered_for_a_while(
    platform_server: Platform,
    desk: PlatformDesk,
    clock: ManualClock,
    call: str,
    lifetime: timedelta,
) -> None:
    platform_server.answer(reply(document(item())))
    shop = readable(platform_server)

    def read() -> PlatformCatalogue | PlatformDetails:
        if call == "catalogue":
            return desk.reader.catalogue(shop, "1")
        return desk.reader.details(shop, "1", "kav")

    first = read()
    clock.advance(seconds=lifetime.total_seconds() - 1)
    assert read() == first
    assert len(platform_server.requests) == 1
    clock.advance(seconds=1)
    assert read().as_of == clock.now()
    assert len(platform_server.requests) == 2


def test_answers_are_of_one_account_and_one_configuration(
    platform_server: Platform, desk: PlatformDesk
) -> None:
    platform_server.answer(*(reply(document(item(title=title))) for title in ("Раз", "Два", "Три")))
    shop, changed = readable(platform_server), readable(platform_server, version=2)
    titles = [
        desk.reader.catalogue(each, account).items[0].title
        for each, account in ((shop, "1"), (shop, "2"), (changed, "1"), (shop, "1"))
    ]
    assert titles == ["Раз", "Два", "Три", "Раз"]


def test_a_platform_cannot_tell_subscribers_by_cookies(
    platform_server: Platform, desk: PlatformDesk
) -> None:
    platform_server.answer(reply(document(), "Set-Cookie: session=of-the-first; Path=/"))
    shop = readable(platform_server)
    desk.reader.catalogue(shop, "1")
    desk.reader.catalogue(shop, "2")
    assert [request.headers.get("cookie") for request in platform_server.requests] == [None, None]
    assert platform_server.requests[0].headers["accept-encoding"] == "identity"
