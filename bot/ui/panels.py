"""The admins' pages: the shelf of chapters, what came of adding one, and the panel of `/setup`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.ui.pages import Button, Menu, Page, Panel, plain, shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.texts import Say
    from lore import Script

MOST_STAGE_CHANNELS = 25


def shelf_page(titles: Sequence[tuple[str, bool]], say: Say) -> Page:
    """Return the list of chapters; each comes with whether it belongs to the house."""
    rows = [
        say("shelf.house" if of_the_house else "shelf.own", title=shorten(plain(title), 150))
        for title, of_the_house in titles
    ]
    return Page(shorten("\n".join([say("shelf.head", count=len(rows)), *rows]), 1900))


def added_page(script: Script, title: str, say: Say) -> Page:
    """Return what was read from a text just added, and what a person should look at."""
    speeches = [line for line in script.lines if line.kind == "speech"]
    unresolved = sum(line.speaker is None for line in speeches)
    rows = [
        say("added.head", title=shorten(plain(title), 150)),
        say("added.counts", count=len(script.lines), speeches=len(speeches), characters=len(script.cast)),
    ]
    if unresolved:
        rows.append(say("added.unresolved", count=unresolved))
    return Page("\n".join([*rows, say("added.next")]))


def setup_panel(
    stage_channels: Sequence[int], director_role: int | None, guild_id: int, say: Say, *, ceiling: bool = True
) -> Panel:
    """Return the panel in which a server's admins choose; it shows what is chosen now."""
    channels = ", ".join(f"<#{channel}>" for channel in stage_channels) or say("setup.every-channel")
    role = f"<@&{director_role}>" if director_role else say("setup.no-role")
    menus = (
        Menu(
            "stages",
            guild_id,
            0,
            say("setup.choose-channels"),
            of="channels",
            chosen_ids=tuple(stage_channels),
            least=0,
            most=MOST_STAGE_CHANNELS,
        ),
        Menu(
            "directors",
            guild_id,
            0,
            say("setup.choose-role"),
            of="roles",
            chosen_ids=(director_role,) if director_role else (),
            least=0,
        ),
    )
    follows = say("setup.ceiling-on" if ceiling else "setup.ceiling-off")
    blocks = (say("setup.head"), say("setup.now", channels=channels, role=role), follows)
    buttons = (
        Button("ceiling", guild_id, int(not ceiling), say("button.lift-ceiling" if ceiling else "button.set-ceiling")),
        Button("unset", guild_id, 0, say("button.unset"), "danger"),
    )
    return Panel(blocks, (buttons,), menus)
