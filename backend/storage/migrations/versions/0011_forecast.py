"""Coming debits: what was foreseen, and advance invoices."""

from alembic import op

from backend.storage.migrations.statements import run_beside

revision = "0011"
down_revision = "0010"

_TABLES = (
    "advance_check",
    "advance_line",
    "advance_invoice",
    "advance_counter",
    "forecast_total",
    "forecast_chunk",
    "forecast_pass",
)
_FUNCTIONS = (
    "note_advance_subscriptions",
    "note_advance_money",
    "lines_make_advance",
    "refuse_changing_advance_lines",
    "refuse_advance_back",
)


def upgrade() -> None:
    """Create what it needs."""
    run_beside(__file__)


def downgrade() -> None:
    """Drop it, advance invoices included."""
    op.execute("DROP TRIGGER advances_judged_new ON subscription")
    op.execute("DROP TRIGGER advances_judged ON subscription")
    op.execute("DROP TRIGGER advances_judged ON account")
    for table in _TABLES:
        op.drop_table(table)
    for function in _FUNCTIONS:
        op.execute(f"DROP FUNCTION {function}")
