"""A performance announced as a scheduled event, and its lobby at that time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from simcord.builders import ChannelHandle

from bot.backstage.limits import DIRECTED_BY_A_MEMBER
from bot.cogs import offering
from bot.store import appointments, chapters
from bot.store.engine import transaction
from tests.theatre import said

if TYPE_CHECKING:
    import simcord
    from simcord.backend.models import ScheduledEvent

    from tests.theatre import Playhouse, Server

HOUR = 60 * 60
ACTIVE = 2


async def announce(server: Server, at: str = "in 2 hours", **options: object) -> simcord.InteractionResult:
    return await server.member("ann").slash(server.channel, "reenact start", chapter="The Boat", at=at, **options)


@pytest.fixture
def may_announce(server: Server) -> None:
    """Let the bot create events."""
    server.forbid_bot(create_events=True)
    everybody = server.env.backend.get_guild(server.guild.id).roles[server.guild.id]
    everybody.permissions |= 1 << 44


def event_of(server: Server) -> ScheduledEvent:
    (event,) = server.env.backend.get_guild(server.guild.id).scheduled_events.values()
    return event


async def waiting(playhouse: Playhouse) -> int:
    async with transaction(playhouse.engine, writes=False) as session:
        return len(await appointments.waiting(session))


@pytest.mark.usefixtures("may_announce")
async def test_the_event_is_announced_and_nothing_opens_yet(playhouse: Playhouse, server: Server) -> None:
    announced = await announce(server)
    assert "Announced: the lobby opens <t:" in said(announced)
    event = event_of(server)
    assert event.name == "The Boat"
    assert event.entity_metadata == {"location": "#stage"}
    assert server.channel.threads == []
    assert await waiting(playhouse) == 1


@pytest.mark.usefixtures("may_announce")
async def test_the_lobby_opens_at_its_time_as_it_was_asked_for(playhouse: Playhouse, server: Server) -> None:
    await announce(server, casting="rotating", clock="post", first=3, last=5)
    await playhouse.env.advance_time(2 * HOUR + 1)
    ledger = await playhouse.ledger()
    assert [line.number for line in ledger.book.lines] == [3, 4, 5]
    assert ledger.state.rotating
    assert ledger.state.clock == "post"
    assert ledger.performers[ledger.state.director] == server.member("ann").id
    assert await waiting(playhouse) == 0


@pytest.mark.usefixtures("may_announce")
async def test_an_event_that_everybody_sees_names_no_chapter_for_adults(
    playhouse: Playhouse, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(offering, "is_age_restricted", lambda _: True)  # SimCord's channels know no age restriction
    async with transaction(playhouse.engine) as session:
        await chapters.mark_adult(session, [1], adult=True)
    announced = await announce(server)
    assert "**The Boat**" in said(announced)
    assert event_of(server).name == "A performance for adults"
    await playhouse.env.advance_time(2 * HOUR + 1)
    assert (await playhouse.ledger()).book.title == "The Boat"


@pytest.mark.usefixtures("may_announce")
async def test_a_restart_changes_nothing(playhouse: Playhouse, server: Server) -> None:
    await announce(server)
    await playhouse.restart()
    await playhouse.env.advance_time(2 * HOUR + 1)
    assert (await playhouse.ledger()).state.director == "p1"
    assert len(server.channel.threads) == 1


@pytest.mark.usefixtures("may_announce")
@pytest.mark.parametrize("how", ["deleted", "cancelled", "unheard"])
async def test_an_event_that_is_called_off_opens_nothing(playhouse: Playhouse, server: Server, how: str) -> None:
    await announce(server)
    event, backend = event_of(server), server.env.backend
    if how == "deleted":
        backend.delete_scheduled_event(server.guild.id, event.id)
    elif how == "cancelled":
        backend.edit_scheduled_event(server.guild.id, event.id, {"status": 4})
    else:
        backend.get_guild(server.guild.id).scheduled_events.clear()
    await playhouse.env.settle()
    await playhouse.env.advance_time(2 * HOUR + 1)
    assert server.channel.threads == []
    assert await waiting(playhouse) == 0


@pytest.mark.usefixtures("may_announce")
@pytest.mark.parametrize("heard", [True, False])
async def test_an_event_that_is_moved_moves_the_lobby(playhouse: Playhouse, server: Server, *, heard: bool) -> None:
    await announce(server)
    event = event_of(server)
    later, end = ((playhouse.env.now() + timedelta(hours=hours)).isoformat() for hours in (5, 7))
    if heard:
        moved = {"scheduled_start_time": later, "scheduled_end_time": end}
        server.env.backend.edit_scheduled_event(server.guild.id, event.id, moved)
    else:
        event.scheduled_start_time, event.scheduled_end_time = later, end
    await playhouse.env.settle()
    await playhouse.env.advance_time(2 * HOUR + 1)
    assert await waiting(playhouse) == 1
    await playhouse.env.advance_time(3 * HOUR + 120)
    assert await waiting(playhouse) == 0
    assert (await playhouse.ledger()).venue.thread_id is not None


async def test_without_the_permission_one_sentence_says_what_to_do(server: Server) -> None:
    server.forbid_bot(create_events=False)
    refused = await announce(server)
    assert "needs the permission *Create Events*" in said(refused)


@pytest.mark.usefixtures("may_announce")
@pytest.mark.parametrize(("typed", "told"), [("someday", "I cannot tell which time"), ("in 999 d", "too far away")])
async def test_a_time_that_cannot_be_is_told(server: Server, typed: str, told: str) -> None:
    assert told in said(await announce(server, typed))


@pytest.mark.usefixtures("may_announce")
async def test_a_time_in_spanish_is_a_time(playhouse: Playhouse, server: Server) -> None:
    assert "Announced: the lobby opens <t:" in said(await announce(server, "mañana a las 20:30"))
    assert await waiting(playhouse) == 1


@pytest.mark.usefixtures("may_announce")
async def test_in_a_forum_the_lobby_opens_as_a_post_and_the_event_begins(playhouse: Playhouse, server: Server) -> None:
    forum = server.guild.create_forum_channel("scenes")
    made = server.env.backend.create_thread(forum.id, "Which play next?", server.member("ann").id)
    post = ChannelHandle(server.env, server.guild, made)
    await server.member("ann").slash(post, "reenact start", chapter="The Boat", at="in 2 hours")
    await playhouse.env.advance_time(2 * HOUR + 1)
    assert len(forum.threads) == 2
    assert [each for each in forum.history() if each.author.bot] == []
    assert event_of(server).status == ACTIVE


@pytest.mark.usefixtures("may_announce")
async def test_what_is_under_way_now_does_not_stand_in_the_way_of_what_is_for_later(
    playhouse: Playhouse, server: Server
) -> None:
    for _ in range(DIRECTED_BY_A_MEMBER):
        await server.member("ann").slash(server.channel, "reenact start", chapter="The Boat")
    assert "Announced: the lobby opens <t:" in said(await announce(server))
    assert await waiting(playhouse) == 1
