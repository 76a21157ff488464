"""The theatre: everything a command needs, handed to the cogs as one value."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

import discord

from bot.backstage.conversations import Conversations
from bot.backstage.limits import UPLOAD_WINDOW, UPLOADS_OF_A_MEMBER, UPLOADS_OF_A_SERVER, Limits
from bot.ui.items import Press

if TYPE_CHECKING:
    from bot.backstage.appointments import Appointments
    from bot.backstage.crews import Crews
    from bot.backstage.house import House
    from bot.backstage.shelf import Shelf
    from bot.model import Model

AnswersOneKind: TypeAlias = Callable[[discord.Interaction[Any], Press], Awaitable[None]]


def _upload_limits() -> Limits:
    return Limits(UPLOADS_OF_A_MEMBER, UPLOADS_OF_A_SERVER, UPLOAD_WINDOW)


@dataclass(frozen=True, slots=True)
class Theatre:
    """The house, its shelf, crews and appointments, who answers which kind of press, how often members ask and upload.

    `model` words answers on servers that switched it on; None where the operator named none.
    """

    house: House
    shelf: Shelf
    crews: Crews
    appointments: Appointments
    presses: dict[str, AnswersOneKind] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    uploads: Limits = field(default_factory=_upload_limits)
    conversations: Conversations = field(default_factory=Conversations)
    model: Model | None = None

    def answers(self, **kinds: AnswersOneKind) -> None:
        """Note who answers presses of the given kinds; a dash in a kind is written as an underscore.

        ValueError for a kind that somebody answers already: two buttons of one kind would do one thing.
        """
        named = {kind.replace("_", "-"): answer for kind, answer in kinds.items()}
        if taken := sorted(named.keys() & self.presses.keys()):
            raise ValueError(f"presses of these kinds are answered already: {', '.join(taken)}")
        self.presses.update(named)
