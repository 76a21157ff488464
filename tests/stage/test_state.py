from __future__ import annotations

import pytest

from bot.stage.events import Opened, Recorded
from bot.stage.state import Performance, fold
from tests.stage.plays import NOON, small_book


def test_an_event_out_of_order_is_a_fault() -> None:
    with pytest.raises(ValueError, match="event 2 cannot follow event 0"):
        fold(Performance(small_book()), Recorded(2, NOON, Opened("p1")))
