"""Words of a text: where they stand, their stems, and which of them only hold a sentence together.

Generic English only: no name and no phrase of any particular text belongs here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple


def words_in(text: str) -> tuple[str, ...]:
    """Return the words of a list written as a text."""
    return tuple(text.split())


def wordset(text: str) -> frozenset[str]:
    """Return the words of a list written as a text, as a set."""
    return frozenset(text.split())


WORD = re.compile(r"[^\W_]+?(?=n['’]t\b)|n['’]t\b|['’](?:s|re|ve|ll|d|m)\b|[^\W_]+")
"""A word, with contractions taken apart: "don't" is "do" and "n't", "Ann's" is "Ann" and "'s"."""

FUNCTION_WORDS = wordset(
    """
    a about above after again against all also am an and any are as at be because been before being below
    between both but by can could did do does doing done down during each else ever few for from further had
    has have having he her here hers herself him himself his how however i if in into is it its itself just
    let may me might more most much must my myself n't no nor not of off oh on once only onto or other our
    ours ourselves out over own please quite rather s shall she should so some still such than that the their
    theirs them themselves then there these they this those through till to too under until up upon us very
    was we well were what when where whether which while who whom whose why will with within without would yes
    yet you your yours yourself yourselves d ll m re ve t gon gonna wan wanna got gotta get gets getting
    gotten
    """
)
"""Words that carry no matter of their own."""

IRREGULAR = {
    form: base
    for base, forms in (
        line.split(":")
        for line in """
        be:was were been is are am|go:went gone goes|say:said says|tell:told|think:thought|know:knew known
        see:saw seen|take:took taken|give:gave given|come:came|find:found|leave:left|feel:felt|make:made|keep:kept
        hold:held|bring:brought|buy:bought|catch:caught|teach:taught|fight:fought|seek:sought|begin:began begun
        break:broke broken|speak:spoke spoken|steal:stole stolen|choose:chose chosen|write:wrote written
        ride:rode ridden|drive:drove driven|rise:rose risen|eat:ate eaten|fall:fell fallen|throw:threw thrown
        grow:grew grown|draw:drew drawn|fly:flew flown|blow:blew blown|show:shown|wear:wore worn|tear:tore torn
        swear:swore sworn|bear:bore borne|forget:forgot forgotten|bite:bit bitten|hide:hid hidden|lie:lay lain lying
        sit:sat|stand:stood|understand:understood|run:ran|swim:swam swum|sing:sang sung|ring:rang rung
        drink:drank drunk|sink:sank sunk|spring:sprang sprung|meet:met|lead:led|read:reads|feed:fed|sleep:slept
        weep:wept|creep:crept|sweep:swept|mean:meant|lose:lost|send:sent|spend:spent|lend:lent|build:built|bend:bent
        sell:sold|win:won|hear:heard|pay:paid|lay:laid|shoot:shot|strike:struck|stick:stuck|hang:hung|dig:dug
        become:became|die:died dying dies|marry:married marries marrying marriage|do:did done does|have:had has
        get:got gotten|wake:woke woken|shake:shook shaken|fall:fell|forgive:forgave forgiven|freeze:froze frozen
        man:men|woman:women|child:children|foot:feet|tooth:teeth|mouse:mice|goose:geese|wife:wives|knife:knives
        life:lives|leaf:leaves|wolf:wolves|thief:thieves|half:halves|people:persons person|good:better best
        bad:worse worst|arrive:arrival|decide:decision|refuse:refusal|invite:invitation|explain:explanation
        suggest:suggestion|propose:proposal proposition|apologize:apology|agree:agreement|destroy:destruction
        warn:warning|describe:description|react:reaction|respond:response|reply:replied replies|believe:belief
        advise:advice|promise:promised|die:death dead|kill:killed|live:living lived|able:ability|angry:anger angrily
        sad:sadness sadly saddened|happy:happiness happily|strong:strength|long:length|deep:depth|wide:width
        high:height|hot:heat|poor:poverty|cruel:cruelty|beautiful:beauty|weigh:weight|see:sight|fly:flight
        choose:choice|think:thought|laugh:laughter|serve:service|know:knowledge|bear:birth born|grow:growth
        """.replace("|", "\n").split("\n")
        if ":" in line
    )
    for form in forms.split()
    for base in (base.strip(),)
}
"""Forms that no ending tells: past tenses, plurals and a few nouns of action, each with its base."""

_ENDINGS = (
    ("ational", "ate"), ("fulness", "ful"), ("ousness", "ous"), ("iveness", "ive"), ("ication", "y"), ("ingly", ""),
    ("edly", ""), ("ation", ""), ("iness", "y"), ("ness", ""), ("ment", ""), ("fully", ""), ("less", ""), ("ably", ""),
    ("ibly", ""), ("able", ""), ("ible", ""), ("ally", "al"), ("ily", "y"), ("tion", "t"), ("sion", "s"), ("ing", ""),
    ("ies", "y"), ("ied", "y"), ("eed", "eed"), ("ed", ""), ("ly", ""), ("ful", ""), ("sses", "ss"), ("shes", "sh"),
    ("ches", "ch"), ("xes", "x"), ("ers", ""), ("ors", ""), ("er", ""), ("or", ""), ("ss", "ss"), ("us", "us"),
    ("s", ""),
)  # fmt: skip
_SHORTEST_STEM = 3
_VOWELS = frozenset("aeiouy")
_UNDOUBLED = frozenset("bdgmnprt")


class Word(NamedTuple):
    """A word where it stands: its lower-case form and its place in the text, end exclusive."""

    form: str
    start: int
    end: int


def words_of(text: str) -> list[Word]:
    """Return the words of a text in order, contractions taken apart, without the apostrophe that opens a clitic."""
    return [
        Word(match.group().lower().replace("’", "'").lstrip("'"), match.start(), match.end())
        for match in WORD.finditer(text)
    ]


def forms_of(text: str) -> list[str]:
    """Return the lower-case forms of a text's words, in order."""
    return [form.lower().replace("’", "'").lstrip("'") for form in WORD.findall(text)]


@lru_cache(maxsize=40_000)
def stem(form: str) -> str:
    """Return the part that the forms of one word share; a made-up string, not always a word.

    It gets wrong what only a dictionary knows: "wander" and "wand" stay apart, "universal" and "universe" do not meet.
    """
    form = IRREGULAR.get(form, form)
    if len(form) <= _SHORTEST_STEM or not form.isalpha():
        return form
    for ending, rest in _ENDINGS:
        if form.endswith(ending):
            kept = form[: len(form) - len(ending)] + rest
            if len(kept) < _SHORTEST_STEM or not _VOWELS.intersection(kept):
                continue
            return _settled(IRREGULAR.get(kept, kept))
    return _settled(form)


def _settled(form: str) -> str:
    """Return a form without what is left of its spelling: a doubled consonant, a final e, a y that became i."""
    if len(form) > _SHORTEST_STEM and form[-1] == form[-2] and form[-1] in _UNDOUBLED:
        form = form[:-1]
    if len(form) > _SHORTEST_STEM and form[-1] == "e":
        form = form[:-1]
    return form[:-1] + "i" if form[-1] == "y" and len(form) > _SHORTEST_STEM else form


def is_content(form: str) -> bool:
    """Tell whether a form carries matter of its own."""
    return form not in FUNCTION_WORDS and (len(form) > 1 or form.isdigit())
