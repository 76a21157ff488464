"""A small play and a way to play it, for the tests of the rules."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.stage.book import PromptBook, open_book
from bot.stage.commands import Begin, Open, Take
from bot.stage.decide import decide
from bot.stage.events import Recorded
from bot.stage.refusals import Refusal
from bot.stage.state import Performance, fold
from lore import Script

if TYPE_CHECKING:
    from bot.stage.commands import Command

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
LINES = [
    (None, "Rain on the harbour."),
    ("Mara", "You kept the boat."),
    ("Tobin", "I kept her dry, too."),
    ("Mara", "Nobody asked you to."),
    (None, "The bell rang once."),
    ("Tobin", "Somebody should have."),
]


def small_book() -> PromptBook:
    return open_book(Script.from_lines("The boat", LINES))


def play(state: Performance, *commands: Command, at: datetime = NOON) -> Performance:
    """Carry commands out one after the other; AssertionError where one is refused."""
    for step, command in enumerate(commands):
        decision = decide(state, command, at + timedelta(seconds=step))
        assert not isinstance(decision, Refusal), (command, decision)
        for event in decision:
            state = fold(state, Recorded(state.seq + 1, at + timedelta(seconds=step), event))
    return state


def opened() -> Performance:
    """Return a lobby that p1 opened."""
    return play(Performance(small_book()), Open("p1"))


def begun() -> Performance:
    """Return a scene begun: p1 plays Mara, p2 plays Tobin; the bot has the narration to read."""
    return play(opened(), Take("p1", "Mara"), Take("p2", "Tobin"), Begin("p1"))


def refusal(state: Performance, command: Command, at: datetime = NOON) -> str:
    """Return the code a command is refused with; AssertionError where it is granted."""
    decision = decide(state, command, at)
    assert isinstance(decision, Refusal), decision
    return decision.code
