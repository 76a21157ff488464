"""What goes wrong on real servers, over the real protocol: each mishap has its own answer and costs no line."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio

import lore
from tests.wire.member import Refused, RoomClient, custom_ids, text_of
from tests.wire.performing import Play, begin, compare, is_spoken, open_lobby, play_to_curtain, threads, until
from tests.wire.processes import Theatre, open_theatre

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

pytestmark = pytest.mark.asyncio(loop_scope="module")

Json = dict[str, Any]
CHAPTER = """The tide had turned.

"You kept the boat," said Mara.

"I kept her dry, too," said Tobin.

"Nobody asked you to," said Mara.

A gull laughed.

"Somebody should have," said Tobin.

"Somebody did," said Mara.

"Then I am sorry," said Tobin. "I never heard."
"""
SCRIPT = lore.read_text(CHAPTER, title="harbour")
SEND_IN_THREADS = 1 << 38
MANAGE_WEBHOOKS = 1 << 29


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def opened(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[Theatre, RoomClient]]:
    """One theatre for all mishaps of this file; each plays in a thread of its own."""
    folder = tmp_path_factory.mktemp("mishaps")
    texts = folder / "texts"
    texts.mkdir()
    (texts / "harbour.txt").write_text(CHAPTER)
    async with open_theatre(folder, LORE_DIR=str(texts)) as opened:
        yield opened


@pytest.fixture
def room(opened: tuple[Theatre, RoomClient]) -> RoomClient:
    return opened[1]


@pytest_asyncio.fixture(loop_scope="module")
async def play(room: RoomClient) -> AsyncIterator[Play]:
    """A scene that has begun and stands at Mara's first line."""
    play = await open_lobby(room, {"ana": "Mara", "ben": "Tobin"}, chapter="harbour")
    await begin(play)
    await cue_of(play, "ana")
    yield play
    await room.ask("DELETE", "/faults")
    with contextlib.suppress(Refused):  # the thread may be gone
        await play.performers["ana"].command("reenact end", play.thread)


async def cue_of(play: Play, name: str) -> Json:
    """Wait for a live cue of a member."""

    async def look() -> Json | None:
        cue = play.live_cue()
        return cue if cue and cue["mentions"] and cue["mentions"][0]["username"] == name else None

    found: Json = await until(look, f"{name} is cued")
    return found


async def private_word(play: Play, name: str, outcome: Json) -> str:
    """Wait for what only this member reads after a press."""
    member = play.performers.get(name) or await play.room.member(name)

    async def look() -> Json | None:
        shown = await member.messages(play.thread, limit=1000, after=outcome["interaction"])
        return next((message for message in shown if message["flags"] & 64 and message["content"]), None)

    found: Json = await until(look, f"{name} is told")
    return str(found["content"])


async def finish(play: Play) -> None:
    """Play on and compare the thread with the script."""
    await play_to_curtain(play)
    assert compare(await play.read(), SCRIPT) == []
    assert play.failed_clicks == 0


async def bot_role(room: RoomClient) -> str:
    guild = await room.guild()
    return str(next(role["id"] for role in guild["roles"] if role.get("tags", {}).get("bot_id")))


async def deny(room: RoomClient, deny: int) -> None:
    """Take a permission away from the bot in the stage channel; 0 gives all back."""
    stage = await room.channel("stage")
    body = {"as": "ana", "role": await bot_role(room), "allow": "0", "deny": str(deny)}
    await room.ask("PUT", f"/channels/{stage['id']}/permissions", body)


async def test_two_clicks_at_once_are_one_line_and_two_answers(play: Play) -> None:
    cue = await cue_of(play, "ana")
    ana = play.performers["ana"]
    outcomes = await asyncio.gather(*(ana.click(cue, "say:") for _ in range(3)))
    assert {outcome["outcome"] for outcome in outcomes} == {"deferred_update"}

    async def told_twice() -> bool:
        shown = await ana.messages(play.thread, limit=1000)
        return sum("the scene is at line 3 now" in message["content"] for message in shown) == len(outcomes) - 1

    await until(told_twice, "the other two clicks are answered")
    await finish(play)


async def test_an_outsider_is_told_whose_line_it_is(play: Play) -> None:
    cue = await cue_of(play, "ana")
    cleo = await play.room.member("cleo")
    outcome = await cleo.click(cue, "say:")
    assert "who plays Mara" in await private_word(play, "cleo", outcome)
    await finish(play)


async def test_own_words_are_posted_as_the_character_without_pings(play: Play) -> None:
    cue = await cue_of(play, "ana")
    ana = play.performers["ana"]
    modal = await ana.click(cue, "own:")
    await ana.submit(modal, words="You did keep it! @everyone https://example.org")

    async def look() -> Json | None:
        return next((each for each in await play.read() if "You did keep it!" in each["content"]), None)

    posted = await until(look, "the own words stand in the thread")
    assert posted["author"]["username"] == "Mara"
    assert "everyone" not in posted["content"]
    assert "example.org" not in posted["content"]
    assert posted["mentions"] == []


async def test_a_deleted_cue_is_given_again(play: Play) -> None:
    cue = await cue_of(play, "ana")
    await play.performers["ana"].delete(cue)

    async def look() -> Json | None:
        again = play.live_cue()
        return again if again and again["id"] != cue["id"] else None

    assert (await until(look, "the cue is given again"))["mentions"][0]["username"] == "ana"
    await finish(play)


async def test_a_deleted_line_stays_deleted_and_the_scene_goes_on(play: Play) -> None:
    await play.press(play.performers["ana"], await cue_of(play, "ana"), "say:")
    await cue_of(play, "ben")
    line = next(
        message for message in await play.read() if "You kept the boat" in message["content"] and is_spoken(message)
    )
    await play.performers["ana"].delete(line)
    await play_to_curtain(play)
    assert not any(
        "You kept the boat" in message["content"] for message in await play.read() if message.get("webhook_id")
    )


async def test_a_deleted_webhook_is_made_anew(play: Play) -> None:
    await play.press(play.performers["ana"], await cue_of(play, "ana"), "say:")
    await cue_of(play, "ben")
    spoken = next(message for message in await play.read() if is_spoken(message))
    await play.room.ask("DELETE", f"/webhooks/{spoken['webhook_id']}", None, **{"as": "ana"})
    await finish(play)


async def test_a_webhook_deleted_before_its_post_is_looked_for_doubles_nothing(play: Play) -> None:
    ana, stage = play.performers["ana"], await play.room.channel("stage")
    await play.press(ana, await cue_of(play, "ana"), "say:")
    cue = await cue_of(play, "ben")
    await play.room.fault(r"POST /webhooks/\d+/\S+", "reset_after")
    await play.room.fault(r"GET /channels/\d+/messages", "delay", seconds=1.0)
    await play.press(play.performers["ben"], cue, "say:")

    async def stands() -> bool:
        return any("I kept her dry" in message["content"] for message in await play.read() if is_spoken(message))

    await until(stands, "the line stands")
    for webhook in await play.room.ask("GET", f"/channels/{stage['id']}/webhooks"):
        await play.room.ask("DELETE", f"/webhooks/{webhook['id']}", None, **{"as": "ana"})
    await finish(play)


async def test_without_manage_webhooks_lines_are_plain_posts(play: Play) -> None:
    stage = await play.room.channel("stage")
    await deny(play.room, MANAGE_WEBHOOKS)
    for webhook in await play.room.ask("GET", f"/channels/{stage['id']}/webhooks"):
        await play.room.ask("DELETE", f"/webhooks/{webhook['id']}", None, **{"as": "ana"})
    try:
        await play_to_curtain(play)
    finally:
        await deny(play.room, 0)
    assert any(message["content"].startswith("**Mara:** You kept the boat") for message in await play.read())


async def test_a_lost_permission_pauses_and_nothing_is_lost(play: Play) -> None:
    await deny(play.room, SEND_IN_THREADS)
    ana = play.performers["ana"]
    await play.press(ana, await cue_of(play, "ana"), "say:")
    stage = await play.room.channel("stage")

    async def paused() -> bool:
        outcome = await ana.command("reenact status", stage)
        return "Paused" in await private_in(ana, stage, outcome)

    await until(paused, "the scene is paused")
    await deny(play.room, 0)
    await ana.command("reenact resume", stage)
    await finish(play)


async def private_in(member: Any, channel: Json, outcome: Json) -> str:  # noqa: ANN401 (a Member)
    async def look() -> Json | None:
        shown = await member.messages(channel, after=str(int(outcome["interaction"]) - 1), limit=1000)
        return next((each for each in shown if each["flags"] & 64 and each["content"]), None)

    return str((await until(look, "the answer comes"))["content"])


async def test_a_deleted_thread_pauses_and_resuming_opens_another_with_a_recap(play: Play) -> None:
    ana, stage = play.performers["ana"], await play.room.channel("stage")
    await play.press(ana, await cue_of(play, "ana"), "say:")
    await cue_of(play, "ben")
    known = {thread["id"] for thread in await threads(play.room)}
    await play.room.ask("DELETE", f"/channels/{play.thread['id']}", None, **{"as": "ana"})
    outcome = await until(lambda: resumed(ana, stage), "the scene resumes")
    assert outcome

    async def fresh() -> Json | None:
        return next((each for each in await threads(play.room) if each["id"] not in known), None)

    again = Play(play.room, await until(fresh, "a new thread opens"), play.performers)
    await cue_of(again, "ben")
    assert any("You kept the boat" in text_of(message) for message in await again.read())
    await play_to_curtain(again)
    shown = [text_of(message) for message in await again.read()]
    assert any("Then I am sorry" in text for text in shown)
    play.thread = again.thread


async def resumed(member: Any, stage: Json) -> bool:  # noqa: ANN401 (a Member)
    outcome = await member.command("reenact resume", stage)
    return "goes on" in await private_in(member, stage, outcome)


@pytest.mark.parametrize("action", ["500", "503", "429", "reset_before", "reset_after"])
async def test_a_post_in_trouble_arrives_once(play: Play, action: str) -> None:
    await play.room.fault(r"POST /webhooks/\d+/\S+", action, times=2, seconds=0.05)
    await play.room.fault(r"POST /channels/\d+/messages", action, times=2, seconds=0.05)
    await finish(play)


async def test_a_dropped_gateway_costs_nothing(play: Play) -> None:
    await play.room.ask("POST", "/gateway", {"action": "drop"})
    await until(play.room.bot_online, "the bot is back")
    await finish(play)


async def test_what_was_deleted_while_there_was_no_session_is_found_missing(play: Play) -> None:
    cue = await cue_of(play, "ana")
    await play.room.ask("POST", "/gateway", {"action": "invalid_session"})
    await play.performers["ana"].delete(cue)

    async def look() -> Json | None:
        again = play.live_cue()
        return again if again and again["id"] != cue["id"] else None

    assert (await until(look, "the cue is given again"))["mentions"][0]["username"] == "ana"
    await finish(play)


async def test_the_room_may_restart_in_mid_scene(opened: tuple[Theatre, RoomClient], play: Play) -> None:
    theatre, room = opened
    assert theatre.room_process is not None
    await theatre.room_process.kill()
    await theatre.open_room()
    await until(room.bot_online, "the bot is back")
    for member in play.performers.values():
        await member.listen_again()
    await finish(play)


async def test_a_performer_who_left_the_server_gives_their_part_back(play: Play) -> None:
    guild = await play.room.guild()
    await play.room.ask("DELETE", f"/guilds/{guild['id']}/members/ben", None)
    try:
        await finish(play)
    finally:
        await play.room.ask("PUT", f"/guilds/{guild['id']}/members/ben", {})


async def test_what_is_over_says_so(play: Play) -> None:
    await finish(play)

    async def controls_are_gone() -> bool:
        return not any(each.startswith("take:") for message in await play.read() for each in custom_ids(message))

    await until(controls_are_gone, "the playbill loses its controls")
    ana = play.performers["ana"]
    outcome = await ana.command("reenact say", play.thread)
    assert "over" in await private_in(ana, play.thread, outcome)


async def test_no_request_of_all_these_breaks_a_limit(room: RoomClient) -> None:
    assert await room.violations() == []
