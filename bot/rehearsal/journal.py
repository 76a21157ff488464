"""The room's memory on disk: the latest form of each changed object, in SQLite.

A process may be killed at any instant: what was committed is there when the next one opens the file. The disk
itself losing power is not provided for (nothing is forced onto it), which is what makes a commit cost
microseconds. What the objects mean is the world's business.
"""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from bot.rehearsal.shapes import Json

SCHEMA = """
CREATE TABLE IF NOT EXISTS objects (kind TEXT NOT NULL, key TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (kind, key))
WITHOUT ROWID
"""
WRITE = (
    "INSERT INTO objects (kind, key, body) VALUES (?, ?, ?) ON CONFLICT (kind, key) DO UPDATE SET body = excluded.body"
)
ERASE = "DELETE FROM objects WHERE kind = ? AND key = ?"


class Journal:
    """Changed objects, written together when the act that changed them is complete."""

    def __init__(self, path: Path) -> None:
        self._pending: dict[tuple[str, str], Json | None] = {}
        self._connection = sqlite3.connect(path, isolation_level=None)
        try:
            for statement in ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = OFF", SCHEMA):
                self._connection.execute(statement)
        except sqlite3.Error:
            self._connection.close()
            raise

    def load(self) -> Iterator[tuple[str, str, Json]]:
        """Read every object: its kind, its key, its body. Numbers among the keys come in their order."""
        rows = self._connection.execute("SELECT kind, key, body FROM objects ORDER BY kind, length(key), key")
        for kind, key, body in rows:
            yield kind, key, json.loads(body)

    def find(self, kind: str, key: str) -> Json | None:
        """Read one object as it was last written."""
        row = self._connection.execute("SELECT body FROM objects WHERE kind = ? AND key = ?", (kind, key)).fetchone()
        return None if row is None else json.loads(row[0])

    def replace_text(self, old: str, new: str) -> None:
        """Replace a text in every body, for addresses that changed with the port."""
        self._connection.execute(
            "UPDATE objects SET body = replace(body, ?, ?) WHERE instr(body, ?) > 0",
            (old, new, old),
        )

    def put(self, kind: str, key: str, body: Json) -> None:
        """Have an object written with the next commit, in the form that it has then."""
        self._pending[kind, key] = body

    def remove(self, kind: str, key: str) -> None:
        """Have an object erased with the next commit."""
        self._pending[kind, key] = None

    def commit(self) -> None:
        """Write all that changed as one transaction; nothing to do costs nothing."""
        if not self._pending:
            return
        written = [(kind, key, json.dumps(body)) for (kind, key), body in self._pending.items() if body is not None]
        erased = [place for place, body in self._pending.items() if body is None]
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.executemany(WRITE, written)
        self._connection.executemany(ERASE, erased)
        self._connection.execute("COMMIT")
        self._pending.clear()

    def abandon(self) -> None:
        """Let the file go as it is."""
        self._connection.close()

    def close(self) -> None:
        """Commit and let the file go."""
        self.commit()
        self._connection.close()
