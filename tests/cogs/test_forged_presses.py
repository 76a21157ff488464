"""Presses that no page of ours offered: every kind, with keys of nothing, of another server's, and of what is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cogs.scenes import scene
from tests.theatre import press, said, submit

if TYPE_CHECKING:
    from simcord import MemberActor
    from simcord.builders import ChannelHandle

    from tests.theatre import Playhouse, Server

FAULT = "Something went wrong"
KEYS = (1, 8_999_999_999_999_999_999)
SEQS = (1, 999_999_999_999_999_999)


async def everything_pressed(playhouse: Playhouse, member: MemberActor, channel: ChannelHandle, key: int) -> list[str]:
    """Press, choose and submit everything there is with a key; return what went wrong."""
    wrong = []
    for kind in sorted(playhouse.bot.theatre.presses):
        for seq in SEQS:
            custom_id = f"{kind}:{key}:{seq}"
            if kind.startswith("type-"):
                told = await submit(member, channel, custom_id, words="Hello", name="x", title="x", lines="1")
            else:
                values = ("1",) if kind.startswith("choose-") else None
                told = await press(member, channel, custom_id, values=values)
            if FAULT in said(told) or not told.acknowledged:
                wrong.append(f"{custom_id}: {said(told)[:60]}")
    return wrong


@pytest.mark.parametrize("key", KEYS)
async def test_no_press_of_a_stranger_does_anything_or_goes_wrong(
    playhouse: Playhouse, server: Server, key: int
) -> None:
    elsewhere = playhouse.server("Elsewhere")
    await scene(elsewhere)
    before = (await playhouse.ledger()).records
    wrong = await everything_pressed(playhouse, server.member("mallory"), server.channel, key)
    assert not wrong, "\n".join(wrong)
    assert (await playhouse.ledger()).records == before


@pytest.mark.parametrize("name", ["ann", "mallory"])
async def test_no_press_goes_wrong_after_the_end(playhouse: Playhouse, server: Server, name: str) -> None:
    await scene(server)
    await server.member("ann").slash(server.thread, "reenact end")
    wrong = await everything_pressed(playhouse, server.member(name), server.thread, 1)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("value", ["x", "-1", "9" * 40, "9" * 19, "", "²"])
async def test_no_choice_that_no_menu_holds_goes_wrong(playhouse: Playhouse, server: Server, value: str) -> None:
    await scene(server)
    wrong = []
    for kind in sorted(each for each in playhouse.bot.theatre.presses if each.startswith("choose-")):
        told = await press(server.admin, server.thread, f"{kind}:1:1", values=(value,))
        if FAULT in said(told) or not told.acknowledged:
            wrong.append(f"{kind}: {said(told)[:60]}")
    assert not wrong, "\n".join(wrong)
