"""What stands between two turns, and what it says of the next."""

import pytest

from lore.attribution.contexts import is_silent


@pytest.mark.parametrize("told", ["Ann made no answer.", "Tom rose. Ann did not speak for a while."])
def test_narration_may_close_with_somebody_silent(told: str) -> None:
    assert is_silent(told, (0, len(told)))


@pytest.mark.parametrize("told", ["Ann hesitated. Then she rose.", "Ann laughed."])
def test_narration_that_closes_otherwise_says_nothing_of_silence(told: str) -> None:
    assert not is_silent(told, (0, len(told)))
