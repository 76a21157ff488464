"""Files that came with messages and options: kept on disk, described as Discord describes them, linked from components.

Serving them is ``cdn``'s; how large they may be is checked with the message.
"""

import hashlib
import mimetypes
import re
import struct
from collections.abc import Sequence
from pathlib import Path

from bot.rehearsal.shapes import Json, Upload
from bot.rehearsal.world import World

SCHEME = "attachment://"
PNG = b"\x89PNG\r\n\x1a\n"
UNWANTED = re.compile(r"[^\w.\-()\[\]]+")
LIFETIME_SECONDS = 24 * 3600


def clean_filename(name: str) -> str:
    """Turn a file's name into the form that Discord gives it: no folders, no blanks."""
    bare = name.replace("\\", "/").rsplit("/", 1)[-1]
    return UNWANTED.sub("_", bare).strip("._") or "file"


def folder(world: World) -> Path:
    """Name the folder in which files are kept."""
    return world.directory / "attachments"


def keep(world: World, place_id: str, upload: Upload, description: str | None = None) -> Json:
    """Keep a file and describe it; the place is the channel it was sent to."""
    attachment_id, filename = world.new_id(), clean_filename(upload.filename)
    path = folder(world) / place_id / attachment_id / filename
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(upload.content)
    url = f"{world.base_url}/cdn/attachments/{place_id}/{attachment_id}/{filename}?{_signature(attachment_id)}"
    attachment = {
        "id": attachment_id,
        "filename": filename,
        "size": len(upload.content),
        "url": url,
        "proxy_url": url,
        "content_type": _content_type(filename, upload),
        "content_scan_version": 0,
        **_measured(upload.content),
    }
    return attachment | ({"description": description} if description else {})


def keep_all(world: World, place_id: str, described: object, files: Sequence[Upload]) -> list[Json]:
    """Keep all files of a request, with the descriptions that its body gives them by number."""
    rows = described if isinstance(described, list) else []
    by_number = {str(row.get("id")): row for row in rows if isinstance(row, dict)}
    kept = []
    for number, upload in enumerate(files):
        row = by_number.get(str(number), {})
        named = Upload(str(row.get("filename") or upload.filename), upload.content, upload.content_type)
        kept.append(keep(world, place_id, named, row.get("description")))
    return kept


def _signature(attachment_id: str) -> str:
    """Make the query that Discord's links carry; the room does not check it, so links here do not expire."""
    digest = hashlib.sha256(attachment_id.encode()).hexdigest()
    made = (int(attachment_id) >> 22) // 1000 + 1_420_070_400
    return f"ex={made + LIFETIME_SECONDS:x}&is={made:x}&hm={digest}"


def _content_type(filename: str, upload: Upload) -> str:
    guessed = mimetypes.guess_type(filename)[0] or upload.content_type or "application/octet-stream"
    return f"{guessed}; charset=utf-8" if guessed.startswith("text/") else guessed


def _measured(content: bytes) -> Json:
    """Read a PNG's size; other pictures are left unmeasured."""
    header = content[:24]
    if not header.startswith(PNG) or len(header) < 24:  # noqa: PLR2004 - a PNG says its size in bytes 16 to 24
        return {}
    width, height = struct.unpack(">II", header[16:])
    return {"width": width, "height": height}


def link(value: object, attachments: Sequence[Json]) -> object:
    """Copy components or embeds with ``attachment://`` links turned into links to the files themselves."""
    if isinstance(value, list):
        return [link(item, attachments) for item in value]
    if not isinstance(value, dict):
        return value
    copy = {name: link(item, attachments) for name, item in value.items()}
    url = copy.get("url")
    if isinstance(url, str) and url.startswith(SCHEME):
        copy |= _media(url.removeprefix(SCHEME), attachments)
    return copy


def _media(filename: str, attachments: Sequence[Json]) -> Json:
    for attachment in attachments:
        if attachment["filename"] == clean_filename(filename):
            media = {name: attachment[name] for name in ("url", "proxy_url", "width", "height") if name in attachment}
            return media | {"content_type": attachment["content_type"], "attachment_id": attachment["id"]}
    return {}


def unlinked(value: object, attachments: Sequence[Json]) -> list[str]:
    """List the names that components or embeds refer to and that no file has."""
    if isinstance(value, list):
        return [name for item in value for name in unlinked(item, attachments)]
    if not isinstance(value, dict):
        return []
    names = [name for item in value.values() for name in unlinked(item, attachments)]
    url = value.get("url")
    if isinstance(url, str) and url.startswith(SCHEME) and not _media(url.removeprefix(SCHEME), attachments):
        names.append(url)
    return names
