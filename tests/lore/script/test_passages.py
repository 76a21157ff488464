from __future__ import annotations

import pytest

from lore.script.passages import read_passages
from lore.script.scenes import number_scenes


def kinds(text: str) -> list[str]:
    return [passage.kind for passage in read_passages(text)]


STORY = 'Ann sat down by the window and waited.\n\n"You are late," said Ann.\n\n"The tide was against us," said Tom.'


@pytest.mark.parametrize(
    "heading",
    [
        "Chapter 2",
        "CHAPTER IV. The Harbour",
        "Prologue",
        "## The harbour",
        "XII",
        "7.",
        "THE LAMPS",
        "Part Two: Ashore",
    ],
)
def test_headings_are_recognised(heading: str) -> None:
    assert kinds(f"{heading}\n\n{STORY}")[0] == "heading"


@pytest.mark.parametrize("heading", ["POV: Tom", "Tom's POV", "Third Person POV", "Tom’s point of view"])
def test_whose_eyes_see_a_scene_is_a_heading(heading: str) -> None:
    assert kinds(f"{STORY}\n\n{heading}\n\nHe had been sleeping.")[3] == "heading"


def test_an_exchange_that_somebody_had_had_is_a_scene_in_memory() -> None:
    text = (
        f'{STORY}\n\nShe remembered the quay. "Never sell the boat," her mother had said.\n\n"Why?"\n\n'
        '"It floats."\n\n"Come to bed," said Tom.'
    )
    settings = [setting for _, setting in number_scenes(text, read_passages(text))]
    assert settings == ["stage"] * 3 + ["memory"] * 3 + ["stage"]


def test_what_had_been_said_without_remembering_makes_no_scene() -> None:
    text = f'{STORY}\n\n"The boat leaks," Tom had said, and so it did.'
    assert {setting for _, setting in number_scenes(text, read_passages(text))} == {"stage"}


def test_a_title_stands_only_before_the_story() -> None:
    assert kinds(f"The harbour at night\n\n{STORY}\n\nThe harbour at night")[0::4] == ["heading", "prose"]


def test_a_lone_paragraph_is_no_heading() -> None:
    assert kinds("Hello") == ["prose"]


@pytest.mark.parametrize("ornament", ["* * *", "---", "~*~*~", "#", "oOo", "⁂"])
def test_ornaments_divide_scenes(ornament: str) -> None:
    text = f"{STORY}\n\n{ornament}\n\nNext day it rained."
    passages = read_passages(text)
    assert [scene for scene, _ in number_scenes(text, passages)][-1] == 2
    assert passages[3].kind == "ornament"


@pytest.mark.parametrize(
    "note",
    [
        "A/N: I own nothing of this.",
        "Author's note: this was fun.",
        "Disclaimer: not mine.",
        "Title: The Harbour",
        "Rating: G",
        "by Somebody Else",
    ],
)
def test_front_matter_is_set_aside(note: str) -> None:
    assert kinds(f"{note}\n\n{STORY}") == ["note", "prose", "prose", "prose"]


def test_replies_to_reviewers_are_notes_though_they_look_like_play_form() -> None:
    replies = "Blue Heron: Thank you for the review of the last chapter!\n\nMoss: Sorry it had to end."
    text = f"{STORY}\n\n\n\n{replies}"
    assert kinds(text)[-2:] == ["note", "note"]


def test_play_form_at_the_end_is_story_where_the_story_knows_the_names() -> None:
    text = f"{STORY}\n\nAnn: The chapter is closed.\n\nTom: Thank you for the review."
    assert kinds(text)[-2:] == ["play", "play"]


def test_a_label_alone_makes_no_play_form() -> None:
    assert kinds(f"{STORY}\n\nNothing else: the sea was calm.")[-1] == "prose"


def test_a_word_with_a_colon_between_plays_lines_is_narration_where_no_words_begin_behind_it() -> None:
    assert kinds("Ann: Come in.\n\nTime: a quarter to ten.\n\nTom: Thank you.\n\nAnn: Sit.") == [
        "play",
        "prose",
        "play",
        "play",
    ]


def test_older_plays_end_a_name_with_a_stop() -> None:
    text = "ANSELM. Who rang?\n\nTILDE. Nobody rang.\n\n(The bell again.)\n\nANSELM. There."
    assert kinds(text) == ["play", "play", "prose", "play"]


def test_a_comma_may_stand_behind_the_closing_mark() -> None:
    (passage,) = read_passages('"Nothing", said Ann.')
    assert len(passage.quotations) == 1


def test_names_above_their_words_label_them() -> None:
    text = "ANN\nCome in.\n\nMR. REED\n(aside)\nShe knows.\n\nANN\nSit."
    passages = read_passages(text)
    assert [text[slice(*passage.label)] for passage in passages if passage.label] == ["ANN", "MR. REED", "ANN"]
    assert [text[p.quotations[0].start : p.quotations[0].end] for p in passages] == ["Come in.", "She knows.", "Sit."]


def test_a_sign_in_capitals_above_a_sentence_is_no_cue() -> None:
    assert "play" not in kinds(f"{STORY}\n\nNO ENTRY\nsaid the gate.")


def test_a_direction_in_brackets_is_no_part_of_a_played_speech() -> None:
    text = "Ann: (rising) Come in.\n\nTom: (Ann) says so."
    played = [text[p.quotations[0].start : p.quotations[0].end] for p in read_passages(text)]
    assert played == ["Come in.", "(Ann) says so."]


@pytest.mark.parametrize(
    "text",
    [
        'She called it a "holiday" and went to bed.',
        '"Home" was two rooms above a shop.',
        'The word "never" had been crossed out.',
        'He hated the name "Sparrow", and said so.',
        'They drank at "The Three Geese." Nobody thought it odd.',
        'The boat was called "The Patience," and she leaked.',
        'The band played "The Drowned Miller" until the widow left.',
        'The card in the door read "Back in an hour", and it lied.',
        'It was painted on the gate in red, "Keep out."',
        '"Come at once," she wrote.',
        'She was tempted to say, "I told you so."',
        'He looked round, as if to say, "Who asked you?"',
        'Another man would have said, "Sit down."',
    ],
)
def test_quoted_words_that_nobody_says_are_narration(text: str) -> None:
    (passage,) = read_passages(text)
    assert not passage.quotations
    assert passage.scare == 1


@pytest.mark.parametrize(
    "text",
    [
        'Tom said "yes" and left.',
        '"Nonsense" said Ann.',
        '"Perhaps"',
        'Then, from below: "All hands"',
        '"Go!"',
        'She cried "Help!" twice.',
        'Ann could not help saying, "I told you so."',
        'She went on "And where is the boat?"',
        'There was a cry of "Man overboard!" from the deck.',
        'He threw the letter down. "Nonsense," he said.',
    ],
)
def test_short_quotations_beside_a_verb_of_speech_are_spoken(text: str) -> None:
    (passage,) = read_passages(text)
    assert len(passage.quotations) == 1


def test_speech_goes_on_in_small_letters_after_a_tag() -> None:
    text = '"You talk too much," said Ann; "and that is a fact."'
    (passage,) = read_passages(text)
    assert len(passage.quotations) == 2


@pytest.mark.parametrize(
    "text", ['"I?"', '"Part two of the plan is yours," said Ann.', "Day one of the strike began badly."]
)
def test_a_number_or_a_part_in_the_story_is_no_heading(text: str) -> None:
    assert kinds(f"{STORY}\n\n{text}")[-1] == "prose"


def test_dash_dialogue_is_read_with_its_tags() -> None:
    text = "— You are late, said Ann. The lamps are lit.\n\n— The tide —he answered— was against us.\n\nThey went in."
    said = [[text[q.start : q.end] for q in p.quotations] for p in read_passages(text)]
    assert said == [["You are late,", "The lamps are lit."], ["The tide", "was against us."], []]


def test_a_dash_opens_speech_again_after_a_tag_where_the_text_has_that_habit() -> None:
    text = "— You are late, said Ann. She lit the lamp. — Come in.\n\nTom bowed and said: — Gladly.\n\n— Sit."
    said = [[text[q.start : q.end] for q in p.quotations] for p in read_passages(text)]
    assert said == [["You are late,", "Come in."], ["Gladly."], ["Sit."]]


DASHED = "— The lamps are lit, said Ann.\n\n— I see them, Tom answered.\n\n"


def dashed(paragraph: str) -> list[str]:
    text = DASHED + paragraph
    return [text[q.start : q.end] for q in read_passages(text)[2].quotations]


@pytest.mark.parametrize(
    ("paragraph", "words"),
    [
        ("—Nothing. —Ramiro patted its neck—. It is honest.", ["Nothing.", "It is honest."]),
        ("— Ask Mrs. Reed, said his wife. She knows.", ["Ask Mrs. Reed,", "She knows."]),
        ("— Have you seen it? one of the sailors asked.", ["Have you seen it?"]),
        ("— Never! was the old man's answer.", ["Never!"]),
        ("— I must go. She took her coat from the chair.", ["I must go."]),
        ("— Must you? and he laughed.", ["Must you?"]),
        ("— He went to the river. He took the oar.", ["He went to the river. He took the oar."]),
        ("— My aunt says that you drink. She says so daily.", ["My aunt says that you drink. She says so daily."]),
    ],
)
def test_dashed_words_end_where_a_tag_a_beat_or_an_aside_begins(paragraph: str, words: list[str]) -> None:
    assert dashed(paragraph) == words
