"""Playing from memory: books, lines that are typed or given in a reply, and whose scores are shown.

One function a command; `bot.stage.decide` knows which is asked for. Words are compared in `bot.stage.scoring`; only
what the comparison came to is known here.
"""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 (the dispatcher reads the annotations)
from typing import TYPE_CHECKING

from bot.stage.books import BOOKS
from bot.stage.commands import AgreeToScores, AskOnDeck, Attempt, ChooseBook, Reply, SayAttempt  # noqa: TC001 (the dispatcher reads the annotations)
from bot.stage.events import Attempted, BookChosen, Manner, OnDeckAsked, ScoresAgreed, Unheard
from bot.stage.refusals import Refusal
from bot.stage.scoring import PERFECT, STRICTNESS
from bot.stage.state import Performance  # noqa: TC001 (the dispatcher reads the annotations)
from bot.stage.turn import Decision, cue_of, due, perform

if TYPE_CHECKING:
    from collections.abc import Mapping


def _is_no_player(state: Performance, performer: str) -> Refusal | None:
    cued = state.cue is not None and state.cue.performer == performer
    if cued or performer in state.company or performer in state.understudies.values():
        return None
    return Refusal("no-part-yet")


def choose_book(command: ChooseBook, state: Performance, _now: datetime) -> Decision:
    """Choose a book, or how strictly the line is heard."""
    if (refusal := _is_no_player(state, command.performer)) is not None:
        return refusal
    now = state.book_of(command.performer)
    kind, strictness = command.book or now.kind, command.strictness or now.strictness
    if kind not in BOOKS or strictness not in STRICTNESS:
        return Refusal("no-such-book")
    if (kind, strictness) == (now.kind, now.strictness):
        return Refusal("already-so")
    return (BookChosen(command.performer, kind, strictness),)


def ask_on_deck(command: AskOnDeck, state: Performance, _now: datetime) -> Decision:
    """Ask to be told when one is next, or not to be."""
    if (refusal := _is_no_player(state, command.performer)) is not None:
        return refusal
    if command.wanted == (command.performer in state.on_deck):
        return Refusal("already-so")
    return (OnDeckAsked(command.performer, command.wanted),)


def agree_to_scores(command: AgreeToScores, state: Performance, _now: datetime) -> Decision:
    """Agree that the company's scores are shown, or no longer."""
    if (refusal := _is_no_player(state, command.performer)) is not None:
        return refusal
    if command.agreed == (command.performer in state.agreed):
        return Refusal("already-so")
    return (ScoresAgreed(command.performer, command.agreed),)


def attempt(command: Attempt, state: Performance, _now: datetime) -> Decision:
    """Note how well the line was typed; nothing is said yet, unless not a word of it is wrong."""
    cue = cue_of(state, command.performer, command.cue)
    if isinstance(cue, Refusal):
        return cue
    attempted = Attempted(command.performer, cue.line, command.percent)
    if command.percent < PERFECT:
        return (attempted,)
    return attempted, *perform(state, cue, command.performer, Manner.FROM_MEMORY)


def say_attempt(command: SayAttempt, state: Performance, _now: datetime) -> Decision:
    """Say the line as it was typed, or as it is written, after the comparison was seen."""
    cue = cue_of(state, command.performer, None)
    if isinstance(cue, Refusal):
        return cue
    if cue.attempt != command.attempt or cue.percent is None:
        return Refusal("attempt-is-older", due(state))
    manner = Manner.AS_WRITTEN if command.as_written else Manner.OWN_WORDS
    knows_it = cue.percent >= state.book_of(command.performer).strictness
    return perform(state, cue, command.performer, Manner.FROM_MEMORY if knows_it else manner)


def reply(command: Reply, state: Performance, _now: datetime) -> Decision:
    """Take a reply to the cue for the line; where its words were kept from the bot, note it, once a cue."""
    cue = cue_of(state, command.performer, command.cue)
    if isinstance(cue, Refusal):
        return cue
    if not command.heard:
        return Refusal("already-unheard", due(state)) if cue.unheard else (Unheard(command.performer, cue.line),)
    book = state.book_of(command.performer)
    manner = Manner.AS_WRITTEN if command.percent == PERFECT else Manner.OWN_WORDS
    if book.is_open:
        return perform(state, cue, command.performer, manner, replied=True)
    if command.percent >= book.strictness:
        manner = Manner.FROM_MEMORY
    heard = Attempted(command.performer, cue.line, command.percent)
    return heard, *perform(state, cue, command.performer, manner, replied=True)


def scores(state: Performance) -> Mapping[str, int]:
    """Return for each performer the mean percentage of the lines they typed from memory; nothing unless all agreed.

    All: everybody who has a part, or read a line.
    """
    readers = {reading.performer for reading in state.readings if reading.performer}
    if not readers or not (readers | set(state.company)) <= state.agreed:
        return {}
    typed: dict[str, list[int]] = {}
    for reading in state.readings:
        if reading.performer and reading.percent is not None:
            typed.setdefault(reading.performer, []).append(reading.percent)
    return {performer: sum(figures) // len(figures) for performer, figures in typed.items()}
