"""What happened, as the books say it, and who is told."""

from alembic import op

from backend.storage.migrations.statements import run_beside

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Create what it needs."""
    run_beside(__file__)


def downgrade() -> None:
    """Drop it."""
    for table in ("event_attempt", "event_delivery", "event_endpoint"):
        op.drop_table(table)
    for table in ("charge", "refund", "operation", "payment", "subscription_event", "invoice"):
        op.execute(f"DROP TRIGGER told ON {table}")
    op.execute("DROP TRIGGER told_reversed ON charge")
    op.execute(
        "DROP FUNCTION tell_charges, tell_reversal, tell_refunds, tell_refusals, tell_payments,"
        " tell_steps, tell_invoices, topic_of_step, told, wanted"
    )
    op.drop_table("interest")
    op.drop_index("outbox_unsent", "outbox")
    op.drop_index("outbox_by_account", "outbox")
    op.drop_index("outbox_by_number", "outbox")
    op.drop_column("outbox", "subscription_id")
    op.drop_column("outbox", "number")
    op.create_index("outbox_unsent", "outbox", ["id"], postgresql_where="sent_at IS NULL")
