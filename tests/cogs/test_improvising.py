"""Off the script and back to the exact line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.stage.improvising import WAY_BACK_EVERY
from tests.cogs.scenes import scene
from tests.theatre import buttons_of, is_private, press, said, shown_by

if TYPE_CHECKING:
    from tests.theatre import Playhouse, Server


@pytest.mark.parametrize("by", ["button", "command"])
async def test_a_line_that_is_in_no_script_is_said_as_the_character(server: Server, by: str) -> None:
    playing = await scene(server)
    words = "There is a hole in her."
    told = await (
        playing.improvise("ann", words) if by == "button" else playing.command("ann", "improvise", words=words)
    )
    assert is_private(told)
    spoken = server.channel.history()[-1]
    assert spoken.author.name == "Mara"
    assert spoken.content == f"There is a hole in her.\n-# {server.member('ann').mention}, off script"
    assert "goes on at line 3" in playing.way_back.content


async def test_everybody_in_the_company_joins_in(playhouse: Playhouse, server: Server) -> None:
    playing = await scene(server)
    await playing.improvise("ann", "There is a hole in her.")
    await playing.improvise("bob", "I know. I made it.")
    await playing.command("ann", "improvise", words="Why?")
    assert [each.split("\n")[0] for each in playing.spoken] == ["There is a hole in her.", "I know. I made it.", "Why?"]
    assert [each.author.name for each in server.channel.history() if each.webhook_id] == ["Mara", "Tobin", "Mara"]
    assert len((await playhouse.ledger()).state.readings) == 2


@pytest.mark.parametrize("by", ["button", "command"])
async def test_the_way_back_leads_to_the_exact_line(playhouse: Playhouse, server: Server, by: str) -> None:
    playing = await scene(server)
    await playing.improvise("ann", "There is a hole in her.")
    left = playing.way_back
    if by == "button":
        await server.member("bob").click(left, label="Back to the script")
    else:
        await playing.command("bob", "script")
    assert "you are **Mara**: line 3" in shown_by(playing.cue)
    closed = next(each for each in playing.messages if each.id == left.id)
    assert closed.content == "-# Off script for 1 line; back at line 3."
    assert not buttons_of(closed)
    await playing.press("ann", "Say it")
    assert [each.line for each in (await playhouse.ledger()).state.readings] == [1, 2, 3]


async def test_the_cue_is_closed_meanwhile_and_answers(server: Server) -> None:
    playing = await scene(server)
    old = playing.cue_id
    await playing.improvise("ann", "There is a hole in her.")
    assert not any("Say it" in buttons_of(each) for each in playing.messages)
    for kind in ("say", "line", "pass", "hold", "own"):
        refused = await press(server.member("ann"), server.thread, f"{kind}{old}")
        assert said(refused).startswith("The scene is off script.")


async def test_an_outsider_neither_improvises_nor_ends_it(server: Server) -> None:
    playing = await scene(server)
    assert "Line 3 is" in said(await playing.press("cid", "Improvise"))
    await playing.improvise("ann", "There is a hole in her.")
    assert "You have no part here." in said(await playing.command("cid", "improvise", words="Boo!"))
    assert "You have no part here." in said(await playing.command("cid", "script"))


async def test_another_part_of_ones_own_may_speak(server: Server) -> None:
    playing = await scene(server)
    await playing.command("ann", "direct", action="recast", member=server.member("ann"), part="Tobin")
    await playing.command("ann", "improvise", words="Hm.", part="Tobin")
    assert server.channel.history()[-1].author.name == "Tobin"
    assert said(await playing.command("ann", "improvise", words="Hm.", part="Ines")).startswith("Ines is not yours.")
    assert said(await playing.command("ann", "improvise", part="Mara")).startswith("Give the words together")


async def test_without_words_the_command_opens_the_form(server: Server) -> None:
    playing = await scene(server)
    opened = await playing.command("ann", "improvise")
    await server.member("ann").submit_modal(opened, {"words": "There is a hole in her."})
    assert playing.spoken[-1].startswith("There is a hole in her.")


@pytest.mark.parametrize("typed", ["@everyone", "https://example.org", "   "])
async def test_of_what_is_improvised_mentions_and_links_are_taken_out(
    playhouse: Playhouse, server: Server, typed: str
) -> None:
    playing = await scene(server)
    assert said(await playing.improvise("ann", typed)).startswith("Nothing is left to say")
    assert (await playhouse.ledger()).state.off_script is None


async def test_where_own_words_are_off_nobody_improvises(playhouse: Playhouse, server: Server) -> None:
    await playhouse.choose(server, own_words=False)
    playing = await scene(server)
    assert is_private(await playing.press("ann", "Improvise"))
    await playing.command("ann", "improvise", words="There is a hole in her.")
    assert (await playhouse.ledger()).state.off_script is None


async def test_who_may_not_speak_may_not_improvise(playhouse: Playhouse, server: Server) -> None:
    playing = await scene(server)
    server.forbid(server.member("ann"), send_messages_in_threads=False)
    assert "You may not send messages here" in said(await playing.press("ann", "Improvise"))
    refused = await playing.command("ann", "improvise", words="There is a hole in her.")
    assert "You may not send messages here" in said(refused)
    assert (await playhouse.ledger()).state.off_script is None


async def test_it_goes_on_after_a_restart(playhouse: Playhouse, server: Server) -> None:
    playing = await scene(server)
    await playing.improvise("ann", "There is a hole in her.")
    await playhouse.restart()
    await playing.improvise("bob", "I know. I made it.")
    await server.member("ann").click(playing.way_back, label="Back to the script")
    assert "line 3" in shown_by(playing.cue)


async def test_a_deleted_way_back_is_put_up_again(server: Server) -> None:
    playing = await scene(server)
    await playing.improvise("ann", "There is a hole in her.")
    old = playing.way_back.id
    await server.admin_deletes(playing.way_back)
    assert playing.way_back.id != old


async def test_in_a_long_improvisation_the_way_back_stays_within_reach(server: Server) -> None:
    playing = await scene(server)
    await playing.improvise("ann", "There is a hole in her.")
    first = playing.way_back.id
    for number in range(2, WAY_BACK_EVERY + 1):
        await playing.improvise("bob", f"That makes {number}.")
    assert playing.messages[-1].id == playing.way_back.id
    left = next(each for each in playing.messages if each.id == first)
    assert left.content == "-# Off script; the way back stands further down."
    assert not buttons_of(left)
    back = playing.way_back
    await server.member("ann").click(back, label="Back to the script")
    closed = next(each for each in playing.messages if each.id == back.id)
    assert closed.content == f"-# Off script for {WAY_BACK_EVERY} lines; back at line 3."


async def test_it_stands_in_the_transcript_and_never_in_what_may_be_asked(server: Server) -> None:
    playing = await scene(server)
    await playing.improvise("ann", "The herring smoked in the cellar.")
    found = await server.member("cid").slash(server.channel, "lore search", query="herring cellar")
    assert "herring smoked" not in said(found)
    await playing.command("ann", "script")
    await playing.command("ann", "end")
    text = await playing.messages[-1].attachments[0].read()
    assert b"MARA: The herring smoked in the cellar.  [read by ann, off script]" in text


async def test_the_words_are_kept_apart_from_the_events(playhouse: Playhouse, server: Server) -> None:
    playing = await scene(server)
    await playing.improvise("ann", "There is a hole in her.")
    ledger = await playhouse.ledger()
    assert list(ledger.own_words.values()) == ["There is a hole in her."]
    assert "hole" not in repr(ledger.records)


async def test_a_long_improvisation_is_split_at_sentences(server: Server) -> None:
    playing = await scene(server)
    await playing.improvise("ann", "The herring smoked in the cellar all night. " * 90)
    pieces = playing.spoken[-3:]
    assert [piece.splitlines()[1] for piece in pieces] == ["-# (1/3)", "-# (2/3)", "-# (3/3)"]
    assert sum(piece.count("herring") for piece in pieces) == 90
