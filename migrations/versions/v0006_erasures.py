"""The performers whose posts are still to be edited after their member had themselves erased.

Revises: 0005
Date: 2026-11-27
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the list of what is still to be edited."""
    op.create_table(
        "erasure",
        sa.Column("performance_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["performance_id"], ["performance.id"], name=op.f("fk_erasure_performance_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("performance_id", "key", name=op.f("pk_erasure")),
    )
