"""The measures' questions as the engine sees them: one example a question, with its gold lines and answers."""

from __future__ import annotations

import json
import random
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import lore
from lore.answers.features import vector
from lore.answers.matter import Matter, gather
from lore.answers.portraits import draw
from lore.answers.question import read_question
from lore.search.index import Index, build_index
from tests.bench.own_scenes import own_scenes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tests.bench.own_scenes import OwnScene

SETS = ("friendsqa", "fairytaleqa")
OWN = "own"
"""The name of the scenes of our own as a source of examples."""


@dataclass(slots=True)
class Example:
    """A question with what is known of it; `gold` holds places of lines, empty where nothing answers."""

    key: str
    scene: str
    fold: str
    source: str
    asked: str
    gold: frozenset[int]
    answers: list[list[str]]
    index: Index
    matter: Matter
    vectors: dict[int, list[float]]

    @property
    def made_up(self) -> bool:
        """Tell whether the measures do not know the question."""
        return "~" in self.key

    @property
    def kind(self) -> str:
        return self.matter.question.kind


@dataclass(slots=True)
class Bench:
    """One set of the measures: its scenes, its questions that have no answer, and all as examples."""

    name: str
    scenes: list[dict[str, Any]]
    unanswerable: list[dict[str, Any]]
    examples: list[Example]


def load(folder: Path, name: str) -> Bench:
    """Return one set, its features worked out."""
    scenes = json.loads((folder / f"{name}.json").read_text(encoding="utf8"))
    unanswerable = json.loads((folder / f"{name}_unanswerable.json").read_text(encoding="utf8"))
    more: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for question in unanswerable:
        more[question["scene_id"]].append(question)
    examples = [
        example
        for scene in scenes
        for example in _examples(
            scene, [*scene["questions"], *more[scene["scene_id"]], *_estranged(scene, scenes)], name
        )
    ]
    return Bench(name, scenes, unanswerable, examples)


def _estranged(scene: dict[str, Any], scenes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return questions made up against a scene: asked of others, with the names of this one. Fits alone use them."""
    chance = random.Random(scene["scene_id"])  # noqa: S311  the same every time
    others = [each for each in scenes if each["scene_id"][:7] != scene["scene_id"][:7]]
    found = []
    for number in range(max(3, len(scene["questions"]) // 3)):
        alien = chance.choice(chance.choice(others)["questions"])["question"]
        own = [name for each in scene["questions"] for name in _inner_names(each["question"])]
        for name in dict.fromkeys(_inner_names(alien)):
            alien = re.sub(rf"\b{re.escape(name)}\b", chance.choice(own or [name]), alien)
        found.append({"id": f"{scene['scene_id']}~{number}", "question": alien, "answers": []})
    return found


def _inner_names(text: str) -> list[str]:
    """Return the capitalised words inside a question."""
    return [word for word in re.findall(r"[A-Za-z]+", text)[1:] if word[0].isupper() and len(word) > 1]


def script_of(scene: dict[str, Any]) -> lore.Script:
    """Return a scene as a script."""
    return lore.Script.from_lines(scene["scene_id"], [(line["speaker"], line["text"]) for line in scene["lines"]])


def _examples(scene: dict[str, Any], questions: list[dict[str, Any]], source: str) -> list[Example]:
    index = build_index([script_of(scene)])
    places = {line["id"]: place for place, line in enumerate(scene["lines"])}
    fold = scene["scene_id"][:7] if source == SETS[0] else scene["scene_id"]
    found = []
    for question in questions:
        gold = frozenset(places[each] for answer in question["answers"] for each in answer["line_ids"])
        answers_ = [answer["text"] for answer in question["answers"]]
        about = question["id"], scene["scene_id"], fold, source, question["question"]
        found.append(_example(about, gold, answers_, index))
    return found


def load_own() -> Bench:
    """Return the scenes of our own; no measure judges them, so that only their examples are told."""
    return Bench(OWN, [], [], own_examples(own_scenes()))


def own_examples(scenes: Iterable[OwnScene]) -> list[Example]:
    """Return the questions of scenes of our own as examples."""
    found = []
    for scene in scenes:
        index = build_index([scene.script])
        for number, question in enumerate(scene.questions):
            gold = frozenset(answer.place for answer in question.answers)
            about = f"{scene.name} {number}", scene.name, scene.name, OWN, question.asked
            found.append(_example(about, gold, [answer.text for answer in question.answers], index))
    return found


def _example(about: tuple[str, str, str, str, str], gold: frozenset[int], answers: list[str], index: Index) -> Example:
    key, scene, fold, source, asked = about
    ceiling = len(index.entries)
    matter = gather(read_question(asked, index, ceiling), index, ceiling)
    portraits = draw(matter)
    return Example(
        key=key,
        scene=scene,
        fold=fold,
        source=source,
        asked=asked,
        gold=gold,
        answers=[normal_words(each) for each in answers],
        index=index,
        matter=matter,
        vectors={place: vector(matter, place, portraits) for place in range(ceiling)},
    )


def folds_of(bench: Bench, number: int) -> dict[str, int]:
    """Return the fold of each scene: whole episodes, or whole stories, dealt out in order."""
    keys = sorted({example.fold for example in bench.examples})
    dealt = {key: place % number for place, key in enumerate(keys)}
    return {example.scene: dealt[example.fold] for example in bench.examples}


def normal_words(text: str) -> list[str]:
    """Return a text's words as the measure counts them: lower case, no marks, no articles."""
    kept = "".join(each for each in text.lower() if each.isalnum() or each.isspace() or ord(each) > 127)
    return [word for word in kept.split() if word not in {"a", "an", "the"}]


def overlap(given: list[str], golds: list[list[str]]) -> float:
    """Return the best F1 of given words against the golds."""
    best = 0.0
    counted = Counter(given)
    for gold in golds:
        common = sum((counted & Counter(gold)).values())
        if common:
            best = max(best, 2 * common / (len(given) + len(gold)))
    return best


__all__ = ["SETS", "Bench", "Example", "folds_of", "load", "normal_words", "overlap", "script_of"]
