"""What the database itself holds about money kept elsewhere, and what the ledger tells of it."""

from datetime import timedelta
from uuid import UUID

import psycopg
import pytest

from backend.domain.services.booking.account_book import Answer, BookState
from backend.domain.services.booking.ask import Booking, Wish
from backend.domain.services.booking.end import TakenUnreserved, end_of
from backend.domain.services.correcting.correct_charge import correct_charge
from backend.domain.services.correcting.rows import (
    CorrectCharge,
    CorrectionKind,
    CorrectionRules,
    Person,
)
from backend.domain.values.codes import Code
from backend.storage.clock import new_id
from backend.storage.correcting.book import PostgresCorrections
from backend.storage.probes import run_probes
from tests.booked_world import BookedWorld
from tests.commands import ACCOUNT, Platform
from tests.world import World

RULES = CorrectionRules(limit=10**6, lifetime=timedelta(days=1))


def charged(booked: BookedWorld, amount: int = 300) -> tuple[Platform, UUID]:
    """A platform, and a charge of it that was taken over there."""
    alpha = booked.integrator()
    booked.elsewhere(balance=1_000)
    outcome = booked.one(alpha.charge("c-1", amount))
    assert outcome.target_id is not None
    booked.resolve()
    return alpha, outcome.target_id


def owner(booked: BookedWorld) -> psycopg.Connection[tuple[object, ...]]:
    """Whom triggers do not stop."""
    connection = psycopg.connect(booked.url, autocommit=True)
    connection.execute("SET session_replication_role = replica")
    return connection


def correct(booked: BookedWorld, charge_id: UUID, kind: CorrectionKind, amount: int | None) -> None:
    """What the staff gives back."""
    command = CorrectCharge(
        charge_id=charge_id,
        kind=kind,
        reason="a mistake",
        key=str(new_id()),
        by=Person(name="anna"),
        amount=amount,
    )
    with booked._unit() as unit:
        book = PostgresCorrections(unit.driver)
        correct_charge(command, book, RULES, booked.clock.moment(), new_id)
        unit.commit()


def test_the_entry_is_between_that_billing_and_revenue(booked: BookedWorld) -> None:
    charged(booked)
    entries = booked.rows("SELECT debit, credit, amount FROM entry ORDER BY line")
    assert entries == [("elsewhere", "revenue", 246), ("elsewhere", "vat", 54)]


def test_what_the_staff_gives_back_is_given_back_over_there(booked: BookedWorld) -> None:
    alpha, charge_id = charged(booked)
    correct(booked, charge_id, CorrectionKind.REFUND, 100)
    booked.resolve()
    assert booked.there.accounts[ACCOUNT].balance == 800
    assert booked.one(alpha.reverse("c-1")).code is Code.OK
    booked.resolve()
    assert booked.there.accounts[ACCOUNT].balance == 1_000
    (reservation,) = booked.there.reservations.values()
    assert reservation.given_back == 300


def test_a_charge_from_before_is_given_back_where_the_money_is_now(booked: BookedWorld) -> None:
    alpha = booked.integrator()
    booked.account(balance=300)
    booked.one(alpha.charge("c-1", 300))
    booked.keep_elsewhere(ACCOUNT)
    booked.there.open(ACCOUNT, 0)
    assert booked.one(alpha.reverse("c-1")).code is Code.OK
    booked.resolve()
    assert (booked.balance(), booked.there.accounts[ACCOUNT].balance) == (0, 300)


def test_an_account_that_has_something_here_does_not_move(booked: BookedWorld) -> None:
    booked.account(balance=300)
    with pytest.raises(psycopg.errors.CheckViolation):
        booked.keep_elsewhere(ACCOUNT)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE account SET balance = 1",
        "UPDATE account SET balance = 1, held = 1",
        "UPDATE account SET credit_limit = 1",
        "UPDATE account SET promised = 1, promised_until = now()",
    ],
)
def test_an_account_kept_elsewhere_has_and_owes_nothing_here(
    booked: BookedWorld, change: str
) -> None:
    booked.elsewhere()
    with (
        psycopg.connect(booked.url, autocommit=True) as connection,
        pytest.raises(psycopg.errors.CheckViolation),
    ):
        connection.execute(change.encode())


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE booking SET state = 'asked', captured = 0, charges = '{}', done_at = NULL",
        "UPDATE booking SET captured = captured + 1",
        "UPDATE booking SET amount = amount + 1",
        "UPDATE booking SET cause = 'other'",
        "UPDATE booking SET account_id = account_id + 1",
        "DELETE FROM booking",
        "TRUNCATE booking",
    ],
)
def test_a_booking_only_goes_forward(booked: BookedWorld, change: str) -> None:
    charged(booked)
    with (
        psycopg.connect(booked.url, autocommit=True) as connection,
        pytest.raises(psycopg.errors.RestrictViolation),
    ):
        connection.execute(change.encode())


@pytest.mark.parametrize(
    ("damage", "repair"),
    [
        (
            "UPDATE booking SET captured = captured - 1",
            "UPDATE booking SET captured = captured + 1",
        ),
        ("UPDATE entry SET amount = amount + 1", "UPDATE entry SET amount = amount - 1"),
    ],
)
def test_verify_finds_where_the_two_disagree(booked: BookedWorld, damage: str, repair: str) -> None:
    charged(booked)
    with owner(booked) as connection:
        connection.execute(damage.encode())
        broken = {finding.name for finding in run_probes(booked.engine) if not finding.ok}
        assert "booked_elsewhere" in broken
        connection.execute(repair.encode())


def test_an_installation_without_that_billing_takes_nothing(booked: BookedWorld) -> None:
    alpha = booked.integrator()
    booked.elsewhere(balance=1_000)
    bare = World(booked.url)
    try:
        outcome = bare.one(alpha.charge("c-1", 300))
        assert (outcome.code, outcome.available) == (Code.BOOK_UNAVAILABLE, None)
        assert bare.check(alpha.check(1)).code is Code.BOOK_UNAVAILABLE
        assert bare.count("operation") == 0
    finally:
        bare.close()


def test_a_fault_of_ours_that_takes_too_much_stores_nothing(booked: BookedWorld) -> None:
    """Where the answer is less than what is taken, the last guard holds."""
    wish = Wish(account_id=1, number=ACCOUNT, cause="x", amount=300)
    booking = Booking(new_id(), wish, fresh=True)
    answer = Answer(id=booking.id, state=BookState.RESERVED, amount=299)
    with pytest.raises(TakenUnreserved):
        end_of(booking, answer, booked.clock.now(), taken=300, charges=(new_id(),))
    with pytest.raises(TakenUnreserved):
        end_of(booking, None, booked.clock.now(), taken=1, charges=(new_id(),))
