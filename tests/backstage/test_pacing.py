from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.backstage.pacing import Limit, Pacer, Timetable

STAGE, FOYER, HOOK, OTHER_HOOK = 1, 2, 11, 12


def booked(table: Timetable, count: int, channel: int = STAGE, webhook: int = HOOK, now: float = 0.0) -> list[float]:
    return [table.book(channel, webhook, now) for _ in range(count)]


def test_five_posts_of_a_webhook_go_at_once_and_the_sixth_after_two_seconds() -> None:
    assert booked(Timetable(), 7) == [0.0, 0.0, 0.0, 0.0, 0.0, 2.0, 2.0]


def test_thirty_posts_go_in_a_minute_of_a_channel_and_the_next_after_it() -> None:
    when = booked(Timetable(), 32)
    assert sum(moment < 60.0 for moment in when) == 30
    assert when[30:] == [60.0, 60.0]


def test_a_channel_waits_for_no_other() -> None:
    table = Timetable()
    booked(table, 40)
    assert booked(table, 5, FOYER, OTHER_HOOK) == [0.0] * 5


def test_a_new_webhook_in_a_channel_still_counts_for_the_channel() -> None:
    table = Timetable(per_channel=Limit(3, 60.0))
    booked(table, 3)
    assert booked(table, 1, webhook=OTHER_HOOK) == [60.0]


def test_who_posts_slowly_never_waits() -> None:
    table = Timetable()
    assert all(table.book(STAGE, HOOK, now) == now for now in (2.0 * number for number in range(100)))


@given(st.lists(st.floats(0, 3), max_size=120), st.integers(1, 6), st.floats(0.5, 10))
def test_no_stretch_of_time_ever_holds_more_than_the_limit(gaps: list[float], most: int, seconds: float) -> None:
    table, now, when = Timetable(Limit(most, seconds), Limit(most * 4, seconds * 6)), 0.0, []
    for gap in gaps:
        now += gap
        when.append(table.book(STAGE, HOOK, now))
    assert when == sorted(when)
    assert all(later >= earlier + seconds for earlier, later in zip(when, when[most:], strict=False))
    assert all(later >= earlier + seconds * 6 for earlier, later in zip(when, when[most * 4 :], strict=False))


async def test_a_post_is_held_back_for_as_long_as_it_must() -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    pacer = Pacer(clock=lambda: 100.0, sleep=sleep)
    for _ in range(6):
        await pacer.wait(STAGE, HOOK)
    assert slept == [2.0]
