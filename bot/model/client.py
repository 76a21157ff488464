"""The model as the cogs see it: a wording or none, in bounded time, whatever the endpoint does.

Nothing is raised to the caller and nothing of what was asked or replied is logged.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol

import structlog

from bot.model.breaker import REST, Breaker
from bot.model.checking import check
from bot.model.failures import EndpointError, ModelMissingError
from bot.model.lanes import BusyError, Lanes
from bot.model.prompt import answer_messages, given_text, reply_messages
from bot.model.values import WORDED, Given, Names, Outcome, Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lore import Answer, Ranked

BUDGET = 8.0
MOST_LINES = 8
LANGUAGES = frozenset({"en"})
"""Languages whose frame words the check knows; in any other no sentence but a quotation could pass."""

_log = structlog.get_logger(__name__)


class Completes(Protocol):
    """What is asked of an endpoint."""

    async def complete(self, messages: Sequence[dict[str, str]]) -> str:
        """Return the reply; EndpointError where there is none."""
        ...

    async def close(self) -> None:
        """Close the connections."""
        ...


@dataclass(frozen=True, slots=True)
class _Task:
    messages: Sequence[dict[str, str]]
    lines: Sequence[Given]
    names: Names
    voice: str | None = None


class Model:
    """Words answers and replies from the lines found; `budget` is the most seconds that anybody waits for one."""

    def __init__(
        self, endpoint: Completes, *, budget: float = BUDGET, lanes: Lanes | None = None, breaker: Breaker | None = None
    ) -> None:
        self._endpoint = endpoint
        self._budget = budget
        self._lanes = lanes or Lanes()
        self._breaker = breaker or Breaker()

    async def word_answer(self, server: int, question: str, answer: Answer, *, language: str = "en") -> Outcome:
        """Return the answer in other words, in the third person; `server` is whose place in the queue it takes.

        Nothing is asked where the library abstains, or where the answer was computed and no line contains it.
        """
        lines = given_lines(answer)
        if answer.text is None or answer.source is None or not lines:
            return Outcome(None, "nothing")
        task = _Task(answer_messages(question, lines, language), lines, names_of(answer.lines))
        return await self._word(server, task, language)

    async def word_reply(
        self, server: int, character: str, words: str, answer: Answer, *, language: str = "en"
    ) -> Outcome:
        """Return the character's reply to the words, in the first person, from the lines found that they say."""
        lines = given_lines(answer, speaker=character)
        if answer.text is None or not lines:
            return Outcome(None, "nothing")
        messages = reply_messages(character, words, lines, language)
        return await self._word(server, _Task(messages, lines, names_of(answer.lines), character), language)

    @property
    def is_resting(self) -> bool:
        """Whether the endpoint has failed so often that it is left in peace for a while."""
        return self._breaker.is_resting

    async def close(self) -> None:
        """Close the connections to the endpoint."""
        await self._endpoint.close()

    async def _word(self, server: int, task: _Task, language: str) -> Outcome:
        if language.partition("-")[0] not in LANGUAGES:
            return Outcome(None, "language")
        try:
            reply = await self._asked(server, task.messages)
            # Up to a fifth of a second for the longest lines: too long for a loop that others wait on.
            result = await asyncio.to_thread(check, reply, task.lines, task.names, task.voice)
        except EndpointError as error:
            return _without(error.code)
        except Exception as error:  # noqa: BLE001 (the plain answer is ready: no fault of this room may hold it back)
            _log.error("model.fault", error=type(error).__name__)
            return Outcome(None, "fault")
        return Outcome(result, WORDED) if isinstance(result, Wording) else _without(result.code)

    async def _asked(self, server: int, messages: Sequence[dict[str, str]]) -> str:
        deadline = asyncio.get_running_loop().time() + self._budget
        try:
            async with self._lanes.place(server):
                if not self._breaker.admits():
                    raise EndpointError("resting")
                return await self._tried(messages, deadline)
        except BusyError:
            raise EndpointError("busy") from None

    async def _tried(self, messages: Sequence[dict[str, str]], deadline: float) -> str:
        """Ask once and tell the breaker how it went; to run out of time is a failure, to be called off is none."""
        try:
            async with asyncio.timeout_at(deadline):
                reply = await self._endpoint.complete(messages)
        except TimeoutError:
            self._breaker.failed()
            raise EndpointError("slow") from None
        except EndpointError as error:
            self._breaker.failed(error.rest or REST if error.code == "limited" else error.rest)
            raise
        except BaseException:
            self._breaker.abandoned()
            raise
        self._breaker.succeeded()
        return reply


def _without(code: str) -> Outcome:
    _log.info("model.unused", code=code)
    return Outcome(None, code)


def check_library() -> None:
    """Raise ModelMissingError where the client library is not installed, without loading it."""
    if find_spec("openai") is None:
        raise ModelMissingError(
            "MODEL_URL is set, and the client library for models is not installed. "
            "Install it with: pip install 'footlights[model]', or leave MODEL_URL empty."
        )


def open_model(url: str, name: str, key: str = "") -> Model | None:
    """Return the model the operator named, None where there is none; ModelMissingError where its library is missing."""
    if not (url and name):
        return None
    check_library()
    from bot.model.endpoint import Access, Endpoint  # noqa: PLC0415 (an extra, slow to load: only where a model is named)

    return Model(Endpoint(Access(url, name, key)))


def given_lines(answer: Answer, speaker: str | None = None) -> tuple[Given, ...]:
    """Return the lines the model may use, best first, of one chapter so that a number means one line.

    `speaker` keeps those that this character says.
    """
    first = answer.lines[0].script if answer.lines else None
    found = (each.line for each in answer.lines if each.script is first and each.line.kind != "heading")
    chosen = [line for line in found if speaker is None or line.speaker == speaker]
    return tuple(
        Given(line.number, given_text(line.text), line.kind == "speech", line.speaker, line.to)
        for line in chosen[:MOST_LINES]
    )


def names_of(found: Sequence[Ranked]) -> Names:
    """Return the names of everybody in the best line's chapter."""
    cast = found[0].script.cast if found else ()
    return Names({name: each.name for each in cast for name in (*each.aliases, each.name)})
