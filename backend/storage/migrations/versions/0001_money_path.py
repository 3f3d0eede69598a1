"""Accounts, integrators, products, subscriptions, operations and the ledger."""

from backend.storage.migrations.statements import drop_everything, run_beside

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the tables and their guards."""
    run_beside(__file__)


def downgrade() -> None:
    """Drop them: there is nothing before the first revision."""
    drop_everything()
