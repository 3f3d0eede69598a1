"""The staff's contract for reports: on the screen, by pages, and as files."""

import csv
import io
import zipfile
from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree as Xml

import pytest

from backend.domain.services.reporting.ask import MAX_DAYS, Wish
from backend.domain.services.reporting.reports import REPORTS
from backend.domain.values.roles import Role
from backend.storage.reporting.desk import MAX_EXPORTS
from tests.contract.operator.world import DeskBrowser, DeskWorld

KASPERSKY = "Антивирус Касперского"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture
def seen(world: DeskWorld) -> DeskBrowser:
    """An auditor's browser, after a platform has charged for the bulletin's product."""
    platform = world.integrator("kaspersky")
    charge = platform.charge(
        "tx-1", 50_00, product="kav", product_title=KASPERSKY, text="1 мес., 50р."
    )
    assert world.one(charge).ok
    return world.person(Role.AUDITOR)


def lines(answer: Any) -> list[dict[str, Any]]:
    """A report's rows by the names of its columns."""
    assert answer.status_code == 200, answer.text
    body = answer.json()
    names = [column["name"] for column in body["columns"]]
    return [dict(zip(names, row, strict=True)) for row in body["rows"]]


def refused(answer: Any) -> tuple[int, str, str]:
    """Status, code and detail of a problem."""
    body = answer.json()
    return answer.status_code, body["code"], body.get("detail", "")


def test_what_can_be_asked_for(seen: DeskBrowser) -> None:
    told = {each["name"]: each for each in seen.get("/reports").json()["reports"]}
    assert told.keys() == set(REPORTS)
    assert told["settlement"]["needs"] == ["integrator"]
    assert told["states"]["span"] == "point"
    assert [c["title"] for c in told["subscriptions"]["columns"]][:4] == [
        "Абонент", "Продукт", "Срок", "Статус",
    ]  # fmt: skip


@pytest.mark.usefixtures("seen")
def test_the_row_of_the_bulletin(world: DeskWorld) -> None:
    world.set_day(date(2026, 5, 10))
    seen = world.script()
    (row,) = lines(seen.get("/reports/subscriptions"))
    assert " · ".join((row["holder"], row["product_title"], row["term"], row["state"])) == (
        "Иванов Д. И. · Антивирус Касперского · 1 мая – 30 мая · active"
    )
    assert (row["first_day"], row["last_day"]) == ("2026-05-01", "2026-05-30")
    file = seen.get("/reports/subscriptions/file", params={"format": "csv"})
    assert file.headers["content-type"] == "text/csv; charset=utf-8"
    _, golden = csv.reader(io.StringIO(file.text))
    assert " · ".join(golden[:4]) == (
        "Иванов Д. И. · Антивирус Касперского · 1 мая – 30 мая · активен"
    )


@pytest.mark.usefixtures("seen")
def test_any_day_and_as_it_was_known(world: DeskWorld) -> None:
    before = world.clock.now()
    world.clock.advance(days=3)
    seen = world.script()
    (row,) = lines(seen.get("/reports/states"))
    assert (row["product_title"], row["state"], row["subscriptions"]) == (KASPERSKY, "active", 1)
    assert lines(seen.get("/reports/states", params={"on": "2026-04-30"})) == []
    noon = before - timedelta(seconds=1)
    assert lines(seen.get("/reports/states", params={"at": noon.isoformat()})) == []
    as_of = {"as_of": noon.isoformat()}
    assert lines(seen.get("/reports/charges", params=as_of)) == []
    assert len(lines(seen.get("/reports/charges"))) == 1


def test_money_is_told_in_roubles_and_added_up(seen: DeskBrowser) -> None:
    answer = seen.get("/reports/revenue", params={"from": "2026-05-01", "to": "2026-05-31"})
    (row,) = lines(answer)
    assert (row["month"], row["charged"], row["vat"], row["net"]) == (
        "2026-05", "50.00", "9.02", "40.98",
    )  # fmt: skip
    assert answer.json()["totals"]["net"] == "40.98"


def test_pages_fit_together(world: DeskWorld, seen: DeskBrowser) -> None:
    world.subscribers(5, world.product("antivirus", 50_00), balance=50_00)
    whole = lines(seen.get("/reports/subscriptions"))
    first = seen.get("/reports/subscriptions", params={"limit": 4})
    assert first.json()["next"] == 4
    given = {"limit": 4, "offset": 4, "as_of": first.json()["as_of"]}
    world.clock.advance(seconds=5)
    world.subscribers(7, world.product("internet", 300_00), balance=50_00)
    second = seen.get("/reports/subscriptions", params=given)
    assert "next" not in second.json()
    assert lines(first) + lines(second) == whole


@pytest.mark.parametrize("name", sorted(REPORTS))
def test_every_report_as_file(seen: DeskBrowser, name: str) -> None:
    given = {"integrator": "kaspersky"} if name == "settlement" else {}
    page = seen.get(f"/reports/{name}", params=given)
    titles = [column["title"] for column in page.json()["columns"]]

    file = seen.get(f"/reports/{name}/file", params={"format": "csv", **given})
    heading, *rows = csv.reader(io.StringIO(file.text))
    assert heading == titles
    assert len(rows) == len(lines(page))
    assert int(file.headers["content-length"]) == len(file.content)

    book = seen.get(f"/reports/{name}/file", params=given)
    assert book.headers["content-disposition"].startswith(f'attachment; filename="{name}-2026-05-')
    table = cells(book.content)
    assert table[0] == titles
    assert len(table) == len(rows) + 1


def cells(content: bytes) -> list[list[str]]:
    """The texts of an XLSX's first sheet."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheet = Xml.fromstring(parts.read("xl/worksheets/sheet1.xml"))  # noqa: S314 (ours)
    assert sheet.findall(f".//{SHEET}f") == []
    return [
        ["".join(text or "" for text in cell.itertext()) for cell in row.findall(f"{SHEET}c")]
        for row in sheet.iter(f"{SHEET}row")
    ]


def test_a_formula_stays_a_text(world: DeskWorld) -> None:
    evil = '=HYPERLINK("https://evil.example","cheap")'
    platform = world.integrator("evil")
    assert world.one(platform.charge("tx-2", 1_00, product="x", product_title=evil)).ok
    desk = world.person(Role.MANAGER)
    file = desk.get("/reports/charges/file", params={"format": "csv"})
    (_, row) = csv.reader(io.StringIO(file.text))
    assert f"'{evil}" in row
    assert evil not in row
    book = desk.get("/reports/charges/file").content
    assert f"'{evil}" in cells(book)[1]


@pytest.mark.parametrize(
    ("path", "given", "code", "words"),
    [
        ("/reports/gossip", {}, "not_found", "no such report"),
        ("/reports/gossip/file", {}, "not_found", "no such report"),
        ("/reports/states", {"account": "404"}, "not_found", "no such account"),
        ("/reports/states", {"integrator": "nobody"}, "not_found", "no such integrator"),
        ("/reports/states", {"product": "=1+1"}, "not_found", "no such product"),
        ("/reports/states", {"on": "2026-05-32"}, "invalid_fields", ""),
        ("/reports/states", {"on": "вчера"}, "invalid_fields", ""),
        ("/reports/states", {"on": "2026-05-02"}, "invalid_request", "still to come"),
        ("/reports/states", {"at": "2026-05-01T12:00:00"}, "invalid_fields", ""),
        ("/reports/states", {"at": "2026-06-01T00:00:00Z"}, "invalid_request", "still to come"),
        ("/reports/states", {"from": "2026-05-01"}, "invalid_request", "of one day"),
        ("/reports/revenue", {"on": "2026-05-01"}, "invalid_request", "of many days"),
        (
            "/reports/revenue",
            {"from": "2026-05-02", "to": "2026-05-01"},
            "invalid_request",
            "before the first",
        ),
        (
            "/reports/revenue",
            {"from": "2020-01-01", "to": "2026-05-01"},
            "invalid_request",
            f"at most {MAX_DAYS} days",
        ),
        ("/reports/churn", {"from": "2026-04-02"}, "invalid_request", "whole months"),
        ("/reports/churn", {"form": "2026-04-01"}, "invalid_fields", ""),
        ("/reports/churn", {"as_of": "2030-01-01T00:00:00Z"}, "invalid_request", "known later"),
        ("/reports/settlement", {}, "invalid_request", "of one integrator"),
        (
            "/reports/settlement",
            {"integrator": "operator", "account": "1001"},
            "invalid_request",
            "not made by account",
        ),
        ("/reports/states/file", {"format": "pdf"}, "invalid_fields", ""),
        ("/reports/charges", {"offset": "100001"}, "invalid_fields", ""),
    ],
)
def test_what_cannot_be_asked(
    world: DeskWorld, path: str, given: dict[str, str], code: str, words: str
) -> None:
    status, said, detail = refused(world.person().get(path, params=given))
    assert (status, said) == (
        {"not_found": 404, "invalid_fields": 422, "invalid_request": 400}[code],
        code,
    )
    assert words in detail


def test_a_cashier_sees_no_reports(world: DeskWorld) -> None:
    cashier = world.person(Role.CASHIER)
    for path in ("/reports", "/reports/states", "/reports/states/file"):
        assert refused(cashier.get(path))[1] == "not_allowed"


def test_not_everybody_exports_at_once(world: DeskWorld) -> None:
    desk = world.person()
    question = world.reports.ask(Wish(name="charges"))
    with world.reports.export(question), world.reports.export(question):
        assert MAX_EXPORTS == 2
        status, code, _ = refused(desk.get("/reports/charges/file"))
        assert (status, code) == (503, "busy")
        assert desk.get("/reports/charges").status_code == 200
    assert desk.get("/reports/charges/file").status_code == 200
