"""What can be said of a line as the answer to a question, in figures.

`vector` gives one figure for each of `NAMES`; which of them matter for which kind of question, and how much, is fitted
and stands in `lore.answers.weights`. Nothing here decides.
"""

from __future__ import annotations

from itertools import pairwise
from math import log
from typing import TYPE_CHECKING

from lore.answers.nearness import scattered
from lore.search.index import body
from lore.search.words import stem, words_in, wordset

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lore.answers.matter import Matter
    from lore.answers.portraits import Portrait
    from lore.search.index import Entry, Index

NAMES = words_in(
    """
    cover cover2 ranked cover_best ranked_best top share pairs kin kin_best prev prev_asked prev2 next near
    reply scene subject_speaks object_speaks any_speaks other_speaks none_speaks to_named to_subject
    subject_prev object_prev subject_next names_text names_all names_gone strange strange_near narration
    heading first opening early asks size bare tiny number time place cause feeling quote proper i you
    i_subject i_other you_object you_subject cover_narration cover_size cover_subject cover_other cover_asks
    spoken_subject spoken_prev names_narration fresh number_asked addressed_subject cover_opening
    first_narration near_opening
    depth rival plain plain_prev names_prev verb verb_prev
    aside aside_prev aside_next main_aside after_prev happens_prev replied
    here here_ranked here_prev here_narration feels_told feels_prev speech_told
    scattered scattered_here
    debut debut_own debut_named debut_beside debut_asked debut_share debut_narrated debut_first debut_pair
    """
)

_CLUES = tuple(
    frozenset(stem(form) for form in forms.split())
    for forms in (
        """now today tonight tomorrow yesterday morning afternoon evening night day week month year hour minute
        second moment time ago later soon monday tuesday wednesday thursday friday saturday sunday noon midnight
        summer winter spring autumn birthday christmas""",
        """room house home kitchen door street table floor downstairs upstairs bed office hospital bar school town
        city apartment place castle forest road scene""",
        "reason want need afraid cause",
        """happy sad angry glad afraid sorry love hate excited nervous feel scared upset mad tired
        surprised embarrassed ashamed proud jealous lonely great fine terrible awful""",
        """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
        eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million half dozen
        couple""",
    )
)
_TIME, _PLACE, _CAUSE, _FEELING, _NUMBER = _CLUES
_TIME_FORMS = wordset("when while after before during until once")
_PLACE_FORMS = wordset("in at on into from under over here there through onto")
_CAUSE_FORMS = wordset("because so for if")
_FIRST_PERSON = wordset("i me my mine myself we us our")
_SECOND_PERSON = wordset("you your yours yourself")
_HOLLOW, _SHORT = 3, 1


def vector(matter: Matter, place: int, portraits: Mapping[str, Portrait]) -> list[float]:
    """Return the figures of the line at a place, in the order of `NAMES`, most of them from 0 to 1.

    `portraits` are those of the question (see `lore.answers.portraits`), empty where it asks for nobody.
    """
    entry = matter.index.entries[place]
    words = _words(matter, place, entry)
    around = _around(matter, place, entry)
    people = _people(matter, place, entry)
    traits = _traits(matter.index, place)
    crossed = _crossed(matter, entry, words, around, people, traits)
    wider = _wider(matter, place, entry)
    return [*words, *around, *people, *traits, *crossed, *wider, *_debut(matter, place, entry, portraits)]


def _words(matter: Matter, place: int, entry: Entry) -> list[float]:
    """Return what the line's own words say."""
    mask = matter.own.get(place, 0)
    cover, ranked = matter.worth(mask), matter.ranked(place)
    kin = matter.worth(matter.kin.get(place, 0) & ~mask)
    terms = matter.question.terms
    top = max((weight for bit, weight in enumerate(matter.weights) if mask >> bit & 1), default=0.0)
    pairs = matter.question.pairs
    met = sum(pair in pairs for pair in pairwise(entry.stems)) if mask else 0
    return [
        cover,
        cover * cover,
        ranked,
        cover / matter.best if matter.best else 0.0,
        ranked / matter.best_ranked if matter.best_ranked else 0.0,
        top / 9,
        mask.bit_count() / len(terms) if terms else 0.0,
        min(met, 3) / 3,
        kin,
        (cover + kin) / matter.best_kin if matter.best_kin else 0.0,
    ]


def _around(matter: Matter, place: int, entry: Entry) -> list[float]:
    """Return what the lines about it say, of the terms that its own words lack."""
    own, kin, opening = matter.own, matter.kin, entry.opening
    mine = own.get(place, 0)
    prev = own.get(place - 1, 0) if place > opening else 0
    prev2 = own.get(place - 2, 0) if place - 1 > opening else 0
    next_ = own.get(place + 1, 0)
    near = 0
    for other in range(max(opening, place - 4), min(matter.ceiling, place + 4)):
        near |= own.get(other, 0)
    asked = place > opening and _asks(matter.index, place - 1) and _may_ask(matter, place - 1)
    before = matter.worth(prev & ~mine)
    kin_prev = matter.worth(kin.get(place - 1, 0) & ~mine & ~prev) if place > opening else 0.0
    return [
        before,
        before if asked else 0.0,
        matter.worth(prev2 & ~mine & ~prev),
        matter.worth(next_ & ~mine & ~prev),
        matter.worth(near & ~mine & ~prev & ~next_ & ~prev2),
        float(asked),
        kin_prev,
    ]


def _people(matter: Matter, place: int, entry: Entry) -> list[float]:
    """Return what the people say: who speaks, to whom, and who is named."""
    question, entries = matter.question, matter.index.entries
    speaker, named = entry.line.speaker, matter.named.get(place, 0)
    prev = entries[place - 1].line.speaker if place > entry.opening else None
    next_ = entries[place + 1].line.speaker if place + 1 < matter.ceiling else None
    to = entry.line.to or (prev if prev != speaker else None)
    subject, objects, names, told_of = question.subject, question.objects, question.names, question.people
    groups = len(names)
    told = named.bit_count() / groups if groups else 0.0
    here, is_among = {speaker, to}, matter.index.is_among
    everybody = sum(bool(named >> bit & 1) or is_among(name, here) for bit, name in enumerate(names))
    strange = len(question.strangers)
    around = 0
    for other in range(max(entry.opening, place - 2), min(matter.ceiling, place + 3)):
        around |= matter.strange.get(other, 0)
    return [
        float(speaker in subject),
        float(speaker in objects),
        float(speaker in told_of),
        float(speaker is not None and groups > 0 and speaker not in told_of),
        float(speaker is None and groups > 0),
        float(to in told_of),
        float(to in subject),
        float(prev in subject),
        float(prev in objects),
        float(next_ in subject),
        told,
        everybody / groups if groups else 0.0,
        float(groups > 0 and not everybody),
        matter.strange.get(place, 0).bit_count() / strange if strange else 0.0,
        around.bit_count() / strange if strange else 0.0,
    ]


def _traits(index: Index, place: int) -> tuple[float, ...]:
    """Return what the line is like, whatever is asked; kept, since it never changes."""
    found = index.traits.get(place)
    if found is None:
        found = index.traits[place] = _looked_at(index, place)
    return found


def _looked_at(index: Index, place: int) -> tuple[float, ...]:
    entry = index.entries[place]
    text, stems, forms = body(entry.script, entry.line), set(entry.stems), entry.forms
    heading = entry.line.kind == "heading"
    return (
        float(entry.line.speaker is None),
        float(heading),
        float(entry.line.number == 1 and not heading),
        float(place == entry.opening and not heading),
        0.0 if heading else 1 / (1 + place - entry.opening),
        float(is_question(entry)),
        min(log(1 + entry.size) / 4, 1.5),
        float(len(entry.stems) <= _HOLLOW),
        float(len(entry.stems) <= _SHORT),
        float(any(each.isdigit() for each in stems) or not _NUMBER.isdisjoint(stems)),
        float(not _TIME.isdisjoint(stems)) + 0.5 * (not _TIME_FORMS.isdisjoint(forms)),
        float(not _PLACE.isdisjoint(stems)) + 0.5 * (not _PLACE_FORMS.isdisjoint(forms)),
        float("because" in forms) + 0.5 * (not _CAUSE.isdisjoint(stems)) + 0.25 * (not _CAUSE_FORMS.isdisjoint(forms)),
        float(not _FEELING.isdisjoint(stems)),
        float('"' in text or "“" in text),
        float(_inner_capitals(text) > 0),
        float(not _FIRST_PERSON.isdisjoint(forms)),
        float(not _SECOND_PERSON.isdisjoint(forms)),
    )


def is_question(entry: Entry) -> bool:
    """Tell whether a line ends by asking."""
    return entry.line.text.rstrip(" \"'”’").endswith("?")


def _inner_capitals(text: str) -> int:
    """Return how many words inside a sentence begin with a capital."""
    words = text.split()
    return sum(word[0].isupper() and len(word) > 1 and before[-1] not in '.!?"“:' for before, word in pairwise(words))


def _may_ask(matter: Matter, place: int) -> bool:
    """Tell whether a line that asks may ask what the question does: a reply to "why" does not tell where."""
    asking = _TELLING & matter.index.entries[place].forms
    return not asking or matter.question.kind in asking or matter.question.kind not in _TELLING


_TELLING = frozenset({"where", "when", "why", "how"})


def _asks(index: Index, place: int) -> bool:
    return _traits(index, place)[5] > 0


def _crossed(
    matter: Matter,
    entry: Entry,
    words: list[float],
    around: list[float],
    people: list[float],
    traits: tuple[float, ...],
) -> list[float]:
    """Return products of the above that say more than their parts."""
    question = matter.question
    cover, before, near = words[0], around[0], around[4]
    subject, other = people[0], people[3]
    narration, asks, size = traits[0], traits[5], traits[6]
    first_person, second_person = traits[16], traits[17]
    known = question.name_stems.union(question.terms)
    fresh = sum(each not in known for each in entry.stems)
    return [
        first_person * subject,
        first_person * other,
        second_person * people[5],
        second_person * people[6],
        cover * narration,
        cover * size,
        cover * subject,
        cover * other,
        cover * asks,
        subject * question.spoken,
        before * subject,
        people[10] * narration,
        min(fresh, 10) / 10,
        question.number * traits[9],
        question.addressed * subject * people[5],
        cover * traits[3],
        traits[2] * narration,
        near * traits[3],
    ]


def _wider(matter: Matter, place: int, entry: Entry) -> list[float]:
    """Return how the line compares with others, and what it has of the question's verb and of its telling words."""
    inside = place > entry.opening
    mask = matter.own.get(place, 0)
    prev = matter.own.get(place - 1, 0) if inside else 0
    named_prev = matter.named.get(place - 1, 0) if inside else 0
    groups = len(matter.question.names)
    cover = matter.worth(mask)
    return [
        (place - entry.opening) / max(1, matter.ceiling),
        1 / (1 + matter.better(cover)) if cover else 0.0,
        matter.plain(mask),
        matter.plain(prev & ~mask),
        named_prev.bit_count() / groups if groups else 0.0,
        float(bool(mask & matter.verb)),
        float(bool(prev & matter.verb)),
        *_aside(matter, place, mask, prev),
        *_here(matter, place, mask, prev),
        *(scattered(matter, place) if entry.line.speaker is None else (0.0, 0.0)),
    ]


def _here(matter: Matter, place: int, mask: int, prev: int) -> list[float]:
    """Return what the line has, by how telling words are among the lines at hand, and of feelings and speech."""
    here, entry, traits = matter.here, matter.index.entries[place], _traits(matter.index, place)
    share = here.share(mask)
    feels = "feel" in matter.question.terms
    return [
        share,
        share / (0.5 + 0.5 * entry.size / max(here.usual, 4.0)),
        here.share(prev & ~mask),
        share * traits[0],
        feels * traits[13],
        feels * here.share(prev & ~mask),
        matter.question.spoken * traits[14] * share,
    ]


def _aside(matter: Matter, place: int, mask: int, prev: int) -> list[float]:
    """Return what the line and those about it have of the question's subordinate clause, and whether it is a reply."""
    question, line = matter.question, matter.index.entries[place].line
    here, before = matter.aside_of(mask), matter.aside_of(prev & ~mask)
    main = matter.worth(mask & ~matter.aside)
    return [
        here,
        before,
        matter.aside_of(matter.own.get(place + 1, 0) & ~mask),
        main * here,
        before * (question.joined in _AFTERWARDS),
        matter.worth(prev & ~mask) * ("happen" in question.terms),
        matter.worth(prev & ~mask) * (line.speaker in question.subject) * (question.verb in _REPLYING),
    ]


_AFTERWARDS = frozenset({"after", "when", "once", "because", "if"})
_REPLYING = frozenset(stem(form) for form in ("reply", "answer", "respond", "react"))


def _debut(matter: Matter, place: int, entry: Entry, portraits: Mapping[str, Portrait]) -> tuple[float, ...]:
    """Return how well the speaker fits as the person asked for, where the line is the first that they say."""
    portrait = portraits.get(entry.line.speaker or "")
    if portrait is None or portrait.debut != place or matter.index.is_prose(entry.opening, matter.ceiling):
        return _NO_DEBUT
    return (1.0, *portrait.figures, float(place - entry.opening <= 1), float(len(portraits) <= 2))  # noqa: PLR2004  a pair


_NO_DEBUT = (0.0,) * 9
