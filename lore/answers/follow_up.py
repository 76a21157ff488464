"""Follow-ups: a question that leans on the one before it ("and why?"), made whole.

Only words of the two questions are used. Whether the earlier one is still in anybody's mind is the caller's to know.
"""

from __future__ import annotations

import re

_OPENING = re.compile(r"^\s*(?:and|but|so|then|also|or)\b[\s,]*", re.IGNORECASE)
_ASKING = re.compile(
    r"^\s*(?:(?:to|by|with|for|from|about|since|until)\s+)?(?:who|whom|whose|what|which|where|when|why|how(?:\s+(?:many|much|long|often))?)\b",
    re.IGNORECASE,
)
_AUXILIARY = re.compile(r"^\s*(?:do|does|did|is|was|are|were|has|have|had|will|would|can|could)\b", re.IGNORECASE)
_POINTING = re.compile(r"\b(?:he|she|they|him|her|them|his|hers|their|theirs|it|its|that|this)\b", re.IGNORECASE)
_NAME = re.compile(r"(?<=[\w,;] )[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*")
_MOST_WORDS_LEFT = 2


def leans(question: str) -> bool:
    """Tell whether a question cannot stand alone: it opens with "and", is little more than "why?", or points back."""
    rest = _OPENING.sub("", question)
    if rest != question or _is_bare(rest):
        return bool(rest.strip())
    return _points_back(rest)


def _is_bare(rest: str) -> bool:
    """Tell whether a question is little more than the word that asks; "who is Ann?" is more."""
    left = _without_asking(rest)
    whole = bool(left) and _AUXILIARY.match(_ASKING.sub("", rest)) and not _POINTING.search(left)
    return len(left.split()) <= _MOST_WORDS_LEFT and not whole and not _NAME.search(rest)


def _points_back(rest: str) -> bool:
    return bool(_POINTING.search(rest)) and not _NAME.search(rest)


def complete(question: str, before: str) -> str:
    """Return a question made whole by the one before it; as it is where it can stand alone.

    "And why?" takes over what was asked about; "Why does he refuse?" the names of the earlier question. A pronoun that
    means somebody the earlier question did not name stays as unclear as it was.
    """
    if not before or not leans(question):
        return question
    rest = _OPENING.sub("", question).strip()
    if _is_bare(rest):
        return f"{rest.rstrip(' ?.!')} {_without_asking(before).strip()}"
    if not _points_back(rest):
        return rest
    names = " ".join(dict.fromkeys(_NAME.findall(before)))
    return f"{rest.rstrip(' ?.!')} {names}?" if names else rest


def _without_asking(question: str) -> str:
    without = _ASKING.sub("", _OPENING.sub("", question))
    return _AUXILIARY.sub("", without).strip(" ?.!")
