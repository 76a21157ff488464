"""Chapters are drafts until they are published, corrected apart from their reading, bound to channels, joined in works.

Revises: 0003
Date: 2026-11-27
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Publish the chapters there are, and add what reviewing needs."""
    for column in _of_chapters():
        op.add_column("chapter", column)
    op.create_index(op.f("ix_chapter_work_id"), "chapter", ["work_id"], unique=False)
    op.execute("UPDATE chapter SET published_at = added_at")
    _create_works()
    _create_corrections()
    _create_looks()


def _of_chapters() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("adult", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("work_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=False, server_default="0"),
    )


def _create_works() -> None:
    op.create_table(
        "work",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work")),
    )
    op.create_index(op.f("ix_work_guild_id"), "work", ["guild_id"], unique=False)
    op.create_table(
        "chapter_channel",
        sa.Column("channel_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chapter_id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["chapter_id"], ["chapter.id"], name=op.f("fk_chapter_channel_chapter_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("channel_id", "chapter_id", name=op.f("pk_chapter_channel")),
    )
    op.create_index(op.f("ix_chapter_channel_guild_id"), "chapter_channel", ["guild_id"], unique=False)


def _create_corrections() -> None:
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("chapter_id", sa.Integer(), nullable=False),
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["chapter_id"], ["chapter.id"], name=op.f("fk_correction_chapter_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
    )
    for column in ("guild_id", "chapter_id", "user_id"):
        op.create_index(op.f(f"ix_correction_{column}"), "correction", [column], unique=False)


def _create_looks() -> None:
    op.create_table(
        "character_look",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chapter_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("shown_name", sa.String(length=80), nullable=True),
        sa.Column("channel_id", sa.BigInteger(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("picture_url", sa.Text(), nullable=True),
        sa.Column("picture_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["chapter_id"], ["chapter.id"], name=op.f("fk_character_look_chapter_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("guild_id", "chapter_id", "name", name=op.f("pk_character_look")),
    )
