"""Signing in and out over REST: cookies, words, limits, and what leaks nothing."""

from http.cookies import SimpleCookie

import httpx
import pytest

from backend.domain.values.status import AccountStatus
from tests.contract.cabinet.world import OWN, PASSWORD, CabinetWorld

SESSION, DEVICE = "__Host-vitrina-session", "__Host-vitrina-device"
WRONG = "not-the-password-at-all"


def cookies(answer: httpx.Response) -> SimpleCookie:
    """The cookies that an answer sets."""
    found: SimpleCookie = SimpleCookie()
    for header in answer.headers.get_list("set-cookie"):
        found.load(header)
    return found


def test_the_cookies_are_kept_from_scripts_other_sites_and_plain_connections(
    world: CabinetWorld,
) -> None:
    answer = world.browser().sign_in(OWN, PASSWORD)
    assert answer.headers["cache-control"] == "no-store"
    set_ = cookies(answer)
    assert set_.keys() == {SESSION, DEVICE}
    for name in (SESSION, DEVICE):
        morsel = set_[name]
        assert (morsel["secure"], morsel["httponly"]) == (True, True)
        assert (morsel["samesite"], morsel["path"], morsel["domain"]) == ("strict", "/", "")
    assert set_[SESSION]["max-age"] == ""  # until the browser is closed
    token = set_[SESSION].value
    assert token not in answer.text


def test_an_unknown_account_and_a_wrong_password_are_told_in_one_way(world: CabinetWorld) -> None:
    world.account("000555")
    world.set_status(AccountStatus.CLOSED, "000777")
    answers = [
        world.browser().sign_in(number, password)
        for number, password in (
            (OWN, WRONG),
            ("404404", PASSWORD),
            ("000555", PASSWORD),  # has no password
            ("000777", PASSWORD),  # is closed
        )
    ]
    told = []
    for answer in answers:
        assert answer.status_code == 401
        assert not cookies(answer)
        document = answer.json()
        del document["correlation_id"]
        told.append(document)
    assert all(document == told[0] for document in told)


def test_a_blocked_account_has_its_cabinet(world: CabinetWorld) -> None:
    world.set_status(AccountStatus.BLOCKED, OWN)
    assert world.signed_in().get("/profile").json()["status"] == "blocked"


def test_too_many_attempts_are_told_when_to_come_back(world: CabinetWorld) -> None:
    stranger = world.browser()
    codes = [stranger.sign_in(OWN, WRONG).json()["code"] for _ in range(12)]
    assert codes[0] == "not_authenticated"
    assert codes[-1] == "too_many_attempts"
    answer = stranger.sign_in(OWN, PASSWORD)
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0


def test_who_has_signed_in_before_is_not_kept_out_by_strangers(world: CabinetWorld) -> None:
    owner = world.signed_in()
    stranger = world.browser()
    while stranger.sign_in(OWN, WRONG).status_code == 401:
        pass
    assert owner.sign_in(OWN, PASSWORD).status_code == 200


def test_each_sign_in_is_a_new_session(world: CabinetWorld) -> None:
    browser = world.signed_in()
    first = browser.cookies[SESSION]
    browser.sign_in(OWN, PASSWORD)
    assert browser.cookies[SESSION] != first
    browser.cookies.set(SESSION, first)
    assert browser.get("/session").status_code == 401


def test_signing_out_ends_this_session_alone(world: CabinetWorld) -> None:
    browser, other = world.signed_in(), world.signed_in()
    stolen = browser.cookies[SESSION]
    answer = browser.delete("/session")
    assert answer.status_code == 204
    assert answer.headers["clear-site-data"] == '"cache"'
    assert SESSION not in browser.cookies
    browser.cookies.set(SESSION, stolen)
    assert browser.get("/session").status_code == 401
    assert other.get("/session").status_code == 200


def test_signing_out_everywhere_ends_all(world: CabinetWorld) -> None:
    browser, other = world.signed_in(), world.signed_in()
    foreign = world.signed_in("000777")
    assert browser.delete("/sessions").status_code == 204
    assert other.get("/session").status_code == 401
    assert foreign.get("/session").status_code == 200


def test_a_new_password_ends_the_other_sessions(world: CabinetWorld) -> None:
    browser, other = world.signed_in(), world.signed_in()
    wrong = browser.post("/password", {"current": WRONG, "new": "another-long-secret"})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "wrong_password")
    weak = browser.post("/password", {"current": PASSWORD, "new": "short"})
    assert (weak.status_code, weak.json()["code"]) == (422, "weak_password")
    assert weak.json()["errors"] == [{"pointer": "/new", "detail": "too_short"}]
    done = browser.post("/password", {"current": PASSWORD, "new": "another-long-secret"})
    assert done.status_code == 204
    assert browser.get("/session").status_code == 200
    assert other.get("/session").status_code == 401
    assert world.browser().sign_in(OWN, PASSWORD).status_code == 401
    assert world.browser().sign_in(OWN, "another-long-secret").status_code == 200


def test_a_session_that_nobody_uses_is_over(world: CabinetWorld) -> None:
    browser = world.signed_in()
    world.clock.advance(minutes=29)
    assert browser.get("/session").status_code == 200
    world.clock.advance(minutes=29)
    assert browser.get("/session").status_code == 200
    world.clock.advance(minutes=31)
    assert browser.get("/session").status_code == 401


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"account": OWN},
        {"account": OWN, "password": ""},
        {"account": OWN, "password": "x" * 513},
        {"account": OWN, "password": 123456789012},
        {"account": "../etc", "password": PASSWORD},
        {"account": OWN, "password": PASSWORD, "remember": True},
        [],
        "text",
    ],
)
def test_a_form_that_is_none(world: CabinetWorld, document: object) -> None:
    answer = world.browser().post("/session", document)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_fields")
    assert PASSWORD not in answer.text


@pytest.mark.parametrize("token", ["", "x", "a" * 5000, "' OR 1=1 --", "%00"])
def test_a_cookie_that_is_none(world: CabinetWorld, token: str) -> None:
    sent = {"Cookie": f"{SESSION}={token}"}
    assert world.browser().get("/session", headers=sent).status_code == 401


def test_the_password_and_the_tokens_are_in_no_log(
    world: CabinetWorld, capsys: pytest.CaptureFixture[str]
) -> None:
    browser = world.signed_in()
    world.browser().sign_in(OWN, WRONG)
    browser.get("/session")
    browser.post("/password", {"current": PASSWORD, "new": "another-long-secret"})
    said = capsys.readouterr()
    for secret in (PASSWORD, WRONG, "another-long-secret", browser.csrf, browser.cookies[SESSION]):
        assert secret not in said.out + said.err
