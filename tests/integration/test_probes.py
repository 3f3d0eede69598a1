"""Each probe finds the damage that it is about.

The damage is done as the owner of the tables with triggers and foreign keys off, which is how a
restored backup, a careless hand or a disk would do it.
"""

# ruff: noqa: S608  (the statements are put together from words of ours)

from collections.abc import Iterator

import psycopg
import pytest

from backend.domain.services.subscribing.commands import UndoUnsubscribe, Unsubscribe
from backend.domain.values.status import SubscriptionState
from backend.storage.engine import open_engine
from backend.storage.probes import PROBES, Finding, run_probes
from tests.subscriber_world import SubscriberWorld
from tests.world import World

CHARGE = "(SELECT target_id FROM operation WHERE external_id = 'c-1')"
REVERSED = "(SELECT id FROM charge WHERE reversed)"
REVERSAL = "(SELECT id FROM ledger_transaction WHERE kind = 'reversal')"

DAMAGE = {
    "entries_balance": [
        f"DELETE FROM entry WHERE transaction_id = {CHARGE}",
        f"DELETE FROM ledger_transaction WHERE id = {CHARGE}",
        "INSERT INTO entry VALUES (1, gen_random_uuid(), 1, 'cash', 'vat', 5, 1)",
    ],
    "movement_has_document": [
        f"DELETE FROM charge WHERE id = {CHARGE}",
        "DELETE FROM payment",
        """INSERT INTO ledger_transaction
           VALUES (1, gen_random_uuid(), 'charge', NULL, '2026-05-01', now())""",
    ],
    "stored_balance": [
        "UPDATE account SET balance = balance + 1 WHERE id = 1",
        "UPDATE account SET balance = balance - 1 WHERE id = 2",
        f"UPDATE entry SET amount = amount + 1 WHERE transaction_id = {CHARGE} AND line = 1",
        f"INSERT INTO entry VALUES (1, {CHARGE}, 9, 'cash', 'subscriber', 5, 1)",
        "DELETE FROM entry WHERE debit = 'cash'",
    ],
    "stored_held": [
        "UPDATE account SET held = held + 1 WHERE id = 1",
        "UPDATE account SET held = 0 WHERE id = 1",
        "UPDATE hold SET remaining = remaining - 1 WHERE state = 'open'",
        "UPDATE hold SET remaining = 0, state = 'released'",
        "DELETE FROM hold",
    ],
    "spending_floor": [
        """ALTER TABLE account DROP CONSTRAINT account_floor;
           UPDATE account SET spending_floor = 0, balance = -1 WHERE id = 2""",
    ],
    "charge_per_operation": [
        f"DELETE FROM charge WHERE id = {CHARGE}",
        f"UPDATE charge SET amount = amount + 1 WHERE id = {CHARGE}",
        f"UPDATE charge SET external_id = 'other' WHERE id = {CHARGE}",
        "UPDATE operation SET target_id = NULL WHERE external_id = 'c-1'",
        "UPDATE operation SET account_id = 2 WHERE external_id = 'c-1'",
        "UPDATE operation SET status = 'applied', code = 'ok' WHERE external_id = 'poor'",
    ],
    "operation_per_charge": [
        "DELETE FROM operation WHERE external_id = 'c-1'",
        "UPDATE operation SET external_id = 'other' WHERE external_id = 'c-1'",
        "UPDATE operation SET target_id = gen_random_uuid() WHERE external_id = 'c-1'",
    ],
    "charge_in_ledger": [
        f"UPDATE charge SET amount = amount + 1 WHERE id = {CHARGE}",
        f"UPDATE entry SET amount = amount + 1 WHERE transaction_id = {CHARGE} AND line = 1",
        f"DELETE FROM entry WHERE transaction_id = {CHARGE}",
    ],
    "reversal_is_whole": [
        f"UPDATE entry SET amount = amount + 1 WHERE transaction_id = {REVERSAL} AND line = 1",
        f"DELETE FROM entry WHERE transaction_id = {REVERSAL}",
        "UPDATE charge SET reversed = false",
        "UPDATE operation SET status = 'applied' WHERE status = 'reversed'",
        f"DELETE FROM charge WHERE id = {REVERSED}",
        f"UPDATE ledger_transaction SET reverses = id WHERE id = {REVERSAL}",
    ],
    "reversed_has_reversal": [
        f"UPDATE charge SET reversed = true WHERE id = {CHARGE}",
        f"DELETE FROM ledger_transaction WHERE id = {REVERSAL}",
    ],
    "tombstones_took_nothing": [
        "UPDATE operation SET status = 'declined', code = 'x' WHERE external_id = 'c-1'",
        "UPDATE operation SET status = 'tombstone', code = 'reversed' WHERE external_id = 'c-1'",
    ],
    "payments_in_ledger": [
        "UPDATE payment SET amount = amount + 1",
        "DELETE FROM entry WHERE debit = 'cash'",
    ],
    "payment_per_operation": [
        "DELETE FROM payment WHERE account_id = 1",
        "DELETE FROM operation WHERE kind = 'payment'",
        "UPDATE operation SET external_id = 'other' WHERE kind = 'payment' AND account_id = 1",
        "UPDATE operation SET amount = 1 WHERE kind = 'payment' AND account_id = 1",
    ],
    "hold_per_operation": [
        "DELETE FROM hold",
        "DELETE FROM operation WHERE kind = 'hold'",
        "UPDATE operation SET integrator_id = 0 WHERE kind = 'hold'",
        "UPDATE operation SET amount = 1 WHERE kind = 'hold'",
    ],
    "paid_through": [
        "UPDATE subscription SET paid_through = paid_through + 1",
        "UPDATE subscription SET paid_through = NULL",
        f"UPDATE charge SET reversed = true WHERE id = {CHARGE}",
    ],
    "state_follows_history": [
        "UPDATE subscription SET state = 'active' WHERE state = 'suspended'",
        "UPDATE subscription SET state = 'pending' WHERE cancel_on IS NULL",
        "DELETE FROM subscription_event WHERE to_state = 'suspended'",
        "DELETE FROM subscription_event",
    ],
    "kept_sums_of_subscriptions": [
        "DELETE FROM subscription_change",
        "UPDATE subscription_change SET change = change + 1 WHERE change > 0",
        "INSERT INTO subscription_tally VALUES ('2026-05-01', gen_random_uuid(), 'active', 1)",
        "UPDATE subscription SET state = 'failed' WHERE state = 'suspended'",
    ],
    "left_is_not_charged": [
        "UPDATE subscription_event SET at = at - interval '9 days' WHERE reason = 'unsubscribed'",
        """ALTER TABLE subscription DROP CONSTRAINT subscription_left;
           UPDATE subscription SET state = 'active' WHERE cancel_on IS NOT NULL""",
    ],
    "platforms_are_told": [
        "UPDATE subscription SET cancel_on = NULL WHERE state = 'cancelling'",
        "DELETE FROM instruction WHERE number = (SELECT max(number) FROM instruction)",
        "UPDATE instruction SET number = number + 1000 WHERE action = 'keep'",
    ],
    "told_in_order": [
        """UPDATE instruction SET done_at = now(), answer = 'done'
           WHERE number = (SELECT max(number) FROM instruction)""",
    ],
}
CASES = [(name, statement) for name, statements in DAMAGE.items() for statement in statements]


@pytest.fixture(scope="module")
def sound(module_database_url: str) -> str:
    """A sound database in which every probe has something to look at."""
    world = SubscriberWorld(module_database_url)
    alpha = world.integrator()
    world.account(balance=10_000)
    world.account("2002", balance=10_000)
    world.process(
        alpha.charge("c-1", 1_000),
        alpha.charge("c-2", 1_000),
        alpha.reverse("c-2"),
        alpha.hold("h-1", 500),
        alpha.capture("c-3", "h-1", 100, final=False),
        alpha.report("r-1", SubscriptionState.SUSPENDED),
        alpha.charge("poor", 10**6),
        alpha.reverse("never"),
        alpha.charge("c-4", 1_000, "2002"),
    )
    left = world.value("SELECT id FROM subscription WHERE account_id = 2")
    for act in (Unsubscribe, UndoUnsubscribe, Unsubscribe):
        world.do(act(account="2002", actor="tests", subscription_id=left))
    world.close()
    return module_database_url


@pytest.fixture
def owner(sound: str) -> Iterator[psycopg.Connection]:
    """The owner of the tables, whom nothing stops; what it does is undone."""
    with psycopg.connect(sound) as connection:
        connection.execute("SET session_replication_role = replica")
        yield connection
        connection.rollback()


def findings(url: str) -> dict[str, Finding]:
    """What the probes say, by name."""
    engine = open_engine(url, pool_size=1)
    try:
        return {finding.name: finding for finding in run_probes(engine)}
    finally:
        engine.dispose()


def test_a_sound_database_is_found_so_and_everything_is_looked_at(sound: str) -> None:
    found = findings(sound)
    assert [finding.name for finding in found.values() if not finding.ok] == []
    assert [name for name in DAMAGE if found[name].examined == 0] == []


@pytest.mark.parametrize(("name", "statement"), CASES)
def test_damage_is_found(owner: psycopg.Connection, name: str, statement: str) -> None:
    owner.execute(statement.encode())
    (query,) = [probe.query for probe in PROBES if probe.name == name]
    row = owner.execute(query.encode()).fetchone()
    assert row is not None
    _, broken = row
    assert broken > 0


def test_what_is_found_is_reported_with_its_figures(world: World) -> None:
    for number in ("1001", "2002", "3003"):
        world.account(number, balance=1_000)
    with psycopg.connect(world.url) as owner:
        owner.execute("UPDATE account SET balance = balance + 1 WHERE number <> '1001'")
    finding = findings(world.url)["stored_balance"]
    assert (finding.examined, finding.broken, finding.ok) == (3, 2, False)
    assert finding.rule == "an account's stored balance is the sum of its entries"
    with psycopg.connect(world.url) as owner:
        owner.execute("UPDATE account SET balance = 1000")
