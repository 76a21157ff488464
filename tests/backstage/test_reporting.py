"""A failure that leaves nobody to tell is no fault; anything else is one, with an id."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import discord
import pytest

from bot import client
from bot.client import Footlights
from tests.backstage.fakes import refused


def clicked() -> discord.Interaction[Any]:
    """An interaction that takes no answer any more."""
    interaction = SimpleNamespace(type=discord.InteractionType.component)
    return cast("discord.Interaction[Any]", interaction)


@pytest.mark.parametrize("code", [10003, 10062, 40060])
async def test_an_answer_to_what_is_gone_is_no_fault(code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    faults: list[BaseException] = []

    def note(_where: str, error: BaseException, **_: object) -> str:
        faults.append(error)
        return "abc"

    monkeypatch.setattr(client, "log_fault", note)
    await Footlights.report(cast("Footlights", None), clicked(), refused(404, code))
    assert faults == []
