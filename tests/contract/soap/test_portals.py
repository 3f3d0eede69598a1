"""What portals do through SOAP: the report, the link, and everything that they may not."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
import zeep.exceptions

from backend.domain.services.cabinet.views import Card, NextCharge, ReportedSubscription
from backend.domain.services.portals.scopes import Scope
from backend.domain.values.billing import ChargingMode
from backend.domain.values.identifiers import OPERATOR_ID
from backend.domain.values.period import Period
from backend.domain.values.status import SubscriptionState
from backend.soap.envelope import WSSE
from tests.contract.soap.conftest import Caller, Server
from tests.contract.soap.test_bad_input import BAD, DOCUMENTS, ENVELOPES, MEDIA
from tests.contract.soap.wire import SOAP12, XML, Answer, Line, authorization, envelope
from tests.fakes.portals import portal
from tests.fakes.soap_world import SECRET, SoapWorld

NAMESPACE = "urn:vitrina:portal:1"
MINE = authorization("my-portal")
ID = UUID(int=5)
CARD = Card(
    id=ID,
    integrator_id=1,
    integrator_title="RentSoft",
    integrator_code="rentsoft",
    product_id=UUID(int=6),
    product="Антивирус Касперского",
    product_code="kav",
    mode=ChargingMode.PLATFORM,
    state=SubscriptionState.ACTIVE,
    suspended_for=None,
    quantity=1,
    created_at=datetime(2013, 5, 1, tzinfo=UTC),
    paid_through=date(2013, 5, 30),
    ends_on=None,
    trial_through=None,
    next_charge=NextCharge(on=date(2013, 5, 30), amount=5_000, expected=True),
    next_product=None,
    part_of=None,
    acts=(),
    told=None,
)
MAY = Period(date(2013, 5, 1), date(2013, 5, 31))


def query(
    account: str = "0001234", operation: str = "getSubscriptionReport", more: str = ""
) -> str:
    """A message of a portal's."""
    inner = f"<account>{account}</account>{more}"
    return f'<{operation} xmlns="{NAMESPACE}">{inner}</{operation}>'


GOOD = envelope(query())


@pytest.fixture
def line(server: Server, world: SoapWorld) -> Iterator[Line]:
    del world
    opened = Line(server.port, "/soap/portal")
    yield opened
    opened.close()


def ask(line: Line, body: str = GOOD) -> Answer:
    return line.send(body, {**XML, **MINE}, credentials=False)


def test_the_report_tells_every_platforms_subscriptions(
    world: SoapWorld, caller: Callable[..., Caller]
) -> None:
    own = {**{name: getattr(CARD, name) for name in Card.__slots__}, "integrator_id": OPERATOR_ID}
    own |= {"next_charge": None, "paid_through": None, "state": SubscriptionState.PENDING}
    world.portals.reports[7] = [
        ReportedSubscription(card=CARD, period=MAY, amount=5_000),
        ReportedSubscription(card=Card(**own)),
    ]
    report = caller("portal", "my-portal").getSubscriptionReport(account="0001234")
    first, second = report.subscription
    assert report.account == "0001234"
    assert (first.id, first.product, first.productTitle) == (str(ID), "kav", CARD.product)
    assert (first.integrator, first.integratorTitle, first.state) == (
        "rentsoft",
        "RentSoft",
        "active",
    )
    assert (first.periodStart, first.periodEnd) == (date(2013, 5, 1), date(2013, 5, 30))
    assert (first.amount, first.paidThrough) == (Decimal("50.00"), date(2013, 5, 30))
    assert (first.nextChargeOn, first.nextCharge) == (date(2013, 5, 30), Decimal("50.00"))
    assert first.nextChargeExpected is True
    assert second.integrator is None
    assert (second.amount, second.nextCharge, second.periodStart) == (None, None, None)


def test_an_account_without_subscriptions_has_an_empty_report(
    caller: Callable[..., Caller],
) -> None:
    report = caller("portal", "my-portal").getSubscriptionReport(account="0001234")
    assert report.subscription == []


def test_the_link_opens_a_platforms_storefront(caller: Callable[..., Caller]) -> None:
    link = caller("portal", "my-portal").getStorefrontLink(
        account="0001234", integrator="rentsoft", path="/antivirus"
    )
    assert link.url == "https://rentsoft.example/antivirus?account=0001234"
    assert link.expiresAt == datetime(2026, 5, 1, 9, 2, tzinfo=UTC)


def _fault(call: Callable[[], object]) -> zeep.exceptions.Fault:
    with pytest.raises(zeep.exceptions.Fault) as caught:
        call()
    return caught.value


def test_a_foreign_and_an_unknown_account_are_told_alike(
    line: Line, world: SoapWorld, caller: Callable[..., Caller]
) -> None:
    world.book.open_account("0005678", 10_000)
    answers = [ask(line, envelope(query(number))) for number in ("0005678", "9999999")]
    bodies = {
        each.body.replace((each.find("correlationId") or "").encode(), b"") for each in answers
    }
    assert len(bodies) == 1
    assert (answers[0].code, answers[0].status) == ("unknown_account", 500)
    assert answers[0].find("messageId") == "SVC0004"
    client = caller("portal", "my-portal")
    fault = _fault(lambda: client.getStorefrontLink(account="0005678", integrator="rentsoft"))
    assert fault.message == "No valid addresses provided in message part %1"


def test_an_unknown_or_switched_off_platform_has_no_link(line: Line, world: SoapWorld) -> None:
    world.change("relans", enabled=False)
    for code in ("nobody", "relans"):
        more = f"<integrator>{code}</integrator>"
        answer = ask(line, envelope(query(operation="getStorefrontLink", more=more)))
        assert (answer.code, answer.find("variables")) == ("not_found", "not_found")


LINK = query(operation="getStorefrontLink", more="<integrator>rentsoft</integrator>")


@pytest.mark.parametrize(
    ("scopes", "body"), [({Scope.STOREFRONT_LINK}, query()), ({Scope.SUBSCRIPTIONS_READ}, LINK)]
)
def test_a_scope_that_is_missing_is_a_policy(
    line: Line, world: SoapWorld, scopes: set[Scope], body: str
) -> None:
    world.portals.bound["0001234"] = (7, frozenset(scopes))
    agreed_to_less = ask(line, envelope(body))
    world.portals.known["my-portal"] = portal("my-portal", SECRET, *scopes)
    lacking = [ask(line, envelope(body)), ask(line, envelope(body.replace("0001234", "999")))]
    for answer in (agreed_to_less, *lacking):
        assert (answer.status, answer.code) == (403, "insufficient_scope")
        assert answer.find("messageId") == "POL0001"


def test_a_portal_that_is_switched_off_is_a_stranger(line: Line, world: SoapWorld) -> None:
    off = replace(world.portals.known["my-portal"], enabled=False)
    world.portals.known["my-portal"] = off
    assert ask(line).code == "not_authenticated"


def test_only_listed_networks_are_let_in(line: Line, world: SoapWorld) -> None:
    fenced = replace(world.portals.known["my-portal"], networks=("10.0.0.0/8",))
    world.portals.known["my-portal"] = fenced
    assert (ask(line).status, ask(line).code) == (403, "not_allowed")


def test_a_username_token_lets_in(line: Line) -> None:
    token = (
        f'<w:Security xmlns:w="{WSSE}"><w:UsernameToken><w:Username>my-portal</w:Username>'
        f"<w:Password>{SECRET}</w:Password></w:UsernameToken></w:Security>"
    )
    assert line.send(envelope(query(), token), credentials=False).status == 200
    wrong = token.replace(SECRET, "wrong")
    assert line.send(envelope(query(), wrong), credentials=False).status == 401


@pytest.mark.parametrize(
    "header",
    [{}, authorization("my-portal", "wrong"), authorization("rentsoft"), authorization("nobody")],
    ids=["none", "wrong", "an integrator", "unknown"],
)
def test_strangers_all_look_alike(line: Line, header: dict[str, str]) -> None:
    answer = line.send(GOOD, {**XML, **header}, credentials=False)
    assert answer.is_fault
    assert (answer.status, answer.code) == (401, "not_authenticated")
    assert answer.headers["www-authenticate"].startswith("Basic ")


def test_a_portal_does_not_enter_by_an_integrators_door(line: Line) -> None:
    answer = line.send(GOOD, {**XML, **MINE}, credentials=False, path="/soap/native")
    assert answer.status == 401


def test_too_many_calls_are_slowed_down(line: Line, world: SoapWorld) -> None:
    world.portals.calls_left = 1
    assert [ask(line).status for _ in range(3)] == [200, 429, 429]
    slowed = ask(line)
    assert (slowed.code, slowed.find("advice")) == ("rate_limited", "retry_same_id")
    assert slowed.headers["retry-after"] == "17"


def test_an_exchange_is_kept_without_the_secret(line: Line, world: SoapWorld) -> None:
    ask(line)
    assert ask(line).status == 200  # the first one is noted by then
    exchange = world.journal.exchanges[0]
    assert (exchange.integrator, exchange.operation) == (
        "portal:my-portal",
        "getSubscriptionReport",
    )
    assert exchange.request == GOOD.encode()
    assert SECRET.encode() not in exchange.request


def test_a_signed_link_is_not_kept(line: Line, world: SoapWorld) -> None:
    link = ask(line, envelope(LINK)).find("url") or ""
    assert ask(line).status == 200  # the first one is noted by then
    kept = world.journal.exchanges[0].response
    assert link.startswith("https://rentsoft.example/")
    assert b"rentsoft.example" not in kept
    assert b"<tns:url>***</tns:url>" in kept


def test_the_wsdl_is_one_for_all(line: Line, server: Server) -> None:
    answer = line.send("", {}, method="GET", path="/soap/portal?wsdl", credentials=False)
    assert answer.status == 200
    assert f'location="{server.url}/soap/portal"'.encode() in answer.body


OTHERWISE = {
    "50,000 attributes": ("body_too_large", 413),
    "depth 10,000": ("too_complex", 500),
    "empty list": ("unknown_call", 500),
    "501 items": ("unknown_call", 500),
}
"""Where there are no lists, the limits are tighter and nothing is wrong with a list."""


@pytest.mark.parametrize("name", [*DOCUMENTS, *ENVELOPES, *MEDIA])
def test_bad_input_is_a_fault_and_nothing_else(line: Line, name: str) -> None:
    bad = BAD[name]
    answer = line.send(bad.body, {**bad.headers, **MINE}, credentials=False)
    assert answer.is_fault
    assert (answer.code, answer.status) == OTHERWISE.get(name, (bad.code, bad.status))
    assert ask(line).status == 200
    assert line.is_the_same


@pytest.mark.parametrize(
    "body",
    [
        query(""),
        query("00 12"),
        query("0" * 33),
        query(more="<account>0001234</account>"),
        query(more="<integrator>rentsoft</integrator>"),
        query(operation="getStorefrontLink"),
        query(operation="getStorefrontLink", more="<integrator></integrator>"),
        query(operation="getStorefrontLink", more=f"<integrator>{'x' * 201}</integrator>"),
        query().replace("<account>", '<account kind="own">'),
    ],
)
def test_values_follow_the_schema(line: Line, body: str) -> None:
    answer = ask(line, envelope(body))
    assert (answer.code, answer.find("messageId")) == ("invalid_message", "SVC0002")
    twelve = envelope(body, namespace=SOAP12)
    answer = line.send(twelve, {"Content-Type": "application/soap+xml", **MINE}, credentials=False)
    assert (answer.code, answer.status) == ("invalid_message", 400)
