"""What the room hands around: lines given to the model, sentences taken from it, and why others were not."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Given:
    """One line as the model is shown it, which is all that its sentences may hold.

    `speaker` is None for narration and for speech nobody could be found for; `spoken` tells the two apart.
    """

    number: int
    text: str
    spoken: bool = False
    speaker: str | None = None
    to: str | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """Every name of the characters with the character it means; a name is told by its spelling, case included."""

    meaning: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cited:
    """A sentence that holds, with the numbers of the lines that contain it."""

    text: str
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """Sentences in place of the plain answer; each is contained in the lines it cites."""

    sentences: tuple[Cited, ...]

    @property
    def text(self) -> str:
        """The sentences as one paragraph."""
        return " ".join(each.text for each in self.sentences)

    @property
    def lines(self) -> tuple[int, ...]:
        """The numbers of all lines cited, in order, each once."""
        return tuple(sorted({number for each in self.sentences for number in each.lines}))


@dataclass(frozen=True, slots=True)
class Rejection:
    """A reply that is not used, by a short code that tells nothing of its content; `bot.model` lists the codes."""

    code: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of asking the model: a wording, or None and the code of what was in the way ("worded" otherwise)."""

    wording: Wording | None
    code: str


WORDED = "worded"
