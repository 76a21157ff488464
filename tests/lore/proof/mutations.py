"""Seeded mutations of texts, and what must hold of any script whatever text it was read from.

Used by the tests beside it and by `make soak`. No test stands here.
"""

from __future__ import annotations

import random
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import lore
from lore.chapters import bundled
from tests.corpus.tables import HERE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

OUTER_MARKS = frozenset("\"'“”„‟‘’‚‛«»‹›＂「」『』—―–-`")
_SIGNS = (
    *"\"'“”‘’«»„—–-*_.,:;!?()[]#|<>&\\/0aAIé¿“" + "\u200b\ufeff\x00\xa0\u2028\u202e🙂",
    *(" ", "\n", "\n\n", "\r\n", "\t", "    "),
)
_WORDS = (
    *("said ", "Ann: ", "ANN. ", "A/N: ", "Note: ", "Chapter 2\n\n", "* * *\n\n", "---\n\n", "Mr. ", '" said Tom, "'),
    *("Dear Ann,\n\n", "Yours, Tom\n\n", "Title: ", "by ", "THE END\n\n", "I ", "he ", "the old man "),
)


def mutated(seed: int) -> str:
    """Return a text of the corpus, or the bundled chapter, changed in up to twelve places; the same for a seed."""
    chance = random.Random(seed)  # noqa: S311 (a seed, not a secret)
    texts = _texts()
    text = chance.choice(texts)
    for _ in range(chance.randint(1, 12)):
        text = chance.choice(_CHANGES)(text, chance)
    return text


@cache
def _texts() -> tuple[str, ...]:
    paths = sorted((HERE / "texts").glob("*.txt"))
    return (*(path.read_text(encoding="utf-8") for path in paths), bundled()[0].text[:3000])


def _place(text: str, chance: random.Random) -> int:
    return chance.randint(0, len(text))


def _insert_sign(text: str, chance: random.Random) -> str:
    place = _place(text, chance)
    return text[:place] + chance.choice(_SIGNS) + text[place:]


def _insert_words(text: str, chance: random.Random) -> str:
    place = _place(text, chance)
    return text[:place] + chance.choice(_WORDS) + text[place:]


def _delete(text: str, chance: random.Random) -> str:
    place = _place(text, chance)
    return text[:place] + text[place + chance.choice((1, 1, 1, 2, 5, 40)) :]


def _repeat(text: str, chance: random.Random) -> str:
    start, length = _place(text, chance), chance.choice((1, 2, 10, 200))
    return text[: start + length] + text[start:]


def _swap_paragraphs(text: str, chance: random.Random) -> str:
    paragraphs = text.split("\n\n")
    chance.shuffle(paragraphs)
    return "\n\n".join(paragraphs)


def _cut_off(text: str, chance: random.Random) -> str:
    return text[: _place(text, chance)]


def _graft(text: str, chance: random.Random) -> str:
    other = chance.choice(_texts())
    return text[: _place(text, chance)] + other[_place(other, chance) :]


def _exchange_marks(text: str, chance: random.Random) -> str:
    one, two = chance.choice(
        (('"', "'"), ('"', "“"), ('"', "«"), ('"', "— "), (".", ""), ("\n", "\r\n"), ("\n\n", "\n"))
    )
    return text.replace(one, two)


_CHANGES: tuple[Callable[[str, random.Random], str], ...] = (
    _insert_sign,
    _insert_sign,
    _insert_words,
    _delete,
    _delete,
    _repeat,
    _swap_paragraphs,
    _cut_off,
    _graft,
    _exchange_marks,
)


def broken_promises(text: str) -> list[str]:
    """Return what does not hold of the script of a text; a reader that raises breaks its first promise."""
    try:
        script = lore.read_text(text)
    except Exception as fault:  # noqa: BLE001 (any fault at all is what is looked for)
        return [f"reading raised {type(fault).__name__}: {fault}"]
    return [*_lines(script, text), *_places(script), *_scenes(script), *_people(script)]


def _lines(script: lore.Script, text: str) -> Iterator[str]:
    if script.source != text:
        yield "the source is not the text"
    if [line.number for line in script.lines] != list(range(1, len(script.lines) + 1)):
        yield "lines are not numbered from 1"
    for line in script.lines:
        if line.text != " ".join(text[start:end] for start, end in line.spans):
            yield f"line {line.number} is not made of its spans"
        if not 0 <= line.confidence <= 1:
            yield f"line {line.number} has a confidence of {line.confidence}"
        if line.kind != "speech" and (line.speaker or line.to or line.directions):
            yield f"line {line.number} is no speech and has a speaker, an addressee or directions"
    opens = [min(start for start, _ in (*line.spans, *line.directions)) for line in script.lines]
    if opens != sorted(opens):
        yield "lines are not in the order of the source"


def _places(script: lore.Script) -> Iterator[str]:
    spans = [span for line in script.lines for span in (*line.spans, *line.directions)] + list(script.notes)
    if any(not 0 <= start < end <= len(script.source) for start, end in spans):
        yield "a span is empty or leads out of the source"
    held = Counter(place for start, end in spans for place in range(start, end))
    if any(times > 1 for times in held.values()):
        yield "spans overlap"
    left = {sign for place, sign in enumerate(script.source) if place not in held and not sign.isspace()}
    if left - OUTER_MARKS:
        yield f"{sorted(left - OUTER_MARKS)} stand in no line and no note"


def _scenes(script: lore.Script) -> Iterator[str]:
    if [line for scene in script.scenes for line in scene.lines] != list(script.lines):
        yield "the scenes do not hold the lines in order"
    if any(line.scene != scene.number for scene in script.scenes for line in scene.lines):
        yield "a line stands in another scene than it says"


def _people(script: lore.Script) -> Iterator[str]:
    names = {character.name for character in script.cast}
    if {line.speaker for line in script.lines if line.speaker} - names:
        yield "a speaker is not in the cast"
    if any(problem.line is not None and problem.line not in script.lines for problem in script.problems):
        yield "a problem is about a line that is not there"
