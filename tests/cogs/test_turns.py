"""Playing the lines: each button of a cue and the command that is its twin."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from simcord.enums import ComponentType, InteractionType

from bot import client
from bot.stage.events import LinePerformed, Manner
from tests.cogs.scenes import lobby, scene
from tests.theatre import at_once, buttons_of, is_private, pinged_by, press, said, shown_by

if TYPE_CHECKING:
    from tests.theatre import Playhouse, Server


async def read(playhouse: Playhouse) -> list[tuple[int, Manner]]:
    """Return the lines that were read so far, and how."""
    return [(each.line, each.manner) for each in (await playhouse.ledger()).state.readings]


async def test_the_bot_reads_up_to_the_first_cue(playhouse: Playhouse, server: Server) -> None:
    playing = await scene(server)
    assert await read(playhouse) == [(1, Manner.PROMPTER), (2, Manner.PROMPTER)]
    shown = shown_by(playing.cue)
    assert f"{server.member('ann').mention}, you are **Mara**: line 3 of 9." in shown
    assert "> Rain on the harbour." in shown
    assert "You kept the boat." in shown


async def test_a_cue_pings_its_performer_and_nobody_else(server: Server) -> None:
    await scene(server)
    assert pinged_by(server.env) == [str(server.member("ann").id)]


@pytest.mark.parametrize("by", ["button", "command"])
async def test_a_line_is_said_as_the_character(playhouse: Playhouse, server: Server, by: str) -> None:
    playing = await scene(server)
    await (playing.press("ann", "Say it") if by == "button" else playing.command("ann", "say"))
    assert (3, Manner.AS_WRITTEN) in await read(playhouse)
    spoken = server.channel.history()[-1]
    assert spoken.author.name == "Mara"
    assert spoken.content == f"You kept the boat.\n-# read by {server.member('ann').mention}"


async def test_after_a_line_the_cue_is_closed_and_the_next_one_given(server: Server) -> None:
    playing = await scene(server)
    old = playing.cue
    await playing.press("ann", "Say it")
    closed = next(each for each in playing.messages if each.id == old.id)
    assert closed.content == "-# ✓ Line 3 · Mara"
    assert not buttons_of(closed)
    assert "you are **Tobin**: line 4" in shown_by(playing.cue)


async def test_the_whole_scene_is_played_to_its_curtain(playhouse: Playhouse, server: Server) -> None:
    playing = await scene(server)
    for name in ("ann", "bob", "ann", "bob", "ann", "bob"):
        await playing.press(name, "Say it")
    assert [line for line, _ in await read(playhouse)] == list(range(1, 10))
    curtain = playing.messages[-1]
    assert "## Curtain: The Boat" in curtain.content
    assert [each.filename for each in curtain.attachments] == ["transcript.txt", "transcript.html"]
    assert "Played to its curtain." in shown_by(playing.playbill)
    assert not buttons_of(playing.playbill)


async def test_where_webhooks_are_not_allowed_the_bot_says_the_line_itself(server: Server) -> None:
    server.forbid_bot(manage_webhooks=False)
    playing = await scene(server)
    await playing.press("ann", "Say it")
    assert playing.shows(f"**Mara:** You kept the boat.\n-# read by {server.member('ann').mention}")


@pytest.mark.parametrize("label", ["Say it", "Line!", "Pass", "Own words"])
async def test_a_cue_is_its_performers_alone(playhouse: Playhouse, server: Server, label: str) -> None:
    playing = await scene(server)
    before = (await playhouse.ledger()).records
    refused = await playing.press("bob", label)
    assert is_private(refused)
    assert f"Line 3 is {server.member('ann').mention}'s, who plays Mara." in said(refused)
    assert f"https://discord.com/channels/{server.guild.id}/{server.thread.id}/{playing.cue.id}" in said(refused)
    assert (await playhouse.ledger()).records == before


@pytest.mark.parametrize("command", ["say", "line"])
async def test_an_outsiders_command_is_refused(playhouse: Playhouse, server: Server, command: str) -> None:
    playing = await scene(server)
    before = (await playhouse.ledger()).records
    refused = await playing.command("cid", command)
    assert "Line 3 is " in said(refused)
    assert (await playhouse.ledger()).records == before


async def test_a_press_on_a_cue_that_is_deleted_at_that_moment_is_answered(server: Server) -> None:
    playing = await scene(server)
    server.env.inject_error("POST", "/interactions/*/*/callback", status=404, code=10008, message="Unknown Message")
    refused = await playing.press("bob", "Say it")
    assert said(refused).startswith("Line 3 is <@")


@pytest.mark.parametrize("kind", ["say", "own", "line", "pass"])
async def test_an_old_cue_is_answered_with_where_the_scene_is_now(server: Server, kind: str) -> None:
    playing = await scene(server)
    old = playing.cue_id
    await playing.press("ann", "Say it")
    refused = await press(server.member("ann"), server.thread, f"{kind}{old}")
    assert is_private(refused)
    assert said(refused).startswith("That cue is an old one: the scene is at line 4 now. Go to the cue: https://")


async def test_a_press_on_its_way_while_the_cue_was_closed_is_answered(server: Server) -> None:
    playing = await scene(server)
    old, closed = playing.cue_id, playing.cue
    await playing.press("ann", "Say it")
    assert not buttons_of(next(each for each in playing.messages if each.id == closed.id))
    assert (await press(server.member("ann"), server.thread, f"say{old}")).acknowledged


async def test_twice_at_once_a_line_is_said_once(playhouse: Playhouse, server: Server) -> None:
    playing = await scene(server)
    data = {"custom_id": f"say{playing.cue_id}", "component_type": ComponentType.BUTTON}
    one = (server.member("ann"), server.thread, InteractionType.MESSAGE_COMPONENT, data)
    results = await at_once(one, one)
    said_by_ann = [
        each for each in (await playhouse.ledger()).records if each.event == LinePerformed(3, "p1", Manner.AS_WRITTEN)
    ]
    assert len(said_by_ann) == 1
    assert sorted("an old one" in said(each) for each in results) == [False, True]
    assert len([each for each in playing.spoken if "kept the boat" in each]) == 1


async def test_saying_and_passing_at_once_does_one_of_them(playhouse: Playhouse, server: Server) -> None:
    playing = await scene(server)
    presses = [{"custom_id": f"{kind}{playing.cue_id}", "component_type": 2} for kind in ("say", "pass")]
    await at_once(*((server.member("ann"), server.thread, InteractionType.MESSAGE_COMPONENT, each) for each in presses))
    assert [line for line, _ in await read(playhouse)].count(3) == 1


@pytest.mark.parametrize("by", ["button", "command"])
async def test_hints_are_private_and_grow(server: Server, by: str) -> None:
    playing = await scene(server)
    hints = []
    for _ in range(4):
        whispered = await (playing.press("ann", "Line!") if by == "button" else playing.command("ann", "line"))
        assert is_private(whispered)
        hints.append(said(whispered))
    assert hints[:3] == ["The first letters: Y k t b.", "It begins: You kept the …", "The line: You kept the boat."]
    assert hints[3].startswith("You have heard the whole line.")


@pytest.mark.parametrize("by", ["button", "command"])
async def test_a_passed_line_is_read_by_the_understudy(playhouse: Playhouse, server: Server, by: str) -> None:
    playing = await scene(server)
    await (playing.press("ann", "Pass") if by == "button" else playing.command("ann", "pass"))
    assert (3, Manner.UNDERSTUDY) in await read(playhouse)
    assert "you are **Tobin**: line 4" in shown_by(playing.cue)
    assert "You kept the boat.\n-# read by the understudy" in playing.spoken


async def test_the_director_passes_anothers_line(playhouse: Playhouse, server: Server) -> None:
    playing = await scene(server)
    await playing.press("ann", "Say it")
    await playing.press("ann", "Pass")
    assert (4, Manner.UNDERSTUDY) in await read(playhouse)


async def test_say_outside_the_thread_points_to_it(server: Server) -> None:
    await scene(server)
    refused = await server.member("ann").slash(server.channel, "reenact say")
    assert said(refused) == f"Say it where the scene is: {server.thread.mention}"


async def test_the_cue_is_live_after_a_restart_and_posts_stand_once(playhouse: Playhouse, server: Server) -> None:
    playing = await scene(server)
    before = len(playing.messages)
    await playhouse.restart()
    assert len(playing.messages) == before
    await playing.press("ann", "Say it")
    assert (3, Manner.AS_WRITTEN) in await read(playhouse)


async def test_status_tells_whose_line_it_is_with_a_link_to_the_cue(server: Server) -> None:
    playing = await scene(server)
    status = said(await playing.command("bob", "status"))
    assert "Playing: line 3 of 9." in status
    assert f"Go there: https://discord.com/channels/{server.guild.id}/{server.thread.id}/{playing.cue.id}" in status


@pytest.mark.parametrize("by", ["button", "command"])
async def test_a_member_under_time_out_does_not_speak_through_the_bot(
    playhouse: Playhouse, server: Server, by: str
) -> None:
    playing = await scene(server)
    until = {"timed_out_until": "2027-01-01T00:00:00+00:00"}
    server.env.backend.edit_member(server.guild.id, server.member("ann").id, until)
    refused = await (
        playing.press("ann", "Say it")
        if by == "button"
        else press(server.member("ann"), server.thread, f"own{playing.cue_id}")
    )
    assert "you may not speak through me either" in said(refused)
    assert len(await read(playhouse)) == 2


@pytest.mark.parametrize("how", ["Say it", "Own words", "command", "command with words"])
async def test_who_may_not_send_messages_does_not_speak_through_the_bot(
    playhouse: Playhouse, server: Server, how: str
) -> None:
    playing = await scene(server)
    server.forbid(server.member("ann"), send_messages_in_threads=False)
    if how.startswith("command"):
        words = {"words": "Mine."} if how.endswith("words") else {}
        refused = await playing.command("ann", "say", **words)
    else:
        refused = await playing.press("ann", how)
    assert refused.modal is None
    assert "you may not speak through me either" in said(refused)
    assert len(await read(playhouse)) == 2


async def test_who_was_silenced_while_they_typed_does_not_speak(playhouse: Playhouse, server: Server) -> None:
    playing = await scene(server)
    opened = await playing.press("ann", "Own words")
    server.forbid(server.member("ann"), send_messages_in_threads=False)
    refused = await server.member("ann").submit_modal(opened, {"words": "Mine."})
    assert "you may not speak through me either" in said(refused)
    assert len(await read(playhouse)) == 2


async def test_a_performer_who_left_the_server_gives_their_parts_back(playhouse: Playhouse, server: Server) -> None:
    playing = await scene(server)
    server.guild.remove_member(server.member("bob"))
    await playing.press("ann", "Say it")
    assert "Tobin" in (await playhouse.ledger()).state.free_parts
    assert (4, Manner.PROMPTER) in await read(playhouse)
    assert "line 5" in shown_by(playing.cue)


async def test_a_part_given_back_at_its_own_cue_is_read_by_the_bot(playhouse: Playhouse, server: Server) -> None:
    playing = await scene(server)
    await playing.press_playbill("ann", "Give back")
    assert (3, Manner.PROMPTER) in await read(playhouse)
    assert "you are **Tobin**: line 4" in shown_by(playing.cue)


async def test_a_part_is_taken_over_in_mid_scene(server: Server) -> None:
    playing = await lobby(server)
    await playing.command("ann", "join", part="Mara")
    await playing.command("ann", "begin")
    await playing.take("bob", "Tobin")
    await playing.press("ann", "Say it")
    assert f"{server.member('bob').mention}, you are **Tobin**: line 4" in shown_by(playing.cue)


async def test_a_part_taken_over_during_a_pause_moves_the_cue(server: Server) -> None:
    playing = await scene(server)
    await playing.press("ann", "Pause")
    await playing.command("ann", "leave")
    await playing.command("cid", "join", part="Mara")
    await playing.command("ann", "resume")
    assert f"{server.member('cid').mention}, you are **Mara**: line 3" in shown_by(playing.cue)


async def test_a_deleted_cue_is_given_again(server: Server) -> None:
    playing = await scene(server)
    gone = playing.cue
    await server.admin_deletes(gone)
    assert playing.cue.id != gone.id
    assert "you are **Mara**: line 3" in shown_by(playing.cue)


async def test_a_deletion_can_be_found_by_a_crew_that_writes_the_cue_down_while_it_is_looked_for(
    playhouse: Playhouse, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    playing = await scene(server)
    cue, noted = playing.cue, []

    async def not_yet(_session: object, message_id: int) -> None:
        noted.append(message_id in playhouse.bot.theatre.house.deleted)

    monkeypatch.setattr(client.ledgers, "find_post", not_yet)
    await server.admin_deletes(cue)
    assert noted == [True]


async def test_a_deleted_line_stays_deleted(playhouse: Playhouse, server: Server) -> None:
    playing = await scene(server)
    await server.admin_deletes(next(each for each in playing.messages if "Rain on the harbour." in each.content))
    await playhouse.restart()
    assert not any(each.content == "Rain on the harbour." for each in playing.messages)
    assert (await playhouse.ledger()).state.removed


async def test_a_deleted_thread_pauses_and_resuming_opens_another_with_a_recap(
    playhouse: Playhouse, server: Server
) -> None:
    await scene(server)
    server.env.backend.delete_channel(server.thread.id)
    await server.env.settle()
    assert (await playhouse.ledger()).state.thread_is_lost
    await server.member("ann").slash(server.channel, "reenact resume")
    shown = [shown_by(each) for each in server.thread.history()]
    assert "## The Boat" in shown[0]
    assert "Rain on the harbour." in shown[1]
    assert "you are **Mara**: line 3" in shown[2]
