"""The admins' side and people's data over the real protocol: the panel, the doctor, menus, languages, forgetting."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio

from tests.command import footlights
from tests.wire.member import Refused, custom_ids, text_of
from tests.wire.performing import Play, begin, is_spoken, open_lobby, until
from tests.wire.processes import TOKEN, Theatre, open_theatre
from tests.wire.test_mishaps import CHAPTER

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.wire.member import Member, RoomClient

pytestmark = pytest.mark.asyncio(loop_scope="module")
Json = dict[str, Any]
EPHEMERAL = 64


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def opened(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[Theatre, RoomClient]]:
    """One theatre for this file; ana runs the house."""
    folder = tmp_path_factory.mktemp("house")
    texts = folder / "texts"
    texts.mkdir()
    (texts / "harbour.txt").write_text(CHAPTER)
    async with open_theatre(folder, LORE_DIR=str(texts)) as opened:
        yield opened


async def private(member: Member, channel: Json) -> list[Json]:
    """List what only this member sees in a channel and what shows something by now."""
    return [each for each in await member.messages(channel) if int(each["flags"]) & EPHEMERAL and text_of(each)]


async def ask(member: Member, channel: Json, command: str | Json, **options: object) -> Json:
    """Give a command, or choose one from the menu of a message, and return the private message that answers it."""
    known = {each["id"] for each in await private(member, channel)}
    if isinstance(command, str):
        outcome = await member.command(command, channel, **options)
    else:
        outcome = await member.menu("Who said this?", command)
    assert outcome["outcome"] != "failed", outcome

    async def told() -> Json | None:
        return next((each for each in await private(member, channel) if each["id"] not in known), None)

    found: Json = await until(told, "the answer comes")
    return found


async def play_harbour(room: RoomClient) -> Play:
    """Begin the short chapter with ana as Mara, who is due, and ben as Tobin."""
    play = await open_lobby(room, {"ana": "Mara", "ben": "Tobin"}, chapter="harbour")
    await begin(play)
    await due(play, "ana")
    return play


async def due(play: Play, name: str) -> Json:
    """Wait until a member is due, and return the cue."""

    async def live() -> Json | None:
        cue = play.live_cue()
        return cue if cue is not None and play.due(cue).name == name else None

    found: Json = await until(live, f"{name} is due")
    return found


async def test_the_panel_keeps_a_choice_and_speaks_a_sample_line(opened: tuple[Theatre, RoomClient]) -> None:
    _, room = opened
    ana, stage = await room.member("ana"), await room.channel("stage")
    panel = (await ana.command("setup", stage))["message"]
    assert "Everything works with nothing chosen." in text_of(panel)
    await ana.click(panel, f"settings:{stage['guild_id']}:1")
    on_stage = await until(lambda: shown(ana, panel, "choose-pace:"), "the page turns")
    await ana.choose(on_stage, "choose-pace:", ["slow"])
    changed = await until(lambda: shown(ana, panel, "", "reading:** slow"), "the choice shows")
    await ana.click(changed, f"settings:{stage['guild_id']}:0")
    overview = await until(lambda: shown(ana, panel, "trial:"), "the overview is back")
    await ana.click(overview, "trial:")
    await until(lambda: spoken_by(ana, stage, "The Prompter"), "the sample stands there")
    await until(lambda: not_spoken_by(ana, stage, "The Prompter"), "the sample is gone")
    await ana.click(overview, "undo:")
    await until(lambda: shown(ana, panel, "", "reading:** usual"), "the change is taken back")


async def shown(member: Member, message: Json, prefix: str, text: str = "") -> Json | None:
    found = await member.message(message)
    has_part = any(each.startswith(prefix) for each in custom_ids(found))
    return found if has_part and text in text_of(found) else None


async def spoken_by(member: Member, channel: Json, name: str) -> bool:
    return any(each["author"]["username"] == name for each in await member.messages(channel))


async def not_spoken_by(member: Member, channel: Json, name: str) -> bool:
    return not await spoken_by(member, channel, name)


async def test_who_may_not_manage_the_server_is_offered_neither_panel_nor_doctor(
    opened: tuple[Theatre, RoomClient],
) -> None:
    _, room = opened
    ben, stage = await room.member("ben"), await room.channel("stage")
    for command in ("setup", "doctor"):
        with pytest.raises(Refused):
            await ben.command(command, stage)


async def test_both_doctors_say_that_the_channels_work(opened: tuple[Theatre, RoomClient]) -> None:
    theatre, room = opened
    ana, stage = await room.member("ana"), await room.channel("stage")
    told = text_of(await ask(ana, stage, "doctor"))
    assert f"✓ <#{stage['id']}> works." in told
    assert "answers in" in told
    environment = {
        "DISCORD_TOKEN": TOKEN,
        "DISCORD_API_URL": f"{theatre.url}/api/v10",
        "DATABASE_URL": theatre.database,
    }
    ran = await asyncio.to_thread(footlights, theatre.folder, "doctor", **environment)
    assert ran.status == 0, ran.errors
    assert "The Little Theatre:" in ran.output
    assert "channels work" in ran.output
    assert TOKEN not in ran.output + ran.errors


async def test_a_members_client_in_spanish_gets_spanish_and_the_channel_keeps_its_own(
    opened: tuple[Theatre, RoomClient],
) -> None:
    _, room = opened
    cleo, stage = await room.member("cleo"), await room.channel("stage")
    cleo.locale = "es-ES"
    told = text_of(await ask(cleo, stage, "privacy show"))
    cleo.locale = "en-US"
    assert "No se guarda nada de ti." in told
    guild = await room.guild()
    offered: list[Json] = await room.ask("GET", "/members/cleo/commands", guild=guild["id"])
    assert next(each for each in offered if each["name"] == "ask")["name_localizations"]["es-ES"] == "preguntar"


async def test_a_member_is_forgotten_in_mid_scene_through_a_kill_and_from_direct_messages(
    opened: tuple[Theatre, RoomClient],
) -> None:
    theatre, room = opened
    play = await play_harbour(room)
    ana, ben = play.performers["ana"], play.performers["ben"]
    await ana.submit(await ana.click(await due(play, "ana"), "own:"), words="So she still floats.")
    await ben.click(await due(play, "ben"), "say:")
    await ana.click(await due(play, "ana"), "say:")
    own, _, written = await until_spoken(play, 3)
    said = await ask(ben, play.thread, own)
    assert "in own words" in text_of(said)
    form = await ben.menu("Report", own)
    reported = await ben.submit(form, reason="To see what happens.")
    assert reported["outcome"] != "failed", reported
    await until(lambda: was_told(ben, play.thread, "show a moderator this link"), "the report is answered")
    await theatre.kill_bot()
    await theatre.start_bot(room)
    direct: Json = await room.ask("POST", "/members/ana/direct")
    exported = await ask(ana, direct, "privacy export")
    data = json.loads(await room.fetch(exported["attachments"][0]["url"]))
    assert [line["typed"] for line in data["performances"][0]["lines"]] == ["So she still floats.", None]
    asked = await ask(ana, direct, "privacy delete")
    await ana.click(asked, "forget:")
    await until(lambda: is_edited(ben, own, "[removed]\n-# a former member, in own words"), "own words are removed")
    await until(lambda: is_edited(ben, written, "-# read by a former member"), "the line is nobody's")
    assert not any(f"<@{data['user_id']}>" in text_of(each) for each in await play.read())
    again = await ask(ana, direct, "privacy show")
    assert "Nothing is kept of you." in text_of(again)
    ended = await ben.command("reenact pause", play.thread)
    assert ended["outcome"] != "failed"


async def was_told(member: Member, channel: Json, text: str) -> bool:
    return any(text in text_of(each) for each in await private(member, channel))


async def until_spoken(play: Play, count: int) -> list[Json]:
    """Wait until so many lines stand in the thread, and return them."""

    async def look() -> list[Json] | None:
        lines = [message for message in await play.read() if is_spoken(message)]
        return lines if len(lines) >= count else None

    found: list[Json] = await until(look, f"{count} lines stand there")
    return found


async def is_edited(member: Member, message: Json, ending: str) -> bool:
    return str((await member.message(message))["content"]).endswith(ending)


async def test_none_of_it_broke_a_rule_of_discords(opened: tuple[Theatre, RoomClient]) -> None:
    _, room = opened
    assert await room.violations() == []
