"""What each performer chooses for themselves: the book, strictness, being told when they are next, scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.stage.books import Book
from tests.cogs.scenes import scene
from tests.theatre import answers_to, buttons_of, is_private, pinged_by, said, shown_by

if TYPE_CHECKING:
    import simcord

    from tests.theatre import Playhouse, Server


async def choose(member: simcord.MemberActor, shown: simcord.InteractionResult, kind: str, value: str) -> None:
    await member.select(answers_to(shown)[-1], [value], custom_id=f"choose-{kind}:1:0")


async def test_my_line_shows_the_line_as_the_book_has_it(server: Server) -> None:
    playing = await scene(server)
    shown = await playing.press("ann", "My line")
    assert is_private(shown)
    assert "**Line 3, as Mara, is yours now.**\n> Rain on the harbour.\nYou kept the boat." in said(shown)
    await playing.command("ann", "book", book="letters")
    assert "> Rain on the harbour.\nY k t b." in said(await playing.press("ann", "My line"))
    shown = await playing.command("ann", "book", book="cue")
    assert "Your book shows no more than the line before." in said(shown)
    assert "kept the boat" not in said(shown)


async def test_who_is_not_due_sees_their_next_line(server: Server) -> None:
    playing = await scene(server)
    assert "**Your next line is 4, as Tobin.**" in said(await playing.press("bob", "My line"))


async def test_a_book_is_chosen_by_menu_and_by_command(playhouse: Playhouse, server: Server) -> None:
    playing = await scene(server)
    shown = await playing.press("ann", "My line")
    await choose(server.member("ann"), shown, "book", "letters")
    await choose(server.member("ann"), shown, "strictness", "80")
    await playing.command("bob", "book", book="cue", strictness=100)
    state = (await playhouse.ledger()).state
    assert (state.book_of("p1"), state.book_of("p2")) == (Book("letters", 80), Book("cue", 100))


async def test_the_live_cue_follows_the_book(server: Server) -> None:
    playing = await scene(server)
    await playing.command("ann", "book", book="cue")
    assert "You kept the boat" not in shown_by(playing.cue)
    await playing.command("ann", "book", book="full")
    assert "Your line: You kept the boat." in shown_by(playing.cue)
    assert pinged_by(server.env) == [str(server.member("ann").id)], "an edit pings nobody anew"


async def test_who_has_no_part_has_no_book(server: Server) -> None:
    playing = await scene(server)
    assert said(await playing.press("cid", "My line")).startswith("You have no part here.")
    assert "You have no part here." in said(await playing.command("cid", "book", book="cue"))


async def test_nobody_is_pinged_before_their_cue_unless_they_asked(server: Server) -> None:
    await scene(server)
    assert pinged_by(server.env) == [str(server.member("ann").id)]


async def test_who_asked_is_told_when_the_line_before_theirs_is_due(server: Server) -> None:
    playing = await scene(server)
    shown = await playing.press("bob", "My line")
    await server.member("bob").click(answers_to(shown)[-1], label="Tell me when I am next")
    await playing.press("ann", "Say it")
    await playing.press("bob", "Say it")
    assert playing.shows(f"-# {server.member('bob').mention}, you are next: line 7, as **Tobin**.")
    ann, bob = str(server.member("ann").id), str(server.member("bob").id)
    assert pinged_by(server.env) == [ann, bob, ann, bob]


async def test_who_thought_better_of_it_is_told_no_longer(server: Server) -> None:
    playing = await scene(server)
    await playing.command("bob", "book", on_deck=True)
    await playing.command("bob", "book", on_deck=False)
    await playing.press("ann", "Say it")
    await playing.press("bob", "Say it")
    assert not playing.shows("you are next")


async def test_who_left_the_server_is_not_told(server: Server) -> None:
    playing = await scene(server)
    await playing.command("bob", "book", on_deck=True)
    await playing.press("ann", "Say it")
    bob = server.member("bob").mention
    server.env.backend.remove_member(server.guild.id, server.member("bob").id)
    await playing.command("ann", "direct", action="skip")
    assert not playing.shows(f"{bob}, you are next")


async def test_a_deleted_notice_to_who_is_next_leaves_the_cue_alone(playhouse: Playhouse, server: Server) -> None:
    playing = await scene(server)
    await playing.command("bob", "book", on_deck=True)
    await playing.press("ann", "Say it")
    await playing.press("bob", "Say it")
    before = (await playhouse.ledger()).records
    notice = next(each for each in playing.messages if "you are next" in each.content)
    await server.admin_deletes(notice)
    assert (await playhouse.ledger()).records == before


async def test_own_scores_are_private_and_shown_to_all_when_all_agree(server: Server) -> None:
    playing = await scene(server)
    await playing.command("ann", "book", book="cue", scores=True)
    await playing.type_line("ann", "You kept the boat")
    assert "From memory: 100 % of 1 line. Only you see this." in said(await playing.command("ann", "book"))
    shown = await playing.command("bob", "book")
    await server.member("bob").click(answers_to(shown)[-1], label="Agree to show scores")
    await playing.command("ann", "end")
    assert "Mara" in playing.messages[-1].content
    assert "From memory" in playing.messages[-1].content
    assert "ann 100 %" in playing.messages[-1].content


async def test_scores_stay_private_when_somebody_does_not_agree(server: Server) -> None:
    playing = await scene(server)
    await playing.command("ann", "book", book="cue", scores=True)
    await playing.type_line("ann", "You kept the boat")
    await playing.command("ann", "end")
    assert "From memory" not in playing.messages[-1].content


async def test_the_book_is_chosen_before_the_scene_on_the_playbill(server: Server) -> None:
    playing = await scene(server)
    assert "My book" in buttons_of(playing.playbill)
    assert is_private(await playing.press_playbill("bob", "My book"))
