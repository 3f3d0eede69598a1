"""Files at the desk: sent, rehearsed, applied, and reported row by row."""

import json
from collections.abc import Sequence
from concurrent.futures import Future
from io import BytesIO
from typing import Any

import httpx
import psycopg
import pytest
from starlette.routing import Mount

from backend.api import edge
from backend.api.operator import imports
from backend.api.operator.app import PREFIX, create_operator_app
from backend.api.operator.door import OperatorDoor
from backend.api.operator.staff import Caller
from backend.api.operator.uploads import Upload
from backend.domain.commands import Check, Command
from backend.domain.errors import Unavailable
from backend.domain.outcome import Outcome, Verdict
from backend.domain.services.importing.lines import Encoding
from backend.domain.values.roles import Role
from backend.domain.values.status import AccountStatus
from backend.storage.accounts.import_desk import BATCH, ImportDesk
from backend.storage.clock import new_id
from tests.commands import ACCOUNT
from tests.contract.operator.world import TOKEN, DeskBrowser, DeskWorld

ACCOUNTS, PAYMENTS = "/imports/accounts", "/imports/payments"
Told = list[dict[str, Any]]
CSV = {"Content-Type": "text/csv"}


@pytest.fixture
def manager(world: DeskWorld) -> DeskBrowser:
    """Somebody who may import accounts and payments."""
    return world.person(Role.MANAGER)


def told(answer: httpx.Response) -> tuple[Told, dict[str, Any]]:
    """The rows of a report, and its last counts."""
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/x-ndjson"
    lines = [json.loads(line) for line in answer.text.splitlines()]
    *_, last = lines
    assert last["progress"]["done"] is True
    return [line["report"] for line in lines if "report" in line], last["progress"]


def send(browser: DeskBrowser, path: str, text: str, **query: str) -> tuple[Told, dict[str, Any]]:
    """Send a file; what is told of it."""
    return told(browser.upload(path, text.encode(), params=query))


def results(rows: Told) -> list[tuple[Any, ...]]:
    """(line, result, code, column to blame)."""
    return [(row["row"], row["result"], row.get("code"), row.get("field")) for row in rows]


def twice(
    world: DeskWorld, browser: DeskBrowser, path: str, text: str, **more: str
) -> list[tuple[Any, ...]]:
    """Rehearse, then apply: the same report, and the rehearsal has changed nothing."""
    before = world.rows("SELECT * FROM account ORDER BY id"), world.count("operation")
    rehearsed = send(browser, path, text, dry_run="true", **more)
    assert (world.rows("SELECT * FROM account ORDER BY id"), world.count("operation")) == before
    assert world.audited() == []
    applied = send(browser, path, text, **more)
    assert rehearsed == applied
    return results(applied[0])


# ---------------------------------------------------------------- accounts

PEOPLE = """\
Лицевой счёт;ФИО;Кредитный лимит;Тарифы;Статус
000123;Иванов Д. И.;0,00;inet-100 tv;активен
000124;"Петрова; А. С.";1 000,50;;Заблокирован

1001;Иванов Д. И.;0;;
000123;Иванов Д. И.;0,00;inet-100 tv;
000124;Петрова А. С.;1000.50;;blocked
"""


def test_accounts_are_opened_and_told_row_by_row(world: DeskWorld, manager: DeskBrowser) -> None:
    rows = twice(world, manager, ACCOUNTS, PEOPLE)
    assert rows == [
        (2, "created", None, None),
        (3, "created", None, None),
        (5, "same", None, None),
        (6, "same", None, None),
        (7, "differs", "already_exists", "holder"),
    ]
    query = "SELECT number, holder, credit_limit, tariffs, status FROM account WHERE id > 1"
    assert world.rows(f"{query} ORDER BY id") == [
        ("000123", "Иванов Д. И.", 0, ["inet-100", "tv"], "active"),
        ("000124", "Петрова; А. С.", 100_050, [], "blocked"),
    ]
    again = send(manager, ACCOUNTS, PEOPLE)[1]
    assert (again["created"], again["same"], again["differs"]) == (0, 4, 1)
    assert world.count("account") == 3


def test_where_accounts_are_reached(world: DeskWorld, manager: DeskBrowser) -> None:
    text = (
        "number;holder;Почта;Телефон\n"
        "2;Петров;petrov@example.com;8 (900) 123-45-67\n"
        "3;Сидоров;;\n"
        "2;Петров;petrov@example.com;+79001234567\n"
        "2;Петров;another@example.com;+79001234567\n"
        "4;Орлов;orlov;\n"
        "5;Орлов;;12\n"
    )
    assert twice(world, manager, ACCOUNTS, text) == [
        (2, "created", None, None),
        (3, "created", None, None),
        (4, "same", None, None),
        (5, "differs", "already_exists", "email"),
        (6, "refused", "malformed", "email"),
        (7, "refused", "malformed", "phone"),
    ]
    found = world.rows(
        "SELECT a.number, c.email, c.phone FROM contact c JOIN account a ON a.id = c.account_id"
    )
    assert found == [("2", "petrov@example.com", "+79001234567")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1251"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_encodings_and_line_ends(manager: DeskBrowser, encoding: str, ending: str) -> None:
    body = ending.join(["номер,владелец", "7,Ёлкина Ю. Э."]).encode(encoding)
    charset = "windows-1251" if encoding == "windows-1251" else "utf-8"
    headers = {"Content-Type": f"text/csv; charset={charset}"}
    rows, _ = told(manager.upload(ACCOUNTS, body, headers=headers))
    assert rows == [{"row": 2, "result": "created", "key": "7"}]
    assert manager.get("/accounts/7").json()["holder"] == "Ёлкина Ю. Э."


def test_the_encoding_may_be_named_in_the_address(manager: DeskBrowser) -> None:
    body = "номер;владелец\n7;Петров".encode("windows-1251")
    rows, _ = told(manager.upload(ACCOUNTS, body, params={"encoding": "windows-1251"}))
    assert rows[0]["result"] == "created"


def test_formulas_are_text(manager: DeskBrowser) -> None:
    formula = '=HYPERLINK("http://evil.example")'
    quoted = formula.replace('"', '""')
    rows, _ = send(manager, ACCOUNTS, f'number;holder\n7;"{quoted}"\n=1+1;Петров')
    assert results(rows) == [(2, "created", None, None), (3, "refused", "malformed", "number")]
    assert manager.get("/accounts/7").json()["holder"] == formula


def test_broken_rows_fail_alone(world: DeskWorld, manager: DeskBrowser) -> None:
    lines = [
        "number;holder;credit_limit;tariffs;status",
        '2;"an open quote;0;;',
        '3;a "quote" inside;0;;',
        '4;"closed"too early;0;;',
        "5;one cell too few;0;",
        "6;one too many;0;;;",
        ";nobody;0;;",
        "8;;0;;",
        "9 9;spaces;0;;",
        "10;nul \x00;0;;",
        "11;" + "x" * 201 + ";0;;",
        "12;" + "x" * 5000 + ";0;;",
        "13;minus;-1;;",
        "14;exponent;1e3;;",
        "15;thousands;1,000.00;;",
        "16;tariff;0;" + "x" * 65 + ";",
        "17;status;0;;closed",
        "18;;;;" + " " * 100,
        ";;;;",
        "20;Последний;;;",
    ]
    rows = twice(world, manager, ACCOUNTS, "\n".join(lines))
    refused = {row: (code, field) for row, result, code, field in rows if result == "refused"}
    assert refused == {
        2: ("broken_quoting", None),
        4: ("broken_quoting", None),
        5: ("wrong_cell_count", None),
        6: ("wrong_cell_count", None),
        7: ("empty", "number"),
        8: ("empty", "holder"),
        9: ("malformed", "number"),
        10: ("control_character", "holder"),
        11: ("too_long", "holder"),
        12: ("line_too_long", None),
        13: ("not_an_amount", "credit_limit"),
        14: ("not_an_amount", "credit_limit"),
        15: ("not_an_amount", "credit_limit"),
        16: ("malformed", "tariffs"),
        17: ("malformed", "status"),
        18: ("empty", "holder"),
    }
    assert [row for row in rows if row[1] == "created"] == [
        (3, "created", None, None),
        (20, "created", None, None),
    ]
    assert world.count("account") == 3


def test_an_account_that_is_closed_stays_so(world: DeskWorld, manager: DeskBrowser) -> None:
    world.set_status(AccountStatus.CLOSED)
    rows = twice(world, manager, ACCOUNTS, f"number;holder\n{ACCOUNT};Иванов Д. И.\n")
    assert rows == [(2, "differs", "already_exists", "status")]


def test_where_another_billing_keeps_the_money(world: DeskWorld, manager: DeskBrowser) -> None:
    with psycopg.connect(world.url) as owner:
        owner.execute("UPDATE book SET elsewhere = true")
    rows = twice(world, manager, ACCOUNTS, "number;holder;credit_limit\n2;A;10\n2;A;0\n2;A;10\n")
    assert rows == [
        (2, "refused", "kept_elsewhere", "credit_limit"),
        (3, "created", None, None),
        (4, "differs", "already_exists", "credit_limit"),
    ]
    rows = results(send(manager, PAYMENTS, "document;account;amount\nPP-1;2;10\n")[0])
    assert rows == [(2, "refused", "kept_elsewhere", "account")]


# ---------------------------------------------------------------- payments

REGISTER = f"""\
Документ;Счёт;Сумма;Назначение
PP-1;{ACCOUNT};1 000,50;касса
PP-2;{ACCOUNT};100.5;
PP-1;{ACCOUNT};1000.50;касса
PP-1;{ACCOUNT};1000.51;касса
PP-3;404;10;
PP-3;{ACCOUNT};10;
PP-4;{ACCOUNT};0,00;
PP-5;{ACCOUNT};-5;
PP-6;{ACCOUNT};1.005;
PP-7;{ACCOUNT};;
ПП-8;{ACCOUNT};5;
"""


def test_payments_are_recorded_once_and_told_row_by_row(
    world: DeskWorld, manager: DeskBrowser
) -> None:
    rows = twice(world, manager, PAYMENTS, REGISTER)
    assert rows == [
        (2, "created", None, None),
        (3, "created", None, None),
        (4, "same", None, None),
        (5, "differs", "conflict", "document"),
        (6, "refused", "unknown_account", "account"),
        (7, "created", None, None),
        (8, "refused", "not_positive", "amount"),
        (9, "refused", "not_an_amount", "amount"),
        (10, "refused", "not_an_amount", "amount"),
        (11, "refused", "empty", "amount"),
        (12, "refused", "malformed", "document"),
    ]
    assert world.balance() == 500_00 + 1000_50 + 100_50 + 10_00
    again = send(manager, PAYMENTS, REGISTER)[1]
    assert (again["created"], again["same"]) == (0, 4)
    assert world.balance() == 500_00 + 1000_50 + 100_50 + 10_00


def test_a_document_of_another_day_is_found(manager: DeskBrowser) -> None:
    assert manager.post(
        "/payments", {"account": ACCOUNT, "document": "PP-1", "amount": "1000.50", "text": "касса"}
    ).is_success
    rehearsed = results(send(manager, PAYMENTS, REGISTER, dry_run="true")[0])
    assert rehearsed[0] == (2, "same", None, None)
    assert rehearsed[3] == (5, "differs", "conflict", "document")
    assert results(send(manager, PAYMENTS, REGISTER)[0]) == rehearsed


def test_only_problems_are_told_where_that_is_asked_for(manager: DeskBrowser) -> None:
    rows, counts = send(manager, PAYMENTS, REGISTER, report="problems", dry_run="true")
    assert {row["result"] for row in rows} == {"differs", "refused"}
    assert (counts["rows"], counts["created"]) == (11, 3)


def test_what_is_suspended_resumes(world: DeskWorld) -> None:
    world.account("2", balance=50_00)
    _, subscription = world.subscribe(world.sell("antivirus", 50_00), account="2")
    world.clock.advance(seconds=40 * 86_400)
    world.run()
    assert world.state(subscription) == "suspended"
    send(world.script(), PAYMENTS, "document;account;amount\nPP-1;2;500\n")
    assert world.state(subscription) == "active"


def test_what_was_done_is_on_record(world: DeskWorld, manager: DeskBrowser) -> None:
    send(manager, PAYMENTS, REGISTER)
    begun, ended = world.rows("SELECT operation, subject, after FROM audit ORDER BY id")
    assert begun[:2] == ended[:2]
    assert begun[0] == "import_payments"
    assert begun[2] == {"sha256": begun[2]["sha256"], "bytes": len(REGISTER.encode())}
    assert ended[2] | begun[2] == ended[2]
    assert (ended[2]["rows"], ended[2]["created"], ended[2]["done"]) == (11, 3, True)


def test_one_correlation_id_finds_it_all(world: DeskWorld, manager: DeskBrowser) -> None:
    answer = manager.upload(PAYMENTS, REGISTER.encode())
    word = answer.headers["x-correlation-id"]
    recorded = "SELECT DISTINCT correlation_id FROM operation WHERE external_id LIKE 'PP-%'"
    assert world.rows(recorded) == [(word,)]
    assert world.rows("SELECT DISTINCT correlation_id FROM audit") == [(word,)]


# ---------------------------------------------------------------- files that are none

FILES: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "empty"),
    "a mark and nothing": (b"\xef\xbb\xbf", "empty"),
    "a blank line first": (b"\nnumber;holder\n", "empty"),
    "utf-16": ("number;holder\n7;Петров".encode("utf-16"), "wrong_encoding"),
    "windows-1251, undeclared": ("number;holder\n7;Петров".encode("cp1251"), "wrong_encoding"),
    "half a character": (b"number;holder\n7;\xd0", "wrong_encoding"),
    "half a character far away": (
        b"number;holder\n" + b"7;x\n" * 50_000 + b"\xff",
        "wrong_encoding",
    ),
    "a workbook": (b"PK\x03\x04" + bytes(range(256)), "wrong_encoding"),
    "no header": ("7;Петров\n".encode(), "unknown_column"),
    "a column more": (b"number;holder;colour\n", "unknown_column"),
    "a nameless column": (b"number;holder;\n", "unknown_column"),
    "a column less": (b"number;tariffs\n", "missing_column"),
    "a column twice": ("number;номер;holder\n".encode(), "repeated_column"),
    "tabs": (b"number\tholder\n", "unknown_column"),
    "an open quote": (b'"number;holder\n', "broken_header"),
    "a long header": (b"number;" * 1000, "header_too_long"),
}


@pytest.mark.parametrize("name", FILES)
def test_files_that_cannot_be_read(world: DeskWorld, manager: DeskBrowser, name: str) -> None:
    content, flaw = FILES[name]
    for query in ({}, {"dry_run": "true"}):
        answer = manager.upload(ACCOUNTS, content, params=query)
        assert (answer.status_code, answer.json()["code"]) == (400, "unreadable_file")
        assert answer.json()["errors"] == [{"pointer": "", "detail": flaw}]
    assert world.count("account") == 1
    assert world.audited() == []


def test_utf_8_that_is_called_windows_1251(manager: DeskBrowser) -> None:
    body = "number;holder\n7;Иванов".encode()
    headers = {"Content-Type": "text/csv; charset=windows-1251"}
    answer = manager.upload(ACCOUNTS, body, headers=headers)
    assert answer.json()["errors"][0]["detail"] == "wrong_encoding"
    plain = manager.upload(ACCOUNTS, b"number;holder\n7;Ivanov", headers=headers)
    assert told(plain)[1]["created"] == 1, "letters of ASCII are the same in both"


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Type": "application/json"},
        {"Content-Type": "text/plain"},
        {"Content-Type": "text/csv; charset=koi8-r"},
        {"Content-Type": "text/csv; boundary=x"},
        {"Content-Type": "multipart/form-data; boundary=x"},
        {"Content-Type": "text/csv", "Content-Encoding": "gzip"},
    ],
    ids=repr,
)
def test_media_types(manager: DeskBrowser, headers: dict[str, str]) -> None:
    answer = manager.upload(ACCOUNTS, b"number;holder\n7;x", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")


def test_an_encoding_that_is_declared_twice(manager: DeskBrowser) -> None:
    headers = {"Content-Type": "text/csv; charset=utf-8"}
    query = {"encoding": "windows-1251"}
    answer = manager.upload(ACCOUNTS, b"number;holder\n7;x", headers=headers, params=query)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_request")
    for wrong in ({"encoding": "koi8-r"}, {"dry_run": "perhaps"}, {"report": "some"}):
        answer = manager.upload(ACCOUNTS, b"number;holder\n7;x", params=wrong)
        assert answer.json()["code"] == "invalid_fields"


def through(door: OperatorDoor) -> DeskBrowser:
    """A script that calls an application over another door."""
    app = edge.build([Mount(PREFIX, create_operator_app(door))], over_tls=True)
    return DeskBrowser(app, None, bearer=TOKEN)


def test_a_file_that_is_too_large(world: DeskWorld) -> None:
    small = through(world.door(max_import=1000))
    answer = small.upload(ACCOUNTS, b"number;holder\n" + b"7;x\n" * 500)
    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")

    sent: list[int] = []

    async def endless() -> Any:
        for _ in range(100):
            sent.append(1)
            yield b"7;x\n" * 250

    answer = small.call("POST", ACCOUNTS, content=endless(), headers=CSV)
    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")
    assert len(sent) <= 3
    assert world.count("account") == 1


# ---------------------------------------------------------------- in the middle


class TiringDesk:
    """Implements ``OperationDesk``: a real one that is away after its first batch."""

    def __init__(self, world: DeskWorld) -> None:
        self._world = world
        self._calls = 0

    def submit(self, commands: Sequence[Command]) -> "Future[list[Outcome]]":
        """Once."""
        self._calls += 1
        if self._calls > 1:
            raise Unavailable
        return self._world.desk.submit(commands)

    def check(self, checks: Sequence[Check]) -> "Future[list[Verdict]]":
        """As the real one."""
        return self._world.desk.check(checks)


def test_what_stops_in_the_middle_is_told_and_goes_on(world: DeskWorld) -> None:
    many = BATCH + 10
    text = "document;account;amount\n" + "".join(
        f"PP-{place};{ACCOUNT};1\n" for place in range(many)
    )
    tired = ImportDesk(world._unit, TiringDesk(world), world.clock, new_id, world._catalogue)
    answer = through(world.door(imports=tired)).upload(PAYMENTS, text.encode())

    assert answer.status_code == 200
    *_, progress, last = [json.loads(line) for line in answer.text.splitlines()]
    assert (progress["progress"]["created"], progress["progress"]["done"]) == (BATCH, False)
    assert last == {"stopped": {"code": "unavailable", "advice": "retry_same_id"}}
    assert world.balance() == 500_00 + BATCH * 100

    _, counts = send(world.script(), PAYMENTS, text)
    assert (counts["same"], counts["created"]) == (BATCH, 10)
    assert world.balance() == 500_00 + many * 100


def test_whoever_hangs_up_stops_the_import_after_a_batch(world: DeskWorld) -> None:
    caller = Caller(
        door=world.door(), name="tests", role=Role.ADMIN, address="::1", operation="import_accounts"
    )
    rows = "".join(f"N{place};Holder\n" for place in range(3 * BATCH))
    upload = Upload(BytesIO(f"number;holder\n{rows}".encode()), Encoding.UTF_8, "0" * 64, 0)
    steps = caller.door.imports.accounts(upload.file, upload.encoding, dry_run=False)

    lines = imports._lines(steps, caller, upload, dry_run=False, report=imports.Report.ALL)
    next(lines)
    lines.close()  # type: ignore[attr-defined]  # as the server does with a generator

    assert upload.file.closed
    assert world.count("account") == 1 + BATCH
    assert world.audited() == []
