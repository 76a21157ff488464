from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.theatre import BOAT, KILN, is_private, said

if TYPE_CHECKING:
    import simcord

    from tests.theatre import Server

SPEECH_IN_LATIN_1 = "Zoë: Je préfère l'été.\n\nNoël: Moi, l'hiver, à cause des fêtes.\n"


async def add(server: Server, filename: str, content: bytes, **options: str) -> simcord.InteractionResult:
    return await server.admin.slash(server.channel, "chapter add", file=(filename, content), **options)


async def shelf(server: Server) -> str:
    return said(await server.member("ann").slash(server.channel, "chapter list"))


async def test_a_chapter_that_is_added_is_counted_and_ready(server: Server) -> None:
    added = await add(server, "kiln.txt", KILN.encode())
    assert is_private(added)
    assert "**The Kiln** is on the shelf." in said(added)
    assert "3 speeches, 2 characters" in said(added)
    assert "- **The Kiln**" in await shelf(server)


async def test_the_list_says_which_chapters_are_ready_everywhere(server: Server) -> None:
    assert await shelf(server) == "1 chapter:\n- **The Boat** (ready on every server)"


async def test_a_member_without_rights_may_not_add(server: Server) -> None:
    refused = await server.member("ann").slash(server.channel, "chapter add", file=("kiln.txt", KILN.encode()))
    assert is_private(refused)
    assert "Only members who may manage the server, and directors, bring chapters here." in said(refused)
    assert "Kiln" not in await shelf(server)


async def test_who_has_the_director_role_may_add(server: Server) -> None:
    role = server.guild.create_role("directors")
    await server.choose_directors(role)
    director = server.member("dora", role)
    added = await director.slash(server.channel, "chapter add", file=("kiln.txt", KILN.encode()))
    assert "is on the shelf" in said(added)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "There is nothing in this file."),
        (b" \r\n\t \n", "There is nothing in this file."),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "This is no text file."),
        (bytes(range(256)) * 20, "This is no text file."),
        (b"Only narration stands here, and a second sentence.", "Nobody speaks in chapter.txt"),
    ],
)
async def test_what_cannot_be_played_is_refused_and_not_kept(server: Server, content: bytes, sentence: str) -> None:
    refused = await add(server, "chapter.txt", content)
    assert is_private(refused)
    assert sentence in said(refused)
    assert (await shelf(server)).startswith("1 chapter:")


async def test_a_file_above_two_megabytes_is_refused_before_it_is_fetched(server: Server) -> None:
    refused = await add(server, "book.txt", b"x" * 2_000_001)
    assert "Bring one of at most 2.0 MB" in said(refused)


async def test_a_file_of_another_kind_is_refused_with_the_kinds_that_are_read(server: Server) -> None:
    refused = await add(server, "kiln.exe", KILN.encode())
    assert "kiln.exe cannot be read" in said(refused)
    assert ".txt" in said(refused)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1", "cp1252"])
async def test_a_text_is_read_in_whatever_encoding_it_came(server: Server, encoding: str) -> None:
    await add(server, "saisons.txt", SPEECH_IN_LATIN_1.encode(encoding), title="Saisons")
    cast = await server.member("ann").slash(server.channel, "lore cast", chapter="Saisons")
    assert "**Zoë**" in said(cast)
    assert "**Noël**" in said(cast)


async def test_the_same_text_twice_is_one_chapter(server: Server) -> None:
    await add(server, "kiln.txt", KILN.encode())
    again = await add(server, "other-name.txt", KILN.encode())
    assert "**The Kiln** is on the shelf." in said(again)
    assert (await shelf(server)).count("Kiln") == 1


async def test_two_texts_of_one_title_are_both_kept(server: Server) -> None:
    await add(server, "kiln.txt", KILN.encode(), title="Fire")
    await add(server, "boat.txt", BOAT.replace("boat", "ferry").encode(), title="Fire")
    assert (await shelf(server)).count("- **Fire**") == 2


async def test_a_title_that_is_given_is_the_title(server: Server) -> None:
    await add(server, "kiln.txt", KILN.encode(), title="  What   burns ")
    assert "- **What burns**" in await shelf(server)


@pytest.mark.parametrize(
    "title", ["@everyone", "<@1> <@&2>", "**bold** `code`", "# big", "[a](https://b.example)", "\u202e"]
)
async def test_a_hostile_title_is_shown_as_it_is_and_pings_nobody(server: Server, title: str) -> None:
    added = await add(server, "kiln.txt", KILN.encode(), title=title)
    assert "is on the shelf" in said(added)
    for harm in ("@everyone", "<@1>", "<@&2>", "[a]("):
        assert harm not in said(added) + await shelf(server)


@pytest.mark.parametrize(
    "filename", ["..txt", "a b@everyone.txt", "x" * 200 + ".txt", "..%2F..%2Fetc.txt", "😀.txt", "_.TXT"]
)
async def test_an_odd_file_name_does_no_harm(server: Server, filename: str) -> None:
    added = await add(server, filename, b"Ines: The kiln cracked.\n\nOren: Then we fire again.\n")
    assert "is on the shelf" in said(added)
    assert "@everyone" not in said(added)


async def test_a_name_of_81_characters_is_kept_whole_and_playable(server: Server) -> None:
    name = "A" + "b" * 80
    await add(server, "long.txt", f"{name}: I speak.\n\nOren: So do I.\n".encode(), title="Names")
    listed = await server.member("ann").slash(server.channel, "lore cast", chapter="Names")
    assert name in said(listed)


async def test_a_shelf_that_is_full_takes_no_more(server: Server) -> None:
    for number in range(50):
        await add(server, "kiln.txt", f"{KILN}\nInes: Kiln number {number}.\n".encode(), title=f"Kiln {number}")
    refused = await add(server, "kiln.txt", KILN.encode())
    assert "This server has 50 chapters" in said(refused)


async def test_the_list_of_a_full_shelf_fits_into_one_message(server: Server) -> None:
    for number in range(20):
        await add(server, "kiln.txt", f"{KILN}\nInes: Kiln number {number}.\n".encode(), title=f"{number} " + "x" * 190)
    assert len(await shelf(server)) <= 2000
