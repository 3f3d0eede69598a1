"""The chain over the audit: what is committed late, sealers at once, and every kind of damage."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import psycopg
import pytest

from backend.domain.audit import AuditRecord
from backend.domain.services.access.seal_audit import FIRST, seal_digest
from backend.storage.audit.book import AuditBook
from backend.storage.audit.desk import AuditDesk, AuditQuestion
from backend.storage.audit.seals import SealedState
from backend.storage.unit_of_work import UnitOfWork
from tests.world import World

AT = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)


def record(subject: str) -> AuditRecord:
    """Somebody did something to this."""
    return AuditRecord(
        at=AT,
        actor="anna",
        role="admin",
        address="192.0.2.1",
        correlation_id="c-1",
        operation="save_product",
        subject=subject,
        account="1001",
        reason="so",
        before={"title": "Было", "price": 5},
        after={"title": "Стало", "price": None},
    )


@pytest.fixture
def desk(world: World) -> AuditDesk:
    """A desk of the world's."""
    return AuditDesk(lambda: UnitOfWork(world.engine), world.clock)


def write(world: World, *subjects: str) -> None:
    """Let somebody do things, all in one transaction."""
    with UnitOfWork(world.engine) as unit:
        for subject in subjects:
            AuditBook(unit.driver).record(record(subject))
        unit.commit()


def state(desk: AuditDesk) -> SealedState:
    """How the chain stands."""
    *_, last = desk.check()
    return last


def test_what_was_done_is_sealed_link_by_link(world: World, desk: AuditDesk) -> None:
    assert state(desk).last is None
    write(world, "a", "b")
    assert (state(desk).rows, state(desk).unsealed) == (2, 2)
    assert (desk.work(), desk.work()) == (2, 0)
    first = state(desk)
    assert (first.rows, first.unsealed, first.seals, first.broken) == (2, 0, 1, None)
    assert first.last == seal_digest(FIRST, [(1, record("a")), (2, record("b"))]).hex()
    write(world, "c")
    assert desk.work() == 1
    assert (state(desk).seals, state(desk).broken) == (2, None)
    assert state(desk).last != first.last


def test_a_row_that_is_committed_late_is_in_a_later_link(world: World, desk: AuditDesk) -> None:
    with UnitOfWork(world.engine) as late:
        AuditBook(late.driver).record(record("late"))
        write(world, "early")
        assert desk.work() == 1
        late.commit()
    assert desk.work() == 1
    assert world.rows("SELECT audit_id, seal FROM audit_sealed ORDER BY seal") == [(2, 1), (1, 2)]
    assert (state(desk).unsealed, state(desk).broken) == (0, None)


def test_a_deed_that_was_given_up_leaves_no_gap_in_the_chain(world: World, desk: AuditDesk) -> None:
    with UnitOfWork(world.engine) as unit:
        AuditBook(unit.driver).record(record("given up"))
    write(world, "done")
    assert (desk.work(), state(desk).broken) == (1, None)


def test_many_sealers_make_one_chain(world: World, desk: AuditDesk) -> None:
    write(world, *(f"s-{number}" for number in range(2500)))
    with ThreadPoolExecutor(4) as crew:
        while state(desk).unsealed:
            list(crew.map(lambda _: desk.work(), range(4)))
    assert (state(desk).rows, state(desk).broken) == (2500, None)
    assert world.value("SELECT count(*) FROM audit_sealed") == 2500


DAMAGE = (
    "UPDATE audit SET reason = 'another' WHERE id = 2",
    "UPDATE audit SET after = '{}' WHERE id = 2",
    "UPDATE audit SET at = at + interval '1 microsecond' WHERE id = 2",
    "DELETE FROM audit_sealed WHERE audit_id = 2; DELETE FROM audit WHERE id = 2",
    """INSERT INTO audit OVERRIDING SYSTEM VALUE
       SELECT 100, at, actor, role, address, correlation_id, operation, subject, account, reason,
              before, after FROM audit WHERE id = 2;
       INSERT INTO audit_sealed VALUES (100, 1)""",
    "UPDATE audit_sealed SET seal = 2 WHERE audit_id = 2",
    "UPDATE audit_seal SET digest = sha256('x') WHERE number = 1",
    "DELETE FROM audit_sealed WHERE seal = 1; DELETE FROM audit_seal WHERE number = 1",
)


@pytest.fixture
def owner(world: World) -> Iterator[psycopg.Connection]:
    """Somebody who may do everything, triggers included."""
    with psycopg.connect(world.url, autocommit=True) as connection:
        for table in ("audit", "audit_seal", "audit_sealed"):
            connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield connection


@pytest.mark.parametrize("statement", DAMAGE)
def test_every_damage_is_found(
    world: World, desk: AuditDesk, owner: psycopg.Connection, statement: str
) -> None:
    write(world, "a", "b", "c")
    desk.work()
    write(world, "d")
    desk.work()
    owner.execute(statement)
    assert state(desk).broken == 1


@pytest.mark.parametrize("table", ["audit", "audit_seal", "audit_sealed"])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_nobody_rewrites_it(world: World, desk: AuditDesk, table: str, statement: str) -> None:
    write(world, "a")
    desk.work()
    with (
        psycopg.connect(world.url) as owner_connection,
        pytest.raises(psycopg.errors.RestrictViolation),
    ):
        owner_connection.execute(statement.format(table))
    with UnitOfWork(world.engine) as unit, pytest.raises(psycopg.errors.InsufficientPrivilege):
        unit.driver.execute(statement.format(table))


def test_records_are_found(world: World, desk: AuditDesk) -> None:
    write(world, "a", "b")
    assert [found.subject for _, found in desk.find(AuditQuestion())] == ["b", "a"]
    assert desk.find(AuditQuestion(before=2))[0][1] == record("a")
    assert len(desk.find(AuditQuestion(limit=1))) == 1
    assert desk.find(AuditQuestion(actor="boris")) == []
    assert desk.find(AuditQuestion(account="1002")) == []
    assert desk.find(AuditQuestion(operation="run")) == []
    assert desk.find(AuditQuestion(until=AT)) == []
    assert len(desk.find(AuditQuestion(since=AT, account="1001", actor="anna"))) == 2
