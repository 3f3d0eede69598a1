"""Accounts: found by the beginnings of their numbers and of their holders' words."""

from alembic import op

from backend.storage.migrations.statements import run_beside

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Create the indexes."""
    run_beside(__file__)


def downgrade() -> None:
    """Drop them; the same searches read every account."""
    for index in ("account_by_number", "account_by_holder", "account_by_status"):
        op.drop_index(index)
    op.execute("DROP FUNCTION words_of(text)")
