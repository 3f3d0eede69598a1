"""What the tables say at one moment, as plain rows: what a recount in Python starts from."""

from dataclasses import dataclass
from typing import Any

from tests.reporting_world import ReportingWorld

Fact = dict[str, Any]

_TABLES = {
    "accounts": "SELECT id, number, holder FROM account",
    "integrators": "SELECT id, code FROM integrator",
    "products": "SELECT id, integrator_id, code, title FROM product",
    "subscriptions": "SELECT account_id, id, integrator_id, product_id, state FROM subscription",
    "steps": "SELECT * FROM subscription_event ORDER BY id",
    "charges": "SELECT * FROM charge ORDER BY id",
    "refunds": "SELECT * FROM refund",
    "transactions": "SELECT * FROM ledger_transaction ORDER BY id",
    "entries": "SELECT * FROM entry",
}


@dataclass(frozen=True, slots=True)
class Tables:
    """Each table as a list of its rows; a row by the names of its columns."""

    accounts: list[Fact]
    integrators: list[Fact]
    products: list[Fact]
    subscriptions: list[Fact]
    steps: list[Fact]
    charges: list[Fact]
    refunds: list[Fact]
    transactions: list[Fact]
    entries: list[Fact]


def read_tables(world: ReportingWorld) -> Tables:
    """Everything as it is now."""
    with world.engine.connect() as connection:
        return Tables(
            **{
                name: [dict(row) for row in connection.exec_driver_sql(query).mappings()]
                for name, query in _TABLES.items()
            }
        )
