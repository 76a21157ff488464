"""Who is one person and who is two, and under which name."""

from __future__ import annotations

import lore


def cast(text: str) -> dict[str, tuple[str, ...]]:
    return {character.name: character.aliases for character in lore.read_text(text).cast}


def test_a_title_and_a_first_name_in_the_narration_are_two_of_one_family() -> None:
    text = (
        "Mr. Gray shut the gate. Paul Gray watched him. Mr. Gray said nothing to Paul, and Paul whistled.\n\n"
        '"Supper," said Mr. Gray.\n\n"Coming," said Paul.'
    )
    assert set(cast(text)) == {"Mr. Gray", "Paul"}


def test_a_title_that_only_others_use_is_the_same_person() -> None:
    text = (
        'Paul Gray shut the gate. Paul whistled, and the porter came.\n\n"Supper, Mr. Gray," said the porter.\n\n'
        '"Coming," said Paul.'
    )
    assert "Mr. Gray" in cast(text)["Paul"]


def test_a_bare_surname_gives_way_to_the_full_name() -> None:
    text = 'Paul Gray shut the gate. Gray whistled. Gray waited.\n\n"Supper," said Gray.\n\n"Now," said Gray.'
    assert set(cast(text)) == {"Paul Gray"}


def test_a_miss_and_a_lady_of_one_surname_stay_two() -> None:
    text = '"Tea?" said Lady Brand.\n\n"Please," said Miss Brand.\n\n"Milk?" said Lady Brand.'
    assert set(cast(text)) == {"Lady Brand", "Miss Brand"}


def test_the_narrator_bears_the_name_that_others_call() -> None:
    text = (
        "I kept the light that winter with Mr. Crane.\n\n"
        '"Throw him a rope, Jessop," said Mr. Crane.\n\n"Which end?" I asked.\n\n"Either, Jessop."'
    )
    assert set(cast(text)) == {"Mr. Crane", "Jessop"}


def test_letters_in_a_story_make_no_narrator() -> None:
    text = (
        'Ann read the letter. I am well, it said. I hope you are.\n\n"He is well," said Ann.\n\n"I knew it," said Tom.'
    )
    assert "Narrator" not in cast(text)


def test_kin_without_a_name_is_a_character_of_its_own() -> None:
    text = '"It followed me home," said Nils.\n\n"That is a bishop," said his wife.'
    assert set(cast(text)) == {"Nils", "his wife"}


def test_kin_of_a_named_person_is_one_person_with_its_pronoun() -> None:
    text = (
        "Lotta's mother peeled an apple.\n\n"
        '"Where does it go?" asked Lotta.\n\n"To bed," said her mother.\n\n"To bed," said Lotta\'s mother.'
    )
    assert cast(text)["Lotta's mother"] == ("her mother",)


def test_a_word_that_opens_a_sentence_once_is_nobody() -> None:
    text = 'Seizing her hat Ann left.\n\n"Wait!" said Tom.\n\n"Ironed," said Ann.\n\n"Soup!" said Tom.'
    assert set(cast(text)) == {"Ann", "Tom"}


def test_a_label_with_kin_is_not_the_one_whose_kin_it_is() -> None:
    text = "LOTTA: Where does it go?\n\nLOTTA'S MOTHER: To bed.\n\nLOTTA: And then?\n"
    assert len(cast(text)) == 2


def test_an_adverb_before_a_name_is_no_part_of_it() -> None:
    text = (
        '"Well?" said Ida.\n\nAbruptly Otto rose. "Come." Otto went out.\n\n"Where to?" said Ida.\n\n"Home," said Otto.'
    )
    assert [character.name for character in lore.read_text(text).cast] == ["Ida", "Otto"]


def test_two_names_side_by_side_are_not_one_person() -> None:
    text = (
        "Ida rose. Clara Blum rose. Ida looked at Clara. Clara looked at Ida. To Clara Ida was a stranger.\n\n"
        '"Come in," said Ida.\n\n"Thank you," said Clara.'
    )
    assert [character.name for character in lore.read_text(text).cast] == ["Ida", "Clara"]


def test_a_title_of_the_other_gender_is_somebody_else() -> None:
    text = 'Clara Blum rose. Clara had met Mr. Blum before.\n\n"Come in," said Mr. Blum.\n\n"Thank you," said Clara.'
    assert [character.name for character in lore.read_text(text).cast] == ["Mr. Blum", "Clara"]


def test_a_stranger_who_gives_a_name_is_called_by_it() -> None:
    text = (
        'The stranger put down his bag. "Is this the inn?" said the stranger.\n\n"It is," said Ida. "And you?"\n\n'
        '"My name is Otto Gray," said the stranger.\n\n"Then sit down, Mr. Gray."\n\n"Thank you," said Otto.'
    )
    cast = lore.read_text(text).cast
    assert [character.name for character in cast] == ["Otto", "Ida"]
    assert "the stranger" in cast[0].aliases


def test_what_a_play_says_of_coming_and_going_is_no_name() -> None:
    text = "IDA. Who is there?\n\n[Enter INSPECTOR BOLT, wet through.]\n\nBOLT. The law.\n\nIDA. Come in, Inspector."
    (bolt,) = [one for one in lore.read_text(text).cast if one.name == "BOLT"]
    assert not [alias for alias in bolt.aliases if "enter" in alias.lower()]


def test_a_label_of_two_is_neither_of_them() -> None:
    text = "IDA. Who?\n\nOTTO. Me.\n\nIDA AND MRS. GRAY. You!\n\nMRS. GRAY. Well.\n\nOTTO. Well.\n\nIDA. Sit."
    read = lore.read_text(text)
    assert [line.speaker for line in read.lines] == ["IDA", "OTTO", "IDA AND MRS. GRAY", "MRS. GRAY", "OTTO", "IDA"]
