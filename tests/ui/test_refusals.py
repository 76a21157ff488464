from __future__ import annotations

import pytest

from bot.stage.refusals import CODES, Refusal
from bot.texts import voice
from bot.ui.refusals import refusal_text

SAY = voice()
ABOUT: dict[str, str | int] = {
    "part": "Mara",
    "line": 3,
    "performer": "p1",
    "place": 1,
    "most": 1,
    "length": 1,
    "chapter": "x",
    "name": "x",
}


@pytest.mark.parametrize("code", CODES)
def test_every_refusal_has_a_sentence(code: str) -> None:
    text = refusal_text(Refusal(code, ABOUT), {"p1": "<@1>"}, SAY)
    assert text.endswith(".")
    assert "{" not in text


def test_a_performer_is_named_as_a_member() -> None:
    text = refusal_text(Refusal("line-is-anothers", ABOUT), {"p1": "<@1>"}, SAY)
    assert text.startswith("Line 3 is <@1>'s, who plays Mara.")


def test_a_performer_who_was_erased_is_a_former_member() -> None:
    assert "a former member" in refusal_text(Refusal("line-is-anothers", ABOUT), {}, SAY)


def test_a_hostile_part_is_shown_as_it_is() -> None:
    text = refusal_text(Refusal("no-such-part", {"part": "@everyone <@1>"}), {}, SAY)
    assert "@everyone" not in text
    assert "\\<@1\\>" in text


def test_a_link_to_the_live_cue_stands_at_the_end() -> None:
    text = refusal_text(Refusal("cue-is-older", ABOUT), {}, SAY, cue_link="https://discord.com/channels/1/2/3")
    assert text.endswith("Go to the cue: https://discord.com/channels/1/2/3")
