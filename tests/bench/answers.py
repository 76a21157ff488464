"""Measure the answers, and fit the weights they use.

    python -m tests.bench answers --bench-dir DIR            what the present weights reach, where they were fitted
    python -m tests.bench answers --bench-dir DIR --folds    fit on some episodes and stories, measure on others
    python -m tests.bench answers --bench-dir DIR --write    fit on all and write the weights

DIR holds `answers/evaluate.py` and `answers/dev/`. The last two need NumPy and SciPy, which are no dependency of ours.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import statistics
import textwrap
import time
import tracemalloc
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import lore
from lore.answers import choosing, confidence, ranking, scenes
from lore.chapters import bundled
from tests.bench.answers_data import SETS, Bench, Example, folds_of, load, load_own, normal_words, script_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lore.values import Answer

ROOT = Path(__file__).parents[2]
BUNDLED_QUESTIONS = Path(__file__).with_name("bundled_questions.json")
SHARED_QUESTIONS = Path(__file__).with_name("shared_questions.json")
LINES = 10_000
LOOKED_AT = 3
MOST = 0.75
"""Share of a right answer's words from which on it counts as told."""
LONGEST_TOLD = 60
FOLDS = 9
SPAN_FOLDS = FOLDS
LEAST_SPAN_WEIGHT = 0.05
_HEAD = '"""Fitted figures, written by `python -m tests.bench answers`; not to be changed by hand."""\n\n# fmt: off\n'


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench-dir", type=Path, default=ROOT.parent / "shared" / "bench")
    parser.add_argument("--folds", action="store_true", help="fit by folds and measure on what was left out")
    parser.add_argument("--write", action="store_true", help="fit on everything and write the weights")
    options = parser.parse_args(arguments)
    folder = options.bench_dir / "answers"
    if not (folder / "evaluate.py").is_file():
        print(
            f"There is no answers/evaluate.py in {options.bench_dir}. Name the folder of the measures: --bench-dir DIR"
        )
        return 2
    if (options.folds or options.write) and not importlib.util.find_spec("scipy"):
        print("Fitting needs NumPy and SciPy. Install them into an environment of their own and run this with it.")
        return 2
    judge = _judge(folder / "evaluate.py")
    benches = [load(folder / "dev", name) for name in SETS]
    own = load_own()
    if options.write:
        write_weights([*benches, own])
    elif options.folds:
        measure_folds(judge, benches, own)
    else:
        for bench in benches:
            report(judge, bench, answers(bench, all_scenes(bench)))
        report_library(judge, benches[0], answers(benches[0], all_scenes(benches[0]), whole=True))
        report_scenes(own.examples, own_answers(own.examples))
        report_own(options.bench_dir.parent)
        report_index()
    return 0


def _judge(path: Path) -> Any:  # noqa: ANN401  a module known at run time
    spec = importlib.util.spec_from_file_location("evaluate", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def all_scenes(bench: Bench) -> set[str]:
    """Return the names of all scenes of a set."""
    return {scene["scene_id"] for scene in bench.scenes}


def answers(bench: Bench, scenes: set[str], *, whole: bool = False) -> dict[str, dict[str, Any]]:
    """Return what the engine says to every question of some scenes, each alone or all in one library."""
    given: dict[str, dict[str, Any]] = {}
    scripts = {scene["scene_id"]: script_of(scene) for scene in bench.scenes if scene["scene_id"] in scenes}
    shared = lore.Library(script_of(scene) for scene in bench.scenes) if whole else None
    libraries = {name: shared or lore.Library([script]) for name, script in scripts.items()}
    ids = {scene["scene_id"]: [line["id"] for line in scene["lines"]] for scene in bench.scenes}
    for example in bench.examples:
        if example.scene not in scenes:
            continue
        started = time.perf_counter()
        answer = libraries[example.scene].ask(example.asked)
        taken = time.perf_counter() - started
        given[example.key] = {
            "answer": answer.text,
            "best": answer.best,
            "line_ids": [f"{r.script.title}:{ids[r.script.title][r.line.number - 1]}" for r in answer.lines[:10]],
            "confidence": answer.confidence,
            "seconds": taken,
        }
    return given


def report(judge: Any, bench: Bench, given: dict[str, dict[str, Any]]) -> None:  # noqa: ANN401 (the judge is a module loaded from the bench)
    """Print the measures of one set."""
    found = judge.evaluate(bench.scenes, given, bench.unanswerable)
    names = (
        "hit@1",
        "hit@3",
        "mrr",
        "f1",
        "auroc",
        "auroc_near",
        "false_answer@80cov",
        "own_coverage",
        "own_false_answer",
    )
    slow = statistics.quantiles([each["seconds"] for each in given.values()], n=20)[-1]
    figures = "  ".join(f"{name} {found[name]:.3f}" for name in names if found.get(name) is not None)
    print(f"{bench.name}: {figures}  p95 {slow * 1e3:.1f} ms", flush=True)


def report_library(judge: Any, bench: Bench, given: dict[str, dict[str, Any]]) -> None:  # noqa: ANN401 (the judge is a module loaded from the bench)
    """Print how well lines and scenes are found where all scenes are one library."""
    found = judge.evaluate(bench.scenes, given, space="library")
    near = [
        any(line.rpartition(":")[0] == example.scene for line in given[example.key]["line_ids"][:3])
        for example in bench.examples
        if example.gold and not example.made_up
    ]
    slow = statistics.quantiles([each["seconds"] for each in given.values()], n=20)[-1]
    print(
        f"{bench.name}, one library: line hit@1 {found['hit@1']:.3f}  scene hit@3 {sum(near) / len(near):.3f}  "
        f"p95 {slow * 1e3:.1f} ms",
        flush=True,
    )


def own_answers(examples: Iterable[Example]) -> dict[str, Answer]:
    """Return what the engine says to questions about scenes of our own, each scene alone."""
    libraries: dict[str, lore.Library] = {}
    given = {}
    for example in examples:
        if example.scene not in libraries:
            libraries[example.scene] = lore.Library([example.index.entries[0].script])
        given[example.key] = libraries[example.scene].ask(example.asked)
    return given


def report_scenes(examples: Sequence[Example], given: Mapping[str, Answer]) -> None:
    """Print the measures of the scenes of our own: those that stand line by line, and those of prose."""
    for name, prose in (("scenes of our own, line by line", False), ("scenes of our own, prose", True)):
        asked = [example for example in examples if bool(example.index.prose) == prose]
        ranks = [_rank(example, given[example.key]) for example in asked if example.gold]
        told = [_is_told(example, given[example.key]) for example in asked if example.gold]
        answered = [given[example.key].text is not None for example in asked if example.gold]
        refused = [given[example.key].text is None for example in asked if not example.gold]
        print(
            f"{name}: {len(ranks)} questions, hit@1 {_share(rank == 1 for rank in ranks):.3f}  "
            f"hit@3 {_share(rank <= LOOKED_AT for rank in ranks):.3f}  told {_share(told):.3f}  "
            f"answered {_share(answered):.3f}; {_share(refused):.3f} of {len(refused)} without an answer refused",
            flush=True,
        )


def _rank(example: Example, answer: Answer) -> int:
    numbers = {example.index.entries[place].line.number for place in example.gold}
    found = [ranked.line.number for ranked in answer.lines]
    return next((at for at, number in enumerate(found, 1) if number in numbers), len(example.index.entries))


def _is_told(example: Example, answer: Answer) -> bool:
    """Tell whether what would be said holds most of the words of a right answer."""
    said = normal_words(answer.best or "")
    return any(len(said) <= LONGEST_TOLD and _held_share(said, right) >= MOST for right in example.answers)


def _held_share(said: Sequence[str], right: Sequence[str]) -> float:
    return sum((Counter(said) & Counter(right)).values()) / max(1, len(right))


def _share(flags: Iterable[bool]) -> float:
    kept = list(flags)
    return sum(kept) / max(1, len(kept))


def report_own(shared: Path) -> None:
    """Print how our own questions fare: on the bundled chapter, and on the chapter beside the project where it is."""
    table = json.loads(BUNDLED_QUESTIONS.read_text(encoding="utf-8"))
    (chapter,) = (each for each in bundled() if each.filename == table["chapter"])
    _report_chapter("bundled chapter", table, lore.read_text(chapter.text, title=chapter.title))
    table = json.loads(SHARED_QUESTIONS.read_text(encoding="utf-8"))
    path = shared / "chapter" / table["chapter"]
    if path.is_file():
        _report_chapter("chapter beside the project", table, lore.read_file(path, path.name))


def _report_chapter(name: str, table: dict[str, Any], script: lore.Script) -> None:
    """Print the figures of the questions that the engine was looked at with (the even ones), and of the others."""
    library = lore.Library([script])
    for half, what in enumerate(("looked at", "held out")):
        asked = table["answerable"][half::2]
        given = [library.ask(each["question"]) for each in asked]
        hits = [
            [ranked.line.number in each["lines"] for ranked in answer.lines[:3]]
            for each, answer in zip(asked, given, strict=True)
        ]
        unanswerable = [library.ask(each).text is None for each in table["unanswerable"][half::2]]
        print(
            f"{name}, {what}: {sum(row[0] for row in hits)} of {len(hits)} on the first line, "
            f"{sum(map(any, hits))} in the first three, {sum(answer.text is not None for answer in given)} answered; "
            f"{sum(unanswerable)} of {len(unanswerable)} unanswerable refused",
            flush=True,
        )


def report_index() -> None:
    """Print how long an index takes for 10,000 lines, and what one library of them and a question weigh."""
    (chapter,) = bundled()
    script = lore.read_text(chapter.text, title=chapter.title)
    rows = [(line.speaker, line.text) for line in script.lines]
    many = [
        lore.Script.from_lines(str(number), [(who, f"{text} {number}") for who, text in rows])
        for number in range(LINES // len(rows) + 1)
    ]
    tracemalloc.start()
    library = lore.Library(many)
    weight = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    started = time.process_time()
    lore.Library(many)
    taken = time.process_time() - started
    times = []
    for each in json.loads(BUNDLED_QUESTIONS.read_text(encoding="utf-8"))["answerable"]:
        began = time.process_time()
        library.ask(each["question"])
        times.append(time.process_time() - began)
    slow = statistics.quantiles(times, n=20)[-1]
    print(
        f"index: {len(library)} lines in {taken:.2f} s, {weight / 2**20:.0f} MB; a question p95 {slow * 1e3:.1f} ms",
        flush=True,
    )


@contextmanager
def weights(lines: Any, sure: Any, spans: dict[str, float], of_scenes: Any) -> Iterator[None]:  # noqa: ANN401 (the judge is a module loaded from the bench)
    """Let the engine use other weights for a while."""
    kept = ranking.LINE_WEIGHTS, confidence.CONFIDENCE_WEIGHTS, choosing.weights_by_group, scenes.SCENE_WEIGHTS
    by_group = choosing.merged(spans.items())
    ranking.LINE_WEIGHTS, confidence.CONFIDENCE_WEIGHTS, scenes.SCENE_WEIGHTS = lines, sure, of_scenes
    choosing.weights_by_group = lambda: by_group  # type: ignore[assignment]
    try:
        yield
    finally:
        ranking.LINE_WEIGHTS, confidence.CONFIDENCE_WEIGHTS, choosing.weights_by_group, scenes.SCENE_WEIGHTS = kept


def measure_folds(judge: Any, benches: Sequence[Bench], own: Bench) -> None:  # noqa: ANN401 (the judge is a module loaded from the bench)
    """Fit on all folds but one, answer that one, and print the measures over all folds together."""
    from tests.bench import answers_fitting as fitting  # noqa: PLC0415  needs NumPy, which measuring does not

    folds = {bench.name: folds_of(bench, FOLDS) for bench in (*benches, own)}
    everything = [example for bench in (*benches, own) for example in bench.examples]
    at = [folds[example.source][example.scene] for example in everything]
    lines = {out: fitting.fit_lines(_without(everything, at, {out})) for out in range(FOLDS)}
    rows: list[list[float]] = [[] for _ in everything]
    for out in range(FOLDS):
        chosen = [place for place, fold in enumerate(at) if fold == out]
        for place, row in zip(chosen, fitting.sureness([everything[i] for i in chosen], lines[out]), strict=True):
            rows[place] = row
    pieces = fitting.stretches_of(everything)
    scene_folds = {scene: fold for each in folds.values() for scene, fold in each.items()}
    spans = {
        out: kept_spans(fitting.fit_spans([line for line in pieces if scene_folds[line.scene] % SPAN_FOLDS != out]))
        for out in range(SPAN_FOLDS)
    }
    given: dict[str, dict[str, dict[str, Any]]] = {bench.name: {} for bench in benches}
    seen = fitting.scene_rows(benches[0].scenes, benches[0].examples)
    dealt = {example.key: folds[example.source][example.scene] for example in benches[0].examples}
    library: dict[str, dict[str, Any]] = {}
    ours: dict[str, Answer] = {}
    for out in range(FOLDS):
        sure = fitting.fit_confidence(_without(everything, at, {out}), _without(rows, at, {out}))
        of_scenes = fitting.fit_scenes([row for key, row in seen.items() if dealt[key] != out])
        with weights(lines[out], sure, spans[out % SPAN_FOLDS], of_scenes):
            for bench in benches:
                held_out = {scene for scene, fold in folds[bench.name].items() if fold == out}
                given[bench.name] |= answers(bench, held_out)
                if bench is benches[0]:
                    library |= answers(bench, held_out, whole=True)
            ours |= own_answers(each for each in own.examples if folds[own.name][each.scene] == out)
    for bench in benches:
        report(judge, bench, given[bench.name])
    report_library(judge, benches[0], library)
    report_scenes(own.examples, ours)


def _without(values: Sequence[Any], at: Sequence[int], out: set[int]) -> list[Any]:
    return [value for value, fold in zip(values, at, strict=True) if fold not in out]


def kept_spans(found: dict[str, float]) -> dict[str, float]:
    """Return the weights of stretches that are heavy enough to be worth keeping, rounded as they are written."""
    return {name: round(value, 2) for name, value in found.items() if abs(value) >= LEAST_SPAN_WEIGHT}


def write_weights(benches: Sequence[Bench]) -> None:
    """Fit on everything and write the weights into the engine."""
    from tests.bench import answers_fitting as fitting  # noqa: PLC0415  needs NumPy, which measuring does not

    everything: list[Example] = [example for bench in benches for example in bench.examples]
    spans = kept_spans(fitting.fit_spans(fitting.stretches_of(everything)))
    target = ROOT / "lore" / "answers"
    rows = [f"{value:.2f} {name}" for name, value in sorted(spans.items())]
    (target / "span_weights.txt").write_text("\n".join(rows) + "\n", encoding="utf-8")
    folds = {bench.name: folds_of(bench, FOLDS) for bench in benches}
    at = [folds[example.source][example.scene] for example in everything]
    table: list[list[float]] = [[] for _ in everything]
    for out in range(FOLDS):
        chosen = [place for place, fold in enumerate(at) if fold == out]
        lines = fitting.fit_lines(_without(everything, at, {out}))
        for place, row in zip(chosen, fitting.sureness([everything[i] for i in chosen], lines), strict=True):
            table[place] = row
    sure = fitting.fit_confidence(everything, table)
    of_scenes = fitting.fit_scenes(list(fitting.scene_rows(benches[0].scenes, benches[0].examples).values()))
    (target / "weights.py").write_text(_module(fitting.fit_lines(everything), sure, of_scenes), encoding="utf-8")


def _module(lines: dict[str, tuple[float, ...]], sure: tuple[float, ...], of_scenes: tuple[float, ...]) -> str:
    rows = "".join(f'    "{kind}": (\n{_rows(values, 8)}    ),\n' for kind, values in lines.items())
    return (
        f"{_HEAD}\nfrom __future__ import annotations\n\n"
        f"LINE_WEIGHTS: dict[str, tuple[float, ...]] = {{\n{rows}}}\n"
        '"""A weight for each of `lore.answers.features.NAMES`, by kind of question, in plays and in tales."""\n\n'
        f"CONFIDENCE_WEIGHTS: tuple[float, ...] = (\n{_rows(sure, 4)})\n"
        '"""A weight for each figure of `lore.answers.confidence.figures`."""\n\n'
        f"SCENE_WEIGHTS: tuple[float, ...] = (\n{_rows(of_scenes, 4)})\n"
        '"""A weight for each of `lore.answers.scenes.NAMES`."""\n'
    )


def _rows(values: Sequence[float], indent: int) -> str:
    text = ", ".join(f"{value:.3f}" for value in values) + ","
    return textwrap.fill(text, 118, initial_indent=" " * indent, subsequent_indent=" " * indent) + "\n"
