"""Pages into Discord's objects: the one place that knows which component shows what."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import discord

from bot.ui.items import PressButton, PressMenu
from bot.ui.pages import LONGEST_CONTENT, LONGEST_LABEL, LONGEST_PANEL, Menu, shorten

if TYPE_CHECKING:
    from bot.ui.pages import Button, Page, Panel

_STYLES = {
    "main": discord.ButtonStyle.primary,
    "plain": discord.ButtonStyle.secondary,
    "good": discord.ButtonStyle.success,
    "danger": discord.ButtonStyle.danger,
}


def message_of(page: Page) -> dict[str, Any]:
    """Return the keyword arguments that send a page as a plain message."""
    arguments: dict[str, Any] = {
        "content": shorten(page.content, LONGEST_CONTENT),
        "allowed_mentions": _pings(page.pings),
        "suppress_embeds": True,
    }
    if page.buttons or page.menus:
        arguments["view"] = view_of(page)
    if page.files:
        arguments["files"] = files_of(page)
    return arguments


_Select: TypeAlias = (
    discord.ui.Select[Any] | discord.ui.ChannelSelect[Any] | discord.ui.RoleSelect[Any] | discord.ui.UserSelect[Any]
)


@dataclass(frozen=True, slots=True)
class _Pinged:
    """A user id as Discord's API describes it: a text, where discord.py would send a number."""

    id: str


def _pings(user_ids: tuple[int, ...]) -> discord.AllowedMentions:
    users = cast("list[discord.abc.Snowflake]", [_Pinged(str(user_id)) for user_id in user_ids])
    return discord.AllowedMentions(everyone=False, roles=False, replied_user=False, users=users)


def edit_of(page: Page) -> dict[str, Any]:
    """Return the keyword arguments that make an existing message show a page; what the page lacks is taken away."""
    arguments = message_of(page)
    return {
        "content": arguments["content"],
        "view": arguments.get("view"),
        "allowed_mentions": discord.AllowedMentions.none(),
    }


def files_of(page: Page) -> list[discord.File]:
    """Return a page's files, made anew, since sending uses them up."""
    return [discord.File(io.BytesIO(file.text.encode()), filename=file.filename) for file in page.files]


def view_of(page: Page) -> discord.ui.View:
    """Return the buttons and menus of a page; a press of any outlives a restart."""
    view = discord.ui.View(timeout=None)
    for menu in page.menus:
        view.add_item(menu_of(menu))
    for button in page.buttons:
        view.add_item(button_of(button))
    return view


def layout_of(panel: Panel) -> discord.ui.LayoutView:
    """Return a panel as a layout, its text cut to what Discord shows in one message."""
    layout = discord.ui.LayoutView(timeout=None)
    frame: discord.ui.Container[discord.ui.LayoutView] = discord.ui.Container(accent_colour=panel.accent)
    room = LONGEST_PANEL
    for part in (*panel.blocks, *panel.body, *panel.menus, *panel.rows):
        if isinstance(part, str):
            text = shorten(part, room) if room > 0 else ""
            room -= len(text)
            if text:
                frame.add_item(discord.ui.TextDisplay(text))
        elif isinstance(part, Menu):
            frame.add_item(discord.ui.ActionRow(menu_of(part)))
        elif part:
            frame.add_item(discord.ui.ActionRow(*(button_of(button) for button in part)))
    layout.add_item(frame)
    return layout


def button_of(button: Button) -> PressButton:
    """Return a button that survives a restart."""
    shown: discord.ui.Button[Any] = discord.ui.Button(
        label=shorten(button.label, LONGEST_LABEL),
        style=_STYLES[button.tone],
        custom_id=button.custom_id,
        disabled=button.disabled,
    )
    return PressButton(shown)


_CHANNELS = {
    "channels": [discord.ChannelType.text],
    "stages": [discord.ChannelType.text, discord.ChannelType.news, discord.ChannelType.forum],
}


def menu_of(menu: Menu) -> PressMenu:
    """Return a menu that survives a restart."""
    return PressMenu(_select(menu))


def _select(menu: Menu) -> _Select:
    common: dict[str, Any] = {
        "custom_id": menu.custom_id,
        "placeholder": shorten(menu.placeholder, 150),
        "min_values": menu.least,
        "max_values": menu.most,
    }
    if menu.of in _CHANNELS:
        chosen = [
            discord.SelectDefaultValue(id=number, type=discord.SelectDefaultValueType.channel)
            for number in menu.chosen_ids
        ]
        return discord.ui.ChannelSelect(channel_types=_CHANNELS[menu.of], default_values=chosen, **common)
    if menu.of == "members":
        return discord.ui.UserSelect(**common)
    if menu.of == "roles":
        chosen = [
            discord.SelectDefaultValue(id=number, type=discord.SelectDefaultValueType.role)
            for number in menu.chosen_ids
        ]
        return discord.ui.RoleSelect(default_values=chosen, **common)
    options = [
        discord.SelectOption(
            label=shorten(choice.label, 100),
            value=choice.value,
            description=shorten(choice.description, 100) or None,
            default=choice.chosen,
        )
        for choice in menu.choices
    ]
    return discord.ui.Select(options=options, **common)
