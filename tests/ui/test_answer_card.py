from __future__ import annotations

import lore
from bot.texts import voice
from bot.ui.answer_card import Found, KeptCard, Searched, context_page, why_page, with_buttons
from bot.ui.pages import Page

SAY = voice()
CARD = KeptCard(
    question="And why?",
    answer="because",
    said=True,
    searched=(Searched("The Boat", 9), Searched("The Kiln", 4, cut=True)),
    found=(Found(1, 3, 4.26, "has boat"), Found(1, 5, 1.5, "near")),
    shared="shared",
    read_as="why sell the boat",
    knows=((1, 5), (2, 4)),
)
SCRIPT = lore.Script.from_lines("Wall", [("Hob", f"Sheep number {number}.") for number in range(1, 13)])


def test_a_kept_card_comes_back_as_it_was() -> None:
    assert KeptCard.from_data(CARD.to_data()) == CARD


def test_why_this_says_what_was_searched_what_it_scored_and_what_was_turned_down() -> None:
    assert why_page(CARD, SAY).content.splitlines() == [
        "Searched: all 9 lines of The Boat, 4 lines of The Kiln, which is as far as the performance here has come.",
        "Read together with your last question: why sell the boat",
        "What fitted best:",
        "- **Line 3** was chosen: has boat (scored 4.3)",
        "- Line 5 was turned down: near (scored 1.5)",
    ]


def test_what_a_card_tells_of_is_compared_with_what_was_reached() -> None:
    assert CARD.tells_beyond({}) is None
    assert CARD.tells_beyond({1: 5, 2: 4}) is None
    assert CARD.tells_beyond({1: 4}) == 5


def test_a_card_without_lines_has_no_buttons() -> None:
    empty = KeptCard("?", "", said=False, searched=(), found=(), shared="")
    assert with_buttons(Page("nothing"), 1, empty, SAY).buttons == ()


def test_pages_around_a_line_meet_without_a_gap() -> None:
    seen: list[str] = []
    page = context_page(SCRIPT, 7, 3, SAY, proof=3, links={})
    while True:
        seen += [row for row in page.content.splitlines() if "Sheep" in row]
        later = page.buttons[-1]
        if later.disabled:
            break
        page = context_page(SCRIPT, 7, later.seq, SAY, proof=3, links={})
    assert all(any(f"Sheep number {number}." in row for row in seen) for number in range(1, 13))
    assert sum(row.startswith("> ") for row in seen) == 1


def test_of_a_script_that_nobody_has_come_to_nothing_is_shown() -> None:
    assert "has not come to the first line" in context_page(SCRIPT.up_to(0), 7, 3, SAY, proof=3, links={}).content
