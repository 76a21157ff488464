"""What a member sees of what is kept of them: the list, the question before deleting, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.ui.pages import Attachment, Button, Page, shorten

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.texts import Say

_LONGEST = 1900
_MOST_LINKS = 12


def kept_page(counts: Mapping[str, int], say: Say) -> Page:
    """Return what is kept of a member: each table in which they stand, and how often."""
    rows = [_row(table, count, say) for table, count in counts.items() if count] or [say("privacy.nothing")]
    return Page(shorten("\n".join([say("privacy.head"), *rows, say("privacy.next")]), _LONGEST))


def _row(table: str, count: int, say: Say) -> str:
    text_id = f"privacy.kept.{table.replace('_', '-')}"
    return f"- {say(text_id, count=count)}"


def export_page(text: str, say: Say) -> Page:
    """Return the file with all that is kept of a member."""
    return Page(say("privacy.exported"), files=(Attachment("footlights-data.json", text),))


def question_page(counts: Mapping[str, int], user_id: int, say: Say) -> Page:
    """Return the question before all is deleted."""
    if not any(counts.values()):
        return Page(say("privacy.nothing"))
    return Page(say("privacy.sure"), (Button("forget", user_id, 0, say("button.forget"), "danger"),))


def deleted_page(edited: int, left: Sequence[str], say: Say, *, unfinished: bool) -> Page:
    """Return what was deleted, how many posts were edited, and which nobody can edit any more."""
    rows = [say("privacy.deleted"), say("privacy.edited", count=edited)]
    if unfinished:
        rows.append(say("privacy.goes-on"))
    if left:
        rows += [say("privacy.left", count=len(left)), *(f"- {link}" for link in left[:_MOST_LINKS])]
    return Page(shorten("\n".join([*rows, say("privacy.besides")]), _LONGEST))
