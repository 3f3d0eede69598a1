"""The cabinet: sign-in, offers, acts of subscribers, instructions to platforms."""

from alembic import op

from backend.storage.migrations.statements import run_beside

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the tables of the cabinet."""
    run_beside(__file__)


def downgrade() -> None:
    """Drop them; nobody is signed in any more."""
    for table in (
        "instruction",
        "act",
        "offer",
        "sign_in_failure",
        "cabinet_session",
        "credential",
    ):
        op.drop_table(table)
    op.drop_index("subscription_left_by_day")
    op.drop_constraint("subscription_left", "subscription")
