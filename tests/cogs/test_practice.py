"""`/practice`: private, stepwise, through a restart, trouble lines first."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from bot.cogs import practice_steps
from bot.stage.scoring import compare
from tests.cogs.scenes import scene
from tests.theatre import answers_to, buttons_of, is_private, said
from tests.theatre import press as press_old

if TYPE_CHECKING:
    import simcord

    from bot.stage.scoring import Comparison
    from tests.theatre import Message, Playhouse, Server


async def begin(server: Server, name: str = "ann", **options: object) -> Message:
    """Begin a practice of the small chapter and return its private page."""
    begun = await server.member(name).slash(server.channel, "practice", **options)
    assert is_private(begun)
    return answers_to(begun)[-1]


async def press(server: Server, page: Message, label: str, name: str = "ann") -> simcord.InteractionResult:
    return await server.member(name).click(page, label=label)


async def test_the_bot_reads_the_others_and_the_line_is_the_members(server: Server) -> None:
    page = await begin(server, part="Tobin", book="letters", chapter="The Boat")
    assert "> **Mara** You kept the boat." in page.content
    assert "Line 4, by first letters: I k h d, t." in page.content
    assert "I kept her dry" not in page.content


@pytest.mark.parametrize("restarted", [False, True])
async def test_it_goes_on_line_by_line_also_after_a_restart(
    playhouse: Playhouse, server: Server, *, restarted: bool
) -> None:
    page = await begin(server, part="Mara", book="cue")
    if restarted:
        await playhouse.restart()
    shown = await press(server, page, "Show it")
    assert "Line 3: You kept the boat." in said(shown)
    after = await press(server, answers_to(shown)[-1], "Missed it")
    assert "Line 5 is yours." in said(after)


async def test_what_was_missed_comes_first_the_next_time(server: Server) -> None:
    page = await begin(server, part="Mara", book="cue")
    page = answers_to(await press(server, page, "Knew it"))[-1]
    await press(server, page, "Missed it")
    again = await begin(server, part="Mara", book="cue")
    assert "First a line that you missed before." in again.content
    assert "Line 5 is yours." in again.content


async def test_a_button_of_an_older_step_shows_where_it_stands(server: Server) -> None:
    page = await begin(server, part="Mara", book="cue")
    custom_id = buttons_of(page)["Knew it"]
    await server.member("ann").click(page, custom_id=custom_id)
    stale = await press_old(server.member("ann"), server.channel, custom_id)
    assert "Line 5 is yours." in said(stale)


async def test_in_a_performance_the_part_is_ones_own(server: Server) -> None:
    await scene(server)
    begun = await server.member("bob").slash(server.thread, "practice", book="full")
    assert said(begun).startswith("**Tobin**")


async def test_the_end_is_told_and_once_more_begins_anew(server: Server) -> None:
    page = await begin(server, part="Mara", book="full")
    for _ in range(3):
        page = answers_to(await press(server, page, "Knew it"))[-1]
    assert page.content.startswith("That was **Mara**.")
    assert "3 lines to go" in said(await press(server, page, "Once more"))


async def test_a_part_that_is_not_there_is_told(server: Server) -> None:
    refused = await server.member("ann").slash(server.channel, "practice", part="Hamlet")
    assert said(refused).startswith("Nobody called Hamlet speaks in The Boat.")


async def test_stopping_keeps_the_list_of_what_was_missed(server: Server) -> None:
    page = await begin(server, part="Mara", book="cue")
    page = answers_to(await press(server, page, "Missed it"))[-1]
    assert "come first when you practise again" in said(await press(server, page, "Stop"))
    assert "First a line that you missed before." in (await begin(server, part="Mara", book="cue")).content


async def type_line(server: Server, page: Message, typed: str, label: str = "Type it") -> Message:
    """Press the button, fill in the form and return the page that stands there then."""
    opened = await press(server, page, label)
    return answers_to(await server.member("ann").submit_modal(opened, {"words": typed}))[-1]


async def test_a_line_typed_word_for_word_goes_on_to_the_next(server: Server) -> None:
    page = await begin(server, part="Mara", book="cue")
    page = await type_line(server, page, "you kept the boat!")
    assert page.content.startswith("**You know it:** 4 of 4 words, 100 %.")
    assert "Line 5 is yours." in page.content


async def test_a_typed_line_is_compared_beside_the_loop_that_answers_others(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[threading.Thread] = []

    def noted(line: str, typed: str) -> Comparison:
        seen.append(threading.current_thread())
        return compare(line, typed)

    monkeypatch.setattr(practice_steps, "compare", noted)
    await type_line(server, await begin(server, part="Mara"), "You kept the boat.")
    assert len(seen) == 1
    assert seen[0] is not threading.main_thread()


async def test_a_line_typed_with_wrong_words_is_compared_in_private(server: Server) -> None:
    page = await begin(server, part="Mara", book="letters")
    page = await type_line(server, page, "You kept a boat.")
    assert page.content.startswith("**Not yet:** 3 of 4 words, 75 %. You asked for 95 %.")
    assert "= You kept\n- the\n+ a\n= boat" in page.content
    assert "> **Narration**" not in page.content
    assert "Line 3: You kept the boat." in page.content
    assert [*buttons_of(page)] == ["Try again", "Knew it", "Missed it", "Stop"]
    assert "Line 5" in (await type_line(server, page, "You kept the boat", "Try again")).content


async def test_what_is_close_enough_for_the_strictness_is_known(server: Server) -> None:
    page = await begin(server, part="Tobin", book="cue", strictness=80)
    page = await type_line(server, page, "I kept her dry too. Every winter since a flood.")
    assert page.content.startswith("**You know it:** 9 of 10 words, 90 %. You asked for 80 %.")
    assert "- the\n+ a" in page.content
    assert "Line 7 is yours." in page.content


async def test_only_what_is_typed_without_a_look_is_trouble_no_more(server: Server) -> None:
    page = answers_to(await press(server, await begin(server, part="Mara", book="cue"), "Missed it"))[-1]
    page = await begin(server, part="Mara", book="cue")
    page = await type_line(server, page, "No idea at all.")
    await type_line(server, page, "You kept the boat.", "Try again")
    page = await begin(server, part="Mara", book="cue")
    assert "First a line that you missed before." in page.content
    await type_line(server, page, "You kept the boat.")
    assert "that you missed before" not in (await begin(server, part="Mara", book="cue")).content


async def test_the_form_of_an_older_step_says_nothing_about_the_line_that_is_due_now(server: Server) -> None:
    page = await begin(server, part="Mara", book="cue")
    custom_id = buttons_of(page)["Type it"]
    opened = await press(server, page, "Type it")
    await press(server, page, "Knew it")
    late = answers_to(await server.member("ann").submit_modal(opened, {"words": "You kept the boat."}))[-1]
    assert "Line 5 is yours." in late.content
    assert "words," not in late.content
    again = await press_old(server.member("ann"), server.channel, custom_id)
    assert "Line 5 is yours." in said(again)


async def test_a_book_that_shows_the_line_has_nothing_to_type(server: Server) -> None:
    assert "Type it" not in buttons_of(await begin(server, part="Mara", book="full"))


@pytest.mark.parametrize("typed", ["x" * 4000, "@everyone <@1> ```diff\n- gone", "\u202e\u200b", "word " * 799])
async def test_whatever_is_typed_is_compared_and_fits(server: Server, typed: str) -> None:
    page = await type_line(server, await begin(server, part="Mara", book="cue"), typed)
    assert page.content.startswith("**Not yet:**")
    assert len(page.content) <= 2000
    assert page.content.count("```") == 2
