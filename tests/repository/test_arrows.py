from __future__ import annotations

import graphlib

from tests.repository.tree import Module, listing, modules, within

ARROWS: dict[str, tuple[str, ...]] = {
    "lore": (),
    "bot.rehearsal": (),
    "bot.texts": (),
    "bot.settings": (),
    "bot.logs": (),
    "bot.model": ("lore",),
    "bot.stage": ("lore", "bot.texts"),
    "bot.ui": ("bot.stage", "lore", "bot.texts"),
    "bot.store": ("bot.stage", "lore", "bot.texts"),
    "bot.backstage": ("bot.ui", "bot.stage", "bot.store", "bot.model", "lore", "bot.texts"),
    "bot.cogs": ("bot.backstage", "bot.ui", "bot.stage", "bot.store", "bot.model", "lore", "bot.texts"),
    "bot.client": (
        "bot.cogs",
        "bot.backstage",
        "bot.ui",
        "bot.stage",
        "bot.store",
        "bot.model",
        "lore",
        "bot.texts",
        "bot.settings",
    ),
    "bot.printing": ("lore",),
    "bot.running": ("bot", "lore"),
    "bot.examining": ("bot", "lore"),
    "bot.__main__": ("bot",),
    "migrations": ("bot.store.tables",),
}
"""What each room may import of ours, besides itself. Whoever adds a room adds it here."""

ONLY_UNDER_BOT = ("discord", "sqlmodel", "dotenv", "aiohttp", "openai")
_FILLED_BY_THE_TABLES = ("migrations", "sqlmodel")
"""Alembic compares the database with SQLModel's metadata; the design has the tables under bot and migrations apart."""


def _room_of(module: Module) -> str | None:
    return next((room for room in ARROWS if within(module.name, room)), None)


def _ours() -> list[Module]:
    return [module for module in modules() if not within(module.name, "tests") and module.name != "bot"]


def test_every_module_stands_in_a_room() -> None:
    lost = [module.where for module in _ours() if _room_of(module) is None]
    assert not lost, listing(lost)


def test_rooms_import_only_the_rooms_their_arrows_point_at() -> None:
    wrong = []
    for module in _ours():
        room = _room_of(module) or ""
        allowed = (room, *ARROWS[room])
        for each in module.imports:
            if each.name.split(".")[0] not in {"bot", "lore", "migrations", "tests"}:
                continue
            if not any(within(each.name, target) for target in allowed):
                wrong.append(f"{module.where}:{each.line} imports {each.name}; {room} may import {ARROWS[room]}")
    assert not wrong, listing(wrong)


def test_what_talks_to_the_world_is_imported_only_under_bot() -> None:
    wrong = [
        f"{module.where}:{each.line} imports {each.name}"
        for module in _ours()
        for each in module.imports
        if not within(module.name, "bot")
        and any(within(each.name, library) for library in ONLY_UNDER_BOT)
        and (module.name.split(".")[0], each.name) != _FILLED_BY_THE_TABLES
    ]
    assert not wrong, listing(wrong)


def test_the_rehearsal_room_knows_nothing_of_discord_py_or_the_database() -> None:
    wrong = [
        f"{module.where}:{each.line} imports {each.name}"
        for module in _ours()
        if within(module.name, "bot.rehearsal")
        for each in module.imports
        if any(within(each.name, library) for library in ("discord", "sqlmodel", "sqlalchemy", "dotenv"))
    ]
    assert not wrong, listing(wrong)


def test_only_the_starting_module_knows_the_rehearsal_room() -> None:
    knowing = {
        module.name
        for module in _ours()
        for each in module.imports
        if within(each.name, "bot.rehearsal") and not within(module.name, "bot.rehearsal")
    }
    assert knowing <= {"bot.running"}


def test_no_module_imports_itself_through_others() -> None:
    graph = {
        module.name: {each.name for each in module.imports if not each.for_types and each.name != module.name}
        for module in _ours()
    }
    tuple(graphlib.TopologicalSorter(graph).static_order())
