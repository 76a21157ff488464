from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.store import chapters, works
from bot.store.engine import transaction
from tests.cogs.scenes import scene
from tests.theatre import answers_to, said

if TYPE_CHECKING:
    from simcord.builders import ChannelHandle

    from tests.theatre import Playhouse, Server

LATER = ("I kept her dry", "Nobody asked", "bell rang", "Somebody should have", "Sell her", "I will not sell")
"""Words of lines 4 to 9."""

LOOKS: dict[str, tuple[str, dict[str, Any]]] = {
    "an answer": ("ask", {"question": "What does Mara say about selling in the morning?"}),
    "a false premise": ("ask", {"question": "When did Tobin sell the boat?"}),
    "a character's answer": ("ask", {"question": "Will you sell the boat?", "character": "Tobin"}),
    "a named chapter": ("ask", {"question": "Who will not sell?", "chapter": "The Boat"}),
    "a search": ("lore search", {"query": "sell the boat bell should"}),
    "a search by speaker": ("lore search", {"query": "sell", "speaker": "Mara"}),
    "who said": ("lore who-said", {"words": "I will not sell the boat"}),
    "a line": ("lore line", {"number": 8}),
    "the neighbour of a line": ("lore line", {"number": 3}),
    "the cast": ("lore cast", {}),
    "the scenes": ("lore scenes", {}),
}


@pytest.fixture(params=["channel", "thread"])
async def place(request: pytest.FixtureRequest, server: Server) -> ChannelHandle:
    """Where somebody asks while the scene stands at line 3, which is heard, and line 4 is not."""
    playing = await scene(server)
    await playing.press("ann", "Say it")
    return server.channel if request.param == "channel" else server.thread


async def test_nothing_later_is_told(server: Server, place: ChannelHandle) -> None:
    told = {
        look: said(await server.member("ann").slash(place, command, **given))
        for look, (command, given) in LOOKS.items()
    }
    assert [look for look, text in told.items() if any(words in text for words in LATER)] == []
    assert "· Mara** You kept the boat." in told["the neighbour of a line"]


async def test_counts_end_at_the_line_that_was_reached(server: Server, place: ChannelHandle) -> None:
    ann = server.member("ann")
    counted = said(await ann.slash(place, "ask", question="How many lines does Mara speak?"))
    assert "**1 line" in counted
    assert counted.endswith("-# As far as the performance here has come: line 3.")
    assert "Mara**: 1 line\n" in said(await ann.slash(place, "lore cast")) + "\n"
    assert "There is no line 8 in The Boat. Its last line is 3." in said(await ann.slash(place, "lore line", number=8))


async def test_why_this_counts_and_names_no_later_line(server: Server, place: ChannelHandle) -> None:
    answer = await server.member("ann").slash(place, "ask", question="Who kept the boat?")
    why = answers_to(await server.member("ann").click(answers_to(answer)[-1], label="Why this?"))[-1].content
    assert "as far as the performance here has come" in why
    assert not any(f"ine {number} " in why for number in range(4, 10))


async def test_a_character_does_not_talk_of_what_is_still_to_come(server: Server, place: ChannelHandle) -> None:
    await server.member("ann").slash(place, "talk", character="Tobin", words="Will you sell the boat?")
    assert not any("I will not sell" in message.content for message in place.history())


async def test_autocomplete_offers_nothing_later(server: Server, place: ChannelHandle) -> None:
    ann = server.member("ann")
    lines = await ann.autocomplete(place, "lore line", "number", "")
    assert [choice["value"] for choice in lines] == [1, 2, 3]
    for command, option, given in (
        ("ask", "character", {"question": "x"}),
        ("lore search", "scene", {"query": "x"}),
        ("lore search", "speaker", {"query": "x"}),
        ("talk", "character", {"words": "x"}),
    ):
        offered = await ann.autocomplete(place, command, option, "", **given)
        assert not any(words in choice["name"] for choice in offered for words in LATER)


async def test_elsewhere_the_whole_chapter_is_known(server: Server) -> None:
    await scene(server)
    elsewhere = server.guild.create_text_channel("elsewhere")
    assert "Sell her" in said(await server.member("ann").slash(elsewhere, "lore search", query="sell the boat"))


async def test_an_admin_may_lift_the_ceiling(playhouse: Playhouse, server: Server) -> None:
    await scene(server)
    await playhouse.choose(server, ceiling=False)
    assert "Sell her" in said(await server.member("ann").slash(server.channel, "lore search", query="sell the boat"))


async def test_once_the_scene_is_over_all_is_known(server: Server) -> None:
    playing = await scene(server)
    await playing.command("ann", "end")
    assert "Sell her" in said(await server.member("ann").slash(server.thread, "lore search", query="sell the boat"))


async def test_what_comes_before_an_excerpt_is_known_from_its_beginning(server: Server) -> None:
    ann = server.member("ann")
    await ann.slash(server.channel, "reenact start", chapter="The Boat", first=7)
    await ann.slash(server.thread, "reenact join", part="Tobin")
    await ann.slash(server.thread, "reenact begin")
    assert "You kept the boat." in said(await ann.slash(server.thread, "lore search", query="boat"))
    assert "I will not sell" not in said(await ann.slash(server.thread, "lore search", query="boat"))


async def test_of_a_later_chapter_of_the_same_work_nothing_is_known(playhouse: Playhouse, server: Server) -> None:
    await server.bring("one.txt", "Mara: The tide is out.\n\nTobin: So it is.\n", title="Low Tide")
    await server.bring("two.txt", "Mara: The ferry sank at noon.\n\nTobin: With all hands.\n", title="High Tide")
    async with transaction(playhouse.engine) as session:
        own = [each.id for each in await chapters.chapters_of(session, server.guild.id) if each.guild_id]
        await works.make_work(session, server.guild.id, "Tides", own)
    ann = server.member("ann")
    await ann.slash(server.channel, "reenact start", chapter="Low Tide")
    await ann.slash(server.thread, "reenact join", part="Mara")
    await ann.slash(server.thread, "reenact begin")
    for command, options in (
        ("ask", {"question": "When did the ferry sink?"}),
        ("lore search", {"query": "ferry"}),
        ("lore cast", {}),
    ):
        told = said(await ann.slash(server.channel, command, chapter="High Tide", **options))
        assert "has not come to the first line of this chapter yet" in told
    offered = await ann.autocomplete(server.channel, "ask", "chapter", "", question="x")
    assert "Low Tide" in [choice["name"] for choice in offered]
    assert "High Tide" not in [choice["name"] for choice in offered]
