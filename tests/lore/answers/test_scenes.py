"""A larger library: the scene is found first, then its line."""

from __future__ import annotations

import lore
from lore.answers.ranking import SMALL

PLACES = (
    "mill",
    "tower",
    "bakery",
    "harbour",
    "orchard",
    "cellar",
    "market",
    "chapel",
    "quarry",
    "garden",
    "bridge",
    "inn",
)


def chatter(number: int) -> lore.Script:
    place = PLACES[number % len(PLACES)]
    lines: list[tuple[str | None, str]] = [(None, f"The {place} was quiet that morning.")]
    lines += [("Ines" if at % 2 else "Pavel", f"Nothing much happens at the {place} this week.") for at in range(15)]
    return lore.Script.from_lines(f"Chatter {number}", lines)


QUARREL = lore.Script.from_lines(
    "The quarrel",
    [
        (None, "Mara came back to the lighthouse with a sack of flour."),
        ("Tobin", "Where have you been?"),
        ("Mara", "I rowed across the strait to fetch flour."),
        ("Tobin", "And the lantern?"),
        ("Mara", "It fell into the water near the rocks."),
    ],
)
LIBRARY = lore.Library([*(chatter(number) for number in range(12)), QUARREL])


def test_the_library_is_a_large_one() -> None:
    assert len(LIBRARY) > SMALL


def test_the_scene_of_the_people_named_and_the_words_asked_is_found_first() -> None:
    answer = LIBRARY.ask("Why did Mara row across the strait?")
    assert answer.lines[0].script is QUARREL
    assert answer.lines[0].line.number == 3


def test_a_reply_is_found_beside_the_line_it_answers() -> None:
    answer = LIBRARY.ask("What happened to the lantern of Mara?")
    assert 5 in [ranked.line.number for ranked in answer.lines[:3] if ranked.script is QUARREL]


def test_ten_lines_come_with_an_answer_from_a_large_library() -> None:
    for question in ("Why did Mara row across the strait?", "zxcv", "Who is there?"):
        assert len(LIBRARY.ask(question).lines) >= 10


def test_scores_fall_with_the_belief_where_the_scene_is_sure() -> None:
    scores = [ranked.score for ranked in LIBRARY.ask("Why did Mara row across the strait?").lines]
    assert scores[0] == max(scores)


def test_nothing_after_the_ceiling_counts_for_a_scene() -> None:
    first = LIBRARY.scripts[11]
    answer = LIBRARY.ask("Why did Mara row across the strait?", until=(first, 16))
    assert all(ranked.script is not QUARREL for ranked in answer.lines)
    assert answer.text is None
