"""The staff's contract for agreements with platforms, and for their registers."""

from datetime import date
from typing import Any

import pytest

from backend.domain.values.roles import Role
from tests.commands import Platform
from tests.contract.operator.world import CORRECTION_LIMIT, DeskBrowser, DeskWorld

MAY = {"from": "2026-05-01", "to": "2026-05-31"}
DEAL = {"valid_from": "2026-05-01", "share": "33.33", "document": "№ 17", "reason": "signed"}


@pytest.fixture
def alpha(world: DeskWorld) -> Platform:
    """A platform that has charged four times: t-1 … t-4, 10 to 40 roubles."""
    platform = world.integrator("alpha")
    for place in (1, 2, 3, 4):
        assert world.one(platform.charge(f"t-{place}", place * 10_00)).ok
    return platform


def upload(desk: DeskBrowser, *rows: str, header: str = "id;account;amount;day") -> Any:
    """Send a register of May."""
    content = "\n".join((header, *rows)).encode()
    return desk.upload("/integrators/alpha/reconciliations", content, params=MAY)


def differences(desk: DeskBrowser, reconciliation: Any, **query: Any) -> dict[str, Any]:
    """The lines by the platform's ids."""
    answer = desk.get(f"/reconciliations/{reconciliation['id']}", params=query).json()
    return {line["external_id"]: line for line in answer["lines"]}


def settle(desk: DeskBrowser, reconciliation: Any, line: int, remedy: str) -> Any:
    """Do something about a line."""
    path = f"/reconciliations/{reconciliation['id']}/lines/{line}/settlement"
    return desk.post(path, {"remedy": remedy, "reason": "they have it otherwise"})


def test_an_agreement_and_its_settlement(world: DeskWorld, alpha: Platform) -> None:
    assert alpha.terms.integrator_code == "alpha"
    desk = world.person()
    assert desk.get("/integrators/alpha/agreements").json() == {"agreements": []}
    made = desk.post("/integrators/alpha/agreements", DEAL).json()
    assert (made["number"], made["share"], made["base"]) == (1, "33.33", "gross")
    again = desk.post("/integrators/alpha/agreements", DEAL).json()
    assert again == made
    (row,) = desk.get("/reports/settlement", params={"integrator": "alpha"}).json()["rows"]
    # 100.00 roubles in all, 18.03 of tax: a third of the whole, and the rest is ours
    assert row[2:5] == ["№ 17", "gross", "33.33"]
    assert row[7:] == ["100.00", "18.03", "81.97", "33.33", "48.64"]
    audited = [row for row in world.audited() if row[1] == "set_agreement"]
    assert audited[0] == ("admin", "set_agreement", "integrator alpha", "signed")


@pytest.mark.usefixtures("alpha")
def test_a_later_word_for_the_same_day_counts_and_the_former_is_known(world: DeskWorld) -> None:
    desk = world.person()
    desk.post("/integrators/alpha/agreements", DEAL)
    before = world.clock.now()
    world.clock.advance(minutes=1)
    desk.post("/integrators/alpha/agreements", {**DEAL, "share": "50.00", "base": "net"})

    def partner(**query: str) -> str:
        given = {"integrator": "alpha", **query}
        (row,) = desk.get("/reports/settlement", params=given).json()["rows"]
        return str(row[10])

    assert partner() == "40.99"  # half of 81.97, the half kopeck upwards
    assert partner(as_of=before.isoformat()) == "33.33"
    numbers = [a["number"] for a in desk.get("/integrators/alpha/agreements").json()["agreements"]]
    assert numbers == [2, 1]


@pytest.mark.usefixtures("alpha")
@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"share": "100.01"}, "invalid_fields"),
        ({"share": "33.333"}, "invalid_fields"),
        ({"share": "-1"}, "invalid_fields"),
        ({"share": 33}, "invalid_fields"),
        ({"valid_from": "2026-02-30"}, "invalid_fields"),
        ({"valid_from": "2036-05-01"}, "invalid_request"),
        ({"document": ""}, "invalid_fields"),
        ({"base": "profit"}, "invalid_fields"),
        ({"reason": ""}, "invalid_fields"),
        ({"rate": "1"}, "invalid_fields"),
    ],
)
def test_an_agreement_that_is_none(world: DeskWorld, change: dict[str, Any], code: str) -> None:
    answer = world.person().post("/integrators/alpha/agreements", {**DEAL, **change})
    assert answer.json()["code"] == code
    assert world.count("agreement") == 0
    assert world.audited() == []


def test_nobody_agrees_with_the_house_itself(world: DeskWorld) -> None:
    desk = world.person()
    for code in ("operator", "nobody"):
        assert desk.post(f"/integrators/{code}/agreements", DEAL).json()["code"] == "not_found"
    assert desk.get("/integrators/nobody/agreements").json()["code"] == "not_found"


def test_a_register_is_compared(world: DeskWorld, alpha: Platform) -> None:
    world.account("0002", balance=100_00)
    world.one(alpha.reverse("t-4"))
    desk = world.person(Role.MANAGER)
    made = upload(
        desk,
        "t-1;1001;10,00;2026-05-01",
        "t-2;0002;25.00;02.05.2026",
        "t-4;1001;40;2026-05-01T10:00:00",
        "t-9;1001;1 000,50;2026-05-31",
    ).json()
    assert {name: tuple(made[name].values()) for name in ("matched", "only_ours")} == {
        "matched": (1, "10.00"),
        "only_ours": (1, "30.00"),
    }
    assert tuple(made["only_theirs"].values()) == (1, "1000.50")
    assert tuple(made["different"].values()) == (2, "65.00")
    lines = differences(desk, made)
    assert lines.keys() == {"t-2", "t-3", "t-4", "t-9"}
    assert lines["t-2"]["differences"] == ["account", "amount", "day"]
    assert lines["t-2"]["offered"] == ["note"]
    assert lines["t-3"]["offered"] == ["reverse", "note"]
    assert lines["t-4"]["differences"] == ["reversed"]
    assert lines["t-9"]["theirs"] == {"account": "1001", "amount": "1000.50", "day": "2026-05-31"}
    assert differences(desk, made, result="only_theirs").keys() == {"t-9"}
    page = desk.get(f"/reconciliations/{made['id']}", params={"limit": 3}).json()
    rest = desk.get(f"/reconciliations/{made['id']}", params={"after": page["next"]}).json()
    assert [line["line"] for line in page["lines"] + rest["lines"]] == [1, 2, 3, 4]
    listed = desk.get("/integrators/alpha/reconciliations").json()
    assert listed == {"reconciliations": [made]}
    assert world.money().balance == 500_00 - 60_00


@pytest.mark.usefixtures("alpha")
def test_what_only_we_have_is_given_back(world: DeskWorld) -> None:
    desk = world.person(Role.MANAGER)
    made = upload(
        desk,
        "t-1;1001;10,00;2026-05-01",
        "t-2;1001;20,00;2026-05-01",
        "t-3;1001;21,00;2026-05-01",
    ).json()
    lines = differences(desk, made)
    assert lines["t-3"]["offered"] == ["refund", "note"]

    back = settle(desk, made, lines["t-4"]["line"], "reverse").json()
    part = settle(desk, made, lines["t-3"]["line"], "refund").json()

    assert (back["correction_state"], part["correction_state"]) == ("applied", "applied")
    assert back["offered"] == []
    assert world.money().balance == 500_00 - 10_00 - 20_00 - 21_00
    assert world.value("SELECT reversed FROM charge WHERE external_id = 't-4'") is True
    assert world.value("SELECT refunded FROM charge WHERE external_id = 't-3'") == 9_00
    again = settle(desk, made, lines["t-4"]["line"], "reverse")
    assert again.json()["code"] == "already_exists"
    assert differences(desk, made, open=True) == {}
    world.clock.advance(seconds=1)
    clean = upload(
        desk, "t-1;1001;10;2026-05-01", "t-2;1001;20;2026-05-01", "t-3;1001;21;2026-05-01"
    ).json()
    assert [clean[name]["operations"] for name in ("only_ours", "only_theirs", "different")] == [
        0, 0, 0,
    ]  # fmt: skip
    subjects = [row[2] for row in world.audited() if row[1] == "correct_difference"]
    assert len(subjects) == 2


def test_above_the_limit_another_person_decides(world: DeskWorld, alpha: Platform) -> None:
    world.account("0002", balance=500_00)
    assert world.one(alpha.charge("big", CORRECTION_LIMIT + 1, "0002")).ok
    desk = world.person(Role.MANAGER)
    made = upload(desk).json()
    line = differences(desk, made)["big"]["line"]
    assert settle(world.script(), made, line, "reverse").json()["code"] == "second_person_needed"
    asked = settle(desk, made, line, "reverse").json()
    assert asked["correction_state"] == "pending"
    assert world.money("0002").balance == 500_00 - CORRECTION_LIMIT - 1
    path = f"/corrections/{asked['correction_id']}/confirmation"
    assert world.person(Role.ADMIN).post(path).status_code == 200
    assert world.money("0002").balance == 500_00
    assert differences(desk, made)["big"]["correction_state"] == "applied"


@pytest.mark.usefixtures("alpha")
def test_what_is_not_offered_is_refused(world: DeskWorld) -> None:
    desk = world.person(Role.MANAGER)
    made = upload(desk, "t-9;1001;5;2026-05-01").json()
    lines = differences(desk, made)
    theirs = lines["t-9"]["line"]
    assert settle(desk, made, theirs, "reverse").json()["code"] == "not_allowed"
    assert settle(desk, made, theirs, "refund").json()["code"] == "not_allowed"
    noted = settle(desk, made, theirs, "note").json()
    assert (noted["note"], noted["settled_by"]) == ("they have it otherwise", "manager")
    assert settle(desk, made, 99, "note").json()["code"] == "not_found"
    assert world.money().balance == 400_00


@pytest.mark.usefixtures("alpha")
@pytest.mark.parametrize(
    ("header", "rows", "said"),
    [
        ("id;account;amount", ["t-1;1001;10"], "unreadable_file"),
        ("id;account;amount;day;profit", ["t-1;1001;10;2026-05-01;1"], "unreadable_file"),
        ("id;account;amount;day", ["t-1;1001;10,001;2026-05-01"], [("/2/amount", "not_an_amount")]),
        ("id;account;amount;day", ["t-1;1001;10;2026-05-32"], [("/2/day", "malformed")]),
        ("id;account;amount;day", ["t-1;1001;10;2026-04-30"], [("/2/day", "outside_period")]),
        ("id;account;amount;day", ["t-1;1001;10"], [("/2", "wrong_cell_count")]),
        ("id;account;amount;day", ["=1+1;1001;10;2026-05-01"], [("/2/id", "malformed")]),
        (
            "id;account;amount;day",
            ["t-1;1001;10;2026-05-01", "t-2;1001;20;2026-05-01", "t-1;1001;10;2026-05-01"],
            [("/4/id", "repeated")],
        ),
    ],
)
def test_one_broken_row_and_nothing_is_compared(
    world: DeskWorld, header: str, rows: list[str], said: Any
) -> None:
    answer = upload(world.person(Role.MANAGER), *rows, header=header)
    if isinstance(said, str):
        assert answer.json()["code"] == said
    else:
        assert answer.status_code == 422
        errors = [(error["pointer"], error["detail"]) for error in answer.json()["errors"]]
        assert errors == said
    assert world.count("reconciliation") == 0
    assert world.audited() == []


@pytest.mark.usefixtures("alpha")
def test_registers_that_cannot_be(world: DeskWorld) -> None:
    desk = world.person(Role.MANAGER)

    def code(path: str, content: bytes, **given: Any) -> str:
        return str(desk.upload(path, content, **{"params": MAY, **given}).json()["code"])

    register = b"id;account;amount;day\nt-1;1001;10;2026-05-01\n"
    assert code("/integrators/nobody/reconciliations", register) == "not_found"
    assert code("/integrators/operator/reconciliations", register) == "invalid_request"
    backwards = {"from": "2026-05-31", "to": "2026-05-01"}
    path = "/integrators/alpha/reconciliations"
    assert code(path, register, params=backwards) == "invalid_request"
    assert code(path, register, params={}) == "invalid_fields"
    assert code(path, "id;счёт;сумма;день\n".encode("utf-16")) == "unreadable_file"
    json = {"Content-Type": "application/json"}
    assert code(path, register, headers=json) == "unsupported_media_type"
    assert world.count("reconciliation") == 0
    assert desk.get("/reconciliations/nonsense").status_code == 422
    lost = "/reconciliations/00000000-0000-7000-8000-000000000000"
    assert desk.get(lost).json()["code"] == "not_found"
    assert date(2026, 5, 1) == world.clock.moment().today
