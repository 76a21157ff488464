"""The circuit breaker: an endpoint that keeps failing is left in peace for a while.

It counts and reads a clock it is given; it waits for nothing and calls nobody.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

FAILURES = 3
REST = 30.0
LONGEST_REST = 600.0


@dataclass(slots=True)
class Breaker:
    """Admits calls until several in a row have failed, then none for a rest, then one at a time until one succeeds.

    Times are seconds of a clock that only goes forward. Each rest is twice as long as the one before it.
    """

    clock: Callable[[], float] = time.monotonic
    failures: int = FAILURES
    rest: float = REST
    _failed: int = 0
    _rests: int = 0
    _until: float = 0.0
    _trying: bool = False

    def admits(self) -> bool:
        """Tell whether a call may be made; one that may must be followed by `succeeded`, `failed` or `abandoned`."""
        if self._rests == 0:
            return True
        if self._trying or self.clock() < self._until:
            return False
        self._trying = True
        return True

    @property
    def is_resting(self) -> bool:
        """Whether calls are turned away at present."""
        return self._rests > 0 and (self._trying or self.clock() < self._until)

    def succeeded(self) -> None:
        """Note that a call was answered as it should be."""
        self._failed, self._rests, self._trying = 0, 0, False

    def abandoned(self) -> None:
        """Note that a call was given up by who made it, which says nothing of the endpoint."""
        self._trying = False

    def failed(self, rest: float | None = None) -> None:
        """Note that a call failed; `rest`, in seconds, is how long the endpoint asks to be left in peace."""
        self._failed += 1
        if rest is None and self._failed < self.failures and not self._rests:
            return
        if self._trying or not self._rests:
            self._rests += 1
        own = self.rest * 2 ** min(self._rests - 1, 10)
        self._until = max(self._until, self.clock() + min(max(own, rest or 0.0), LONGEST_REST))
        self._trying = False
