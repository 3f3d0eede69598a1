"""Who is let in: Basic and UsernameToken, rotation, networks, pace; strangers all look alike."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from backend.domain.errors import Busy
from backend.domain.services.access.authenticate import digest_secret
from backend.soap.envelope import WSSE
from tests.contract.soap.conftest import Server
from tests.contract.soap.wire import XML, Answer, Line, authorization, charge, envelope, item
from tests.fakes.soap_world import SECRET, SoapWorld, integrator

GOOD = envelope(charge(item()))
TEXT = (
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0"
    "#PasswordText"
)


def token(name: str = "rentsoft", secret: str = SECRET, kind: str = f' Type="{TEXT}"') -> str:
    return envelope(
        charge(item()),
        f'<w:Security xmlns:w="{WSSE}" s:mustUnderstand="1"><w:UsernameToken>'
        f"<w:Username>{name}</w:Username><w:Password{kind}>{secret}</w:Password>"
        "</w:UsernameToken></w:Security>",
    )


@pytest.fixture
def line(server: Server, world: SoapWorld) -> Iterator[Line]:
    del world
    opened = Line(server.port)
    yield opened
    opened.close()


def alike(answer: Answer) -> tuple[int, str | None, bytes]:
    """An answer without what differs from call to call."""
    correlation = (answer.find("correlationId") or "").encode()
    return (
        answer.status,
        answer.headers.get("www-authenticate"),
        answer.body.replace(correlation, b""),
    )


def test_basic_credentials_let_in(line: Line) -> None:
    assert line.send(GOOD).status == 200


def test_a_username_token_lets_in(line: Line) -> None:
    assert line.send(token(), credentials=False).status == 200
    assert line.send(token(kind=""), credentials=False).status == 200


@pytest.mark.parametrize(
    "body",
    [
        GOOD,
        token(secret="wrong"),
        token(name="native"),
        token(kind=' Type="urn:digest"'),
        envelope(charge(item()), f'<w:Security xmlns:w="{WSSE}"/>'),
    ],
)
def test_without_good_credentials_there_is_a_challenge(
    line: Line, world: SoapWorld, body: str
) -> None:
    answer = line.send(body, credentials=False)
    assert answer.is_fault
    assert (answer.status, answer.code) == (401, "not_authenticated")
    assert answer.headers["www-authenticate"].startswith("Basic ")
    assert world.desk.calls == 0
    assert line.send(GOOD).status == 200
    assert line.is_the_same


@pytest.mark.parametrize(
    "header",
    ["Basic", "Basic ???", "Basic cmVudHNvZnQ=", "Basic /////w==", "Bearer abc", "", "Digest a=b"],
)
def test_broken_authorization_is_no_better_than_none(line: Line, header: str) -> None:
    answer = line.send(GOOD, {**XML, "Authorization": header}, credentials=False)
    assert answer.is_fault
    assert (answer.status, answer.code) == (401, "not_authenticated")


def test_strangers_cannot_find_out_who_exists(line: Line, world: SoapWorld) -> None:
    world.change("relans", enabled=False)
    wrong = authorization("native", "wrong")
    answers = [
        line.send(GOOD, {**XML, **wrong}, path="/soap/native", credentials=False),
        line.send(GOOD, {**XML, **wrong}, path="/soap/nobody", credentials=False),
        line.send(GOOD, {**XML, **wrong}, path="/soap/%00", credentials=False),
        line.send(GOOD, {**XML, **authorization("relans")}, path="/soap/relans", credentials=False),
        line.send(token(secret="wrong"), path="/soap/rentsoft", credentials=False),
        line.send(token(), path="/soap/nobody", credentials=False),
        line.send("", path="/soap/nobody?wsdl", method="GET", credentials=False),
    ]
    assert len({alike(answer) for answer in answers}) == 1
    assert answers[0].status == 401


def test_strangers_have_one_limit_whomever_they_name(line: Line, world: SoapWorld) -> None:
    world.change("native", batch_limit=5_000)
    body = GOOD + " " * 3_000_000
    known = line.send(body, path="/soap/native", credentials=False)
    unknown = line.send(body, path="/soap/nobody", credentials=False)
    assert alike(known) == alike(unknown)
    assert known.code == "body_too_large"
    own = authorization("native")
    assert line.send(body, {**XML, **own}, path="/soap/native", credentials=False).status == 500


def test_one_integrator_does_not_enter_by_another_ones_door(line: Line) -> None:
    assert line.send(GOOD, path="/soap/native").status == 401


def test_two_secrets_are_good_while_one_is_being_changed(line: Line, world: SoapWorld) -> None:
    soon = world.clock.now() + timedelta(hours=1)
    fresh = "the secret that comes after it"
    world.change("rentsoft", secrets=(digest_secret(SECRET, soon), digest_secret(fresh)))
    new = {**XML, **authorization(secret=fresh)}
    assert line.send(GOOD).status == 200
    assert line.send(GOOD, new, credentials=False).status == 200
    world.clock.advance(hours=2)
    assert line.send(GOOD).status == 401
    assert line.send(GOOD, new, credentials=False).status == 200


def test_only_listed_networks_are_let_in(line: Line, world: SoapWorld) -> None:
    world.change("rentsoft", networks=("10.0.0.0/8",))
    answer = line.send(GOOD)
    assert answer.is_fault
    assert (answer.status, answer.code) == (403, "not_allowed")
    world.change("rentsoft", networks=("10.0.0.0/8", "127.0.0.0/8"))
    assert line.send(GOOD).status == 200


def test_too_many_calls_a_second_are_slowed_down(line: Line, world: SoapWorld) -> None:
    world.change("rentsoft", calls_per_second=3)
    answers = [line.send(GOOD) for _ in range(10)]
    slowed = [answer for answer in answers if answer.status != 200]
    assert len(slowed) >= 5
    assert {(answer.status, answer.code) for answer in slowed} == {(429, "rate_limited")}
    assert slowed[0].headers["retry-after"] == "1"
    assert slowed[0].find("advice") == "retry_same_id"


def test_a_busy_desk_is_503_for_lists(line: Line, world: SoapWorld) -> None:
    world.desk.failing = Busy()
    answer = line.send(GOOD)
    assert answer.is_fault
    assert (answer.status, answer.code, answer.find("advice")) == (503, "busy", "retry_same_id")
    assert answer.headers["retry-after"] == "1"
    world.desk.failing = None
    assert line.send(GOOD).find("error") == "OK"


def test_the_wsdl_can_be_kept_for_those_who_know_the_secret(
    server: Server, serve: Callable[..., SoapWorld]
) -> None:
    serve(options={"open_wsdl": False})
    line = Line(server.port)
    path = "/soap/rentsoft?wsdl"
    assert line.send("", {}, method="GET", path=path, credentials=False).status == 401
    assert line.send("", {}, method="GET", path=path).status == 200
    line.close()


def test_a_new_integrator_is_there_without_a_restart(line: Line, world: SoapWorld) -> None:
    path, access = "/soap/second", {**XML, **authorization("second")}
    assert line.send(GOOD, access, path=path, credentials=False).status == 401
    world.directory.put(integrator("rentsoft", "second"))
    assert line.send(GOOD, access, path=path, credentials=False).status == 200
    world.change("second", enabled=False)
    assert line.send(GOOD, access, path=path, credentials=False).status == 401


def test_the_callers_correlation_id_comes_back(line: Line, world: SoapWorld) -> None:
    answer = line.send(GOOD, {**XML, "X-Correlation-ID": "abc-12345"})
    assert answer.headers["x-correlation-id"] == "abc-12345"
    assert world.desk.commands[0].origin.correlation_id == "abc-12345"
    strange = line.send(GOOD, {**XML, "X-Correlation-ID": "a b"})
    assert strange.headers["x-correlation-id"] != "a b"
