"""Typed words: the form a performer types them in, and what becomes of them. Nothing typed is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.backstage.deciding import Asking, Refused, settle
from bot.backstage.wording import mentions
from bot.cogs.front_of_house import (
    answer_privately,
    begin_privately,
    cue_link,
    guild_of,
    lets_speak,
    load_ledger,
    private_voice,
    tell,
)
from bot.cogs.rights import lets_use_own_words
from bot.stage.commands import Say
from bot.stage.decide import decide
from bot.stage.refusals import Refusal
from bot.ui.items import words_modal
from bot.ui.own_words import LONGEST_OWN_WORDS, clean_words
from bot.ui.pages import Page
from bot.ui.performing import not_taken_page
from bot.ui.refusals import refusal_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.backstage.deciding import Decided
    from bot.backstage.theatre import Theatre
    from bot.cogs.front_of_house import Interaction
    from bot.stage.commands import Command
    from bot.store.values import Ledger
    from bot.ui.items import Press


class OwnWords:
    """Answers the button and the modal of own words, and lends both to whatever else is typed."""

    def __init__(self, theatre: Theatre) -> None:
        self._theatre = theatre
        theatre.answers(own=self.press_own, type_own=self.submit_own)

    async def press_own(self, interaction: Interaction, press: Press) -> None:
        """Open the form for own words, if the line is this member's to say."""
        if await lets_speak(interaction) and await lets_use_own_words(self._theatre, interaction):
            await self.offer(interaction, press, "own", lambda performer: Say(performer, press.seq, own_words=True))

    async def offer(self, interaction: Interaction, press: Press, kind: str, command: Callable[[str], Command]) -> None:
        """Open the form of a kind, if what its words are for would be granted now; else tell why not."""
        say = private_voice(interaction)
        ledger = await load_ledger(self._theatre, guild_of(interaction), press.key)
        if ledger is None:
            await tell(interaction, "refusal.no-performance")
        elif (refusal := self._would_refuse(ledger, interaction.user.id, command)) is not None:
            text = refusal_text(refusal, mentions(ledger, say), say, cue_link=cue_link(ledger))
            await answer_privately(interaction, Page(text))
        else:
            texts = {name: say(f"{kind}.{name}") for name in ("title", "label", "hint")}
            await interaction.response.send_modal(words_modal(kind, press.key, press.seq, **texts))

    def _would_refuse(self, ledger: Ledger, user_id: int, command: Callable[[str], Command]) -> Refusal | None:
        """Judge words before they are typed; nothing is saved."""
        judged = decide(ledger.state, command(ledger.key_of(user_id) or ""), self._theatre.house.now())
        return judged if isinstance(judged, Refusal) else None

    async def submit_own(self, interaction: Interaction, press: Press) -> None:
        """Say the line in the words that were typed; words that come too late are handed back."""
        await begin_privately(interaction)
        await self.say(interaction, press.key, press.seq, typed_in(press))

    async def say(self, interaction: Interaction, performance_id: int, cue: int | None, typed: str) -> bool:
        """Say the line that is due in these words; False after telling why not."""
        return await self.put(interaction, performance_id, typed, lambda performer: Say(performer, cue, own_words=True))

    async def put(
        self, interaction: Interaction, performance_id: int, typed: str, command: Callable[[str], Command]
    ) -> bool:
        """Put a command with own words to a performance; False after telling why nothing came of it."""
        words = clean_words(typed)
        if len(typed) > LONGEST_OWN_WORDS:
            await tell(interaction, "own.too-long", length=len(typed), most=LONGEST_OWN_WORDS)
            return False
        if not words:
            await tell(interaction, "own.empty")
            return False
        if not await lets_speak(interaction) or not await lets_use_own_words(self._theatre, interaction, words):
            return False
        return (
            await self.settle(interaction, performance_id, words, Asking(interaction.user.id, command, words))
            is not None
        )

    async def settle(self, interaction: Interaction, performance_id: int, words: str, asking: Asking) -> Decided | None:
        """Have it decided and wake the crew; what is refused is told with the words that were typed for it."""
        if await load_ledger(self._theatre, guild_of(interaction), performance_id) is None:
            await tell(interaction, "refusal.no-performance")
            return None
        decided = await settle(self._theatre.house.engine, performance_id, asking, self._theatre.house.now())
        if isinstance(decided, Refused):
            await self._hand_back(interaction, decided, words)
            return None
        self._theatre.crews.wake(performance_id)
        return decided

    async def _hand_back(self, interaction: Interaction, refused: Refused, words: str) -> None:
        say = private_voice(interaction)
        members = mentions(refused.ledger, say) if refused.ledger else {}
        link = cue_link(refused.ledger) if refused.ledger else ""
        reason = refusal_text(refused.refusal, members, say, cue_link=link)
        await answer_privately(interaction, not_taken_page(words, reason, say))


def typed_in(press: Press) -> str:
    """Return the words of a form that was submitted."""
    return (press.fields or {}).get("words", "")
