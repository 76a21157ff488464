"""The rules for form bodies that every resource shares: lengths, ranges, required fields.

Pure. Each check returns the problems it finds. Rules of messages, components, commands and embeds have modules
of their own.
"""

from collections.abc import Collection, Sequence

from bot.rehearsal.refusals import Problem
from bot.rehearsal.shapes import Json

Problems = list[Problem]


def required(path: str) -> Problem:
    """Say that a field must be there."""
    return Problem(path, "BASE_TYPE_REQUIRED", "This field is required")


def check_text(path: str, value: object, least: int, most: int) -> Problems:
    """Check a text's length in code points."""
    if value is None:
        return [required(path)] if least else []
    if not isinstance(value, str):
        return [Problem(path, "STRING_TYPE_CONVERT", "Could not interpret as string.")]
    if not value.strip() and least:
        return [required(path)]
    if not least <= len(value) <= most:
        sentence = f"Must be between {least} and {most} in length."
        return [Problem(path, "BASE_TYPE_BAD_LENGTH", sentence)]
    return []


def check_longest(path: str, value: object, most: int) -> Problems:
    """Check that a text, if there is one, is not too long."""
    if value is None:
        return []
    if not isinstance(value, str):
        return [Problem(path, "STRING_TYPE_CONVERT", "Could not interpret as string.")]
    if len(value) > most:
        return [Problem(path, "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")]
    return []


def check_count(path: str, values: object, least: int, most: int) -> Problems:
    """Check how many things a list holds."""
    if not isinstance(values, list):
        return [Problem(path, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")]
    if not least <= len(values) <= most:
        sentence = f"Must be between {least} and {most} in length."
        return [Problem(path, "BASE_TYPE_BAD_LENGTH", sentence)]
    return []


def check_range(path: str, value: object, least: int, most: int) -> Problems:
    """Check that a whole number, if there is one, lies within bounds."""
    if value is None:
        return []
    if not isinstance(value, int) or isinstance(value, bool):
        return [Problem(path, "NUMBER_TYPE_COERCE", f'Value "{value}" is not int.')]
    if not least <= value <= most:
        sentence = f"int value should be between {least} and {most}."
        return [Problem(path, "NUMBER_TYPE_RANGE", sentence)]
    return []


def check_choice(path: str, value: object, allowed: Collection[object]) -> Problems:
    """Check that a value is one of those allowed."""
    if value in allowed:
        return []
    listed = ", ".join(str(choice) for choice in sorted(allowed, key=str))
    return [Problem(path, "BASE_TYPE_CHOICES", f"Value must be one of ({listed}).")]


def repeated(path: str, values: Sequence[object], rule: str, sentence: str) -> Problems:
    """Say which values of a list, if any, stand in it twice; ``path`` takes the place's number."""
    seen: set[object] = set()
    problems = []
    for place, value in enumerate(values):
        if value in seen:
            problems.append(Problem(path.format(place), rule, sentence))
        seen.add(value)
    return problems


def check_webhook_name(path: str, name: object) -> Problems:
    """Check what a webhook may be called: 1 to 80 characters, and no word that could pass for Discord itself."""
    problems = check_text(path, name, 1, 80)
    lowered = str(name).lower()
    for word in ("discord", "clyde"):
        if word in lowered:
            rule, sentence = "USERNAME_INVALID_CONTAINS", f'Username cannot contain "{word}"'
            problems.append(Problem(path, rule, sentence))
    return problems


def check_thread(body: Json) -> Problems:
    """Check the body that creates or changes a thread."""
    problems = check_text("name", body.get("name"), 1, 100)
    if body.get("auto_archive_duration") is not None:
        problems += check_choice("auto_archive_duration", body["auto_archive_duration"], (60, 1440, 4320, 10080))
    return problems + check_range("rate_limit_per_user", body.get("rate_limit_per_user"), 0, 21_600)
