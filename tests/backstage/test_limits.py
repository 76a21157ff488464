from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.backstage.limits import WINDOW, Limits

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_a_member_waits_until_their_first_question_is_a_minute_old() -> None:
    limits = Limits(for_a_member=2, for_a_server=100)
    assert limits.ask(1, 7, NOON) is None
    assert limits.ask(1, 7, NOON + timedelta(seconds=20)) is None
    refused = limits.ask(1, 7, NOON + timedelta(seconds=30))
    assert refused is not None
    assert (refused.whom, refused.seconds) == ("member", 30)
    assert limits.ask(1, 7, NOON + WINDOW) is None


def test_one_members_questions_cost_another_nothing() -> None:
    limits = Limits(for_a_member=1, for_a_server=100)
    limits.ask(1, 7, NOON)
    assert limits.ask(1, 8, NOON) is None
    assert limits.ask(2, 7, NOON) is None


def test_a_server_has_a_limit_of_its_own() -> None:
    limits = Limits(for_a_member=10, for_a_server=3)
    assert [limits.ask(1, user, NOON) for user in range(3)] == [None] * 3
    refused = limits.ask(1, 99, NOON)
    assert refused is not None
    assert refused.whom == "server"
    assert limits.ask(2, 99, NOON) is None


def test_a_thousand_questions_in_a_minute_are_refused_and_not_remembered() -> None:
    limits = Limits()
    answered = sum(limits.ask(1, 7, NOON + timedelta(milliseconds=50 * turn)) is None for turn in range(1000))
    assert answered == limits.for_a_member
    assert sum(map(len, limits._asked.values())) == 2 * limits.for_a_member
