"""The frame vocabulary: the few words a worded sentence may hold that its lines do not, and words that must be kept.

Generic English: no name and no phrase of any particular text belongs here.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

Person: TypeAlias = Literal["I", "you", "we", "he", "she", "they"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FREE = _words(
    """
    a an the am is are was were be been being has have had having do does did done doing of to in on at it its itself
    this that these those there who whom whose which what whether and but s re ve m
    """
)
"""Words that say nothing of their own: a sentence may add them and leave them out."""

SKIPPABLE = _words("so then now too also just very well oh ah yes please even still here quite rather")
"""Words that a sentence may leave out, and may not add."""

KEPT_ADVERBS = _words(
    """
    nearly hardly scarcely barely only rarely probably possibly supposedly allegedly falsely apparently seemingly
    reportedly partly mostly early likely unlikely daily weekly yearly family fly reply rely july ally belly jelly lily
    apply supply imply comply multiply holy ugly lonely lovely silly bully rally tally friendly deadly
    """
)
"""Words in -ly that change a claim, or are no adverbs; every other may be left out."""

CANON = {
    "n't": "not", "ca": "can", "could": "can", "wo": "will", "would": "will", "sha": "will", "shall": "will",
    "ll": "will", "might": "may", "ought": "should", "till": "until",
}  # fmt: skip
"""Forms that reported speech exchanges ("I shall" becomes "he would"), each with the one it is compared by."""

QUALIFIERS = _words(
    """
    not no never none nobody nothing nowhere neither nor without will can may must should only nearly almost hardly
    scarcely barely perhaps maybe
    """
)
"""Words over whose clause nothing may be cut off: "never walked" does not follow from "never walked to the edge"."""

SUSPENDING = _words(
    """
    if unless except until suppose supposing think believe guess imagine dream pretend claim swear wish hope
    fear doubt deny seem say tell
    """
)
"""Words that take the rest of their sentence out of what is claimed: none may be left outside of what is taken."""

STARTING = _words("and but because so though although")
SUBORDINATE = _words("because when while where before after until since if unless how why")
PREPOSITIONS = _words(
    """
    in on at from by for with into onto under over after before through across along behind beside between against
    during inside outside toward towards upon among around near past beyond
    """
)
ENDING = STARTING | SUBORDINATE | PREPOSITIONS | {"who", "which"}
"""Words before which a claim without qualifiers may be cut off."""

SAYING = {
    form: base
    for base, forms in (
        ("say", "says said"),
        ("tell", "tells told"),
        ("ask", "asks asked"),
        ("answer", "answers answered"),
        ("reply", "replies replied"),
    )
    for form in forms.split()
}
"""Verbs that report speech and claim nothing else; "admits" or "lies" would."""

ADDRESSING = frozenset({"tell", "ask", "answer"})
"""Reporting verbs whose object is who is spoken to."""

_PERSONS: tuple[tuple[Person, str], ...] = (
    ("I", "i me my mine myself"),
    ("you", "you your yours yourself yourselves"),
    ("we", "we us our ours ourselves"),
    ("he", "he him his himself"),
    ("she", "she her hers herself"),
    ("they", "they them their theirs themselves"),
)
PRONOUNS = {form: person for person, forms in _PERSONS for form in forms.split()}

SOMEBODY = frozenset({"somebody", "someone"})
"""How a speaker is named whom nobody could find."""
