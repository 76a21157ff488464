"""Taking and leaving parts and beginning: each by its button and by the command that is its twin."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from simcord.enums import ComponentType, InteractionType

from tests.cogs.scenes import lobby, scene
from tests.theatre import KILN, answers_to, at_once, buttons_of, is_private, pinged_by, press, said, shown_by

if TYPE_CHECKING:
    from tests.theatre import Playhouse, Server


async def test_a_part_taken_by_the_menu_shows_on_the_playbill(server: Server) -> None:
    opened = await lobby(server)
    taken = await opened.take("bob", "Tobin")
    assert "You play Tobin." in said(taken)
    assert f"**Tobin** (3 lines): {server.member('bob').mention}" in shown_by(opened.playbill)


async def test_a_part_taken_by_command_shows_on_the_playbill(server: Server) -> None:
    opened = await lobby(server)
    taken = await opened.command("bob", "join", part="Tobin")
    assert is_private(taken)
    assert said(taken) == "You play Tobin."
    assert f"**Tobin** (3 lines): {server.member('bob').mention}" in shown_by(opened.playbill)


async def test_the_playbill_pings_nobody(server: Server) -> None:
    opened = await lobby(server)
    await opened.take("bob", "Tobin")
    assert pinged_by(server.env) == []


async def test_without_a_name_the_largest_free_part_is_taken(server: Server) -> None:
    opened = await lobby(server)
    assert said(await opened.command("bob", "join")) == "You play Mara."


async def test_join_works_in_the_channel_beside_the_thread(server: Server) -> None:
    await lobby(server)
    joined = await server.member("bob").slash(server.channel, "reenact join", part="Tobin")
    assert said(joined) == "You play Tobin."


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        ("Mara", "Mara is taken."),
        ("Kyra", "There is no part called Kyra here."),
        ("*", "There is no part called \\* here."),
    ],
)
async def test_a_part_that_cannot_be_had_is_refused(server: Server, part: str, sentence: str) -> None:
    opened = await lobby(server)
    await opened.command("ann", "join", part="Mara")
    refused = await opened.command("bob", "join", part=part)
    assert is_private(refused)
    assert said(refused).startswith(sentence)


async def test_one_member_may_play_several_parts(server: Server) -> None:
    opened = await lobby(server)
    await opened.take("ann", "Mara")
    await opened.take("ann", "Tobin")
    assert shown_by(opened.playbill).count(server.member("ann").mention) == 2


async def test_when_every_part_is_taken_the_button_is_off_and_a_late_press_is_answered(server: Server) -> None:
    opened = await lobby(server)
    await opened.take("ann", "Mara")
    await opened.take("bob", "Tobin")
    assert "Take a part" not in buttons_of(opened.playbill)
    late = await press(server.member("cid"), server.thread, "take:1:1")
    assert said(late) == "Every part is taken. Wait until one is given back."


async def test_two_members_at_once_do_not_get_the_same_part(playhouse: Playhouse, server: Server) -> None:
    await lobby(server)
    kind = InteractionType.MESSAGE_COMPONENT
    choice = {"custom_id": "choose-take:1:1", "component_type": ComponentType.STRING_SELECT, "values": ["0"]}
    results = await at_once(*((server.member(name), server.thread, kind, dict(choice)) for name in ("ann", "bob")))
    assert len((await playhouse.ledger()).state.performers_of("Mara")) == 1
    assert [("Mara is taken." in said(each)) for each in results].count(True) == 1
    assert all(each.acknowledged for each in results)


@pytest.mark.parametrize("values", [(), ("99",), ("-1",), ("x",)])
async def test_a_choice_that_was_never_offered_is_refused(
    playhouse: Playhouse, server: Server, values: tuple[str, ...]
) -> None:
    await lobby(server)
    before = (await playhouse.ledger()).records
    refused = await press(server.member("bob"), server.thread, "choose-take:1:1", values=values)
    assert refused.acknowledged
    assert (await playhouse.ledger()).records == before


async def test_leaving_gives_all_parts_back(server: Server) -> None:
    opened = await lobby(server)
    await opened.take("bob", "Tobin")
    left = await opened.press_playbill("bob", "Give back")
    assert "You gave your parts back." in said(left)
    assert "**Tobin** (3 lines): free" in shown_by(opened.playbill)


@pytest.mark.parametrize("by", ["button", "command"])
async def test_who_has_no_part_cannot_give_one_back(server: Server, by: str) -> None:
    opened = await lobby(server)
    refused = await (opened.press_playbill("bob", "Give back") if by == "button" else opened.command("bob", "leave"))
    assert is_private(refused)
    assert said(refused) == "You have no such part to give back."


async def test_autocomplete_offers_the_parts_that_are_free(server: Server) -> None:
    opened = await lobby(server)
    await opened.take("ann", "Mara")
    choices = await server.member("bob").autocomplete(server.thread, "reenact join", "part", "")
    assert [choice["name"] for choice in choices] == ["Tobin"]


async def test_autocomplete_without_a_performance_offers_nothing(server: Server) -> None:
    assert await server.member("bob").autocomplete(server.channel, "reenact join", "part", "") == []


async def test_nobody_begins_without_a_cast(server: Server) -> None:
    opened = await lobby(server)
    assert "Begin" not in buttons_of(opened.playbill)
    assert said(await opened.command("ann", "begin")).startswith("Nobody has a part yet.")


async def test_an_outsider_does_not_begin(server: Server) -> None:
    opened = await lobby(server)
    await opened.take("bob", "Tobin")
    refused = await opened.press_playbill("cid", "Begin")
    assert (
        said(refused)
        == f"Who has a part, or directs, begins. Take a part first, or ask {server.member('ann').mention}."
    )


@pytest.mark.parametrize("name", ["ann", "bob"])
async def test_the_starter_and_who_has_a_part_begin(server: Server, name: str) -> None:
    opened = await lobby(server)
    await opened.take("bob", "Tobin")
    await opened.press_playbill(name, "Begin")
    assert "Playing" in shown_by(opened.playbill)


async def test_who_has_the_director_role_begins(server: Server) -> None:
    role = server.guild.create_role("directors")
    await server.choose_directors(role)
    opened = await lobby(server)
    await opened.take("bob", "Tobin")
    server.member("dora", role)
    await opened.press_playbill("dora", "Begin")
    assert "Playing" in shown_by(opened.playbill)


async def test_begin_twice_begins_once(playhouse: Playhouse, server: Server) -> None:
    opened = await scene(server)
    again = await press(server.member("ann"), server.thread, "begin:1:1")
    assert said(again).startswith("The scene has already begun.")
    assert sum(type(each.event).__name__ == "Begun" for each in (await playhouse.ledger()).records) == 1
    assert opened.shows("you are **Mara**: line 3")


@pytest.mark.parametrize(
    "command", ["join", "leave", "begin", "say", "line", "pass", "pause", "resume", "end", "status"]
)
async def test_without_a_performance_every_command_says_how_to_open_one(server: Server, command: str) -> None:
    refused = await server.member("ann").slash(server.channel, f"reenact {command}")
    assert is_private(refused)
    assert said(refused) == "There is no performance here. Open one with `/reenact start`."


@pytest.mark.parametrize("label", ["say", "line", "pass", "pause", "resume", "own"])
async def test_before_the_scene_begins_its_buttons_say_so(server: Server, label: str) -> None:
    opened = await lobby(server)
    await opened.take("ann", "Mara")
    refused = await press(server.member("ann"), server.thread, f"{label}:1:2")
    assert is_private(refused)
    assert "has not begun" in said(refused) or "is not paused" in said(refused)


async def test_status_shows_the_lobby_with_a_link(server: Server) -> None:
    await lobby(server)
    status = await server.member("bob").slash(server.channel, "reenact status")
    assert is_private(status)
    assert "## The Boat" in said(status)
    assert f"Go there: https://discord.com/channels/{server.guild.id}/{server.thread.id}" in said(status)


async def test_a_lobby_is_still_pressed_after_a_restart(playhouse: Playhouse, server: Server) -> None:
    opened = await lobby(server)
    await playhouse.restart()
    await opened.take("bob", "Tobin")
    assert server.member("bob").mention in shown_by(opened.playbill)
    assert len(opened.messages) == 1


async def test_a_chapter_with_thirty_parts_offers_25_and_shows_the_rest_as_a_number(server: Server) -> None:
    speeches = "\n\n".join(f"{first}{second}ra: I am here." for first in "ABCDEF" for second in "aeiou")
    await server.bring("many.txt", f"Many\n\n{speeches}\n\n{KILN}", title="Many")
    await server.member("ann").slash(server.channel, "reenact start", chapter="Many")
    offered = await server.member("ann").click(server.thread.history()[0], label="Take a part")
    menu = answers_to(offered)[-1].components[0]["components"][0]
    assert len(menu["options"]) == 25
    assert "more part" in shown_by(server.thread.history()[0])
