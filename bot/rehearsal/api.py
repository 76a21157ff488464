"""What a REST handler gets and gives: a call, an answer, and the table row that names its route.

Handlers are plain functions and never wait, so that each act upon the world is whole. Reading requests and
writing answers is the dispatcher's.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.rehearsal.house import House
from bot.rehearsal.refusals import ApiError, Code
from bot.rehearsal.shapes import Json, Upload
from bot.rehearsal.world import World

PREFIX = "/api/v10"


@dataclass(frozen=True)
class Answer:
    """An answer that is not simply 200 with a body."""

    status: int
    body: object = None


@dataclass(frozen=True)
class Call:
    """One request as a handler sees it."""

    house: House
    parameters: Mapping[str, str]
    query: Mapping[str, str]
    payload: object = None
    files: Sequence[Upload] = field(default_factory=tuple)

    @property
    def world(self) -> World:
        """The world."""
        return self.house.world

    @property
    def bot_id(self) -> str:
        """Whoever asks: the application's bot."""
        return self.world.bot_id

    @property
    def body(self) -> Json:
        """The body as an object; nothing sent reads as an empty one."""
        if self.payload is None:
            return {}
        if not isinstance(self.payload, dict):
            raise ApiError(Code.INVALID_FORM_BODY)
        return self.payload

    @property
    def rows(self) -> list[Json]:
        """The body as a list of objects."""
        if not isinstance(self.payload, list) or not all(isinstance(row, dict) for row in self.payload):
            raise ApiError(Code.INVALID_FORM_BODY)
        return self.payload

    def __getitem__(self, parameter: str) -> str:
        return self.parameters[parameter]

    def flag(self, name: str) -> bool:
        """Read a query field that says yes or no."""
        return self.query.get(name, "").lower() in ("true", "1")

    def number(self, name: str, default: int, least: int, most: int) -> int:
        """Read a query field that is a number, brought within bounds."""
        text = self.query.get(name, "")
        return max(least, min(most, int(text))) if text.lstrip("-").isdigit() else default


Handler = Callable[[Call], object]


@dataclass(frozen=True)
class Route:
    """A row of the route table; ``template`` names its parameters as Discord's API description does."""

    method: str
    template: str
    handler: Handler
    authenticated: bool = True
