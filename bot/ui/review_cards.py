"""The cards of a review: a doubtful line among its neighbours, why it has its speaker, and who else it might be.

A press carries the line, the place in the queue, which of the offered speakers was meant, and a digest of what was
offered: a card that was drawn before somebody else changed the line gives nobody's lines to the wrong character.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.ui.pages import MOST_CHOICES, Button, Choice, Menu, Page, plain, shorten
from lore.corrections.reviewing import likely_speakers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.texts import Say
    from lore import Line, Script

MOST_OFFERED = 4
NOBODY = 9
NEW = "new"
_AROUND = 2
_DIGITS = 10**5
_LINES = 10**7
_PLACES = 10**4
_LONGEST = 1900


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a reviewer is: the line, how many they skipped, which offer they mean, and a digest of what was offered."""

    line: int
    skipped: int = 0
    offer: int = 0
    digest: int = 0

    @property
    def packed(self) -> int:
        """The cursor as one number, as a custom id carries it."""
        return ((self.skipped * _LINES + self.line) * 10 + self.offer) * _DIGITS + self.digest

    @staticmethod
    def of(packed: int) -> Cursor:
        """Return the cursor that a number spells."""
        rest, digest = divmod(packed, _DIGITS)
        rest, offer = divmod(rest, 10)
        skipped, line = divmod(rest, _LINES)
        return Cursor(line, skipped, offer, digest)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reviewer decided last: the batch it was kept under, what to say of it, and how far its run would reach."""

    batch: int
    note: str
    run: int = 0

    def packed(self, skipped: int) -> int:
        """Return the batch with the reviewer's place, as a custom id carries them."""
        return self.batch * _PLACES + skipped

    @staticmethod
    def of(packed: int) -> tuple[int, int]:
        """Return the batch and the reviewer's place that a number spells."""
        return divmod(packed, _PLACES)


@dataclass(frozen=True, slots=True)
class Asked:
    """What members said about a line: sentences ready to be shown."""

    line: int
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """A chapter under review: its script as corrected, the queue, what members asked, and whether it is a draft.

    `proposes`: who looks may only propose.
    """

    chapter_id: int
    title: str
    script: Script
    queue: tuple[int, ...]
    asked: tuple[Asked, ...] = ()
    draft: bool = False
    proposes: bool = False


def offered(script: Script, number: int) -> tuple[str, ...]:
    """Return the speakers that a card offers for a line."""
    return likely_speakers(script, number, MOST_OFFERED)


def digest_of(script: Script, number: int) -> int:
    """Return a number that changes when the speakers offered for a line do, or who has it."""
    line = script.line(number)
    names = (line.speaker or "" if line else "", *offered(script, number))
    return _digest("\n".join(names)) % _DIGITS


def name_key(name: str) -> int:
    """Return a number for a character's name, as a custom id or a choice carries it."""
    return _digest(name)


def _digest(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=4).digest(), "big")


def review_card(review: Review, cursor: Cursor, say: Say, decision: Decision | None = None, *, note: str = "") -> Page:
    """Return the card of the line under the cursor."""
    line = review.script.lines[cursor.line - 1]
    here = replace(cursor, digest=digest_of(review.script, cursor.line))
    rows = [
        decision.note if decision else note,
        _head(review, cursor, say),
        *_context(review.script, line, say),
        *_reasons(review, line, say),
        say("review.propose" if review.proposes else "review.question"),
    ]
    menu = Menu("other", review.chapter_id, here.packed, say("review.other"), _others(review.script, line, say))
    return Page(_fitting(rows), (*_offers(review, here, say), *_controls(review, here, decision, say)), (menu,))


def _head(review: Review, cursor: Cursor, say: Say) -> str:
    title = shorten(plain(review.title), 100)
    if cursor.line not in review.queue:
        return say("review.head-line", title=title, line=cursor.line)
    place = review.queue.index(cursor.line) + 1
    return say("review.head", title=title, line=cursor.line, place=place, of=len(review.queue))


def _context(script: Script, line: Line, say: Say) -> Iterator[str]:
    for number in range(line.number - _AROUND, line.number + _AROUND + 1):
        other = script.line(number)
        if other is None:
            continue
        chosen = number == line.number
        text = plain(shorten(" ".join(other.text.split()), 500 if chosen else 140))
        if other.kind != "speech":
            yield say("review.told", line=number, text=text)
            continue
        speaker = plain(other.speaker) if other.speaker else say("review.nobody-yet")
        yield say("review.this" if chosen else "review.said", line=number, speaker=speaker, text=text)


def _reasons(review: Review, line: Line, say: Say) -> Iterator[str]:
    for asked in review.asked:
        if asked.line == line.number:
            yield from asked.texts[:3]
    if line.evidence is not None:
        yield say("review.why", why=plain(shorten(line.evidence.text, 200)))
        rivals = [plain(rival.name) for rival in line.evidence.rivals]
        if rivals:
            yield say("review.rivals", names=", ".join(rivals))
    problem = next((each for each in review.script.problems if each.line and each.line.number == line.number), None)
    if problem is not None:
        yield say("review.problem", text=plain(shorten(problem.text, 150)))


def _offers(review: Review, here: Cursor, say: Say) -> tuple[Button, ...]:
    names = offered(review.script, here.line)
    given = review.script.lines[here.line - 1].speaker
    buttons = [
        Button(
            "gives", review.chapter_id, replace(here, offer=place).packed, name, "main" if name == given else "plain"
        )
        for place, name in enumerate(names)
    ]
    return (*buttons, Button("gives", review.chapter_id, replace(here, offer=NOBODY).packed, say("button.nobody")))


def _controls(review: Review, here: Cursor, decision: Decision | None, say: Say) -> Iterator[Button]:
    if decision is not None and decision.run:
        label = say("button.whole-run", count=decision.run)
        yield Button("giverun", review.chapter_id, decision.packed(here.skipped), label)
    if decision is not None:
        yield Button("takeback", review.chapter_id, decision.packed(here.skipped), say("button.take-back"))
    yield Button("passover", review.chapter_id, here.packed, say("button.pass-over"))
    if not review.proposes:
        yield Button("characters", review.chapter_id, 0, say("button.characters"))
        yield Button("card", review.chapter_id, 0, say("button.leave-review"))


def _others(script: Script, line: Line, say: Say) -> tuple[Choice, ...]:
    listed = offered(script, line.number)
    names = [character.name for character in script.cast if character.name not in listed]
    shown = tuple(Choice(str(name_key(name)), shorten(name, 100)) for name in names[: MOST_CHOICES - 1])
    return (*shown, Choice(NEW, say("review.new")))


def done_page(review: Review, skipped: int, say: Say, decision: Decision | None = None, *, note: str = "") -> Page:
    """Return what stands at the end of the queue: what was skipped, and what comes next."""
    title = shorten(plain(review.title), 100)
    left = (
        say("review.skipped", count=skipped)
        if skipped
        else say("review.proposed-all" if review.proposes else "review.done")
    )
    buttons: list[Button] = []
    if decision is not None:
        if decision.run:
            label = say("button.whole-run", count=decision.run)
            buttons.append(Button("giverun", review.chapter_id, decision.packed(skipped), label))
        buttons.append(Button("takeback", review.chapter_id, decision.packed(skipped), say("button.take-back")))
    if skipped:
        buttons.append(Button("review", review.chapter_id, 0, say("button.look-again")))
    if not review.proposes:
        buttons.append(Button("characters", review.chapter_id, 0, say("button.characters")))
        buttons.append(Button("card", review.chapter_id, 0, say("button.leave-review")))
        if review.draft:
            buttons.append(Button("publish", review.chapter_id, 0, say("button.publish"), "good"))
    rows = [decision.note if decision else note, say("review.end", title=title), left]
    return Page(_fitting(rows), tuple(buttons))


def _fitting(rows: Sequence[str]) -> str:
    return shorten("\n".join(filter(None, rows)), _LONGEST)
