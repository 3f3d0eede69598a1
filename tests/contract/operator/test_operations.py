"""Operations and raw exchanges on the desk: found by id, account, time and correlation id."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from backend.domain.commands import Origin
from backend.domain.values.codes import Code, Door
from backend.domain.values.roles import Role
from backend.domain.values.status import SubscriptionState
from backend.domain.views import Exchange
from backend.storage.journal import PostgresJournal
from tests.commands import Platform
from tests.contract.operator.world import DeskWorld


@pytest.fixture
def platform(world: DeskWorld) -> Platform:
    """A platform with operations of every kind on account 1001, and two on another."""
    alpha = world.integrator()
    world.account("2002", 10_00)
    world.submit(alpha.charge("c-1", 10_00))
    world.submit(alpha.charge("poor", 10**6))
    world.submit(alpha.reverse("c-1"))
    world.submit(alpha.hold("h-1", 5_00))
    world.submit(alpha.capture("c-2", "h-1", 1_00, final=False))
    world.submit(alpha.release("h-1"))
    world.submit(alpha.report("r-1", SubscriptionState.SUSPENDED))
    world.submit(alpha.reverse("never"))
    world.submit(alpha.charge("c-4", 1_00, "2002"))
    return alpha


def listed(world: DeskWorld, **query: Any) -> list[tuple[str, str]]:
    """(kind, external id) of what a search finds, newest first."""
    answer = world.person(Role.AUDITOR, f"a{world.count('staff')}").get("/operations", params=query)
    assert answer.status_code == 200, answer.text
    return [(each["kind"], each["external_id"]) for each in answer.json()["operations"]]


def problem(answer: httpx.Response) -> tuple[int, str]:
    """Status and code of a refusal."""
    return answer.status_code, answer.json()["code"]


OF_1001 = [
    ("reverse", "never"),
    ("charge", "never"),
    ("status", "r-1"),
    ("release", "h-1"),
    ("charge", "c-2"),
    ("hold", "h-1"),
    ("reverse", "c-1"),
    ("charge", "poor"),
    ("charge", "c-1"),
    ("payment", "opening-1001-1"),
]


@pytest.mark.usefixtures("platform")
def test_everything_of_an_account(world: DeskWorld) -> None:
    assert sorted(listed(world, account="1001")) == sorted(OF_1001)
    assert sorted(listed(world, account="2002")) == [
        ("charge", "c-4"),
        ("payment", "opening-2002-2"),
    ]


@pytest.mark.usefixtures("platform")
def test_what_is_found_together_is_found_page_by_page(world: DeskWorld) -> None:
    auditor = world.person(Role.AUDITOR)
    for query in ({"account": "1001"}, {"integrator": "alpha"}, {}):
        whole = auditor.get("/operations", params=query).json()["operations"]
        pages: list[Any] = []
        before: dict[str, str] = {}
        while True:
            page = auditor.get("/operations", params={**query, **before, "limit": "3"}).json()
            pages += page["operations"]
            if "next" not in page:
                break
            before = {"before": page["next"]}
        assert pages == whole
        assert len(whole) > 3


@pytest.mark.usefixtures("platform")
def test_each_filter(world: DeskWorld) -> None:
    assert sorted(listed(world, external_id="c-1")) == [("charge", "c-1"), ("reverse", "c-1")]
    assert listed(world, external_id="c-1", kind="reverse") == [("reverse", "c-1")]
    assert listed(world, external_id="c-4", account="1001") == []
    assert listed(world, account="1001", status="declined") == [
        ("reverse", "never"),
        ("charge", "poor"),
    ]
    assert listed(world, account="1001", status="reversed") == [("charge", "c-1")]
    assert listed(world, account="1001", kind="payment") == [("payment", "opening-1001-1")]
    assert listed(world, integrator="operator", account="1001") == [("payment", "opening-1001-1")]
    assert listed(world, integrator="beta") == []


def test_by_time(world: DeskWorld) -> None:
    alpha, begin = world.integrator(), world.clock.now()
    for number in range(5):
        world.submit(alpha.charge(f"c-{number}", 1_00))
        world.clock.advance(days=10)

    def charges(**query: datetime) -> list[str]:
        found = listed(world, kind="charge", **{name: at.isoformat() for name, at in query.items()})
        return [external_id for _, external_id in found]

    # It is the fiftieth day: without a word of it, the last month is meant.
    assert charges() == ["c-4", "c-3", "c-2"]
    assert charges(since=begin) == ["c-4", "c-3", "c-2", "c-1", "c-0"]
    assert charges(until=begin + timedelta(days=20)) == ["c-1", "c-0"]
    assert charges(since=begin + timedelta(days=10), until=begin + timedelta(days=20)) == ["c-1"]
    assert charges(since=begin, until=begin) == []


def test_by_correlation_id(world: DeskWorld) -> None:
    alpha = world.integrator()
    platform_call = Origin(door=Door.REST, correlation_id="call-12345678")
    charge = alpha.charge("c-1", 1_00)
    world.submit(alpha.charge("c-0", 1_00), replace(charge, origin=platform_call))
    assert listed(world, correlation_id="call-12345678") == [("charge", "c-1")]
    note_exchange(world, "call-12345678")
    assert listed(world, correlation_id="call-12345678") == [("charge", "c-1")]
    world.clock.advance(days=40)
    # The journal still knows when that was; without it, the search must be told.
    assert listed(world, correlation_id="call-12345678") == []
    since = (world.clock.now() - timedelta(days=60)).isoformat()
    assert listed(world, correlation_id="call-12345678", since=since) == [("charge", "c-1")]


def note_exchange(
    world: DeskWorld,
    correlation_id: str,
    request: bytes = b"<charge/>",
    response: bytes = b"<ok/>",
) -> int:
    """Let an exchange be in the journal; its id."""
    journal = PostgresJournal(world.engine)
    journal.record(
        Exchange(
            at=world.clock.now(),
            integrator="alpha",
            door="soap",
            operation="charge",
            correlation_id=correlation_id,
            address="192.0.2.7",
            status=200,
            milliseconds=7,
            request=request,
            response=response,
        )
    )
    journal.close()
    return int(world.value("SELECT max(id) FROM exchange"))


@pytest.mark.usefixtures("platform")
def test_an_operation_with_its_exchanges(world: DeskWorld) -> None:
    exchange = note_exchange(world, "test")
    auditor = world.person(Role.AUDITOR)

    seen = auditor.get("/operations/alpha/charge/c-1").json()

    assert (seen["status"], seen["code"], seen["advice"]) == ("reversed", "ok", "none")
    assert (seen["account"], seen["amount"], seen["door"]) == ("1001", "10.00", "soap")
    assert [each["id"] for each in seen["exchanges"]] == [exchange]
    refused = auditor.get("/operations/alpha/charge/poor").json()
    assert (refused["status"], refused["code"]) == ("declined", "not_enough_money")
    assert refused["advice"] == "new_id_later"
    for path in ("alpha/charge/other", "beta/charge/c-1", "alpha/hold/c-1"):
        assert problem(auditor.get(f"/operations/{path}")) == (404, "not_found")
    assert auditor.get("/operations/alpha/gift/c-1").status_code == 422


def test_an_id_with_a_slash(world: DeskWorld) -> None:
    world.submit(world.integrator().charge("2026/05/17", 1_00))
    seen = world.person(Role.AUDITOR).get("/operations/alpha/charge/2026%2F05%2F17")
    assert seen.json()["external_id"] == "2026/05/17"


def test_exchanges_are_listed_and_shown(world: DeskWorld) -> None:
    first = note_exchange(world, "call-00000001")
    second = note_exchange(world, "call-00000002", "Антивирус".encode(), b"\xff\x00broken")
    auditor = world.person(Role.AUDITOR)

    def found(**query: Any) -> list[int]:
        exchanges = auditor.get("/exchanges", params=query).json()["exchanges"]
        return [each["id"] for each in exchanges]

    assert found() == found(integrator="alpha") == [second, first]
    assert found(correlation_id="call-00000001") == [first]
    assert found(integrator="beta") == found(until=world.clock.now().isoformat()) == []
    page = auditor.get("/exchanges", params={"limit": 1}).json()
    assert found(before=page["next"]) == [first]
    assert "request" not in page["exchanges"][0]

    seen = auditor.get(f"/exchanges/{second}").json()
    assert (seen["request"], seen["response"]) == ("Антивирус", "\ufffd\x00broken")
    assert problem(auditor.get("/exchanges/999")) == (404, "not_found")
    assert auditor.get(f"/exchanges/{2**63}").status_code == 422


def test_a_long_body_is_cut_and_says_so(world: DeskWorld) -> None:
    exchange = note_exchange(world, "call-00000001", "я".encode() * 100_000)
    answer = world.person(Role.AUDITOR).get(f"/exchanges/{exchange}")
    seen = json.loads(answer.content)
    assert (len(seen["request"]), seen["request_bytes"]) == (32_768, 200_000)


@pytest.mark.usefixtures("platform")
def test_exchanges_of_an_account(world: DeskWorld) -> None:
    exchange = note_exchange(world, "test")
    note_exchange(world, "call-00000002")
    auditor = world.person(Role.AUDITOR)
    found = auditor.get("/exchanges", params={"account": "1001"}).json()["exchanges"]
    assert [each["id"] for each in found] == [exchange]
    assert problem(auditor.get("/exchanges", params={"account": "3003"})) == (404, "not_found")


@pytest.mark.parametrize(
    "query",
    [
        {"kind": "gift"},
        {"status": "lost"},
        {"since": "yesterday"},
        {"since": "2026-05-01T00:00:00"},
        {"limit": "0"},
        {"limit": "201"},
        {"external_id": "c 1"},
        {"account": "'; DROP TABLE operation; --"},
        {"before": "1"},
    ],
    ids=str,
)
def test_bad_searches_are_refused(world: DeskWorld, query: dict[str, str]) -> None:
    answer = world.person(Role.AUDITOR).get("/operations", params=query)
    assert problem(answer) == (422, "invalid_fields")


@pytest.mark.parametrize("at", ["2026-13-01T00:00:00+00:00", "2026-05-01T00:00:00"])
def test_no_page_begins_anywhere(world: DeskWorld, at: str) -> None:
    query = {"before": f"{at}_01a21440-b858-76b7-a2cf-1d96752e1aac"}
    answer = world.person(Role.AUDITOR).get("/operations", params=query)
    assert problem(answer) == (400, "invalid_request")


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_times_at_the_edge_of_the_calendar(world: DeskWorld, at: str) -> None:
    auditor = world.person(Role.AUDITOR)
    for query in ({"since": at}, {"until": at}, {"since": at, "until": at}):
        for path in ("/operations", "/exchanges"):
            assert auditor.get(path, params=query).status_code == 200, (path, query)


def test_the_indexes_are_used(world: DeskWorld) -> None:
    """By account and by time nothing reads the whole table, once there is a table to speak of."""
    world.submit(world.integrator().charge("c-1", 1_00))
    with world.session() as session:
        plan = session.connection().exec_driver_sql
        plan("SET LOCAL enable_seqscan = off")
        by_account = "\n".join(
            row[0]
            for row in plan(
                "EXPLAIN SELECT * FROM operation WHERE account_id = 1"
                " AND (status IN ('declined', 'tombstone') OR kind = 'status')"
            )
        )
        at = datetime(2026, 5, 1, tzinfo=UTC)
        by_time = "\n".join(
            row[0]
            for row in plan(
                "EXPLAIN SELECT * FROM operation WHERE recorded_at >= %s AND recorded_at < %s",
                (at, at + timedelta(hours=1)),
            )
        )
    assert "operation_without_money" in by_account
    assert "operation_by_time" in by_time


def test_the_code_is_told_as_it_was(world: DeskWorld) -> None:
    platform = world.integrator(max_charge=100)
    assert world.codes(platform.charge("big", 1_000_00)) == [Code.CHARGE_LIMIT_EXCEEDED]
    seen = world.person(Role.MANAGER).get("/operations/alpha/charge/big").json()
    assert seen["code"] == "charge_limit_exceeded"
