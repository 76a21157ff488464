import pytest

from bot.stage.pace import seconds_to_read


@pytest.mark.parametrize(
    ("words", "least", "seconds"), [(1, 2.0, 2.0), (12, 2.0, 3.0), (500, 2.0, 6.0), (9, 0.0, 0.0), (1, 9.0, 9.0)]
)
def test_the_pause_grows_with_the_words_between_the_floor_and_the_longest(
    words: int, least: float, seconds: float
) -> None:
    assert seconds_to_read("word " * words, least) == seconds
