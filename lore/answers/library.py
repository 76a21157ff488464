"""The library: several scripts, asked and searched as one.

A library is derived from its scripts and holds nothing else; it can be thrown away and built again at will.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lore.answers.asking import Asking, answer
from lore.search.index import build_index
from lore.search.searching import Filter, find

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lore.values import Answer, Ranked, Script

Ceiling = tuple["Script", int]
"""The last line that an answer may know: a script of the library and a line number in it."""


class Library:
    """Scripts in their order, with an index over their lines.

    Building takes under a second for 10,000 lines; asking takes milliseconds. Nothing is changed by either, so one
    library may serve several threads.
    """

    def __init__(self, scripts: Iterable[Script]) -> None:
        self.scripts = tuple(scripts)
        self._index = build_index(self.scripts)

    def ask(self, question: str, *, as_character: str | None = None, until: Ceiling | None = None) -> Answer:
        """Return the answer to a question, with the lines that prove it, or the nearest lines where nothing does.

        Args:
            question: At most its first 600 code points are read.
            as_character: Answer as this character: from lines they say or are present to hear, in lines of their own.
            until: The last line that may be known of. Nothing after it is searched, counted or hinted at.

        Raises:
            ValueError: `until` names a script that is not in the library.
        """
        return answer(self._index, Asking(question, self._ceiling(until), as_character))

    def search(
        self,
        query: str,
        *,
        speaker: str | None = None,
        to: str | None = None,
        scene: int | None = None,
        until: Ceiling | None = None,
        limit: int = 10,
    ) -> list[Ranked]:
        """Return the lines that fit the words of a query, best first; all that pass the filters where it has no words.

        Args:
            query: Words; stretches between quotation marks are looked for in their order.
            speaker: Only lines this character says, by any part of their name.
            to: Only lines said to this character.
            scene: Only lines of the scene with this number.
            until: The last line that may be known of.
            limit: At most so many lines.

        Raises:
            ValueError: `until` names a script that is not in the library, or `limit` is below 1.
        """
        if limit < 1:
            raise ValueError(f"limit is {limit}; ask for at least one line.")
        return find(self._index, query, Filter(speaker, to, scene, self._ceiling(until)), limit)

    def _ceiling(self, until: Ceiling | None) -> int:
        """Return the first place that may not be known of."""
        if until is None:
            return len(self._index.entries)
        script, number = until
        start = 0
        for each in self.scripts:
            if each is script or (each.title == script.title and each.source == script.source):
                return start + sum(line.number <= number for line in each.lines)
            start += len(each.lines)
        raise ValueError(f"The ceiling's script, {script.title!r}, is not in this library; name one of its scripts.")

    def __len__(self) -> int:
        """Return the number of lines."""
        return len(self._index.entries)
