"""Objects by key, in memory and in the journal, with the indexes that keep the busy paths free of scans.

What the objects are and which tables there are is the world's.
"""

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice

from bot.rehearsal.journal import Journal
from bot.rehearsal.shapes import Json


class Table:
    """Objects of one kind by key; each also stands in a group, so that a group is read without a scan."""

    def __init__(self, kind: str, journal: Journal, group: Callable[[Json], str]) -> None:
        self.kind = kind
        self._journal = journal
        self._group = group
        self._rows: dict[str, Json] = {}
        self._groups: dict[str, dict[str, Json]] = {}

    def get(self, key: str | None) -> Json | None:
        """Find an object."""
        return self._rows.get(key) if key is not None else None

    def __getitem__(self, key: str) -> Json:
        return self._rows[key]

    def __contains__(self, key: str) -> bool:
        return key in self._rows

    def __len__(self) -> int:
        return len(self._rows)

    def values(self) -> Iterable[Json]:
        """Go through all objects."""
        return self._rows.values()

    def first(self, count: int) -> list[Json]:
        """Read the objects that have been here longest."""
        return list(islice(self._rows.values(), count))

    def group(self, name: str) -> Mapping[str, Json]:
        """Read one group by key."""
        return self._groups.get(name, {})

    def put(self, key: str, row: Json) -> Json:
        """Add an object or note that it changed."""
        self.restore(key, row)
        self._journal.put(self.kind, key, row)
        return row

    def restore(self, key: str, row: Json) -> None:
        """Take an object in without writing it: it came from the journal."""
        self._rows[key] = row
        self._groups.setdefault(self._group(row), {})[key] = row

    def remove(self, key: str) -> Json | None:
        """Take an object out."""
        row = self._rows.pop(key, None)
        if row is None:
            return None
        self._groups[self._group(row)].pop(key, None)
        self._journal.remove(self.kind, key)
        return row

    def remove_group(self, name: str) -> None:
        """Take all objects of a group out."""
        for key in list(self.group(name)):
            self.remove(key)
        self._groups.pop(name, None)


class Histories:
    """The order of messages in each channel, for reading around a place without going through all of them."""

    def __init__(self) -> None:
        self._ids: dict[str, list[int]] = {}

    def add(self, channel_id: str, message_id: str) -> None:
        """Note a message in its place."""
        ids = self._ids.setdefault(channel_id, [])
        number = int(message_id)
        if not ids or ids[-1] < number:
            ids.append(number)
        elif number not in ids[bisect_left(ids, number) :][:1]:
            insort(ids, number)

    def discard(self, channel_id: str, message_id: str) -> None:
        """Forget a message."""
        ids, number = self._ids.get(channel_id, []), int(message_id)
        place = bisect_left(ids, number)
        if ids[place : place + 1] == [number]:
            del ids[place]

    def forget(self, channel_id: str) -> list[str]:
        """Forget a channel and tell which messages it had."""
        return [str(number) for number in self._ids.pop(channel_id, [])]

    def before(self, channel_id: str, message_id: str | None) -> Iterator[str]:
        """Walk back from a message (or from the end), newest first."""
        ids = self._ids.get(channel_id, [])
        end = len(ids) if message_id is None else bisect_left(ids, int(message_id))
        return (str(ids[place]) for place in range(end - 1, -1, -1))

    def after(self, channel_id: str, message_id: str) -> Iterator[str]:
        """Walk forward from behind a message, oldest first."""
        ids = self._ids.get(channel_id, [])
        return (str(ids[place]) for place in range(bisect_left(ids, int(message_id) + 1), len(ids)))
