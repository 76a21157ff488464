"""The book of the bot's requests, for tests that ask what the bot did and whether it kept Discord's rules.

Tokens never stand in it. Which requests break a rule is decided by the checks.
"""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from bot.rehearsal.shapes import Json, Upload

KEPT_REQUESTS = 20_000
SECRET_PARAMETERS = ("webhook_token", "interaction_token")
REDACTED = "***"


@dataclass(frozen=True)
class Entry:
    """One request: its number and time, the templated route, the path asked for, the body, the answer's status.

    The status is 0 where a fault cut the connection and nothing was answered.
    """

    n: int
    at: str
    method: str
    route: str
    path: str
    status: int
    body: object
    files: list[Json]
    violations: list[str]


class Record:
    """The last requests, oldest first."""

    def __init__(self) -> None:
        self._entries: deque[Entry] = deque(maxlen=KEPT_REQUESTS)
        self._count = 0

    def number(self) -> int:
        """Count one request more."""
        self._count += 1
        return self._count

    def add(self, entry: Entry) -> None:
        """Write a request down."""
        self._entries.append(entry)

    def since(self, number: int) -> list[Json]:
        """List the requests after a number."""
        return [asdict(entry) for entry in self._entries if entry.n > number]

    def violations(self) -> list[Json]:
        """List the requests that broke a rule."""
        return [asdict(entry) for entry in self._entries if entry.violations]


def redacted(path: str, parameters: Mapping[str, str]) -> str:
    """Take the tokens out of a path."""
    for name in SECRET_PARAMETERS:
        if parameters.get(name):
            path = path.replace(parameters[name], REDACTED)
    return path


def described(files: Sequence[Upload]) -> list[Json]:
    """Describe files by name and size."""
    return [{"filename": file.filename, "size": len(file.content)} for file in files]
