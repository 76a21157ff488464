"""The endpoint: one request to an OpenAI-compatible server through the official client library, and its failures.

The only module that knows the library, which is an extra: import this one where a model is opened and nowhere else.
Nothing here knows what is asked or whether the reply holds. No request is repeated.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import httpx2
import openai

from bot.model.bounds import TooMuchError, bounded_client
from bot.model.failures import EndpointError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_CLIENT_ERROR = 400
_TOO_MANY = 429
_SERVER_ERROR = 500
_MOST_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Access:
    """Where the model is and what it is called; the key stays out of whatever is printed."""

    url: str
    name: str
    key: str = field(default="", repr=False)


class Endpoint:
    """A connection to the endpoint; `close` it in the end."""

    def __init__(self, access: Access) -> None:
        for name in ("openai", "httpx2", "httpcore2"):
            # Their debug lines hold what members wrote, and addresses.
            logging.getLogger(name).setLevel(logging.WARNING)
        self._name = access.name
        self._client = openai.AsyncOpenAI(
            base_url=access.url,
            # The library wants a key even where the server does not.
            api_key=access.key or "unset",
            max_retries=0,
            http_client=bounded_client(),
        )

    async def complete(self, messages: Sequence[dict[str, str]]) -> str:
        """Return the model's reply to the messages; EndpointError where there is none.

        Only what every compatible server knows is sent: the model's name and the messages.
        """
        try:
            response = await self._client.chat.completions.with_raw_response.create(
                model=self._name,
                messages=messages,  # type: ignore[arg-type]  # plain dicts of the shape the library describes
            )
            return _content_of(response.text)
        except openai.APIStatusError as error:
            raise EndpointError(_status_code(error.status_code), _rest_of(error.response.headers)) from None
        except TooMuchError:
            raise EndpointError("size") from None
        except (openai.APIConnectionError, httpx2.HTTPError):
            raise EndpointError("connection") from None
        except openai.OpenAIError:
            raise EndpointError("broken") from None

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()


def _content_of(body: str) -> str:
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        raise EndpointError("broken") from None
    try:
        content = data["choices"][0]["message"]["content"]
    except (KeyError, IndexError, TypeError):
        raise EndpointError("shape") from None
    if not isinstance(content, str):
        raise EndpointError("shape")
    return content


def _status_code(status: int) -> str:
    if status == _TOO_MANY:
        return "limited"
    return "failed" if status >= _SERVER_ERROR or status < _CLIENT_ERROR else "refused"


def _rest_of(headers: Mapping[str, str]) -> float | None:
    """Return the seconds a Retry-After header asks for; a date in it is not read, and the breaker's own rest holds."""
    value = headers.get("retry-after", "")
    return float(value) if value.isascii() and value.isdecimal() and len(value) <= _MOST_DIGITS else None
