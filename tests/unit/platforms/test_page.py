"""What ``docs/storefront.md`` shows to platforms' engineers is what Vitrina does."""

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from urllib.parse import urlsplit
from uuid import UUID

import pytest

from backend.calls.caller import Reply
from backend.calls.webhooks import signed_headers
from backend.domain.commands import Terms
from backend.domain.instruction import Act, Instruction
from backend.domain.integrator import Integrator
from backend.domain.platform import Activation
from backend.platforms import wiring
from backend.platforms.instructions import _body
from backend.platforms.reading.document import read_response
from backend.platforms.reading.items import read_items
from backend.platforms.storefront import SignedStorefrontLinks
from tests.architecture import ROOT
from tests.fakes.manual_clock import START, ManualClock

PAGE = (ROOT / "docs" / "storefront.md").read_text()
NOW = int(START.timestamp())


def block(kind: str) -> str:
    """The one block of this kind."""
    (found,) = re.findall(rf"^```{kind}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    return str(found)


@pytest.fixture
def account_of() -> Callable[..., str]:
    """The page's own check of a link."""
    known: dict[str, Callable[..., str]] = {}
    exec(compile(block("python"), "storefront.md", "exec"), known)  # noqa: S102 (our own page)
    return known["account_of"]


def test_the_check_of_a_link_admits_ours_once(account_of: Callable[..., str]) -> None:
    links = SignedStorefrontLinks(issuer="https://v.example", key=b"k" * 32, clock=ManualClock())
    shop = Integrator(
        code="shop",
        title="Shop",
        dialect="native",
        terms=Terms(integrator_id=1, integrator_code="shop"),
        wire={"storefront_url": "https://shop.example/"},
    )
    query = urlsplit(links.link(shop, "000123").url).query
    key, seen = links.verification_key("shop"), set[str]()
    assert account_of(query, key, "shop", NOW, seen) == "000123"
    for broken, code, now in (
        (query, "shop", NOW),  # used
        (query.replace("000123", "000124"), "shop", NOW),
        (f"{query}0", "shop", NOW),
        (query, "other", NOW),
        (query, "shop", NOW + 121),
    ):
        with pytest.raises(PermissionError):
            account_of(broken, key, code, now, seen if broken == query else set())


def test_the_catalogue_is_read() -> None:
    document = block("xml").encode()
    found = read_items(read_response(Reply("text/xml; charset=utf-8", document)), [])
    ((item, _),) = found.items.values()
    assert (item.key, item.title, item.price) == ("kav", "Антивирус Касперского", 50_00)
    said = re.search("<activation_status>(.+)</activation_status>", block("xml"))
    assert said
    assert Activation(said[1]) is Activation.DONE


def test_an_instruction_looks_as_shown() -> None:
    head, _, body = block("http").partition("\n\n")
    headers = dict(re.findall(r"^([\w-]+): (.+)$", head, re.MULTILINE))
    id_, at = UUID(headers["webhook-id"]), datetime(2026, 5, 27, 9, 0, tzinfo=UTC)
    sent = _body(
        Instruction(
            id=id_,
            act=Act.CANCEL,
            account="000123",
            subscription="Антивирус Касперского",
            ends_on=date(2026, 5, 30),
            created_at=at,
        )
    )
    assert json.loads(sent) == json.loads(body)
    key = bytes(31) + b"\x01"
    signed = signed_headers(key, id_, at, body.strip().encode())
    lowered = {name.lower(): content for name, content in signed.items()}
    for name in ("webhook-id", "webhook-timestamp", "webhook-signature"):
        assert lowered[name] == headers[name]


def test_every_configured_name_is_on_the_page() -> None:
    names = set(re.findall(r"^\| `([a-z_]+)` \|", PAGE, re.MULTILINE))
    documented = set(re.findall(r"^ {4}(\w+)  ", str(wiring.__doc__), re.MULTILINE))
    assert names == documented
