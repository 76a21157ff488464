"""Commands in every language: nothing is missing, nothing is longer than Discord takes, no two names are the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import discord
import pytest
from discord.app_commands import TranslationContextLocation as Location

from bot.client import _COGS, Footlights
from bot.cogs.translating import CommandTranslator
from bot.settings import Settings
from bot.texts import SOURCE_LANGUAGE, command_text, languages, voice
from bot.texts import _command_texts as command_texts
from bot.texts import _load as load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from discord.app_commands import TranslationContextTypes, locale_str
    from sqlalchemy.ext.asyncio import AsyncEngine

OTHERS = [language for language in languages() if language != SOURCE_LANGUAGE]
LOCALES = {"es": discord.Locale.spain_spanish}
_NAME = re.compile(r"[-_'\w]{1,32}")
LONGEST_DESCRIPTION = 100
LONGEST_NAME = 32


class Remembering(CommandTranslator):
    """The translator, which also remembers what it was asked for in one locale and did not know."""

    def __init__(self, locale: discord.Locale) -> None:
        self.locale = locale
        self.unknown: list[str] = []
        self.asked: set[tuple[str, str]] = set()

    async def translate(
        self, string: locale_str, locale: discord.Locale, context: TranslationContextTypes
    ) -> str | None:
        found = await super().translate(string, locale, context)
        if locale is self.locale:
            kind = context.location.name
            self.asked.add((kind, string.message))
            if found is None:
                self.unknown.append(f"{kind}: {string.message} ({getattr(context.data, 'qualified_name', '')})")
        return found


async def payloads(engine: AsyncEngine, translator: CommandTranslator) -> list[dict[str, Any]]:
    bot = Footlights(Settings("", "", "", None, 0.0, 0, "INFO", "console"), engine)
    for name in _COGS:
        await bot.load_extension(f"bot.cogs.{name}")
    return [await command.get_translated_payload(bot.tree, translator) for command in bot.tree.get_commands()]


def walk(parts: list[dict[str, Any]], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every command, group, option and choice with the names of those above it."""
    for part in parts:
        name = f"{path} {part['name']}".strip()
        yield name, part
        yield from walk(part.get("options", []), name)
        yield from ((f"{name}={choice['name']}", choice) for choice in part.get("choices", []))


@pytest.mark.parametrize("language", OTHERS)
async def test_no_text_of_a_command_is_missing(engine: AsyncEngine, language: str) -> None:
    translator = Remembering(LOCALES[language])
    await payloads(engine, translator)
    assert translator.unknown == []
    assert translator.asked


@pytest.mark.parametrize("language", OTHERS)
async def test_names_and_descriptions_are_what_discord_takes(engine: AsyncEngine, language: str) -> None:
    locale = LOCALES[language].value
    for path, part in walk(await payloads(engine, CommandTranslator())):
        name = part["name_localizations"][locale]
        if "=" in path:
            assert 1 <= len(name) <= LONGEST_DESCRIPTION, path
        elif "description" not in part:
            assert 1 <= len(name) <= LONGEST_NAME, path
        else:
            assert _NAME.fullmatch(name), path
            assert name == name.lower(), path
            assert 1 <= len(part["description_localizations"][locale]) <= LONGEST_DESCRIPTION, path


@pytest.mark.parametrize("language", OTHERS)
async def test_no_two_neighbours_have_the_same_name(engine: AsyncEngine, language: str) -> None:
    locale = LOCALES[language].value

    def check(parts: list[dict[str, Any]]) -> None:
        names = [part["name_localizations"][locale] for part in parts]
        assert len(names) == len(set(names)), names
        for part in parts:
            check(part.get("options", []))

    check(await payloads(engine, CommandTranslator()))


@pytest.mark.parametrize("language", languages())
async def test_every_command_that_a_text_names_is_there_under_that_name(engine: AsyncEngine, language: str) -> None:
    locale = LOCALES[language].value if language in LOCALES else ""
    known = set()
    for path, part in walk(await payloads(engine, CommandTranslator())):
        if "=" not in path and len(path.split()) <= 2:
            known.add(_localised(path, language) if locale else path)
            assert part
    texts = load(language)._catalog.values()  # type: ignore[attr-defined]
    named = {" ".join(filter(None, match.groups())) for text in texts for match in re.finditer(r"`/([^`]+)`", text)}
    assert {name for name in named if name not in known} == set()


def _localised(path: str, language: str) -> str:
    words = path.split()
    full = [" ".join(words[: place + 1]) for place in range(len(words))]
    return " ".join(command_text(language, each, kind="name") or word for each, word in zip(full, words, strict=True))


@pytest.mark.parametrize("language", OTHERS)
async def test_nothing_is_translated_that_no_command_says(engine: AsyncEngine, language: str) -> None:
    translator = Remembering(LOCALES[language])
    made = await payloads(engine, translator)
    names = {path for path, _ in walk(made) if "=" not in path}
    kinds = {Location.parameter_name.name: "option"}
    said = {(kinds.get(kind, ""), text) for kind, text in translator.asked if not kind.endswith(("d_name", "p_name"))}
    said |= {("name", name) for name in names}
    assert {entry for entry in command_texts(language) if entry not in said} == set()


def test_both_kinds_of_spanish_speak_it() -> None:
    assert voice("es-ES")("button.say") == voice("es-419")("button.say") == voice("es")("button.say") != "Say it"
