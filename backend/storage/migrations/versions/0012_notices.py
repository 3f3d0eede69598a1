"""Notices to subscribers: where they reach whom, in which words, and what became of them."""

from alembic import op

from backend.storage.migrations.statements import run_beside

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Create what it needs."""
    run_beside(__file__)


def downgrade() -> None:
    """Drop it."""
    op.execute("SELECT 1")
