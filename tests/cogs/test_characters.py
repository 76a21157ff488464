from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.ui.review_cards import name_key
from tests.theatre import KILN, answers_to, press, said

if TYPE_CHECKING:
    import simcord

    from tests.theatre import Playhouse, Server

PNG = b"\x89PNG\r\n\x1a\n" + bytes(60)
CHAPTER = 2


async def character(server: Server, name: str) -> simcord.InteractionResult:
    """Open a character's card."""
    await server.bring("kiln.txt", KILN)
    shown = await server.admin.slash(server.channel, "chapter review", chapter="the-kiln", line=2)
    await server.admin.click(answers_to(shown)[-1], label="Characters")
    menu = f"choose-character:{CHAPTER}:0"
    await server.admin.select(answers_to(shown)[-1], [str(name_key(name))], custom_id=menu)
    return shown


async def cast(server: Server) -> str:
    return said(await server.member("ann").slash(server.channel, "lore cast", chapter="the-kiln"))


async def fill(
    server: Server, shown: simcord.InteractionResult, label: str, **fields: object
) -> simcord.InteractionResult:
    form = await server.admin.click(answers_to(shown)[-1], label=label)
    return await server.admin.submit_modal(form, fields)


async def test_a_characters_card_tells_their_lines(server: Server) -> None:
    shown = said(await character(server, "Ines"))
    assert "**Ines** speaks 2 lines." in shown
    assert "-# 2 The kiln cracked in the night." in shown


async def test_a_character_is_renamed_for_answers_too(server: Server) -> None:
    shown = await character(server, "Ines")
    await fill(server, shown, "Rename", name="Aunt Ines")
    assert "Ines is called **Aunt Ines** now." in said(shown)
    assert "**Aunt Ines**" in await cast(server)


async def test_two_characters_are_merged(server: Server) -> None:
    shown = await character(server, "Ines")
    menu = f"choose-into:{CHAPTER}:{name_key('Ines')}"
    await server.admin.select(answers_to(shown)[-1], [str(name_key("Oren"))], custom_id=menu)
    assert "Ines and **Oren** are one." in said(shown)
    assert "**Ines**" not in await cast(server)


async def test_a_merging_is_taken_back_at_a_press(server: Server) -> None:
    shown = await character(server, "Ines")
    menu = f"choose-into:{CHAPTER}:{name_key('Ines')}"
    await server.admin.select(answers_to(shown)[-1], [str(name_key("Oren"))], custom_id=menu)
    await server.admin.click(answers_to(shown)[-1], label="Undo")
    assert "**Ines**" in await cast(server)


async def test_lines_of_a_character_are_split_off(server: Server) -> None:
    shown = await character(server, "Ines")
    await fill(server, shown, "Split", name="Ruth", lines="3-9")
    assert "**Ruth** has 1 line of theirs now." in said(shown)
    assert "**Ruth**" in await cast(server)


@pytest.mark.parametrize("lines", ["3", "none", "99"])
async def test_lines_that_are_not_theirs_are_not_split_off(server: Server, lines: str) -> None:
    shown = await character(server, "Ines")
    refused = await fill(server, shown, "Split", name="Ruth", lines=lines)
    assert "Those are no lines of Ines." in said(refused)
    assert "**Ruth**" not in await cast(server)


async def test_a_picture_is_kept_on_a_message_of_the_bots_and_can_be_taken_off(server: Server) -> None:
    shown = await character(server, "Ines")
    await fill(server, shown, "Name and picture", name="Ina", picture=("ines.png", PNG))
    assert "Speaks as: Ina" in said(shown)
    assert "Has a picture." in said(shown)
    kept = server.channel.last_message
    assert kept is not None
    assert kept.attachments[0].filename == "picture.png"
    assert "Kiln" not in kept.content
    await server.admin.click(answers_to(shown)[-1], label="No picture")
    assert "Has no picture." in said(shown)


@pytest.mark.parametrize(
    ("content", "sentence"), [(b"<svg/>", "is no PNG"), (PNG + bytes(2 * 1024 * 1024), "is larger than 2 MB")]
)
async def test_what_is_no_picture_is_refused(server: Server, content: bytes, sentence: str) -> None:
    shown = await character(server, "Ines")
    refused = await fill(server, shown, "Name and picture", picture=("ines.png", content))
    assert sentence in said(refused)
    assert "Has a picture." not in said(shown)


async def test_a_character_speaks_under_the_name_that_was_chosen(playhouse: Playhouse, server: Server) -> None:
    shown = await character(server, "Ines")
    await fill(server, shown, "Name and picture", name="Ina", picture=("ines.png", PNG))
    await server.admin.slash(server.channel, "reenact start", chapter="the-kiln")
    await server.admin.slash(server.thread, "reenact join", part="Oren")
    await server.admin.slash(server.thread, "reenact begin")
    await playhouse.env.settle()
    names = {message.author.name for message in server.channel.history() if message.webhook_id}
    assert "Ina" in names


async def test_who_may_not_bring_chapters_changes_no_character(playhouse: Playhouse, server: Server) -> None:
    await character(server, "Ines")
    ann, elsewhere = server.member("ann"), playhouse.server("Elsewhere")
    for kind in ("characters", "rename", "split", "look", "unpicture"):
        custom_id = f"{kind}:{CHAPTER}:{name_key('Ines')}"
        assert "bring chapters here" in said(await press(ann, server.channel, custom_id)), kind
    for kind in ("characters", "unpicture"):
        refused = await press(elsewhere.admin, elsewhere.channel, f"{kind}:{CHAPTER}:{name_key('Ines')}")
        assert "no longer here" in said(refused), kind


async def test_an_admin_demoted_while_a_form_is_open_changes_nothing(server: Server) -> None:
    shown = await character(server, "Ines")
    form = await server.admin.click(answers_to(shown)[-1], label="Rename")
    server.env.backend.remove_member_role(server.guild.id, server.admin.id, server.guild.roles["managers"].id)
    refused = await server.admin.submit_modal(form, {"name": "Nobody"})
    assert "bring chapters here" in said(refused)
    assert "**Ines**" in await cast(server)
