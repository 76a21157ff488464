"""Chapters with their corrections in one file, for another server or a safe place, and back.

The file is JSON. Its script is there for people and other programs; what comes back is read anew from the source, so
that a file that was tampered with can at most hold another text and other corrections.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lore.corrections.values import Correction, clean_name, from_data, to_data
from lore.documents.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lore.values import Script

FORMAT = "footlights-chapters"
VERSION = 1
ENDING = ".footlights.json"
MOST_BYTES = 10 * 1024 * 1024
_MOST_CHAPTERS = 200
_MOST_CORRECTIONS = 20_000
_MOST_NAMES = 500
_LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class PackedChapter:
    """A chapter as it travels: its text, what was corrected in it, and the names that its characters speak under."""

    title: str
    source: str
    corrections: tuple[Correction, ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    adult: bool = False


@dataclass(frozen=True, slots=True)
class Package:
    """The chapters of one file; `work` is the title of the whole that they are, in order, or empty."""

    chapters: tuple[PackedChapter, ...]
    work: str = ""


def pack(package: Package, scripts: Sequence[Script]) -> str:
    """Return the file of these chapters; `scripts` are theirs as corrected, in the same order."""
    chapters = [_packed(chapter, script) for chapter, script in zip(package.chapters, scripts, strict=True)]
    data = {"format": FORMAT, "version": VERSION, "work": package.work, "chapters": chapters}
    return json.dumps(data, ensure_ascii=False, indent=1)


def _packed(chapter: PackedChapter, script: Script) -> dict[str, Any]:
    return {
        "title": chapter.title,
        "adult": chapter.adult,
        "source": chapter.source,
        "corrections": [to_data(correction) for correction in chapter.corrections],
        "names": dict(chapter.names),
        "cast": [{"name": character.name, "aliases": list(character.aliases)} for character in script.cast],
        "script": [
            {"line": line.number, "kind": line.kind, "scene": line.scene, "speaker": line.speaker, "text": line.text}
            for line in script.lines
        ],
    }


def is_packed(data: bytes, filename: str) -> bool:
    """Tell whether a file says of itself that it is one of ours."""
    named = filename.lower().endswith((".json", ENDING))
    return named and data[:400].lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{")


def unpack(data: bytes) -> Package:
    """Return what a file holds; UnreadableFile, with a sentence, for one that is damaged, foreign or too large."""
    if len(data) > MOST_BYTES:
        raise UnreadableFile("too-large", "This export is larger than 10 MB. Export its chapters one by one.")
    try:
        told: Any = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise _damaged() from error
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise UnreadableFile(
            "unsupported",
            "This JSON is no export of chapters. Send the text itself, or a file that /chapter export gave.",
        )
    if told.get("version") != VERSION:
        raise UnreadableFile("unsupported", "This export was made by a newer Footlights. Export it as text instead.")
    try:
        return Package(_chapters(told.get("chapters")), _text(told.get("work") or "")[:_LONGEST_TITLE])
    except ValueError as error:
        raise _damaged() from error


def _damaged() -> UnreadableFile:
    return UnreadableFile("damaged", "This export is damaged. Export the chapter again and send the new file.")


def _chapters(told: object) -> tuple[PackedChapter, ...]:
    if not isinstance(told, list) or not 0 < len(told) <= _MOST_CHAPTERS:
        raise ValueError("no chapters")
    return tuple(_chapter(each) for each in told)


def _chapter(told: object) -> PackedChapter:
    if not isinstance(told, dict):
        raise ValueError("no chapter")  # noqa: TRY004 (whatever is wrong with data is one error)
    source = _text(told.get("source"))
    if not source.strip():
        raise ValueError("no source")
    title = clean_name(_text(told.get("title")))[:_LONGEST_TITLE]
    return PackedChapter(title, source, _corrections(told), _names(told), told.get("adult") is True)


def _corrections(told: dict[str, Any]) -> tuple[Correction, ...]:
    listed = told.get("corrections", [])
    if (
        not isinstance(listed, list)
        or len(listed) > _MOST_CORRECTIONS
        or not all(isinstance(each, dict) for each in listed)
    ):
        raise ValueError("no corrections")
    return tuple(from_data(each) for each in listed)


def _names(told: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    named = told.get("names", {})
    if not isinstance(named, dict) or len(named) > _MOST_NAMES:
        raise ValueError("no names")
    pairs = ((clean_name(_text(name)), clean_name(_text(shown))[:80]) for name, shown in named.items())
    return tuple((name, shown) for name, shown in pairs if name and shown)


def _text(told: object) -> str:
    if not isinstance(told, str) or "\x00" in told:
        raise ValueError("no text")
    # Half a surrogate pair can stand in JSON, but neither in a database nor in a message.
    return told.encode("utf-8", "replace").decode("utf-8")
