"""Accounts whose money is kept by another billing."""

from backend.storage.migrations.statements import run_beside

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Create what it needs."""
    run_beside(__file__)


def downgrade() -> None:
    """Drop it."""
