"""Where Alembic starts: it works on the connection that `bot.store.schema` hands over."""

from alembic import context
from sqlmodel import SQLModel

import bot.store.tables  # noqa: F401 (fills the metadata)

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    compare_type=True,
    render_as_batch=connection.dialect.name == "sqlite",
)
context.run_migrations()
