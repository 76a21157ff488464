"""Which sentences of a paragraph are told."""

from __future__ import annotations

import pytest

import lore
from lore.answers.sentences import all_of_short_row, split, whole, with_antecedent, with_brackets
from lore.search.words import stem

PARAGRAPH = (
    "Mara waited on the pier with a brass lantern. Mr. Orme came late, because the ferry had lost its rudder. "
    "He carried nothing. Was he sorry? He never said so."
)


def told(words: dict[str, float], wanted: str = "") -> str:
    start, end = whole(PARAGRAPH, 0, 4, words, wanted)
    return PARAGRAPH[start:end]


def test_a_title_and_three_dots_end_no_sentence() -> None:
    text = "Mr. Orme said. . . nothing at all. Then he left."
    assert [text[each.start : each.end] for each in split(text, {})] == [
        "Mr. Orme said. . . nothing at all.",
        "Then he left.",
    ]


def test_the_sentence_with_most_of_the_question_is_told() -> None:
    assert told({"lantern": 6.0, "pier": 5.0}) == "Mara waited on the pier with a brass lantern."


def test_a_cause_is_looked_for_where_one_is_asked() -> None:
    words = {"lantern": 6.0, "lat": 4.0}
    assert told(words).startswith("Mara waited")
    assert told({"lat": 4.0}, "why").startswith("Mr. Orme came late, because")


def test_a_measure_that_is_asked_for_is_told_though_its_sentence_has_no_word_of_the_question() -> None:
    text = "The inn was old. It stood alone. Nine years, and not a day more. It was late."
    start, end = whole(text, text.index("late"), len(text) - 1, {stem("inn"): 5.0}, "how long")
    assert text[start:end] == "Nine years, and not a day more."


def test_of_two_sentences_with_one_word_the_one_that_has_the_other_in_other_words_is_told() -> None:
    text = "It was late. The tale was old. All that stood in the tale was true. Nobody had read the tale."
    start, end = whole(text, 0, 2, {stem("tale"): 5.0, stem("right"): 4.0})
    assert text[start:end] == "All that stood in the tale was true."


def test_of_two_sentences_with_much_of_the_question_the_one_with_the_chosen_stretch_is_told() -> None:
    text = "The old bell was heavy. The boat came late. The bell lay in the harbour. Nobody came."
    at = text.index("in the harbour")
    start, end = whole(text, at, at + 14, {stem("bell"): 5.0, stem("old"): 4.0})
    assert text[start:end] == "The bell lay in the harbour."


def test_a_stretch_without_a_word_of_the_question_does_not_outweigh_the_sentence_that_has_it() -> None:
    text = "The old tale was long. It was late."
    start, end = whole(text, text.index("late"), len(text) - 1, {stem("tale"): 5.0, stem("old"): 4.0})
    assert text[start:end] == "The old tale was long."


@pytest.mark.parametrize(
    ("text", "asked", "told_"),
    [
        ("It was Ines. The bell of Orme is hers. One day she will drown Orme.", {"orm"}, "It was Ines."),
        ("It was Ines. One day Pavel will drown Orme.", {"orm"}, "One day Pavel will drown Orme."),
        ("It was late. One day she will drown Orme.", {"orm"}, "One day she will drown Orme."),
        ("It was Ines. It rained. It rained on. It rained more. She sang.", set(), "She sang."),
    ],
)
def test_who_a_pronoun_is_stands_with_it_where_a_sentence_before_says_so(
    text: str, asked: set[str], told_: str
) -> None:
    last = max(text.rfind(". ", 0, len(text) - 1) + 2, 0)
    start, end = with_antecedent(text, last, len(text), asked)
    assert text[start:end].startswith(told_)
    assert end == len(text)


def test_all_of_a_short_row_is_told() -> None:
    text = "The bell rang. It was the ferry's. Nobody went down to look."
    assert all_of_short_row(text, 0, 14) == (0, len(text))


@pytest.mark.parametrize(
    "text",
    ["One. Two came. Three came. Four came.", f"The bell rang. {'It rang and rang again all night ' * 5}until noon."],
)
def test_of_a_long_row_the_chosen_sentences_are_told(text: str) -> None:
    assert all_of_short_row(text, 0, 4) == (0, 4)


@pytest.mark.parametrize("fragment", ["Ines.", 'No king, no priest, no "captain".', "Even today."])
def test_a_fragment_is_told_with_the_sentence_that_it_finishes(fragment: str) -> None:
    text = f"The lamp was out. A thin voice came over the water. {fragment} Then the tide turned."
    start, end = whole(text, 0, 4, {stem("voice"): 5.0, stem("water"): 4.0})
    assert text[start:end] == f"A thin voice came over the water. {fragment}"


@pytest.mark.parametrize("sentence", ["Rain fell.", "Ines jumped.", "She was tired."])
def test_a_short_sentence_of_its_own_is_no_fragment(sentence: str) -> None:
    text = f"The lamp was out. A thin voice came over the water. {sentence} Then the tide turned."
    start, end = whole(text, 0, 4, {stem("voice"): 5.0, stem("water"): 4.0})
    assert text[start:end] == "A thin voice came over the water."


def test_a_sentence_is_told_with_the_next_that_goes_on_with_its_matter_in_other_words() -> None:
    text = "He thought of the talks with his uncle. Boats and eels were what they had discussed. It was late."
    start, end = whole(text, 0, 4, {stem("talk"): 5.0, stem("uncle"): 4.0})
    assert text[start:end] == text.removesuffix(" It was late.")


def test_to_know_something_adds_nothing_to_a_question() -> None:
    text = "Ines knew what had woken the dog. A door stood open. It was late."
    start, end = whole(text, 0, 4, {stem("woken"): 5.0, stem("dog"): 4.0, stem("ines"): 1.0})
    assert text[start:end] == text.removesuffix(" It was late.")


def test_a_question_is_told_with_what_follows_it() -> None:
    assert told({"sorri": 5.0}) == "Was he sorry? He never said so."


@pytest.mark.parametrize(
    ("question", "told_"),
    [
        ("Why did Orme come late?", "because the ferry had lost its rudder"),
        ("What did Mara have with her on the pier?", "brass lantern"),
    ],
)
def test_a_paragraph_of_prose_answers_with_a_sentence(question: str, told_: str) -> None:
    script = lore.read_text(f'{PARAGRAPH}\n\n"You are late," said Mara.\n\n"I know," said Orme.\n')
    answer = lore.Library([script]).ask(question)
    assert answer.best
    assert told_ in answer.best
    assert answer.best in script.source


@pytest.mark.parametrize(
    ("stretch", "shown"),
    [("Mara) left", "(Mara) left"), ("late (again", "late (again)"), ("was late", "was late"), ("Mara", "Mara")],
)
def test_a_stretch_takes_the_bracket_beside_it_that_closes_it(stretch: str, shown: str) -> None:
    text = "(Mara) left, and Tobin was late (again)"
    start, end = with_brackets(text, text.index(stretch), text.index(stretch) + len(stretch))
    assert text[start:end] == shown


REPEATS = "It is the pilot. He steers the ferry. He has done so for years, Mara."


def test_a_sentence_that_only_repeats_the_question_is_told_with_the_one_that_explains_its_pronoun() -> None:
    start, end = whole(REPEATS, 21, 26, {stem("steers"): 6.0, stem("ferry"): 5.0})
    assert REPEATS[start:end] == "It is the pilot. He steers the ferry."


def test_a_sentence_that_only_repeats_the_question_is_told_with_what_follows_it() -> None:
    text = "I never sank the boat, Mara. I only lent it to the pilot for one afternoon."
    start, end = whole(text, 0, 4, {stem("sank"): 6.0, stem("boat"): 5.0, stem("never"): 1.0})
    assert text[start:end] == text


def test_a_short_line_of_prose_is_told_whole() -> None:
    text = 'Mara closed the gate.\n\n"Leave the lantern by the gate," said Mara to Orme.\n\n"I will," said Orme.\n'
    answer = lore.Library([lore.read_text(text, title="The Gate")]).ask("What should Orme leave by the gate?")
    assert answer.text == "Leave the lantern by the gate,"


def test_who_says_a_line_is_no_answer_to_anything_else() -> None:
    script = lore.read_text('"I often dream of the river," said Ines.\n\n"So do I," said Pavel.\n\nIt was late.\n')
    best = lore.Library([script]).ask("Who dreams of the river?").best
    assert best
    assert "said" not in best
    assert "river" in best


def test_how_somebody_feels_may_be_told_by_a_direction() -> None:
    script = lore.read_text('Ines frowned sadly. "The river is gone."\n\n"It is," said Pavel.\n\nIt was late.\n')
    best = lore.Library([script]).ask("How does Ines feel about the river?").best
    assert best
    assert "sadly" in best


def test_who_is_told_with_the_sentence_that_names_them() -> None:
    script = lore.read_text(
        '"It is Rosa. She is like a sister to Pavel. The old women say that one day she will drown Pavel in the ford," '
        "said Ines.\n\nIt was late.\n\n"
        '"So they say," said Orme.\n'
    )
    best = lore.Library([script]).ask("Who will drown Pavel in the ford one day?").best
    assert best
    assert best.startswith("It is Rosa.")


def test_what_somebody_is_said_to_remind_of_is_what_they_say() -> None:
    script = lore.read_text(
        '"The boat was yours before the frost took the whole of the harbour," Ines reminded him.\n\n'
        '"It was," said Pavel.\n\nIt was late.\n'
    )
    best = lore.Library([script]).ask("What did Ines remind Pavel of?").best
    assert best
    assert best.startswith("The boat was yours")


def test_how_something_looks_is_told_by_what_is_said_of_it_and_not_by_a_look() -> None:
    script = lore.read_text(
        "Ines looked up as Pavel came in out of the rain. He saw a hard light in the eyes before him.\n\n"
        '"You are late," said Ines.\n\n"I am," said Pavel.\n'
    )
    best = lore.Library([script]).ask("How did Ines's eyes look?").best
    assert best
    assert "hard light" in best
