"""The `footlights` command.

Each subcommand reads the settings, does one thing, and exits with 0, or with 2 and one sentence that says what to do.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NoReturn

import click

from bot.settings import Settings, SettingsError, read_settings

if TYPE_CHECKING:
    from collections.abc import Callable

EXIT_UNUSABLE = 2


def fail(reason: str) -> NoReturn:
    """End with one sentence and the exit status for things the operator can mend."""
    click.echo(f"footlights: {reason}", err=True)
    sys.exit(EXIT_UNUSABLE)


def settings_or_fail() -> Settings:
    """Return the settings after their warnings were shown; end where one cannot be used."""
    try:
        settings, warnings = read_settings()
    except SettingsError as error:
        fail(str(error))
    for warning in warnings:
        click.echo(f"footlights: {warning}", err=True)
    return settings


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="footlights", prog_name="footlights")
def main() -> None:
    """Read a chapter, ask about it, play it."""


@main.command()
@click.option("--rehearsal/--no-rehearsal", default=True, help="Whether to rehearse where no token is set.")
def run(*, rehearsal: bool) -> None:
    """Start the bot on Discord, or the rehearsal room where no token is set."""
    settings = settings_or_fail()
    if not settings.discord_token and not rehearsal:
        fail(
            "DISCORD_TOKEN is not set. Put your bot's token into .env (see .env.example), "
            "or leave --no-rehearsal out to rehearse without one."
        )
    from bot.running import run_on_discord, run_rehearsal  # noqa: PLC0415 (keeps the other subcommands quick)

    start = run_on_discord if settings.discord_token else run_rehearsal
    _end_with(lambda: start(settings))


@main.command()
@click.option("--port", type=click.IntRange(0, 65535), help="The room's port on 127.0.0.1; 0 takes any free one.")
@click.option("--reset", is_flag=True, help="Begin with an empty room.")
def rehearse(*, port: int | None, reset: bool) -> None:
    """Open the rehearsal room: a small Discord on this machine, no account needed."""
    settings = settings_or_fail()
    from bot.running import run_rehearsal  # noqa: PLC0415 (keeps the other subcommands quick)

    _end_with(lambda: run_rehearsal(settings, port=port, reset=reset))


def _end_with(start: Callable[[], str]) -> None:
    """Run something that returns why it ended, or nothing where it ended as it should."""
    reason = start()
    if reason:
        fail(reason)


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=str))
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def script(file: str, *, as_json: bool) -> None:
    """Print how a text was read: who says every line, and what is doubtful."""
    from bot.printing import print_script  # noqa: PLC0415 (keeps the other subcommands quick)

    _end_with(lambda: print_script(file, as_json=as_json))


@main.command()
@click.argument("question")
@click.option("--file", "path", type=click.Path(exists=True, dir_okay=False, path_type=str), help="Ask this text.")
def ask(question: str, path: str | None) -> None:
    """Ask the bundled chapter, or a text of yours, a question."""
    from bot.printing import print_answer  # noqa: PLC0415 (keeps the other subcommands quick)

    _end_with(lambda: print_answer(question, path))


@main.command()
def db() -> None:
    """Bring the database to this version's schema and say where it stands."""
    settings = settings_or_fail()
    from bot.running import migrate_database  # noqa: PLC0415 (keeps the other subcommands quick)

    _end_with(lambda: migrate_database(settings))


@main.command()
def doctor() -> None:
    """Check the settings, the database and the servers' channels, and say what is wrong."""
    settings = settings_or_fail()
    from bot.examining import examine  # noqa: PLC0415 (keeps the other subcommands quick)

    _end_with(lambda: examine(settings))


if __name__ == "__main__":
    main()
