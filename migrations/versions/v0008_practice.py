"""Members practise a part alone: where their practice stands, and which lines gave them trouble.

Revises: 0007
Date: 2026-11-27
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the two tables."""
    op.create_table(
        "practice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("chapter_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("book", sa.String(length=10), nullable=False),
        sa.Column("queue", sa.JSON(), nullable=False),
        sa.Column("drill", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("known", sa.Integer(), nullable=False),
        sa.Column("missed", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["chapter_id"], ["chapter.id"], name=op.f("fk_practice_chapter_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice")),
        sa.UniqueConstraint("guild_id", "user_id", name=op.f("uq_practice_guild_id_user_id")),
    )
    op.create_index(op.f("ix_practice_guild_id"), "practice", ["guild_id"], unique=False)
    op.create_index(op.f("ix_practice_user_id"), "practice", ["user_id"], unique=False)
    op.create_table(
        "trouble",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("chapter_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("misses", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["chapter_id"], ["chapter.id"], name=op.f("fk_trouble_chapter_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("guild_id", "user_id", "chapter_id", "line", name=op.f("pk_trouble")),
    )
    op.create_index(op.f("ix_trouble_user_id"), "trouble", ["user_id"], unique=False)
