"""Carrying out: every post once and in order, whatever Discord does and whenever the process dies."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import aiohttp
import pytest

from bot.backstage.deciding import Asking, settle
from bot.backstage.losing import lose_post
from bot.stage.commands import Begin, End, Leave, Pass, Pause, Resume, Say, Take
from bot.stage.events import PostRemoved
from bot.stage.state import Phase
from bot.store.engine import cancel_between_transactions
from tests.backstage.fakes import ANN, BOB, Fault, Stage, WatchedCrew, open_stage, refused, uncertain

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine

UNKNOWN_CHANNEL, ARCHIVED = 10003, 50083
CUE_OF_MARA = "<@1>, you are **Mara**: line 2"


@pytest.fixture
async def lobby(engine: AsyncEngine) -> Stage:
    """A lobby that no crew has looked at yet."""
    return await open_stage(engine)


@pytest.fixture
async def scene(lobby: Stage) -> Stage:
    """A scene that ann (Mara, directing) and bob (Tobin) have begun, and nothing of it on Discord yet."""
    await lobby.decide(ANN, lambda performer: Take(performer, "Mara"))
    await lobby.decide(BOB, lambda performer: Take(performer, "Tobin"))
    await lobby.decide(ANN, Begin)
    return lobby


async def test_a_lobby_gets_a_thread_and_then_its_playbill(lobby: Stage) -> None:
    await lobby.carry_out()
    assert list(lobby.courier.threads.values()) == ["The boat · 1"]
    (bill,) = lobby.courier.texts()
    assert bill.startswith("## The boat")
    assert all(post.status == "done" for post in (await lobby.posts()).values())


async def test_a_second_crew_finds_nothing_to_do(scene: Stage) -> None:
    await scene.carry_out()
    before = list(scene.courier.calls)
    await scene.carry_out()
    assert scene.courier.calls == before


async def test_the_bot_reads_up_to_the_first_cue(scene: Stage) -> None:
    await scene.carry_out()
    texts = scene.courier.texts()
    assert texts[1] == "Rain on the harbour."
    assert texts[2].startswith(CUE_OF_MARA)
    assert len(texts) == 3


async def test_a_played_scene_stands_in_the_thread_in_order(scene: Stage) -> None:
    await scene.carry_out()
    for user in (ANN, BOB, ANN):
        await scene.decide(user, Say)
        await scene.carry_out()
    spoken = [text.splitlines()[0] for text in scene.courier.texts()[1:] if not text.startswith("-# ✓")]
    assert spoken[:-1] == [
        "Rain on the harbour.",
        "You kept the boat.",
        "I kept her dry, too.",
        "The bell rang once.",
        "Nobody asked you to.",
    ]
    assert spoken[-1] == "## Curtain: The boat"


async def test_a_crew_ends_when_the_performance_is_over_and_told(scene: Stage) -> None:
    await scene.decide(ANN, End)
    async with scene.crew() as crew:
        await asyncio.wait_for(asyncio.shield(crew.thread), 10)
    await scene.carry_out()
    assert (await scene.ledger()).state.phase is Phase.OVER


async def test_a_post_is_written_down_as_being_sent_before_it_is_sent(scene: Stage) -> None:
    seen: list[str] = []

    async def look(nonce: str) -> None:
        _, seq, slot = map(int, nonce.split("."))
        seen.append((await scene.posts())[seq, slot].status)

    scene.courier.before_sending = look
    await scene.carry_out()
    assert seen == ["sending", "sending"]


async def test_a_post_that_arrived_unseen_is_adopted_and_not_sent_again(scene: Stage) -> None:
    scene.courier.faults.append(Fault("send", uncertain(), arrived=True))
    await scene.carry_out()
    assert scene.courier.texts().count("Rain on the harbour.") == 1
    assert "find_copies" in scene.courier.calls


async def test_a_post_that_did_not_arrive_is_sent_again(scene: Stage) -> None:
    scene.courier.faults.append(Fault("send", uncertain()))
    await scene.carry_out()
    assert scene.courier.texts().count("Rain on the harbour.") == 1
    assert scene.courier.texts()[2].startswith(CUE_OF_MARA)


@pytest.mark.parametrize("arrived", [True, False])
async def test_a_crew_killed_while_it_sends_is_followed_by_one_that_goes_on(scene: Stage, *, arrived: bool) -> None:
    scene.courier.faults.append(Fault("send", asyncio.CancelledError(), arrived=arrived))
    async with scene.crew():
        await asyncio.wait_for(scene.courier.failed.wait(), 10)
    await scene.carry_out()
    assert scene.courier.texts()[1] == "Rain on the harbour."
    assert len(scene.courier.texts()) == 3


@pytest.mark.parametrize("arrived", [True, False])
async def test_a_thread_that_may_have_opened_is_looked_for_before_another_is_opened(
    lobby: Stage, *, arrived: bool
) -> None:
    lobby.courier.faults.append(Fault("open_thread", uncertain(), arrived=arrived))
    await lobby.carry_out()
    assert len(lobby.courier.threads) == 1
    assert len(lobby.courier.texts()) == 1


async def test_surplus_copies_are_taken_down(scene: Stage) -> None:
    scene.courier.faults.append(Fault("send", asyncio.CancelledError(), arrived=True))
    async with scene.crew():
        await asyncio.wait_for(scene.courier.failed.wait(), 10)
    number, twice = max(scene.courier.messages.items())
    copy = scene.courier.put(twice.thread_id, twice.page, "another")
    await scene.carry_out()
    assert number in scene.courier.messages
    assert copy not in scene.courier.messages
    assert scene.courier.texts().count("Rain on the harbour.") == 1


async def test_a_post_somebody_deleted_meanwhile_stays_deleted_and_is_marked(scene: Stage) -> None:
    await scene.carry_out()
    gone = next(number for number, shown in scene.courier.messages.items() if shown.text == "Rain on the harbour.")
    del scene.courier.messages[gone]
    await scene.carry_out()
    assert "Rain on the harbour." not in scene.courier.texts()
    ledger = await scene.ledger()
    assert any(isinstance(record.event, PostRemoved) for record in ledger.records)
    assert "gone" in {post.status for post in ledger.posts.values()}


async def test_a_deleted_cue_is_given_again(scene: Stage) -> None:
    await scene.carry_out()
    ledger = await scene.ledger()
    assert ledger.state.cue is not None
    post = ledger.posts[ledger.state.cue.seq, 0]
    assert post.message_id is not None
    del scene.courier.messages[post.message_id]
    await lose_post(scene.house, scene.number, post)
    await scene.carry_out()
    assert scene.courier.texts()[-1].startswith(CUE_OF_MARA)
    assert len(scene.courier.texts()) == 3


async def test_a_lost_thread_pauses_and_resuming_opens_another_with_a_recap(scene: Stage) -> None:
    await scene.carry_out()
    await scene.decide(ANN, Say)
    scene.courier.faults.append(Fault("send", refused(404, UNKNOWN_CHANNEL)))
    await scene.carry_out()
    state = (await scene.ledger()).state
    assert state.thread_is_lost
    assert state.phase is Phase.PAUSED
    await scene.decide(ANN, Resume)
    await scene.carry_out()
    assert len(scene.courier.threads) == 2
    texts = scene.courier.texts()
    assert any(text.startswith("## The boat") for text in texts)
    assert any("goes on here" in text for text in texts)
    assert "<@2>, you are **Tobin**: line 3" in texts[-1]


@pytest.mark.parametrize("asked", ["standing", "replies_to"])
async def test_a_thread_lost_while_the_bot_was_away_is_noticed_at_the_start(scene: Stage, asked: str) -> None:
    await scene.carry_out()
    scene.courier.faults.append(Fault(asked, refused(404, UNKNOWN_CHANNEL)))
    await scene.carry_out()
    assert (await scene.ledger()).state.thread_is_lost


@pytest.mark.parametrize("trouble", [refused(503), aiohttp.ServerDisconnectedError()])
async def test_a_cue_waits_while_discord_does_not_say_who_is_still_there(scene: Stage, trouble: Exception) -> None:
    scene.client.faults.extend([trouble] * 3)
    crew = await scene.carry_out()
    assert not scene.client.faults
    assert crew.troubled == 3
    assert scene.courier.texts()[-1].startswith(CUE_OF_MARA)


async def test_a_missing_permission_pauses_with_its_reason_and_resuming_goes_on(scene: Stage) -> None:
    scene.courier.faults.append(Fault("send", refused(403, 50013)))
    await scene.carry_out()
    assert (await scene.ledger()).state.phase is Phase.PAUSED
    assert "I lack a permission here." in "\n".join(scene.courier.texts())
    await scene.decide(ANN, Resume)
    await scene.carry_out()
    assert scene.courier.texts().count("Rain on the harbour.") == 1
    assert scene.courier.texts()[-1].startswith(CUE_OF_MARA)


async def test_while_nothing_may_be_posted_the_crew_waits_to_be_woken_instead_of_trying_for_ever(scene: Stage) -> None:
    scene.courier.faults.extend(Fault("send", refused(403, 50013)) for _ in range(5))
    async with scene.crew() as crew:
        await asyncio.wait_for(asyncio.shield(crew.thread), 10)
        await asyncio.wait_for(scene.courier.failed.wait(), 10)
        for _ in range(50):
            await scene.ledger()
        assert scene.courier.calls.count("send") <= 3


async def test_what_may_not_be_done_after_the_end_is_tried_again(scene: Stage) -> None:
    await scene.carry_out()
    await scene.decide(ANN, End)
    scene.courier.faults.extend(Fault("edit", refused(403, 50013)) for _ in range(3))
    await scene.carry_out()
    assert not scene.courier.faults
    assert all(post.status == "done" for post in (await scene.posts()).values())


async def test_what_may_never_be_done_after_the_end_is_given_up(scene: Stage) -> None:
    await scene.carry_out()
    await scene.decide(ANN, End)
    scene.courier.faults.extend(Fault("edit", refused(403, 50013)) for _ in range(100))
    await scene.carry_out()
    assert "failed" in {post.status for post in (await scene.posts()).values()}
    assert len(scene.courier.faults) > 50


async def test_a_thread_that_may_never_be_opened_ends_the_performance(lobby: Stage) -> None:
    lobby.courier.faults.extend(Fault("open_thread", refused(403, 50013)) for _ in range(20))
    await lobby.carry_out()
    assert (await lobby.ledger()).state.phase is Phase.OVER


async def test_a_post_that_discord_refuses_is_given_up_and_the_scene_goes_on(scene: Stage) -> None:
    scene.courier.faults.append(Fault("send", refused(400, 50035)))
    await scene.carry_out()
    assert "failed" in {post.status for post in (await scene.posts()).values()}
    assert scene.courier.texts()[-1].startswith(CUE_OF_MARA)


async def test_too_many_requests_give_nothing_up(scene: Stage) -> None:
    scene.courier.faults.append(Fault("send", refused(429)))
    crew = await scene.carry_out()
    assert crew.troubled == 1
    assert scene.courier.texts()[1] == "Rain on the harbour."


async def test_a_fault_of_our_own_does_not_end_the_crew(scene: Stage) -> None:
    scene.courier.faults.append(Fault("send", RuntimeError("a bug")))
    crew = await scene.carry_out()
    assert crew.troubled == 1
    assert scene.courier.texts()[1] == "Rain on the harbour."


async def test_an_archived_thread_is_opened_again(scene: Stage) -> None:
    scene.courier.faults.append(Fault("send", refused(400, ARCHIVED)))
    await scene.carry_out()
    assert "unarchive" in scene.courier.calls
    assert scene.courier.texts()[1] == "Rain on the harbour."


async def test_a_thread_that_may_not_be_opened_ends_the_performance(lobby: Stage) -> None:
    lobby.courier.faults.append(Fault("open_thread", refused(400, 30033)))
    crew = await lobby.carry_out()
    assert (await lobby.ledger()).state.phase is Phase.OVER
    assert not crew.thread.done()


async def test_several_changes_of_the_cast_are_one_edit_of_the_playbill(lobby: Stage) -> None:
    await lobby.carry_out()
    await lobby.decide(ANN, lambda performer: Take(performer, "Mara"))
    await lobby.decide(BOB, lambda performer: Take(performer, "Tobin"))
    await lobby.decide(ANN, Leave)
    await lobby.carry_out()
    assert len(lobby.courier.edits) == 1
    assert "**Tobin** (1 line): <@2>" in lobby.courier.texts()[0]


async def test_an_overtaken_cue_is_never_posted(scene: Stage) -> None:
    await scene.carry_out()
    await scene.decide(ANN, Say)
    await scene.decide(BOB, Pass)
    await scene.carry_out()
    assert not any("you are **Tobin**" in text for text in scene.courier.texts())


async def test_a_pause_that_is_over_is_never_announced(scene: Stage) -> None:
    await scene.carry_out()
    await scene.decide(ANN, Pause)
    await scene.decide(ANN, Resume)
    await scene.carry_out()
    assert not any("paused the scene" in text for text in scene.courier.texts())


async def test_a_performer_who_left_the_server_gives_their_parts_back_before_they_are_cued(scene: Stage) -> None:
    del scene.client.members[ANN]
    await scene.carry_out()
    assert "Mara" in (await scene.ledger()).state.free_parts
    assert not any("you are **Mara**" in text for text in scene.courier.texts())
    assert "You kept the boat." in scene.courier.texts()


async def test_a_deletion_that_nobody_told_of_is_found_before_the_performance_is_over_for_good(scene: Stage) -> None:
    crew = WatchedCrew(scene.house, scene.number)
    running = asyncio.create_task(crew.run())
    await crew.rested.wait()
    lost = next(number for number, shown in scene.courier.messages.items() if shown.text == "Rain on the harbour.")
    del scene.courier.messages[lost]
    await scene.decide(ANN, End)
    crew.wake()
    await asyncio.wait_for(running, 30)
    post = next(post for post in (await scene.posts()).values() if post.message_id == lost)
    assert post.status == "gone"
    assert post.seq in (await scene.ledger()).state.removed


async def test_a_transcript_names_a_performer_who_left_as_a_former_member(scene: Stage) -> None:
    await scene.carry_out()
    await scene.decide(ANN, Say)
    del scene.client.members[ANN]
    await scene.decide(ANN, End)
    await scene.carry_out()
    assert "a former member" in scene.courier.texts()[-1]


async def test_a_long_line_is_posted_in_pieces_and_a_killed_crews_successor_posts_the_rest(
    engine: AsyncEngine,
) -> None:
    long = " ".join(f"Sentence number {number} of the tale ends here." for number in range(120))
    stage = await open_stage(engine, [(None, long), ("Mara", "Well.")])
    await stage.decide(ANN, Take)
    await stage.decide(ANN, Begin)

    async def die_at_the_second(nonce: str) -> None:
        if nonce.endswith(".2") and stage.courier.before_sending is not None:
            stage.courier.before_sending = None
            stage.courier.failed.set()
            raise asyncio.CancelledError

    stage.courier.before_sending = die_at_the_second
    async with stage.crew():
        await asyncio.wait_for(stage.courier.failed.wait(), 10)
    await stage.carry_out()
    pieces = [text for text in stage.courier.texts() if "Sentence number" in text and "-# (" in text]
    assert [piece.splitlines()[-1] for piece in pieces] == [
        f"-# ({number}/{len(pieces)})" for number in range(1, len(pieces) + 1)
    ]
    assert " ".join(piece.rpartition("\n")[0] for piece in pieces) == long


async def test_own_words_are_posted_as_they_were_kept(scene: Stage) -> None:
    await scene.carry_out()
    asking = Asking(ANN, lambda performer: Say(performer, own_words=True), "So she floats.")
    await settle(scene.house.engine, scene.number, asking, scene.house.now())
    await scene.carry_out()
    assert "So she floats.\n-# <@1>, in own words" in scene.courier.texts()


async def test_a_crew_that_is_woken_and_stopped_at_once_stops(lobby: Stage) -> None:
    crew = WatchedCrew(lobby.house, lobby.number)
    task = asyncio.create_task(crew.run())
    await asyncio.wait_for(crew.rested.wait(), 10)
    crew.wake()
    await asyncio.sleep(0)
    await asyncio.wait_for(cancel_between_transactions((task,)), 5)
    assert task.cancelled()


async def test_a_thread_that_may_not_be_read_is_not_asked_for_ever(scene: Stage) -> None:
    await scene.carry_out()
    scene.courier.faults.extend(Fault("standing", refused(403, 50001)) for _ in range(20))
    await scene.carry_out()
    assert len(scene.courier.faults) >= 18
