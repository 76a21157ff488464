"""Forms: modals with several fields, whose submission reads `type-kind:key:seq` like that of every modal of ours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import discord

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST_TITLE = 45
_LONGEST_LABEL = 45
_LONGEST_HINT = 100


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


def form(kind: str, key: int, seq: int, title: str, fields: Iterable[Field]) -> discord.ui.Modal:
    """Return a form of at most five fields; see `bot.ui.items.typed_press` for what comes back."""
    modal = discord.ui.Modal(title=title[:_LONGEST_TITLE], custom_id=f"type-{kind}:{key}:{seq}", timeout=900)
    for field in fields:
        modal.add_item(discord.ui.Label(text=field.label[:_LONGEST_LABEL], component=_input(field)))
    return modal


def _input(field: Field) -> discord.ui.TextInput[Any]:
    return discord.ui.TextInput(
        custom_id=field.name,
        style=discord.TextStyle.paragraph if field.long else discord.TextStyle.short,
        default=field.value[: field.most] or None,
        placeholder=field.hint[:_LONGEST_HINT] or None,
        max_length=field.most,
        required=field.required,
    )
