from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import simcord

from tests.theatre import KILN, answers_to, is_private, said

if TYPE_CHECKING:
    from tests.theatre import Server


async def lore(server: Server, command: str, **options: object) -> str:
    """Run a lore command as a member and return what came, which must be private."""
    result = await server.member("ann").slash(server.channel, f"lore {command}", **options)
    assert is_private(result)
    return said(result)


async def test_search_finds_lines_by_their_words(server: Server) -> None:
    found = await lore(server, "search", query="harbour rain")
    assert "Line 2 · narration\n> Rain on the harbour." in found


async def test_search_narrows_by_speaker(server: Server) -> None:
    found = await lore(server, "search", query="boat", speaker="Tobin")
    assert "Line 9 · Tobin" in found
    assert "· Mara" not in found


async def test_search_that_finds_nothing_says_what_to_try(server: Server) -> None:
    assert "Try fewer words" in await lore(server, "search", query="zeppelin")


async def test_search_in_a_scene_that_is_not_there_finds_nothing(server: Server) -> None:
    assert "No line fits" in await lore(server, "search", query="boat", scene=99)


async def test_a_search_of_3000_characters_is_refused(server: Server) -> None:
    assert "3000 characters" in await lore(server, "search", query="x" * 3000)


@pytest.mark.parametrize("named", ["Ines Moreau", "Ines", "moreau"])
async def test_search_narrows_by_any_part_of_a_name(server: Server, named: str) -> None:
    await server.bring("kiln.txt", KILN.replace("Ines:", "Ines Moreau:").replace("Oren:", "Oren Vale:"))
    assert "no second kiln" in await lore(server, "search", query="kiln", speaker=named)
    assert "Then we fire" in await lore(server, "search", query="dawn", to=named)


async def test_a_line_comes_with_its_neighbours_and_why_its_speaker_was_given(server: Server) -> None:
    shown = await lore(server, "line", number=4)
    assert "-# **3 · Mara** You kept the boat." in shown
    assert "> **4 · Tobin** I kept her dry, too." in shown
    assert "-# **5 · Mara** Nobody asked you to." in shown
    assert "The text states the speaker: label: Tobin." in shown


async def test_the_first_line_has_one_neighbour(server: Server) -> None:
    assert "**2**" in await lore(server, "line", number=1)


async def test_a_line_behind_the_last_is_refused_with_the_last_number(server: Server) -> None:
    assert await lore(server, "line", number=10) == "There is no line 10 in The Boat. Its last line is 9."


@pytest.mark.parametrize("number", [0, -1])
async def test_discord_itself_refuses_a_line_number_below_one(server: Server, number: int) -> None:
    with pytest.raises(simcord.OptionError):
        await lore(server, "line", number=number)


async def test_cast_counts_the_lines_of_each_character(server: Server) -> None:
    assert await lore(server, "cast") == "**The Boat**: who speaks\n- **Mara**: 3 lines\n- **Tobin**: 3 lines"


async def test_scenes_show_their_first_and_last_lines(server: Server) -> None:
    assert "(lines 1 to 9)" in await lore(server, "scenes")


async def test_who_said_names_the_speaker_of_half_remembered_words(server: Server) -> None:
    said_by = await lore(server, "who-said", words="kept her dry every winter")
    assert "**Tobin**" in said_by
    assert "Line 4" in said_by


async def test_who_said_words_that_nobody_says_is_answered_so(server: Server) -> None:
    assert "Nothing in the lines says that" in await lore(server, "who-said", words="zeppelin quartz")


@pytest.mark.parametrize("words", ['"', '"boat"', "😀", "@everyone", "\\", "*"])
async def test_who_said_odd_words_gets_a_clear_sentence(server: Server, words: str) -> None:
    assert "Something went wrong" not in await lore(server, "who-said", words=words)


@pytest.mark.parametrize("command", ["cast", "scenes"])
async def test_an_unknown_chapter_is_refused(server: Server, command: str) -> None:
    assert "There is no chapter called no such here." in await lore(server, command, chapter="no such")


async def test_a_named_chapter_is_the_one_that_is_shown(server: Server) -> None:
    await server.bring("kiln.txt", KILN)
    assert "Mara" in await lore(server, "cast", chapter="The Boat")
    assert "Ines" in await lore(server, "cast", chapter="The Kiln")


async def test_without_a_name_the_chapter_that_came_last_is_shown(server: Server) -> None:
    await server.bring("kiln.txt", KILN)
    assert "Ines" in await lore(server, "cast")


async def test_in_the_thread_of_a_performance_its_own_chapter_is_shown(server: Server) -> None:
    ann = server.member("ann")
    await ann.slash(server.channel, "reenact start", chapter="The Boat")
    await server.bring("kiln.txt", KILN)
    shown = await ann.slash(server.thread, "lore cast")
    assert "Mara" in said(shown)


async def offered(server: Server, command: str, option: str, typed: str = "", **filled: object) -> dict[str, object]:
    choices = await server.member("ann").autocomplete(server.channel, command, option, typed, **filled)
    return {str(choice["name"]): choice["value"] for choice in choices}


async def test_autocomplete_offers_chapters_newest_first(server: Server) -> None:
    await server.bring("kiln.txt", KILN)
    assert list(await offered(server, "lore cast", "chapter")) == ["The Kiln", "The Boat"]


async def test_autocomplete_offers_what_begins_with_the_typed_letters_first(server: Server) -> None:
    assert list(await offered(server, "lore search", "speaker", "to", query="x")) == ["Tobin"]


async def test_autocomplete_offers_the_characters_of_the_named_chapter_alone(server: Server) -> None:
    await server.bring("kiln.txt", KILN)
    choices = await offered(server, "lore search", "to", query="x", chapter="the-kiln")
    assert list(choices) == ["Ines", "Oren"]


async def test_autocomplete_offers_lines_by_number_and_words(server: Server) -> None:
    choices = await offered(server, "lore line", "number", "winter")
    assert list(choices.values()) == [4]


async def test_autocomplete_offers_scenes_by_number(server: Server) -> None:
    assert list((await offered(server, "lore search", "scene", "", query="x")).values()) == [1]


async def test_autocomplete_offers_at_most_25_and_cuts_long_names(server: Server) -> None:
    speeches = "\n\n".join(f"{letter}{letter.lower()}ra: {'word ' * 60}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" * 2)
    await server.bring("long.txt", f"A Long One\n\n{speeches}\n")
    choices = await offered(server, "lore line", "number", chapter="a-long-one")
    assert len(choices) == 25
    assert max(map(len, choices)) <= 100


async def test_autocomplete_of_an_unknown_chapter_offers_something_and_does_not_fail(server: Server) -> None:
    assert "Mara" in await offered(server, "lore search", "speaker", "", query="x", chapter="no such")


async def test_a_chapter_chosen_from_autocomplete_is_found_though_its_title_is_long(server: Server) -> None:
    title = "The very long chapter " * 9
    await server.bring("kiln.txt", KILN, title=title.strip())
    choices = await offered(server, "lore cast", "chapter", "very long")
    assert "Ines" in await lore(server, "cast", chapter=next(iter(choices.values())))


async def test_answers_fit_into_one_message_whatever_the_chapter(server: Server) -> None:
    speeches = "\n\n".join(f"Speaker{chr(65 + n % 26)}: {'boat ' * 300}" for n in range(60))
    await server.bring("long.txt", f"Long\n\n{speeches}\n", title="Long")
    for command, options in (("search", {"query": "boat"}), ("line", {"number": 5}), ("cast", {}), ("scenes", {})):
        result = await server.member("ann").slash(server.channel, f"lore {command}", chapter="Long", **options)
        assert len(answers_to(result)[-1].content) <= 2000, command
