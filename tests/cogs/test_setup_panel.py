from __future__ import annotations

from typing import TYPE_CHECKING

import discord
import pytest
import simcord
from simcord.enums import ComponentType, InteractionType

from bot.cogs import trial
from bot.cogs.choosing_settings import CHOSEN, SWITCHES, Chosen
from bot.store import servers
from bot.store.engine import transaction
from bot.store.values import ServerChoices
from tests.theatre import answers_to, at_once, buttons_of, is_private, press, said, submit

if TYPE_CHECKING:
    from tests.theatre import Playhouse, Server


async def panel(server: Server) -> str:
    shown = await server.admin.slash(server.channel, "setup")
    assert is_private(shown)
    return said(shown)


async def chosen(playhouse: Playhouse, server: Server) -> ServerChoices:
    async with transaction(playhouse.engine, writes=False) as session:
        return await servers.choices_of(session, server.guild.id)


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
    shown = await server.setup_page("Stage")
    await server.admin.select(answers_to(shown)[-1], [server.channel], custom_id=f"choose-stages:{server.guild.id}:1")
    assert server.channel.mention in said(shown)


async def test_choices_are_kept_over_a_restart_and_an_old_panel_still_works(
    playhouse: Playhouse, server: Server
) -> None:
    shown = await server.setup_page("Stage")
    await playhouse.restart()
    menu = f"choose-stages:{server.guild.id}:1"
    await server.admin.select(answers_to(shown)[-1], [server.channel], custom_id=menu)
    await playhouse.restart()
    assert server.channel.mention in await panel(server)


async def test_choices_of_one_server_are_not_another_servers(playhouse: Playhouse, server: Server) -> None:
    await server.choose_stages(server.channel)
    assert "every channel" in await panel(playhouse.server("Elsewhere"))


async def test_discord_does_not_offer_the_panel_to_members_without_rights(server: Server) -> None:
    with pytest.raises(simcord.SetupError):
        await server.member("ann").slash(server.channel, "setup")


KINDS = [*CHOSEN, *SWITCHES, "settings", "unset", "undo", "trial", "quiet", "wordlist"]


@pytest.mark.parametrize("kind", KINDS)
async def test_rights_are_checked_again_at_every_press(server: Server, kind: str) -> None:
    await server.choose_stages(server.channel)
    values = (str(server.channel.id),) if kind.startswith("choose") else None
    refused = await press(server.member("ann"), server.channel, f"{kind}:{server.guild.id}:0", values=values)
    if kind in CHOSEN and CHOSEN[kind].read(values or ()) is Chosen.unusable:
        assert "no longer works" in said(refused)
    else:
        assert "Only members who may manage the server choose here." in said(refused)
    assert server.channel.mention in await panel(server)


@pytest.mark.parametrize("kind", ["quiet", "wordlist"])
async def test_rights_are_checked_again_when_a_form_is_sent(playhouse: Playhouse, server: Server, kind: str) -> None:
    refused = await submit(
        server.member("ann"), server.channel, f"type-{kind}:{server.guild.id}:2", zone="UTC", words="drat"
    )
    assert "Only members who may manage the server choose here." in said(refused)
    assert await chosen(playhouse, server) == ServerChoices(server.guild.id)


async def test_an_admin_who_was_demoted_while_the_panel_was_open_chooses_no_more(server: Server) -> None:
    shown = await server.setup_page("Stage")
    server.env.backend.remove_member_role(server.guild.id, server.admin.id, server.guild.roles["managers"].id)
    menu = f"choose-stages:{server.guild.id}:1"
    refused = await server.admin.select(answers_to(shown)[-1], [server.channel], custom_id=menu)
    assert "Only members who may manage the server choose here." in said(refused)


async def test_a_panel_of_another_server_chooses_for_the_server_it_is_pressed_on(
    playhouse: Playhouse, server: Server
) -> None:
    elsewhere = playhouse.server("Elsewhere")
    await server.choose_stages(server.channel)
    await press(elsewhere.admin, elsewhere.channel, f"unset:{server.guild.id}:0")
    assert server.channel.mention in await panel(server)


@pytest.mark.parametrize(
    ("page", "kind", "value", "field"),
    [
        ("Stage", "clock", "post", "clock"),
        ("Stage", "pace", "slow", "pace"),
        ("House", "language", "en", "language"),
        ("House", "retention", "7", "retention_days"),
    ],
)
async def test_a_choice_from_a_menu_of_texts_is_kept(
    playhouse: Playhouse, server: Server, page: str, kind: str, value: str, field: str
) -> None:
    await server.select_in_setup(page, kind, [value])
    assert str(getattr(await chosen(playhouse, server), field)) == value


async def test_the_language_can_be_left_to_discord_again(playhouse: Playhouse, server: Server) -> None:
    await server.select_in_setup("House", "language", ["en"])
    await server.select_in_setup("House", "language", ["discord"])
    assert (await chosen(playhouse, server)).language is None


@pytest.mark.parametrize("kind", ["importers", "askers", "improvisers"])
async def test_roles_are_appointed_and_dismissed(playhouse: Playhouse, server: Server, kind: str) -> None:
    field = CHOSEN[f"choose-{kind}"].field
    role = server.guild.create_role("chosen")
    await server.select_in_setup("Who may", kind, [role])
    assert getattr(await chosen(playhouse, server), field) == role.id
    await server.select_in_setup("Who may", kind, [])
    assert getattr(await chosen(playhouse, server), field) is None


@pytest.mark.parametrize("kind", ["transcripts", "reports"])
async def test_channels_of_the_house_are_chosen(playhouse: Playhouse, server: Server, kind: str) -> None:
    await server.select_in_setup("House", kind, [server.channel])
    assert getattr(await chosen(playhouse, server), CHOSEN[f"choose-{kind}"].field) == server.channel.id


@pytest.mark.parametrize(
    ("page", "label", "kind"),
    [
        ("Stage", "Characters speak under their own names: switch off", "webhooks"),
        ("Who may", "Own words: switch off", "ownwords"),
    ],
)
async def test_a_switch_turns_over_at_each_press_of_the_button_shown(
    playhouse: Playhouse, server: Server, page: str, label: str, kind: str
) -> None:
    shown = await server.setup_page(page)
    for wanted, text in ((False, label), (True, label.replace(": switch off", ": switch on"))):
        await server.admin.click(answers_to(shown)[-1], label=text)
        assert getattr(await chosen(playhouse, server), SWITCHES[kind][0]) is wanted


async def test_pressing_a_switch_twice_is_pressing_it_once(playhouse: Playhouse, server: Server) -> None:
    for _ in range(2):
        await press(server.admin, server.channel, f"ceiling:{server.guild.id}:0")
    assert not (await chosen(playhouse, server)).ceiling
    assert (await panel_page(server, "Changes")).count("**Answers stop") == 1


async def test_two_things_that_are_chosen_at_once_are_both_kept(playhouse: Playhouse, server: Server) -> None:
    managing = server.guild.create_role("managing too", permissions=discord.Permissions(manage_guild=True))
    colleague = server.member("colleague", managing)
    chosen_at_once = (
        (server.admin, "choose-pace", ComponentType.STRING_SELECT, ["slow"]),
        (colleague, "choose-clock", ComponentType.STRING_SELECT, ["post"]),
        (server.admin, "ceiling", ComponentType.BUTTON, []),
        (colleague, "choose-stages", ComponentType.CHANNEL_SELECT, [str(server.channel.id)]),
    )
    pressed = [
        (
            member,
            server.channel,
            InteractionType.MESSAGE_COMPONENT,
            {"custom_id": f"{kind}:{server.guild.id}:0", "component_type": component, "values": values},
        )
        for member, kind, component, values in chosen_at_once
    ]
    await at_once(*pressed)
    kept = await chosen(playhouse, server)
    assert (kept.pace, kept.clock, kept.ceiling, kept.stage_channels) == ("slow", "post", False, (server.channel.id,))


async def panel_page(server: Server, label: str) -> str:
    return said(await server.setup_page(label))


async def test_time_zone_and_quiet_hours_are_typed_into_a_form(playhouse: Playhouse, server: Server) -> None:
    shown = await server.setup_page("House")
    form = await server.admin.click(answers_to(shown)[-1], label="Time zone, quiet hours")
    await server.admin.submit_modal(form, {"zone": "madrid", "begin": "22:00", "end": "7"})
    kept = await chosen(playhouse, server)
    assert (kept.time_zone, kept.quiet_from, kept.quiet_to) == ("Europe/Madrid", 1320, 420)
    assert "**Quiet hours:** 22:00-07:00" in await panel(server)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"zone": "Europe/Madird"}, "Perhaps one of these: Europe/Madrid"),
        ({"zone": "UTC", "begin": "late", "end": "7"}, "From “late” until “7” cannot be used."),
        ({"zone": "UTC", "begin": "22"}, "From “22” until “-” cannot be used."),
        ({"zone": "UTC", "begin": "7", "end": "7"}, "Give two different times of day"),
    ],
)
async def test_hours_that_cannot_be_used_are_told_and_change_nothing(
    playhouse: Playhouse, server: Server, fields: dict[str, str], reason: str
) -> None:
    refused = await submit(server.admin, server.channel, f"type-quiet:{server.guild.id}:3", **fields)
    assert reason in said(refused)
    assert await chosen(playhouse, server) == ServerChoices(server.guild.id)


async def test_forbidden_words_are_typed_into_a_form_that_shows_those_there_are(
    playhouse: Playhouse, server: Server
) -> None:
    shown = await server.setup_page("Who may")
    form = await server.admin.click(answers_to(shown)[-1], label="Forbidden words")
    await server.admin.submit_modal(form, {"words": "Drat, bother*"})
    assert (await chosen(playhouse, server)).forbidden_words == ("drat", "bother*")
    assert "**Forbidden in own words:** drat, bother\\*" in await panel(server)


async def test_each_change_is_listed_with_who_made_it_from_and_to(server: Server) -> None:
    await server.select_in_setup("Stage", "pace", ["slow"])
    shown = await panel_page(server, "Changes")
    assert f"{server.admin.mention}: **Pace of the bot's reading** usual → slow" in shown


async def test_the_last_change_is_taken_back_from_the_panel(playhouse: Playhouse, server: Server) -> None:
    await server.select_in_setup("Stage", "pace", ["slow"])
    await server.select_in_setup("Stage", "clock", ["post"])
    shown = await server.setup_page("Changes")
    await server.admin.click(answers_to(shown)[-1], label="Undo the last change")
    kept = await chosen(playhouse, server)
    assert (kept.pace, kept.clock) == ("slow", "live")
    await server.admin.click(answers_to(shown)[-1], label="Undo the last change")
    assert (await chosen(playhouse, server)).pace == "usual"
    refused = await server.admin.click(answers_to(shown)[-1], label="Undo the last change")
    assert "There is no change left to take back." in said(refused)


async def test_undo_takes_back_the_change_that_it_was_drawn_for_and_no_other(
    playhouse: Playhouse, server: Server
) -> None:
    await server.choose_stages(server.channel)
    await server.select_in_setup("Stage", "pace", ["slow"])
    mine = answers_to(await server.setup_page("Changes"))[-1]
    await server.admin.click(mine, label="Undo the last change")
    undo = next(part for part in (await panel_ids(server)) if part.startswith("undo:"))
    await server.select_in_setup("Stage", "clock", ["post"])
    told = said(await press(server.admin, server.channel, undo))
    assert told.startswith("Nothing was undone: something else was changed")
    kept = await chosen(playhouse, server)
    assert (kept.pace, kept.clock, kept.stage_channels) == ("usual", "post", (server.channel.id,))


async def test_undo_pressed_twice_at_once_takes_one_change_back(playhouse: Playhouse, server: Server) -> None:
    await server.choose_stages(server.channel)
    await server.select_in_setup("Stage", "pace", ["slow"])
    undo = next(part for part in (await panel_ids(server)) if part.startswith("undo:"))
    data = {"custom_id": undo, "component_type": ComponentType.BUTTON}
    pressed = (server.admin, server.channel, InteractionType.MESSAGE_COMPONENT, data)
    await at_once(pressed, pressed)
    kept = await chosen(playhouse, server)
    assert (kept.pace, kept.stage_channels) == ("usual", (server.channel.id,))


async def panel_ids(server: Server) -> list[str]:
    return list(buttons_of(answers_to(await server.setup_page("Changes"))[-1]).values())


async def test_going_back_to_the_defaults_is_one_change_that_can_be_taken_back(
    playhouse: Playhouse, server: Server
) -> None:
    await playhouse.choose(server, pace="slow", clock="post", forbidden_words=("drat",))
    before = await chosen(playhouse, server)
    shown = await server.admin.slash(server.channel, "setup")
    await server.admin.click(answers_to(shown)[-1], label="Back to the defaults")
    await server.admin.click(answers_to(shown)[-1], label="Undo the last change")
    assert await chosen(playhouse, server) == before


async def test_admins_stay_able_to_choose_whatever_they_chose(playhouse: Playhouse, server: Server) -> None:
    await playhouse.choose(
        server, stage_channels=(1,), director_role_id=2, importer_role_id=2, asker_role_id=2, own_words_role_id=2
    )
    assert "**May ask:** <@&2>" in await panel(server)
    started = await server.admin.slash(server.channel, "reenact start", chapter="The Boat")
    assert "The lobby is open" in said(started)
    added = await server.bring("kiln.txt", "Ines: The kiln cracked in the night.")
    assert "bring chapters here" not in said(added)


async def test_a_sample_line_is_spoken_and_goes_away_again(server: Server) -> None:
    shown = await server.admin.slash(server.channel, "setup")
    tried = await server.admin.click(answers_to(shown)[-1], label="Test here")
    await server.env.advance_time(trial.SECONDS_SHOWN + 1)
    assert "spoken by a character, and is gone again" in said(tried)
    assert [each for each in server.channel.history() if each.webhook_id] == []


async def test_without_manage_webhooks_the_sample_says_what_is_missing(server: Server) -> None:
    server.forbid_bot(manage_webhooks=False)
    tried = await press(server.admin, server.channel, f"trial:{server.guild.id}:0")
    await server.env.advance_time(trial.SECONDS_SHOWN + 1)
    assert "give me *Manage Webhooks* here" in said(tried)


async def test_where_the_bot_may_not_speak_the_sample_says_what_is_missing(server: Server) -> None:
    server.forbid_bot(manage_webhooks=False, send_messages=False)
    tried = await press(server.admin, server.channel, f"trial:{server.guild.id}:0")
    assert "I may not speak in this channel." in said(tried)
    assert "Send Messages" in said(tried)


async def test_a_value_that_the_menu_does_not_offer_changes_nothing(playhouse: Playhouse, server: Server) -> None:
    refused = await press(server.admin, server.channel, f"choose-pace:{server.guild.id}:1", values=("warp",))
    assert "no longer works" in said(refused)
    assert await chosen(playhouse, server) == ServerChoices(server.guild.id)
