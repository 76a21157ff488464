from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.backstage.conversations import KEPT_FOR, Conversations

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ASKED = "Who refused to sell the boat?"


def test_a_follow_up_is_made_whole_by_the_members_own_last_question_here() -> None:
    conversations = Conversations()
    conversations.make_whole((1, 2, 3), ASKED, NOON)
    assert conversations.make_whole((1, 2, 3), "And why?", NOON) == "why refused to sell the boat"
    assert conversations.make_whole((1, 2, 4), "And why?", NOON) == "And why?"
    assert conversations.make_whole((1, 9, 3), "And why?", NOON) == "And why?"


def test_a_question_is_forgotten_after_a_while() -> None:
    conversations = Conversations()
    conversations.make_whole((1, 2, 3), ASKED, NOON)
    assert conversations.make_whole((1, 2, 3), "And why?", NOON + KEPT_FOR + timedelta(seconds=1)) == "And why?"
