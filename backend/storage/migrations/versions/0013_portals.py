"""Portals: third-party cabinets, their tokens and the accounts that they are bound to."""

from alembic import op

from backend.storage.migrations.statements import run_beside

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Create what it needs."""
    run_beside(__file__)


def downgrade() -> None:
    """Drop it."""
    op.drop_constraint("event_endpoint_of_portal", "event_endpoint")
    op.drop_table("portal_request")
    op.drop_table("portal_usage")
    op.execute("DROP FUNCTION portal_reaches")
    op.drop_table("portal_binding")
    op.drop_table("portal_token")
    op.drop_table("portal_secret")
    op.drop_table("portal")
