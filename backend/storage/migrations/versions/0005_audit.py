"""The audit: what the staff did, sealed afterwards."""

from alembic import op

from backend.storage.migrations.statements import run_beside

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create what it needs."""
    run_beside(__file__)


def downgrade() -> None:
    """Drop them."""
    for table in ("audit_sealed", "audit_seal", "audit"):
        op.drop_table(table)
