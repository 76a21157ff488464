"""Taking turns: what the buttons of playbill and cue do, and the commands that are their twins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.backstage.deciding import Asking
from bot.cogs.choosing import matching
from bot.cogs.front_of_house import (
    answer_privately,
    begin_privately,
    directs,
    guild_of,
    lets_speak,
    load_ledger,
    performance_here,
    private_voice,
    put_to,
    tell,
)
from bot.cogs.memory import Memory
from bot.cogs.performances import scene_of_this_thread
from bot.stage.commands import Begin, Hold, Leave, Pass, Pause, Prompt, Resume, Say
from bot.stage.events import PartTaken, Prompted
from bot.ui.pages import plain
from bot.ui.performing import hint_pages

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.backstage.deciding import Decided
    from bot.backstage.theatre import Theatre
    from bot.cogs.choosing import Choices
    from bot.cogs.front_of_house import Interaction
    from bot.cogs.own_words import OwnWords
    from bot.stage.commands import Command
    from bot.ui.items import Press


async def part_choices(interaction: Interaction, current: str) -> Choices:
    """Offer the free parts of the performance here."""
    theatre: Theatre = interaction.client.theatre
    venue = await performance_here(theatre, interaction)
    ledger = await load_ledger(theatre, guild_of(interaction), venue.id) if venue else None
    parts = ledger.state.open_parts(ledger.key_of(interaction.user.id) or "") if ledger else ()
    return matching(((part, part) for part in parts), current)


class Turns:
    """Answers the presses of a performance, and lends the same answers to the commands."""

    def __init__(self, theatre: Theatre, own: OwnWords) -> None:
        self._theatre = theatre
        self._own = own
        self._memory = Memory(theatre, own)
        theatre.answers(
            leave=self.press_leave,
            begin=self.press_begin,
            say=self.press_say,
            line=self.press_line,
            hold=self.press_hold,
            pause=self.press_pause,
            resume=self.press_resume,
        )
        theatre.presses["pass"] = self.press_pass

    async def ask(self, interaction: Interaction, command: Callable[[str], Command], *, done: str) -> Decided | None:
        """Put a command to the performance here, and say in private that it is done."""
        await begin_privately(interaction)
        venue = await performance_here(self._theatre, interaction)
        if venue is None:
            await tell(interaction, "refusal.no-performance")
            return None
        decided = await put_to(self._theatre, interaction, venue.id, Asking(interaction.user.id, command))
        if decided is not None:
            parts = [event.part for event in decided.events if isinstance(event, PartTaken)]
            await tell(interaction, done, part=plain(", ".join(parts)))
        return decided

    async def _press(self, interaction: Interaction, press: Press, command: Callable[[str], Command]) -> Decided | None:
        """Put what a button asks to its performance; success shows in the thread and needs no words."""
        await begin_privately(interaction)
        return await put_to(self._theatre, interaction, press.key, Asking(interaction.user.id, command))

    async def press_leave(self, interaction: Interaction, press: Press) -> None:
        """Give all parts back."""
        if await self._press(interaction, press, Leave):
            await tell(interaction, "done.left")

    async def press_begin(self, interaction: Interaction, press: Press) -> None:
        """Begin the scene."""
        await begin_privately(interaction)
        rights = await directs(self._theatre, interaction)
        await self._press(interaction, press, lambda performer: Begin(performer, rights))

    async def press_pause(self, interaction: Interaction, press: Press) -> None:
        """Stop for a while."""
        await self._press(interaction, press, Pause)

    async def press_hold(self, interaction: Interaction, press: Press) -> None:
        """Let the clock stand still for a while."""
        await self._press(interaction, press, lambda performer: Hold(performer, press.seq))

    async def press_resume(self, interaction: Interaction, press: Press) -> None:
        """Go on."""
        await begin_privately(interaction)
        rights = await directs(self._theatre, interaction)
        await self._press(interaction, press, lambda performer: Resume(performer, rights))

    async def press_say(self, interaction: Interaction, press: Press) -> None:
        """Say the line as written."""
        if await lets_speak(interaction):
            await self._press(interaction, press, lambda performer: Say(performer, press.seq))

    async def say(self, interaction: Interaction, words: str | None) -> None:
        """Say the line that is due, by command."""
        venue = await scene_of_this_thread(self._theatre, interaction)
        if venue is None:
            return
        if words is not None:
            await begin_privately(interaction)
            if await self._own.say(interaction, venue.id, None, words):
                await tell(interaction, "done.said", part="")
            return
        ledger = await load_ledger(self._theatre, guild_of(interaction), venue.id)
        from_memory = ledger is not None and await self._memory.ask_for_line(interaction, ledger)
        if not from_memory and await lets_speak(interaction):
            await self.ask(interaction, Say, done="done.said")

    async def press_line(self, interaction: Interaction, press: Press) -> None:
        """Whisper the next hint."""
        decided = await self._press(interaction, press, lambda performer: Prompt(performer, press.seq))
        await self._whisper(interaction, decided)

    async def hint(self, interaction: Interaction) -> None:
        """Whisper the next hint, by command."""
        await begin_privately(interaction)
        venue = await performance_here(self._theatre, interaction)
        if venue is None:
            await tell(interaction, "refusal.no-performance")
            return
        asking = Asking(interaction.user.id, Prompt)
        await self._whisper(interaction, await put_to(self._theatre, interaction, venue.id, asking))

    async def _whisper(self, interaction: Interaction, decided: Decided | None) -> None:
        for event in decided.events if decided else ():
            if isinstance(event, Prompted) and decided is not None:
                pages = hint_pages(decided.state, event.line, event.rung, private_voice(interaction))
                for page in pages:
                    await answer_privately(interaction, page)

    async def press_pass(self, interaction: Interaction, press: Press) -> None:
        """Hand the line on."""
        await begin_privately(interaction)
        rights = await directs(self._theatre, interaction)
        await self._press(interaction, press, lambda performer: Pass(performer, press.seq, rights))

    async def pass_on(self, interaction: Interaction) -> None:
        """Hand the line on, by command."""
        await begin_privately(interaction)
        rights = await directs(self._theatre, interaction)
        await self.ask(interaction, lambda performer: Pass(performer, None, rights), done="done.passed")
