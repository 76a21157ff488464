"""Own words: the modal a performer types them in, and what becomes of them."""

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
from bot.ui.own_words import clean_words
from bot.ui.pages import Page
from bot.ui.performing import not_taken_page
from bot.ui.refusals import refusal_text

if TYPE_CHECKING:
    from bot.backstage.theatre import Theatre
    from bot.cogs.front_of_house import Interaction
    from bot.store.values import Ledger
    from bot.ui.items import Press


class OwnWords:
    """Answers the button and the modal of own words."""

    def __init__(self, theatre: Theatre) -> None:
        self._theatre = theatre
        theatre.answers(own=self.press_own, type_own=self.submit_own)

    async def press_own(self, interaction: Interaction, press: Press) -> None:
        """Open the modal for own words, if the line is this member's to say."""
        if not await lets_speak(interaction) or not await lets_use_own_words(self._theatre, interaction):
            return
        say = private_voice(interaction)
        ledger = await load_ledger(self._theatre, guild_of(interaction), press.key)
        refusal = self._would_refuse(ledger, interaction.user.id, press.seq)
        if ledger is not None and refusal is not None:
            text = refusal_text(refusal, mentions(ledger, say), say, cue_link=cue_link(ledger))
            await answer_privately(interaction, Page(text))
        elif ledger is None:
            await tell(interaction, "refusal.no-performance")
        else:
            modal = words_modal(
                "own", press.key, press.seq, title=say("own.title"), label=say("own.label"), hint=say("own.hint")
            )
            await interaction.response.send_modal(modal)

    def _would_refuse(self, ledger: Ledger | None, user_id: int, cue: int) -> Refusal | None:
        """Judge own words before they are typed; nothing is saved."""
        if ledger is None:
            return None
        judged = decide(ledger.state, Say(ledger.key_of(user_id) or "", cue, own_words=True), self._theatre.house.now())
        return judged if isinstance(judged, Refusal) else None

    async def submit_own(self, interaction: Interaction, press: Press) -> None:
        """Say the line in the words that were typed; words that come too late are handed back."""
        await begin_privately(interaction)
        await self.say(interaction, press.key, press.seq, (press.fields or {}).get("words", ""))

    async def say(self, interaction: Interaction, performance_id: int, cue: int | None, typed: str) -> bool:
        """Say the line that is due in these words; False after telling why not."""
        words = clean_words(typed)
        if not words:
            await tell(interaction, "own.empty")
            return False
        if not await lets_speak(interaction) or not await lets_use_own_words(self._theatre, interaction, words):
            return False
        asking = Asking(interaction.user.id, lambda performer: Say(performer, cue, own_words=True), words)
        ledger = await load_ledger(self._theatre, guild_of(interaction), performance_id)
        if ledger is None:
            await tell(interaction, "refusal.no-performance")
            return False
        decided = await settle(self._theatre.house.engine, performance_id, asking, self._theatre.house.now())
        if isinstance(decided, Refused):
            await self._hand_back(interaction, decided, words)
            return False
        self._theatre.crews.wake(performance_id)
        return True

    async def _hand_back(self, interaction: Interaction, refused: Refused, words: str) -> None:
        say = private_voice(interaction)
        members = mentions(refused.ledger, say) if refused.ledger else {}
        link = cue_link(refused.ledger) if refused.ledger else ""
        reason = refusal_text(refused.refusal, members, say, cue_link=link)
        await answer_privately(interaction, not_taken_page(words, reason, say))
