"""Corrections of charges that a second person confirms."""

from backend.storage.migrations.statements import run_beside

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Create what it needs."""
    run_beside(__file__)


def downgrade() -> None:
    """Drop it."""
