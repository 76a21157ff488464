"""Tags and beats: the clause beside a quotation that says who speaks, and the subjects of the sentences around it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from lore.attribution.lexicon import SPEECH_VERBS, SURE_VERBS
from lore.attribution.text import first_sentence, last_sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lore.attribution.mentions import Mention
    from lore.attribution.text import Turn
    from lore.values import Span

TagForm: TypeAlias = Literal["inverted", "normal", "before", "colon", "ahead", "lead", "hint", "asked", "beside"]
"""Where a tag stands: after the words (`said Ann`, `Ann said`), before them, or in the paragraph before.

`ahead` closes that paragraph with a colon, `lead` with a comma, `hint` with a full stop; `asked` is a question told
there, whose answer is most often somebody else's; `beside` is a hint or a question in the paragraph of another speech.
"""

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_JOINT = re.compile(r"\s+(?:(?:the|a|an|old|young|little|poor|dear|good)\s+){0,2}")
_SIDE = frozenset(
    (
        "as",
        "at",
        "while",
        "when",
        "for",
        "until",
        "with",
        "whereupon",
        "which",
        "because",
        "so",
        "but",
        "upon",
        "though",
        "before",
        "after",
        "once",
        "since",
        "till",
        "where",
        "if",
        "unless",
        "whose",
    )
)
_FAR = 14
"""A verb of speech further than this many words from the quotation is no tag."""
_WHO = re.compile(r"\bwho\b(?:,[^,.]{1,50},)?\s+(?:\w+\s+){0,3}$")
_OPENS = SURE_VERBS | {"begun", "spoke", "speaking", "resumed", "proceeded", "spoken", "burst", "broke"}
"""Verbs that may close the sentence before a speech with a full stop: `Then Ann began again.`"""
_ASKS = frozenset(("asked", "inquired", "enquired", "begged", "demanded", "questioned", "wondered"))
_OPEN_VERB = re.compile(
    r"[\s,)*_—–-]*(?:[a-z]+ly\s+)?(?:[a-z]{2,}ed|said|came|put|broke|burst|struck|went|spoke|flung|sang|rang)"
    r"(?:\s+(?:in|out|on|up|forth|back|again))?(?=\s)"
)
"""Any past form between a quotation and a name: `"Yes," assented Ann`."""
_BY_NOUN = re.compile(r"(?:[’']s?|\b)\s+(?!own\b)[a-z]+")
"""What follows the owner of what was said: `"Yes," was Ann's only reply`."""
_ACCORDING = re.compile(r"[\s,)*_—–-]*according to\s+$")
_IS = re.compile(r"[\s,)*_—–-]*(?:was|is|were|came|had been)\s+(?:all\s+)?$")
_NO_VERB = re.compile(r"(?:\bnot|n[’']t|\bnever|\bno|\ban?|\bthe|\bany|\bhis|\bher|\btheir|\bof|\bin|\bcould)\s+$")
_SILENT = re.compile(r"\s+(?:nothing|no more|not a word|no word)\b")
"""What before or after a verb of speech shows that nobody speaks: `made no answer`, `said nothing`."""
_TAIL = 4
"""So many words may stand between a sure verb of speech and the quotation it opens."""
_TO = re.compile(
    r"\b(?:to|at|asked|told|answered|begged|assured|reminded|informed|warned|bade|urged|implored|interrupted|corrected|addressed"
    r"|(?:called|cried|shouted)\s+after)\s+(?:the\s+)?$"
)


@dataclass(frozen=True, slots=True)
class Tag:
    """A clause that names a speaker: who, by which verb, in which form, and to whom.

    `sure` is false where the stops allow another reading, as in `"Yes." Ann said nothing.`
    """

    mention: Mention
    verb: str
    form: TagForm
    span: Span
    sure: bool
    to: Mention | None = None

    @property
    def grade(self) -> str:
        """How much the tag says: tag, weak, or the form of what stands in the paragraph before."""
        if self.form in ("hint", "asked", "beside"):
            return self.form
        return "tag" if self.sure else "weak"


def find_tags(source: str, turn: Turn, mentions: Sequence[Mention], told: Sequence[Mention]) -> list[Tag]:
    """Return the tags of a turn, the surest first.

    `mentions` are those of the turn's own narration in order, `told` those of the paragraph before it.
    """
    tags: list[Tag] = []
    for quotation, piece in zip(turn.quotations, [*turn.between, turn.after], strict=True):
        tag = tag_after(source, quotation.end, piece, mentions)
        if tag:
            tags.append(tag)
    for piece in [turn.before, *turn.between]:
        tag = tag_before(source, piece, mentions)
        if tag:
            tags.append(tag)
    lead = _lead(source, turn.lead, told, told_apart=bool(turn.gap)) if turn.lead else None
    return sorted([*tags, lead] if lead else tags, key=_rank)


def _lead(source: str, piece: Span, told: Sequence[Mention], *, told_apart: bool) -> Tag | None:
    """Return the tag that closes the paragraph before: `Ann rose and said:`, or less surely one with a full stop.

    `told_apart` says that the paragraph is narration alone, and not the end of the speech before.
    """
    tag = tag_before(source, piece, told, strict=True)
    if tag:
        return replace(tag, form="ahead" if source[: piece[1]].rstrip().endswith(":") and tag.verb else "lead")
    start, end = last_sentence(source, *piece)
    if start == piece[0] and not source[start:end].lstrip(" -—–")[:1].isupper():
        return None  # the tag of the speech before
    near = [mention for mention in told if start <= mention.start < end]
    for word in _WORD.finditer(source, start, end) if near else ():
        verb = word.group().lower()
        if verb in _OPENS:
            subject = _subject_before(source, near, word.span())
            if subject:
                form: TagForm = "beside" if not told_apart else "asked" if verb in _ASKS else "hint"
                return Tag(subject, verb, form, (start, end), sure=False)
    return None


def _rank(tag: Tag) -> tuple[bool, bool, bool, bool]:
    return (
        tag.form in ("lead", "hint", "asked", "beside"),
        not tag.sure,
        tag.mention.kind != "name" and tag.form in ("before", "colon"),
        tag.verb not in SURE_VERBS,
    )


def tag_after(source: str, quote_end: int, piece: Span, mentions: Sequence[Mention]) -> Tag | None:
    """Return the tag that stands in a piece of narration after a quotation, or None."""
    if piece[1] - piece[0] < 4:  # noqa: PLR2004 - too short for a subject and a verb
        return None
    start, end = first_sentence(source, *piece)
    near = [mention for mention in mentions if start <= mention.start < end]
    if not near:
        return None
    open_tag = _open(source, quote_end, (start, end), near)
    if open_tag:
        return open_tag
    verbs = _verbs(source, start, end)
    for verb in verbs[:3]:
        tag = _normal(source, verb, near, start) or _inverted(source, verb, near)
        if tag:
            mention, form = tag
            stop = source[quote_end - 1]
            head = source[start:end].lstrip(" ,)\n*_—–-")[:1]
            head_words = source[start:end].lstrip(" ,)\n*_—–-").split(None, 1)
            side = bool(head_words) and head_words[0] in _SIDE
            sure = (
                not side
                and stop != "."
                and (
                    form == "inverted"
                    or head.islower()
                    or stop == ","
                    or mention.kind != "pronoun"
                    or mention.word == "i"
                )
            )
            return Tag(
                mention,
                source[verb[0] : verb[1]].lower(),
                form,
                (start, end),
                sure,
                _addressee(source, verb, mention, near),
            )
    return None


def _open(source: str, quote_end: int, sentence: Span, near: Sequence[Mention]) -> Tag | None:
    """Return the tag of a verb no list holds, or of a noun: `"Yes," assented Ann`, `"Yes," was Ann's reply`."""
    first = near[0]
    gap = source[sentence[0] : first.start]
    sure = source[quote_end - 1] != "."
    if _ACCORDING.fullmatch(gap):
        return Tag(first, "according", "inverted", sentence, sure)
    if first.role == "p" or first.word == "her":
        if _IS.fullmatch(gap) and _BY_NOUN.match(source, first.end, sentence[1]):
            return Tag(first, "was", "inverted", sentence, sure=True)
        if first.kind != "pronoun" and _OPEN_VERB.match(gap) and source[first.end + 2 : first.end + 8] == " voice":
            return Tag(first, "voice", "inverted", sentence, sure)
        return None
    verb = _OPEN_VERB.match(gap)
    if verb and first.role == "s" and first.kind != "pronoun" and _JOINT.fullmatch(gap, verb.end()):
        to = _addressee(source, (sentence[0], first.start), first, near)
        return Tag(first, gap[: verb.end()].split()[-1], "inverted", sentence, sure, to)
    return None


def _verbs(source: str, start: int, end: int) -> list[Span]:
    words = [match.span() for _, match in zip(range(_FAR), _WORD.finditer(source, start, end), strict=False)]
    return [
        span
        for span in words
        if source[span[0] : span[1]].lower() in SPEECH_VERBS
        and not _NO_VERB.search(source, max(start, span[0] - 12), span[0])
        and not _SILENT.match(source, span[1], end)
    ]


def _normal(source: str, verb: Span, near: Sequence[Mention], start: int) -> tuple[Mention, TagForm] | None:
    before = [mention for mention in near if mention.end <= verb[0] and mention.role == "s"]
    if not before:
        return None
    if _WHO.search(source, max(start, verb[0] - 80), verb[0]):
        return _before_who(source, near, verb), "normal"
    if source[verb[0] : verb[1]] in ("say", "ask", "answer", "cry", "reply"):
        return before[-1], "normal"
    return before[0], "normal"


def _before_who(source: str, near: Sequence[Mention], verb: Span) -> Mention:
    """Return whom a relative `who` before a verb stands for: the last one mentioned before it."""
    who = source.rfind("who", near[0].start, verb[0])
    before = [mention for mention in near if mention.end <= who]
    return before[-1] if before else near[0]


def _inverted(source: str, verb: Span, near: Iterable[Mention]) -> tuple[Mention, TagForm] | None:
    for mention in near:
        if mention.start > verb[1] and _JOINT.fullmatch(source, verb[1], mention.start) and mention.role != "p":
            return mention, "inverted"
    return None


def _addressee(source: str, verb: Span, subject: Mention, near: Iterable[Mention]) -> Mention | None:
    for mention in near:
        if (
            mention.start >= verb[1]
            and mention != subject
            and _TO.search(source, max(verb[0], mention.start - 16), mention.start)
        ):
            return mention
    return None


def tag_before(source: str, piece: Span, mentions: Sequence[Mention], *, strict: bool = False) -> Tag | None:
    """Return the tag that opens a quotation; unless `strict` a few words may stand between its verb and the marks."""
    start, end = piece
    while end > start and source[end - 1].isspace():
        end -= 1
    if end - start < 4:  # noqa: PLR2004 - too short for a subject and a verb
        return None
    start, end = last_sentence(source, start, end)
    near = [mention for mention in mentions if start <= mention.start < end]
    if not near:
        return None
    stop = source[end - 1]
    words = [match.span() for match in _WORD.finditer(source, start, end)]
    verbs = [span for span in words if source[span[0] : span[1]].lower() in SPEECH_VERBS]
    if not (stop in ",:—" or _runs_into(source, verbs, words, end, tail=0 if strict else _TAIL)):
        return None
    for verb in reversed(verbs):
        subject = _subject_before(source, near, verb) or _inverted_subject(source, verb, near)
        if subject:
            to = _addressee(source, verb, subject, near)
            return Tag(subject, source[verb[0] : verb[1]].lower(), "before", (start, end), sure=True, to=to)
    subjects = [mention for mention in near if mention.role == "s"]
    if stop == ":" and subjects:
        return Tag(subjects[0], "", "colon", (start, end), sure=False)
    return None


def _runs_into(source: str, verbs: Sequence[Span], words: Sequence[Span], end: int, *, tail: int) -> bool:
    """Tell whether a verb of speech runs into the quotation without a stop: `Ann said severely "Who is this?"`."""
    if not verbs or source[end - 1] in ".!?;":
        return False
    left = len(words) - 1 - words.index(verbs[-1])
    return left == 0 or (left <= tail and source[verbs[-1][0] : verbs[-1][1]].lower() in SURE_VERBS)


def _subject_before(source: str, near: Sequence[Mention], verb: Span) -> Mention | None:
    before = [mention for mention in near if mention.end <= verb[0]]
    if before and _WHO.search(source, max(near[0].start, verb[0] - 80), verb[0]):
        return _before_who(source, before, verb)
    subjects = [mention for mention in reversed(before) if mention.role == "s"]
    main = [mention for mention in subjects if not _is_aside(source, mention, verb)]
    return next(iter(main or subjects), None)


def _is_aside(source: str, mention: Mention, verb: Span) -> bool:
    """Tell whether a subject is that of a side clause that ends before a verb: `when she had done, replied`."""
    opens = _SIDE_CLAUSE.search(source, max(0, mention.start - 24), mention.start)
    return bool(opens) and "," in source[mention.end : verb[0]]


_SIDE_CLAUSE = re.compile(
    r"\b(?:what|which|whom|that|as|when|while|where|how|why|if|because|than|until|till|before|after|since|though)\s+"
    r"(?:the\s+)?$"
)


def _inverted_subject(source: str, verb: Span, near: Iterable[Mention]) -> Mention | None:
    found = _inverted(source, verb, near)
    return found[0] if found else None


def subject_of(mentions: Sequence[Mention], start: int, end: int) -> Mention | None:
    """Return the likely subject of a sentence: the first mention that is neither object nor possessor."""
    near = [mention for mention in mentions if start <= mention.start < end]
    return next((mention for mention in near if mention.role == "s"), near[0] if near else None)
