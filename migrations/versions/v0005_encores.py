"""A performance that plays another one again says which.

Revises: 0004
Date: 2026-11-27
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the performance that one follows."""
    # No foreign key: SQLite adds one only by rebuilding the table, which would take the events along.
    op.add_column("performance", sa.Column("follows_id", sa.Integer(), nullable=True))
    op.create_index(op.f("ix_performance_follows_id"), "performance", ["follows_id"], unique=False)
