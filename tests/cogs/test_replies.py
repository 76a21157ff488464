"""A reply to the cue is the line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
import pytest

from bot import client
from bot.backstage import hearing
from bot.backstage.webhooks import UncertainError
from bot.stage.events import Manner, PostRemoved
from tests.cogs.scenes import Rehearsal, scene
from tests.theatre import buttons_of, pinged_by, shown_by

if TYPE_CHECKING:
    from sqlmodel.ext.asyncio.session import AsyncSession

    from bot.backstage.house import Heard, House
    from bot.store.values import Post
    from tests.theatre import Playhouse, Server


async def reply(playing: Rehearsal, name: str, words: str, to: discord.Message | None = None) -> discord.Message:
    return await playing.server.member(name).send(playing.server.thread, words, reply_to=to or playing.cue)


async def test_the_line_is_said_by_replying_and_not_posted_again(playhouse: Playhouse, server: Server) -> None:
    playing = await scene(server)
    cue = playing.cue
    said = await reply(playing, "ann", "You kept the boat, then?")
    ledger = await playhouse.ledger()
    reading = ledger.state.readings[-1]
    assert (reading.line, reading.manner, reading.replied) == (3, Manner.OWN_WORDS, True)
    assert ledger.posts[reading.seq, 0].message_id == said.id
    assert ledger.own_words == {reading.seq: "You kept the boat, then?"}
    assert not playing.spoken
    closed = next(each for each in playing.messages if each.id == cue.id)
    assert closed.content == "-# ✓ Line 3 · Mara, in the reply below"
    assert not buttons_of(closed)
    assert "you are **Tobin**: line 4" in shown_by(playing.cue)


async def test_a_reply_with_the_lines_words_is_read_as_written(playhouse: Playhouse, server: Server) -> None:
    playing = await scene(server)
    await reply(playing, "ann", "you kept the boat")
    ledger = await playhouse.ledger()
    assert ledger.state.readings[-1].manner is Manner.AS_WRITTEN
    assert not ledger.own_words


async def test_a_reply_of_who_plays_from_memory_is_heard_so(playhouse: Playhouse, server: Server) -> None:
    playing = await scene(server)
    await playing.command("ann", "book", book="cue", strictness=80)
    await reply(playing, "ann", "You kept the boat")
    reading = (await playhouse.ledger()).state.readings[-1]
    assert (reading.manner, reading.percent) == (Manner.FROM_MEMORY, 100)


async def test_a_reply_pings_nobody_but_who_is_cued_next(server: Server) -> None:
    playing = await scene(server)
    await reply(playing, "ann", "You kept the boat")
    assert pinged_by(server.env) == [str(server.member("ann").id), str(server.member("bob").id)]


async def test_a_reply_can_be_found_by_a_crew_that_writes_the_cue_down_while_it_is_looked_for(
    playhouse: Playhouse, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    playing = await scene(server)
    cue, house, noted = playing.cue, playhouse.bot.theatre.house, []

    async def not_yet(_session: object, _message_id: int) -> None:
        noted.append([heard.replied_to for heard in house.unmatched])

    monkeypatch.setattr(hearing.ledgers, "find_post", not_yet)
    await reply(playing, "ann", "You kept the boat", to=cue)
    assert noted == [[cue.id]]
    assert [heard.replied_to for heard in house.unmatched] == [cue.id]


async def test_a_reply_that_a_crew_took_while_it_was_looked_for_is_not_taken_again(
    playhouse: Playhouse, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    playing = await scene(server)
    house, found = playhouse.bot.theatre.house, hearing.ledgers.find_post

    async def taken_meanwhile(session: AsyncSession, message_id: int) -> tuple[int, Post] | None:
        house.unmatched.clear()
        return await found(session, message_id)

    before = (await playhouse.ledger()).records
    monkeypatch.setattr(hearing.ledgers, "find_post", taken_meanwhile)
    await reply(playing, "ann", "You kept the boat")
    assert (await playhouse.ledger()).records == before


@pytest.mark.parametrize("name", ["bob", "cid"])
async def test_the_talk_of_others_is_left_alone(playhouse: Playhouse, server: Server, name: str) -> None:
    playing = await scene(server)
    before, shown = (await playhouse.ledger()).records, len(playing.messages)
    await reply(playing, name, "Go on, Ann!")
    assert (await playhouse.ledger()).records == before
    assert len(playing.messages) == shown + 1


async def test_a_message_that_is_no_reply_is_left_alone(playhouse: Playhouse, server: Server) -> None:
    playing = await scene(server)
    before = (await playhouse.ledger()).records
    await server.member("ann").send(server.thread, f"{playing.cue.author.mention} You kept the boat.")
    assert (await playhouse.ledger()).records == before


async def test_a_reply_to_an_old_cue_of_ones_own_is_told_where_the_scene_is(server: Server) -> None:
    playing = await scene(server)
    old = playing.cue
    await playing.press("ann", "Say it")
    await playing.press("bob", "Say it")
    await reply(playing, "ann", "You kept the boat", to=old)
    answer = playing.messages[-1]
    assert answer.content.startswith("-# That cue is an old one: the scene is at line 5 now. Go to the cue: https://")
    assert len(playing.spoken) == 2


async def test_a_reply_in_a_pause_or_off_script_is_told_so(playhouse: Playhouse, server: Server) -> None:
    playing = await scene(server)
    cue = playing.cue
    await playing.command("bob", "pause")
    await reply(playing, "ann", "You kept the boat", to=cue)
    assert playing.messages[-1].content.startswith("-# The scene is paused.")
    await playing.command("bob", "resume")
    await playing.improvise("ann", "There is a hole in her.")
    await reply(playing, "ann", "You kept the boat", to=cue)
    assert playing.messages[-1].content.startswith("-# The scene is off script.")
    assert len((await playhouse.ledger()).state.readings) == 2


async def test_mentions_and_links_do_not_enter_the_transcript(playhouse: Playhouse, server: Server) -> None:
    playing = await scene(server)
    await reply(playing, "ann", "Ask @everyone at https://example.org then")
    assert list((await playhouse.ledger()).own_words.values()) == ["Ask at then"]


@pytest.mark.parametrize(
    ("chosen", "words", "told"),
    [
        ({"own_words": False}, "I made it up.", "plays lines as they are written"),
        ({"forbidden_words": ("barnacle",)}, "You barnacle.", "does not let through"),
        ({"own_words_role_id": 1}, "I made it up.", "for some members"),
        ({}, "https://example.org", "Nothing is left of your reply"),
    ],
)
async def test_words_that_the_server_does_not_want_are_not_taken(
    playhouse: Playhouse, server: Server, chosen: dict[str, object], words: str, told: str
) -> None:
    await playhouse.choose(server, **chosen)
    playing = await scene(server)
    await reply(playing, "ann", words)
    assert told in playing.messages[-1].content
    assert len((await playhouse.ledger()).state.readings) == 2
    await reply(playing, "ann", "You kept the boat.")
    assert len((await playhouse.ledger()).state.readings) == 3


async def test_who_manages_the_server_replies_in_words_of_their_own(playhouse: Playhouse, server: Server) -> None:
    stewards = server.guild.create_role("stewards", permissions=discord.Permissions(manage_guild=True))
    server.member("ann", stewards)
    await playhouse.choose(server, own_words_role_id=1)
    playing = await scene(server)
    await reply(playing, "ann", "I made it up.")
    assert list((await playhouse.ledger()).own_words.values()) == ["I made it up."]


async def test_a_reply_that_cannot_be_looked_into_has_its_own_thread_read_back_and_no_other(
    playhouse: Playhouse, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def in_trouble(_house: House, _heard: Heard) -> int | None:
        raise UncertainError("503")

    elsewhere = playhouse.server("Quay")
    await scene(elsewhere)
    playing = await scene(server)
    monkeypatch.setattr(client, "hear", in_trouble)
    asked = len(server.env.http_requests)
    await reply(playing, "ann", "You kept the boat.")
    read = {each.path for each in server.env.http_requests[asked:] if each.method == "GET"}
    assert f"/channels/{server.thread.id}/messages" in read
    assert f"/channels/{elsewhere.thread.id}/messages" not in read
    assert len((await playhouse.ledger(2)).state.readings) == 3


async def test_a_deleted_reply_is_marked_and_the_scene_goes_on(playhouse: Playhouse, server: Server) -> None:
    playing = await scene(server)
    said = await reply(playing, "ann", "You kept the boat, then?")
    await server.admin_deletes(said)
    ledger = await playhouse.ledger()
    reading = ledger.state.readings[-1]
    assert ledger.records[-1].event == PostRemoved(reading.seq)
    assert ledger.posts[reading.seq, 0].status == "gone"
    await playing.press("bob", "Say it")
    assert len((await playhouse.ledger()).state.readings) == 4


async def test_a_reply_stands_in_the_transcript(server: Server) -> None:
    playing = await scene(server)
    await reply(playing, "ann", "You kept the boat, then?")
    await playing.command("ann", "end")
    text = await playing.messages[-1].attachments[0].read()
    assert b"MARA: You kept the boat, then?  [read by ann, own words]" in text


async def test_a_reply_after_a_restart_is_heard(playhouse: Playhouse, server: Server) -> None:
    playing = await scene(server)
    await playhouse.restart()
    await reply(playing, "ann", "You kept the boat")
    assert len((await playhouse.ledger()).state.readings) == 3


async def test_a_long_reply_is_kept_whole(playhouse: Playhouse, server: Server) -> None:
    playing = await scene(server)
    words = ("There is a hole in her. " * 80).strip()
    await reply(playing, "ann", words)
    assert list((await playhouse.ledger()).own_words.values()) == [words]
