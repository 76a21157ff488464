"""Private pages of a cast of any size."""

from __future__ import annotations

from bot.stage.commands import Open
from bot.stage.state import Performance
from bot.texts import voice
from bot.ui.casting import cast_page, part_menu
from tests.stage.plays import opened, play
from tests.ui.test_playbill import huge

SAY = voice()


def lobby() -> Performance:
    """Return a lobby of sixty free parts."""
    return play(Performance(huge().book), Open("p1"))


def test_a_part_menu_offers_at_most_25_parts_in_100_characters() -> None:
    (menu,) = part_menu(lobby().open_parts("p1"), lobby(), SAY, key=10**18, seq=10**9).menus
    assert len(menu.choices) == 25
    assert all(len(choice.label) <= 100 and 1 <= len(choice.value) <= 100 for choice in menu.choices)
    assert len(menu.custom_id) <= 100
    assert len({choice.value for choice in menu.choices}) == 25


def test_the_pages_of_a_part_menu_offer_every_part_once() -> None:
    pages = [part_menu(lobby().open_parts("p1"), lobby(), SAY, key=7, seq=1, page=page) for page in range(3)]
    offered = [choice.value for page in pages for choice in page.menus[0].choices]
    assert sorted(offered, key=int) == [str(number) for number in range(60)]
    assert [[button.disabled for button in page.buttons] for page in pages] == [
        [True, False],
        [False, False],
        [False, True],
    ]
    assert [button.custom_id for button in pages[1].buttons] == ["parts:7:0", "parts:7:2"]


def test_a_small_cast_has_no_pages_to_turn() -> None:
    assert part_menu(opened().open_parts("p1"), opened(), SAY, key=7, seq=1).buttons == ()


def test_a_page_that_is_no_longer_there_is_the_last_one() -> None:
    assert part_menu(lobby().open_parts("p1"), lobby(), SAY, key=7, seq=1, page=99).buttons[1].disabled


def test_the_whole_cast_stands_on_pages_that_fit() -> None:
    pages = [cast_page(huge(), {"p1": "<@1>"}, SAY, key=7, page=page) for page in range(3)]
    assert all(len(page.content) <= 2000 for page in pages)
    assert pages[0].content.startswith("The cast, page 1 of 3:")
    assert sum(page.content.count("<@1>") for page in pages) == 60
