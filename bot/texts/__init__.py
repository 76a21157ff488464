"""Everything the bot says, in one catalogue a language: GNU gettext files, read with Babel.

Code names a text by its id and hands in the values; wording, plurals and translations stand in `<language>.po` beside
this file, where any gettext editor finds them. Log lines and the operator's console are not members' texts and are not
here. A leaf: it imports nothing of ours.
"""

from __future__ import annotations

import gettext
import io
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Protocol

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

if TYPE_CHECKING:
    from collections.abc import Mapping

SOURCE_LANGUAGE = "en"


class Say(Protocol):
    """A voice in one language: the text of an id, its blanks filled with the values."""

    def __call__(self, text_id: str, /, **values: object) -> str:
        """Return the text; KeyError for an unknown id. A value named `count` chooses the plural."""
        ...


@cache
def languages() -> tuple[str, ...]:
    """Return the languages there is a catalogue for."""
    names = (entry.name for entry in files(__package__).iterdir())
    return tuple(sorted(name.removesuffix(".po") for name in names if name.endswith(".po")))


def language_of(locale: str) -> str:
    """Return the language in which a Discord locale such as "es-ES" is spoken to: English where it has no catalogue."""
    return next((name for name in (locale, locale.split("-", maxsplit=1)[0]) if name in languages()), SOURCE_LANGUAGE)


@cache
def language_name(language: str) -> str:
    """Return the name of a language in itself, such as "Español"."""
    return (Locale.parse(language).get_display_name(language) or language).capitalize()


@cache
def voice(locale: str = SOURCE_LANGUAGE) -> Say:
    """Return the voice for a Discord locale such as "es-ES"; English where there is no catalogue for it."""
    translations = _load(language_of(locale))

    def say(text_id: str, /, **values: object) -> str:
        count = values.get("count")
        if isinstance(count, int):
            text = translations.ngettext(text_id, text_id, count)
        else:
            text = translations.gettext(text_id)
        if text == text_id:
            raise KeyError(text_id)
        return text.format_map(values)

    return say


def command_text(language: str, text: str, *, kind: str = "") -> str | None:
    """Return a command's text in another language, or None where it is not translated.

    `kind` is "name" for the full name of a command, "option" for an option's, and empty for what describes them: one
    English word may be two in another language.
    """
    return _command_texts(language).get((kind, text))


@cache
def _command_texts(language: str) -> Mapping[tuple[str, str], str]:
    source = io.BytesIO((files(__package__) / "commands" / f"{language}.po").read_bytes())
    entries = read_po(source, locale=language, abort_invalid=True)
    return {(entry.context or "", str(entry.id)): str(entry.string) for entry in entries if entry.id}


@cache
def _load(language: str) -> gettext.GNUTranslations:
    source = io.BytesIO((files(__package__) / f"{language}.po").read_bytes())
    compiled = io.BytesIO()
    write_mo(compiled, read_po(source, locale=language, abort_invalid=True))
    compiled.seek(0)
    translations = gettext.GNUTranslations(compiled)
    if language != SOURCE_LANGUAGE:
        translations.add_fallback(_load(SOURCE_LANGUAGE))
    return translations
