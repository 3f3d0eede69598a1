"""What reports are counted from: tallies, agreements, reconciliations."""

from backend.storage.migrations.statements import run_beside

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Create what it needs."""
    run_beside(__file__)


def downgrade() -> None:
    """Drop it."""
