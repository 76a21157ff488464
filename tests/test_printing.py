from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bot.printing import print_answer, print_script

if TYPE_CHECKING:
    from pathlib import Path

SCENE = """The lamp

"Light it," said Oda.

Nobody moved.

"The wick is wet," Bram said.
"""


@pytest.fixture
def text(tmp_path: Path) -> str:
    path = tmp_path / "the-lamp.txt"
    path.write_text(SCENE, encoding="utf8")
    return str(path)


def test_a_script_is_printed_line_by_line_with_its_speakers(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert print_script(text, as_json=False) == ""
    printed = capsys.readouterr().out
    assert printed.index("Oda") < printed.index("Nobody moved.") < printed.index("Bram")


def test_a_script_in_a_pipe_has_no_colours(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    print_script(text, as_json=False)
    assert "\x1b" not in capsys.readouterr().out


def test_a_doubtful_speaker_is_marked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "voices.txt"
    path.write_text('"Who is there?"\n\n"Nobody."\n\n"Light it," said Oda.\n\nBram slept.\n', encoding="utf8")
    print_script(str(path), as_json=False)
    first, *_, last = [row for row in capsys.readouterr().out.splitlines() if ": " in row and row.strip()[0] in "123"]
    assert " ?:" in first
    assert " ?:" not in last


def test_a_script_for_programs_names_lines_by_number(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert print_script(text, as_json=True) == ""
    read = json.loads(capsys.readouterr().out)
    numbers = [line["number"] for line in read["lines"]]
    assert numbers == list(range(1, len(numbers) + 1))
    assert [number for scene in read["scenes"] for number in scene["lines"]] == numbers


def test_a_file_that_cannot_be_read_is_a_sentence_and_no_fault(tmp_path: Path) -> None:
    assert "cannot be read" in print_script(str(tmp_path / "nowhere.txt"), as_json=False)


def test_an_answer_comes_with_the_lines_that_prove_it(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert print_answer("Who says the wick is wet?", text) == ""
    printed = capsys.readouterr().out
    assert "Bram" in printed
    assert "The wick is wet" in printed


def test_words_that_answer_are_given_with_who_says_them_and_the_line_that_has_them_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = tmp_path / "told.txt"
    told.write_text(
        '"Let it be mended," said Ines. "Please."\n\n"I have no hands for it," said Pavel.\n\nInes went to the mill.\n',
        encoding="utf-8",
    )
    assert print_answer("Why can't it be mended?", str(told)) == ""
    first, second, *_ = capsys.readouterr().out.splitlines()
    assert first == "Pavel: I have no hands for it,"
    assert second.split() == ["2", "Pavel:", "I", "have", "no", "hands", "for", "it,"]


def test_narration_that_proves_an_answer_stands_without_a_speaker(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = tmp_path / "told.txt"
    told.write_text('"Please," said Ines.\n\n"No," said Pavel.\n\nInes went to the mill.\n', encoding="utf-8")
    assert print_answer("Where did Ines go?", str(told)) == ""
    first, second, *_ = capsys.readouterr().out.splitlines()
    assert first == "Ines went to the mill."
    assert second.split(maxsplit=1) == ["3", "Ines went to the mill."]


def test_no_evidence_is_said(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert print_answer("Which submarine explodes?", text) == ""
    assert capsys.readouterr().out.startswith("Nothing in the lines says that.")


def test_a_question_to_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    assert "cannot be read" in print_answer("Who?", str(tmp_path / "nowhere.txt"))


def test_whoever_is_spoken_to_is_given_without_who_says_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = tmp_path / "told.txt"
    told.write_text('"The bridge is closed, Pavel," said Ines.\n\n"Then we swim," said Pavel.\n', encoding="utf-8")
    assert print_answer("Who does Ines tell that the bridge is closed?", str(told)) == ""
    assert capsys.readouterr().out.splitlines()[0] == "Pavel"
