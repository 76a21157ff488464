from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.ui.cutting import cut_at_clause, share_out


def test_a_long_quotation_is_cut_where_a_clause_ends() -> None:
    text = "The door was open, and nobody had seen the lamp; it was still warm."
    assert cut_at_clause(text, 40) == "The door was open…"
    assert cut_at_clause(text, 60) == "The door was open, and nobody had seen the lamp…"


def test_a_quotation_that_fits_is_left_alone() -> None:
    assert cut_at_clause("Sit down.", 300) == "Sit down."


@given(st.text(max_size=400), st.integers(20, 300))
def test_a_cut_quotation_never_exceeds_its_limit(text: str, limit: int) -> None:
    assert len(cut_at_clause(text, limit)) <= limit


@given(st.lists(st.text(max_size=200), max_size=6))
def test_quotations_shared_come_to_at_most_300_characters(quotations: list[str]) -> None:
    assert sum(map(len, share_out(quotations))) <= 300
