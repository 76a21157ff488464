from __future__ import annotations

import io
import re
from dataclasses import fields
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from bot.backstage.health import VITAL, VITAL_IN_FORUMS, WISHED
from bot.stage.books import BOOKS
from bot.stage.clock import CLOCKS
from bot.stage.events import Ending, Manner
from bot.stage.hints import LAST_RUNG
from bot.stage.refusals import CODES
from bot.stage.scoring import STRICTNESS
from bot.stage.transcript import FORMATS
from bot.store.people import PERSONAL
from bot.store.values import ServerChoices
from bot.texts import SOURCE_LANGUAGE, languages, voice
from bot.texts import _load as load
from bot.ui.chosen import FIELDS
from bot.ui.setup_pages import PACES

EMPTY = [each.name for each in fields(ServerChoices) if each.default in (None, ())]
BOT = Path(__file__).resolve().parents[2] / "bot"
COMPUTED = {
    *(f"refusal.{code}" for code in CODES),
    *(f"hint.{rung}" for rung in range(1, LAST_RUNG + 1)),
    *(f"{place}.{ending}" for place in ("playbill", "curtain") for ending in Ending),
    *(f"manner.{manner}" for manner in Manner if manner is not Manner.PROMPTER),
    *(f"{place}.clock-{clock}" for clock in CLOCKS for place in ("note", "playbill")),
    *(f"format.{ending}" for ending in FORMATS),
    *(f"book.{book}" for book in BOOKS),
    *(f"book.is-{book}" for book in BOOKS),
    *(f"book.strictness-{percent}" for percent in STRICTNESS),
    *(f"{form}.{text}" for form in ("own", "memory", "improvise") for text in ("title", "label", "hint")),
    "notice.paused.permission",
    "notice.paused.house",
    "notice.paused.nobody-there",
    *(f"doctor.model-{state}" for state in ("unnamed", "missing", "off", "on", "resting")),
    *(f"quote.{kind}" for kind in ("stated", "implied", "unresolved", "narration", "heading")),
    *(f"line.{certainty}" for certainty in ("implied", "unresolved")),
    *(f"line.why-{certainty}" for certainty in ("stated", "implied", "unresolved")),
    *(f"talk.from-{certainty}" for certainty in ("stated", "implied")),
    "limit.member",
    "limit.server",
    "limit.uploads-member",
    "limit.uploads-server",
    "chapter.shelf-full",
    "chapter.drafts-full",
    *(f"doctor.{state}" for state in ("works", "partly", "fails")),
    *(
        f"permission.{name.replace('_', '-')}{end}"
        for name in (*VITAL, *VITAL_IN_FORUMS, *WISHED)
        for end in ("", ".effect")
    ),
    *(f"privacy.kept.{table.replace('_', '-')}" for table in PERSONAL),
    *(f"setting.{field.replace('_', '-')}" for field in FIELDS),
    *(f"setting.none.{field.replace('_', '-')}" for field in EMPTY),
    *(f"setting.clock.{clock}" for clock in CLOCKS),
    *(f"setting.pace.{pace}" for pace in PACES),
    *(f"setup.page.{page}" for page in ("overview", "stage", "people", "house", "changes")),
    *(f"button.{kind}" for kind in ("undo", "unset", "wordlist", "quiet")),
}
"""Ids that are put together at run time."""


def source_ids() -> set[str]:
    """Every string of the code that looks like the id of a text whose group the catalogue has."""
    groups = {text_id.split(".")[0] for text_id in catalogue_ids()}
    code = "\n".join(path.read_text() for path in BOT.rglob("*.py") if not {"rehearsal", "store"} & set(path.parts))
    found = re.findall(rf"[\"']((?:{'|'.join(sorted(groups))})\.[a-z0-9-]+(?:[.][a-z0-9-]+)*)[\"']", code)
    return set(found)


def catalogue_ids() -> set[str]:
    catalogue = load(SOURCE_LANGUAGE)._catalog  # type: ignore[attr-defined]
    return {key[0] if isinstance(key, tuple) else key for key in catalogue} - {""}


def test_every_text_the_code_asks_for_is_in_the_catalogue() -> None:
    unknown = {text_id for text_id in source_ids() if text_id not in catalogue_ids()}
    assert unknown == set()


def test_every_text_of_the_catalogue_is_asked_for() -> None:
    assert catalogue_ids() - source_ids() - COMPUTED == set()


def test_every_computed_id_is_in_the_catalogue() -> None:
    assert COMPUTED - catalogue_ids() == set()


def test_an_unknown_id_is_a_fault() -> None:
    with pytest.raises(KeyError):
        voice()("no.such.text")


def test_a_count_chooses_the_plural() -> None:
    assert voice()("search.found", count=1) == "1 line:"
    assert voice()("search.found", count=2) == "2 lines:"


def test_an_unknown_language_speaks_english() -> None:
    assert voice("xx-YY")("button.say") == voice("en-US")("button.say") == "Say it"


@pytest.mark.parametrize("language", languages())
def test_blanks_are_named_and_closed(language: str) -> None:
    for text in load(language)._catalog.values():  # type: ignore[attr-defined]
        assert all(name is None or name.isidentifier() for _, name, _, _ in Formatter().parse(text) if text)


LONGEST_SENTENCE = 500
OTHERS = [language for language in languages() if language != SOURCE_LANGUAGE]
LABELS = {
    r"button\..*|setup\.page\..*": 80,
    r"(own|memory|improvise|talk|report|words|add)\.(title|form)|quiet\.title": 45,
    r"(own|memory|improvise|talk|quiet|words|report)\.(label|zone|from|to|reason)": 45,
    r"add\.(title|file|text|rights|adult)": 45,
    r".*\.(hint|zone-hint|from-hint|to-hint|title-hint|text-hint|file-about|rights-about|adult-about|placeholder)": 100,
    r"format\..*|setting\.(clock|pace)\..*|setting\.(none\.language|for-ever|days)": 100,
    r"take\.lines|book\.(full|letters|cue)": 100,
}
"""How long Discord lets the texts of some ids be: labels of buttons, titles and labels of forms, hints, choices."""


def _texts_of(language: str) -> dict[str, list[str]]:
    """Every form of every text of a language, by id."""
    texts: dict[str, list[str]] = {}
    for entry in read_po(io.BytesIO((BOT / "texts" / f"{language}.po").read_bytes()), locale=language):
        text_id = entry.id[0] if isinstance(entry.id, tuple | list) else entry.id
        if text_id:
            texts[text_id] = [entry.string] if isinstance(entry.string, str) else list(entry.string)
    return texts


def _blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", OTHERS)
def test_no_text_is_missing_in_another_language_and_none_is_left_over(language: str) -> None:
    ours, theirs = _texts_of(SOURCE_LANGUAGE), _texts_of(language)
    assert sorted(set(ours) - set(theirs)) == []
    assert sorted(set(theirs) - set(ours)) == []
    assert [text_id for text_id, forms in theirs.items() if not all(forms) or len(forms) != len(ours[text_id])] == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_has_the_blanks_of_the_text(language: str) -> None:
    ours, theirs = _texts_of(SOURCE_LANGUAGE), _texts_of(language)
    wrong = [
        text_id
        for text_id, forms in theirs.items()
        if set().union(*map(_blanks, forms)) != set().union(*map(_blanks, ours.get(text_id, forms)))
    ]
    assert wrong == []


@pytest.mark.parametrize("language", languages())
def test_no_label_is_longer_than_discord_takes(language: str) -> None:
    for pattern, longest in LABELS.items():
        for text_id, forms in _texts_of(language).items():
            if re.fullmatch(pattern, text_id):
                assert all(len(text) <= longest for text in forms), text_id


@pytest.mark.parametrize("language", languages())
def test_no_sentence_fills_a_message_by_itself(language: str) -> None:
    assert [text_id for text_id, forms in _texts_of(language).items() if max(map(len, forms)) > LONGEST_SENTENCE] == []
