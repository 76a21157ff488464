"""A transport with bounds: it follows no redirect, takes nothing packed, and reads no more than a reply can be.

The client library reads the bodies of errors before it raises them; so the bounds lie below it. Proxies that the
environment names are not used. Loaded with the extra only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx2

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

MOST_BYTES = 256 * 1024


class TooMuchError(Exception):
    """A response longer than any reply can be, or packed so that its length cannot be told."""


class _BoundedStream(httpx2.AsyncByteStream):
    def __init__(self, stream: httpx2.AsyncByteStream) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        left = MOST_BYTES
        async for chunk in self._stream:
            left -= len(chunk)
            if left < 0:
                raise TooMuchError
            yield chunk

    async def aclose(self) -> None:
        await self._stream.aclose()


class _BoundedTransport(httpx2.AsyncHTTPTransport):
    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        response = await super().handle_async_request(request)
        if response.headers.get("content-encoding", "identity") != "identity":
            await response.aclose()
            raise TooMuchError
        if isinstance(response.stream, httpx2.AsyncByteStream):
            response.stream = _BoundedStream(response.stream)
        return response


def bounded_client() -> httpx2.AsyncClient:
    """Return a client with these bounds; how long a request may take is the caller's to say."""
    return httpx2.AsyncClient(
        transport=_BoundedTransport(), follow_redirects=False, headers={"accept-encoding": "identity"}, timeout=None
    )
