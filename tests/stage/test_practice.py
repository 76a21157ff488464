from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.stage.book import open_book
from bot.stage.practice import begin_practice, know, lines_before, miss, show
from lore import Script
from tests.stage.plays import small_book

LONG = open_book(
    Script.from_lines(
        "Long", [(name, f"Line {number} of {name}.") for number in range(1, 9) for name in ("Lex", "Clark", "Kyla")]
    )
)
LEX = tuple(line.number for line in LONG.lines if line.part == "Lex")


def test_a_part_is_run_from_the_top() -> None:
    assert begin_practice(small_book(), "Mara", "cue", {}).queue == (2, 4)


def test_lines_missed_before_come_first_and_the_worst_of_them_before_all() -> None:
    practice = begin_practice(LONG, "Lex", "cue", {LEX[2]: 1, LEX[5]: 3, 999: 4})
    assert practice.queue == (LEX[5], LEX[2], *LEX)
    assert practice.drill == 2
    assert know(practice).drill == 1


def test_a_missed_line_comes_again_soon_and_not_at_once() -> None:
    practice = miss(begin_practice(LONG, "Lex", "cue", {}))
    assert practice.queue[:5] == (LEX[1], LEX[2], LEX[3], LEX[0], LEX[4])
    assert practice.missed == (LEX[0],)


def test_the_last_line_missed_comes_once_more() -> None:
    practice = miss(know(begin_practice(small_book(), "Mara", "cue", {})))
    assert practice.queue == (4,)
    assert know(practice).due is None


def test_a_line_that_was_looked_at_is_hidden_again_for_the_next() -> None:
    practice = show(begin_practice(small_book(), "Mara", "cue", {}))
    assert practice.shown
    assert not know(practice).shown


@given(st.lists(st.sampled_from([show, know, miss]), max_size=60))
def test_every_press_makes_older_buttons_stale_and_who_knows_all_comes_to_the_end(presses: list[object]) -> None:
    practice = begin_practice(LONG, "Lex", "letters", {LEX[1]: 2})
    for press in presses:
        if practice.due is None:
            break
        before = practice.step
        practice = press(practice)  # type: ignore[operator]
        assert practice.step == before + 1
        assert set(practice.queue) <= set(LEX)
    for _ in range(len(practice.queue)):
        practice = know(practice)
    assert practice.due is None


def test_the_bot_reads_what_was_said_since_the_parts_last_line() -> None:
    book = small_book()
    assert [line.number for line in lines_before(book, 2)] == [1]
    assert [line.number for line in lines_before(book, 4)] == [3]
    assert [line.number for line in lines_before(book, 6)] == [4, 5]


def test_a_book_of_another_name_is_the_whole_line() -> None:
    assert begin_practice(small_book(), "Mara", "sideways", {}).book == "full"
