"""Replies as the performance of a line: heard at once, or read back; whatever happens, once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.backstage.hearing import hear
from bot.backstage.plan import ON_DECK_SLOT
from bot.stage.commands import AskOnDeck, Begin, Pause, Resume, Say, Take
from bot.stage.events import LinePerformed, Manner
from bot.store import ledgers
from bot.store.engine import transaction
from tests.backstage.fakes import ANN, BOB, Fault, open_stage, uncertain

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine

    from tests.backstage.fakes import Stage


@pytest.fixture
async def scene(engine: AsyncEngine) -> Stage:
    """A scene in which ann is due with line 2 as Mara; bob plays Tobin."""
    stage = await open_stage(engine)
    await stage.decide(ANN, lambda me: Take(me, "Mara"))
    await stage.decide(BOB, lambda me: Take(me, "Tobin"))
    await stage.decide(ANN, Begin)
    await stage.carry_out()
    return stage


async def cue_of(scene: Stage) -> int:
    """Return the message of the cue that is live."""
    ledger = await scene.ledger()
    assert ledger.state.cue is not None
    message_id = ledger.posts[ledger.state.cue.seq, 0].message_id
    assert message_id is not None
    return message_id


async def lines(scene: Stage) -> list[int]:
    return [reading.line for reading in (await scene.ledger()).state.readings]


async def test_a_reply_heard_twice_is_one_line(scene: Stage) -> None:
    heard = scene.courier.reply(ANN, await cue_of(scene), "You kept the boat.")
    assert await hear(scene.house, heard) == scene.number
    await scene.carry_out()
    assert await hear(scene.house, heard) is None
    assert await lines(scene) == [1, 2]
    assert not any("old one" in text for text in scene.courier.texts())


async def test_a_reply_given_while_the_bot_was_away_is_found_when_the_thread_is_read_back(scene: Stage) -> None:
    heard = scene.courier.reply(ANN, await cue_of(scene), "So she still floats.")
    await scene.carry_out()
    ledger = await scene.ledger()
    assert ledger.state.readings[-1].manner is Manner.OWN_WORDS
    assert ledger.posts[ledger.state.readings[-1].seq, 0].message_id == heard.message_id
    await scene.carry_out()
    assert await lines(scene) == [1, 2]
    assert scene.courier.texts().count("So she still floats.") == 1


async def test_of_several_replies_read_back_the_first_is_the_line(scene: Stage) -> None:
    cue = await cue_of(scene)
    scene.courier.reply(BOB, cue, "Go on!")
    scene.courier.reply(ANN, cue, "So she still floats.")
    scene.courier.reply(ANN, cue, "I mean it.")
    await scene.carry_out()
    assert await lines(scene) == [1, 2]
    assert list((await scene.ledger()).own_words.values()) == ["So she still floats."]


async def test_a_reply_deleted_while_the_bot_was_away_is_marked(scene: Stage) -> None:
    heard = scene.courier.reply(ANN, await cue_of(scene), "So she still floats.")
    await hear(scene.house, heard)
    await scene.carry_out()
    del scene.courier.messages[heard.message_id]
    await scene.carry_out()
    ledger = await scene.ledger()
    spoken = next(each.seq for each in ledger.records if isinstance(each.event, LinePerformed) and each.event.replied)
    assert spoken in ledger.state.removed
    assert ledger.posts[spoken, 0].status == "gone"


async def test_a_reply_without_its_words_is_told_once_on_the_cue(scene: Stage) -> None:
    cue = await cue_of(scene)
    heard = scene.courier.reply(ANN, cue, "")
    assert await hear(scene.house, heard) == scene.number
    await scene.carry_out()
    assert "Your reply came without its words" in scene.courier.messages[cue].text
    edits = len(scene.courier.edits)
    assert await hear(scene.house, scene.courier.reply(ANN, cue, "")) is None
    await scene.carry_out()
    assert len(scene.courier.edits) == edits
    assert await lines(scene) == [1]


async def test_nothing_is_read_back_in_a_pause(scene: Stage) -> None:
    cue = await cue_of(scene)
    await scene.decide(BOB, Pause)
    scene.courier.reply(ANN, cue, "So she still floats.")
    await scene.carry_out()
    assert await lines(scene) == [1]
    await scene.decide(BOB, Resume)
    await scene.carry_out()
    assert await lines(scene) == [1], "the cue was given anew"


async def test_an_answer_that_cannot_be_given_costs_nothing(scene: Stage) -> None:
    old = await cue_of(scene)
    for user in (ANN, BOB):
        await scene.decide(user, Say)
        await scene.carry_out()
    scene.courier.faults.append(Fault("answer", uncertain()))
    assert await hear(scene.house, scene.courier.reply(ANN, old, "You kept the boat.")) is None
    assert await lines(scene) == [1, 2, 3, 4]


async def test_a_post_older_than_a_reply_that_arrived_unseen_is_not_sent_again(engine: AsyncEngine) -> None:
    stage = await open_stage(engine)
    await stage.decide(ANN, lambda me: Take(me, "Mara"))
    await stage.decide(BOB, lambda me: Take(me, "Tobin"))
    await stage.decide(BOB, lambda me: AskOnDeck(me, wanted=True))
    await stage.decide(ANN, Begin)
    await stage.carry_out()
    notice = next(post for (_, slot), post in (await stage.posts()).items() if slot == ON_DECK_SLOT)
    async with transaction(stage.house.engine) as session:
        await ledgers.save_post(session, stage.number, replace(notice, status="sending", message_id=None))
    await hear(stage.house, stage.courier.reply(ANN, await cue_of(stage), "So she still floats."))
    await stage.carry_out()
    assert await lines(stage) == [1, 2]
    assert sum("you are next: line 3" in text for text in stage.courier.texts()) == 1


async def test_a_reply_quicker_than_the_note_of_where_its_cue_stands_is_the_line(scene: Stage) -> None:
    async def answer_at_once(_nonce: str) -> None:
        about_to_arrive = scene.courier._next + 2  # behind the reply, which gets a number of its own
        assert await hear(scene.house, scene.courier.reply(ANN, about_to_arrive, "So she still floats.")) is None

    await scene.decide(ANN, Say)
    await scene.carry_out()
    scene.courier.before_sending = answer_at_once
    await scene.decide(BOB, Say)
    await scene.carry_out()
    ledger = await scene.ledger()
    assert ledger.state.readings[-1].replied


async def test_a_reply_to_a_cue_that_arrived_unseen_before_a_kill_is_found(scene: Stage) -> None:
    cue = await cue_of(scene)
    post = next(post for post in (await scene.posts()).values() if post.message_id == cue)
    async with transaction(scene.house.engine) as session:
        await ledgers.save_post(session, scene.number, replace(post, status="sending", message_id=None))
    scene.courier.reply(ANN, cue, "So she still floats.")
    await scene.carry_out()
    assert await lines(scene) == [1, 2]
    assert (await scene.ledger()).state.readings[-1].replied
