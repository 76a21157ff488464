from __future__ import annotations

import pytest

from bot.model.lanes import BusyError, Lanes


async def test_a_place_is_free_again_when_its_call_is_over() -> None:
    lanes = Lanes(at_once=1, waiting=0)
    for _ in range(3):
        async with lanes.place(1):
            pass


async def test_no_place_is_had_beyond_those_of_all_servers_together() -> None:
    lanes = Lanes(overall=1)
    async with lanes.place(1):
        with pytest.raises(BusyError):
            async with lanes.place(2):
                pass


async def test_a_call_that_fails_leaves_its_place() -> None:
    lanes = Lanes(at_once=1, waiting=0)
    with pytest.raises(ZeroDivisionError):
        async with lanes.place(1):
            raise ZeroDivisionError
    async with lanes.place(1):
        pass


async def test_a_server_that_asks_no_more_is_forgotten() -> None:
    lanes = Lanes()
    for server in range(100):
        async with lanes.place(server):
            pass
    assert not lanes._lanes
