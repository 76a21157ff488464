"""Names that nobody has, typed by members who mean no good or hit the space bar: told of, and nothing of them works."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.theatre import answers_to, buttons_of, said

if TYPE_CHECKING:
    from tests.theatre import Server

HOSTILE = "@everyone **<@1>** \u202eevil\u200b\x00 discord.gg/abc\n# big"
COMMANDS = [
    ("ask", {"question": "Who kept the boat?"}, "character"),
    ("ask", {"question": "Who kept the boat?"}, "chapter"),
    ("talk", {"words": "Hello"}, "character"),
    ("lore search", {"query": "boat"}, "speaker"),
    ("lore search", {"query": "boat"}, "to"),
    ("lore search", {"query": "boat"}, "chapter"),
    ("reenact start", {}, "chapter"),
    ("practice", {}, "part"),
    ("practice", {}, "chapter"),
    ("chapter review", {}, "chapter"),
    ("chapter publish", {}, "chapter"),
    ("chapter export", {}, "chapter"),
]


async def told(server: Server, command: str, **options: object) -> str:
    return said(await server.admin.slash(server.channel, command, **options))


@pytest.mark.parametrize(("command", "options", "named"), COMMANDS)
async def test_a_name_that_nobody_has_is_repeated_without_effect(
    server: Server, command: str, options: dict[str, object], named: str
) -> None:
    text = await told(server, command, **options, **{named: HOSTILE})
    assert "everyone" in text
    for harm in ("@everyone", "**<", "<@1>", "\u202e", "\x00", "discord.gg/abc", "\n# "):
        assert harm not in text


@pytest.mark.parametrize(("command", "options", "named"), COMMANDS)
async def test_a_name_of_nothing_but_blanks_leaves_no_gap(
    server: Server, command: str, options: dict[str, object], named: str
) -> None:
    text = await told(server, command, **options, **{named: " \u200b "})
    assert "…" in text
    assert "  " not in text


@pytest.mark.parametrize(("command", "options", "named"), COMMANDS)
async def test_a_long_name_is_cut(server: Server, command: str, options: dict[str, object], named: str) -> None:
    text = await told(server, command, **options, **{named: "x" * 4000})
    assert "xxx…" in text
    assert len(text) < 300


async def test_a_search_for_somebody_who_does_not_speak_names_where_to_look(server: Server) -> None:
    for named in ("speaker", "to"):
        assert (await told(server, "lore search", query="boat", **{named: "Moran"})) == (
            "There is no Moran in the chapters here. `/lore cast` shows who speaks."
        )


@pytest.mark.parametrize("words", [" ", "?!", "\u200b", "😀"])
async def test_who_says_nothing_at_all_is_nobody(server: Server, words: str) -> None:
    assert await told(server, "lore who-said", words=words) == (
        "There is no word in that. Type a few words of the line, as well as you remember them."
    )


async def test_a_title_that_cannot_be_seen_is_no_title(server: Server) -> None:
    file = ("kiln.txt", b'The Kiln\n\nInes: "Fire."\n')
    added = await server.admin.slash(server.channel, "chapter add", file=file, title="\u200b\u202e")
    assert "**\u200b" not in said(added)
    assert "kiln" in said(added).casefold()


async def test_a_title_is_kept_without_marks_that_are_not_seen(server: Server) -> None:
    file = ("kiln.txt", b'The Kiln\n\nInes: "Fire."\n')
    added = await server.admin.slash(server.channel, "chapter add", file=file, title="\u202eThe\u200b \x07Oven")
    await server.admin.click(answers_to(added)[-1], custom_id=buttons_of(answers_to(added)[-1])["Publish"])
    assert "**The Oven**" in said(await server.member("ann").slash(server.channel, "lore cast", chapter="The Oven"))


async def test_one_speech_of_nobody_is_counted_as_one(server: Server) -> None:
    added = said(await server.admin.slash(server.channel, "chapter add", file=("hush.txt", b'"Hush."\n')))
    assert "1 line: 1 speech, 0 characters." in added
    assert "Cast:" not in added
