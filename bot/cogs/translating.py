"""Names and descriptions of commands in the languages of the catalogue, as Discord shows them to each member."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import Locale, app_commands
from discord.app_commands import TranslationContextLocation as Location

from bot.texts import SOURCE_LANGUAGE, command_text, languages

if TYPE_CHECKING:
    from discord.app_commands import TranslationContextTypes, locale_str

_NAMES = frozenset({Location.command_name, Location.group_name})


class CommandTranslator(app_commands.Translator):
    """Looks command texts up; what is not translated stays English."""

    async def translate(self, string: locale_str, locale: Locale, context: TranslationContextTypes) -> str | None:
        """Return the text in a locale's language, or None where there is none."""
        language = locale.value.split("-", maxsplit=1)[0]
        if language == SOURCE_LANGUAGE or language not in languages():
            return None
        if context.location in _NAMES:
            return command_text(language, _full_name(context), kind="name")
        kind = "option" if context.location is Location.parameter_name else ""
        return command_text(language, string.message, kind=kind)


def _full_name(context: TranslationContextTypes) -> str:
    """Return a command's name with that of its group, which tells commands of one word apart."""
    return str(getattr(context.data, "qualified_name", "") or getattr(context.data, "name", ""))
