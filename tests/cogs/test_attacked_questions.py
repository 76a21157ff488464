"""Questions that are meant to break something, at the commands where members type them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from bot.backstage.limits import FOR_A_MEMBER
from lore import Library
from tests.theatre import is_private, pinged_by, said, shown_by, submit

if TYPE_CHECKING:
    import simcord

    from tests.theatre import Playhouse, Server

ATTACKS = {
    "mentions": "@everyone @here <@1> <@&1> <#1> who kept the boat?",
    "code block": "``` who kept the boat? ```",
    "heading": "# who\n## kept\n### the boat?",
    "quotation to the end": ">>> who kept the boat?",
    "hidden text": "||who|| **kept** __the__ ~~boat~~?",
    "subtext": "-# who kept the boat?",
    "list": "1. who\n2. kept\n- the boat?",
    "false link": "[who kept](https://example.org) the boat?",
    "timestamp": "<t:0:R> who kept the boat </ask:1> <:a:1> <a:b:2>?",
    "direction": "\u202ewho kept\u202c the \u2066boat\u2069\u200f?",
    "accents in heaps": "who kept the bo" + "\u0301" * 400 + "at?",
    "nothing to see": "\u200b\u2060\ufeff\u00ad",
    "regular expression": "((a+)+)+$ (.*)*\\1{999} [z-a] (?<=x*)y" + "a" * 500,
    "regular expression as a quotation": 'who said "' + "(a|a)*" * 90 + '"?',
    "SQL": "'; DROP TABLE answer; -- who kept the boat?",
    "SQL with a wildcard": '% OR 1=1 UNION SELECT "_" kept the boat',
    "template": "{question} {0} %s ${jndi:ldap://x} {{7*7}} who kept the boat?",
    "emoji only": "🚤" * 100,
    "one letter": "a" * 600,
    "marks": "!" * 599 + "?",
    "names only": "Mara " * 120,
    "question words only": "who what when " * 40,
    "quotation marks only": '"' * 600,
    "another script": "谁留下了船？" * 50,
    "half a pair": "who \ud83d kept the boat?".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
    "control characters": "who\x00 kept\x07 the\x1b[31m boat?",
}
COMMANDS = {"ask": "question", "lore search": "query", "lore who-said": "words"}


def dangers(text: str) -> list[str]:
    """Return what of a message would be more than words: pings, links with false names, marks that reach on."""
    patterns = (
        r"@everyone|@here", r"(?<!\\)<(?:@|#|t:|a?:|/)", r"(?<!\\)```", r"^>>> ", r"^#{1,3} ", r"(?<!\\)\|\|",
        r"(?<!\\)\]\(https",
        r"[\u202a-\u202e\u2066-\u2069]", r"\u0301{9}",
    )  # fmt: skip
    return [found.group() for pattern in patterns for found in re.finditer(pattern, text, re.MULTILINE)]


@pytest.mark.parametrize("command", COMMANDS)
async def test_an_attack_is_answered_in_private_like_any_question(
    playhouse: Playhouse, server: Server, command: str
) -> None:
    playhouse.bot.theatre.limits.for_a_member = playhouse.bot.theatre.limits.for_a_server = 10**6
    for attack, typed in ATTACKS.items():
        answer = await server.member("ann").slash(server.channel, command, **{COMMANDS[command]: typed})
        assert is_private(answer), attack
        assert 0 < len(said(answer)) <= 2000, attack
        assert "Something went wrong" not in said(answer), attack
        assert dangers(said(answer)) == [], attack
    assert pinged_by(playhouse.env) == []


async def test_an_attack_on_a_character_reaches_nobody_else(playhouse: Playhouse, server: Server) -> None:
    playhouse.bot.theatre.limits.for_a_member = playhouse.bot.theatre.limits.for_a_server = 10**6
    for attack, typed in ATTACKS.items():
        answer = await server.member("ann").slash(server.channel, "talk", character="Tobin", words=typed)
        assert "Something went wrong" not in said(answer), attack
    ann = server.member("ann").mention
    shown = [shown_by(message).replace(ann, "") for message in server.channel.history()]
    assert shown
    assert [each for text in shown for each in dangers(text)] == []
    assert not any("example.org" in text for text in shown)
    assert pinged_by(playhouse.env) == []


@pytest.mark.parametrize("command", [*COMMANDS, "talk"])
async def test_3000_characters_are_refused_with_the_limit(server: Server, command: str) -> None:
    options = {"character": "Tobin", "words": "x" * 3000} if command == "talk" else {COMMANDS[command]: "x" * 3000}
    refused = await server.member("ann").slash(server.channel, command, **options)
    assert is_private(refused)
    assert "That is 3000 characters long. Ask in at most 600" in said(refused)


async def test_3000_characters_in_a_reply_are_refused_with_the_limit(server: Server) -> None:
    ann = server.member("ann")
    await ann.slash(server.channel, "talk", character="Tobin", words="Will you sell the boat?")
    refused = await submit(ann, server.channel, "type-reply:1:9", words="x" * 3000)
    assert is_private(refused)
    assert "3000 characters long" in said(refused)


async def ask_often(server: Server, times: int) -> list[simcord.InteractionResult]:
    ann = server.member("ann")
    commands = [
        ("ask", {"question": "Who kept the boat?"}),
        ("lore line", {"number": 3}),
        ("lore cast", {}),
        ("lore scenes", {}),
        ("lore search", {"query": "boat"}),
        ("lore who-said", {"words": "kept the boat"}),
        ("talk", {"character": "Tobin", "words": "Will you sell the boat?"}),
    ]
    turns = (commands[turn % len(commands)] for turn in range(times))
    return [await ann.slash(server.channel, command, **options) for command, options in turns]


async def test_who_floods_the_bot_is_told_politely_to_wait_and_nothing_more_is_searched(
    playhouse: Playhouse, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ask_often(server, FOR_A_MEMBER)
    monkeypatch.setattr(Library, "ask", None)
    monkeypatch.setattr(Library, "search", None)
    for refused in await ask_often(server, 30):
        assert is_private(refused)
        assert said(refused).startswith("You ask faster than I can look things up well. Ask again in ")
    monkeypatch.undo()
    await playhouse.env.advance_time(61)
    assert "faster" not in said((await ask_often(server, 1))[0])


async def test_a_flood_of_one_member_leaves_others_their_turn_until_the_servers_is_used_up(
    playhouse: Playhouse, server: Server
) -> None:
    playhouse.bot.theatre.limits.for_a_server = FOR_A_MEMBER + 1
    await ask_often(server, FOR_A_MEMBER + 5)
    first = await server.member("bob").slash(server.channel, "ask", question="Who kept the boat?")
    assert "**Mara**" in said(first)
    second = await server.member("cid").slash(server.channel, "ask", question="Who kept the boat?")
    assert said(second).startswith("This server asks a great deal at the moment. Ask again in ")
