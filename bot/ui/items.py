"""Buttons, menus and modals whose presses outlive a restart.

All that a press means stands in its custom id, `kind:key:seq`. Who answers a kind is known to the client; discord.py
gives a dynamic item no place to report errors, so handing over to the client, which has one, is all that these do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, Self, cast

import discord

from bot.ui.own_words import LONGEST_OWN_WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping

# A key may be a Discord id; it stays below what a database's largest integer holds.
_KEY = r"(?P<key>[1-8]?\d{1,18}):(?P<seq>\d{1,18})"
PRESS = re.compile(rf"(?P<kind>[a-z]+):{_KEY}")
CHOICE = re.compile(rf"choose-(?P<kind>[a-z]+):{_KEY}")
TYPED = re.compile(rf"type-(?P<kind>[a-z]+):{_KEY}")

_NUMBER = re.compile(r"[0-9]{1,19}")
_LARGEST = 2**63 - 1
"""The largest number that the database can hold."""


@dataclass(frozen=True, slots=True)
class Press:
    """What a member pressed, chose or typed: its kind, the thing it is about, and the event it stems from."""

    kind: str
    key: int
    seq: int
    values: tuple[str, ...] = ()
    fields: Mapping[str, str] | None = None

    @property
    def number(self) -> int:
        """The number that was chosen from a menu; -1, which nothing has, where a client sent something else."""
        return next(iter(self.numbers or ()), -1)

    @property
    def numbers(self) -> tuple[int, ...] | None:
        """The numbers that were chosen from a menu; None where a client sent something else."""
        return numbers_in(self.values)


class AnswersPresses(Protocol):
    """The client, as far as this module knows it."""

    async def answer_press(self, interaction: discord.Interaction[Any], press: Press) -> None:
        """Answer a press, whatever happens."""
        ...


def numbers_in(values: tuple[str, ...]) -> tuple[int, ...] | None:
    """Return the numbers that a menu's values spell, such as ids; None where one is none that the database holds."""
    fit = all(_NUMBER.fullmatch(value) and int(value) <= _LARGEST for value in values)
    return tuple(map(int, values)) if fit else None


def press_of(match: re.Match[str], *, prefix: str = "", values: tuple[str, ...] = ()) -> Press:
    """Return the press that a custom id spells."""
    return Press(prefix + match["kind"], int(match["key"]), int(match["seq"]), values)


class PressButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=PRESS):
    """A button of a page."""

    press: Press

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return the button as it was pressed."""
        button = cls(cast("discord.ui.Button[Any]", item))
        button.press = press_of(match)
        return button

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Hand the press to the client."""
        await cast("AnswersPresses", interaction.client).answer_press(interaction, self.press)


class PressMenu(discord.ui.DynamicItem[discord.ui.Item[Any]], template=CHOICE):
    """A menu of a page."""

    press: Press

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return the menu as it was used."""
        menu = cls(item)
        menu.press = press_of(match, prefix="choose-")
        return menu

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Hand the choice to the client."""
        data = cast("dict[str, Any]", interaction.data or {})
        values = tuple(str(value) for value in data.get("values", ()))
        press = Press(self.press.kind, self.press.key, self.press.seq, values)
        await cast("AnswersPresses", interaction.client).answer_press(interaction, press)


def unanswered_press(interaction: discord.Interaction[Any]) -> Press | None:
    """Return the press of a component that no dynamic item will answer, "unknown" where the id is none of ours.

    discord.py passes over a press whose message no longer shows the component, as when a cue was closed while a
    member's click was on its way. None: a dynamic item answers.
    """
    data = cast("dict[str, Any]", interaction.data or {})
    custom_id = str(data.get("custom_id", ""))
    if match := PRESS.fullmatch(custom_id):
        return None if _is_shown(interaction, custom_id) else press_of(match)
    if match := CHOICE.fullmatch(custom_id):
        values = tuple(str(value) for value in data.get("values", ()))
        return None if _is_shown(interaction, custom_id) else press_of(match, prefix="choose-", values=values)
    return Press("unknown", 0, 0)


def _is_shown(interaction: discord.Interaction[Any], custom_id: str) -> bool:
    message = interaction.message
    if message is None:
        return False
    kind = discord.ui.LayoutView if message.flags.components_v2 else discord.ui.View
    items = kind.from_message(message, timeout=None).walk_children()
    return any(getattr(item, "custom_id", None) == custom_id for item in items)


def typed_press(data: Mapping[str, Any]) -> Press | None:
    """Return what a submitted modal holds, or None where it is none of ours.

    A modal's fields come as rows or labels around one input each; they are read from the payload, so that a modal
    opened before a restart is answered after it.
    """
    match = TYPED.fullmatch(str(data.get("custom_id", "")))
    if match is None:
        return None
    rows: list[dict[str, Any]] = list(data.get("components", ()))
    inputs: list[dict[str, Any]] = [row.get("component") or next(iter(row.get("components", ())), {}) for row in rows]
    fields = {str(field["custom_id"]): str(field.get("value") or "") for field in inputs if "custom_id" in field}
    return Press("type-" + match["kind"], int(match["key"]), int(match["seq"]), fields=fields)


def words_modal(kind: str, key: int, seq: int, *, title: str, label: str, hint: str) -> discord.ui.Modal:
    """Return a modal with one field for words; its submission reads `type-kind:key:seq`, see `typed_press`."""
    modal = discord.ui.Modal(title=title[:45], custom_id=f"type-{kind}:{key}:{seq}", timeout=900)
    field: discord.ui.TextInput[Any] = discord.ui.TextInput(
        custom_id="words", style=discord.TextStyle.paragraph, max_length=LONGEST_OWN_WORDS, placeholder=hint[:100]
    )
    modal.add_item(discord.ui.Label(text=label[:45], component=field))
    return modal
