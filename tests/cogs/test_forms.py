"""Every form that is opened is one that Discord takes, by its own description of its API, in every language."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot.cogs import front_of_house
from bot.cogs.chapter_review import NEW
from bot.store.chapters import add_chapter
from bot.store.engine import transaction
from bot.texts import languages, voice
from bot.ui.review_cards import name_key
from tests.cogs.scenes import scene
from tests.theatre import BOAT, answers_to, buttons_of, press
from tests.wire.descriptions import ApiDescription

if TYPE_CHECKING:
    import simcord

    from tests.theatre import Playhouse, Server

SHARED = Path(__file__).resolve().parents[3] / "shared" / "discord" / "openapi.json"
LONG = "The Long and Winding Tale of a Boat that Nobody Wanted to Sell " * 2
MODAL = 9


def forms_of(env: simcord.Env) -> dict[str, dict[str, Any]]:
    """Return what was sent to open forms so far, by the forms' kinds."""
    bodies = [entry.json for entry in env.http_requests if entry.path.endswith("/callback")]
    sent = [body for body in bodies if isinstance(body, dict) and body.get("type") == MODAL]
    return {body["data"]["custom_id"].partition(":")[0]: body for body in sent}


async def open_in_a_scene(server: Server) -> None:
    """Open the forms of somebody who plays, and of somebody who reports them."""
    playing = await scene(server)
    for kind in ("own", "improvise"):
        await press(server.member("ann"), server.thread, f"{kind}{playing.cue_id}")
    await server.member("ann").slash(server.thread, "reenact book", book="cue")
    await playing.press("ann", "Say it")
    rain = next(each for each in playing.messages if each.content == "Rain on the harbour.")
    await server.member("bob").context_menu(server.thread, "Report", rain)


async def open_alone(server: Server) -> None:
    """Open the forms of somebody who practises and talks."""
    begun = await server.member("cleo").slash(server.channel, "practice", part="Mara", book="cue", chapter="The Boat")
    typing = next(each for each in buttons_of(answers_to(begun)[-1]).values() if each.startswith("drilltype:"))
    await press(server.member("cleo"), server.channel, typing)
    await server.member("cleo").slash(server.channel, "talk", character="Tobin", words="Did you keep the boat?")
    await press(server.member("cleo"), server.channel, "reply:1:4")


async def bring(playhouse: Playhouse, server: Server) -> None:
    """Have a chapter of a long title on the shelf, without pressing anything."""
    async with transaction(playhouse.engine) as session:
        await add_chapter(
            session,
            guild_id=server.guild.id,
            title=LONG[:100],
            filename="boat.txt",
            source=BOAT.replace("The Boat", "Another Boat"),
            user_id=server.admin.id,
            now=playhouse.env.now(),
        )


async def open_at_the_desk(playhouse: Playhouse, server: Server) -> None:
    """Open the forms of somebody who brings chapters and chooses for the server."""
    admin, channel, guild = server.admin, server.channel, server.guild.id
    await bring(playhouse, server)
    await admin.slash(channel, "chapter add", title=LONG[:100])
    await admin.slash(channel, "chapter use")
    for kind in ("rename", "split", "look"):
        await press(admin, channel, f"{kind}:2:{name_key('Tobin')}")
    await press(admin, channel, "choose-other:2:4", values=(NEW,))
    await press(admin, channel, "makework:2:0")
    for kind in ("quiet", "wordlist"):
        await press(admin, channel, f"{kind}:{guild}:2")


@pytest.mark.parametrize("language", languages())
async def test_every_form_is_one_that_discord_takes(
    playhouse: Playhouse, server: Server, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    if not SHARED.exists():
        pytest.skip("Discord's description of its API is not beside the project")
    # SimCord's members all speak English; what everybody sees stays English, so that buttons are found by their labels.
    monkeypatch.setattr(front_of_house, "voice", lambda asked: voice("en" if asked == "en" else language))
    await playhouse.choose(server, webhooks=False, language="en")
    for opening in (open_at_the_desk(playhouse, server), open_alone(server), open_in_a_scene(server)):
        await opening
    opened = forms_of(playhouse.env)
    assert set(opened) == {kind for kind in playhouse.bot.theatre.presses if kind.startswith("type-")}
    description = ApiDescription(SHARED)
    for kind, body in opened.items():
        request = {"method": "POST", "path": "/interactions/1/token/callback", "body": body}
        assert description.problems(request) == [], kind
