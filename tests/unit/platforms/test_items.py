"""Products and subscriptions of a platform's answer, one by one."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.calls.caller import Reply
from backend.domain.platform import (
    Activation,
    PlatformAct,
    PlatformEvent,
    PlatformItem,
    PlatformSubscription,
)
from backend.platforms.reading.document import read_response
from backend.platforms.reading.fields import BadItem
from backend.platforms.reading.items import Found, read_items
from backend.platforms.reading.subscriptions import read_subscription
from tests.platform_world import document, item

IMAGES = ("https://img.example",)
MOSCOW = timezone(timedelta(hours=3))


def read(*items: str, images: Sequence[str] = IMAGES) -> Found:
    """What is found in an answer with these items."""
    return read_items(read_response(Reply("text/xml", document(*items).encode())), images)


def only(**fields: str) -> PlatformItem:
    """The item with these fields."""
    ((found, _),) = read(item(**fields)).items.values()
    return found


def subscription(inner: str, **fields: str) -> PlatformSubscription | None:
    """What an item with this ``subscription`` tells of it."""
    ((_, found),) = read(item(subscription=inner, **fields)).items.values()
    return read_subscription(found, MOSCOW)


def test_an_item_with_everything() -> None:
    assert only(
        service_external_id="Антивирус Касперского",
        vendor_title="Лаборатория",
        description_tiny="<b>Кратко</b>",
        verbose_description_short="Короче",
        verbose_description_full="<p>Раз</p><p>Два</p>",
        verbose_subscription_conditions="<ul><li>Месяц</li></ul>",
        verbose_oferta="&lt;p&gt;Договор&lt;/p&gt;&lt;p&gt;оферты&lt;/p&gt;",
        groups="<item key='0'>Антивирусы</item><item key='1'>Для дома</item>",
        initial_subscribe_cost="0",
        prolongation_cost="50.5",
        can_subscribe="0",
        image_large="https://img.example/l.png",
        image_small="https://img.example/s.png",
        screenshots="<item>https://img.example/1.png</item><item>https://evil.example/2.png</item>",
        link="https://shop.example/kav",
        subscribe_url="https://shop.example/subscribe",
        unheard_of="<x><y/></x>",
        debug_sql="select",
    ) == PlatformItem(
        key="kav",
        title="Антивирус",
        external_id="Антивирус Касперского",
        vendor="Лаборатория",
        summary="Кратко",
        description="Раз\nДва",
        conditions="• Месяц",
        offer="Договор\nоферты",
        groups=("Антивирусы", "Для дома"),
        first_price=0,
        price=5050,
        can_subscribe=False,
        image="https://img.example/l.png",
        screenshots=("https://img.example/1.png",),
        link="https://shop.example/kav",
    )


def test_an_item_with_nothing_but_its_name() -> None:
    assert only() == PlatformItem(key="kav", title="Антивирус")


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"service_key": ""}, "no_key"),
        ({"service_key": "a b"}, "bad_key"),
        ({"service_key": "a" * 65}, "bad_key"),
        ({"service_key": "ключ"}, "bad_key"),
        ({"title": " "}, "no_title"),
        ({"title": "<script>alert(1)</script>"}, "no_title"),
        ({"prolongation_cost": "-50"}, "bad_money"),
        ({"prolongation_cost": "50.005"}, "bad_money"),
        ({"prolongation_cost": "1e3"}, "bad_money"),
        ({"prolongation_cost": "5&#1634;"}, "bad_money"),
        ({"prolongation_cost": "50 руб."}, "bad_money"),
        ({"initial_subscribe_cost": "NaN"}, "bad_money"),
        ({"vendor_title": "a</vendor_title><vendor_title>b"}, "repeated"),
        ({"prolongation_cost": "1</prolongation_cost><prolongation_cost>2"}, "repeated"),
    ],
)
def test_an_item_that_cannot_be_read_is_left_out_alone(fields: dict[str, str], reason: str) -> None:
    found = read(item("first"), item(**fields), item("last"))
    assert list(found.items) == ["first", "last"]
    assert found.dropped == {reason: 1}


def test_of_items_with_one_key_the_first_counts() -> None:
    found = read(item("a", "Раз"), item("a", "Два"), item("b", "Три"))
    assert [each.title for each, _ in found.items.values()] == ["Раз", "Три"]
    assert found.dropped == {"same_key": 1}


def test_an_item_is_found_by_either_name() -> None:
    found = read(item("a", service_external_id="b"), item("b", service_external_id="c"), item("d"))
    for name, key in (("a", "a"), ("b", "b"), ("c", "b"), ("d", "d")):
        named = found.named(name)
        assert named
        assert named[0].key == key
    assert found.named("e") is None
    assert found.named("") is None


def test_there_are_not_too_many() -> None:
    found = read(*(item(f"k{n}") for n in range(510)))
    assert len(found.items) == 500
    assert found.dropped == {"too_many": 10}


@pytest.mark.parametrize(
    ("fields", "image"),
    [
        ({"image_medium": "https://img.example/m.png"}, "https://img.example/m.png"),
        ({"image_medium": "HTTPS://IMG.example:443/m"}, "HTTPS://IMG.example:443/m"),
        ({"image_medium": "https://evil.example/m", "image_small": "https://img.example/s"},
         "https://img.example/s"),
        ({"image_medium": "http://img.example/m.png"}, None),
        ({"image_medium": "https://img.example:8443/m.png"}, None),
        ({"image_medium": "https://img.example@evil.example/m.png"}, None),
        ({"image_medium": "javascript:alert(1)"}, None),
        ({"image_medium": "/m.png"}, None),
        ({"image_medium": "<b>https://img.example/m.png</b>"}, None),
    ],
)  # fmt: skip
def test_images_come_from_where_they_may(fields: dict[str, str], image: str | None) -> None:
    assert only(**fields).image == image


def test_no_origin_no_image() -> None:
    found = read(item(image_medium="https://img.example/m.png"), images=())
    assert found.items["kav"][0].image is None


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "//a.example", "x y"])
def test_a_link_that_may_not_be_shown(link: str) -> None:
    assert only(link=link).link is None


def test_texts_are_bounded_and_an_offer_is_whole_or_none() -> None:
    found = only(
        title="т" * 1000,
        description_tiny="т" * 1000,
        verbose_description_full="т" * 20_000,
        verbose_oferta="т" * 200_000,
    )
    assert len(found.title) == 200
    assert len(found.summary) == 400
    assert len(found.description) == 8_000
    assert len(found.offer) == 200_000
    assert only(verbose_oferta="т" * 200_001).offer == ""


def test_a_subscription_with_everything() -> None:
    assert subscription(
        "<created>2026-05-01 10:00:00</created><period>1 mon</period>"
        "<activation_status>done</activation_status><is_financial_locked>1</is_financial_locked>"
        "<disable_deletion>1</disable_deletion>"
        "<link>https://shop.example/32</link><link_64>https://shop.example/64</link_64>"
        "<activation_details><p>Ключ: A-1</p></activation_details>"
        "<usage_details>Поставьте\nи включите</usage_details>",
        next_charge_at="2026-06-01",
        history="<item><time>1777618800</time><action>activate</action>"
        "<money_charged>50.00</money_charged><next_charge_at>2026-06-01T00:00:00Z</next_charge_at>"
        "</item><item><time>2026-05-02T00:00:00+03:00</time><action>financial_lock</action></item>",
    ) == PlatformSubscription(
        activation=Activation.DONE,
        activation_text="Ключ: A-1",
        usage_text="Поставьте\nи включите",
        links=("https://shop.example/32", "https://shop.example/64"),
        created_at=datetime(2026, 5, 1, 7, tzinfo=UTC),
        period="1 mon",
        next_charge_at=datetime(2026, 5, 31, 21, tzinfo=UTC),
        is_financially_locked=True,
        may_unsubscribe=False,
        history=(
            PlatformEvent(at=datetime(2026, 5, 1, 21, tzinfo=UTC), act=PlatformAct.LOCK),
            PlatformEvent(
                at=datetime(2026, 5, 1, 7, tzinfo=UTC),
                act=PlatformAct.ACTIVATE,
                charged=5000,
                next_charge_at=datetime(2026, 6, 1, tzinfo=UTC),
            ),
        ),
    )


def test_an_empty_subscription() -> None:
    assert subscription("") == PlatformSubscription(activation=Activation.NONE)


def test_no_subscription() -> None:
    (((_, fields)),) = read(item()).items.values()
    assert read_subscription(fields, MOSCOW) is None


@pytest.mark.parametrize(
    ("word", "activation"),
    [("pending", Activation.PENDING), ("Done", Activation.DONE), ("x", Activation.NONE)],
)
def test_activation(word: str, activation: Activation) -> None:
    found = subscription(f"<activation_status>{word}</activation_status>")
    assert found
    assert found.activation is activation


@pytest.mark.parametrize(
    "moment",
    ["", "soon", "2026-02-30", "0", "99999999999999999999", "1999-12-31", "2100-01-02", "-1",
     "١٧٧٧٦١٨٨٠٠", "0001-01-01T00:00:00+23:59", "<b>2026-05-01</b>"],
)  # fmt: skip
def test_a_time_that_makes_no_sense_is_not_shown(moment: str) -> None:
    found = subscription("", next_charge_at=moment)
    assert found
    assert found.next_charge_at is None


@pytest.mark.parametrize(
    "row",
    [
        "<time>x</time><action>activate</action>",
        "<time>2026-05-01</time><action>explode</action>",
        "<time>2026-05-01</time><action>activate</action><money_charged>-1</money_charged>",
        "<time>2026-05-01</time><time>2026-05-02</time><action>activate</action>",
    ],
)
def test_a_line_of_history_that_cannot_be_read_is_left_out_alone(row: str) -> None:
    good = "<item><time>2026-05-01</time><action>deactivate</action></item>"
    found = subscription("", history=f"<item>{row}</item>{good}")
    assert found
    assert [event.act for event in found.history] == [PlatformAct.DEACTIVATE]


def test_activation_data_stays_out_of_what_is_written_down() -> None:
    found = subscription(
        "<activation_details>KEY-1</activation_details><usage_details>KEY-2</usage_details>"
        "<link>https://shop.example/KEY-3</link>"
    )
    assert found
    assert "KEY-3" in found.links[0]
    assert "KEY" not in repr(found)


@given(st.text(alphabet="0123456789-+:TZ. wW"))
def test_no_time_is_a_stumbling_block(moment: str) -> None:
    found = subscription(f"<created>{moment}</created>")
    assert found
    assert found.created_at is None or found.created_at.tzinfo is UTC


NAMES = st.sampled_from(
    ["item", "service_key", "title", "groups", "screenshots", "prolongation_cost", "image_large",
     "link", "verbose_oferta", "subscription", "created", "activation_details", "history", "time",
     "action", "money_charged", "next_charge_at", "can_subscribe", "debug", "p", "a", "script"]
)  # fmt: skip
VALUES = st.one_of(
    st.sampled_from(["kav", "50.00", "activate", "2026-05-01", "&lt;p", "&lt;a href=x&gt;", "1"]),
    st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=0xD7FF), max_size=6).map(escape),
)


def _element(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda name, parts: f"<{name} key='1' href='x:y'>{''.join(parts)}</{name}>",
        NAMES,
        st.lists(children, max_size=5),
    )


@given(st.lists(st.recursive(VALUES, _element, max_leaves=12), max_size=6))
def test_no_item_is_a_stumbling_block(fields: list[str]) -> None:
    found = read(f"<item>{''.join(fields)}</item>", item(subscription="".join(fields)))
    for _, each in found.items.values():
        with suppress(BadItem):
            read_subscription(each, MOSCOW)
