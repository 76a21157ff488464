"""What the admins chose holds where members meet it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cogs.scenes import scene
from tests.theatre import answers_to, buttons_of, is_private, press, said, submit

if TYPE_CHECKING:
    from tests.theatre import Playhouse, Server

ASKING = [
    ("ask", {"question": "Who kept the boat?"}),
    ("lore search", {"query": "boat"}),
    ("lore who-said", {"words": "kept the boat"}),
    ("lore line", {"number": 3}),
    ("lore cast", {}),
    ("lore scenes", {}),
    ("talk", {"character": "Mara", "words": "Did he keep the boat?"}),
]


@pytest.mark.parametrize(("command", "options"), ASKING)
async def test_who_lacks_the_askers_role_is_told_which_one_it_takes(
    playhouse: Playhouse, server: Server, command: str, options: dict[str, object]
) -> None:
    role = server.guild.create_role("readers")
    await playhouse.choose(server, asker_role_id=role.id)
    refused = await server.member("ann").slash(server.channel, command, **options)
    assert is_private(refused)
    assert said(refused).startswith(f"On this server {role.mention} may ask")


async def test_the_askers_role_opens_the_answers(playhouse: Playhouse, server: Server) -> None:
    role = server.guild.create_role("readers")
    await playhouse.choose(server, asker_role_id=role.id)
    answered = await server.member("ann", role).slash(server.channel, "lore cast")
    assert "Mara" in said(answered)


async def test_whoever_manages_the_server_is_not_locked_out_of_the_answers(
    playhouse: Playhouse, server: Server
) -> None:
    await playhouse.choose(server, asker_role_id=12345)
    assert "Mara" in said(await server.admin.slash(server.channel, "lore cast"))


async def test_an_answer_kept_before_is_closed_to_who_may_no_longer_ask(playhouse: Playhouse, server: Server) -> None:
    answered = await server.member("ann").slash(server.channel, "ask", question="Who kept the boat?")
    await playhouse.choose(server, asker_role_id=12345)
    refused = await server.member("ann").click(answers_to(answered)[-1], label="Share")
    assert "may ask" in said(refused)


async def test_an_appointed_importer_needs_no_permission_of_discords(playhouse: Playhouse, server: Server) -> None:
    role = server.guild.create_role("librarians")
    refused = await server.member("ann").slash(server.channel, "chapter add", file=("k.txt", b"Ann: Hello."))
    assert "bring chapters here" in said(refused)
    await playhouse.choose(server, importer_role_id=role.id)
    added = await server.member("ben", role).slash(server.channel, "chapter add", file=("k.txt", b"Ann: Hello there."))
    assert "bring chapters here" not in said(added)


async def test_without_webhooks_characters_speak_under_the_bots_name(playhouse: Playhouse, server: Server) -> None:
    await playhouse.choose(server, webhooks=False)
    playing = await scene(server)
    await playing.press("ann", "Say it")
    assert playing.spoken == []
    assert playing.shows("**Mara:** You kept the boat.")


async def test_without_webhooks_a_character_who_is_talked_to_answers_under_the_bots_name(
    playhouse: Playhouse, server: Server
) -> None:
    await playhouse.choose(server, webhooks=False)
    await server.member("ann").slash(server.channel, "talk", character="Mara", words="Did he keep the boat?")
    last = server.channel.last_message
    assert last is not None
    assert last.webhook_id is None
    assert last.content.startswith("**Mara:**\n-# ")


async def test_where_own_words_are_off_lines_are_said_as_written(playhouse: Playhouse, server: Server) -> None:
    playing = await scene(server)
    await playhouse.choose(server, own_words=False)
    pressed = await playing.press("ann", "Own words")
    typed = await submit(server.member("ann"), server.thread, f"type-own{playing.cue_id}", words="She floats.")
    commanded = await playing.command("ann", "say", words="She floats.")
    for refused in (pressed, typed, commanded):
        assert said(refused).startswith("This server plays lines as they are written.")
    assert not any("floats" in each for each in playing.spoken)


async def test_own_words_can_be_for_one_role_alone(playhouse: Playhouse, server: Server) -> None:
    role = server.guild.create_role("improvisers")
    server.member("bob", role)
    playing = await scene(server)
    await playhouse.choose(server, own_words_role_id=role.id)
    refused = await playing.command("ann", "say", words="She floats.")
    assert said(refused).startswith(f"On this server {role.mention} may use own words.")
    await playing.press("ann", "Say it")
    await playing.command("bob", "say", words="And dry.")
    assert playing.spoken[-1].startswith("And dry.")


async def test_own_words_that_hold_a_forbidden_word_are_handed_back_with_it(
    playhouse: Playhouse, server: Server
) -> None:
    await playhouse.choose(server, forbidden_words=("drat",))
    playing = await scene(server)
    refused = await playing.command("ann", "say", words="Oh DRAT, she floats.")
    assert is_private(refused)
    assert said(refused).startswith("This server does not want to read “drat”.")
    assert "> Oh DRAT, she floats." in said(refused)
    assert not any("floats" in each for each in playing.spoken)


async def test_the_word_list_holds_for_what_is_said_to_a_character(playhouse: Playhouse, server: Server) -> None:
    await playhouse.choose(server, forbidden_words=("drat",))
    refused = await server.member("ann").slash(
        server.channel, "talk", character="Mara", words="Drat, who kept the boat?"
    )
    assert "“drat”" in said(refused)
    assert server.channel.last_message is None


async def test_the_word_list_holds_for_a_question_that_is_shared(playhouse: Playhouse, server: Server) -> None:
    answered = await server.member("ann").slash(server.channel, "ask", question="Drat, who kept the boat?")
    await playhouse.choose(server, forbidden_words=("drat",))
    refused = await server.member("ann").click(answers_to(answered)[-1], label="Share")
    assert "“drat”" in said(refused)


async def test_a_reply_to_a_character_is_held_to_the_same_rules(playhouse: Playhouse, server: Server) -> None:
    await server.member("ann").slash(server.channel, "talk", character="Mara", words="Did he keep the boat?")
    await playhouse.choose(server, asker_role_id=12345)
    refused = await press(server.member("ben"), server.channel, "reply:1:3")
    assert "may ask" in said(refused)


async def test_public_texts_come_in_the_language_that_was_chosen(playhouse: Playhouse, server: Server) -> None:
    await playhouse.choose(server, language="es")
    playing = await scene(server)
    cue = next(each for each in reversed(playing.messages) if "Decirlo" in buttons_of(each))
    await server.member("ann").click(cue, label="Decirlo")
    assert playing.spoken[-1].endswith(f"leído por {server.member('ann').mention}")
    assert any("eres **Tobin**" in each.content for each in playing.messages)
    announced = [each.content for each in server.channel.history() if "abre **The Boat**" in each.content]
    assert len(announced) == 1


async def test_private_texts_stay_in_the_members_own_language(playhouse: Playhouse, server: Server) -> None:
    await playhouse.choose(server, language="es")
    assert said(await server.member("ann").slash(server.channel, "reenact status")).startswith(
        "There is no performance"
    )
