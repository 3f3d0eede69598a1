"""What can be had: the shelf, platforms' catalogues, activation data, storefront links."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from backend.domain.platform import (
    Activation,
    Freshness,
    PlatformCatalogue,
    PlatformDetails,
    PlatformItem,
    PlatformSubscription,
)
from tests.contract.cabinet.world import OWN, CabinetWorld

AS_OF = datetime(2026, 5, 1, 8, 0, tzinfo=UTC)
KASPERSKY = PlatformItem(
    key="kav-1", title="Антивирус Касперского", vendor="Лаборатория", first_price=50_00, price=50_00
)
OFFERED = PlatformCatalogue(state=Freshness.FRESH, as_of=AS_OF, items=(KASPERSKY,))
TOLD = PlatformDetails(
    state=Freshness.FRESH,
    as_of=AS_OF,
    item=KASPERSKY,
    subscription=PlatformSubscription(
        activation=Activation.DONE,
        activation_text="Код: ABCD-1234",
        usage_text="Установите и введите код.",
        links=("https://shop.example/kav.exe",),
        may_unsubscribe=False,
    ),
)


def test_the_shelf_has_what_may_be_chosen(world: CabinetWorld) -> None:
    world.sell("b", 50_00)
    world.sell("a", 30_00)
    world.sell("old", 10_00, archived_on=world.clock.moment().today)
    products = world.signed_in().get("/catalogue").json()["products"]
    assert [(each["title"], each["price"]) for each in products] == [("a", "30.00"), ("b", "50.00")]
    assert (products[0]["period"], products[0]["vat_rate"]) == ("anchored_month", "22")
    assert products[0]["subscribed"] is False
    assert "platform" not in products[0]


def test_platforms_are_shown_as_they_are_configured(world: CabinetWorld) -> None:
    world.connect("framed", storefront_url="https://shop.example/")
    world.connect("linked", storefront_url="https://shop.example/", storefront_frame=False)
    world.connect("silent")
    world.connect("off", storefront_url="https://shop.example/")
    world.directory.put(replace(world.directory.known["off"], enabled=False))
    platforms = world.signed_in().get("/catalogue").json()["platforms"]
    assert [(each["code"], each["storefront"]) for each in platforms] == [
        ("framed", "frame"),
        ("linked", "link"),
        ("silent", "none"),
    ]


@pytest.mark.parametrize("state", list(Freshness))
def test_a_platform_that_is_down_does_not_take_the_cabinet_with_it(
    world: CabinetWorld, state: Freshness
) -> None:
    world.connect()
    world.sell("own", 30_00)
    world.platforms.offered = replace(OFFERED, state=state)
    catalogue = world.signed_in().get("/catalogue")
    assert catalogue.status_code == 200
    (platform,) = catalogue.json()["platforms"]
    assert platform["catalogue"] == state
    assert [each["title"] for each in catalogue.json()["products"]] == ["own"]


@pytest.mark.parametrize(
    "names",
    [{"product": "Антивирус Касперского"}, {"product": "kav-1", "subscription": "contract-77"}],
    ids=["one name for both", "names of their own"],
)
def test_an_item_that_is_subscribed_to_is_marked(
    world: CabinetWorld, names: dict[str, str]
) -> None:
    platform = world.connect()
    world.platforms.offered = OFFERED
    browser = world.signed_in()

    def marked() -> bool:
        (found,) = browser.get("/catalogue").json()["platforms"]
        return bool(found["items"][0]["subscribed"])

    assert not marked()
    world.bought(platform, **names)
    assert marked()


def test_activation_data_comes_from_the_platform(world: CabinetWorld) -> None:
    names = {"product": "Антивирус Касперского", "subscription": "contract-77"}
    bought = world.bought(world.connect(), **names)
    world.platforms.told = TOLD
    told = world.signed_in().get(f"/subscriptions/{bought}/activation").json()
    assert told == {
        "source": "fresh",
        "as_of": "2026-05-01T08:00:00Z",
        "activation": "done",
        "activation_text": "Код: ABCD-1234",
        "usage_text": "Установите и введите код.",
        "links": ["https://shop.example/kav.exe"],
        "locked": False,
        "may_unsubscribe": False,
    }
    assert world.platforms.asked == [("alpha", OWN, "Антивирус Касперского")]


def test_without_the_platform_activation_data_is_unavailable(world: CabinetWorld) -> None:
    bought = world.bought(world.connect(), product="Антивирус Касперского")
    browser = world.signed_in()
    world.platforms.told = PlatformDetails(state=Freshness.UNAVAILABLE)
    told = browser.get(f"/subscriptions/{bought}/activation").json()
    assert (told["source"], told["activation"]) == ("unavailable", "none")


def test_what_billing_charges_itself_asks_no_platform(world: CabinetWorld) -> None:
    world.publish_offer()
    browser = world.signed_in()
    browser.subscribe(world.sell("kav", 50_00))
    bought = world.newest_subscription()
    told = browser.get(f"/subscriptions/{bought}/activation").json()
    assert (told["source"], told["activation"]) == ("absent", "none")
    assert world.platforms.asked == []


def test_each_link_is_fresh_and_for_the_signed_in_account(world: CabinetWorld) -> None:
    world.connect(storefront_url="https://shop.example/")
    browser = world.signed_in()
    first, second = (browser.post("/storefronts/alpha/link", {}).json() for _ in range(2))
    assert first["url"] != second["url"]
    assert f"sub={OWN}" in first["url"]
    assert first["frame"] is True
    assert first["expires_at"] == "2026-05-01T09:02:00Z"


@pytest.mark.parametrize(
    ("path", "document", "status"),
    [
        ("/storefronts/nobody/link", {}, 404),
        ("/storefronts/silent/link", {}, 404),
        ("/storefronts/off/link", {}, 404),
        ("/storefronts/operator/link", {}, 404),
        ("/storefronts/A.B/link", {}, 422),
        ("/storefronts/alpha/link", {"path": "/elsewhere"}, 400),
        ("/storefronts/alpha/link", {"path": "https://evil.example"}, 422),
        ("/storefronts/alpha/link", {"account": "000777"}, 422),
    ],
)
def test_a_link_to_nowhere(
    world: CabinetWorld, path: str, document: dict[str, Any], status: int
) -> None:
    world.connect("alpha", storefront_url="https://shop.example/")
    world.connect("silent")
    world.connect("off", storefront_url="https://shop.example/")
    world.directory.put(replace(world.directory.known["off"], enabled=False))
    assert world.signed_in().post(path, document).status_code == status
    assert world.platforms.links == 0


def test_the_link_is_in_no_log(world: CabinetWorld, capsys: pytest.CaptureFixture[str]) -> None:
    world.connect(storefront_url="https://shop.example/")
    url = world.signed_in().post("/storefronts/alpha/link", {}).json()["url"]
    said = capsys.readouterr()
    assert url not in said.out + said.err
    assert "jti=" not in said.out + said.err
