"""The database refuses what the code would never ask for."""

from uuid import UUID

import psycopg
import pytest
from psycopg.errors import (
    CheckViolation,
    ForeignKeyViolation,
    InsufficientPrivilege,
    RestrictViolation,
    UniqueViolation,
)

from backend.domain.services.correcting.rows import CorrectionRow
from tests.integration.correcting.desk import SUM, CorrectionDesk


def execute(desk: CorrectionDesk, statement: str, *given: object, role: str = "") -> None:
    """Run statements in a transaction of their own, with all that is checked at its end."""
    with psycopg.connect(desk.url) as connection:
        if role:
            connection.execute(f"SET ROLE {role}".encode())
        connection.execute(statement.encode(), given or None)
        connection.execute("SET CONSTRAINTS ALL IMMEDIATE")


DECIDE = "UPDATE correction SET state = %s, decided_by = %s, decided_at = now() WHERE id = %s"


def test_who_asked_does_not_decide(desk: CorrectionDesk) -> None:
    asked = desk.reverse()
    with pytest.raises(CheckViolation, match="correction_by_two"):
        execute(desk, DECIDE, "failed", "anna", asked.id)
    with pytest.raises(CheckViolation, match="correction_decided"):
        execute(desk, DECIDE, "failed", None, asked.id)
    with pytest.raises(ForeignKeyViolation):
        execute(desk, DECIDE, "failed", "nobody", asked.id)
    with pytest.raises(CheckViolation, match="for_a_reason"):
        execute(desk, DECIDE, "rejected", "boris", asked.id)
    with pytest.raises(CheckViolation, match="correction_moves_money"):
        execute(desk, DECIDE, "applied", "boris", asked.id)


def test_what_is_decided_stays_so(desk: CorrectionDesk) -> None:
    asked = desk.reject(desk.reverse())
    for statement in (
        "UPDATE correction SET state = 'pending', decided_by = NULL, decided_at = NULL",
        "UPDATE correction SET decision_reason = 'another'",
        "DELETE FROM correction",
        "TRUNCATE correction",
    ):
        with pytest.raises(RestrictViolation):
            execute(desk, statement)
    desk.reverse()
    with pytest.raises(RestrictViolation):
        execute(desk, "UPDATE correction SET amount = 1 WHERE state = 'pending'")
    assert asked.state == "rejected"


def another(asked: CorrectionRow, **changes: object) -> tuple[str, list[object]]:
    """An insert of a correction like this one."""
    row = asked._replace(
        id=UUID(int=1),
        key="another",
        **changes,  # type: ignore[arg-type]  # what a test breaks
    )
    places = ", ".join(["%s"] * len(row))
    return f"INSERT INTO correction ({', '.join(row._fields)}) VALUES ({places})", list(row)  # noqa: S608


def test_one_waits_for_a_charge_and_for_no_more_than_is_left(desk: CorrectionDesk) -> None:
    asked = desk.reverse()
    statement, given = another(asked)
    with pytest.raises(UniqueViolation, match="correction_pending"):
        execute(desk, statement, *given)
    for changes in ({"amount": SUM + 1}, {"charge_id": UUID(int=2)}):
        statement, given = another(asked, **changes)
        with pytest.raises(CheckViolation, match="no more than what is left"):
            execute(desk, statement, *given)
    desk.confirm(asked)
    statement, given = another(asked, amount=1)
    with pytest.raises(CheckViolation, match="no more than what is left"):
        execute(desk, statement, *given)


def test_a_script_asks_for_nothing_that_takes_two(desk: CorrectionDesk) -> None:
    asked = desk.reverse()
    desk.reject(asked)
    for name in ("operator", "console"):
        statement, given = another(asked, requested_by=name)
        with pytest.raises(CheckViolation, match="correction_by_people"):
            execute(desk, statement, *given)


def test_a_charge_cannot_say_what_has_not_come_back(desk: CorrectionDesk) -> None:
    desk.refund(500)
    for statement in (
        "UPDATE charge SET refunded = refunded + 1",
        "UPDATE charge SET refunded = 0",
        "UPDATE charge SET reversed = true",
    ):
        with pytest.raises(CheckViolation, match="what it says"):
            execute(desk, statement)


def test_no_more_comes_back_than_was_taken(desk: CorrectionDesk) -> None:
    """A reversal of the whole after a refund of a part: what a mistaken program would write."""
    desk.refund(500)
    whole = """
        INSERT INTO ledger_transaction
            SELECT account_id, gen_random_uuid(), 'reversal', id, business_date, now() FROM charge;
        INSERT INTO entry
            SELECT account_id, id, 1, 'revenue', 'subscriber', 5000, 1 FROM ledger_transaction
            WHERE reverses IS NOT NULL;
        UPDATE charge SET reversed = true
    """
    with pytest.raises(CheckViolation, match="no more than it took"):
        execute(desk, whole)


def test_the_application_may_only_decide(desk: CorrectionDesk) -> None:
    asked = desk.reverse()
    for statement in (
        "UPDATE correction SET amount = 1",
        "UPDATE correction SET requested_by = 'clara'",
        "DELETE FROM correction",
    ):
        with pytest.raises(InsufficientPrivilege):
            execute(desk, statement, role="vitrina_app")
    reject = (
        "UPDATE correction SET state = 'rejected', decided_by = 'boris', decided_at = now(),"
        " decision_reason = 'why' WHERE id = %s"
    )
    execute(desk, reject, asked.id, role="vitrina_app")
    assert desk.states() == ["rejected"]
