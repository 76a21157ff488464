from __future__ import annotations

import re

import pytest

import lore
from lore.chapters import bundled
from tests.lore.documents.building import BUILDERS, TEXTS

NAMES = sorted(path.stem for path in TEXTS.glob("*.txt"))


def _told(script: lore.Script) -> list[tuple[object, ...]]:
    settings = {scene.number: scene.setting for scene in script.scenes}
    return [
        (line.number, line.kind, " ".join(line.text.split()), line.speaker, line.to, line.scene, settings[line.scene])
        for line in script.lines
    ]


def _set_aside(script: lore.Script) -> list[str]:
    notes = (script.source[start:end] for start, end in script.notes)
    return [" ".join(note.split()) for note in notes if any(map(str.isalnum, note))]


def _plain(kind: str, name: str) -> str:
    """Return the plain text that a file of that kind holds: a printed page keeps no line ends but a paragraph's."""
    text = (TEXTS / f"{name}.txt").read_text(encoding="utf-8")
    if kind == "pdf" and name in ("wrapped-lines", "play-form-with-cues-above"):
        return re.sub(r"(?<!\n)\n(?!\n)", " ", text)
    return text.replace("\n", "\n\n") if kind == "pdf" and name == "play-form-in-one-block" else text


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", BUILDERS)
def test_every_format_gives_the_script_of_its_plain_text(kind: str, name: str) -> None:
    text = (TEXTS / f"{name}.txt").read_text(encoding="utf-8")
    plain = lore.read_text(_plain(kind, name))
    read = lore.read_file(BUILDERS[kind](text), f"{name}.{kind}")
    assert _told(read) == _told(plain)
    assert _set_aside(read) == _set_aside(plain)


@pytest.mark.parametrize("kind", BUILDERS)
@pytest.mark.parametrize("name", ["front-matter", "headings", "scene-breaks", "author-notes"])
def test_the_source_alone_gives_the_script_again(kind: str, name: str) -> None:
    read = lore.read_file(BUILDERS[kind]((TEXTS / f"{name}.txt").read_text(encoding="utf-8")), f"chapter.{kind}")
    assert lore.read_text(read.source, title=read.title) == read


@pytest.mark.parametrize("kind", BUILDERS)
def test_the_bundled_chapter_comes_out_of_every_format_as_it_went_in(kind: str) -> None:
    text = bundled()[0].text
    if kind == "pdf":  # the standard fonts of a PDF have no sign beyond Windows-1252
        text = text.encode("cp1252", "replace").decode("cp1252")
    read = lore.read_file(BUILDERS[kind](text), f"chapter.{kind}", title="The chapter")
    assert _told(read) == _told(lore.read_text(text, title="The chapter"))
