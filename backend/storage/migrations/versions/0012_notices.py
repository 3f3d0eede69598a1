"""Notices to subscribers: where they reach whom, in which words, and what became of them."""

from alembic import op

from backend.storage.migrations.statements import run_beside

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Create the tables of notices."""
    run_beside(__file__)


def downgrade() -> None:
    """Drop them; nobody is told anything any more."""
    for table in (
        "notice_attempt",
        "notice",
        "notice_template",
        "notice_words",
        "notice_switch",
        "notice_opt_out",
        "contact",
    ):
        op.drop_table(table)
