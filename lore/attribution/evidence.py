"""Why a speaker was given, in words a reader accepts: the tag, the beat, the address, or the turn that is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lore.attribution.tags import subject_of
from lore.attribution.text import first_sentence, last_sentence
from lore.values import Evidence, Rival

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lore.attribution.reading import Reading
    from lore.attribution.text import Turn
    from lore.attribution.weigh import Verdict
    from lore.values import Span

_RIVALS = 3
_LEAST = 0.02
_LONGEST = 60


class Explainer:
    """Words the evidence of a reading's turns; `line_of` gives the line number of a turn."""

    def __init__(self, reading: Reading, verdicts: Sequence[Verdict], line_of: Callable[[int], int]) -> None:
        self._reading = reading
        self._verdicts = verdicts
        self._line_of = line_of

    def explain(self, turn: Turn) -> Evidence:
        """Return the evidence of a turn with its rivals."""
        verdict = self._verdicts[turn.number]
        rule, text, span = self._reason(turn, verdict)
        people = self._reading.roster.people
        rivals = [
            Rival(people[number].name, round(share, 3)) for number, share in verdict.shares[1:] if share >= _LEAST
        ]
        return Evidence(rule, text, span, tuple(rivals[:_RIVALS]))

    def _reason(self, turn: Turn, verdict: Verdict) -> tuple[str, str, Span | None]:
        if verdict.certain and verdict.certain.rule == "nobody":
            return (
                "nobody",
                f"tag: {self._slice(verdict.certain.span)}; the text does not say who",
                verdict.certain.span,
            )
        if verdict.person is None:
            return "unresolved", "nobody is named near this line", None
        for reason in (
            self._certain,
            self._tag,
            self._beat,
            self._answer_to_address,
            self._introduced,
            self._alternation,
            self._address,
        ):
            found = reason(turn, verdict)
            if found:
                return found
        return "presence", f"{self._name(verdict)} is the likeliest of those present", None

    def _name(self, verdict: Verdict) -> str:
        return self._reading.roster.people[verdict.person or 0].name

    def _slice(self, span: Span) -> str:
        words = " ".join(self._reading.source[span[0] : span[1]].split()).strip(" ,.;:—–-")
        return words if len(words) <= _LONGEST else words[: words.rfind(" ", 0, _LONGEST)] + " …"

    def _certain(self, _turn: Turn, verdict: Verdict) -> tuple[str, str, Span | None] | None:
        certain = verdict.certain
        if certain is None or certain.person != verdict.person:
            return None
        if certain.rule == "label":
            return "label", f"label: {self._slice(certain.span)}", certain.span
        return "tag", f"tag: {self._slice(certain.span)}", certain.span

    def _tag(self, turn: Turn, verdict: Verdict) -> tuple[str, str, Span | None] | None:
        for tag in self._reading.tags[turn.number][:1]:
            words = self._slice(tag.span)
            if verdict.person in tag.mention.people or tag.mention.word == "i":
                return "tag", f"tag: {words}", tag.span
            if not tag.mention.people:
                return "pronoun", f"tag: {words}; most likely {self._name(verdict)}", tag.span
        return None

    def _beat(self, turn: Turn, verdict: Verdict) -> tuple[str, str, Span | None] | None:
        own = self._reading.own(turn)
        source = self._reading.source
        pieces = [
            last_sentence(source, *turn.before),
            *(first_sentence(source, *piece) for piece in (*turn.between, turn.after)),
        ]
        for piece in pieces:
            subject = subject_of(own, *piece)
            if subject and verdict.person in subject.people:
                return "beat", f"beat: {self._slice(piece)}", piece
        return self._lead(turn, verdict)

    def _lead(self, turn: Turn, verdict: Verdict) -> tuple[str, str, Span | None] | None:
        if not turn.gap:
            return None
        piece = last_sentence(self._reading.source, *turn.gap[-1])
        subject = subject_of(self._reading.mentions[turn.first - 1], *piece)
        if subject and verdict.person in subject.people:
            return "lead", f"the sentence before: {self._slice(piece)}", piece
        return None

    def _answer_to_address(self, turn: Turn, verdict: Verdict) -> tuple[str, str, Span | None] | None:
        if not turn.number or turn.broken:
            return None
        spoken = self._reading.spoken[turn.number - 1]
        if verdict.person in spoken.addressed:
            return (
                "answers-address",
                f"spoken to in line {self._line_of(turn.number - 1)}, and answers",
                spoken.address_span,
            )
        return None

    def _introduced(self, turn: Turn, verdict: Verdict) -> tuple[str, str, Span | None] | None:
        if verdict.person in self._reading.spoken[turn.number].introduced:
            return "introduction", f"gives the name {self._name(verdict)}", None
        return None

    def _alternation(self, turn: Turn, verdict: Verdict) -> tuple[str, str, Span | None] | None:
        number = turn.number
        if not number or turn.broken:
            return None
        before = self._verdicts[number - 1].person
        if number > 1 and self._verdicts[number - 2].person == verdict.person != before:
            return "alternation", f"answers line {self._line_of(number - 1)}, taking turns", None
        if before == verdict.person:
            return "continues", f"goes on from line {self._line_of(number - 1)}", None
        return None

    def _address(self, turn: Turn, _verdict: Verdict) -> tuple[str, str, Span | None] | None:
        spoken = self._reading.spoken[turn.number]
        if not spoken.addressed or spoken.address_span is None:
            return None
        other = self._reading.roster.people[spoken.addressed[0]].name
        return "address", f"spoken to {other}, so not {other}", spoken.address_span
