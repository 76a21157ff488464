"""Measure who speaks, and fit the figures of the decoder.

    python -m tests.bench attribution --bench-dir DIR            what the present figures reach, where they were fitted
    python -m tests.bench attribution --bench-dir DIR --folds    fit without one novel, measure on it, each by turns
    python -m tests.bench attribution --bench-dir DIR --marks    the chapters in other quotation marks
    python -m tests.bench attribution --bench-dir DIR --write    fit on all novels and write the figures

DIR holds `attribution/evaluate.py` and `attribution/dev/`. `--folds` and `--write` need NumPy and SciPy, which are no
dependencies of ours.
"""

from __future__ import annotations

import argparse
import importlib.util
import time
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import lore
from lore.attribution import weigh
from lore.attribution.weigh import Figures
from tests.bench.attribution_data import MARKS, Chapter, Example, example_of, load_chapters, load_judge, with_marks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import ModuleType

ROOT = Path(__file__).parents[2]
BOUNDS = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99)
CHECKED = 0.1
_HEAD = '''"""The figures of the decoder: what each piece of evidence is worth, in natural logarithms.

Written by `python -m tests.bench attribution --write`; not to be changed by hand.
"""

from __future__ import annotations
'''


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench-dir", type=Path, default=ROOT.parent / "shared" / "bench")
    parser.add_argument("--folds", action="store_true", help="leave each novel out by turns")
    parser.add_argument("--marks", action="store_true", help="measure the chapters in other quotation marks")
    parser.add_argument("--write", action="store_true", help="fit on everything and write the figures")
    options = parser.parse_args(arguments)
    folder = options.bench_dir / "attribution"
    if not (folder / "evaluate.py").is_file():
        print(f"There is no attribution/evaluate.py in {options.bench_dir}. Name the folder: --bench-dir DIR")
        return 2
    if (options.folds or options.write) and not importlib.util.find_spec("scipy"):
        print("Fitting needs NumPy and SciPy. Install them into an environment of their own and run this with it.")
        return 2
    judge = load_judge(folder / "evaluate.py")
    chapters = {given: load_chapters(folder / "dev", given=given) for given in (False, True)}
    if options.write:
        _write(judge, [*chapters[False], *chapters[True]])
    elif options.folds:
        _folds(judge, chapters)
    elif options.marks:
        _marks(judge, chapters[False])
    else:
        for given, some in chapters.items():
            _report(judge, "cast" if given else "blind", _read_all(some))
    return 0


Read = list[tuple[Chapter, lore.Script]]


def _read_all(chapters: Sequence[Chapter]) -> Read:
    started = time.process_time()
    read = [(chapter, lore.read_text(chapter.text, cast=chapter.cast)) for chapter in chapters]
    size = sum(len(chapter.text) for chapter in chapters) / 1e6
    if size > 1:
        print(f"{(time.process_time() - started) / size:.2f} s per MB")
    return read


def _score(judge: ModuleType, chapter: Chapter, script: lore.Script) -> dict[str, Any]:
    said = [
        (*piece, line.speaker)
        for line in script.lines
        if line.kind == "speech"
        for span in line.spans
        for piece in judge.split_para(chapter.text, *span)
    ]
    return dict(judge.score_chapter(chapter.document, sorted(said, key=lambda one: one[:2])))


def _report(judge: ModuleType, name: str, read: Read) -> None:
    scored = [_score(judge, chapter, script) for chapter, script in read]
    found = judge.summarise(scored)
    speaker, two = found["speaker"], found["two_speaker"]["accuracy"]
    parts = " / ".join(f"{100 * speaker[kind]:.1f}" for kind in ("explicit", "anaphoric", "implicit"))
    print(f"{name}: {100 * speaker['overall']:.2f}  ({parts})  two speakers {100 * two:.1f}")
    print(f"  detection F1 {found['detection']['f1']:.4f}")
    for novel in sorted({chapter.novel for chapter, _ in read}):
        part = judge.summarise([one for one, (chapter, _) in zip(scored, read, strict=True) if chapter.novel == novel])
        print(f"  {novel}: {100 * part['speaker']['overall']:.1f}")
    judged = [found for (_, script), one in zip(read, scored, strict=True) for found in _judged(script, one)]
    _calibration([(line.confidence, right) for _, line, right in judged])
    _worth_of_checking(read, {(id(script), line.number): right for script, line, right in judged})


def _judged(script: lore.Script, scored: dict[str, Any]) -> Iterator[tuple[lore.Script, lore.Line, bool]]:
    """Yield the speeches that gold knows, each with whether its speaker is right."""
    for line in script.lines:
        spans = line.spans if line.kind == "speech" else ()
        items = [one for one in scored["items"] for start, end in spans if one["start"] < end and one["end"] > start]
        if items:
            yield script, line, bool(items[0]["ok"])


def _calibration(judged: Sequence[tuple[float, bool]]) -> None:
    for low, high in zip(BOUNDS, (*BOUNDS[1:], 1.01), strict=True):
        some = [right for confidence, right in judged if low <= confidence < high]
        if some:
            print(f"  confidence {low:.2f} and above: {len(some):5} lines, {100 * sum(some) / len(some):.1f} % right")
    sure = [right for confidence, right in judged if confidence >= 0.9]
    share = 100 * len(sure) / len(judged)
    print(f"  at 0.9 and above: {share:.1f} % of the lines, {100 * sum(sure) / len(sure):.1f} % right")


def _worth_of_checking(read: Read, right: dict[tuple[int, int], bool]) -> None:
    """Print which share of all errors stands in the first tenth of the lines to check.

    Those are the lines in `problems`, in its order, then the others by rising confidence: a tenth of each chapter's
    lines (speeches, narration and headings), and, harder, a tenth of its speeches alone and of all speeches together.
    Chapters differ: of a tenth of each one's speeches even who knew every error would catch about half of them.
    """
    errors = max(1, sum(not ok for ok in right.values()))
    everywhere: list[tuple[bool, float, bool]] = []
    caught = of_speeches = 0
    for _, script in read:
        lines = [line for line in script.lines if line.kind == "speech"]
        first = [problem.line for problem in script.problems if problem.line]
        rest = sorted((line for line in lines if line not in first), key=lambda line: line.confidence)
        wrong = [not right.get((id(script), line.number), True) for line in (*first, *rest)]
        caught += sum(wrong[: max(1, round(len(script.lines) * CHECKED))])
        of_speeches += sum(wrong[: max(1, round(len(lines) * CHECKED))])
        later = [False] * len(first) + [True] * len(rest)
        everywhere += zip(later, (line.confidence for line in (*first, *rest)), wrong, strict=True)
    most = round(len(everywhere) * CHECKED)
    found = sum(wrong for _, _, wrong in sorted(everywhere, key=lambda one: one[:2])[:most])
    print(f"  the first {CHECKED:.0%} of each chapter's lines to check hold {caught / errors:.1%} of the errors")
    print(
        f"  the first {CHECKED:.0%} of each chapter's speeches to check hold {of_speeches / errors:.1%} of the errors"
    )
    print(f"  the first {CHECKED:.0%} of all speeches to check hold {found / errors:.1%} of the errors")


@contextmanager
def _figures(first: Figures, second: Figures) -> Iterator[None]:
    """Let the reader use other figures."""
    kept = weigh.FIRST, weigh.SECOND
    weigh.FIRST, weigh.SECOND = first, second
    try:
        yield
    finally:
        weigh.FIRST, weigh.SECOND = kept


def _fit(examples: Sequence[Example]) -> tuple[Figures, Figures]:
    """Return the figures of both passes; the second is fitted on what the first finds in the same examples."""
    from tests.bench.attribution_fitting import fit  # noqa: PLC0415 - only fitting needs NumPy

    told = [example for example in examples if example.right]
    first = Figures(*fit(told))
    again = [
        replace(one, layout=weigh.look_again(one.reading, one.layout, weigh.decode(one.layout, first))) for one in told
    ]
    return first, Figures(*fit(again))


def _folds(judge: ModuleType, chapters: dict[bool, list[Chapter]]) -> None:
    everything = [*chapters[False], *chapters[True]]
    examples = [example_of(judge, chapter) for chapter in everything]
    read: dict[bool, Read] = {False: [], True: []}
    for novel in sorted({chapter.novel for chapter in everything}):
        with _figures(*_fit([example for example in examples if example.novel != novel])):
            for given, some in chapters.items():
                read[given] += _read_all([chapter for chapter in some if chapter.novel == novel])
    print("Each novel read with figures fitted on the others:")
    for given, found in read.items():
        _report(judge, "cast" if given else "blind", found)


def _marks(judge: ModuleType, chapters: Sequence[Chapter]) -> None:
    for kind in MARKS:
        _report(judge, kind, _read_all([with_marks(chapter, kind) for chapter in chapters]))


def _write(judge: ModuleType, chapters: Sequence[Chapter]) -> None:
    first, second = _fit([example_of(judge, chapter) for chapter in chapters])
    text = "\n".join([_HEAD, *_table("FIRST", first, "the first pass"), *_table("SECOND", second, "the second pass")])
    Path(weigh.__file__).with_name("weights.py").write_text(text, encoding="utf-8")


def _table(name: str, figures: Figures, where: str) -> list[str]:
    rows = [f'    "{piece}": {worth:.2f},' for piece, worth in sorted(figures.weights.items()) if abs(worth) >= 0.01]
    moves = [
        f'    "{context}": ({", ".join(f"{one:.2f}" for one in worth)}),'
        for context, worth in sorted(figures.links.items())
    ]
    return [
        f"{name}_WEIGHTS: dict[str, float] = {{",
        *rows,
        f'}}\n"""Each piece of evidence for a candidate of a turn, in {where}."""\n',
        f"{name}_LINKS: dict[str, tuple[float, float, float]] = {{",
        *moves,
        '}\n"""Each context of a turn: keeping the speaker, going back to the one before, somebody else."""\n',
    ]
