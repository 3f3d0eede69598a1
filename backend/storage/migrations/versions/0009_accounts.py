"""Accounts: found by the beginnings of their numbers and of their holders' words."""

from alembic import op

from backend.storage.migrations.statements import run_beside

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Create what searches need."""
    run_beside(__file__)


def downgrade() -> None:
    """Drop it; the same searches read every account."""
    op.drop_index("account_by_status")
    op.execute("DROP FUNCTION note_words, change_words CASCADE")
    op.drop_table("account_words")
    op.execute("DROP FUNCTION words_of")
    op.execute('ALTER TABLE account ALTER COLUMN number TYPE text COLLATE "default"')
