from __future__ import annotations

from tests.theatre import blank_database, engine, env, playhouse, server

__all__ = ["blank_database", "engine", "env", "playhouse", "server"]
