from __future__ import annotations

from tests.stores import blank_database, engine

__all__ = ["blank_database", "engine"]
