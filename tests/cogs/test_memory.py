"""Playing from memory: what the book hides, the form, the comparison, and what may follow from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.stage.events import Attempted, Manner
from tests.cogs.scenes import Rehearsal, scene
from tests.theatre import answers_to, buttons_of, is_private, press, said, shown_by, submit

if TYPE_CHECKING:
    from simcord import InteractionResult

    from tests.theatre import Playhouse, Server


async def by_heart(server: Server, book: str = "cue", strictness: int = 95) -> Rehearsal:
    """Begin the scene with ann, who is due with line 3, off book."""
    playing = await scene(server)
    await playing.command("ann", "book", book=book, strictness=strictness)
    return playing


async def click(server: Server, compared: InteractionResult, label: str) -> InteractionResult:
    return await server.member("ann").click(answers_to(compared)[-1], label=label)


@pytest.mark.parametrize("book", ["cue", "letters"])
async def test_the_cue_of_who_plays_from_memory_shows_the_line_before_and_never_the_line(
    server: Server, book: str
) -> None:
    playing = await by_heart(server, book)
    assert "> Rain on the harbour." in shown_by(playing.cue)
    assert "You kept the boat" not in shown_by(playing.cue)
    assert "Yours from memory." in shown_by(playing.cue)


async def test_a_later_cue_shows_each_performer_what_their_own_book_shows(server: Server) -> None:
    playing = await by_heart(server)
    await playing.press("ann", "Pass")
    assert "I kept her dry" in shown_by(playing.cue), "bob reads"
    await playing.press("bob", "Say it")
    assert "Nobody asked" not in shown_by(playing.cue), "ann does not"


async def test_a_line_without_a_wrong_word_is_said_at_once(playhouse: Playhouse, server: Server) -> None:
    playing = await by_heart(server)
    told = await playing.type_line("ann", "you kept THE boat")
    assert is_private(told)
    assert said(told) == "Word for word: 100 %. Said."
    assert playing.spoken[-1] == f"You kept the boat.\n-# {server.member('ann').mention}, from memory"
    ledger = await playhouse.ledger()
    assert ledger.state.readings[-1].manner is Manner.FROM_MEMORY
    assert not ledger.own_words


async def test_the_comparison_tells_by_marks_what_was_wrong(server: Server) -> None:
    playing = await by_heart(server)
    compared = await playing.type_line("ann", "You keep the old boat")
    assert is_private(compared)
    assert "**Not yet:** 3 of 4 words, 50 %. You asked for 95 %." in said(compared)
    assert "= You\n- kept\n+ keep\n= the\n+ old\n= boat" in said(compared)
    assert list(buttons_of(answers_to(compared)[-1])) == ["Post as typed", "Post as written", "Try again"]


async def test_nothing_is_said_before_the_performer_chose(playhouse: Playhouse, server: Server) -> None:
    playing = await by_heart(server)
    await playing.type_line("ann", "You keep the boat")
    assert len((await playhouse.ledger()).state.readings) == 2
    assert not playing.shows("keep")


@pytest.mark.parametrize(
    ("strictness", "label", "line", "manner"),
    [
        (95, "Post as typed", "You keep the boat", Manner.OWN_WORDS),
        (95, "Post as written", "You kept the boat.", Manner.AS_WRITTEN),
    ],
)
async def test_a_line_is_posted_as_typed_or_as_written(
    playhouse: Playhouse, server: Server, strictness: int, label: str, line: str, manner: Manner
) -> None:
    playing = await by_heart(server, "cue", strictness)
    await click(server, await playing.type_line("ann", "You keep the boat"), label)
    assert playing.spoken[-1].splitlines()[0] == line
    ledger = await playhouse.ledger()
    assert ledger.state.readings[-1].manner is manner
    assert ledger.state.readings[-1].percent == 75
    tried = [record.seq for record in ledger.records if isinstance(record.event, Attempted)]
    assert not set(tried) & set(ledger.own_words), "what was typed to be compared is not kept"


async def test_another_try_opens_the_form_again(server: Server) -> None:
    playing = await by_heart(server)
    opened = await click(server, await playing.type_line("ann", "Boat"), "Try again")
    told = await server.member("ann").submit_modal(opened, {"words": "You kept the boat!"})
    assert said(told) == "Word for word: 100 %. Said.", "in place of the comparison"
    assert playing.spoken[-1].startswith("You kept the boat.")


async def test_an_earlier_try_can_no_longer_be_posted(server: Server) -> None:
    playing = await by_heart(server)
    first = await playing.type_line("ann", "Boat")
    await playing.type_line("ann", "You keep the boat")
    for label in ("Post as typed", "Post as written"):
        assert "You typed this line anew since" in said(await click(server, first, label))
    assert not playing.spoken


async def test_a_comparison_outlives_a_restart(playhouse: Playhouse, server: Server) -> None:
    playing = await by_heart(server)
    compared = await playing.type_line("ann", "You keep the boat")
    typed = buttons_of(answers_to(compared)[-1])["Post as typed"]
    await playhouse.restart()
    await press(server.member("ann"), server.thread, typed)
    assert playing.spoken[-1].startswith("You keep the boat")


async def test_a_form_opened_before_a_restart_is_heard_after_it(playhouse: Playhouse, server: Server) -> None:
    playing = await by_heart(server)
    form = f"type-memory{buttons_of(playing.cue)['Say it'].removeprefix('memory')}"
    await playhouse.restart()
    told = await submit(server.member("ann"), server.thread, form, words="You kept the boat")
    assert said(told).startswith("Word for word")


async def test_the_command_opens_the_same_form(server: Server) -> None:
    playing = await by_heart(server)
    opened = await playing.command("ann", "say")
    told = await server.member("ann").submit_modal(opened, {"words": "You kept the boat"})
    assert said(told).startswith("Word for word")


async def test_words_that_come_too_late_are_handed_back(server: Server) -> None:
    playing = await by_heart(server)
    opened = await playing.press("ann", "Say it")
    await playing.command("ann", "pass")
    refused = await server.member("ann").submit_modal(opened, {"words": "You kept\nthe boat"})
    assert "> You kept\n> the boat" in said(refused)


async def test_a_hint_counts_as_prompted_and_not_as_wrong(playhouse: Playhouse, server: Server) -> None:
    playing = await by_heart(server)
    assert said(await playing.press("ann", "Line!")) == "The first letters: Y k t b."
    await playing.type_line("ann", "You kept the boat")
    reading = (await playhouse.ledger()).state.readings[-1]
    assert (reading.hints, reading.percent) == (1, 100)


async def test_mentions_and_links_are_taken_out_of_what_is_typed(server: Server) -> None:
    playing = await by_heart(server)
    compared = await playing.type_line("ann", "@everyone keep the boat https://example.org")
    await click(server, compared, "Post as typed")
    assert playing.spoken[-1].splitlines()[0] == "keep the boat"


async def test_where_own_words_are_off_a_line_goes_out_as_written(playhouse: Playhouse, server: Server) -> None:
    await playhouse.choose(server, own_words=False)
    playing = await by_heart(server)
    compared = await playing.type_line("ann", "You keep the boat")
    assert "plays lines as they are written" in said(await click(server, compared, "Post as typed"))
    await click(server, compared, "Post as written")
    assert playing.spoken[-1].startswith("You kept the boat.")


async def test_who_may_not_speak_may_not_type_a_line_either(playhouse: Playhouse, server: Server) -> None:
    playing = await by_heart(server)
    compared = await playing.type_line("ann", "You keep the boat")
    server.forbid(server.member("ann"), send_messages_in_threads=False)
    for label in ("Post as typed", "Post as written", "Try again"):
        assert "You may not send messages here" in said(await click(server, compared, label))
    assert "You may not send messages here" in said(await playing.press("ann", "Say it"))
    assert len((await playhouse.ledger()).state.readings) == 2
