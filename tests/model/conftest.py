from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from aiohttp import web

from tests.model.loopback import Server

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    kept = Server()
    app = web.Application()
    app.router.add_post("/v1/chat/completions", kept.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    kept.url = f"http://{host}:{port}/v1"
    yield kept
    await kept.close()
    await runner.cleanup()
