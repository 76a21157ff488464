"""How strictly a member is heard who types a line in practice, as in a performance.

Revises: 0009
Date: 2026-11-27
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let a practice know its strictness; those that are under way are heard as it is usual."""
    op.add_column("practice", sa.Column("strictness", sa.Integer(), nullable=False, server_default="95"))
