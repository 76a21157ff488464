"""The frame of the members' side: reading a member's request, answering it, and saying no with a sentence.

Only pages of the room itself may ask: a request that comes from another site is refused. What is done stands in
the other ``members_`` modules.
"""

import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from aiohttp import web

from bot.rehearsal.api import PREFIX
from bot.rehearsal.house import House
from bot.rehearsal.members_errors import FORBIDDEN, MISSING, REFUSED, MemberError
from bot.rehearsal.permissions import Permission
from bot.rehearsal.refusals import ApiError
from bot.rehearsal.shapes import Json
from bot.rehearsal.world import World

logger = logging.getLogger(__name__)
OWN_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True)
class Ask:
    """One request of a member's client."""

    house: House
    parameters: Mapping[str, str]
    query: Mapping[str, str]
    body: Json

    @property
    def world(self) -> World:
        """The world."""
        return self.house.world

    def __getitem__(self, parameter: str) -> str:
        return self.parameters[parameter]

    def member(self) -> Json:
        """Find the user as whom the client acts."""
        name = self.parameters.get("member") or self.body.get("as") or self.query.get("as")
        user = self.world.user_named(str(name))
        if user is None:
            raise MemberError(f"There is nobody called {name}.", MISSING)
        return user

    def channel(self, key: str | None = None) -> Json:
        """Find the channel that the request names; the member must see it."""
        channel_id = key or self.parameters.get("channel") or self.body.get("channel")
        channel = self.world.channels.get(str(channel_id))
        if channel is None or not self.world.sees(channel, self.member()["id"]):
            raise MemberError(f"There is no channel {channel_id} that {self.member()['username']} sees.", MISSING)
        return channel

    def require(self, channel: Json, needed: Permission) -> None:
        """Refuse unless the member has a permission in a channel."""
        if not self.world.may(channel, self.member()["id"], needed):
            raise MemberError(f"{self.member()['username']} lacks a permission here: {needed.name}.", FORBIDDEN)

    def message(self, channel: Json, key: object) -> Json:
        """Find a message that the member sees."""
        message = self.world.messages.get(str(key))
        owner = message.get("ephemeral_for") if message else None
        if message is None or message["channel_id"] != channel["id"] or owner not in (None, self.member()["id"]):
            raise MemberError(f"There is no message {key} here.", MISSING)
        return message


Act = Callable[[Ask], object]
LateAct = Callable[[Ask], Awaitable[object]]


@dataclass(frozen=True)
class Way:
    """A row of the members' route table: an act done at once, or one that waits for the bot."""

    method: str
    path: str
    act: Act | None = None
    late_act: LateAct | None = None


def add_ways(app: web.Application, house: House, ways: tuple[Way, ...]) -> None:
    """Serve the members' side."""
    for way in ways:
        app.router.add_route(way.method, "/room" + way.path, _handle(house, way))


def _handle(house: House, way: Way) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handle(request: web.Request) -> web.Response:
        try:
            ask = Ask(house, request.match_info, request.query, await _body(request))
            result = way.act(ask) if way.act else await way.late_act(ask) if way.late_act else None
        except MemberError as error:
            return _json({"error": str(error)}, error.status)
        except ApiError as error:
            detail = "; ".join(map(str, error.problems))
            return _json({"error": f"{error.code.text}. {detail}".strip()}, error.code.status)
        except (KeyError, TypeError, ValueError):
            logger.exception("The room cannot make sense of %s %s", way.method, way.path)
            return _json({"error": "The room cannot make sense of this request; its log says more."}, REFUSED)
        finally:
            house.world.settle()
        return _json(result)

    return handle


async def _body(request: web.Request) -> Json:
    text = await request.read()
    if not text:
        return {}
    try:
        body = json.loads(text)
    except ValueError:
        raise MemberError("The body is not JSON.") from None
    if not isinstance(body, dict):
        raise MemberError("The body must be a JSON object.")
    return body


def _json(value: object, status: int = 200) -> web.Response:
    headers = {"Content-Type": "application/json", "Cache-Control": "no-store"}
    return web.Response(status=status, body=json.dumps(value).encode(), headers=headers)


@web.middleware
async def guard(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Refuse requests that another site's page makes a browser send, and names that merely point here."""
    origin = request.headers.get("Origin")
    foreign = origin is not None and urlsplit(origin).netloc != request.host
    if request.url.host not in OWN_HOSTS or (foreign and not request.path.startswith(PREFIX)):
        raise web.HTTPForbidden(text="The rehearsal room answers its own page only.")
    return await handler(request)
