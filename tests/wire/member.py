"""Members of the rehearsal room for tests: what somebody at a Discord client does, in one line each.

    async with RoomClient(url) as room:
        ana = await room.member("ana")
        card = await ana.command("reenact start", stage, scene="1")
        await ana.click(card["message"], "take:")
        line = await ana.wait_for(message_holding("Lex"))

Outcomes, messages and channels are Discord's JSON as the room gives it. A refusal of the room is a `Refused` with
its sentence.
"""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import AsyncIterator, Callable
from typing import Any, Self

import aiohttp

Json = dict[str, Any]
File = tuple[str, bytes]
Predicate = Callable[[str, Json], bool]


class Refused(Exception):  # noqa: N818 - reads as what happened
    """The room did not do what a client asked, and says why."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(f"{status}: {sentence}")
        self.status = status
        self.sentence = sentence


class RoomClient:
    """A room seen from outside: its members, its faults, its book of requests."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        self.session: aiohttp.ClientSession
        self._members: dict[str, Member] = {}

    async def __aenter__(self) -> Self:
        self.session = aiohttp.ClientSession()
        return self

    async def __aexit__(self, *_: object) -> None:
        for member in self._members.values():
            await member.leave()
        await self.session.close()

    async def ask(self, method: str, path: str, body: Json | None = None, **query: object) -> Any:  # noqa: ANN401 - JSON
        """Ask the members' side for anything."""
        parameters = {name: str(value) for name, value in query.items() if value is not None}
        async with self.session.request(method, f"{self.url}/room{path}", json=body, params=parameters) as response:
            answer = json.loads(await response.text())
        if response.status >= 400:
            raise Refused(response.status, answer.get("error", ""))
        return answer

    async def fetch(self, url: str) -> bytes:
        """Fetch a file that a message links to."""
        async with self.session.get(url) as response:
            response.raise_for_status()
            return await response.read()

    async def member(self, name: str) -> Member:
        """Find a member and listen to what they see from now on."""
        if name not in self._members:
            self._members[name] = Member(self, name)
            await self._members[name].listen(self.session)
        return self._members[name]

    async def guild(self, name: str = "The Little Theatre") -> Json:
        """Find a guild by name."""
        guilds: list[Json] = (await self.ask("GET", "/world"))["guilds"]
        return next(guild for guild in guilds if guild["name"] == name)

    async def channel(self, name: str) -> Json:
        """Find a channel or thread by name, the newest if there are several."""
        guilds: list[Json] = (await self.ask("GET", "/world"))["guilds"]
        found = [channel for guild in guilds for channel in guild["channels"] if channel["name"] == name]
        return max(found, key=lambda channel: int(channel["id"]))

    async def bot_online(self) -> bool:
        """Tell whether the bot is connected."""
        return bool((await self.ask("GET", "/world"))["bot"]["online"])

    async def fault(self, match: str, action: str, **rule: object) -> None:
        """Make the bot's requests fail from now on: `match` is a pattern for method and path."""
        await self.ask("POST", "/faults", {"match": match, "action": action, **rule})

    async def requests(self, since: int = 0) -> list[Json]:
        """List the bot's requests after a number."""
        return list(await self.ask("GET", "/requests", since=since))

    async def violations(self) -> list[Json]:
        """List the bot's requests that broke one of Discord's rules."""
        return list(await self.ask("GET", "/violations"))


class Member:
    """Somebody in the room."""

    def __init__(self, room: RoomClient, name: str) -> None:
        self.room = room
        self.name = name
        self.locale = "en-US"
        self.events: list[tuple[str, Json]] = []
        self._seen = 0
        self._arrived = asyncio.Condition()
        self._listener: asyncio.Task[None] | None = None

    # Listening

    async def listen(self, session: aiohttp.ClientSession) -> None:
        """Begin to hear what happens."""
        socket = await session.ws_connect(f"{self.room.url}/room/members/{self.name}/live")
        self._listener = asyncio.create_task(self._hear(socket))

    async def listen_again(self) -> None:
        """Listen anew after the room was away."""
        await self.leave()
        await self.listen(self.room.session)

    async def _hear(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        async with socket:
            async for frame in socket:
                heard = json.loads(frame.data)
                async with self._arrived:
                    self.events.append((heard["event"], heard["data"]))
                    self._arrived.notify_all()

    async def leave(self) -> None:
        """Stop listening."""
        if self._listener is not None:
            self._listener.cancel()
            await asyncio.gather(self._listener, return_exceptions=True)

    async def live(self) -> AsyncIterator[tuple[str, Json]]:
        """Go through the events not yet looked at, and wait for more."""
        while True:
            async with self._arrived:
                await self._arrived.wait_for(lambda: len(self.events) > self._seen)
            self._seen += 1
            yield self.events[self._seen - 1]

    async def wait_for(self, predicate: Predicate, timeout: float = 10) -> Json:  # noqa: ASYNC109 - a figure tests choose
        """Wait for an event that fits, beginning with those not yet looked at; gives its data."""
        try:
            async with asyncio.timeout(timeout):
                async for event, data in self.live():
                    if predicate(event, data):
                        return data
        except TimeoutError:
            heard = ", ".join(event for event, _ in self.events[-10:])
            raise TimeoutError(f"{self.name} waited {timeout} s in vain; heard last: {heard}") from None
        raise AssertionError("unreachable")

    # Acting

    async def command(self, name: str, channel: Json, /, **options: object) -> Json:
        """Give a command, subcommands after a blank; files are given as (filename, bytes)."""
        body = {"type": "command", "channel": channel["id"], **_command(name, options)}
        return await self._interact(body)

    async def autocomplete(self, name: str, channel: Json, focused: str, /, **options: object) -> list[Json]:
        """Ask for choices while typing an option."""
        body = {"type": "autocomplete", "channel": channel["id"], "focused": focused, **_command(name, options)}
        return list((await self._interact(body)).get("choices") or [])

    async def menu(self, name: str, message: Json) -> Json:
        """Choose a command from a message's menu."""
        place = {"channel": message["channel_id"], "message": message["id"]}
        return await self._interact({"type": "message_command", "name": name, **place})

    async def click(self, message: Json, prefix: str) -> Json:
        """Press the button whose custom id begins so."""
        return await self._press(message, prefix)

    async def choose(self, message: Json, prefix: str, values: list[str]) -> Json:
        """Choose values in the select whose custom id begins so."""
        return await self._press(message, prefix, values=values)

    async def submit(self, modal: Json, /, **fields: object) -> Json:
        """Fill in the modal that an outcome brought; a field goes by the beginning of its custom id or by its label."""
        filled = {_field(modal["modal"], name): _value(value) for name, value in fields.items()}
        return await self._interact({"type": "modal", "modal": modal["interaction"], "fields": filled})

    async def _press(self, message: Json, prefix: str, **extra: object) -> Json:
        place = {"channel": message["channel_id"], "message": message["id"]}
        custom_id = custom_id_on(message, prefix)
        return await self._interact({"type": "component", "custom_id": custom_id, **place, **extra})

    async def _interact(self, body: Json) -> Json:
        answer: Json = await self.room.ask("POST", "/interactions", {"as": self.name, "locale": self.locale, **body})
        return answer

    async def say(self, channel: Json, text: str, reply_to: Json | None = None, *, ping: bool = True) -> Json:
        """Type a message, or a reply."""
        body = {"as": self.name, "content": text, "ping": ping, "reply_to": reply_to["id"] if reply_to else None}
        message: Json = await self.room.ask("POST", f"/channels/{channel['id']}/messages", body)
        return message

    async def messages(self, channel: Json, limit: int = 200, after: str | None = None) -> list[Json]:
        """Read a channel, oldest first, with one's own private messages."""
        query: Json = {"as": self.name, "limit": limit, "after": after}
        return list(await self.room.ask("GET", f"/channels/{channel['id']}/messages", **query))

    async def message(self, message: Json) -> Json:
        """Read a message as it stands now."""
        before = str(int(message["id"]) - 1)
        return (await self.messages({"id": message["channel_id"]}, limit=1, after=before))[0]

    async def delete(self, message: Json) -> None:
        """Take a message away."""
        query: Json = {"as": self.name}
        await self.room.ask("DELETE", f"/channels/{message['channel_id']}/messages/{message['id']}", **query)


def _command(name: str, options: dict[str, object]) -> Json:
    first, *path = name.split()
    plain = {key: value for key, value in options.items() if not isinstance(value, tuple)}
    files = {key: _value(value) for key, value in options.items() if isinstance(value, tuple)}
    return {"name": first, "path": path, "options": plain, "attachments": files}


def _value(value: object) -> object:
    """Write a file as the room takes it; anything else stays as it is."""
    if isinstance(value, tuple):
        filename, content = value
        return {"filename": filename, "content_base64": base64.b64encode(content).decode()}
    return [_value(item) for item in value] if isinstance(value, list) else value


def parts(components: list[Json]) -> list[Json]:
    """List components and all that they hold."""
    found = []
    for component in components:
        inner = [*component.get("components", []), component.get("accessory"), component.get("component")]
        found += [component, *parts([part for part in inner if part])]
    return found


def custom_ids(message: Json) -> list[str]:
    """List the custom ids on a message."""
    return [part["custom_id"] for part in parts(message["components"]) if "custom_id" in part]


def custom_id_on(message: Json, prefix: str) -> str:
    """Find the custom id on a message that begins so."""
    found = [custom_id for custom_id in custom_ids(message) if custom_id.startswith(prefix)]
    if not found:
        raise AssertionError(f"nothing begins with {prefix!r} among {custom_ids(message)}")
    return found[0]


def _field(modal: Json, name: str) -> str:
    for part in parts(modal["components"]):
        inner = part.get("component") or part
        if "custom_id" in inner and (inner["custom_id"].startswith(name) or part.get("label") == name):
            return str(inner["custom_id"])
    raise AssertionError(f"the modal has no field {name!r}")


def text_of(message: Json) -> str:
    """Join all text that a message shows: its content and its text displays."""
    shown = [part["content"] for part in parts(message["components"]) if "content" in part]
    return "\n".join([message["content"], *shown]).strip()


def message_holding(text: str, channel: Json | None = None) -> Predicate:
    """Make a predicate for `wait_for`: a new or changed message that shows a text, in a channel if one is named."""

    def fits(event: str, data: Json) -> bool:
        if event not in ("message_create", "message_update") or text not in text_of(data):
            return False
        return channel is None or data["channel_id"] == channel["id"]

    return fits
