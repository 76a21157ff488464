from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.ui.cutting import cut_around, cut_at_clause, first_sentences


def test_a_long_quotation_is_cut_where_a_clause_ends() -> None:
    text = "The door was open, and nobody had seen the lamp; it was still warm."
    assert cut_at_clause(text, 40) == "The door was open…"
    assert cut_at_clause(text, 60) == "The door was open, and nobody had seen the lamp…"


def test_a_quotation_that_fits_is_left_alone() -> None:
    assert cut_at_clause("Sit down.", 300) == "Sit down."


@given(st.text(max_size=400), st.integers(20, 300))
def test_a_cut_quotation_never_exceeds_its_limit(text: str, limit: int) -> None:
    assert len(cut_at_clause(text, limit)) <= limit


def test_an_excerpt_keeps_its_words_between_whole_clauses() -> None:
    text = "It rained all night, and the river rose; the key was under the mat, said the note, and nobody looked there."
    kept = cut_around(text, "under the mat", 60)
    assert (kept.before, kept.words, kept.after) == ("…the key was ", "under the mat", ", said the note…")


@given(st.text(max_size=400), st.text(max_size=60), st.text(max_size=400), st.integers(20, 300))
def test_an_excerpt_never_exceeds_its_limit_and_loses_its_words_only_where_they_are_longer(
    before: str, words: str, after: str, limit: int
) -> None:
    kept = cut_around(before + words + after, words, limit)
    assert len(kept) <= limit
    assert not words or kept.words == words or len(words) > limit


def test_sentences_are_counted_past_titles_of_persons() -> None:
    text = "Mr. Ames met Dr. Hill and Mrs. Poe. They talked. They left. It rained."
    assert first_sentences(text, 3) == "Mr. Ames met Dr. Hill and Mrs. Poe. They talked. They left. …"
    assert first_sentences("They talked. They left.", 3) == "They talked. They left."
