"""Components as Discord keeps them: numbered, with their files linked and what was left out filled in.

Their rules stand in ``checks_components``.
"""

from collections.abc import Sequence

from bot.rehearsal import attachments
from bot.rehearsal.checks_components import nested
from bot.rehearsal.kinds import SELECTS, ComponentKind
from bot.rehearsal.refusals import Problem, refuse
from bot.rehearsal.shapes import Json
from bot.rehearsal.snowflakes import Snowflakes

K = ComponentKind
DESCRIBED: Json = {"description": None, "spoiler": False}
DEFAULTS: dict[int, Json] = {
    K.CONTAINER: {"accent_color": None, "spoiler": False},
    K.FILE: {"spoiler": False},
    K.SEPARATOR: {"spacing": 1, "divider": True},
    K.THUMBNAIL: DESCRIBED,
    **{kind: {"min_values": 1, "max_values": 1} for kind in SELECTS},
}


def keep(components: object, kept: Sequence[Json], ids: Snowflakes) -> object:
    """Copy components in the form in which they are kept; refused when they refer to a file that did not come."""
    missing = attachments.unlinked(components, kept)
    refuse([Problem("components", "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", name) for name in missing])
    copy = attachments.link(components or [], kept)
    parts = list(nested(copy))
    _number(parts)
    for part in parts:
        _complete(part, kept, ids)
    return copy


def _number(parts: Sequence[Json]) -> None:
    """Give each component that has none the next free number."""
    taken = {part["id"] for part in parts if part.get("id")}
    number = 0
    for part in parts:
        if not part.get("id"):
            number += 1
            while number in taken:
                number += 1
            part["id"] = number


def _complete(part: Json, kept: Sequence[Json], ids: Snowflakes) -> None:
    for name, value in DEFAULTS.get(part["type"], {}).items():
        part.setdefault(name, value)
    for item in part.get("items") or ():
        for name, value in DESCRIBED.items():
            item.setdefault(name, value)
        _complete_media(item["media"], ids)
    if part["type"] == K.THUMBNAIL:
        _complete_media(part["media"], ids)
    if part["type"] == K.FILE:
        _complete_media(part["file"], ids)
        file = next((row for row in kept if row["id"] == part["file"].get("attachment_id")), None)
        part |= {"name": file["filename"], "size": file["size"]} if file else {}


def _complete_media(media: Json, ids: Snowflakes) -> None:
    """Fill in what is known of a picture or file; one from outside stays unmeasured."""
    media.setdefault("id", media.get("attachment_id") or ids.next())
    media.setdefault("proxy_url", media["url"])
