"""Corrections of charges that a second person confirms."""

from alembic import op

from backend.storage.migrations.statements import run_beside

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Create what it needs."""
    run_beside(__file__)


def downgrade() -> None:
    """Drop it; refunds of no days would lose their meaning, so there must be none."""
    op.execute("DROP INDEX operation_without_money, operation_by_time")
    op.execute("DROP TRIGGER given_back_adds_up ON charge")
    op.drop_table("correction")
    op.execute("DROP FUNCTION given_back_adds_up, refuse_deciding_again, correction_within_charge")
    op.drop_constraint("refund_period_whole", "refund")
    op.alter_column("refund", "period_start", nullable=False)
    op.alter_column("refund", "period_end", nullable=False)
