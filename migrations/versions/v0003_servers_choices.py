"""All that a server's admins choose in /setup, the list of who changed what, and the servers the bot was removed from.

Revises: 0002
Date: 2026-11-27
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the choices to servers, each with its default, and the two lists."""
    for column in (*_who_may(), *_how_it_is_played(), *_where_and_how_long()):
        op.add_column("server", column)
    op.create_table(
        "choice_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_choice_change")),
    )
    op.create_index(op.f("ix_choice_change_guild_id"), "choice_change", ["guild_id"], unique=False)
    op.create_index(op.f("ix_choice_change_user_id"), "choice_change", ["user_id"], unique=False)
    op.create_table(
        "departure",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", name=op.f("pk_departure")),
    )


def _who_may() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("importer_role_id", sa.BigInteger(), nullable=True),
        sa.Column("asker_role_id", sa.BigInteger(), nullable=True),
        sa.Column("own_words", sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.Column("own_words_role_id", sa.BigInteger(), nullable=True),
        sa.Column("forbidden_words", sa.JSON(), nullable=False, server_default="[]"),
    )


def _how_it_is_played() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("language", sa.String(length=10), nullable=True),
        sa.Column("pace", sa.String(length=10), nullable=False, server_default="usual"),
        sa.Column("clock", sa.String(length=10), nullable=False, server_default="live"),
        sa.Column("webhooks", sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.Column("model", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("time_zone", sa.String(length=64), nullable=False, server_default="UTC"),
        sa.Column("quiet_from", sa.Integer(), nullable=True),
        sa.Column("quiet_to", sa.Integer(), nullable=True),
    )


def _where_and_how_long() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("transcript_channel_id", sa.BigInteger(), nullable=True),
        sa.Column("retention_days", sa.Integer(), nullable=False, server_default=sa.text("90")),
        sa.Column("reports_channel_id", sa.BigInteger(), nullable=True),
    )
