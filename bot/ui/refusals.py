"""Refusals in words: what is in the way, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.ui.pages import repeated

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.stage.refusals import Refusal
    from bot.texts import Say


def refusal_text(refusal: Refusal, members: Mapping[str, str], say: Say, *, cue_link: str = "") -> str:
    """Return the sentence of a refusal; `members` names performer keys, `cue_link` leads to the cue that is live."""
    about = {name: _named(name, value, members, say) for name, value in refusal.about.items()}
    text = say(f"refusal.{refusal.code}", **about)
    return f"{text} {say('refusal.go-to-cue', link=cue_link)}" if cue_link else text


def _named(name: str, value: str | int, members: Mapping[str, str], say: Say) -> str | int:
    if name.endswith("performer"):
        return members.get(str(value)) or say("member.former")
    return repeated(value) if isinstance(value, str) else value
