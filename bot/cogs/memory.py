"""Playing from memory: the line is typed, compared in private, and said as typed or as written."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.backstage.deciding import Asking
from bot.cogs.front_of_house import (
    begin_privately,
    guild_of,
    lets_speak,
    load_ledger,
    private_voice,
    put_to,
    tell,
)
from bot.cogs.own_words import typed_in
from bot.cogs.performances import show_privately
from bot.cogs.rights import lets_use_own_words
from bot.stage.commands import Attempt, SayAttempt
from bot.stage.events import CueGiven
from bot.stage.scoring import PERFECT, compare
from bot.ui.comparing import comparison_page, said_from_memory
from bot.ui.items import Press
from bot.ui.own_words import clean_words
from bot.ui.pages import Page

if TYPE_CHECKING:
    from bot.backstage.deciding import Decided
    from bot.backstage.theatre import Theatre
    from bot.cogs.front_of_house import Interaction
    from bot.cogs.own_words import OwnWords
    from bot.stage.scoring import Comparison
    from bot.store.values import Ledger


class Memory:
    """Answers the presses and the form of a line that is typed from memory."""

    def __init__(self, theatre: Theatre, own: OwnWords) -> None:
        self._theatre = theatre
        self._own = own
        theatre.answers(
            memory=self.press_memory,
            type_memory=self.submit,
            typed=self.press_typed,
            written=self.press_written,
            retry=self.press_retry,
        )

    async def press_memory(self, interaction: Interaction, press: Press) -> None:
        """Open the form for the line, if it is this member's to say."""
        if await lets_speak(interaction):
            await self._own.offer(interaction, press, "memory", lambda performer: Attempt(performer, 0, press.seq))

    async def ask_for_line(self, interaction: Interaction, ledger: Ledger) -> bool:
        """Open the form where the member whose line is due plays from memory; False where they read from the book."""
        cue, performer = ledger.state.cue, ledger.key_of(interaction.user.id)
        if cue is None or cue.performer != performer or ledger.state.book_of(performer).is_open:
            return False
        await self.press_memory(interaction, Press("memory", ledger.venue.id, cue.seq))
        return True

    async def submit(self, interaction: Interaction, press: Press) -> None:
        """Compare what was typed with the line; a line without a wrong word is said at once."""
        await begin_privately(interaction)
        ledger = await load_ledger(self._theatre, guild_of(interaction), press.key)
        words = clean_words(typed_in(press))
        given = ledger.records[press.seq - 1].event if ledger and 0 < press.seq <= len(ledger.records) else None
        if ledger is None or not isinstance(given, CueGiven):
            await tell(interaction, "fault.stray")
        elif not words:
            await tell(interaction, "own.empty")
        elif await lets_speak(interaction):
            compared = await asyncio.to_thread(compare, ledger.book.line(given.line).words, words)
            kept = words if compared.percent < PERFECT else None
            asking = Asking(interaction.user.id, lambda me: Attempt(me, compared.percent, press.seq), kept)
            decided = await self._own.settle(interaction, press.key, words, asking)
            if decided is not None:
                await self._show(interaction, decided, compared)

    async def _show(self, interaction: Interaction, decided: Decided, compared: Comparison) -> None:
        say = private_voice(interaction)
        if compared.percent == PERFECT:
            await show_privately(interaction, said_from_memory(say))
            return
        strictness = decided.state.book_of(decided.performer).strictness
        attempt = decided.ledger.state.seq + 1
        page = comparison_page(compared, strictness, say, key=decided.ledger.venue.id, seq=attempt)
        await show_privately(interaction, page)

    async def press_typed(self, interaction: Interaction, press: Press) -> None:
        """Say the line as it was typed."""
        await begin_privately(interaction)
        ledger = await load_ledger(self._theatre, guild_of(interaction), press.key)
        words = ledger.own_words.get(press.seq) if ledger else None
        if words is None:
            await tell(interaction, "refusal.attempt-is-older")
        elif await lets_use_own_words(self._theatre, interaction, words):
            await self._say(interaction, press, words)

    async def press_written(self, interaction: Interaction, press: Press) -> None:
        """Say the line as it is written."""
        await begin_privately(interaction)
        await self._say(interaction, press, None)

    async def _say(self, interaction: Interaction, press: Press, words: str | None) -> None:
        if not await lets_speak(interaction):
            return
        asking = Asking(interaction.user.id, lambda me: SayAttempt(me, press.seq, as_written=words is None), words)
        if await put_to(self._theatre, interaction, press.key, asking) is not None:
            await show_privately(interaction, Page(private_voice(interaction)("done.said")))

    async def press_retry(self, interaction: Interaction, press: Press) -> None:
        """Open the form once more, for the cue that is live."""
        ledger = await load_ledger(self._theatre, guild_of(interaction), press.key)
        cue = ledger.state.cue if ledger else None
        await self.press_memory(interaction, Press("memory", press.key, cue.seq if cue else press.seq))
