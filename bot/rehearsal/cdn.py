"""The files that messages and pictures link to, and where pictures come from.

Only what the room itself keeps is served. A picture whose address lies outside is not fetched: the room never
leaves its machine.
"""

import base64
import binascii
import hashlib
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import web

from bot.rehearsal import attachments
from bot.rehearsal.house import House
from bot.rehearsal.refusals import Problem, refuse
from bot.rehearsal.world import World

HASH_LENGTH = 32
HEADERS = {
    "Cache-Control": "no-cache",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
}


def keep_picture(world: World, owner_id: str, data_uri: object) -> str | None:
    """Keep a picture that came as a data URI and give its hash, None for none."""
    if data_uri is None:
        return None
    head, _, encoded = str(data_uri).partition(",")
    try:
        content = base64.b64decode(encoded, validate=True)
    except binascii.Error:
        content = b""
    if not head.startswith("data:image/") or not content:
        refuse([Problem("avatar", "IMAGE_INVALID", "Invalid image data")])
    digest = hashlib.sha256(content).hexdigest()[:HASH_LENGTH]
    path = picture_path(world, owner_id, digest)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return digest


def link_picture(world: World, url: object) -> str | None:
    """Note the address of a picture given by link and give its hash, None for none."""
    if not url:
        return None
    digest = hashlib.sha256(str(url).encode()).hexdigest()[:HASH_LENGTH]
    if digest not in world.pictures:
        world.pictures.put(digest, {"url": str(url)})
    return digest


def picture_path(world: World, owner_id: str, digest: str) -> Path:
    """Name the file of a picture."""
    return world.directory / "avatars" / owner_id / digest


def linked_path(world: World, digest: str) -> Path | None:
    """Find the file behind a picture given by link, if the room keeps it."""
    row = world.pictures.get(digest)
    if row is None or not str(row["url"]).startswith(world.base_url + "/cdn/"):
        return None
    parts = urlsplit(str(row["url"])).path.removeprefix("/cdn/").split("/")
    return inside(world.directory, *parts)


def inside(root: Path, *parts: str) -> Path | None:
    """Find a file below a folder; None for anything that is not there or would lead out of it."""
    path = root.joinpath(*parts).resolve()
    return path if path.is_file() and path.is_relative_to(root.resolve()) else None


def add_routes(app: web.Application, house: House) -> None:
    """Serve attachments and pictures."""
    world = house.world

    async def attachment(request: web.Request) -> web.StreamResponse:
        match = request.match_info
        path = inside(attachments.folder(world), match["place_id"], match["attachment_id"], match["filename"])
        return _file(path)

    async def avatar(request: web.Request) -> web.StreamResponse:
        digest = request.match_info["digest"].partition(".")[0]
        kept = inside(world.directory / "avatars", request.match_info["owner_id"], digest)
        return _picture(kept or linked_path(world, digest))

    app.router.add_get("/cdn/attachments/{place_id}/{attachment_id}/{filename}", attachment)
    app.router.add_get("/cdn/avatars/{owner_id}/{digest}", avatar)


def _file(path: Path | None) -> web.StreamResponse:
    if path is None:
        raise web.HTTPNotFound(text="This file is not here.")
    return web.FileResponse(path, headers=HEADERS)


def _picture(path: Path | None) -> web.StreamResponse:
    if path is None:
        raise web.HTTPNotFound(text="This picture is not here.")
    content = path.read_bytes()
    return web.Response(body=content, content_type=picture_type(content), headers=HEADERS)


def picture_type(content: bytes) -> str:
    """Tell a picture's type by its first bytes; what is no picture is served as bytes."""
    for start, kind in ((b"\x89PNG", "image/png"), (b"\xff\xd8", "image/jpeg"), (b"GIF8", "image/gif")):
        if content.startswith(start):
            return kind
    return "image/webp" if content[8:12] == b"WEBP" else "application/octet-stream"
