from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.stage.events import Manner
from tests.cogs.scenes import scene
from tests.theatre import is_private, pinged_by, said, shown_by, submit

if TYPE_CHECKING:
    from tests.theatre import Playhouse, Server


async def test_own_words_are_said_as_the_character_with_the_members_name(server: Server) -> None:
    playing = await scene(server)
    await playing.own_words("ann", "So she still floats.")
    assert playing.spoken[-1] == f"So she still floats.\n-# {server.member('ann').mention}, in own words"
    assert "you are **Tobin**: line 4" in shown_by(playing.cue)


async def test_own_words_by_command_are_the_same(server: Server) -> None:
    playing = await scene(server)
    said_so = await playing.command("ann", "say", words="So she still floats.")
    assert is_private(said_so)
    assert playing.spoken[-1].startswith("So she still floats.")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Hello @everyone and @here", "Hello and"),
        ("<@1> <@!2> <@&3> <#4> you", "you"),
        ("see https://example.org/x now", "see now"),
        ("join discord.gg/abc please", "join please"),
        ("**big** _thing_", "\\*\\*big\\*\\* \\_thing\\_"),
        ("# heading", "\\# heading"),
        ("a\u202eb\u200bc", "abc"),
    ],
)
async def test_own_words_are_cleaned(server: Server, typed: str, shown: str) -> None:
    playing = await scene(server)
    await playing.own_words("ann", typed)
    assert playing.spoken[-1].splitlines()[0] == shown


async def test_own_words_ping_nobody(server: Server) -> None:
    playing = await scene(server)
    await playing.own_words("ann", f"Hello {server.member('cid').mention} @everyone and you")
    assert str(server.member("cid").id) not in pinged_by(server.env)


@pytest.mark.parametrize("typed", ["@everyone", "https://example.org", "<@1>", "   ", "\u200b"])
async def test_own_words_of_which_nothing_is_left_are_refused(playhouse: Playhouse, server: Server, typed: str) -> None:
    playing = await scene(server)
    refused = await playing.own_words("ann", typed)
    assert is_private(refused)
    assert said(refused).startswith("Nothing is left to say")
    assert len((await playhouse.ledger()).state.readings) == 2


async def test_words_that_come_too_late_are_handed_back(server: Server) -> None:
    playing = await scene(server)
    opened = await playing.press("ann", "Own words")
    await playing.command("ann", "pass")
    refused = await server.member("ann").submit_modal(opened, {"words": "So she still floats.\nStill."})
    assert is_private(refused)
    assert said(refused).startswith("That cue is an old one: the scene is at line 4 now.")
    assert "> So she still floats.\n> Still." in said(refused)
    assert not any("floats" in each for each in playing.spoken)


async def test_words_typed_during_a_pause_are_handed_back(server: Server) -> None:
    playing = await scene(server)
    opened = await playing.press("ann", "Own words")
    await playing.command("bob", "pause")
    refused = await server.member("ann").submit_modal(opened, {"words": "So she still floats."})
    assert "The scene is paused." in said(refused)
    assert "> So she still floats." in said(refused)


async def test_a_modal_opened_before_a_restart_is_answered_after_it(playhouse: Playhouse, server: Server) -> None:
    playing = await scene(server)
    modal = f"type-own{playing.cue_id}"
    await playhouse.restart()
    await submit(server.member("ann"), server.thread, modal, words="So she still floats.")
    assert playing.spoken[-1].startswith("So she still floats.")


async def test_another_members_submission_is_refused_and_handed_back(playhouse: Playhouse, server: Server) -> None:
    playing = await scene(server)
    refused = await submit(server.member("bob"), server.thread, f"type-own{playing.cue_id}", words="Mine.")
    assert "Line 3 is " in said(refused)
    assert "> Mine." in said(refused)
    assert len((await playhouse.ledger()).state.readings) == 2


async def test_a_command_with_too_many_words_is_refused_with_the_limit(server: Server) -> None:
    playing = await scene(server)
    refused = await playing.command("ann", "say", words="x" * 4001)
    assert said(refused) == "Those are 4001 characters. Say it in at most 4000."


async def test_the_longest_words_arrive_whole_whatever_they_escape_to(server: Server) -> None:
    playing = await scene(server)
    await playing.own_words("ann", "*_" * 900)
    pieces = "".join(each.splitlines()[0] for each in playing.spoken if "\\_" in each)
    assert pieces.count("_") == 900


async def test_own_words_stand_in_the_transcript_and_are_kept_apart_from_the_events(
    playhouse: Playhouse, server: Server
) -> None:
    playing = await scene(server)
    await playing.own_words("ann", "So she still floats.")
    ledger = await playhouse.ledger()
    assert list(ledger.own_words.values()) == ["So she still floats."]
    assert "floats" not in repr(ledger.records)
    await playing.command("ann", "end")
    assert b"So she still floats." in await playing.messages[-1].attachments[0].read()


async def test_a_line_in_own_words_is_marked_so_in_the_ledger(playhouse: Playhouse, server: Server) -> None:
    playing = await scene(server)
    await playing.own_words("ann", "So she still floats.")
    assert (await playhouse.ledger()).state.readings[-1].manner is Manner.OWN_WORDS
