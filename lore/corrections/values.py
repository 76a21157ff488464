"""Corrections as values, and as the plain data they are stored and exported in.

What they do to a script stands in `applying`; how a line is found again in `anchors`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_NAME = 100
_LONGEST_WORDS = 400


@dataclass(frozen=True, slots=True)
class Anchor:
    """A line by its words and its neighbours', all folded; `place` is how far into the script it stands, 0 to 1."""

    words: str
    before: str
    after: str
    place: float


@dataclass(frozen=True, slots=True)
class SpeakerSet:
    """A line is said by `speaker`, or by nobody who can be named (None); `was` is whom the script had then."""

    anchor: Anchor
    speaker: str | None
    was: str | None = None


@dataclass(frozen=True, slots=True)
class Renamed:
    """A character is called otherwise; the old name stays an alias."""

    name: str
    to: str


@dataclass(frozen=True, slots=True)
class Merged:
    """Two characters are one: `name` is `into`."""

    name: str
    into: str


Correction: TypeAlias = SpeakerSet | Renamed | Merged


def to_data(correction: Correction) -> dict[str, Any]:
    """Return a correction as plain data, for JSON."""
    if isinstance(correction, SpeakerSet):
        anchor = correction.anchor
        place = {"words": anchor.words, "before": anchor.before, "after": anchor.after, "place": anchor.place}
        return {"kind": "speaker", "anchor": place, "speaker": correction.speaker, "was": correction.was}
    if isinstance(correction, Renamed):
        return {"kind": "rename", "name": correction.name, "to": correction.to}
    return {"kind": "merge", "name": correction.name, "into": correction.into}


def from_data(data: Mapping[str, Any]) -> Correction:
    """Return the correction that plain data spells; ValueError for data that no version of ours has written."""
    kind = data.get("kind")
    if kind == "speaker":
        return SpeakerSet(_anchor(data.get("anchor")), _maybe_name(data, "speaker"), _maybe_name(data, "was"))
    if kind == "rename":
        return Renamed(_name(data, "name"), _name(data, "to"))
    if kind == "merge":
        return Merged(_name(data, "name"), _name(data, "into"))
    raise ValueError("a correction of no known kind")


def clean_name(typed: str) -> str:
    """Return a character's name as it is kept: one line without control characters, at most 100 characters."""
    return " ".join("".join(each if each.isprintable() else " " for each in typed).split())[:LONGEST_NAME].strip()


def _anchor(data: object) -> Anchor:
    if not isinstance(data, dict):
        raise ValueError("a correction without a place")  # noqa: TRY004 (whatever is wrong with data is one error)
    words, before, after = (_words(data, name) for name in ("words", "before", "after"))
    place = data.get("place")
    if not isinstance(place, int | float) or not 0 <= place <= 1:
        raise ValueError("a correction at no place")
    return Anchor(words, before, after, float(place))


def _words(data: Mapping[str, Any], name: str) -> str:
    value = data.get(name)
    if not isinstance(value, str):
        raise ValueError(f"a correction without {name}")  # noqa: TRY004 (as above)
    return value[:_LONGEST_WORDS]


def _maybe_name(data: Mapping[str, Any], field: str) -> str | None:
    return None if data.get(field) is None else _name(data, field)


def _name(data: Mapping[str, Any], field: str) -> str:
    value = data.get(field)
    name = clean_name(value) if isinstance(value, str) else ""
    if not name:
        raise ValueError(f"a correction without {field}")
    return name
