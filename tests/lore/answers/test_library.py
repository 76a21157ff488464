"""The library as others call it: asked, searched, held below a ceiling."""

from __future__ import annotations

import sys

import pytest

import lore

HARBOUR = lore.Script.from_lines(
    "The Harbour",
    [
        (None, "Mara waited on the pier with a brass lantern."),
        ("Mara", "You are late, Tobin."),
        ("Tobin", "The ferry broke down near the lighthouse."),
        ("Mara", "Did you bring the map?"),
        ("Tobin", "It is in my left boot."),
        ("Mara", "Why would anybody keep a map in a boot?"),
        ("Tobin", "Because nobody ever looks there."),
        (None, "A bell rang twice above the water."),
        ("Mara", "Nobody opens the locked door before midnight."),
        ("Tobin", "Then we wait."),
        ("Mara", "We leave for the island on Thursday."),
        ("Tobin", "My uncle owns three goats and a boat."),
    ],
)
GARDEN = lore.Script.from_lines("The Garden", [("Ines", "I buried the silver spoon under the plum tree.")])


@pytest.fixture(scope="module")
def library() -> lore.Library:
    return lore.Library([HARBOUR, GARDEN])


def numbers(answer: lore.Answer) -> list[int]:
    return [ranked.line.number for ranked in answer.lines]


def test_the_line_after_a_question_answers_it(library: lore.Library) -> None:
    answer = library.ask("Where is the map?")
    assert 5 in numbers(answer)[:3]
    assert answer.text
    assert answer.text in HARBOUR.source


def test_a_half_remembered_quotation_gives_its_speaker(library: lore.Library) -> None:
    answer = library.ask('Who says "nobody opens a locked door"?')
    assert answer.text == "Mara"
    assert answer.lines[0].line.number == 9


def test_words_that_nobody_says_have_no_speaker(library: lore.Library) -> None:
    answer = library.ask('Who says "elephants dance upon purple mountains"?')
    assert answer.text is None


def test_a_character_s_lines_are_counted_and_each_is_cited(library: lore.Library) -> None:
    answer = library.ask("How many lines does Tobin have?")
    assert answer.text == "5 lines"
    assert sorted(numbers(answer)) == [3, 5, 7, 10, 12]


def test_counts_stop_at_the_ceiling(library: lore.Library) -> None:
    assert library.ask("How many lines does Tobin have?", until=(HARBOUR, 6)).text == "2 lines"


def test_a_quoted_word_is_counted(library: lore.Library) -> None:
    answer = library.ask('How many times does Mara say "boot"?')
    assert answer.text == "1 times"
    assert numbers(answer) == [6]


@pytest.mark.parametrize("question", ["Who speaks in this chapter?", "List the characters.", "Which characters speak?"])
def test_who_speaks_is_listed_with_the_first_line_of_each(library: lore.Library, question: str) -> None:
    answer = library.ask(question)
    assert answer.text == "Mara, Tobin, Ines"
    assert [(ranked.script, ranked.line.number) for ranked in answer.lines] == [(HARBOUR, 2), (HARBOUR, 3), (GARDEN, 1)]


def test_a_list_of_characters_stops_at_the_ceiling(library: lore.Library) -> None:
    assert library.ask("List the characters.", until=(HARBOUR, 2)).text == "Mara"


def test_lines_with_a_quoted_word_are_listed(library: lore.Library) -> None:
    answer = library.ask('Which lines have "boot"?')
    assert answer.text == "2 lines"
    assert sorted(numbers(answer)) == [5, 6]


def test_a_count_of_nothing_is_no_answer(library: lore.Library) -> None:
    answer = library.ask('How many times does Mara say "zebra"?')
    assert answer.text is None
    assert len(answer.lines) >= 10


def test_ten_lines_come_with_an_answer_even_when_it_abstains(library: lore.Library) -> None:
    for question in ("Where is the map?", "zxcv qwerty", "\N{GRINNING FACE}", "@everyone", ""):
        assert len(library.ask(question).lines) >= 10


@pytest.mark.parametrize("question", ["", "   ", "\N{GRINNING FACE}\N{PARTY POPPER}", "@everyone", "zxcv qwerty", "?"])
def test_a_question_without_matter_is_refused(library: lore.Library, question: str) -> None:
    answer = library.ask(question)
    assert answer.text is None
    assert answer.refusal


HOSTILE = {
    "long": "Where is the map? " * 170,
    "quotation marks": "'" * 3_000,
    "open brackets": "what (" * 500,
    "many quotations": "\"a\" 'b' " * 300,
    "mentions": "Who said <@123456789> @everyone <#1> <@&7> to Mara?",
    "right to left": "\N{RIGHT-TO-LEFT OVERRIDE}?paM eht si erehW\N{POP DIRECTIONAL FORMATTING}",
    "a bomb for regular expressions": "which lines " + "a" * 2_900 + "!",
    "another bomb": "how many times does " + "(x+x+)+ " * 300 + "speak",
    "SQL": "'; DROP TABLE chapter; -- how many lines does Mara have?",
    "emoji": "\N{FACE WITH TEARS OF JOY}" * 1_000,
    "nothing but marks": ". . . ? ! , ; : - \u2014 \u2026 " * 80,
    "zero widths": "\N{ZERO WIDTH SPACE}\N{ZERO WIDTH JOINER}" * 900,
    "lone surrogate": "where is \udc80 the map?",
    "a row mark": "where is the map\x1e\x00?",
    "capitals": "WHO IS " * 400,
}


@pytest.mark.parametrize("question", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_question_is_answered_like_any_other(library: lore.Library, question: str) -> None:
    answer = library.ask(question)
    assert answer.text is None or answer.lines
    assert len(answer.lines) >= 10 or answer.kind == "count"
    assert answer.best is None or all(mark not in answer.best for mark in "\x1e\x00")
    for character in ("Mara", question):
        library.ask(question, as_character=character)
    library.search(question, speaker=question, to=question)


def test_no_question_makes_the_work_grow_with_its_length(library: lore.Library) -> None:
    def steps(question: str) -> int:
        taken = 0

        def count(_frame: object, _event: str, _argument: object) -> None:
            nonlocal taken
            taken += 1

        sys.setprofile(count)
        try:
            library.ask(question)
        finally:
            sys.setprofile(None)
        return taken

    usual = max(steps("Where is the map? " * 34), 1)
    assert all(steps(question) < 20 * usual for question in HOSTILE.values())


def test_nothing_after_the_ceiling_is_found(library: lore.Library) -> None:
    answer = library.ask("Where is the map?", until=(HARBOUR, 4))
    assert all(ranked.script is HARBOUR and ranked.line.number <= 4 for ranked in answer.lines)
    assert not library.search("boot", until=(HARBOUR, 4))
    assert not library.search("spoon", until=(HARBOUR, 12))


def test_a_ceiling_in_a_later_script_knows_the_earlier_ones(library: lore.Library) -> None:
    assert 5 in numbers(library.ask("Where is the map?", until=(GARDEN, 1)))


def test_a_ceiling_below_the_first_line_leaves_nothing(library: lore.Library) -> None:
    answer = library.ask("Where is the map?", until=(HARBOUR, 0))
    assert answer.text is None
    assert answer.lines == ()


def test_a_ceiling_in_a_script_from_elsewhere_is_a_fault(library: lore.Library) -> None:
    with pytest.raises(ValueError, match="not in this library"):
        library.ask("Where is the map?", until=(lore.Script.from_lines("Elsewhere", []), 1))


def test_a_character_answers_in_lines_of_their_own(library: lore.Library) -> None:
    answer = library.ask("Why do you keep a map in a boot?", as_character="Tobin")
    assert answer.lines[0].line.speaker == "Tobin"
    assert all(ranked.script is HARBOUR for ranked in answer.lines)


def test_a_character_knows_nothing_of_scenes_they_are_not_in(library: lore.Library) -> None:
    answer = library.ask("Where is the silver spoon?", as_character="Mara")
    assert answer.text is None
    assert all(ranked.script is HARBOUR for ranked in answer.lines)


def test_an_empty_library_answers_nothing() -> None:
    answer = lore.Library([]).ask("Who is there?")
    assert (answer.text, answer.lines, answer.confidence) == (None, (), 0.0)


def test_search_keeps_its_filters(library: lore.Library) -> None:
    assert [found.line.number for found in library.search("map", speaker="mara")] == [4, 6]
    assert [found.line.number for found in library.search("", speaker="Ines")] == [1]
    assert library.search("map", speaker="Nobody") == []


def test_search_gives_at_most_the_limit_best_first(library: lore.Library) -> None:
    found = library.search("map boot", limit=2)
    assert len(found) == 2
    assert found[0].line.number == 6
    assert found[0].score >= found[1].score


def test_a_limit_below_one_is_a_fault(library: lore.Library) -> None:
    with pytest.raises(ValueError, match="at least one"):
        library.search("map", limit=0)


CHOIR = lore.Script.from_lines(
    "The Quay",
    [
        (None, "The boat lay at the quay."),
        ("Mara Quill", "Who has the rope?"),
        ("Tobin, Mara Quill", "Nobody has the rope!"),
        ("Tobin", "We left the rope at home."),
        ("Mara's aunt", "I told you so."),
    ],
)


def test_lines_spoken_together_are_each_speaker_s_own() -> None:
    assert lore.Library([CHOIR]).ask("How many lines does Tobin have?").text == "2 lines"


def test_a_name_means_its_bearer_and_not_the_bearer_s_aunt() -> None:
    assert lore.Library([CHOIR]).ask("How many lines does Mara have?").text == "2 lines"


ARRIVAL = lore.read_text(
    """The Arrival

Mara waited on the pier. Tobin came late.

"You are late," said Mara. "The tide is gone."

"The ferry broke down," said Tobin.

"I never trusted the ferry," said Mara, "and the tide waits for nobody."

"Good night," said Tobin.

Long after that Ines came out of the fog.

"Where is the boat?" asked Ines.
"""
)


def test_who_says_something_in_a_tale_is_not_whoever_speaks_for_the_first_time() -> None:
    answer = lore.Library([ARRIVAL]).ask("Who says good night?")
    assert answer.text == "Tobin"
    assert answer.lines[0].line.text == "Good night,"


def test_a_chapter_s_heading_is_not_taken_for_the_opening_of_a_scene() -> None:
    answer = lore.Library([ARRIVAL]).ask("Who never trusted the ferry?")
    assert all(ranked.line.kind != "heading" for ranked in answer.lines[:3])
