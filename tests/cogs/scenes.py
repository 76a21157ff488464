"""A lobby, or a scene of the small chapter under way, with the members who play it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import update

from bot.store.engine import transaction
from bot.store.tables import AnswerRow
from tests.theatre import answers_to, buttons_of, shown_by

if TYPE_CHECKING:
    import discord
    import simcord

    from tests.theatre import Playhouse, Server


@dataclass
class Rehearsal:
    """A performance in a server's newest thread, played through its buttons."""

    server: Server

    @property
    def messages(self) -> list[discord.Message]:
        """Everything in the thread."""
        return self.server.thread.history()

    @property
    def playbill(self) -> discord.Message:
        """The playbill."""
        return self.messages[0]

    @property
    def cue(self) -> discord.Message:
        """The newest message with the buttons of a cue."""
        return next(each for each in reversed(self.messages) if "Say it" in buttons_of(each))

    @property
    def cue_id(self) -> str:
        """The part of a cue's custom ids behind the kind."""
        return buttons_of(self.cue)["Say it"].removeprefix("say")

    @property
    def spoken(self) -> list[str]:
        """What was said through the webhook; SimCord puts that into the parent channel."""
        return [each.content for each in self.server.channel.history() if each.webhook_id]

    async def press(self, name: str, label: str) -> simcord.InteractionResult:
        """Press a button of the cue."""
        return await self.server.member(name).click(self.cue, label=label)

    async def press_playbill(self, name: str, label: str) -> simcord.InteractionResult:
        """Press a button of the playbill."""
        return await self.server.member(name).click(self.playbill, label=label)

    async def take(self, name: str, part: str) -> simcord.InteractionResult:
        """Take a part through the playbill's button and its menu."""
        offered = await self.press_playbill(name, "Take a part")
        menu = answers_to(offered)[-1]
        places = {option["label"]: option["value"] for option in menu.components[0]["components"][0]["options"]}
        return await self.server.member(name).select(menu, [places[part]])

    async def command(self, name: str, command: str, **options: object) -> simcord.InteractionResult:
        """Run a command of the performance in its thread."""
        return await self.server.member(name).slash(self.server.thread, f"reenact {command}", **options)

    async def own_words(self, name: str, words: str) -> simcord.InteractionResult:
        """Open the modal for own words and submit it."""
        opened = await self.press(name, "Own words")
        return await self.server.member(name).submit_modal(opened, {"words": words})

    async def type_line(self, name: str, words: str) -> simcord.InteractionResult:
        """Type the line from memory, as a cue asks whoever plays without the book."""
        opened = await self.press(name, "Say it")
        return await self.server.member(name).submit_modal(opened, {"words": words})

    async def improvise(self, name: str, words: str) -> simcord.InteractionResult:
        """Improvise through the newest button that offers it."""
        offering = next(each for each in reversed(self.messages) if "Improvise" in buttons_of(each))
        opened = await self.server.member(name).click(offering, label="Improvise")
        return await self.server.member(name).submit_modal(opened, {"words": words})

    @property
    def way_back(self) -> discord.Message:
        """The notice that the company is off script."""
        return next(each for each in reversed(self.messages) if "Back to the script" in buttons_of(each))

    def shows(self, text: str) -> bool:
        """Tell whether some message of the thread shows a text."""
        return any(text in shown_by(each) for each in self.messages)


async def lobby(server: Server, name: str = "ann") -> Rehearsal:
    """Open a lobby of the small chapter; who opens it directs."""
    await server.member(name).slash(server.channel, "reenact start", chapter="The Boat")
    return Rehearsal(server)


async def scene(server: Server) -> Rehearsal:
    """Begin the small chapter: ann, who directs, plays Mara and is due with line 3; bob plays Tobin."""
    opened = await lobby(server)
    await opened.command("ann", "join", part="Mara")
    await opened.command("bob", "join", part="Tobin")
    await opened.command("ann", "begin")
    return opened


async def let_answers_grow_a_day_old(playhouse: Playhouse) -> None:
    """Put kept answers a day into the past: to let a day pass would wake everything a thousand times."""
    async with transaction(playhouse.engine) as session:
        old = playhouse.env.now() - timedelta(days=1, seconds=1)
        await session.exec(update(AnswerRow).values(given_at=old))
