"""The database's last word: what it refuses even when somebody writes to it directly.

Every statement runs in a transaction of its own that is rolled back, once as the owner of the
tables, whom only triggers and constraints can stop, and where it says so as the application.
"""

# ruff: noqa: S608  (the statements are put together from words of ours)

from collections.abc import Iterator
from typing import LiteralString

import psycopg
import pytest

from backend.domain.values.status import SubscriptionState
from backend.storage.engine import APP_ROLE, open_engine
from tests.world import World

CHARGE = "(SELECT id FROM charge ORDER BY id LIMIT 1)"
SUBSCRIPTION = "(SELECT id FROM subscription WHERE account_id = 1)"
NEW = "gen_random_uuid()"


@pytest.fixture(scope="module")
def url(module_database_url: str) -> str:
    """A database in which every table has rows that came about in the ordinary way."""
    world = World(module_database_url)
    platform = world.integrator()
    world.account(balance=10_000)
    world.account("2002", balance=10_000)
    world.process(
        platform.charge("c-1", 1_000),
        platform.charge("c-2", 1_000),
        platform.reverse("c-2"),
        platform.hold("h-1", 500),
        platform.report("r-1", SubscriptionState.SUSPENDED),
        platform.charge("c-3", 1_000, "2002"),
    )
    world.prove()
    world.close()
    return module_database_url


@pytest.fixture
def owner(url: str) -> Iterator[psycopg.Connection]:
    """The owner of the tables."""
    with psycopg.connect(url) as connection:
        yield connection
        connection.rollback()


@pytest.fixture
def app(owner: psycopg.Connection) -> psycopg.Connection:
    """The role that the application works as."""
    owner.execute(f"SET ROLE {APP_ROLE}")
    return owner


def entry(account: int = 1, debit: str = "cash", credit: str = "vat", amount: str = "1") -> str:
    """One more entry of the first charge's transaction."""
    return f"""INSERT INTO entry VALUES
        ({account}, {CHARGE}, 9, '{debit}', '{credit}', {amount}, 1)"""


def transaction(kind: str, reverses: str, account: int = 1) -> str:
    """A ledger transaction that does not exist."""
    return f"""INSERT INTO ledger_transaction VALUES
        ({account}, {NEW}, '{kind}', {reverses}, '2026-05-01', now())"""


def operation(**changed: str) -> str:
    """An operation, whole and possible but for what is changed."""
    row = {
        "integrator_id": "1",
        "kind": "'charge'",
        "external_id": "'new'",
        "id": NEW,
        "fingerprint": "''",
        "status": "'applied'",
        "code": "'ok'",
        "door": "'soap'",
        "correlation_id": "''",
        "recorded_at": "now()",
        **changed,
    }
    return f"INSERT INTO operation ({', '.join(row)}) VALUES ({', '.join(row.values())})"


def copy_of(table: str, where: str, **changed: str) -> str:
    """A copy of a row under another id, with something changed."""
    set_ = ", ".join(f"{name} = {value}" for name, value in {"id": NEW, **changed}.items())
    return f"""
        CREATE TEMPORARY TABLE copied ON COMMIT DROP AS SELECT * FROM {table} WHERE {where} LIMIT 1;
        UPDATE copied SET {set_};
        INSERT INTO {table} SELECT * FROM copied
    """


REFUSED = {
    # --- the ledger: zero-sum by shape, append-only, real accounts
    "an entry of nothing": (entry(amount="0"), "entry_amount_check"),
    "an entry below zero": (entry(amount="-1"), "entry_amount_check"),
    "an entry from and to the same side": (entry(credit="cash"), "entry_has_two_sides"),
    "an entry with one side": (
        entry().replace("'vat'", "NULL"),
        "23502",
    ),
    "an entry of an unknown side": (entry(credit="pocket"), "entry_credit_check"),
    "an entry of no transaction": (
        entry().replace(CHARGE, NEW),
        "entry_transaction_id_account_id_fkey",
    ),
    "an entry of another account's transaction": (
        entry(account=2),
        "entry_transaction_id_account_id_fkey",
    ),
    "an entry changed": ("UPDATE entry SET amount = amount + 1", "23001"),
    "an entry changed to the same": ("UPDATE entry SET amount = amount", "23001"),
    "an entry deleted": ("DELETE FROM entry", "23001"),
    "all entries gone": ("TRUNCATE entry", "23001"),
    "all accounts gone": ("TRUNCATE account CASCADE", "23001"),
    "a transaction changed": (
        "UPDATE ledger_transaction SET business_date = '2020-01-01'",
        "23001",
    ),
    "a transaction deleted": ("DELETE FROM ledger_transaction", "23001"),
    "all transactions gone": ("TRUNCATE ledger_transaction CASCADE", "23001"),
    "a transaction of no account": (
        transaction("charge", "NULL", 99),
        "ledger_transaction_account_id_fkey",
    ),
    "a transaction of an unknown kind": (
        transaction("gift", "NULL"),
        "ledger_transaction_kind_check",
    ),
    "a reversal of nothing": (transaction("reversal", "NULL"), "reversal_names_its_transaction"),
    "a reversal that calls itself a charge": (
        transaction("charge", CHARGE),
        "reversal_names_its_transaction",
    ),
    "a second reversal of a charge": (
        transaction("reversal", "(SELECT id FROM charge WHERE reversed)"),
        "ledger_transaction_reversed_once",
    ),
    "a reversal of what was not": (
        transaction("reversal", NEW),
        "ledger_transaction_reverses_account_id_fkey",
    ),
    "a reversal on another account": (
        transaction("reversal", CHARGE, 2),
        "ledger_transaction_reverses_account_id_fkey",
    ),
    # --- accounts
    "a balance below the floor": ("UPDATE account SET balance = -1", "account_floor"),
    "more held than there is": ("UPDATE account SET held = balance + 1", "account_floor"),
    "less held than nothing": ("UPDATE account SET held = -1", "account_held_check"),
    "a floor above zero": ("UPDATE account SET spending_floor = 1", "account_spending_floor_check"),
    "credit below zero": ("UPDATE account SET credit_limit = -1", "account_credit_limit_check"),
    "a promise below zero": ("UPDATE account SET promised = -1", "account_promised_check"),
    "an unknown status": ("UPDATE account SET status = 'rich'", "account_status_check"),
    "a number with a space": (
        "UPDATE account SET number = '1 1' WHERE id = 1",
        "account_number_check",
    ),
    "a number with a line's end": (
        "UPDATE account SET number = E'11\\n' WHERE id = 1",
        "account_number_check",
    ),
    "an empty number": ("UPDATE account SET number = '' WHERE id = 1", "account_number_check"),
    "a number taken twice": ("UPDATE account SET number = '1001'", "account_number_key"),
    "a balance beyond bounds": ("UPDATE account SET balance = 9223372036854775808", "22003"),
    # --- operations
    "a second operation under a key": (operation(external_id="'c-1'"), "operation_pkey"),
    "a tombstone over an operation": (
        operation(external_id="'c-1'", status="'tombstone'", code="'reversed'"),
        "operation_pkey",
    ),
    "an operation of nobody": (operation(integrator_id="99"), "operation_integrator_id_fkey"),
    "an operation of an unknown kind": (operation(kind="'gift'"), "operation_kind_check"),
    "an operation in an unknown status": (
        operation(status="'pending'", code="'x'"),
        "operation_status_check",
    ),
    "an applied operation that was refused": (
        operation(code="'not_enough_money'"),
        "operation_applied",
    ),
    "a declined operation that was applied": (operation(status="'declined'"), "operation_applied"),
    "a tombstone over an applied charge": (
        "UPDATE operation SET status = 'tombstone' WHERE external_id = 'c-1'",
        "operation_applied",
    ),
    # --- charges
    "a charge without its ledger transaction": (
        copy_of("charge", "NOT reversed"),
        "charge_id_account_id_fkey",
    ),
    "a charge of nothing": ("UPDATE charge SET amount = 0", "charge_amount_check"),
    "a charge below zero": ("UPDATE charge SET amount = -1", "charge_amount_check"),
    "a charge on another account's subscription": (
        f"UPDATE charge SET subscription_id = {SUBSCRIPTION} WHERE account_id = 2",
        "charge_account_id_subscription_id_fkey",
    ),
    "a period that ends before it starts": (
        "UPDATE charge SET period_start = period_end",
        "charge_period",
    ),
    "half a period": ("UPDATE charge SET period_start = NULL", "charge_period_whole"),
    # --- subscriptions
    "a second living subscription under a key": (
        copy_of("subscription", "true"),
        "subscription_living",
    ),
    "a subscription in an unknown state": (
        "UPDATE subscription SET state = 'lost'",
        "subscription_state_check",
    ),
    "a subscription of no account": (
        copy_of("subscription", "true", account_id="99"),
        "subscription_account_id_fkey",
    ),
    "a subscription to nothing": (
        f"UPDATE subscription SET product_id = {NEW}",
        "subscription_product_id_fkey",
    ),
    "a step of another account's subscription": (
        f"""INSERT INTO subscription_event SELECT 2, {SUBSCRIPTION}, {NEW}, now(), NULL, 'active',
            '', '', (SELECT id FROM product LIMIT 1)""",
        "subscription_event_account_id_subscription_id_fkey",
    ),
    # --- holds and payments
    "a hold of nothing": ("UPDATE hold SET remaining = 0, amount = 0", "hold_amount_check"),
    "a hold that keeps more than it was": (
        "UPDATE hold SET remaining = amount + 1",
        "hold_check",
    ),
    "a hold that keeps less than nothing": (
        "UPDATE hold SET remaining = -1",
        "hold_check",
    ),
    "a captured hold that keeps something": (
        "UPDATE hold SET state = 'captured'",
        "hold_closed_keeps_nothing",
    ),
    "a released hold that keeps something": (
        "UPDATE hold SET state = 'released'",
        "hold_closed_keeps_nothing",
    ),
    "an expired hold that keeps something": (
        "UPDATE hold SET state = 'expired'",
        "hold_closed_keeps_nothing",
    ),
    "a hold in an unknown state": (
        "UPDATE hold SET state = 'lost', remaining = 0",
        "hold_state_check",
    ),
    "a payment of nothing": ("UPDATE payment SET amount = 0", "payment_amount_check"),
    "a payment without its ledger transaction": (
        copy_of("payment", "true"),
        "payment_id_account_id_fkey",
    ),
    # --- products and integrators
    "a product twice": (copy_of("product", "true"), "product_integrator_id_code_key"),
    "a product of nobody": (
        copy_of("product", "true", integrator_id="99"),
        "product_integrator_id_fkey",
    ),
    "an integrator's code twice": (
        "UPDATE integrator SET code = 'operator' WHERE id = 1",
        "integrator_code_key",
    ),
    "an integrator's code with a slash": (
        "UPDATE integrator SET code = 'a/b' WHERE id = 1",
        "integrator_code_check",
    ),
    "a limit of nothing": ("UPDATE integrator SET max_charge = 0", "integrator_max_charge_check"),
    "a daily limit below zero": (
        "UPDATE integrator SET max_daily = -1",
        "integrator_max_daily_check",
    ),
    "a batch of nothing": ("UPDATE integrator SET batch_limit = 0", "integrator_batch_limit_check"),
    "no calls a second": (
        "UPDATE integrator SET calls_per_second = 0",
        "integrator_calls_per_second_check",
    ),
    "an unknown policy": ("UPDATE integrator SET refusals = 'maybe'", "integrator_refusals_check"),
    "an integrator with operations deleted": ("DELETE FROM integrator WHERE id = 1", "23503"),
}


def refusal(connection: psycopg.Connection, statement: str) -> set[str]:
    """Which constraint or error refuses the statement."""
    with pytest.raises(psycopg.Error) as caught:
        connection.execute(statement.encode())
    found = {caught.value.diag.constraint_name, caught.value.sqlstate}
    return {each for each in found if each}


@pytest.mark.parametrize(("statement", "by"), REFUSED.values(), ids=REFUSED)
def test_even_the_owner_is_refused(owner: psycopg.Connection, statement: str, by: str) -> None:
    assert by in refusal(owner, statement)


ALLOWED = {
    "an entry": entry(),
    "a reversal": transaction("reversal", CHARGE),
    "a new operation": operation(),
    "another integrator's operation under the same id": operation(
        external_id="'c-1'", integrator_id="0"
    ),
    "an operation of another kind under the same id": operation(external_id="'c-1'", kind="'hold'"),
    "a tombstone": operation(status="'tombstone'", code="'reversed'"),
    "a refused operation that is buried": operation(
        status="'tombstone'", code="'not_enough_money'"
    ),
    "a balance at the floor": "UPDATE account SET balance = held WHERE id = 1",
    "a balance below zero as far as the floor": (
        "UPDATE account SET balance = held - 5, spending_floor = -5 WHERE id = 1"
    ),
    "a subscription after the end of the one before": (
        "UPDATE subscription SET state = 'ended'; "
        + copy_of("subscription", "true", state="'active'")
    ),
    "a hold that is closed": "UPDATE hold SET state = 'captured', remaining = 0",
    "a charge marked": "UPDATE charge SET reversed = true",
}


@pytest.mark.parametrize("statement", ALLOWED.values(), ids=ALLOWED)
def test_what_is_right_is_not_refused(owner: psycopg.Connection, statement: str) -> None:
    """Otherwise the refusals above might have another reason than the one they name."""
    owner.execute(statement.encode())


FORBIDDEN: list[LiteralString] = [
    "UPDATE entry SET amount = amount",
    "DELETE FROM entry",
    "TRUNCATE entry",
    "UPDATE ledger_transaction SET kind = kind",
    "DELETE FROM ledger_transaction",
    "TRUNCATE ledger_transaction CASCADE",
    "DELETE FROM operation",
    "TRUNCATE operation",
    "DELETE FROM account",
    "DELETE FROM charge",
    "UPDATE charge SET amount = amount",
    "UPDATE charge SET id = id, reversed = true",
    "DELETE FROM payment",
    "UPDATE payment SET amount = amount",
    "DELETE FROM hold",
    "DELETE FROM subscription",
    "DELETE FROM subscription_event",
    "UPDATE subscription_event SET reason = ''",
    "DELETE FROM product",
    "DELETE FROM integrator",
    "UPDATE exchange SET status = 200",
    "UPDATE alembic_version SET version_num = '0000'",
    "DELETE FROM alembic_version",
    "ALTER TABLE entry DISABLE TRIGGER ALL",
    "DROP TRIGGER append_only ON entry",
    "CREATE OR REPLACE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE sql AS ''",
    "ALTER TABLE account DROP CONSTRAINT account_floor",
    "DROP TABLE entry",
    "DROP INDEX subscription_living",
    "CREATE TABLE mine ()",
    "SET session_replication_role = replica",
    "CREATE ROLE mine",
    "COPY entry TO PROGRAM 'cat'",
]


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_application_may_not(app: psycopg.Connection, statement: str) -> None:
    assert "42501" in refusal(app, statement)


def test_the_application_works_as_its_own_role(url: str) -> None:
    engine = open_engine(url, pool_size=1)
    try:
        with engine.connect() as connection:
            row = connection.exec_driver_sql("SELECT current_user, current_setting('timezone')")
            assert row.one() == (APP_ROLE, "UTC")
            privileges = connection.exec_driver_sql(
                "SELECT rolsuper, rolcreaterole, rolcreatedb, rolbypassrls, rolcanlogin"
                " FROM pg_roles WHERE rolname = current_user"
            )
            assert privileges.one() == (False,) * 5
            owned = connection.exec_driver_sql(
                "SELECT count(*) FROM pg_class WHERE pg_get_userbyid(relowner) = current_user"
            )
            assert owned.scalar_one() == 0
    finally:
        engine.dispose()


def test_both_sides_of_every_entry_sum_to_zero(owner: psycopg.Connection) -> None:
    query = "SELECT transaction_id, sum(amount), count(*) FROM entry_side GROUP BY transaction_id"
    rows = owner.execute(query).fetchall()
    assert len(rows) == 6
    assert {total for _, total, _ in rows} == {0}
    assert min(sides for _, _, sides in rows) >= 2
