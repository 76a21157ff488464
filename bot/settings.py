"""The operator's settings: read once, from the environment and `.env`, into one frozen value.

The environment wins over `.env`. What a server's admins choose is kept in the store, not here.
"""

from __future__ import annotations

import difflib
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dotenv import dotenv_values
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULTS: Mapping[str, str] = {
    "DISCORD_TOKEN": "",
    "DATABASE_URL": "sqlite+aiosqlite:///footlights.db",
    "DISCORD_API_URL": "",
    "LORE_DIR": "",
    "READING_PACE": "2",
    "ROOM_PORT": "8080",
    "LOG_LEVEL": "INFO",
    "LOG_FORMAT": "console",
    "MODEL_URL": "",
    "MODEL_NAME": "",
    "MODEL_KEY": "",
    "PURGE_DAYS": "14",
}
"""Every setting and what it is when nobody sets it; `.env.example` says why one would."""

_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}
_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
_FORMATS = ("console", "json")
_TOKEN = re.compile(r"[\w-]+\.[\w-]+\.[\w-]+")
_MODEL_ADDRESS = re.compile(r"https?://[^\s/@?#]+(?:/[^\s@?#]*)?(?<!/chat/completions)")
_MODEL_KEY = re.compile(r"[!-~]+")
_HIGHEST_PORT = 65535
_LONGEST_PACE = 60.0
_MOST_DAYS = 365


class SettingsError(Exception):
    """A setting that cannot be used; the text says which, why, and what to put there instead."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, checked: `reading_pace` in seconds, `purge_days` in days, `discord_api_url` with its version."""

    discord_token: str
    database_url: str
    discord_api_url: str
    lore_dir: Path | None
    reading_pace: float
    room_port: int
    log_level: str
    log_format: str
    model_url: str = ""
    model_name: str = ""
    model_key: str = ""
    purge_days: int = 14

    def __repr__(self) -> str:
        """Leave out what must not reach a log: the token, the model's key, the password in the database's address."""
        return f"Settings(discord_token={'set' if self.discord_token else 'unset'}, room_port={self.room_port})"


def read_settings(
    environment: Mapping[str, str] | None = None, folder: Path | None = None
) -> tuple[Settings, tuple[str, ...]]:
    """Return the settings and the warnings about `.env`, read from the environment and the folder's `.env`.

    Raises SettingsError for a value that cannot be used, and for a `.env` that is no text.
    """
    written = _read_env_file((folder or Path.cwd()) / ".env")
    given = os.environ if environment is None else environment
    values = {key: given.get(key) or written.get(key) or default for key, default in DEFAULTS.items()}
    return _check(values), _warnings(written)


def _read_env_file(path: Path) -> dict[str, str]:
    try:
        return {key: value or "" for key, value in dotenv_values(path, interpolate=False).items()}
    except (UnicodeDecodeError, OSError) as error:
        reason = "it is not UTF-8 text" if isinstance(error, UnicodeDecodeError) else error.strerror
        raise SettingsError(
            f"The file .env cannot be read: {reason}. Copy .env.example over it and start again."
        ) from None


def _warnings(written: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(_unknown(key) for key in written if key not in DEFAULTS)


def _unknown(key: str) -> str:
    near = difflib.get_close_matches(key.upper(), DEFAULTS, n=1)
    advice = f"did you mean {near[0]}?" if near else "see .env.example for the names that there are."
    return f"Unknown setting {key} in .env: {advice}"


def _check(values: Mapping[str, str]) -> Settings:
    model_url, model_name = _check_model(values["MODEL_URL"].strip().rstrip("/"), values["MODEL_NAME"].strip())
    return Settings(
        discord_token=check_token(values["DISCORD_TOKEN"].strip()),
        database_url=_check_database(values["DATABASE_URL"].strip()),
        discord_api_url=_check_address(values["DISCORD_API_URL"].strip().rstrip("/")),
        lore_dir=_check_folder(values["LORE_DIR"].strip()),
        reading_pace=_check_pace(values["READING_PACE"].strip()),
        room_port=_check_port(values["ROOM_PORT"].strip()),
        log_level=_check_choice("LOG_LEVEL", values["LOG_LEVEL"].strip().upper(), _LEVELS),
        log_format=_check_choice("LOG_FORMAT", values["LOG_FORMAT"].strip().lower(), _FORMATS),
        model_url=model_url,
        model_name=model_name,
        model_key=_check_key(values["MODEL_KEY"].strip()),
        purge_days=_check_days(values["PURGE_DAYS"].strip()),
    )


def check_token(token: str) -> str:
    """Return the token when it has a bot token's shape (three groups joined by dots), or is empty."""
    if token and not _TOKEN.fullmatch(token):
        raise SettingsError(
            "DISCORD_TOKEN does not look like a bot token: that is three groups of letters joined by two dots, without "
            "blanks or quotes. Copy it anew from your application's Bot page, or leave it empty to rehearse."
        )
    return token


def _check_database(address: str) -> str:
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise SettingsError(
            "DATABASE_URL is no database address. Use sqlite+aiosqlite:///footlights.db, or "
            "postgresql+asyncpg://user:password@host/name."
        ) from None
    driver = _DRIVERS.get(url.drivername, url.drivername)
    if driver not in _DRIVERS.values():
        raise SettingsError(
            f"DATABASE_URL names {url.drivername}, which Footlights does not speak. "
            "Use sqlite+aiosqlite or postgresql+asyncpg."
        )
    return url.set(drivername=driver).render_as_string(hide_password=False)


def _check_address(address: str) -> str:
    if address and not re.fullmatch(r"https?://[^\s/]+(/.*)?/v\d+", address):
        raise SettingsError(
            f"DISCORD_API_URL is {address!r}; it must be an address with its version, such as https://discord.com/api/v10."
        )
    return address


def _check_folder(folder: str) -> Path | None:
    if not folder:
        return None
    path = Path(folder).expanduser()
    if not path.is_dir():
        raise SettingsError(f"LORE_DIR is {folder!r}, which is no folder. Make it, or leave LORE_DIR empty.")
    return path


def _check_pace(text: str) -> float:
    try:
        pace = float(text)
    except ValueError:
        pace = -1.0
    if not 0 <= pace <= _LONGEST_PACE:
        raise SettingsError(
            f"READING_PACE is {text!r}; it must be seconds between 0 and {_LONGEST_PACE:.0f}, such as 2."
        )
    return pace


def _check_days(text: str) -> int:
    days = int(text) if text.isdecimal() else 0
    if not 1 <= days <= _MOST_DAYS:
        raise SettingsError(f"PURGE_DAYS is {text!r}; it must be a number of days from 1 to {_MOST_DAYS}, such as 14.")
    return days


def _check_port(text: str) -> int:
    port = int(text) if text.isdecimal() else -1
    if not 0 <= port <= _HIGHEST_PORT:
        raise SettingsError(
            f"ROOM_PORT is {text!r}; it must be a port from 1 to {_HIGHEST_PORT}, or 0 for any free one."
        )
    return port


def _check_choice(name: str, value: str, choices: tuple[str, ...]) -> str:
    if value not in choices:
        raise SettingsError(f"{name} is {value!r}; it must be one of {', '.join(choices)}.")
    return value


def _check_model(address: str, name: str) -> tuple[str, str]:
    """Return the model's address and name; neither is repeated in a refusal, as a key may have been put there."""
    if address and not _MODEL_ADDRESS.fullmatch(address):
        raise SettingsError(
            "MODEL_URL is no address of an OpenAI-compatible server. It must begin with http:// or https:// and end "
            "before /chat/completions, without a user or a key in it, such as http://127.0.0.1:11434/v1."
        )
    if bool(address) != bool(name):
        missing, given = ("MODEL_NAME", "MODEL_URL") if address else ("MODEL_URL", "MODEL_NAME")
        raise SettingsError(f"{missing} is empty, but {given} is set. Set both to use a model, or neither.")
    return address, name


def _check_key(key: str) -> str:
    if key and not _MODEL_KEY.fullmatch(key):
        raise SettingsError(
            "MODEL_KEY holds blanks, or characters no key is made of. Copy it anew, or leave it empty where the server "
            "asks for none."
        )
    return key
