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
    gotten ca wo ai sha someone somebody something anyone anybody anything less
    """
)
"""Words that carry no matter of their own."""

IRREGULAR = {
    form: base
    for base, forms in (
        line.split(":")
        for line in """
        be:was were been is are am|go:went gone goes|say:said says|tell:told|think:thought|know:knew known
        see:saw seen seeing|take:took taken|give:gave given|come:came|find:found|leave:left|feel:felt|make:made
        keep:kept|hold:held|bring:brought|buy:bought|catch:caught|teach:taught|fight:fought|seek:sought
        begin:began begun|break:broke broken|speak:spoke spoken|steal:stole stolen|choose:chose chosen
        write:wrote written|ride:rode ridden|drive:drove driven|rise:rose risen|eat:ate eaten|fall:fell fallen
        throw:threw thrown|grow:grew grown|draw:drew drawn|fly:flew flown|blow:blew blown|show:shown|wear:wore worn
        tear:tore torn
        swear:swore sworn|bear:bore borne|forget:forgot forgotten|bite:bit bitten|hide:hid hidden|lie:lay lain lying
        sit:sat|stand:stood|understand:understood|run:ran|swim:swam swum|sing:sang sung|ring:rang rung
        drink:drank drunk|sink:sank sunk|spring:sprang sprung|meet:met|lead:led|read:reads|feed:fed|sleep:slept
        weep:wept|creep:crept|sweep:swept|mean:meant|lose:lost|send:sent|spend:spent|lend:lent|build:built|bend:bent
        sell:sold|win:won|hear:heard|pay:paid|lay:laid|shoot:shot|strike:struck|stick:stuck|hang:hung|dig:dug
        become:became|die:died dying dies|marry:married marries marrying marriage|do:did done does|have:had has
        get:got gotten|wake:woke woken|shake:shook shaken|fall:fell|forgive:forgave forgiven|freeze:froze frozen
        man:men|woman:women|child:children|foot:feet|tooth:teeth|mouse:mice|goose:geese|wife:wives|knife:knives
        wolf:wolves|steal:thieves|half:halves|people:persons person|good:better best
        bad:worse worst|arrive:arrival|decide:decision|refuse:refusal|invite:invitation|explain:explanation
        suggest:suggestion|propose:proposal proposition|apologize:apology|agree:agreement|destroy:destruction
        warn:warning|describe:description|react:reaction|respond:response|reply:replied replies|believe:belief
        advise:advice|promise:promised|die:death dead|kill:killed|live:living lived|able:ability|angry:anger angrily
        sad:sadness sadly saddened|happy:happiness happily|strong:strength|long:length|deep:depth|wide:width
        high:height|hot:heat|poor:poverty|cruel:cruelty|beautiful:beauty|weigh:weight|see:sight|fly:flight
        choose:choice|think:thought|laugh:laughter|serve:service|know:knowledge|bear:birth born|grow:growth
        use:used using user|lie:lied|tie:tied tying ties|owe:owed owing owes|age:aged aging|eye:eyed|agree:agreed
        free:freed freedom|flee:fled|beat:beaten|bind:bound|bleed:bled|burn:burnt|cling:clung|deal:dealt|dream:dreamt
        fling:flung|forbid:forbade forbidden|kneel:knelt|lean:leant|leap:leapt|learn:learnt|light:lit
        mistake:mistook mistaken|overcome:overcame|shine:shone|shrink:shrank shrunk|smell:smelt|spell:spelt
        spill:spilt|spin:spun|spit:spat|spoil:spoilt|sting:stung|swell:swollen|swing:swung|tread:trod trodden
        undo:undid undone|weave:wove woven|withdraw:withdrew withdrawn|bid:bade|slay:slew slain|overhear:overheard
        stride:strode|wake:awoke awoken awaking awakes|arise:arose arisen arising|dwell:dwelt|behold:beheld
        befall:befell befallen|strive:strove striven|pregnant:pregnancy|jealous:jealousy|lonely:loneliness|proud:pride
        ashamed:shame|guilty:guilt|honest:honesty|true:truth|wise:wisdom|safe:safety|brave:bravery|silent:silence
        prove:proof|lose:loss|speak:speech|sing:song|depart:departure|discover:discovery|intend:intention
        permit:permission|suspect:suspicion suspicious|fail:failure|warm:warmth|healthy:health|wealthy:wealth
        hungry:hunger|thirsty:thirst|anxious:anxiety|curious:curiosity|different:difference|absent:absence
        important:importance|innocent:innocence|obey:obedience|disobey:disobedience|betray:betrayal|approve:approval
        deny:denial|bury:burial|friend:friendship|child:childhood|magic:magical|music:musical|royal:royalty
        wood:wooden|gold:golden|rob:robbery|steal:theft thief|lie:liar|greedy:greed|lucky:luck|sleep:asleep sleepy
        life:lives|live:alive|wake:awake|relieve:relief|grieve:grief|threaten:threat|terrify:terror|frighten:fright
        bored:boredom
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
_INFLECTIONS = frozenset({"ing", "ies", "ied", "ed", "s", "sses", "shes", "ches", "xes"})
"""Endings after which another may stand: "answered" is "answer" first, and shares the stem of that."""
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
    ending, kept = _stripped(form)
    if ending in _INFLECTIONS:
        kept = _stripped(_undoubled(kept), inner=True)[1]
    return _settled(kept)


def _stripped(form: str, *, inner: bool = False) -> tuple[str, str]:
    """Return the ending that a form loses, empty where it loses none, and what is left of it.

    `inner` tells that an ending was lost already, and that a last "s" is the word's own.
    """
    for ending, rest in _ENDINGS:
        if form.endswith(ending) and not (inner and ending == "s"):
            kept = form[: len(form) - len(ending)] + rest
            if len(kept) >= _SHORTEST_STEM and _VOWELS.intersection(kept):
                return ending, IRREGULAR.get(kept, kept)
    return "", form


def _settled(form: str) -> str:
    """Return a form without what is left of its spelling: a doubled consonant, a final e, a y that became i."""
    form = _undoubled(form)
    if len(form) > _SHORTEST_STEM and form[-1] == "e":
        form = form[:-1]
    return form[:-1] + "i" if form[-1] == "y" and len(form) > _SHORTEST_STEM else form


def _undoubled(form: str) -> str:
    doubled = len(form) > _SHORTEST_STEM and form[-1] == form[-2] and form[-1] in _UNDOUBLED
    return form[:-1] if doubled else form


def is_content(form: str) -> bool:
    """Tell whether a form carries matter of its own."""
    return form not in FUNCTION_WORDS and (len(form) > 1 or form.isdigit())
