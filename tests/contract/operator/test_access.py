"""The staff signs in and out over REST: words, cookies, limits, the second factor."""

import base64
from http.cookies import SimpleCookie
from typing import Any

import httpx
import pytest

from backend.domain.services.access.sessions import SignIn
from backend.domain.services.access.totp import code_of, step_at
from backend.domain.values.roles import Role
from tests.contract.operator.world import HOST, PASSWORD, DeskBrowser, DeskWorld

SESSION, DEVICE = "__Host-vitrina-desk", "__Host-vitrina-desk-device"
WRONG, OTHER = "not-the-password-at-all", "another-long-secret"
NOT_AUTHENTICATED = (401, "not_authenticated")


def sign_in(browser: DeskBrowser, name: str = "admin", **given: Any) -> httpx.Response:
    """Send the form of the front page; by default rightly."""
    answer = browser.post("/session", {"name": name, "password": PASSWORD, **given})
    if answer.status_code == 200:
        browser.headers["X-CSRF-Token"] = answer.json()["csrf_token"]
    return answer


def told(answer: httpx.Response) -> tuple[int, str]:
    """Status and code of a refusal."""
    return answer.status_code, answer.json()["code"]


def cookies(answer: httpx.Response) -> SimpleCookie:
    """The cookies that an answer sets."""
    found: SimpleCookie = SimpleCookie()
    for header in answer.headers.get_list("set-cookie"):
        found.load(header)
    return found


@pytest.fixture
def member(world: DeskWorld) -> DeskBrowser:
    """An admin who has signed in with name and password."""
    world.person()
    browser = world.nobody()
    assert sign_in(browser).status_code == 200
    return browser


def enrol(world: DeskWorld, browser: DeskBrowser) -> bytes:
    """Set up a second factor; its secret, as the authenticator keeps it."""
    begun = browser.post("/totp", {"password": PASSWORD}).json()
    secret = base64.b32decode(begun["secret"])
    confirmed = browser.post("/totp/confirmation", {"code": code(world, secret)})
    assert confirmed.status_code == 204
    world.clock.advance(seconds=30)  # the code that confirmed is used up
    return secret


def code(world: DeskWorld, secret: bytes, steps: int = 0) -> str:
    """What the authenticator shows now, or some steps away."""
    return code_of(secret, step_at(world.clock.now()) + steps)


# ---------------------------------------------------------------- name and password


def test_the_cookies_are_kept_from_scripts_other_sites_and_plain_connections(
    world: DeskWorld,
) -> None:
    world.person()
    answer = sign_in(world.nobody())
    assert answer.headers["cache-control"] == "no-store"
    set_ = cookies(answer)
    assert set_.keys() == {SESSION, DEVICE}
    for name in (SESSION, DEVICE):
        morsel = set_[name]
        assert (morsel["secure"], morsel["httponly"]) == (True, True)
        assert (morsel["samesite"], morsel["path"], morsel["domain"]) == ("strict", "/", "")
    assert set_[SESSION]["max-age"] == ""  # until the browser is closed
    assert set_[SESSION].value not in answer.text


def test_who_is_signed_in_is_told_what_the_role_may_do(world: DeskWorld) -> None:
    world.person(Role.CASHIER, "anna")
    browser = world.nobody()
    shown = sign_in(browser, " Anna ").json()
    assert shown == browser.get("/session").json()
    assert (shown["name"], shown["role"], shown["has_totp"]) == ("anna", "cashier", False)
    assert "record_payment" in shown["operations"]
    assert "add_member" not in shown["operations"]


def test_every_refusal_is_told_in_one_way(world: DeskWorld, member: DeskBrowser) -> None:
    enrol(world, member)
    world.person(Role.MANAGER)
    world.person(Role.CASHIER)
    member.patch("/staff/cashier", {"enabled": False})
    answers = [
        sign_in(world.nobody(), **given)
        for given in (
            {"name": "manager", "password": WRONG},
            {"name": "nobody"},
            {"name": "cashier"},  # is switched off
            {"name": "admin"},  # brings no code
            {"name": "admin", "code": "000000"},
            {"name": "admin", "password": WRONG, "code": "000000"},
            {"name": "'; --"},
            {"name": "😀"},
            {"name": "\0"},
        )
    ]
    documents = []
    for answer in answers:
        assert not cookies(answer)
        document = answer.json()
        del document["correlation_id"]
        documents.append(document)
    assert documents[0]["status"] == 401
    assert documents == [documents[0]] * len(answers)


def test_too_many_attempts_are_told_when_to_come_back(world: DeskWorld) -> None:
    world.person()
    stranger = world.nobody()
    codes = [sign_in(stranger, password=WRONG).json()["code"] for _ in range(12)]
    assert codes == ["not_authenticated"] * 10 + ["too_many_attempts"] * 2
    answer = sign_in(stranger)
    assert told(answer) == (429, "too_many_attempts")
    assert int(answer.headers["retry-after"]) > 0


def test_who_has_signed_in_before_is_not_kept_out_by_strangers(
    world: DeskWorld, member: DeskBrowser
) -> None:
    while sign_in(world.nobody(), password=WRONG).status_code == 401:
        pass
    assert sign_in(member).status_code == 200


def test_the_cabinet_and_the_desk_count_apart(world: DeskWorld) -> None:
    """An account may have a number that is somebody's name at the desk."""
    world.person(Role.CASHIER, "anna")
    world.account("anna")
    cabinet = world.door().cabinet_access
    cabinet.set_password("anna", PASSWORD)
    while sign_in(world.nobody(), "anna", password=WRONG).status_code == 401:
        pass
    visit = SignIn(number="anna", password=PASSWORD, address="127.0.0.1", agent="")
    mark = cabinet.sign_in(visit).mark
    stranger = world.nobody()
    stranger.cookies.set(DEVICE, mark, domain=HOST)
    assert told(sign_in(stranger, "anna")) == (429, "too_many_attempts"), "a mark of the cabinet's"


def test_each_sign_in_is_a_new_session_and_ends_the_browsers_old_one(
    world: DeskWorld, member: DeskBrowser
) -> None:
    first = member.cookies[SESSION]
    sign_in(member)
    assert member.cookies[SESSION] != first
    member.cookies.set(SESSION, first)
    assert told(member.get("/session")) == NOT_AUTHENTICATED
    assert world.count("staff_session") == 2


def test_signing_out_ends_this_session_alone(world: DeskWorld, member: DeskBrowser) -> None:
    other = world.nobody()
    sign_in(other)
    stolen = member.cookies[SESSION]
    answer = member.call("DELETE", "/session")
    assert answer.status_code == 204
    assert answer.headers["clear-site-data"] == '"cache"'
    assert SESSION not in member.cookies
    member.cookies.set(SESSION, stolen)
    assert told(member.get("/session")) == NOT_AUTHENTICATED
    assert other.get("/session").status_code == 200


def test_signing_out_everywhere_ends_all_of_ones_own(world: DeskWorld, member: DeskBrowser) -> None:
    other, foreign = world.nobody(), world.person(Role.AUDITOR)
    sign_in(other)
    assert member.call("DELETE", "/sessions").status_code == 204
    assert told(other.get("/session")) == NOT_AUTHENTICATED
    assert foreign.get("/session").status_code == 200


def test_a_session_that_nobody_uses_is_over(world: DeskWorld, member: DeskBrowser) -> None:
    world.clock.advance(minutes=29)
    assert member.get("/session").status_code == 200
    world.clock.advance(minutes=29)
    assert member.get("/session").status_code == 200
    world.clock.advance(minutes=31)
    assert told(member.get("/session")) == NOT_AUTHENTICATED


def test_a_new_password_ends_the_other_sessions(world: DeskWorld, member: DeskBrowser) -> None:
    other = world.nobody()
    sign_in(other)
    wrong = member.post("/password", {"current": WRONG, "new": OTHER})
    assert told(wrong) == (422, "wrong_password")
    weak = member.post("/password", {"current": PASSWORD, "new": "short"})
    assert told(weak) == (422, "weak_password")
    assert weak.json()["errors"] == [{"pointer": "/new", "detail": "too_short"}]
    assert member.post("/password", {"current": PASSWORD, "new": OTHER}).status_code == 204
    assert member.get("/session").status_code == 200
    assert told(other.get("/session")) == NOT_AUTHENTICATED
    assert told(sign_in(world.nobody())) == NOT_AUTHENTICATED
    assert sign_in(world.nobody(), password=OTHER).status_code == 200


def test_a_stolen_session_is_no_place_to_guess(world: DeskWorld, member: DeskBrowser) -> None:
    codes = [
        member.post(path, body).json()["code"]
        for _ in range(4)
        for path, body in (
            ("/password", {"current": WRONG, "new": OTHER}),
            ("/totp", {"password": WRONG}),
            ("/totp/removal", {"password": WRONG}),
        )
    ]
    assert codes == ["wrong_password"] * 10 + ["too_many_attempts"] * 2
    assert sign_in(world.nobody()).status_code == 200, "and nobody else is kept out by it"


def test_a_script_is_not_signed_in(world: DeskWorld) -> None:
    script = world.script()
    for method, path, body in (
        ("GET", "/session", None),
        ("DELETE", "/session", None),
        ("DELETE", "/sessions", None),
        ("POST", "/totp", {"password": PASSWORD}),
        ("POST", "/password", {"current": PASSWORD, "new": OTHER}),
    ):
        assert told(script.call(method, path, json=body)) == (403, "not_allowed")


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"name": "admin"},
        {"name": "admin", "password": ""},
        {"name": "", "password": PASSWORD},
        {"name": "a" * 65, "password": PASSWORD},
        {"name": "admin", "password": "x" * 513},
        {"name": "admin", "password": PASSWORD, "code": "12345"},
        {"name": "admin", "password": PASSWORD, "code": 123456},
        {"name": "admin", "password": PASSWORD, "code": "１２３４５６"},
        {"name": "admin", "password": PASSWORD, "remember": True},
        [],
    ],
)
def test_a_form_that_is_none(world: DeskWorld, document: object) -> None:
    answer = world.nobody().post("/session", document)
    assert told(answer) == (422, "invalid_fields")
    assert PASSWORD not in answer.text


@pytest.mark.parametrize("token", ["", "x", "a" * 5000, "' OR 1=1 --", "%00"])
def test_a_cookie_that_is_none(world: DeskWorld, token: str) -> None:
    sent = {"Cookie": f"{SESSION}={token}"}
    assert told(world.nobody().get("/session", headers=sent)) == NOT_AUTHENTICATED


# ---------------------------------------------------------------- the second factor


def test_a_second_factor_is_asked_for_once_it_is_confirmed(
    world: DeskWorld, member: DeskBrowser
) -> None:
    other = world.nobody()
    sign_in(other)
    begun = member.post("/totp", {"password": PASSWORD}).json()
    assert begun["uri"].startswith("otpauth://totp/Vitrina:admin@vitrina.test?secret=")
    assert begun["secret"] in begun["uri"]
    assert sign_in(world.nobody()).status_code == 200, "nothing is asked for yet"
    secret = base64.b32decode(begun["secret"])
    wrong = member.post("/totp/confirmation", {"code": code(world, secret, 5)})
    assert told(wrong) == (422, "wrong_code")
    right = member.post("/totp/confirmation", {"code": code(world, secret)})
    assert right.status_code == 204
    assert member.get("/session").json()["has_totp"] is True
    assert told(other.get("/session")) == NOT_AUTHENTICATED
    assert told(sign_in(world.nobody())) == NOT_AUTHENTICATED


def test_a_code_lets_in_once(world: DeskWorld, member: DeskBrowser) -> None:
    secret = enrol(world, member)
    now = code(world, secret)
    assert sign_in(world.nobody(), code=now).status_code == 200
    assert told(sign_in(world.nobody(), code=now)) == NOT_AUTHENTICATED
    assert told(sign_in(world.nobody(), code=code(world, secret, -1))) == NOT_AUTHENTICATED
    assert sign_in(world.nobody(), code=code(world, secret, 1)).status_code == 200
    assert told(sign_in(world.nobody(), code=code(world, secret, 2))) == NOT_AUTHENTICATED


def test_the_code_that_confirmed_does_not_let_in(world: DeskWorld, member: DeskBrowser) -> None:
    begun = member.post("/totp", {"password": PASSWORD}).json()
    now = code(world, base64.b32decode(begun["secret"]))
    member.post("/totp/confirmation", {"code": now})
    assert told(sign_in(world.nobody(), code=now)) == NOT_AUTHENTICATED


def test_wrong_codes_count_as_wrong_passwords(world: DeskWorld, member: DeskBrowser) -> None:
    secret = enrol(world, member)
    codes = [sign_in(world.nobody(), code="000000").json()["code"] for _ in range(11)]
    assert codes == ["not_authenticated"] * 10 + ["too_many_attempts"]
    given = {"code": code(world, secret)}
    assert told(sign_in(world.nobody(), **given)) == (429, "too_many_attempts")


def test_another_authenticator_takes_over_when_it_is_confirmed(
    world: DeskWorld, member: DeskBrowser
) -> None:
    old = enrol(world, member)
    begun = member.post("/totp", {"password": PASSWORD}).json()
    assert sign_in(world.nobody(), code=code(world, old)).status_code == 200
    new = base64.b32decode(begun["secret"])
    assert member.post("/totp/confirmation", {"code": code(world, new)}).status_code == 204
    world.clock.advance(seconds=60)
    assert told(sign_in(world.nobody(), code=code(world, old))) == NOT_AUTHENTICATED
    assert sign_in(world.nobody(), code=code(world, new)).status_code == 200


def test_it_is_removed_with_the_password(world: DeskWorld, member: DeskBrowser) -> None:
    enrol(world, member)
    assert told(member.post("/totp/removal", {"password": WRONG})) == (422, "wrong_password")
    assert member.post("/totp/removal", {"password": PASSWORD}).status_code == 204
    assert sign_in(world.nobody()).status_code == 200


def test_nothing_can_be_confirmed_that_was_not_begun(member: DeskBrowser) -> None:
    assert told(member.post("/totp/confirmation", {"code": "000000"})) == (404, "not_found")


def test_where_it_is_required_nothing_else_may_be_done_before(
    world: DeskWorld, member: DeskBrowser
) -> None:
    world.app = world._application(totp_required=frozenset({Role.ADMIN}))
    member._transport = httpx.ASGITransport(world.app)

    assert member.get("/session").json()["totp_required"] is True
    assert told(member.get("/staff")) == (403, "not_allowed")
    assert world.person(Role.AUDITOR).get("/staff").status_code == 200
    enrol(world, member)
    assert member.get("/session").json()["totp_required"] is False
    assert member.get("/staff").status_code == 200
    assert world.script().get("/staff").status_code == 200


# ---------------------------------------------------------------- what is recorded, and what not


def test_what_one_does_with_ones_access_is_recorded(world: DeskWorld, member: DeskBrowser) -> None:
    enrol(world, member)
    member.post("/totp/removal", {"password": PASSWORD})
    member.post("/password", {"current": WRONG, "new": OTHER})
    member.post("/password", {"current": PASSWORD, "new": OTHER})
    sign_in(world.nobody(), password=WRONG)
    member.call("DELETE", "/session")
    assert [(who, what) for who, what, _, _ in world.audited()] == [
        ("admin", "sign_in"),
        ("admin", "begin_totp"),
        ("admin", "confirm_totp"),
        ("admin", "remove_totp"),
        ("admin", "change_password"),
        ("admin", "sign_out"),
    ]
    assert {subject for _, _, subject, _ in world.audited()} == {"member admin"}


def test_secrets_are_in_no_log_and_no_record(
    world: DeskWorld, member: DeskBrowser, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = enrol(world, member)
    sign_in(world.nobody(), password=WRONG, code=code(world, secret))
    sign_in(member, code=code(world, secret))
    member.post("/password", {"current": PASSWORD, "new": OTHER})
    made = member.post("/staff", {"name": "anna", "role": "cashier"}).json()["password"]
    said = capsys.readouterr()
    kept = said.out + said.err + str(world.rows("SELECT * FROM audit"))
    for hidden in (
        PASSWORD,
        WRONG,
        OTHER,
        made,
        base64.b32encode(secret).decode(),
        member.headers["X-CSRF-Token"],
        member.cookies[SESSION],
        member.cookies[DEVICE],
    ):
        assert hidden not in kept
    (sealed,) = world.rows("SELECT totp_secret FROM staff WHERE name = 'admin'")
    assert secret not in bytes(sealed[0])
