"""What a person should look at, worst first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lore.values import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lore.values import Line

DOUBTFUL = 0.6
"""Below this confidence a line is worth a look."""
_WEAK_SEED = 0.75
_RUN = 4
_BY_TURNS = ("alternation", "continues", "presence", "address")


def find_problems(lines: Sequence[Line], scare: int) -> tuple[Problem, ...]:
    """Return the problems of a script, the least certain lines first; `scare` counts quotations nobody says."""
    found: dict[int, Problem] = {}
    for line in lines:
        if line.evidence and line.evidence.rule == "nobody":
            continue  # the text does not say who, and nobody can
        if line.kind == "speech" and line.speaker is None:
            found[line.number] = Problem(line, "unresolved", "nobody could be named for this line")
        elif line.kind == "speech" and line.confidence < DOUBTFUL:
            found[line.number] = Problem(line, "doubtful", _doubt(line))
    for line, length in _weak_runs(lines):
        found.setdefault(
            line.number, Problem(line, "weak-run", f"{length} lines in turns rest on this one, which is not sure")
        )
    ranked = sorted(found.values(), key=lambda problem: problem.line.confidence if problem.line else 1.0)
    if scare:
        passages = "passage" if scare == 1 else "passages"
        ranked.append(Problem(None, "narrated-quotes", f"{scare} quoted {passages} went to the narration"))
    return tuple(ranked)


def _doubt(line: Line) -> str:
    rivals = line.evidence.rivals if line.evidence else ()
    if rivals and line.evidence and line.evidence.rule == "tag":
        return f"the words beside it say {line.speaker}, what stands around it says {rivals[0].name}"
    return f"{line.speaker} or {rivals[0].name}" if rivals else f"perhaps {line.speaker}"


def _weak_runs(lines: Sequence[Line]) -> Iterator[tuple[Line, int]]:
    """Yield the first line of each run that only turn-taking carries, where its seed is weak, with the run's length."""
    run: list[Line] = []
    for line in [*lines, None]:
        if line and line.kind == "speech" and line.evidence and line.evidence.rule in _BY_TURNS:
            run.append(line)
            continue
        if line and line.kind == "narration" and run:
            continue
        if len(run) >= _RUN and run[0].confidence < _WEAK_SEED:
            yield run[0], len(run)
        run = []
