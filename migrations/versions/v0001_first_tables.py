"""The first tables: servers, chapters, performances with their ledgers, and answers kept for a day.

Revises: nothing
Date: 2026-11-23
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table; the order is that of their references."""
    _tables_of_the_house()
    _tables_of_a_performance()
    _tables_of_what_was_said_and_posted()


def _tables_of_the_house() -> None:
    op.create_table(
        "server",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("director_role_id", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("guild_id", name=op.f("pk_server")),
    )
    op.create_table(
        "stage_channel",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["server.guild_id"], name=op.f("fk_stage_channel_guild_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("guild_id", "channel_id", name=op.f("pk_stage_channel")),
    )
    op.create_table(
        "chapter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=True),
        sa.Column("handle", sa.String(length=100), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("filename", sa.String(length=255), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("added_by_user_id", sa.BigInteger(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chapter")),
        sa.UniqueConstraint("guild_id", "handle", name=op.f("uq_chapter_guild_id_handle")),
    )
    op.create_index(op.f("ix_chapter_guild_id"), "chapter", ["guild_id"], unique=False)
    op.create_table(
        "answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("page", sa.JSON(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
    )
    op.create_index(op.f("ix_answer_given_at"), "answer", ["given_at"], unique=False)
    op.create_index(op.f("ix_answer_guild_id"), "answer", ["guild_id"], unique=False)
    op.create_index(op.f("ix_answer_user_id"), "answer", ["user_id"], unique=False)


def _tables_of_a_performance() -> None:
    op.create_table(
        "performance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=True),
        sa.Column("chapter_id", sa.Integer(), nullable=False),
        sa.Column("book", sa.JSON(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("over", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["chapter_id"], ["chapter.id"], name=op.f("fk_performance_chapter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_performance")),
    )
    op.create_index(op.f("ix_performance_guild_id"), "performance", ["guild_id"], unique=False)
    op.create_index(op.f("ix_performance_over"), "performance", ["over"], unique=False)
    op.create_index(op.f("ix_performance_thread_id"), "performance", ["thread_id"], unique=False)
    op.create_table(
        "performer",
        sa.Column("performance_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["performance_id"], ["performance.id"], name=op.f("fk_performer_performance_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("performance_id", "key", name=op.f("pk_performer")),
        sa.UniqueConstraint("performance_id", "user_id", name=op.f("uq_performer_performance_id_user_id")),
    )
    op.create_index(op.f("ix_performer_user_id"), "performer", ["user_id"], unique=False)
    op.create_table(
        "event",
        sa.Column("performance_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["performance_id"], ["performance.id"], name=op.f("fk_event_performance_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("performance_id", "seq", name=op.f("pk_event")),
    )


def _tables_of_what_was_said_and_posted() -> None:
    op.create_table(
        "spoken_words",
        sa.Column("performance_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["performance_id"], ["performance.id"], name=op.f("fk_spoken_words_performance_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("performance_id", "seq", name=op.f("pk_spoken_words")),
    )
    op.create_table(
        "post",
        sa.Column("performance_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("slot", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("webhook_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["performance_id"], ["performance.id"], name=op.f("fk_post_performance_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("performance_id", "seq", "slot", name=op.f("pk_post")),
    )
    op.create_index(op.f("ix_post_message_id"), "post", ["message_id"], unique=False)
