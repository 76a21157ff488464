from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from simcord.enums import ComponentType, InteractionType

from bot.store import chapters, objections
from bot.store.engine import transaction
from lore import Evidence, Rival
from lore.attribution.problems import find_problems
from tests.theatre import answers_to, at_once, buttons_of, is_private, press, said

if TYPE_CHECKING:
    import simcord

    from tests.theatre import Playhouse, Server

LAMP = """The Lamp

Mara: The lamp is out.

Tobin: It was lit at nine.

Mara: Somebody put it out.

Tobin: Nobody was up there tonight.

Mara: Then it was the wind.

Tobin: There is no wind tonight.

Hob: Lock the door.
"""
"""Line 2 is Mara's first; as `doubted` reads it, 3, 4, 6 and 7 are not sure and 5 is nobody's. 8 is Hob's for sure."""
CHAPTER = 2


async def doubted(playhouse: Playhouse, server: Server) -> None:
    """Have the admin bring the lamp, and the reader be unsure of five of its lines, worst first 5, 4, 7, 3, 6."""
    await server.bring("lamp.txt", LAMP)
    shelf = playhouse.bot.theatre.shelf
    async with transaction(playhouse.engine, writes=False) as session:
        chapter = await chapters.chapter_of(session, CHAPTER, server.guild.id)
    assert chapter is not None
    script = await shelf.reading(chapter)
    doubts = {3: (0.4, "Mara"), 4: (0.2, "Hob"), 5: (0.0, None), 6: (0.5, "Hob"), 7: (0.3, "Mara")}
    lines = []
    for line in script.lines:
        if line.number in doubts:
            confidence, rival = doubts[line.number]
            speaker = line.speaker if rival else None
            rivals = (Rival(rival, 0.3),) if rival else ()
            evidence = Evidence("alternation" if rival else "unresolved", f"reason {line.number}", None, rivals)
            line = replace(line, speaker=speaker, confidence=confidence, evidence=evidence)  # noqa: PLW2901 (as read)
        lines.append(line)
    scenes = tuple(replace(s, lines=tuple(lines[line.number - 1] for line in s.lines)) for s in script.scenes)
    made = replace(script, lines=tuple(lines), scenes=scenes, problems=find_problems(lines, 0))
    shelf.keep_reading(chapter, made)


async def review(server: Server, **options: object) -> simcord.InteractionResult:
    return await server.admin.slash(server.channel, "chapter review", chapter="the-lamp", **options)


async def click(server: Server, shown: simcord.InteractionResult, label: str) -> None:
    await server.admin.click(answers_to(shown)[-1], label=label)


async def speaker_of(server: Server, line: int) -> str:
    shown = await server.member("ann").slash(server.channel, "lore line", number=line, chapter="the-lamp")
    return next(row for row in said(shown).splitlines() if row.startswith(f"> -# Line {line}") or f"**{line}" in row)


async def test_the_worst_line_comes_first_with_its_neighbours_and_its_reason(
    playhouse: Playhouse, server: Server
) -> None:
    await doubted(playhouse, server)
    shown = await review(server)
    assert is_private(shown)
    told = said(shown)
    assert "**The Lamp** · 1 of 5 · line 5" in told
    assert "> 5 **nobody** Nobody was up there tonight." in told
    for number in (3, 4, 6, 7):
        assert f"-# {number} **" in told
    assert "Why: reason 5" in told
    assert {"Mara", "Tobin", "Nobody", "Skip"} <= set(buttons_of(answers_to(shown)[-1]))


async def test_five_doubtful_lines_are_looked_at_in_five_presses(playhouse: Playhouse, server: Server) -> None:
    await doubted(playhouse, server)
    shown = await review(server)
    for line, label in ((5, "Tobin"), (4, "Mara"), (7, "Tobin"), (3, "Tobin"), (6, "Mara")):
        assert f"line {line}" in said(shown)
        await click(server, shown, label)
    assert "Every doubtful line is looked at." in said(shown)
    assert "Tobin" in await speaker_of(server, 5)


async def test_a_decision_is_used_by_answers_at_once(playhouse: Playhouse, server: Server) -> None:
    await doubted(playhouse, server)
    assert "Mara" in said(
        await server.member("ann").slash(server.channel, "ask", question="Who says that somebody put it out?")
    )
    shown = await review(server, line=4)
    await click(server, shown, "Hob")
    assert "Line 4: **Hob**." in said(shown)
    answer = await server.member("ann").slash(server.channel, "ask", question="Who says that somebody put it out?")
    assert "Hob" in said(answer)


async def test_a_decision_reaches_the_whole_run_at_a_press_and_is_taken_back_with_it(
    playhouse: Playhouse, server: Server
) -> None:
    await doubted(playhouse, server)
    shown = await review(server, line=4)
    await click(server, shown, "Tobin")
    label = next(label for label in buttons_of(answers_to(shown)[-1]) if label.startswith("The whole run"))
    await click(server, shown, label)
    assert "of the run changed with it" in said(shown)
    assert "Mara" in await speaker_of(server, 3)
    await click(server, shown, "Undo")
    assert "Taken back." in said(shown)
    assert "Tobin" in await speaker_of(server, 3)
    assert "Mara" in await speaker_of(server, 4)


async def test_what_two_presses_at_once_gave_is_undone_by_one(playhouse: Playhouse, server: Server) -> None:
    await doubted(playhouse, server)
    shown = await review(server)
    data = {"custom_id": buttons_of(answers_to(shown)[-1])["Tobin"], "component_type": ComponentType.BUTTON}
    pressed = (server.admin, server.channel, InteractionType.MESSAGE_COMPONENT, data)
    results = await at_once(pressed, pressed)
    assert "Tobin" in await speaker_of(server, 5)
    await click(server, results[-1], "Undo")
    assert "Tobin" not in await speaker_of(server, 5)


async def test_a_skipped_line_waits_at_the_end(playhouse: Playhouse, server: Server) -> None:
    await doubted(playhouse, server)
    shown = await review(server)
    for _ in range(5):
        await click(server, shown, "Skip")
    assert "5 lines were skipped." in said(shown)
    await click(server, shown, "Look at them again")
    assert "1 of 5 · line 5" in said(shown)


async def test_nobody_is_a_decision_too(playhouse: Playhouse, server: Server) -> None:
    await doubted(playhouse, server)
    shown = await review(server)
    await click(server, shown, "Nobody")
    assert "Line 5: **nobody**." in said(shown)
    assert "2 of" not in said(shown)
    assert "1 of 4" in said(shown)


async def test_a_new_character_is_typed_and_may_speak(playhouse: Playhouse, server: Server) -> None:
    await doubted(playhouse, server)
    shown = await review(server)
    form = await server.admin.select(answers_to(shown)[-1], ["new"], custom_id=_menus(shown)[0])
    await server.admin.submit_modal(form, {"name": "The  Keeper "})
    assert "Line 5: **The Keeper**." in said(shown)
    cast = await server.member("ann").slash(server.channel, "lore cast", chapter="the-lamp")
    assert "The Keeper" in said(cast)


def _menus(shown: simcord.InteractionResult) -> list[str]:
    rows = answers_to(shown)[-1].components
    return [str(part["custom_id"]) for row in rows for part in row["components"] if part["type"] == 3]


async def test_somebody_else_of_the_cast_is_chosen_from_a_list(server: Server) -> None:
    await server.bring(
        "crowd.txt", "\n\n".join(f"Name{letter}: I am here too." for letter in "abcdefgh"), title="The Lamp"
    )
    shown = await review(server, line=1)
    (menu,) = _menus(shown)
    options = answers_to(shown)[-1].components[0]["components"][0]["options"]
    value = next(option["value"] for option in options if option["label"] == "Nameh")
    await server.admin.select(answers_to(shown)[-1], [value], custom_id=menu)
    assert "Line 1: **Nameh**." in said(shown)


async def test_a_card_from_before_a_change_decides_nothing_and_is_drawn_anew(
    playhouse: Playhouse, server: Server
) -> None:
    await doubted(playhouse, server)
    shown = await review(server)
    other = server.member("ada", server.guild.roles["managers"])
    card = await other.slash(server.channel, "chapter review", chapter="the-lamp")
    await click(server, shown, "Tobin")
    await other.click(answers_to(card)[-1], label="Mara")
    assert "Somebody has changed this line meanwhile" in said(card)
    assert "Tobin" in await speaker_of(server, 5)


async def test_a_card_works_after_a_restart(playhouse: Playhouse, server: Server) -> None:
    await server.bring("lamp.txt", LAMP)
    shown = await review(server, line=3)
    await playhouse.restart()
    await click(server, shown, "Mara")
    assert "Line 3: **Mara**." in said(shown)


@pytest.mark.parametrize("line", [1, 99])
async def test_what_is_no_speech_cannot_be_given_to_anybody(playhouse: Playhouse, server: Server, line: int) -> None:
    await doubted(playhouse, server)
    assert "is no speech" in said(await review(server, line=line))


async def test_a_member_proposes_and_an_admin_accepts(playhouse: Playhouse, server: Server) -> None:
    await doubted(playhouse, server)
    ann = server.member("ann")
    shown = await ann.slash(server.channel, "chapter review", chapter="the-lamp")
    assert "Your answer goes to the admins." in said(shown)
    await ann.click(answers_to(shown)[-1], label="Tobin")
    assert "Line 5: you propose **Tobin**." in said(shown)
    assert "1 of 4" in said(shown)
    assert "Tobin" not in await speaker_of(server, 5)
    card = await review(server)
    assert f"<@{ann.id}> proposes: **Tobin**" in said(card)
    await click(server, card, "Tobin")
    assert "Tobin" in await speaker_of(server, 5)
    assert "proposes" not in said(await review(server, line=5))


async def test_a_member_takes_back_their_own_proposal_and_nobody_elses_decision(
    playhouse: Playhouse, server: Server
) -> None:
    await doubted(playhouse, server)
    card = await review(server)
    await click(server, card, "Tobin")
    undo = buttons_of(answers_to(card)[-1])["Undo"]
    await press(server.member("ann"), server.channel, undo)
    assert "Tobin" in await speaker_of(server, 5)


async def test_a_member_proposes_only_so_much(
    playhouse: Playhouse, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.cogs.chapter_review.MOST_PROPOSALS", 1)
    await doubted(playhouse, server)
    ann = server.member("ann")
    shown = await ann.slash(server.channel, "chapter review", chapter="the-lamp")
    await ann.click(answers_to(shown)[-1], label="Tobin")
    refused = await ann.click(answers_to(shown)[-1], label="Mara")
    assert "1 of your proposals wait" in said(refused)


async def test_members_review_no_draft(server: Server) -> None:
    await server.admin.slash(server.channel, "chapter add", file=("lamp.txt", LAMP.encode()))
    ann = server.member("ann")
    assert "no chapter called" in said(await ann.slash(server.channel, "chapter review", chapter="the-lamp"))
    assert "no longer here" in said(await press(ann, server.channel, f"review:{CHAPTER}:0"))


async def test_an_answer_that_was_found_wrong_comes_first_and_is_settled_with_its_line(
    playhouse: Playhouse, server: Server
) -> None:
    await doubted(playhouse, server)
    made = objections.Objection(server.guild.id, server.member("ann").id, CHAPTER, 8, "Who locks up?", "Hob")
    async with transaction(playhouse.engine) as session:
        await objections.object_to(session, made, server.env.now())
    shown = await review(server)
    assert "1 of 6 · line 8" in said(shown)
    assert "found this answer wrong: “Hob”, to “Who locks up?”" in said(shown)
    await click(server, shown, "Hob")
    async with transaction(playhouse.engine, writes=False) as session:
        assert await objections.open_objections(session, server.guild.id) == 0


async def test_each_server_corrects_a_house_chapter_for_itself(playhouse: Playhouse, server: Server) -> None:
    elsewhere = playhouse.server("Elsewhere")
    shown = await server.admin.slash(server.channel, "chapter review", chapter="the-boat", line=3)
    await click(server, shown, "Tobin")
    here = await server.member("ann").slash(server.channel, "lore line", number=3, chapter="the-boat")
    there = await elsewhere.member("ben").slash(elsewhere.channel, "lore line", number=3, chapter="the-boat")
    assert "· Tobin" in said(here)
    assert "· Mara" in said(there)


async def test_a_running_performance_keeps_its_book_and_a_new_one_is_corrected(
    playhouse: Playhouse, server: Server
) -> None:
    await server.admin.slash(server.channel, "reenact start", chapter="the-boat")
    shown = await server.admin.slash(server.channel, "chapter review", chapter="the-boat", line=3)
    await click(server, shown, "Tobin")
    await server.admin.slash(server.channel, "reenact start", chapter="the-boat")
    parts = [(await playhouse.ledger(number)).book.line(3).part for number in (1, 2)]
    assert parts == ["Mara", "Tobin"]
