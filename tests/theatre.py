"""The bot on a database of its own inside SimCord, with servers, members and a small chapter.

What SimCord gets wrong is left to the wire tests: a webhook's thread (its messages land in the parent channel), kills,
retries. Time is SimCord's: it stands still until `advance_time`.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import pytest
import simcord
from discord import PermissionOverwrite, Permissions
from simcord import interactions
from simcord.backend import serializers
from simcord.backend.models import Overwrite
from simcord.enums import ComponentType, InteractionType, OverwriteType

from bot.backstage import appointments, crew, shelf
from bot.client import Footlights
from bot.settings import Settings
from bot.store import ledgers, servers
from bot.store.engine import transaction
from lore.chapters import BundledChapter

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import datetime

    import discord
    from simcord.builders import ChannelHandle, GuildHandle, RoleHandle
    from sqlalchemy.ext.asyncio import AsyncEngine

    from bot.store.values import Ledger

BOAT = """The Boat

Rain on the harbour.

Mara: You kept the boat.

Tobin: I kept her dry, too. *Every* winter since the flood.

Mara: Nobody asked you to.

The bell rang once.

Tobin: Somebody should have.

Mara: Sell her in the morning, then.

Tobin: I will not sell the boat.
"""
"""Ready on every server: lines 3, 5 and 8 are Mara's, 4, 7 and 9 Tobin's, 1, 2 and 6 nobody's."""

KILN = """The Kiln

Ines: The kiln cracked in the night.

Oren: Then we fire the second one at dawn.

Ines: There is no second kiln.
"""
"""A chapter to bring: lines 2 and 4 are Ines's, 3 is Oren's."""

_SECONDS_TO_SETTLE = 30.0

if TYPE_CHECKING:
    Message: TypeAlias = discord.Message | simcord.ResponseMessage


@dataclass
class _Clock:
    """SimCord's clock, once there is one."""

    env: simcord.Env | None = None

    def now(self) -> datetime:
        assert self.env is not None
        return self.env.now()


@pytest.fixture
async def env(engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[simcord.Env]:
    """SimCord with the bot logged in; one small chapter stands on every server's shelf."""
    monkeypatch.setattr(shelf, "bundled", lambda: (BundledChapter("The Boat", "boat.txt", BOAT),))
    clock = _Clock()
    _declare_the_waits(clock, monkeypatch)
    opened = simcord.Env(_client(engine, clock), shard_count=1, settle_timeout=_SECONDS_TO_SETTLE)
    clock.env = opened
    await opened.start()
    yield opened
    await opened.shutdown()
    assert isinstance(opened.bot, Footlights)
    await opened.bot._webhooks.close()
    if opened.check_errors:
        opened._raise_errors_since(opened._errors_acknowledged)


def _client(engine: AsyncEngine, clock: _Clock) -> Footlights:
    settings = Settings("", "", "", None, 0.0, 0, "INFO", "console")
    return Footlights(settings, engine, now=clock.now)


def _declare_the_waits(clock: _Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tell SimCord that what waits to be woken is at rest: crews, and whoever keeps the appointments."""

    class Woken(asyncio.Event):
        async def wait(self) -> Literal[True]:
            assert clock.env is not None
            await clock.env.external_wait(super().wait(), reason="it waits to be woken")
            return True

    class Declared:
        Event = Woken

        def __getattr__(self, name: str) -> object:
            return getattr(asyncio, name)

    for module in (crew, appointments):
        monkeypatch.setattr(module, "asyncio", Declared())


@dataclass
class Server:
    """One Discord server with a text channel, an admin, and members by name."""

    env: simcord.Env
    guild: GuildHandle
    channel: ChannelHandle
    admin: simcord.MemberActor
    members: dict[str, simcord.MemberActor] = field(default_factory=dict)

    def member(self, name: str, *roles: RoleHandle) -> simcord.MemberActor:
        """Return the member of that name, who joins where they have not yet."""
        if name not in self.members:
            self.members[name] = self.guild.add_member(self.env.create_user(name), roles=roles)
        return self.members[name]

    async def bring(self, filename: str, text: str, title: str | None = None) -> simcord.InteractionResult:
        """Have the admin add a chapter and publish it."""
        titled = {} if title is None else {"title": title}
        added = await self.admin.slash(self.channel, "chapter add", file=(filename, text.encode()), **titled)
        if "Publish" in buttons_of(answers_to(added)[-1]):
            await self.admin.click(answers_to(added)[-1], label="Publish")
        return added

    async def choose_directors(self, role: RoleHandle) -> None:
        """Have the admin give a role the director's rights."""
        await self.select_in_setup("Who may", "directors", [role])

    async def choose_stages(self, *channels: ChannelHandle) -> None:
        """Have the admin say where performances may open."""
        await self.select_in_setup("Stage", "stages", channels)

    async def setup_page(self, label: str) -> simcord.InteractionResult:
        """Have the admin open a page of the panel."""
        panel = await self.admin.slash(self.channel, "setup")
        await self.admin.click(answers_to(panel)[-1], label=label)
        return panel

    async def select_in_setup(self, label: str, kind: str, values: Any) -> simcord.InteractionResult:  # noqa: ANN401 (SimCord's)
        """Have the admin choose from a menu on a page of the panel."""
        panel = answers_to(await self.setup_page(label))[-1]
        menus = [part["custom_id"] for part in _walk(panel.components) if "custom_id" in part]
        menu = next(each for each in menus if each.startswith(f"choose-{kind}:"))
        return await self.admin.select(panel, values, custom_id=menu)

    def forbid(self, member: simcord.MemberActor, **permissions: bool) -> None:
        """Change what a member may do in the channel and its threads."""
        self._overwrite(member.id, permissions)

    def forbid_bot(self, **permissions: bool) -> None:
        """Change what the bot may do in the channel and its threads."""
        assert self.env.bot.user is not None
        self._overwrite(self.env.bot.user.id, permissions)

    def _overwrite(self, user_id: int, permissions: dict[str, bool]) -> None:
        allow, deny = PermissionOverwrite(**permissions).pair()
        overwrite = Overwrite(user_id, OverwriteType.MEMBER, allow.value, deny.value)
        self.env.backend.set_overwrite(self.channel.id, overwrite)

    async def admin_deletes(self, message: discord.Message) -> None:
        """Have a message deleted by somebody who may."""
        self.env.backend.delete_message(message.channel.id, message.id)
        await self.env.settle()

    @property
    def thread(self) -> ChannelHandle:
        """The newest thread of the channel."""
        return self.channel.threads[-1]


@dataclass
class Playhouse:
    """The bot, its store, and the servers it is on."""

    env: simcord.Env
    engine: AsyncEngine

    @property
    def bot(self) -> Footlights:
        """The bot that runs now."""
        assert isinstance(self.env.bot, Footlights)
        return self.env.bot

    def server(self, name: str = "Harbour") -> Server:
        """Return a new server with an admin and one text channel."""
        guild = self.env.create_guild(name)
        managing = guild.create_role("managers", permissions=Permissions(manage_guild=True))
        admin = guild.add_member(self.env.create_user(f"{name}-admin"), roles=[managing])
        return Server(self.env, guild, guild.create_text_channel("stage"), admin)

    async def choose(self, server: Server, **chosen: Any) -> None:  # noqa: ANN401 (fields of ServerChoices)
        """Have a server's admins choose, without the panel."""
        async with transaction(self.engine) as session:
            await servers.choose(session, replace(await servers.choices_of(session, server.guild.id), **chosen))

    async def restart(self) -> None:
        """Stop the bot in its tracks and start another on the same database."""
        before = self.bot
        await self.env.restart_bot(_client(self.engine, _Clock(self.env)))
        await before._webhooks.close()

    async def ledger(self, performance_id: int = 1) -> Ledger:
        """Return a performance as it is stored."""
        async with transaction(self.engine, writes=False) as session:
            ledger = await ledgers.load_ledger(session, performance_id)
        assert ledger is not None
        return ledger


@pytest.fixture
def playhouse(env: simcord.Env, engine: AsyncEngine) -> Playhouse:
    """The bot on no server yet."""
    return Playhouse(env, engine)


@pytest.fixture
def server(playhouse: Playhouse) -> Server:
    """One server the bot is on."""
    return playhouse.server()


def answers_to(result: simcord.InteractionResult) -> list[simcord.ResponseMessage]:
    """Return the messages that answer an interaction, in order; a public one whose button was pressed is none."""
    first = result.response
    pressed = first is not None and first.id == result._interaction.source_message_id and not first.ephemeral
    return ([] if first is None or pressed else [first]) + result.followups


def said(result: simcord.InteractionResult) -> str:
    """Return all that an interaction was answered with, as text."""
    return "\n".join(
        text for message in answers_to(result) for text in (message.content, *texts_of(message.components)) if text
    )


def texts_of(components: list[dict[str, Any]]) -> list[str]:
    """Return the text displays of a components tree, in order."""
    found = [str(part["content"]) for part in components if part.get("type") == ComponentType.TEXT_DISPLAY]
    return found + [text for part in components for text in texts_of(part.get("components", []))]


def is_private(result: simcord.InteractionResult) -> bool:
    """Tell whether everything that answers an interaction is seen by one member alone."""
    return bool(answers_to(result)) and all(message.ephemeral for message in answers_to(result))


def buttons_of(message: Message) -> dict[str, str]:
    """Return the custom ids of a message's buttons by their labels, disabled ones left out."""
    return {
        str(part["label"]): str(part["custom_id"])
        for part in _walk(_components(message))
        if part.get("type") == ComponentType.BUTTON and not part.get("disabled")
    }


def _components(message: Message) -> list[dict[str, Any]]:
    return [part if isinstance(part, dict) else dict(part.to_dict()) for part in message.components]


def _walk(components: list[dict[str, Any]]) -> list[dict[str, Any]]:
    below = [each for part in components for each in _walk(part.get("components", []))]
    return [*components, *below]


def shown_by(message: discord.Message) -> str:
    """Return what a message shows: its content and its text displays."""
    return "\n".join(filter(None, (message.content, *texts_of(_components(message)))))


def pinged_by(env: simcord.Env) -> list[str]:
    """Return the ids of all users that the bot's messages may have notified so far.

    AssertionError for a message that leaves it to Discord who is notified.
    """
    bodies = [entry.json.get("data", entry.json) for entry in env.http_requests if isinstance(entry.json, dict)]
    allowed = [body.get("allowed_mentions") for body in bodies if isinstance(body, dict) and _shows_text(body)]
    assert all(each is not None and each["parse"] == [] for each in allowed), allowed
    return [user for each in allowed if each for user in each.get("users", [])]


def _shows_text(body: dict[str, Any]) -> bool:
    return bool(body.get("content")) or bool(texts_of(body.get("components") or []))


async def press(
    member: simcord.MemberActor, channel: ChannelHandle, custom_id: str, *, values: tuple[str, ...] | None = None
) -> simcord.InteractionResult:
    """Press a button, or choose from a menu, by its id alone: what a client does whose view of the message is old."""
    kind = ComponentType.BUTTON if values is None else ComponentType.STRING_SELECT
    data = {"custom_id": custom_id, "component_type": kind} | ({} if values is None else {"values": list(values)})
    return (await at_once((member, channel, InteractionType.MESSAGE_COMPONENT, data)))[0]


async def submit(
    member: simcord.MemberActor, channel: ChannelHandle, custom_id: str, **fields: str
) -> simcord.InteractionResult:
    """Submit a modal by its id alone: what a client does that opened it before the bot restarted."""
    inputs = [
        {
            "type": ComponentType.LABEL,
            "component": {"type": ComponentType.TEXT_INPUT, "custom_id": name, "value": value},
        }
        for name, value in fields.items()
    ]
    data = {"custom_id": custom_id, "components": inputs}
    return (await at_once((member, channel, InteractionType.MODAL_SUBMIT, data)))[0]


async def at_once(
    *interactions_: tuple[simcord.MemberActor, ChannelHandle, InteractionType, dict[str, Any]],
) -> list[simcord.InteractionResult]:
    """Send interactions to the bot before it has answered the first of them; return what became of each."""
    env = interactions_[0][0]._env
    env._begin_operation("at_once")
    try:
        results = [_send(env, *each) for each in interactions_]
        await env._settle_internal(dispatch="INTERACTION_CREATE")
    finally:
        env._end_operation()
    return results


def _send(
    env: simcord.Env,
    member: simcord.MemberActor,
    channel: ChannelHandle,
    kind: InteractionType,
    data: dict[str, Any],
) -> simcord.InteractionResult:
    record, payload = interactions.base_payload(
        env.backend, type=kind, channel_id=channel.id, guild_id=member.guild.id, user_id=member.id, data=data
    )
    message = _shows(channel, str(data.get("custom_id"))) or channel.last_message
    if message is not None and kind is InteractionType.MESSAGE_COMPONENT:
        stored = env.backend.get_message(channel.id, message.id)
        payload["message"] = dict(serializers.message_payload(env.backend, stored))
        record.source_message_id = message.id
    env.backend.emit("INTERACTION_CREATE", payload)
    return simcord.InteractionResult(env, record)


def _shows(channel: ChannelHandle, custom_id: str) -> discord.Message | None:
    return next((each for each in channel.history() if custom_id in buttons_of(each).values()), None)
