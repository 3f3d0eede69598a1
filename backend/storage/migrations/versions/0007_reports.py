"""What reports are counted from: tallies, agreements, reconciliations."""

from alembic import op

from backend.storage.migrations.statements import run_beside

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Create what it needs, and count what there is."""
    run_beside(__file__)


def downgrade() -> None:
    """Drop it; subscriptions and their steps stay."""
    op.execute("DROP TRIGGER counted ON subscription_event")
    op.execute("DROP TRIGGER tried_again ON operation")
    op.execute("DROP INDEX subscription_event_by_time, ledger_transaction_by_day, charge_by_day")
    for table in (
        "reconciliation_line",
        "reconciliation",
        "agreement",
        "refusal",
        "subscription_tally",
        "subscription_change",
    ):
        op.drop_table(table)
    op.execute("DROP FUNCTION note_subscription_changes, keep_refusal, refuse_settling_again")
    op.execute(
        "ALTER TABLE subscription_event DROP COLUMN product_id, DROP COLUMN former_product_id"
    )
