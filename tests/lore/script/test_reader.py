from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

import lore

MARKS = frozenset("\"“”„‟«»＂「」『』'‘’‚‹›—―–-`")

MEETING = """Chapter 5

Ann did not rise when the clerk showed Tom in. The lamps were lit already.

"Sit down. You have grown thin."

"And you have grown rich," said Tom as he sat. "Why did you send for me?"

"I need somebody who knows the river. Work for me."

Tom turned his hat. "I am not sure that I can."

"Do you remember the night of the flood?"

"Who forgets that?"

Something softened in Ann's face. "We saved the mill. We could own the town. No council, no "harbour board". Only us."

"I do not want to own it, Ann."

"Then what do you want?"

"To go home."

She looked away. "Good-bye, Tom," she said.

On the stairs Tom heard an old voice in his head. Bess.

Bess: The river gives twice and takes once.

Tom knew why it had come back. "Once" was tonight.


Grey Gull: Thank you for the review! The next chapter is on its way.
"""


def script() -> lore.Script:
    return lore.read_text(MEETING)


def speakers(read: lore.Script) -> list[str | None]:
    return [line.speaker for line in read.lines if line.kind == "speech"]


def uncovered(read: lore.Script) -> list[str]:
    held = [0] * len(read.source)
    for line in read.lines:
        for start, end in (*line.spans, *line.directions):
            for place in range(start, end):
                held[place] += 1
    for start, end in read.notes:
        for place in range(start, end):
            held[place] += 1
    assert max(held, default=0) <= 1
    return [sign for sign, count in zip(read.source, held, strict=True) if not count and not sign.isspace()]


def test_a_meeting_is_read_line_by_line() -> None:
    assert speakers(script()) == ["Ann", "Tom", "Ann", "Tom", "Ann", "Tom", "Ann", "Tom", "Ann", "Tom", "Ann", "Bess"]


def test_lines_are_numbered_from_one_without_gaps() -> None:
    read = script()
    assert [line.number for line in read.lines] == list(range(1, len(read.lines) + 1))


def test_the_source_is_the_text_itself() -> None:
    assert lore.read_text("\ufeffOne.\r\n\r\n“Two,” said Ann.").source == "\ufeffOne.\r\n\r\n“Two,” said Ann."


def test_a_speech_that_a_tag_interrupts_is_one_line_with_two_spans() -> None:
    line = script().lines[3]
    assert line.text == "And you have grown rich, Why did you send for me?"
    assert len(line.spans) == 2
    assert [MEETING[start:end] for start, end in line.directions] == ["said Tom as he sat."]


def test_a_quotation_inside_a_quotation_does_not_split_the_line() -> None:
    line = script().lines[8]
    assert len(line.spans) == 1
    assert '"harbour board"' in line.text


def test_a_remembered_exchange_is_a_scene_of_its_own() -> None:
    read = script()
    (memory,) = [scene for scene in read.scenes if scene.setting == "memory"]
    assert [line.speaker for line in memory.lines] == ["Bess"]


def test_reviewers_are_notes_and_not_cast() -> None:
    read = script()
    assert len(read.notes) == 1
    assert {character.name for character in read.cast} == {"Ann", "Tom", "Bess"}


def test_quoted_words_in_the_narration_are_counted_among_the_problems() -> None:
    assert [problem.kind for problem in script().problems if problem.line is None] == ["narrated-quotes"]


def test_an_open_quotation_goes_on_in_the_next_paragraph_as_one_line() -> None:
    text = '"So," said Ann.\n\n"We had no boat.\n\n"We had no bread.\n\n"But we had time."\n\n"I see," said Tom.'
    read = lore.read_text(text)
    assert [len(line.spans) for line in read.lines] == [1, 3, 1]
    assert read.lines[1].text == "We had no boat. We had no bread. But we had time."


def test_the_cast_that_is_given_supplies_the_names() -> None:
    cast = [lore.Character("Ann Hollis", ("Ann", "Miss Hollis")), lore.Character("Tom Reed", ("Tom",))]
    assert set(speakers(lore.read_text(MEETING, cast=cast))) == {"Ann Hollis", "Tom Reed", "Bess"}


def test_nothing_of_a_text_is_lost() -> None:
    assert set(uncovered(script())) <= MARKS


def test_a_text_without_speech_is_narration() -> None:
    read = lore.read_text("The sea was calm.\n\nNobody spoke all day.")
    assert {line.kind for line in read.lines} == {"narration"}
    assert read.cast == ()


def test_an_empty_text_is_an_empty_script() -> None:
    assert lore.read_text("").lines == ()


SIGNS = [*"“”‘’«»„—'", '"', "(", ")", "*", "_", "!", "?", "\u200b", "🙂", "\ufeff", "\x00"]
WORDS = [
    "\n\n",
    "\n",
    "\r\n",
    " ",
    "Ann",
    "Tom",
    " said ",
    "Ann: ",
    "* * *",
    ". ",
    ", ",
    "he",
    "A/N: ",
    "Chapter 1",
    "Mr. ",
]
PIECES = st.sampled_from([*SIGNS, *WORDS, "The old man", "by ", "I "])


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.lists(PIECES, max_size=60).map("".join), st.text(max_size=200)))
def test_no_text_makes_the_reader_raise_or_lose_anything(text: str) -> None:
    read = lore.read_text(text)
    assert read.source == text
    assert set(uncovered(read)) <= MARKS
    for line in read.lines:
        assert line.text == (" ".join(text[start:end] for start, end in line.spans))
