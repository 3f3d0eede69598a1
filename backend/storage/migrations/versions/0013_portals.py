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
    op.execute("DROP FUNCTION portal_reaches")
    op.execute("ALTER TABLE event_endpoint DROP CONSTRAINT event_endpoint_portal_id_fkey")
    op.drop_table("portal_binding")
    op.drop_table("portal")
