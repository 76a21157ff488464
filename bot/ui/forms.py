"""Forms: modals with several fields, whose submission reads `type-kind:key:seq` like that of every modal of ours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import discord

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST_TITLE = 45
_LONGEST_LABEL = 45
_LONGEST_HINT = 100
_LONGEST_ABOUT = 100


@dataclass(frozen=True, slots=True)
class Field:
    """A field to type in: the name it comes back under, its label, what stands in it, and how much fits."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    most: int = 100
    long: bool = False
    required: bool = False


@dataclass(frozen=True, slots=True)
class FileField:
    """A field for one file, which may stay empty."""

    name: str
    label: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    """A box to tick; what comes back is "True" or "False"."""

    name: str
    label: str
    about: str = ""
    ticked: bool = False


def form(kind: str, key: int, seq: int, title: str, fields: Iterable[Field | FileField | Tick]) -> discord.ui.Modal:
    """Return a form of at most five fields; see `bot.ui.items.typed_press` for what comes back."""
    modal = discord.ui.Modal(title=title[:_LONGEST_TITLE], custom_id=f"type-{kind}:{key}:{seq}", timeout=900)
    for field in fields:
        about = None if isinstance(field, Field) else field.about[:_LONGEST_ABOUT] or None
        modal.add_item(discord.ui.Label(text=field.label[:_LONGEST_LABEL], description=about, component=_shown(field)))
    return modal


def uploads_of(interaction: discord.Interaction[Any]) -> dict[str, discord.Attachment]:
    """Return the files of a submitted form by the name of their field, one each.

    They are read from the payload, so that a form opened before a restart is answered after it.
    """
    data = cast("dict[str, Any]", interaction.data or {})
    sent = data.get("resolved", {}).get("attachments", {})
    parts = [row.get("component") or {} for row in data.get("components", ())]
    chosen = {str(part.get("custom_id")): next(iter(part.get("values") or ()), None) for part in parts}
    state = interaction._state  # noqa: SLF001 (discord.py has no other way to make an attachment of a payload)
    return {
        name: discord.Attachment(data=sent[key], state=state)
        for name, key in chosen.items()
        if key is not None and key in sent
    }


def _shown(field: Field | FileField | Tick) -> discord.ui.Item[Any]:
    if isinstance(field, FileField):
        return discord.ui.FileUpload(custom_id=field.name, required=False, max_values=1)
    if isinstance(field, Tick):
        return discord.ui.Checkbox(custom_id=field.name, default=field.ticked)
    return _input(field)


def _input(field: Field) -> discord.ui.TextInput[Any]:
    return discord.ui.TextInput(
        custom_id=field.name,
        style=discord.TextStyle.paragraph if field.long else discord.TextStyle.short,
        default=field.value[: field.most] or None,
        placeholder=field.hint[:_LONGEST_HINT] or None,
        max_length=field.most,
        required=field.required,
    )
