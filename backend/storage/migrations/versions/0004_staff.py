"""The operator's staff: who they are and who is signed in."""

from alembic import op

from backend.storage.migrations.statements import run_beside

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create what it needs."""
    run_beside(__file__)


def downgrade() -> None:
    """Drop them."""
    for table in ("staff_session", "staff"):
        op.drop_table(table)
