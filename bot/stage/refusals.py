"""Refusals: why a command was not carried out, as data.

The sentence a member reads is found in the catalogue under the code, so that it can be translated; `about` fills it in.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Refusal:
    """A command turned down: a stable code, and the values its sentence speaks about.

    Values are line numbers, part names and performer keys (under names ending in `performer`).
    """

    code: str
    about: Mapping[str, str | int] = field(default_factory=dict)


CODES = (
    "already-begun",
    "already-directs",
    "already-open",
    "already-over",
    "already-paused",
    "already-yours",
    "cannot-expire",
    "cue-is-older",
    "cue-is-the-bots",
    "line-is-anothers",
    "already-held",
    "already-so",
    "already-unheard",
    "attempt-is-older",
    "clock-is-early",
    "no-free-parts",
    "no-more-hints",
    "no-other-clock",
    "no-parts",
    "no-part-yet",
    "no-such-book",
    "no-such-part",
    "nobody-cast",
    "nothing-before",
    "not-cast",
    "not-in-company",
    "not-over",
    "not-paused",
    "not-your-part",
    "not-yet-begun",
    "off-script",
    "on-script",
    "only-director",
    "only-director-begins",
    "only-director-ends",
    "only-director-resumes",
    "part-is-taken",
    "paused",
    "post-unknown",
    "thread-already-lost",
)
"""Every code the rules use; the catalogue has a sentence for each."""
