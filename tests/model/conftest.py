from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.model.loopback import Server, serving

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    async with serving() as opened:
        yield opened
