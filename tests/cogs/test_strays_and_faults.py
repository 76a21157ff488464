"""What nobody foresaw is answered too, and no member reads a traceback or "This interaction failed"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import structlog

from tests.cogs.scenes import scene
from tests.theatre import is_private, press, said, submit

if TYPE_CHECKING:
    import discord

    from bot.ui.items import Press
    from tests.theatre import Playhouse, Server

STRAY = "This button or form is from an earlier version and no longer works. Open it anew with its command."
FAULT = re.compile(r"Something went wrong on my side.* this id: `([0-9a-f]{6})`\.")


@pytest.mark.parametrize(
    "custom_id",
    ["whatever", "zzz:1:1", "say", "say:99999999999999999999:1", "say:x:y", "say:1:1:1", "type-own:1:1", "SAY:1:1"],
)
async def test_a_button_that_nobody_knows_is_answered(server: Server, custom_id: str) -> None:
    answered = await press(server.member("ann"), server.channel, custom_id)
    assert is_private(answered)
    assert said(answered) == STRAY


@pytest.mark.parametrize("custom_id", ["whatever", "choose-zzz:1:1", "choose-take:x:y"])
async def test_a_menu_that_nobody_knows_is_answered(server: Server, custom_id: str) -> None:
    answered = await press(server.member("ann"), server.channel, custom_id, values=("1",))
    assert said(answered) == STRAY


@pytest.mark.parametrize("custom_id", ["whatever", "type-zzz:1:1", "own:1:1"])
async def test_a_form_that_nobody_knows_is_answered(server: Server, custom_id: str) -> None:
    answered = await submit(server.member("ann"), server.channel, custom_id, words="Hello")
    assert said(answered) == STRAY


async def test_a_form_without_the_field_is_answered(server: Server) -> None:
    playing = await scene(server)
    answered = await submit(server.member("ann"), server.thread, f"type-own{playing.cue_id}", other="Hello")
    assert said(answered).startswith("Nothing is left to say")


@pytest.mark.parametrize(
    "kind", ["take", "leave", "begin", "say", "own", "line", "pass", "pause", "resume", "choose-take"]
)
@pytest.mark.parametrize("number", ["999", "8999999999999999999"])
async def test_a_press_for_a_performance_that_never_was_is_answered(server: Server, kind: str, number: str) -> None:
    values = ("0",) if kind.startswith("choose") else None
    answered = await press(server.member("ann"), server.channel, f"{kind}:{number}:1", values=values)
    assert is_private(answered)
    assert said(answered) == "There is no performance here. Open one with `/reenact start`."


@pytest.mark.parametrize("number", ["999", "8999999999999999999"])
async def test_a_share_of_an_answer_that_never_was_is_answered(server: Server, number: str) -> None:
    answered = await press(server.member("ann"), server.channel, f"share:{number}:1")
    assert "no longer kept" in said(answered)


async def failing(_interaction: discord.Interaction, _press: Press) -> None:
    raise RuntimeError("So she still floats")


@pytest.mark.parametrize("surface", ["button", "form"])
async def test_a_fault_is_answered_with_an_id_that_the_log_has(
    playhouse: Playhouse, server: Server, surface: str
) -> None:
    playing = await scene(server)
    playhouse.bot.theatre.presses.update({"say": failing, "type-own": failing})
    with structlog.testing.capture_logs() as log:
        if surface == "button":
            answered = await playing.press("ann", "Say it")
        else:
            answered = await submit(server.member("ann"), server.thread, f"type-own{playing.cue_id}", words="My words")
    shown = FAULT.fullmatch(said(answered))
    assert is_private(answered)
    assert shown
    faults = [entry for entry in log if entry["event"] == "fault"]
    assert [entry["fault"] for entry in faults] == [shown[1]]
    assert "My words" not in repr(log)
    server.env.errors.clear()


async def test_a_fault_in_a_command_is_answered_with_an_id(
    playhouse: Playhouse, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(playhouse.bot.theatre.shelf), "chapters", failing)
    for command in ("chapter list", "lore cast", "reenact start"):
        answered = await server.member("ann").slash(server.channel, command)
        assert FAULT.search(said(answered)), command
        assert "Traceback" not in said(answered)
        assert "floats" not in said(answered)
    assert server.env.errors


async def test_a_fault_in_autocomplete_offers_nothing(
    playhouse: Playhouse, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(playhouse.bot.theatre.shelf), "chapters", failing)
    assert await server.member("ann").autocomplete(server.channel, "lore cast", "chapter", "") == []
    assert server.env.errors is not None


async def test_after_a_fault_the_same_press_works(playhouse: Playhouse, server: Server) -> None:
    playing = await scene(server)
    answer = playhouse.bot.theatre.presses["say"]
    playhouse.bot.theatre.presses["say"] = failing
    await playing.press("ann", "Say it")
    playhouse.bot.theatre.presses["say"] = answer
    await playing.press("ann", "Say it")
    assert (await playhouse.ledger()).state.readings[-1].line == 3


async def test_outside_a_server_nothing_but_the_members_own_data_is_offered(playhouse: Playhouse) -> None:
    stranger = playhouse.env.create_user("stranger")
    assert set(stranger.available_commands()) == {"privacy show", "privacy export", "privacy delete"}


async def test_a_lobby_that_discord_refuses_to_open_is_answered_at_once(playhouse: Playhouse, server: Server) -> None:
    server.env.inject_error("POST", "/channels/*/threads", status=400, code=30033, message="Too many threads")
    answered = await server.member("ann").slash(server.channel, "reenact start")
    assert is_private(answered)
    assert said(answered).startswith("Discord did not let me open a thread here, so nothing was started.")
    assert playhouse.bot.theatre.crews.count == 0
