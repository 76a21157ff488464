from __future__ import annotations

from typing import TYPE_CHECKING

import discord
import pytest

from bot.stage.state import Phase
from bot.store import chapters
from bot.store.engine import transaction
from tests.cogs.scenes import scene
from tests.theatre import answers_to, buttons_of

if TYPE_CHECKING:
    from tests.theatre import Playhouse, Server


async def test_the_transcript_goes_to_the_channel_that_was_chosen(playhouse: Playhouse, server: Server) -> None:
    archive = server.guild.create_text_channel("archive")
    await playhouse.choose(server, transcript_channel_id=archive.id)
    playing = await scene(server)
    await playing.command("ann", "end")
    (post,) = archive.history()
    assert "The Boat" in post.content
    assert server.thread.mention in post.content
    assert post.attachments
    assert buttons_of(post) == {}


@pytest.mark.parametrize(("age_restricted", "posts"), [(False, 0), (True, 1)])
async def test_the_transcript_of_a_chapter_for_adults_goes_to_an_age_restricted_channel_alone(
    playhouse: Playhouse, server: Server, *, age_restricted: bool, posts: int
) -> None:
    archive = server.guild.create_text_channel("archive")
    known = playhouse.bot.get_channel(archive.id)
    assert isinstance(known, discord.TextChannel)
    known.nsfw = age_restricted  # SimCord's channels know no age restriction
    await playhouse.choose(server, transcript_channel_id=archive.id)
    playing = await scene(server)
    async with transaction(playhouse.engine) as session:
        await chapters.mark_adult(session, [1], adult=True)
    await playing.command("ann", "end")
    assert len(archive.history()) == posts
    assert (await playhouse.ledger()).state.phase is Phase.OVER


async def test_a_channel_for_transcripts_that_is_gone_or_closed_holds_nothing_up(
    playhouse: Playhouse, server: Server
) -> None:
    await playhouse.choose(server, transcript_channel_id=12345)
    playing = await scene(server)
    await playing.command("ann", "end")
    ledger = await playhouse.ledger()
    assert ledger.state.phase is Phase.OVER
    assert not ledger.state.thread_is_lost
    assert playing.shows("Ended early: The Boat")


async def test_after_a_member_was_erased_the_transcript_there_names_them_no_more(
    playhouse: Playhouse, server: Server
) -> None:
    archive = server.guild.create_text_channel("archive")
    await playhouse.choose(server, transcript_channel_id=archive.id)
    playing = await scene(server)
    await playing.own_words("ann", "So she still floats.")
    await playing.command("ann", "end")
    before = await archive.history()[0].attachments[0].read()
    asked = await server.member("ann").slash(server.channel, "privacy delete")
    await server.member("ann").click(answers_to(asked)[-1], label="Delete all of it")
    (post,) = archive.history()
    after = await post.attachments[0].read()
    assert b"ann" in before
    assert b"So she still floats." in before
    assert b"ann" not in after.replace(b"and", b"")
    assert b"So she still floats." not in after
    assert b"[removed]" in after
