"""The endpoint: one request to an OpenAI-compatible server through the official client library, and its failures.

The only module that knows the library, which is an extra; nothing here knows what is asked or whether the reply holds.
No request is repeated, no redirect followed, and no byte read past a bound.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    import httpx2

MOST_BYTES = 256 * 1024
_CLIENT_ERROR = 400
_TOO_MANY = 429
_SERVER_ERROR = 500
_MOST_DIGITS = 6


class ModelMissingError(Exception):
    """The client library is not installed; the text says how to install it."""


class EndpointError(Exception):
    """A request that brought no reply: a short code, and the seconds after which the server wants to be asked again."""

    def __init__(self, code: str, rest: float | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.rest = rest


@dataclass(frozen=True, slots=True)
class Access:
    """Where the model is and what it is called; the key stays out of whatever is printed."""

    url: str
    name: str
    key: str = field(default="", repr=False)


class Endpoint:
    """A connection to the endpoint; `close` it in the end."""

    def __init__(self, access: Access) -> None:
        """Raise ModelMissingError where the client library is not installed."""
        if find_spec("openai") is None:
            raise ModelMissingError(
                "MODEL_URL is set, and the client library for models is not installed. "
                "Install it with: pip install 'footlights[model]', or leave MODEL_URL empty."
            )
        import openai  # noqa: PLC0415 (an extra, and a second's work to load: only where a model is named)

        for name in ("openai", "httpx2", "httpcore2"):
            # Their debug lines hold what members wrote, and addresses.
            logging.getLogger(name).setLevel(logging.WARNING)
        self._name = access.name
        self._library = openai
        self._client = openai.AsyncOpenAI(
            base_url=access.url,
            # The library wants a key even where the server does not.
            api_key=access.key or "unset",
            max_retries=0,
            http_client=_bounded_client(),
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
        except self._library.APIStatusError as error:
            raise EndpointError(_status_code(error.status_code), _rest_of(error.response.headers)) from None
        except self._library.APITimeoutError:
            raise EndpointError("slow") from None
        except self._library.APIConnectionError as error:
            raise EndpointError(_cause_code(error)) from None
        except self._library.OpenAIError:
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


def _rest_of(headers: Any) -> float | None:  # noqa: ANN401 (the library's own mapping)
    """Return the seconds a Retry-After header asks for; a date in it is not read, and the breaker's own rest holds."""
    value = str(headers.get("retry-after") or "")
    return float(value) if value.isdecimal() and len(value) <= _MOST_DIGITS else None


def _cause_code(error: BaseException) -> str:
    cause = error.__cause__ or error.__context__
    return "size" if isinstance(cause, _TooMuchError) else "connection"


class _TooMuchError(Exception):
    """A response longer than any reply can be, or packed so that its length cannot be told."""


def _bounded_client() -> httpx2.AsyncClient:
    """Return a client that follows no redirect, takes nothing packed, and reads no more than a reply can be.

    Errors' bodies are read by the library before it raises; so the bound lies below it. Proxies that the environment
    names are not used.
    """
    import httpx2  # noqa: PLC0415 (comes with the extra)

    class Bounded(httpx2.AsyncByteStream):
        def __init__(self, stream: Any) -> None:  # noqa: ANN401 (a byte stream of the transport's)
            self._stream = stream

        async def __aiter__(self) -> AsyncIterator[bytes]:
            left = MOST_BYTES
            async for chunk in self._stream:
                left -= len(chunk)
                if left < 0:
                    raise _TooMuchError
                yield chunk

        async def aclose(self) -> None:
            await self._stream.aclose()

    class BoundedTransport(httpx2.AsyncHTTPTransport):
        async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
            response = await super().handle_async_request(request)
            if response.headers.get("content-encoding", "identity") != "identity":
                await response.aclose()
                raise _TooMuchError
            return httpx2.Response(
                response.status_code,
                headers=response.headers,
                stream=Bounded(response.stream),
                extensions=response.extensions,
            )

    return httpx2.AsyncClient(
        transport=BoundedTransport(), follow_redirects=False, headers={"accept-encoding": "identity"}, timeout=None
    )
