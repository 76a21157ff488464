"""Everything in a post of a forum: there is no channel to write in but the posts, and each post is a thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from discord import PermissionOverwrite
from simcord.backend.models import Overwrite
from simcord.builders import ChannelHandle
from simcord.enums import OverwriteType

from bot.cogs import trial
from tests.theatre import Server, answers_to, buttons_of, is_private, said, shown_by, submit

if TYPE_CHECKING:
    import discord

    from tests.theatre import Playhouse


@pytest.fixture
def forum(server: Server) -> ChannelHandle:
    return server.guild.create_forum_channel("scenes")


@pytest.fixture
def post(server: Server, forum: ChannelHandle) -> ChannelHandle:
    """A member's post in the forum."""
    made = server.env.backend.create_thread(forum.id, "Which play next?", server.member("ann").id)
    return ChannelHandle(server.env, server.guild, made)


async def start(server: Server, post: ChannelHandle) -> str:
    return said(await server.member("ann").slash(post, "reenact start", chapter="The Boat"))


@pytest.fixture
async def played(playhouse: Playhouse, server: Server, post: ChannelHandle, forum: ChannelHandle) -> ChannelHandle:
    """The post of a performance in which Ann said her first line."""
    await playhouse.choose(server, webhooks=False)
    await start(server, post)
    thread = forum.threads[-1]
    await server.member("ann").slash(thread, "reenact join", part="Mara")
    await server.member("ann").slash(thread, "reenact begin")
    await server.member("ann").slash(thread, "reenact say", words="So she still floats.")
    return thread


def line(thread: ChannelHandle) -> discord.Message:
    return next(each for each in thread.history() if "So she still" in each.content)


async def test_a_performance_opens_in_a_post_of_its_own(
    server: Server, post: ChannelHandle, forum: ChannelHandle
) -> None:
    told = await start(server, post)
    opened = forum.threads[-1]
    assert f"The lobby is open: {opened.mention}" in told
    assert opened.name == "The Boat · 1"
    first, playbill = opened.history()[:2]
    assert first.content == "**The Boat · 1**"
    assert "Take a part" in buttons_of(playbill)
    assert len(forum.threads) == 2


async def test_it_is_played_there_to_the_next_cue(played: ChannelHandle) -> None:
    assert any("**Mara:** So she still floats." in each.content for each in played.history())
    assert any("**Tobin:** I kept her dry, too." in each.content for each in played.history())


async def test_who_said_this_tells_it_in_a_post(server: Server, played: ChannelHandle) -> None:
    told = await server.member("bob").context_menu(played, "Who said this?", line(played))
    assert is_private(told)
    assert said(told).startswith(f"{server.member('ann').mention} said this as **Mara**: line 3 of The Boat")


async def test_a_report_from_a_post_reaches_the_moderators(
    playhouse: Playhouse, server: Server, played: ChannelHandle
) -> None:
    office = server.guild.create_text_channel("office")
    await playhouse.choose(server, webhooks=False, reports_channel_id=office.id)
    asked = await server.member("bob").context_menu(played, "Report", line(played))
    await server.member("bob").submit_modal(asked, {"reason": "Rude."})
    (report,) = office.history()
    assert "So she still floats." in shown_by(report)
    assert f"/{played.id}/{line(played).id}" in shown_by(report)


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("Stage", "**Stage channels:** every channel"),
        ("Who may", "**May ask:** everybody"),
        ("House", "**Time zone:** UTC"),
        ("Changes", "Nothing was changed yet."),
    ],
)
async def test_each_page_of_the_panel_opens_in_a_post(
    server: Server, post: ChannelHandle, page: str, shown: str
) -> None:
    opened = await server.admin.slash(post, "setup")
    assert is_private(opened)
    await server.admin.click(answers_to(opened)[-1], label=page)
    assert shown in said(opened)


async def test_a_choice_made_in_a_post_holds(server: Server, post: ChannelHandle) -> None:
    role = server.guild.create_role("directors")
    opened = await server.admin.slash(post, "setup")
    await server.admin.click(answers_to(opened)[-1], label="Who may")
    await server.admin.select(answers_to(opened)[-1], [role], custom_id=f"choose-directors:{server.guild.id}:2")
    assert f"**Director role:** {role.mention}" in said(await server.admin.slash(post, "setup"))


async def test_a_form_of_the_panel_is_taken_in_a_post(server: Server, post: ChannelHandle) -> None:
    opened = await server.admin.slash(post, "setup")
    await server.admin.click(answers_to(opened)[-1], label="Who may")
    form = await server.admin.click(answers_to(opened)[-1], label="Forbidden words")
    await server.admin.submit_modal(form, {"words": "drat"})
    assert "drat" in said(await server.admin.slash(post, "setup")) + said(opened)


async def test_an_admin_demoted_while_the_panel_is_open_in_a_post_changes_nothing(
    server: Server, post: ChannelHandle
) -> None:
    await server.admin.slash(post, "setup")
    server.env.backend.remove_member_role(server.guild.id, server.admin.id, server.guild.roles["managers"].id)
    refused = await submit(server.admin, post, f"type-words:{server.guild.id}:2", words="drat")
    assert "drat" not in said(refused)


async def test_the_sample_line_stands_in_the_post_and_goes_again(
    playhouse: Playhouse, server: Server, post: ChannelHandle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trial, "SECONDS_SHOWN", 0)
    await playhouse.choose(server, webhooks=False)
    opened = await server.admin.slash(post, "setup")
    tried = await server.admin.click(answers_to(opened)[-1], label="Test here")
    assert "and is gone again" in said(tried)
    assert not any("This is how a character speaks" in each.content for each in post.history())


async def test_the_doctor_tells_of_the_forum(server: Server, post: ChannelHandle, forum: ChannelHandle) -> None:
    assert f"✓ {forum.mention} works." in said(await server.admin.slash(post, "doctor"))


def close_to_new_posts(server: Server, forum: ChannelHandle) -> None:
    allow, deny = PermissionOverwrite(send_messages=False).pair()
    overwrite = Overwrite(server.env.bot.user.id, OverwriteType.MEMBER, allow.value, deny.value)
    server.env.backend.set_overwrite(forum.id, overwrite)


async def test_the_doctor_names_the_right_to_open_posts_by_its_name_in_forums(
    server: Server, post: ChannelHandle, forum: ChannelHandle
) -> None:
    close_to_new_posts(server, forum)
    told = said(await server.admin.slash(post, "doctor"))
    assert f"✗ {forum.mention} does not work:" in told
    assert "**Create Posts** is denied here: no lobby can open" in told


async def test_no_performance_is_opened_where_no_post_can_be(
    server: Server, post: ChannelHandle, forum: ChannelHandle
) -> None:
    close_to_new_posts(server, forum)
    told = await start(server, post)
    assert "Create Posts" in told
    assert len(forum.threads) == 1


async def test_a_character_answers_in_a_post(playhouse: Playhouse, server: Server, post: ChannelHandle) -> None:
    await playhouse.choose(server, webhooks=False)
    await server.member("ann").slash(post, "talk", character="Tobin", words="Did you keep the boat?")
    assert any("I kept her dry" in each.content or "not sell" in each.content for each in post.history())


async def test_a_chapter_is_brought_in_a_post(server: Server, post: ChannelHandle) -> None:
    opened = await server.admin.slash(post, "chapter add")
    brought = await server.admin.submit_modal(opened, {"text": 'Ines: "Fire."', "rights": True})
    assert "is a draft" in said(brought)


async def test_a_forum_can_be_the_only_stage(server: Server, post: ChannelHandle, forum: ChannelHandle) -> None:
    await server.choose_stages(forum)
    assert "The lobby is open" in await start(server, post)
    elsewhere = await server.member("bob").slash(server.channel, "reenact start")
    assert forum.mention in said(elsewhere)
    assert "The lobby is open" not in said(elsewhere)
