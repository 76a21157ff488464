import pytest

from bot.stage.pace import seconds_to_read


@pytest.mark.parametrize(
    ("words", "least", "seconds"), [(1, 2.0, 2.0), (12, 2.0, 3.0), (500, 2.0, 6.0), (9, 0.0, 0.0), (1, 9.0, 9.0)]
)
def test_the_pause_grows_with_the_words_between_the_floor_and_the_longest(
    words: int, least: float, seconds: float
) -> None:
    assert seconds_to_read("word " * words, least) == seconds


def test_a_server_may_have_it_slower_or_quicker() -> None:
    usual = seconds_to_read("one two three four " * 3, 1)
    assert seconds_to_read("one two three four " * 3, 1, "slow") > usual
    assert seconds_to_read("one two three four " * 3, 1, "quick") < usual


def test_no_pace_makes_a_pause_where_there_is_to_be_none() -> None:
    assert seconds_to_read("one two", 0, "slow") == 0.0
