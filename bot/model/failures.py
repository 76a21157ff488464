"""What keeps a request to the endpoint from bringing a reply."""

from __future__ import annotations


class ModelMissingError(Exception):
    """The client library is not installed; the text says how to install it."""


class EndpointError(Exception):
    """A request that brought no reply: a short code, and the seconds after which the server wants to be asked again."""

    def __init__(self, code: str, rest: float | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.rest = rest
