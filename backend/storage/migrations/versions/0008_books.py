"""Accounts whose money is kept by another billing."""

from alembic import op

from backend.storage.migrations.statements import run_beside

revision = "0008"
down_revision = "0007"

_SIDES = ("debit", "credit")
_BEFORE = "'subscriber', 'cash', 'revenue', 'vat'"


def upgrade() -> None:
    """Create what it needs."""
    run_beside(__file__)


def downgrade() -> None:
    """Drop it; refused by the database where money was taken elsewhere."""
    op.execute("DROP TRIGGER given_back_elsewhere ON entry")
    for side in _SIDES:
        op.drop_constraint(f"entry_{side}_check", "entry")
        op.create_check_constraint(f"entry_{side}_check", "entry", f"{side} IN ({_BEFORE})")
    op.execute("DROP TRIGGER placed ON account")
    op.drop_table("booking")
    op.drop_table("book")
    for function in ("book_reversal", "refuse_booking_back", "place_account"):
        op.execute(f"DROP FUNCTION {function}")
    op.drop_constraint("account_keeps_nothing_here", "account")
    op.drop_column("account", "elsewhere")
