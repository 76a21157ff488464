from __future__ import annotations

from tests.stores import blank_database, engine
from tests.theatre import env, playhouse, server

__all__ = ["blank_database", "engine", "env", "playhouse", "server"]
