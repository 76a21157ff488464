"""The courier asks the pacer before a character speaks, and before nothing else."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from bot.backstage.courier import Courier, Place
from bot.backstage.pacing import Pacer
from bot.ui.pages import Page

PLACE = Place(1, 2)
HOOK = 11


class Noting(Pacer):
    """Waits for nothing and keeps whom it was asked about."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[tuple[int, int]] = []

    async def wait(self, channel_id: int, webhook_id: int) -> None:
        self.asked.append((channel_id, webhook_id))


class Taking:
    """Stands in for whatever takes a post: a webhook, the list of webhooks, a client and its thread."""

    id = HOOK

    async def of(self, _channel_id: int) -> Taking:
        return self

    def get_partial_messageable(self, _thread_id: int) -> Taking:
        return self

    async def send(self, *_: object, **__: object) -> SimpleNamespace:
        return SimpleNamespace(id=99)


def courier(pacer: Pacer | None) -> Courier:
    taking = cast("Any", Taking())
    return Courier(taking, taking, pacer)


async def test_a_spoken_line_waits_for_its_turn() -> None:
    pacer = Noting()
    await courier(pacer).send(PLACE, Page("Here.", character="Mara"), "1.1.0")
    assert pacer.asked == [(1, HOOK)]


async def test_what_the_bot_posts_itself_is_left_to_discord_py() -> None:
    pacer = Noting()
    await courier(pacer).send(PLACE, Page("A gull laughed."), "1.1.0")
    assert pacer.asked == []


async def test_without_a_pacer_nothing_waits() -> None:
    sent = await courier(None).send(PLACE, Page("Here.", character="Mara"), "1.1.0")
    assert sent.webhook_id == HOOK
