"""What a performance leaves for those who ask: recap, transcript, sides; at any time, also after the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cogs.scenes import scene
from tests.theatre import answers_to, is_private, said

if TYPE_CHECKING:
    import simcord

    from tests.theatre import Server


def files_of(result: simcord.InteractionResult) -> list[str]:
    return [each.filename for each in answers_to(result)[-1].attachments]


@pytest.mark.parametrize("by", ["button", "command"])
async def test_the_recap_is_private_and_has_the_last_lines(server: Server, by: str) -> None:
    playing = await scene(server)
    shown = await (playing.press_playbill("cid", "Recap") if by == "button" else playing.command("cid", "recap"))
    assert is_private(shown)
    assert "Rain on the harbour." in said(shown)


@pytest.mark.parametrize("where", ["thread", "channel"])
async def test_recap_status_and_transcript_are_there_after_the_end(server: Server, where: str) -> None:
    playing = await scene(server)
    await playing.press("ann", "Say it")
    await playing.command("ann", "end")
    place = server.thread if where == "thread" else server.channel
    assert "**The Boat** is over." in said(await server.member("cid").slash(place, "reenact recap"))
    assert "Ended before the curtain." in said(await server.member("cid").slash(place, "reenact status"))
    taken = await server.member("cid").slash(place, "reenact transcript", format="fountain")
    assert is_private(taken)
    assert files_of(taken) == ["transcript.fountain"]


async def test_the_menu_of_the_curtain_hands_the_transcript_over_in_private(server: Server) -> None:
    playing = await scene(server)
    await playing.press("ann", "Say it")
    await playing.command("ann", "end")
    taken = await server.member("cid").select(playing.messages[-1], ["json"])
    assert is_private(taken)
    assert files_of(taken) == ["transcript.json"]


async def test_there_is_no_transcript_before_the_first_line(server: Server) -> None:
    await server.member("ann").slash(server.channel, "reenact start", chapter="The Boat")
    assert said(await server.member("ann").slash(server.thread, "reenact transcript")).startswith(
        "No line was read yet."
    )


async def test_sides_are_ones_own_unless_a_part_is_named(server: Server) -> None:
    playing = await scene(server)
    assert files_of(await playing.command("ann", "sides")) == ["sides-Mara.txt"]
    assert files_of(await playing.command("ann", "sides", part="Tobin")) == ["sides-Tobin.txt"]
    assert said(await playing.command("cid", "sides")).startswith("Say which part")
    assert "no part called" in said(await playing.command("cid", "sides", part="Hamlet"))
