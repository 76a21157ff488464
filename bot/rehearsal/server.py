"""Opening a room: its world, its three faces on one port of this machine, and its orderly end.

What the faces do stands elsewhere.
"""

import asyncio
import errno
import shutil
import socket
import sqlite3
from collections.abc import Awaitable, Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from aiohttp import web

from bot.rehearsal import (
    cdn,
    members_api,
    members_events,
    members_interactions,
    members_messages,
    members_moderation,
    members_room,
    members_world,
    rest_application,
    rest_channels,
    rest_commands,
    rest_guilds,
    rest_interactions,
    rest_messages,
    rest_scheduled_events,
    rest_threads,
    rest_webhooks,
    seed,
)
from bot.rehearsal.api import PREFIX
from bot.rehearsal.dispatch import add_routes
from bot.rehearsal.house import House, furnish, token_for
from bot.rehearsal.world import OtherFormatError, World

HOST = "127.0.0.1"
LARGEST_REQUEST = 64 * 1024 * 1024
PAGE = Path(__file__).parent / "page"
REST = (
    rest_application,
    rest_commands,
    rest_guilds,
    rest_scheduled_events,
    rest_channels,
    rest_threads,
    rest_messages,
    rest_webhooks,
    rest_interactions,
)
MEMBERS = (members_world, members_messages, members_moderation, members_events, members_interactions, members_room)


class RoomError(Exception):
    """A room that cannot be opened, with what to do about it."""


class Room:
    """A room while it is open, as an async context: ``async with Room(directory) as room``.

    ``privileged_intents`` lets the bot ask for message content, members and presences, which it may not otherwise.

    Raises:
        RoomError: on entering, when the port is taken or the directory cannot be used.
    """

    def __init__(
        self,
        directory: Path,
        port: int = 0,
        *,
        token: str | None = None,
        reset: bool = False,
        privileged_intents: bool = False,
    ) -> None:
        self._directory = directory
        self._port = port
        self._reset = reset
        self._privileged = privileged_intents
        self._runner: web.AppRunner | None = None
        self.token = token or token_for(seed.APPLICATION_ID)
        self.url = ""
        self.house: House

    @property
    def api_url(self) -> str:
        """The address of REST, with its version: what takes the place of Discord's."""
        return self.url + PREFIX

    async def __aenter__(self) -> Self:
        listener = _listen(self._port)
        self.url = f"http://{HOST}:{listener.getsockname()[1]}"
        try:
            world = _open_world(self._directory, self.url, reset=self._reset)
        except BaseException:
            listener.close()
            raise
        _set_flags(world, privileged=self._privileged)
        self.house = furnish(world, self.token)
        self._runner = web.AppRunner(build_app(self.house), access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        await web.SockSite(self._runner, listener).start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._runner is not None:
            await self.house.gateway.close()
            await self.house.audience.close()
            await self._runner.cleanup()
            self.house.world.close()


def _listen(port: int) -> socket.socket:
    try:
        return socket.create_server((HOST, port), backlog=512)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise RoomError(f"The rehearsal room cannot listen on port {port}: {error.strerror}.") from error
        raise RoomError(
            f"Port {port} is already in use. Stop what uses it, or choose another port (0 picks a free one).",
        ) from error


def _open_world(directory: Path, url: str, *, reset: bool) -> World:
    try:
        if reset and directory.is_dir():
            _clear(directory)
        world = World(directory, url)
    except OSError as error:
        raise RoomError(
            f"The world cannot be kept in {directory}: {error.strerror}. Choose a folder to write in."
        ) from error
    except (OtherFormatError, sqlite3.Error) as error:
        raise RoomError(
            f"The world in {directory} was not kept by this version of the room. Begin with a fresh one (--reset), "
            "or choose another folder.",
        ) from error
    seed.plant(world)
    return world


def _clear(directory: Path) -> None:
    """Take away what a room has put into a folder, and nothing else."""
    for path in directory.glob("world.sqlite*"):
        path.unlink()
    for name in ("attachments", "avatars"):
        shutil.rmtree(directory / name, ignore_errors=True)


def _set_flags(world: World, *, privileged: bool) -> None:
    application = world.settings["application"]
    application["flags"] = sum(seed.PRIVILEGED_FLAGS) if privileged else 0
    world.settings.put("application", application)
    world.settle()


def build_app(house: House) -> web.Application:
    """Put the three faces on one application."""
    app = web.Application(middlewares=[members_api.guard], client_max_size=LARGEST_REQUEST)
    add_routes(app, house, [route for module in REST for route in module.ROUTES])
    app.router.add_get("/gateway", house.gateway.connect)
    members_api.add_ways(app, house, tuple(way for module in MEMBERS for way in module.WAYS))
    app.router.add_get("/room/members/{member}/live", _live(house))
    cdn.add_routes(app, house)
    app.router.add_get("/{name:[^/]*}", _page)
    app.router.add_get("/{name:page/.*}", _page)
    return app


def _live(house: House) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def live(request: web.Request) -> web.StreamResponse:
        user = house.world.user_named(request.match_info["member"])
        if user is None:
            raise web.HTTPNotFound(text="There is nobody of that name.")
        return await house.audience.attend(request, user["id"])

    return live


async def _page(request: web.Request) -> web.StreamResponse:
    """Serve the page, with nothing kept by the browser and nothing loaded from elsewhere."""
    path = await asyncio.to_thread(cdn.inside, PAGE, request.match_info["name"] or "index.html")
    if path is None:
        raise web.HTTPNotFound(text="There is no such page.")
    policy = (
        f"default-src 'self'; connect-src 'self' ws://{request.host}; img-src 'self' data:; "
        "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    headers = {
        "Cache-Control": "no-cache",
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
    }
    return web.FileResponse(path, headers=headers)
