"""Nothing of one server is seen from another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.theatre import KILN, buttons_of, press, said, shown_by

if TYPE_CHECKING:
    from tests.theatre import Playhouse, Server


@pytest.fixture
async def elsewhere(playhouse: Playhouse, server: Server) -> Server:
    """A second server; the first has a chapter of its own, which this one must not see."""
    await server.bring("kiln.txt", KILN)
    return playhouse.server("Elsewhere")


async def test_the_list_does_not_show_another_servers_chapter(elsewhere: Server) -> None:
    assert "Kiln" not in said(await elsewhere.member("eve").slash(elsewhere.channel, "chapter list"))


@pytest.mark.parametrize("command", ["ask", "lore cast", "lore search", "reenact start"])
async def test_autocomplete_does_not_offer_another_servers_chapter(elsewhere: Server, command: str) -> None:
    choices = await elsewhere.member("eve").autocomplete(elsewhere.channel, command, "chapter", "")
    assert [choice["name"] for choice in choices] == ["The Boat"]


async def test_autocomplete_does_not_offer_another_servers_characters(elsewhere: Server) -> None:
    eve = elsewhere.member("eve")
    choices = await eve.autocomplete(elsewhere.channel, "lore search", "speaker", "", query="x", chapter="the-kiln")
    assert "Ines" not in [choice["name"] for choice in choices]


@pytest.mark.parametrize("name", ["The Kiln", "the-kiln", "2"])
@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("ask", {"question": "Who says the kiln cracked?"}),
        ("lore search", {"query": "kiln"}),
        ("lore line", {"number": 2}),
        ("lore cast", {}),
        ("lore scenes", {}),
        ("lore who-said", {"words": "the kiln cracked"}),
        ("reenact start", {}),
    ],
)
async def test_another_servers_chapter_cannot_be_named(
    elsewhere: Server, command: str, options: dict[str, object], name: str
) -> None:
    refused = await elsewhere.member("eve").slash(elsewhere.channel, command, chapter=name, **options)
    assert said(refused).startswith("There is no chapter called ")
    assert not elsewhere.channel.threads


@pytest.mark.parametrize(
    ("command", "option"), [("ask", "question"), ("lore search", "query"), ("lore who-said", "words")]
)
async def test_questions_do_not_reach_another_servers_chapter(elsewhere: Server, command: str, option: str) -> None:
    answer = await elsewhere.member("eve").slash(elsewhere.channel, command, **{option: "kiln cracked night"})
    assert "Ines" not in said(answer)
    assert "Line 2 · Ines" not in said(answer)


async def test_the_same_text_on_two_servers_is_two_chapters(elsewhere: Server) -> None:
    await elsewhere.bring("kiln.txt", KILN, title="Ours")
    assert "- **Ours**" in said(await elsewhere.member("eve").slash(elsewhere.channel, "chapter list"))


@pytest.mark.parametrize(
    "kind", ["take", "leave", "begin", "say", "own", "line", "pass", "pause", "resume", "choose-take", "type-own"]
)
async def test_a_press_with_another_servers_performance_changes_nothing_and_tells_nothing(
    playhouse: Playhouse, server: Server, elsewhere: Server, kind: str
) -> None:
    ann = server.member("ann")
    await ann.slash(server.channel, "reenact start", chapter="The Boat")
    await ann.slash(server.thread, "reenact join", part="Mara")
    before = (await playhouse.ledger()).records
    values = ("0",) if kind.startswith("choose") else None
    refused = await press(elsewhere.member("eve"), elsewhere.channel, f"{kind}:1:1", values=values)
    assert said(refused).startswith(("There is no performance here.", "This button or form"))
    assert (await playhouse.ledger()).records == before


async def test_status_shows_no_performance_of_another_server(server: Server, elsewhere: Server) -> None:
    await server.member("ann").slash(server.channel, "reenact start", chapter="The Boat")
    status = await elsewhere.member("eve").slash(elsewhere.channel, "reenact status")
    assert said(status) == "There is no performance here. Open one with `/reenact start`."


async def test_two_servers_play_side_by_side(server: Server, elsewhere: Server) -> None:
    for place, name in ((server, "ann"), (elsewhere, "eve")):
        await place.member(name).slash(place.channel, "reenact start", chapter="The Boat")
        await place.member(name).slash(place.thread, "reenact join", part="Mara")
        await place.member(name).slash(place.thread, "reenact begin")
    for place, name in ((server, "ann"), (elsewhere, "eve")):
        cue = place.thread.history()[-1]
        assert place.member(name).mention in shown_by(cue)
        assert "Say it" in buttons_of(cue)
