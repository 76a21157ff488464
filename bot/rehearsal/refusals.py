"""How the room says no: Discord's error codes and the tree of errors of an invalid form body.

What is refused stands in the checks and handlers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from bot.rehearsal.shapes import Json


class Code(Enum):
    """Discord's errors: HTTP status, JSON error code, message."""

    GENERAL = (400, 0, "400: Bad Request")
    UNAUTHORIZED = (401, 0, "401: Unauthorized")
    NOT_FOUND = (404, 0, "404: Not Found")
    METHOD_NOT_ALLOWED = (405, 0, "405: Method Not Allowed")
    UNKNOWN_APPLICATION = (404, 10002, "Unknown Application")
    UNKNOWN_CHANNEL = (404, 10003, "Unknown Channel")
    UNKNOWN_GUILD = (404, 10004, "Unknown Guild")
    UNKNOWN_MEMBER = (404, 10007, "Unknown Member")
    UNKNOWN_MESSAGE = (404, 10008, "Unknown Message")
    UNKNOWN_OVERWRITE = (404, 10009, "Unknown permission overwrite")
    UNKNOWN_ROLE = (404, 10011, "Unknown Role")
    UNKNOWN_USER = (404, 10013, "Unknown User")
    UNKNOWN_WEBHOOK = (404, 10015, "Unknown Webhook")
    UNKNOWN_INTERACTION = (404, 10062, "Unknown interaction")
    UNKNOWN_COMMAND = (404, 10063, "Unknown application command")
    UNKNOWN_EVENT = (404, 10070, "Unknown Guild Scheduled Event")
    TOO_MANY_WEBHOOKS = (400, 30007, "Maximum number of webhooks reached (15)")
    TOO_MANY_COMMANDS = (400, 30032, "Maximum number of application commands reached (100)")
    TOO_MANY_EVENTS = (400, 30038, "Maximum number of uncompleted guild scheduled events reached (100)")
    TOO_LARGE = (413, 40005, "Request entity too large")
    ALREADY_ACKNOWLEDGED = (400, 40060, "Interaction has already been acknowledged.")
    MISSING_ACCESS = (403, 50001, "Missing Access")
    NOT_IN_DIRECT_MESSAGE = (403, 50003, "Cannot execute action on a DM channel")
    NOT_THE_AUTHOR = (403, 50005, "Cannot edit a message authored by another user")
    EMPTY_MESSAGE = (400, 50006, "Cannot send an empty message")
    CANNOT_SEND_TO_USER = (403, 50007, "Cannot send messages to this user")
    MISSING_PERMISSIONS = (403, 50013, "Missing Permissions")
    SYSTEM_MESSAGE = (403, 50021, "Cannot execute action on a system message")
    WRONG_CHANNEL_KIND = (400, 50024, "Cannot execute action on this channel type")
    INVALID_WEBHOOK_TOKEN = (401, 50027, "Invalid Webhook Token")
    INVALID_FORM_BODY = (400, 50035, "Invalid Form Body")
    THREAD_ARCHIVED = (400, 50083, "Thread is archived")
    INVALID_JSON = (400, 50109, "The request body contains invalid JSON.")
    EVENT_IS_OVER = (400, 180000, "Cannot update a finished event")
    CANNOT_REPLY = (400, 160002, "Cannot reply without permission to read message history")
    ALREADY_HAS_THREAD = (400, 160004, "A thread has already been created for this message")
    THREAD_LOCKED = (400, 160005, "Thread is locked")

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self.value[0]

    @property
    def number(self) -> int:
        """Discord's own code."""
        return self.value[1]

    @property
    def text(self) -> str:
        """Discord's sentence."""
        return self.value[2]


SLIPS = frozenset({Code.INVALID_FORM_BODY, Code.EMPTY_MESSAGE, Code.INVALID_JSON, Code.TOO_LARGE})
"""What a well-made bot never runs into, whatever the members do: recorded as violations."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a form body: where, Discord's name of the rule, and the sentence."""

    path: str
    rule: str
    text: str

    def __str__(self) -> str:
        return f"{self.path}: {self.text} ({self.rule})"


class ApiError(Exception):
    """A request that Discord refuses, with the reason as Discord gives it."""

    def __init__(self, code: Code, problems: Sequence[Problem] = ()) -> None:
        super().__init__(code.text)
        self.code = code
        self.problems = tuple(problems)

    @property
    def body(self) -> Json:
        """The answer's JSON."""
        body: Json = {"message": self.code.text, "code": self.code.number}
        if self.problems:
            body["errors"] = error_tree(self.problems)
        return body

    @property
    def violations(self) -> list[str]:
        """What to note beside the request, nothing if the refusal is ordinary life."""
        if self.problems:
            return [str(problem) for problem in self.problems]
        return [self.code.text] if self.code in SLIPS else []


def error_tree(problems: Sequence[Problem]) -> Json:
    """Nest problems by the fields they are about, as Discord does."""
    tree: Json = {}
    for problem in problems:
        node = tree
        for name in problem.path.split("."):
            node = node.setdefault(name, {})
        node.setdefault("_errors", []).append({"code": problem.rule, "message": problem.text})
    return tree


def refuse(problems: Sequence[Problem]) -> None:
    """Raise for an invalid form body if there is anything wrong with it."""
    if problems:
        raise ApiError(Code.INVALID_FORM_BODY, problems)
