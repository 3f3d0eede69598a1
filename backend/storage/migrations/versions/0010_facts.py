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
    op.execute("DROP FUNCTION wanted")
    op.drop_table("interest")
    op.drop_index("outbox_unsent", "outbox")
    op.drop_column("outbox", "subscription_id")
    op.drop_column("outbox", "number")
    op.create_index("outbox_unsent", "outbox", ["id"], postgresql_where="sent_at IS NULL")
