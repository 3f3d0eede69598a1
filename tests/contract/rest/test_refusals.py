"""Every code has its status, its words and its advice, and repeats nothing."""

from datetime import timedelta

import pytest

from backend.api.problems import MEDIA_TYPE, PROBLEMS, problem_response
from backend.domain import errors
from backend.domain.integrator import SecretDigest
from backend.domain.services.access.authenticate import digest_secret
from backend.domain.values.codes import ADVICE, Code
from tests.contract.rest.world import OTHER_SECRET, SECRET, World, charge

STATUS = {
    "unknown_account": 404,
    "account_blocked": 409,
    "not_enough_money": 402,
    "charge_limit_exceeded": 422,
    "daily_limit_exceeded": 409,
}


def test_every_code_and_every_error_has_a_problem() -> None:
    known = {code for code in Code if code is not Code.OK}
    raised = {e.code for e in vars(errors).values() if isinstance(e, type) and hasattr(e, "code")}
    assert known | (raised - {"error"}) <= PROBLEMS.keys()
    assert all(code in ADVICE for code in Code)


@pytest.mark.parametrize(
    ("code", "changes", "terms"),
    [
        ("unknown_account", {"account": "404"}, {}),
        ("unknown_account", {"account": "000555"}, {}),
        ("account_blocked", {"account": "000999"}, {}),
        ("not_enough_money", {"account": "000777"}, {}),
        ("charge_limit_exceeded", {}, {"max_charge": 49_99}),
        ("daily_limit_exceeded", {}, {"max_daily": 49_99}),
    ],
)
def test_refusals_of_a_charge(
    world: World, code: str, changes: dict[str, str], terms: dict[str, int]
) -> None:
    world.change("relans", **terms)
    answer = world.post("/charges", charge(**changes))
    assert answer.status_code == STATUS[code]
    assert answer.headers["content-type"] == MEDIA_TYPE
    problem = answer.json()
    assert problem["type"] == f"urn:vitrina:problem:{code}"
    assert problem["status"] == answer.status_code
    assert (problem["code"], problem["advice"]) == (code, ADVICE[Code(code)])
    assert problem["correlation_id"] == answer.headers["x-correlation-id"]
    assert problem["operation"]["id"] == "tx-1"
    assert problem["operation"]["status"] == "declined"
    assert world.balance("000123") == 500_00


@pytest.mark.parametrize(
    ("error", "status", "code", "wait"),
    [
        (errors.Busy(), 503, "busy", "1"),
        (errors.Unavailable(), 503, "unavailable", "5"),
        (errors.RateLimited(), 429, "rate_limited", "1"),
    ],
)
def test_a_desk_that_cannot(
    world: World, error: Exception, status: int, code: str, wait: str
) -> None:
    world.desk.failing = error
    for path, body in (("/charges", charge()), ("/checks", {"account": "1", "amount": "1"})):
        answer = world.post(path, body)
        assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert answer.headers["retry-after"] == wait
        assert answer.json()["advice"] == "retry_same_id"


def test_an_answer_that_fails_later(world: World) -> None:
    world.desk.late = errors.Unavailable()
    assert world.post("/charges", charge()).json()["code"] == "unavailable"


def test_what_nobody_foresaw_tells_only_a_correlation_id() -> None:
    world = World(raise_errors=False)
    world.desk.failing = RuntimeError("password=hunter2 in /etc/vitrina")
    answer = world.post("/charges", charge(), headers={"X-Correlation-ID": "support-42-x"})
    assert answer.status_code == 500
    assert answer.json() == {
        "type": "urn:vitrina:problem:internal_error",
        "title": "Something went wrong on this side.",
        "status": 500,
        "code": "internal_error",
        "advice": "retry_same_id",
        "correlation_id": "support-42-x",
    }
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "login",
    [
        None,
        ("relans", OTHER_SECRET),
        ("relans", ""),
        ("rentsoft", SECRET),
        ("nobody", SECRET),
        ("RELANS", SECRET),
        ("", ""),
        ("реланс", SECRET),
    ],
)
def test_strangers_are_told_the_same(world: World, login: tuple[str, str] | None) -> None:
    answer = world.post("/charges", charge(), login=login)
    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")
    assert answer.headers["www-authenticate"].startswith("Basic ")
    assert answer.json()["title"] == "The caller's name or secret is not accepted."
    assert "detail" not in answer.json()
    assert world.desk.calls == 0


@pytest.mark.parametrize(
    "header",
    ["Basic", "Basic !!!", "Basic cmVsYW5z", "Bearer abc", "Basic /w==", "Basic cmVsYW5zOg== x"],
)
def test_headers_that_are_not_credentials(world: World, header: str) -> None:
    answer = world.post("/charges", charge(), login=None, headers={"Authorization": header})
    assert answer.status_code == 401


def test_an_integrator_that_is_switched_off(world: World) -> None:
    world.change("relans", enabled=False)
    assert world.post("/charges", charge()).status_code == 401


def test_two_secrets_while_one_is_changed(world: World) -> None:
    def secret(text: str, lasts: timedelta | None) -> SecretDigest:
        return digest_secret(text, world.clock.now() + lasts if lasts is not None else None)

    world.change(
        "relans", secrets=(secret(OTHER_SECRET, None), secret(SECRET, timedelta(seconds=1)))
    )
    assert world.post("/charges", charge()).status_code == 200
    assert world.post("/charges", charge(), login=("relans", OTHER_SECRET)).status_code == 200
    world.clock.advance(seconds=1)
    assert world.post("/charges", charge()).status_code == 401


def test_calls_from_elsewhere(world: World) -> None:
    world.change("relans", networks=("192.0.2.0/24",))
    answer = world.post("/charges", charge(), headers={"X-Forwarded-For": "192.0.2.7"})
    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")
    world.change("relans", networks=("127.0.0.0/8",))
    assert world.post("/charges", charge()).status_code == 200


def test_too_many_calls_a_second(world: World) -> None:
    world.change("relans", calls_per_second=2)
    codes = [world.get("/accounts/000123").status_code for _ in range(3)]
    assert codes == [200, 200, 429]
    assert world.get("/accounts/000123", login=("rentsoft", OTHER_SECRET)).status_code == 200
    world.seconds += 0.5
    assert world.get("/accounts/000123").status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/charges", 405, "method_not_allowed"),
        ("DELETE", "/accounts/000123", 405, "method_not_allowed"),
        ("GET", "/nothing", 404, "not_found"),
        ("GET", "", 404, "not_found"),
        ("POST", "/charges/", 404, "not_found"),
    ],
)
def test_addresses_that_are_not_there(
    world: World, method: str, path: str, status: int, code: str
) -> None:
    answer = world.call(method, path)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == MEDIA_TYPE


def test_the_journal_has_known_callers_and_no_secret(world: World) -> None:
    world.post("/charges", charge(), headers={"X-Correlation-ID": "support-42-x"})
    world.post("/charges", charge(), login=None)
    (exchange,) = world.journal.exchanges
    assert (exchange.door, exchange.operation, exchange.status) == ("rest", "charge", 200)
    assert (exchange.integrator, exchange.correlation_id) == ("relans", "support-42-x")
    assert b'"tx-1"' in exchange.request
    assert b'"450.00"' in exchange.response
    assert SECRET.encode() not in exchange.request + exchange.response
    world.change("relans", journal=False)
    world.post("/charges", charge())
    assert len(world.journal.exchanges) == 1


def test_a_problem_for_every_code() -> None:
    for code, kind in PROBLEMS.items():
        response = problem_response(code, ADVICE.get(Code.BUSY, ADVICE[Code.OK]))
        assert response.status_code == kind.status
        assert (response.headers.get("retry-after") is not None) == (kind.retry_after is not None)
        assert kind.title.endswith(".")
