"""Scripts and answers in a terminal.

A thin face of the engine: nothing here decides who speaks or what answers.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import lore
from lore.chapters import bundled

if TYPE_CHECKING:
    from lore import Line, Script

_SURE = 0.9
_COLOURS = ("cyan", "magenta", "yellow", "green", "blue", "red")


def _read(path: str) -> Script | str:
    """Return the script of a file, or the sentence that says why there is none."""
    try:
        return lore.read_file(Path(path).read_bytes(), Path(path).name)
    except (lore.UnreadableFile, OSError) as error:
        return f"{path} cannot be read: {error}"


def print_script(path: str, *, as_json: bool) -> str:
    """Print how a text was read; return why it could not be, or nothing."""
    script = _read(path)
    if isinstance(script, str):
        return script
    click.echo(json.dumps(_plain(script), ensure_ascii=False, indent=1) if as_json else _told(script))
    return ""


def _plain(script: Script) -> dict[str, Any]:
    data = asdict(script)
    data["scenes"] = [{**scene, "lines": [line["number"] for line in scene["lines"]]} for scene in data["scenes"]]
    data["problems"] = [{**each, "line": each["line"] and each["line"]["number"]} for each in data["problems"]]
    return data


def _told(script: Script) -> str:
    colours = {character.name: _COLOURS[place % len(_COLOURS)] for place, character in enumerate(script.cast)}
    rows = [click.style(script.title, bold=True)]
    for scene in script.scenes:
        rows.append(click.style(f"\nScene {scene.number}  {scene.title}  ({scene.setting})", underline=True))
        rows.extend(_line(line, colours) for line in scene.lines)
    problems = [f"  {problem.line.number if problem.line else '-':>4}  {problem.text}" for problem in script.problems]
    return "\n".join([*rows, *([click.style("\nTo look at:", bold=True), *problems] if problems else [])])


def _line(line: Line, colours: dict[str, str]) -> str:
    text = " ".join(line.text.split())
    if line.kind != "speech":
        return click.style(f"{line.number:>4}  {text}", dim=True)
    doubt = "" if line.confidence >= _SURE else click.style(" ?", fg="red", bold=True)
    name = click.style(line.speaker or "nobody certain", fg=colours.get(line.speaker or "", "white"), bold=True)
    why = click.style(f"  [{line.evidence.text}]", dim=True) if line.evidence else ""
    return f"{line.number:>4}  {name}{doubt}: {text}{why}"


def print_answer(question: str, path: str | None) -> str:
    """Print the answer to a question, with its lines; return why there is none, or nothing."""
    script = _read(path) if path else lore.read_text(bundled()[0].text, title=bundled()[0].title)
    if isinstance(script, str):
        return script
    answer = lore.Library([script]).ask(question)
    click.echo(click.style(_answered(answer), bold=True))
    for found in sorted(answer.lines[:3], key=lambda each: each.line is not answer.source):
        speaking = f"{found.line.speaker}: " if found.line.speaker else ""
        click.echo(f"  {found.line.number:>4}  {speaking}{' '.join(found.line.text.split())}")
    return ""


def _answered(answer: lore.Answer) -> str:
    """Return the answer, after who says it where it is words that somebody says."""
    if answer.text is None:
        return "Nothing in the lines says that. The nearest:"
    line = answer.source
    if line is None or line.speaker is None or answer.text in {line.speaker, line.to}:
        return answer.text
    return f"{line.speaker}: {answer.text}" if answer.text in line.text else answer.text
