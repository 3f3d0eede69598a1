"""Catalogue, tax, periods, runs, invoices and the outbox."""

from alembic import op

from backend.storage.migrations.statements import run_beside

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the tables of monthly billing."""
    run_beside(__file__)


def downgrade() -> None:
    """Drop them; billed charges would lose their meaning, so there must be none."""
    op.execute("DROP TRIGGER can_pay_again ON account")
    op.execute("DROP FUNCTION note_resumption")
    for table in (
        "outbox",
        "resumption",
        "refund",
        "consent",
        "trial",
        "invoice_line",
        "invoice",
        "seller",
        "invoice_counter",
        "parked",
        "run_line",
        "run_chunk",
        "billing_run",
        "subscription_period",
        "tax_rate",
        "registration",
    ):
        op.drop_table(table)
    op.execute("DROP FUNCTION refuse_changing_lines, lines_make_totals")
    for table, names in _COLUMNS.items():
        for name in names:
            op.execute(f"ALTER TABLE {table} DROP COLUMN {name} CASCADE")
    op.drop_table("charge_template")
    op.alter_column("charge", "external_id", nullable=False)
    op.drop_constraint("ledger_transaction_kind_check", "ledger_transaction")
    op.create_check_constraint(
        "ledger_transaction_kind_check",
        "ledger_transaction",
        "kind IN ('charge', 'reversal', 'payment')",
    )


_COLUMNS = {
    "product": (
        "template", "mode", "vat_kind", "vat_note", "trial_days", "catch_up", "end_after_days",
        "stops_queue", "parent", "archived_on",
    ),
    "price": ("existing_from",),
    "subscription": (
        "mode", "quantity", "anchor", "next_start", "next_seq", "trial_until", "cancel_on",
        "suspend_reason", "suspended_on", "next_product_id", "parent_id",
    ),
    "charge": (
        "charge_type", "template_id", "quantity", "vat_kind", "vat_rate", "vat_amount",
        "vat_note", "mode", "run_id", "refunded",
    ),
}  # fmt: skip
