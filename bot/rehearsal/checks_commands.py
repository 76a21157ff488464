"""The rules for application commands and their options, and for the choices that autocomplete answers.

Pure. Counting how many commands a scope has is the handlers' business.
"""

import re
from collections.abc import Sequence
from typing import Any

from bot.rehearsal.checks import Problems, check_choice, check_count, check_longest, check_range, check_text, repeated
from bot.rehearsal.kinds import CommandKind, OptionKind
from bot.rehearsal.refusals import Problem
from bot.rehearsal.shapes import Json

MOST_CHOICES = 25
LONGEST_COMMAND = 8_000
WHOLE = 1 << 53
NAME = re.compile(r"[-_'\w]{1,32}")
NESTING = frozenset({OptionKind.SUBCOMMAND, OptionKind.GROUP})
WITH_CHOICES = frozenset({OptionKind.STRING, OptionKind.INTEGER, OptionKind.NUMBER})
NAME_RULE = "APPLICATION_COMMAND_INVALID_NAME"


def check_commands(commands: Sequence[Any]) -> Problems:
    """Check a whole set of commands: each by itself, and that no two of a type share a name."""
    problems = [problem for place, command in enumerate(commands) for problem in check_command(command, f"{place}.")]
    names = [(command.get("type", CommandKind.CHAT_INPUT), command.get("name")) for command in commands]
    sentence = "Application command names must be unique"
    return problems + repeated("{}.name", names, "APPLICATION_COMMANDS_DUPLICATE_NAME", sentence)


def check_command(command: Json, prefix: str = "") -> Problems:
    """Check one command with its options."""
    kind = command.get("type") or CommandKind.CHAT_INPUT
    problems = check_choice(f"{prefix}type", kind, tuple(CommandKind))
    if kind != CommandKind.CHAT_INPUT:
        problems += check_text(f"{prefix}name", command.get("name"), 1, 32)
        return problems + check_longest(f"{prefix}description", command.get("description") or None, 0)
    problems += _check_name(f"{prefix}name", command.get("name"))
    problems += check_text(f"{prefix}description", command.get("description"), 1, 100)
    problems += _check_options(prefix, command.get("options") or [], depth=0)
    if _length(command) > LONGEST_COMMAND:
        sentence = f"Command exceeds maximum size ({LONGEST_COMMAND})"
        problems.append(Problem(f"{prefix}options", "APPLICATION_COMMAND_TOO_LARGE", sentence))
    return problems


def _check_name(path: str, name: object) -> Problems:
    text = str(name)
    if isinstance(name, str) and NAME.fullmatch(text) and text == text.lower():
        return []
    return [Problem(path, NAME_RULE, "Command name is invalid")]


def _check_options(prefix: str, options: object, *, depth: int) -> Problems:
    problems = check_count(f"{prefix}options", options, 0, 25)
    if problems or not isinstance(options, list):
        return problems
    for place, option in enumerate(options):
        problems += _check_option(f"{prefix}options.{place}.", option, depth)
    names = [option.get("name") for option in options]
    sentence = "Option names must be unique"
    problems += repeated(f"{prefix}options.{{}}.name", names, "APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATED", sentence)
    return problems + _check_order(prefix, options)


def _check_order(prefix: str, options: Sequence[Json]) -> Problems:
    """Check that required options stand before the others, and subcommands not beside plain options."""
    problems: Problems = []
    required = [bool(option.get("required")) for option in options]
    if required != sorted(required, reverse=True):
        rule = "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"
        problems.append(
            Problem(f"{prefix}options", rule, "Required options must be placed before non-required options")
        )
    if len({option.get("type") in NESTING for option in options}) > 1:
        rule = "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID"
        problems.append(
            Problem(f"{prefix}options", rule, "Sub-command and sub-command group option types are exclusive")
        )
    return problems


def _check_option(path: str, option: Json, depth: int) -> Problems:
    kind = option.get("type")
    problems = check_choice(f"{path}type", kind, tuple(OptionKind))
    problems += _check_name(f"{path}name", option.get("name"))
    problems += check_text(f"{path}description", option.get("description"), 1, 100)
    if kind in NESTING:
        if depth > 1 or (kind == OptionKind.GROUP and depth):
            rule = "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID"
            return [*problems, Problem(f"{path}type", rule, "Sub-commands cannot be nested this deep")]
        return problems + _check_options(path, option.get("options") or [], depth=depth + 1)
    problems += check_range(f"{path}min_length", option.get("min_length"), 0, 6000)
    problems += check_range(f"{path}max_length", option.get("max_length"), 1, 6000)
    return problems + _check_option_choices(path, option)


def _check_option_choices(path: str, option: Json) -> Problems:
    choices = option.get("choices")
    if not choices:
        return []
    if option.get("autocomplete"):
        rule = "APPLICATION_COMMAND_OPTION_AUTOCOMPLETE_CHOICES"
        return [Problem(f"{path}choices", rule, "Autocomplete options may not have choices")]
    if option.get("type") not in WITH_CHOICES:
        rule = "APPLICATION_COMMAND_OPTION_CHOICES_TYPE"
        return [Problem(f"{path}choices", rule, "Options of this type may not have choices")]
    return check_choices(f"{path}choices", choices, int(option["type"]))


def check_choices(path: str, choices: object, kind: int) -> Problems:
    """Check the choices of an option or of autocomplete: how many, how long, and of the option's type."""
    problems = check_count(path, choices, 0, MOST_CHOICES)
    if problems or not isinstance(choices, list):
        return problems
    for place, choice in enumerate(choices):
        problems += check_text(f"{path}.{place}.name", choice.get("name"), 1, 100)
        problems += _check_value(f"{path}.{place}.value", choice.get("value"), kind)
    return problems


def _check_value(path: str, value: object, kind: int) -> Problems:
    if kind == OptionKind.STRING:
        return check_text(path, value, 1, 100)
    if kind == OptionKind.INTEGER:
        return check_range(path, value, -WHOLE, WHOLE)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return []
    return [Problem(path, "NUMBER_TYPE_COERCE", f'Value "{value}" is not number.')]


def _length(command: Json) -> int:
    """Count the characters that Discord counts together: all names, descriptions and values."""
    own = len(str(command.get("name") or "")) + len(str(command.get("description") or ""))
    choices = sum(len(str(choice["name"])) + len(str(choice["value"])) for choice in command.get("choices") or [])
    return own + choices + sum(_length(option) for option in command.get("options") or [])
