"""Gender from evidence: titles, pronouns near a name, and what a pronoun says of those it cannot mean."""

from __future__ import annotations

from lore.attribution.reading import prepare
from lore.script.passages import read_passages


def women(text: str) -> dict[str, float]:
    reading = prepare(text, read_passages(text, []))
    return {person.name: person.female for person in reading.roster.people}


def test_a_title_decides() -> None:
    found = women('"Tea?" said Mrs. Brand.\n\n"Please," said Mr. Brand.')
    assert found["Mrs. Brand"] > 0.99
    assert found["Mr. Brand"] < 0.01


def test_pronouns_after_a_name_decide() -> None:
    text = 'Tovy shut her book. Tovy had lost her place, and she sighed.\n\n"Enough," said Tovy. She rose.'
    assert women(text)["Tovy"] > 0.8


def test_a_pronoun_goes_to_the_one_of_two_who_can_be_meant() -> None:
    text = (
        "Mr. Brand met Tovy. He bowed. Tovy looked at Mr. Brand, and he smiled. Tovy lost her hat.\n\n"
        "Tovy and Mr. Brand walked. He spoke of the sea to Tovy, and he laughed. Tovy lost her shoe.\n\n"
        '"Enough," said Tovy.'
    )
    assert women(text)["Tovy"] > 0.6


def test_a_name_of_which_nothing_is_told_stays_open() -> None:
    assert 0.1 < women('"Enough," said Quex.\n\n"Quite," said Tovy.')["Quex"] < 0.9
