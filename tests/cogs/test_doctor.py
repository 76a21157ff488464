from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
import simcord
from discord import PermissionOverwrite
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.backstage import health
from bot.backstage.house import FAULTS, log_fault
from bot.texts import languages, voice
from bot.ui.doctor_pages import ChannelRow, Machine, MissingRow, doctor_panel
from bot.ui.render import layout_of
from tests.cogs.scenes import scene
from tests.stores import ON_POSTGRES
from tests.theatre import is_private, said

if TYPE_CHECKING:
    from tests.theatre import Playhouse, Server


WHEN = datetime(2026, 11, 27, tzinfo=UTC)


async def doctor(server: Server) -> str:
    shown = await server.admin.slash(server.channel, "doctor")
    assert is_private(shown)
    return said(shown)


async def test_a_channel_in_which_all_is_well_is_said_to_work(server: Server) -> None:
    assert f"✓ {server.channel.mention} works." in await doctor(server)


async def test_a_denied_permission_is_told_with_the_place_that_denies_it(server: Server) -> None:
    server.forbid_bot(create_public_threads=False)
    shown = await doctor(server)
    assert f"✗ {server.channel.mention} does not work:" in shown
    assert "**Create Public Threads** is denied here: no lobby can open." in shown
    assert "where *Footlights itself* denies it" in shown


async def test_a_role_that_denies_a_permission_is_named(server: Server) -> None:
    allow, deny = PermissionOverwrite(manage_webhooks=False).pair()
    overwrite = Overwrite(server.guild.id, OverwriteType.ROLE, allow.value, deny.value)
    server.env.backend.set_overwrite(server.channel.id, overwrite)
    shown = await doctor(server)
    assert f"○ {server.channel.mention} works in part:" in shown
    assert "where *@\u200beveryone* denies it" in shown


async def test_a_channel_the_bot_cannot_see_is_told_where_it_was_chosen(playhouse: Playhouse, server: Server) -> None:
    attic = server.guild.create_text_channel("attic")
    assert server.env.bot.user is not None
    allow, deny = PermissionOverwrite(view_channel=False).pair()
    overwrite = Overwrite(server.env.bot.user.id, OverwriteType.MEMBER, allow.value, deny.value)
    server.env.backend.set_overwrite(attic.id, overwrite)
    assert "1 more channel is closed to me" in await doctor(server)
    await playhouse.choose(server, stage_channels=(attic.id,))
    shown = await doctor(server)
    assert f"✗ {attic.mention} does not work:" in shown
    assert shown.count("is denied here") == 1


async def test_a_chosen_channel_that_is_gone_is_told(playhouse: Playhouse, server: Server) -> None:
    await playhouse.choose(server, reports_channel_id=12345)
    assert "✗ <#12345> was chosen in `/setup` and is gone" in await doctor(server)


async def test_the_machine_is_told_with_version_database_and_what_is_in_hand(server: Server) -> None:
    await scene(server)
    shown = await doctor(server)
    assert "**Version** 0." in shown
    assert f"**database** {'PostgreSQL' if ON_POSTGRES else 'SQLite'}" in shown
    assert "performances: 1" in shown
    assert "**Last faults** none" in shown


async def test_the_last_faults_are_told_by_their_ids_after_a_restart_too(playhouse: Playhouse, server: Server) -> None:
    fault = log_fault("test", ValueError("her own words"))
    await playhouse.bot._housekeeping.keep_faults()
    assert not FAULTS
    await playhouse.restart()
    shown = await doctor(server)
    assert f"`{fault}`" in shown
    assert "her own words" not in shown


async def test_discord_does_not_offer_the_doctor_to_members_without_rights(server: Server) -> None:
    with pytest.raises(simcord.SetupError):
        await server.member("ann").slash(server.channel, "doctor")


@pytest.mark.parametrize("language", languages())
async def test_the_panel_is_within_discords_limits_on_the_largest_server(language: str) -> None:
    missing = tuple(MissingRow("send_messages_in_threads", "channel", "r" * 100) for _ in range(7))
    channels = [ChannelRow(10**18 + number, "fails", missing) for number in range(500)]
    faults = tuple((f"{number:06}", WHEN) for number in range(5))
    machine = Machine("10.11.12", "PostgreSQL 18.3 (Debian)", "0042", 12345, 12345, 10**6, 10**6, faults)
    layout = layout_of(doctor_panel(machine, channels, 499, voice(language)))
    assert layout.content_length() <= 4000
    shown = "\n".join(str(getattr(each, "content", "")) for each in layout.walk_children())
    assert "499" in shown
    assert shown.count("✗") < 500


@pytest.mark.skipif(ON_POSTGRES, reason="a database server's disk is not the bot's to see")
async def test_a_disk_that_is_nearly_full_is_told_with_what_to_do(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "disk_usage", lambda _folder: SimpleNamespace(free=12 * 2**20))
    told = said(await server.admin.slash(server.channel, "doctor"))
    assert "**Disk** nearly full: 12 MB are left" in told


async def test_nothing_is_told_of_a_disk_with_room(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "disk_usage", lambda _folder: SimpleNamespace(free=health.LITTLE_SPACE))
    assert "Disk" not in said(await server.admin.slash(server.channel, "doctor"))
