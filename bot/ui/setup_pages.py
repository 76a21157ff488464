"""The panel of `/setup`, in pages: what holds now, the stage, the people, the house, and what was changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.stage.clock import CLOCKS
from bot.texts import language_name, languages
from bot.ui.chosen import FIELDS, RETENTIONS, named, retention, told
from bot.ui.pages import Button, Choice, Menu, Panel, shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from bot.texts import Say
    from bot.ui.pages import Part

MOST_STAGE_CHANNELS = 25
OVERVIEW, STAGE, PEOPLE, HOUSE, CHANGES = range(5)
_PAGES = ("overview", "stage", "people", "house", "changes")
PACES = ("quick", "usual", "slow")
AS_ON_DISCORD = "discord"
"""The choice of a language that leaves it to Discord's setting of the server."""
_LONGEST_LIST = 3200


@dataclass(frozen=True, slots=True)
class Limits:
    """What a server and a member are held to, for the panel to tell."""

    megabytes: int
    uploads: int
    drafts: int
    chapters: int
    performances: int
    directed: int
    questions: int
    questions_of_all: int


def setup_page(  # noqa: PLR0913 (what the panel shows)
    page: int,
    guild_id: int,
    chosen: Mapping[str, Any],
    changes: Iterable[str],
    limits: Limits,
    say: Say,
    *,
    last_change: int = 0,
) -> Panel:
    """Return a page of the panel; `changes` are rows of `bot.ui.chosen.change_row`, newest first.

    `last_change` is the number of the change that *Undo* takes back, 0 where there is none.
    """
    builder = _Builder(guild_id, chosen, say, last_change)
    body: dict[int, Callable[[], tuple[Part, ...]]] = {
        OVERVIEW: lambda: builder.overview(limits),
        STAGE: builder.stage,
        PEOPLE: builder.people,
        HOUSE: builder.house,
        CHANGES: lambda: builder.changes(changes),
    }
    return Panel((say("setup.head"),), (builder.pages(page),), body=body.get(page, body[OVERVIEW])())


class _Builder:
    """Puts pages together from what was chosen."""

    def __init__(self, guild_id: int, chosen: Mapping[str, Any], say: Say, last_change: int) -> None:
        self._guild = guild_id
        self._last_change = last_change
        self._chosen = chosen
        self._say = say

    def pages(self, current: int) -> tuple[Button, ...]:
        """Return the buttons that turn the pages."""
        return tuple(
            Button("settings", self._guild, number, self._say(f"setup.page.{name}"), disabled=number == current)
            for number, name in enumerate(_PAGES)
        )

    def overview(self, limits: Limits) -> tuple[Part, ...]:
        say = self._say
        held = say(
            "setup.limits",
            megabytes=limits.megabytes,
            uploads=limits.uploads,
            drafts=limits.drafts,
            chapters=limits.chapters,
            performances=limits.performances,
            directed=limits.directed,
            questions=limits.questions,
            all=limits.questions_of_all,
        )
        now = shorten(told(self._chosen, FIELDS, say), _LONGEST_LIST - len(held))
        buttons = (self._button("trial", OVERVIEW, "button.test-here", "main"), self._undo(OVERVIEW))
        return say("setup.now"), now, held, (*buttons, self._button("unset", OVERVIEW, tone="danger"))

    def stage(self) -> tuple[Part, ...]:
        return (
            *self._one("stage_channels", Menu("stages", self._guild, STAGE, self._say("setup.choose-channels"),
                of="stages", chosen_ids=tuple(self._chosen["stage_channels"]), least=0, most=MOST_STAGE_CHANNELS)),
            *self._texts("clock", "clock", STAGE, {name: self._say(f"setting.clock.{name}") for name in CLOCKS}),
            *self._texts("pace", "pace", STAGE, {name: self._say(f"setting.pace.{name}") for name in PACES}),
            self._told("webhooks", "ceiling"),
            (self._switch("webhooks", "webhooks"), self._switch("ceiling", "ceiling")),
        )  # fmt: skip

    def people(self) -> tuple[Part, ...]:
        return (
            *self._role("director_role_id", "directors"),
            *self._role("importer_role_id", "importers"),
            *self._role("asker_role_id", "askers"),
            self._told("own_words"),
            *(self._role("own_words_role_id", "improvisers") if self._chosen["own_words"] else ()),
            self._told("forbidden_words"),
            (self._switch("own_words", "ownwords"), self._button("wordlist", PEOPLE)),
        )

    def house(self) -> tuple[Part, ...]:
        days = {str(each): retention(each, self._say) for each in RETENTIONS}
        tongues = {AS_ON_DISCORD: self._say("setting.none.language")} | {
            each: language_name(each) for each in languages()
        }
        return (
            *self._texts("language", "language", HOUSE, tongues),
            *self._channel("transcript_channel_id", "transcripts"),
            *self._texts("retention_days", "retention", HOUSE, days),
            *self._channel("reports_channel_id", "reports"),
            self._told("model", "time_zone", "quiet_from"),
            (self._switch("model", "model"), self._button("quiet", HOUSE)),
        )  # fmt: skip

    def changes(self, rows: Iterable[str]) -> tuple[Part, ...]:
        told_rows = "\n".join(rows) or self._say("change.none")
        return shorten(told_rows, _LONGEST_LIST), (self._undo(CHANGES),)

    def _told(self, *fields: str) -> str:
        return told(self._chosen, fields, self._say)

    def _one(self, field: str, menu: Menu) -> tuple[Part, ...]:
        return self._told(field), menu

    def _role(self, field: str, kind: str) -> tuple[Part, ...]:
        return self._one(field, self._picker(field, kind, PEOPLE, "roles"))

    def _channel(self, field: str, kind: str) -> tuple[Part, ...]:
        return self._one(field, self._picker(field, kind, HOUSE, "channels"))

    def _picker(self, field: str, kind: str, page: int, of: Any) -> Menu:  # noqa: ANN401 (a literal)
        value = self._chosen[field]
        placeholder = named(field, self._say)
        return Menu(kind, self._guild, page, placeholder, of=of, chosen_ids=(value,) if value else (), least=0)

    def _texts(self, field: str, kind: str, page: int, labels: Mapping[str, str]) -> tuple[Part, ...]:
        now = self._chosen[field]
        current = AS_ON_DISCORD if now is None else str(now)
        choices = tuple(Choice(value, label, chosen=value == current) for value, label in labels.items())
        return self._one(field, Menu(kind, self._guild, page, named(field, self._say), choices))

    def _switch(self, field: str, kind: str) -> Button:
        """Return the button that turns a field over; it says which it asks for, so that pressing twice is harmless."""
        on = bool(self._chosen[field])
        text_id = "button.switch-off" if on else "button.switch-on"
        return Button(kind, self._guild, int(not on), self._say(text_id, name=named(field, self._say)))

    def _undo(self, page: int) -> Button:
        """Return the button that takes the last change back; it says which, so that it never takes back another."""
        return Button("undo", self._last_change, page, self._say("button.undo"))

    def _button(self, kind: str, page: int, text_id: str = "", tone: Any = "plain") -> Button:  # noqa: ANN401 (a literal)
        return Button(kind, self._guild, page, self._say(text_id or f"button.{kind}"), tone)
