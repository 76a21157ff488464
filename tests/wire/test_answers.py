"""Answers over real sockets: a flood of questions, and a model that thinks for longer than anybody waits."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from bot.backstage.limits import FOR_A_MEMBER
from bot.ui.setup_pages import HOUSE
from tests.model import loopback
from tests.wire.member import custom_ids, message_holding, text_of
from tests.wire.processes import open_theatre

if TYPE_CHECKING:
    from pathlib import Path

    from tests.wire.member import Json, Member, RoomClient

QUESTION = "Who says that the sky goes red?"
HOLDS = loopback.said(("Kyla tells Clark that her aunt says the sky goes red because they are angry.", [41]))
IN_CHARACTER = loopback.said(("My aunt says the sky goes red because they are angry.", [41]))
FLOOD = 1000
AT_ONCE = 20
FOOTNOTE = "A language model worded this"


async def ask(member: Member, stage: Json, question: str = QUESTION) -> Json:
    """Ask, and return the private answer once it is there."""
    outcome = await member.command("ask", stage, question=question)
    message: Json = outcome["message"]
    while not text_of(message):
        await asyncio.sleep(0.02)
        message = await member.message(message)
    return message


async def told(member: Member, most: int) -> list[str]:
    """Return what so many private messages of a member show, once all of them show something."""
    shown: dict[str, str] = {}
    async with asyncio.timeout(60):
        while len(shown) < most:
            heard = (data for event, data in member.events if event in {"message_create", "message_update"})
            shown = {data["id"]: text_of(data) for data in heard if text_of(data)}
            await asyncio.sleep(0.1)
    return list(shown.values())


async def until_it_shows(member: Member, message: Json, text: str) -> str:
    async with asyncio.timeout(20):
        while text not in text_of(message):
            await asyncio.sleep(0.05)
            message = await member.message(message)
    return text_of(message)


async def switch_the_model_on(room: RoomClient, stage: Json) -> None:
    ana = await room.member("ana")
    panel = (await ana.command("setup", stage))["message"]
    guild = (await room.guild())["id"]
    await ana.click(panel, f"settings:{guild}:{HOUSE}")
    async with asyncio.timeout(20):
        while not any(custom_id.startswith("model:") for custom_id in custom_ids(panel)):
            await asyncio.sleep(0.05)
            panel = await ana.message(panel)
    await ana.click(panel, "model:")


async def test_a_model_that_hangs_delays_nobody_and_its_wording_comes_when_it_comes(tmp_path: Path) -> None:
    async with loopback.serving() as endpoint:
        endpoint.behaves = endpoint.hang
        named = {"MODEL_URL": endpoint.url, "MODEL_NAME": "small", "MODEL_KEY": loopback.KEY}
        async with open_theatre(tmp_path, **named) as (theatre, room):
            stage = await room.channel("stage")
            await switch_the_model_on(room, stage)
            ana, ben = await room.member("ana"), await room.member("ben")
            first = await ask(ana, stage)
            second = await ask(ben, stage)
            assert "**Kyla**" in text_of(first)
            assert "**Kyla**" in text_of(second)
            await asyncio.wait_for(endpoint.arrived.acquire(), 10)
            endpoint.released.set()
            endpoint.behaves = loopback.replying(HOLDS)
            third = await ask(await room.member("cleo"), stage, "Who says, then, that the sky goes red?")
            told = await until_it_shows(await room.member("cleo"), third, FOOTNOTE)
            assert "Kyla tells Clark that her aunt says the sky goes red because they are angry. (line 41)" in told
            assert await room.violations() == []
            assert theatre.bot is not None
            assert loopback.KEY not in theatre.bot.log.read_text()


async def test_a_character_speaks_through_a_webhook_and_is_reworded_in_place(tmp_path: Path) -> None:
    async with loopback.serving() as endpoint:
        endpoint.behaves = loopback.replying(IN_CHARACTER)
        async with open_theatre(tmp_path, MODEL_URL=endpoint.url, MODEL_NAME="small") as (_, room):
            stage = await room.channel("stage")
            await switch_the_model_on(room, stage)
            ben = await room.member("ben")
            await ben.command("talk", stage, character="Kyla", words="Why does the sky go red?")
            worded = await ben.wait_for(message_holding("worded by a language model from Kyla's line 41"))
            assert worded["author"]["username"] == "Kyla"
            assert worded["webhook_id"]
            assert "My aunt says the sky goes red because they are angry." in text_of(worded)
            form = await ben.click(worded, "reply:")
            endpoint.behaves = loopback.sending(500)
            await ben.submit(form, words="And what do you think?")
            again = await ben.wait_for(message_holding("And what do you think?"))
            assert again["author"]["username"] == "Kyla"
            assert await room.violations() == []


async def test_a_thousand_questions_of_one_member_are_all_answered_and_another_member_waits_for_none(
    tmp_path: Path,
) -> None:
    async with open_theatre(tmp_path) as (theatre, room):
        stage = await room.channel("stage")
        ana, ben = await room.member("ana"), await room.member("ben")
        places = asyncio.Semaphore(AT_ONCE)

        async def flood() -> Json:
            async with places:
                outcome: Json = await ana.command("ask", stage, question=QUESTION)
                return outcome

        flooding: asyncio.Future[list[Any]] = asyncio.gather(*(flood() for _ in range(FLOOD)))
        answer = await asyncio.wait_for(ask(ben, stage), 20)
        outcomes = await flooding
        assert "**Kyla**" in text_of(answer)
        assert {outcome["outcome"] for outcome in outcomes} == {"deferred"}
        shown = await told(ana, FLOOD)
        polite = [text for text in shown if text.startswith("You ask faster than I can look things up well.")]
        answered = [text for text in shown if "**Kyla**" in text]
        assert answered
        assert len(answered) % FOR_A_MEMBER == 0
        assert len(answered) + len(polite) == FLOOD
        assert await room.violations() == []
        assert theatre.bot is not None
        assert "fault" not in theatre.bot.log.read_text()
