from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import simcord

from tests.theatre import answers_to, is_private, press, said

if TYPE_CHECKING:
    from tests.theatre import Playhouse, Server


async def panel(server: Server) -> str:
    shown = await server.admin.slash(server.channel, "setup")
    assert is_private(shown)
    return said(shown)


async def test_with_nothing_chosen_the_panel_says_that_everything_works(server: Server) -> None:
    shown = await panel(server)
    assert "Everything works with nothing chosen." in shown
    assert "**Stage channels:** every channel" in shown


async def test_the_chosen_channels_are_kept_and_shown(server: Server) -> None:
    other = server.guild.create_text_channel("attic")
    await server.choose_stages(server.channel, other)
    assert f"**Stage channels:** {server.channel.mention}, {other.mention}" in await panel(server)


async def test_the_chosen_role_is_kept_and_shown(server: Server) -> None:
    role = server.guild.create_role("directors")
    await server.choose_directors(role)
    assert f"**Director role:** {role.mention}" in await panel(server)


async def test_choosing_one_thing_keeps_the_other(server: Server) -> None:
    role = server.guild.create_role("directors")
    await server.choose_stages(server.channel)
    await server.choose_directors(role)
    shown = await panel(server)
    assert role.mention in shown
    assert server.channel.mention in shown


async def test_choosing_nothing_takes_the_choice_back(server: Server) -> None:
    await server.choose_stages(server.channel)
    await server.choose_stages()
    assert "**Stage channels:** every channel" in await panel(server)


async def test_the_defaults_come_back_at_a_press(server: Server) -> None:
    await server.choose_stages(server.channel)
    shown = await server.admin.slash(server.channel, "setup")
    await server.admin.click(answers_to(shown)[-1], label="Back to the defaults")
    assert "**Stage channels:** every channel" in await panel(server)


async def test_a_choice_shows_on_the_panel_it_was_made_on(server: Server) -> None:
    shown = await server.admin.slash(server.channel, "setup")
    menu = f"choose-stages:{server.guild.id}:0"
    await server.admin.select(answers_to(shown)[-1], [server.channel], custom_id=menu)
    assert server.channel.mention in said(shown)


async def test_choices_are_kept_over_a_restart_and_an_old_panel_still_works(
    playhouse: Playhouse, server: Server
) -> None:
    shown = await server.admin.slash(server.channel, "setup")
    await playhouse.restart()
    menu = f"choose-stages:{server.guild.id}:0"
    await server.admin.select(answers_to(shown)[-1], [server.channel], custom_id=menu)
    await playhouse.restart()
    assert server.channel.mention in await panel(server)


async def test_choices_of_one_server_are_not_another_servers(playhouse: Playhouse, server: Server) -> None:
    await server.choose_stages(server.channel)
    assert "every channel" in await panel(playhouse.server("Elsewhere"))


async def test_discord_does_not_offer_the_panel_to_members_without_rights(server: Server) -> None:
    with pytest.raises(simcord.SetupError):
        await server.member("ann").slash(server.channel, "setup")


@pytest.mark.parametrize("kind", ["choose-stages", "choose-directors", "unset"])
async def test_rights_are_checked_again_at_every_press(server: Server, kind: str) -> None:
    await server.choose_stages(server.channel)
    values = (str(server.channel.id),) if kind.startswith("choose") else None
    refused = await press(server.member("ann"), server.channel, f"{kind}:{server.guild.id}:0", values=values)
    assert "Only members who may manage the server choose here." in said(refused)
    assert server.channel.mention in await panel(server)


async def test_an_admin_who_was_demoted_while_the_panel_was_open_chooses_no_more(server: Server) -> None:
    shown = await server.admin.slash(server.channel, "setup")
    server.env.backend.remove_member_role(server.guild.id, server.admin.id, server.guild.roles["managers"].id)
    menu = f"choose-stages:{server.guild.id}:0"
    refused = await server.admin.select(answers_to(shown)[-1], [server.channel], custom_id=menu)
    assert "Only members who may manage the server choose here." in said(refused)


async def test_a_panel_of_another_server_chooses_for_the_server_it_is_pressed_on(
    playhouse: Playhouse, server: Server
) -> None:
    elsewhere = playhouse.server("Elsewhere")
    await server.choose_stages(server.channel)
    await press(elsewhere.admin, elsewhere.channel, f"unset:{server.guild.id}:0")
    assert server.channel.mention in await panel(server)
