"""Whether words give the measure that a question asks for: how long, how much, how often, how far, how old, how many.

A line with all words of "How long was Ann in the tower?" does not answer it without a time, and the line that does may
share nothing with it but the tower. English only. What it gets wrong: a measure that is another's ("nine years" of
somebody else in the right line), and one given without a word of measure ("a lifetime").
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lore.answers.question import Question

_NUMBER = (
    r"(?:\d[\d,.]*|(?:(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?|(?:thir|four|fif|six|seven|eigh|nine)teen|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred|thousand|million|half|quarter)s?)"
)
_SOME = rf"(?:{_NUMBER}|an?|several|some|(?:a )?few|many|couple|all|whole|\w+th|these|those)"
_TIME = (
    r"(?:second|minute|hour|day|night|evening|morning|afternoon|week|weekend|fortnight|month|year|decade|centur\w+|"
    r"summer|winter|spring|autumn|term|season|age|moment|while|time)"
)
_UNIT = r"(?:second|minute|hour|day|night|week|weekend|fortnight|month|year|decade|centur\w+|summer|winter|term)"
_WAY = r"(?:mile|yard|foot|feet|inch\w*|met(?:er|re)|kilomet\w+|league|block|stop|step|pace|fathom|street|door|floor)"
_MONEY = (
    r"(?:shilling|penn(?:y|ies)|pence|pound|guinea|crown|coin|dollar|cent|euro|florin|sovereign|franc|mark|ducat|"
    r"thaler|rouble|credit|gold|silver|copper|farthing|sixpence|tuppence|threepence|per ?cent|grand|quid|bucks?)"
)

_IS = r"(?:(?<=\w['’])(?:s|m|re)|is|am|are|was|were|be|been|being)"
_OF = r"(?:man|woman|boy|girl|child|lad|lady|maid|men|women|boys|girls|person|fellow) of(?: about| some)?"

_GIVES = {
    "long": (
        rf"{_SOME}(?:[ -]\w+){{0,3}}?[ -]{_TIME}s?|since|until|till|overnight|forever|for (?:ever|good|{_TIME}s)|"
        rf"always|never|{_TIME}s and {_TIME}s"
    ),
    "count of time": rf"{_NUMBER}(?:[ -]\w+){{0,3}}?[ -]{_UNIT}s?|an? {_UNIT}",
    "much": rf"[$£€]|{_NUMBER}|(?:an?|every|each) (?:\w+ )?{_MONEY}|{_MONEY}s|nothing|everything|all of|whole",
    "often": (
        rf"every|each|once|twice|{_NUMBER} times|(?:an?|per) {_TIME}|daily|weekly|\w+days|always|never|seldom|often"
    ),
    "far": rf"{_SOME}(?:[ -]\w+){{0,2}}?[ -](?:{_WAY}|{_TIME})s?|as far as|{_WAY}s",
    "old": (
        rf"{_NUMBER}(?:[ -]{_NUMBER})?(?:[ -]and[ -]a[ -]half)?[ -](?:years?|months?|weeks?|days?)[ -]old|years? old|"
        rf"(?:aged|age of|turn(?:ed|ing)|{_OF})[ -]{_NUMBER}(?:-\w+)?|born|birthday|"
        rf"{_IS}(?: (?:only|just|about|past|nearly|over|then|now|all of|barely|like))? (?!one\b(?!-)){_NUMBER}(?:-\w+)*"
        rf"(?=\s*$|\s*[^\w\s]|\s+(?:when|that|then|and|now|last|in|by|at|if|but|or|this|next|to|before|already)\b)"
    ),
    "many": rf"{_NUMBER}|no|none|nobody|both|several|once|twice|only an?|a single|a couple|a few|a pair",
    "other": rf"{_NUMBER}|{_WAY}s?|as \w+ as",
}
MEASURES = tuple(_GIVES)
_PATTERNS = {name: re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE) for name, words in _GIVES.items()}
_ASKED_TIME = re.compile(rf"\bhow many (?:\w+ )?{_TIME}s\b(?<!times)", re.IGNORECASE)
_ASKED = re.compile(r"\bhow (long|much|often|far|old|many|tall|big|fast|deep|high|wide|heavy)\b", re.IGNORECASE)


def measure_asked(question: Question) -> str:
    """Return what measure a question asks for ("long", "much", "many", ..., "other"), empty where it asks for none."""
    found = _ASKED.search(question.text)
    if found is None or question.kind != "how":
        return ""
    if _ASKED_TIME.search(question.text):
        return "count of time"
    return found[1].lower() if found[1].lower() in _PATTERNS else "other"


def pattern_of(measure: str) -> re.Pattern[str]:
    """Return what the words that give a measure look like."""
    return _PATTERNS[measure]


def gives_measure(text: str, measure: str) -> bool:
    """Tell whether a text gives a measure of the kind asked for."""
    return _PATTERNS[measure].search(text) is not None
