"""Who heard what: entrances, exits and scenes."""

from __future__ import annotations

import pytest

import lore
from lore.answers.presence import heard
from lore.search.index import build_index

PARLOUR = """
Ines set the table.

"The will is hidden in the clock," said Pavel.

"Then nobody must wind it," said Ines.

Mara came in with the soup, and the talk stopped.

"Is it going to snow, Pavel?" asked Mara.

"By midnight," said Pavel.

Mara left the room.

"The lawyer arrives on Friday," said Pavel.

"I shall hide the key in the flour," said Ines.
"""


def lines_heard(text: str, character: str) -> set[int]:
    script = lore.read_text(text)
    index = build_index([script])
    places = heard(index, len(index.entries), character)
    assert places is not None
    return {index.entries[place].line.number for place in places}


def line_with(text: str, words: str) -> int:
    return next(line.number for line in lore.read_text(text).lines if words in line.text)


def test_who_comes_in_did_not_hear_what_went_before() -> None:
    assert line_with(PARLOUR, "The will") not in lines_heard(PARLOUR, "Mara")


def test_who_leaves_hears_nothing_more() -> None:
    assert line_with(PARLOUR, "lawyer") not in lines_heard(PARLOUR, "Mara")


def test_who_is_there_hears_what_is_said() -> None:
    assert line_with(PARLOUR, "midnight") in lines_heard(PARLOUR, "Mara")


def test_who_stays_hears_it_all() -> None:
    assert lines_heard(PARLOUR, "Pavel") >= {line_with(PARLOUR, each) for each in ("The will", "midnight", "lawyer")}


def test_who_speaks_again_is_back() -> None:
    text = PARLOUR + '\n"I forgot the spoons," said Mara.\n\n"They are in the drawer," said Ines.\n'
    assert line_with(text, "drawer") in lines_heard(text, "Mara")
    assert line_with(text, "lawyer") not in lines_heard(text, "Mara")


def test_leaving_a_thing_is_not_leaving() -> None:
    text = PARLOUR.replace("Mara left the room.", "Mara left her spoon in the soup.")
    assert line_with(text, "lawyer") in lines_heard(text, "Mara")


def test_somebody_else_who_leaves_takes_nobody_along() -> None:
    text = PARLOUR.replace("Mara left the room.", "Mara looked on. Ines left the room.")
    assert line_with(text, "lawyer") in lines_heard(text, "Mara")


@pytest.mark.parametrize(
    "exit_", ["(Exit Mara.)", "Mara went out.", "Mara walked away, humming.", "Mara, smiling, left."]
)
def test_an_exit_is_known_in_several_words(exit_: str) -> None:
    text = PARLOUR.replace("Mara left the room.", exit_)
    assert line_with(text, "lawyer") not in lines_heard(text, "Mara")


def test_a_character_does_not_answer_from_what_was_said_behind_their_back() -> None:
    library = lore.Library([lore.read_text(PARLOUR)])
    answer = library.ask("Where is the will hidden?", as_character="Mara")
    assert answer.text is None
    assert all("clock" not in ranked.line.text for ranked in answer.lines)
