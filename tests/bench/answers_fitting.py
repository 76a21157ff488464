"""Fit the weights that the answers use: of lines, of stretches, and of how sure an answer is.

All three are linear. It needs NumPy and SciPy, which the project itself does not: make a separate environment for it.
"""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np  # a fitting tool, not a dependency
from scipy.optimize import minimize

from lore.answers import ranking
from lore.answers.choosing import NAME_FEATURE
from lore.answers.confidence import figures
from lore.answers.features import NAMES, is_question
from lore.answers.manners import manner
from lore.answers.matter import gather
from lore.answers.question import KINDS, read_question
from lore.answers.scenes import figures as scene_figures
from lore.answers.scenes import survey
from lore.answers.spans import end_features, read_line, start_features, stretch_features, stretches
from lore.search.index import body, build_index
from tests.bench.answers_data import OWN, Example, normal_words, overlap, script_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Vector: TypeAlias = "np.ndarray[Any, Any]"
LineWeights: TypeAlias = dict[str, tuple[float, ...]]

SHARED, ONE_KIND, BOTH = 5.0, 10.0, 20.0
"""How strongly weights are held to nought: those of all questions or all tales, of one kind, of one kind in tales."""
OWN_PLAYS, OWN_PROSE = 0.2, 1.0
"""How much a question about a scene of our own counts beside one of the measures, which have no prose."""
WORDLESS = 0.2
"""What is left of that where the line has no word of the question: it tells little of how lines are found by words."""
_COVER = NAMES.index("cover")
SPAN_SHARED, SPAN_OWN = 1.0, 2.0
SPAN_STEPS = 40
SHAPES = frozenset({"len", "marks", "crossed", "clause", "whole"})
"""Features of stretches weighed apart in plays and in prose, whose answers differ in length; tales have all apart."""
SEEN_IN = 4
"""A feature of stretches counts when so many questions have it."""
SAMPLE = 220
"""Stretches of a line that a fit looks at, the best aside."""
BEST = 12
SURE = 5.0
SCENE = 1.0
UNANSWERABLE_WEIGHT = 1.5
MADE_UP_WEIGHT = 0.6


def _descend(loss: Callable[[Vector], tuple[float, Vector]], start: Vector, steps: int = 300) -> Vector:
    found: Vector = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": steps}).x
    return found


def fit_lines(examples: Sequence[Example]) -> LineWeights:
    """Return line weights by kind of question, in plays and in tales: a softmax over a scene's lines, any gold right.

    They are sums of weights for all questions, for those of a kind, for those of tales or plays, and for those of both.
    """
    used = [example for example in examples if example.gold]
    tables = [np.array(list(example.vectors.values())) for example in used]
    gold = np.concatenate([[float(place in example.gold) for place in example.vectors] for example in used])
    sizes = np.array([len(table) for table in tables])
    starts, owner = np.r_[0, np.cumsum(sizes)[:-1]], np.repeat(np.arange(len(sizes)), sizes)
    whole, width = np.vstack(tables), tables[0].shape[1]
    groups = [_groups(example) for example in used]
    names = list(dict.fromkeys(name for each in groups for name in each))
    shares = {name: np.array([each.get(name, 0.0) for each in groups])[owner] for name in names}
    rows = {name: share.nonzero()[0] for name, share in shares.items()}
    parts = {name: whole[rows[name]] * shares[name][rows[name], None] for name in names}
    held = np.repeat([_held(name) for name in names], width)
    worth = np.array([_worth(example) for example in used])

    def loss(weights: Vector) -> tuple[float, Vector]:
        scores = np.zeros(len(whole))
        for name, own in zip(names, weights.reshape(-1, width), strict=True):
            scores[rows[name]] += parts[name] @ own
        _, right, slope = _softmax(scores, gold, starts, owner)
        slope *= worth[owner]
        fall = np.concatenate([parts[name].T @ slope[rows[name]] for name in names])
        return float(-worth @ np.log(right + 1e-300) + 0.5 * (held * weights**2).sum()), fall + held * weights

    found = dict(zip(names, _descend(loss, np.zeros(width * len(names))).reshape(-1, width), strict=True))
    return {name: tuple(sum(found[each] for each in added).tolist()) for name, added in _sums().items()}


def _worth(example: Example) -> float:
    """Return how much a question with an answer counts beside those of the measures."""
    if example.source != OWN:
        return 1.0
    worth = OWN_PROSE if example.index.prose else OWN_PLAYS
    return worth if any(example.vectors[place][_COVER] for place in example.gold) else worth * WORDLESS


def _groups(example: Example) -> dict[str, float]:
    """Return the names of the weights that are added up for a question, each with its share.

    Scenes of our own that stand line by line have weights beside those of the measures' scenes, so that what is
    peculiar to them does not count elsewhere; nothing uses those afterwards.
    """
    told, read = manner(example.index.entries, prose=bool(example.index.prose))
    ours = float(example.source == OWN and not read)
    shares = {"all": 1.0, "told": told, "said": 1 - told, "read": read, "ours": ours}
    return {name + after: share for name, share in shares.items() for after in ("", f" {example.kind}")}


def _sums() -> dict[str, tuple[str, ...]]:
    """Return which weights make up each row that the engine keeps."""
    found = {}
    for kind in KINDS:
        found[kind] = ("all", f"all {kind}", "said", f"said {kind}")
        found[f"{kind} told"] = ("all", f"all {kind}", "told", f"told {kind}")
        found[f"{kind} read"] = ("read", f"read {kind}")
    return found


def _held(group: str) -> float:
    """Return how strongly the weights of a group are held to nought."""
    if " " not in group:
        return SHARED
    return BOTH if group.startswith(("told ", "said ")) else ONE_KIND


def _softmax(scores: Vector, gold: Vector, starts: Vector, owner: Vector) -> tuple[Vector, Vector, Vector]:
    """Return each row's likelihood, each group's likelihood of being right, and the slope of minus its logarithm."""
    raised = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
    likely = raised / np.add.reduceat(raised, starts)[owner]
    right = np.add.reduceat(likely * gold, starts)
    return likely, right, likely - likely * gold / (right[owner] + 1e-300)


def scene_rows(scenes: Sequence[dict[str, Any]], examples: Sequence[Example]) -> dict[str, tuple[Vector, Vector]]:
    """Return, for each answerable question by its key, the figures of the scenes of one library and which is right."""
    index = build_index([script_of(scene) for scene in scenes])
    openings = dict(zip((scene["scene_id"] for scene in scenes), index.openings, strict=True))
    ceiling = len(index.entries)
    found = {}
    for example in examples:
        if not example.gold:
            continue
        view = survey(gather(read_question(example.asked, index, ceiling), index, ceiling))
        rows = [scene_figures(view, opening) for opening in view.sights]
        right = [float(opening == openings[example.scene]) for opening in view.sights]
        if any(right):
            found[example.key] = np.array(rows), np.array(right)
    return found


def fit_scenes(rows: Sequence[tuple[Vector, Vector]]) -> tuple[float, ...]:
    """Return the weights of scenes: a softmax over those of a library that have anything of the question."""
    table = np.vstack([figures_ for figures_, _ in rows])
    gold = np.concatenate([right for _, right in rows])
    sizes = np.array([len(right) for _, right in rows])
    starts, owner = np.r_[0, np.cumsum(sizes)[:-1]], np.repeat(np.arange(len(sizes)), sizes)

    def loss(weights: Vector) -> tuple[float, Vector]:
        _, right, slope = _softmax(table @ weights, gold, starts, owner)
        return float(-np.log(right + 1e-300).sum() + SCENE / 2 * weights @ weights), table.T @ slope + SCENE * weights

    return tuple(_descend(loss, np.zeros(table.shape[1])).tolist())


def sureness(examples: Sequence[Example], weights: LineWeights) -> list[list[float]]:
    """Return the figures that the sureness of each example is weighed from, lines ranked by the given weights."""
    kept, ranking.LINE_WEIGHTS = ranking.LINE_WEIGHTS, weights
    try:
        return [figures(example.matter, ranking.rank(example.matter)) for example in examples]
    finally:
        ranking.LINE_WEIGHTS = kept


def fit_confidence(examples: Sequence[Example], rows: Sequence[Sequence[float]]) -> tuple[float, ...]:
    """Return the weights of a logistic regression: answerable or not. Scenes of our own do not count."""
    table = np.array([row for example, row in zip(examples, rows, strict=True) if example.source != OWN])
    examples = [example for example in examples if example.source != OWN]
    side = np.array([1.0 if example.gold else -1.0 for example in examples])
    weight = np.where(side > 0, 1.0, UNANSWERABLE_WEIGHT)
    weight[[example.made_up for example in examples]] = MADE_UP_WEIGHT
    middle, spread = table.mean(0), table.std(0) + 1e-9
    middle[0], spread[0] = 0.0, 1.0
    scaled = (table - middle) / spread

    def loss(weights: Vector) -> tuple[float, Vector]:
        reach = side * (scaled @ weights)
        held = np.r_[0.0, weights[1:]]
        slope = -(weight * side / (1 + np.exp(np.minimum(reach, 500)))) @ scaled + SURE * held
        return float((weight * np.logaddexp(0, -reach)).sum() + SURE / 2 * held @ held), slope

    found = _descend(loss, np.zeros(table.shape[1])) / spread
    found[0] -= (found * middle).sum()
    return tuple(found.tolist())


class Stretches:
    """A gold line's stretches as rows of features, with the F1 of each."""

    def __init__(self, example: Example, place: int, chance: random.Random) -> None:
        self.scene = example.scene
        self.groups = example.kind, manner(example.index.entries, prose=bool(example.index.prose)).name
        self.rows, self.worth = _rows(example, place, chance)


def _rows(example: Example, place: int, chance: random.Random) -> tuple[list[list[str]], list[float]]:
    entry = example.index.entries[place]
    text = body(entry.script, entry.line)
    reading = read_line(text, example.matter.known, example.matter.name_stems)
    reply = place > entry.opening and is_question(example.index.entries[place - 1])
    normal = [normal_words(text[token.start : token.end]) if token.word else [] for token in reading.tokens]
    scored = [
        (overlap([word for words in normal[first : last + 1] for word in words], example.answers), first, last)
        for first, last in stretches(reading)
    ]
    scored.sort(reverse=True)
    rest = scored[BEST:]
    chosen = scored[:BEST] + (chance.sample(rest, SAMPLE) if len(rest) > SAMPLE else rest)
    begins = {first: start_features(reading, first, reply=reply) for _, first, _ in chosen}
    ends = {last: end_features(reading, last) for _, _, last in chosen}
    rows = [[*begins[first], *ends[last], *stretch_features(reading, first, last)] for _, first, last in chosen]
    worth = [value for value, _, _ in chosen]
    speaker = entry.line.speaker
    if speaker and example.kind == "who":
        asked = "Q" if speaker in example.matter.question.names else "N"
        rows.append([NAME_FEATURE, NAME_FEATURE + asked])
        worth.append(overlap(normal_words(speaker), example.answers))
    return rows, worth


def stretches_of(examples: Iterable[Example]) -> list[Stretches]:
    """Return the stretches of every gold line."""
    chance = random.Random(0)  # noqa: S311  a sample, the same every time
    found = [Stretches(example, place, chance) for example in examples for place in sorted(example.gold)]
    return [each for each in found if each.rows]


def fit_spans(lines: Sequence[Stretches]) -> dict[str, float]:
    """Return the weights of stretches: first the likeliest best stretch, then the greatest F1 to be expected."""
    names = _feature_names(lines)
    codes = {
        groups: {name: [names[each] for each in _in_groups(name, groups) if each in names] for name in names}
        for groups in {line.groups for line in lines}
    }
    coded = [
        [[code for each in row for code in codes[line.groups].get(each, ())] for row in line.rows] for line in lines
    ]
    flat = np.fromiter((each for line in coded for row in line for each in row), dtype=np.int64)
    lengths = np.array([len(row) for line in coded for row in line])
    sizes = np.array([len(line) for line in coded])
    worth = np.concatenate([np.array(line.worth) for line in lines])
    held = np.array([SPAN_OWN if "|" in name else SPAN_SHARED for name in names])
    task = _SpanTask(flat, lengths, sizes, worth, held)
    found = _descend(task.likeliest, np.zeros(len(names)), SPAN_STEPS)
    found = _descend(task.expected, found, SPAN_STEPS)
    return {name: float(found[at]) for name, at in names.items()}


def _in_groups(name: str, groups: Sequence[str]) -> tuple[str, ...]:
    """Return the names of a feature's weights: that of all lines, and those of some."""
    kind, told = groups
    apart = told == "told" or name.partition(":")[0] in SHAPES
    return (name, f"{kind}|{name}", *((f"{told}|{name}",) if apart else ()))


def _feature_names(lines: Sequence[Stretches]) -> dict[str, int]:
    """Return the features that enough lines have, for all kinds of question and for one, numbered."""
    seen: Counter[str] = Counter()
    for line in lines:
        own = {each for row in line.rows for each in row}
        seen.update(name for each in own for name in _in_groups(each, line.groups))
    kept = (name for name, number in seen.items() if number >= SEEN_IN)
    return {name: at for at, name in enumerate(kept)}


class _SpanTask:
    """The two losses of stretches, over rows packed end to end."""

    def __init__(self, flat: Vector, lengths: Vector, sizes: Vector, worth: Vector, held: Vector) -> None:
        self.flat, self.worth, self.held = flat, worth, held
        self.row_starts = np.r_[0, np.cumsum(lengths)[:-1]]
        self.row = np.repeat(np.arange(len(lengths)), lengths)
        self.starts = np.r_[0, np.cumsum(sizes)[:-1]]
        self.owner = np.repeat(np.arange(len(sizes)), sizes)
        most = np.maximum.reduceat(worth, self.starts)[self.owner]
        self.best = ((worth >= most - 1e-9) & (worth > 0)).astype(float)
        self.any = (np.add.reduceat(self.best, self.starts) > 0)[self.owner]

    def likeliest(self, weights: Vector, share: float = 1.0) -> tuple[float, Vector]:
        """Return the loss of the best stretches' likelihood, and its slope."""
        scores = np.add.reduceat(weights[self.flat], self.row_starts)
        likely, right, slope = _softmax(scores, self.best, self.starts, self.owner)
        slope = share * np.where(self.any, slope, 0.0)
        value = -share * np.log(right[right > 0] + 1e-12).sum()
        if share < 1:
            gain = np.add.reduceat(likely * self.worth, self.starts)
            value -= (1 - share) * 8 * gain.sum()
            slope = slope - (1 - share) * 8 * likely * (self.worth - gain[self.owner])
        value += 0.5 * (self.held * weights**2).sum()
        return float(value), np.bincount(self.flat, slope[self.row], len(weights)) + self.held * weights

    def expected(self, weights: Vector) -> tuple[float, Vector]:
        """Return the loss of the F1 to be expected, the likelihood of the best mixed in."""
        return self.likeliest(weights, 0.3)
