from __future__ import annotations

import pytest

from bot.model.breaker import LONGEST_REST, Breaker


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def resting(clock: Clock) -> Breaker:
    breaker = Breaker(clock=clock, failures=2, rest=10)
    for _ in range(2):
        assert breaker.admits()
        breaker.failed()
    return breaker


def test_calls_are_admitted_until_several_in_a_row_have_failed(clock: Clock) -> None:
    breaker = Breaker(clock=clock, failures=2)
    breaker.failed()
    breaker.succeeded()
    breaker.failed()
    assert breaker.admits()
    breaker.failed()
    assert not breaker.admits()


def test_after_a_rest_one_call_is_tried_and_no_second_beside_it(clock: Clock) -> None:
    breaker = resting(clock)
    clock.now = 10.0
    assert [breaker.admits(), breaker.admits()] == [True, False]


def test_a_try_that_succeeds_opens_the_way_for_all(clock: Clock) -> None:
    breaker = resting(clock)
    clock.now = 10.0
    assert breaker.admits()
    breaker.succeeded()
    assert not breaker.is_resting
    assert [breaker.admits(), breaker.admits()] == [True, True]


def test_a_try_that_is_called_off_leaves_the_way_to_another(clock: Clock) -> None:
    breaker = resting(clock)
    clock.now = 10.0
    assert breaker.admits()
    breaker.abandoned()
    assert breaker.admits()


def test_each_rest_is_twice_the_one_before_up_to_the_longest(clock: Clock) -> None:
    breaker = resting(clock)
    rests = []
    for _ in range(9):
        start = clock.now
        while not breaker.admits():
            clock.now += 1.0
        rests.append(clock.now - start)
        breaker.failed()
    assert rests == [10.0, 20.0, 40.0, 80.0, 160.0, 320.0, LONGEST_REST, LONGEST_REST, LONGEST_REST]


def test_calls_under_way_when_the_rest_begins_do_not_double_it(clock: Clock) -> None:
    breaker = resting(clock)
    breaker.failed()
    clock.now = 10.0
    assert breaker.admits()


def test_a_rest_that_is_asked_for_begins_at_once_and_is_bounded(clock: Clock) -> None:
    breaker = Breaker(clock=clock)
    breaker.failed(rest=900_000.0)
    assert not breaker.admits()
    clock.now = LONGEST_REST
    assert breaker.admits()
