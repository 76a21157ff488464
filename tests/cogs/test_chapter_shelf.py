from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from simcord.enums import ComponentType, InteractionType

from bot.backstage.bringing import TIME_TO_BRING_BACK
from bot.cogs import offering
from bot.store import chapters
from bot.store.engine import transaction
from tests.theatre import BOAT, KILN, answers_to, at_once, buttons_of, press, said

if TYPE_CHECKING:
    import simcord

    from tests.theatre import Playhouse, Server


async def admin(server: Server, command: str, **options: object) -> simcord.InteractionResult:
    return await server.admin.slash(server.channel, f"chapter {command}", **options)


async def use(server: Server, *chapter_ids: int) -> simcord.InteractionResult:
    panel = await admin(server, "use")
    menu = f"choose-bound:{server.channel.id}:0"
    await server.admin.select(answers_to(panel)[-1], [str(each) for each in chapter_ids], custom_id=menu)
    return panel


async def test_a_channel_means_the_chapters_chosen_for_it_and_another_every_chapter(server: Server) -> None:
    await server.bring("kiln.txt", KILN)
    other = server.guild.create_text_channel("attic")
    assert "mean: **The Kiln**" in said(await use(server, 2))
    ann = server.member("ann")
    assert "The Kiln" in said(await ann.slash(server.channel, "lore cast"))
    assert "No line" not in said(await ann.slash(other, "lore search", query="boat"))
    assert "You kept the boat" in said(await ann.slash(other, "lore search", query="boat"))
    assert "You kept the boat" not in said(await ann.slash(server.channel, "lore search", query="boat"))
    named = await ann.slash(server.channel, "lore search", query="boat", chapter="the-boat")
    assert "You kept the boat" in said(named)


async def test_a_performance_is_of_the_channels_chapter_unless_another_is_named(
    playhouse: Playhouse, server: Server
) -> None:
    await server.bring("kiln.txt", KILN)
    await use(server, 1)
    await server.admin.slash(server.channel, "reenact start")
    assert (await playhouse.ledger()).venue.chapter_id == 1


async def test_a_chapter_is_used_by_name_too_and_every_chapter_again_at_a_press(server: Server) -> None:
    panel = await admin(server, "use", chapter="The Boat")
    assert "mean: **The Boat**" in said(panel)
    await server.admin.click(answers_to(panel)[-1], label="Every chapter")
    assert "mean every chapter of this server" in said(panel)


async def work(server: Server) -> None:
    """Have the admin make a work, The Fire, of two chapters of the server's own."""
    await server.bring("kiln.txt", KILN)
    await server.bring("second.txt", "Oren: The second kiln cracked as well.\n\nInes: I told you so.\n", "Second Kiln")
    panel = await use(server, 2, 3)
    form = await server.admin.click(answers_to(panel)[-1], label="Make a work of these")
    await server.admin.submit_modal(form, {"title": "The Fire"})


async def test_chapters_make_a_work_that_is_asked_about_and_listed_in_order(server: Server) -> None:
    await work(server)
    ann = server.member("ann")
    listed = said(await ann.slash(server.channel, "chapter list")).splitlines()
    assert listed[2:] == ["- **The Fire**, in order:", "  - **The Kiln**", "  - **Second Kiln**"]
    choices = await ann.autocomplete(server.channel, "ask", "chapter", "fire", question="x")
    value = next(choice["value"] for choice in choices)
    answer = await ann.slash(server.channel, "ask", question="Who says that they told so?", chapter=value)
    assert "Second Kiln" in said(answer)


async def test_the_order_of_a_work_is_changed_and_a_chapter_taken_out(server: Server) -> None:
    await work(server)
    panel = await admin(server, "use")
    await server.admin.select(answers_to(panel)[-1], ["1"], custom_id=f"choose-work:{server.channel.id}:0")
    await server.admin.select(answers_to(panel)[-1], ["3"], custom_id="choose-part:1:0")
    await server.admin.click(answers_to(panel)[-1], label="Earlier")
    assert "1\\. **Second Kiln** ←\n2\\. The Kiln" in said(panel)
    await server.admin.click(answers_to(panel)[-1], label="Take out")
    assert "1 chapter in order" in said(panel)


async def test_removing_says_what_goes_along_and_can_be_undone(server: Server) -> None:
    await server.bring("kiln.txt", KILN)
    await use(server, 2)
    card = await admin(server, "review", chapter="the-kiln", line=2)
    await server.admin.click(answers_to(card)[-1], label="Oren")
    asked = await admin(server, "remove", chapter="the-kiln")
    for told in ("Remove **The Kiln**?", "- 1 correction", f"- its place in {server.channel.mention}", "For 7 days"):
        assert told in said(asked)
    await server.admin.click(answers_to(asked)[-1], label="Remove")
    ann = server.member("ann")
    assert "Kiln" not in said(await ann.slash(server.channel, "chapter list"))
    listed = await admin(server, "list")
    await server.admin.select(answers_to(listed)[-1], ["2"], custom_id=f"choose-back:{server.guild.id}:0")
    assert "· Oren" in said(await ann.slash(server.channel, "lore line", number=2, chapter="the-kiln"))


async def test_a_removed_chapter_is_deleted_after_seven_days(playhouse: Playhouse, server: Server) -> None:
    await server.bring("kiln.txt", KILN)
    asked = await admin(server, "remove", chapter="the-kiln")
    await server.admin.click(answers_to(asked)[-1], label="Remove")
    async with transaction(playhouse.engine) as session:
        now = server.env.now()
        assert await chapters.delete_removed(session, now + timedelta(days=6) - TIME_TO_BRING_BACK) == 0
        assert await chapters.delete_removed(session, now + timedelta(days=7, seconds=1) - TIME_TO_BRING_BACK) == 1
    assert "Kiln" not in said(await admin(server, "list"))


async def test_a_performance_goes_on_when_its_chapter_is_removed_and_deleted(
    playhouse: Playhouse, server: Server
) -> None:
    await server.bring("kiln.txt", KILN)
    await server.admin.slash(server.channel, "reenact start", chapter="the-kiln")
    asked = await admin(server, "remove", chapter="the-kiln")
    assert "1 performance of it goes on" in said(asked)
    await server.admin.click(answers_to(asked)[-1], label="Remove")
    async with transaction(playhouse.engine) as session:
        assert await chapters.delete_removed(session, server.env.now() + timedelta(days=8)) == 1
        assert await chapters.source_of(session, 2) == ""
    assert (await playhouse.ledger()).book.line(2).part == "Ines"


async def test_an_export_comes_back_elsewhere_with_its_corrections(playhouse: Playhouse, server: Server) -> None:
    await server.bring("kiln.txt", KILN)
    card = await admin(server, "review", chapter="the-kiln", line=2)
    await server.admin.click(answers_to(card)[-1], label="Oren")
    exported = await admin(server, "export", chapter="the-kiln")
    (file,) = answers_to(exported)[-1].attachments
    elsewhere = playhouse.server("Elsewhere")
    content = await file.read()
    added = await elsewhere.admin.slash(elsewhere.channel, "chapter add", file=("kiln.footlights.json", content))
    assert "**The Kiln** is a draft" in said(added)
    await elsewhere.admin.click(answers_to(added)[-1], label="Publish")
    ben = elsewhere.member("ben")
    assert "· Oren" in said(await ben.slash(elsewhere.channel, "lore line", number=2, chapter="the-kiln"))


async def test_a_whole_work_is_exported_and_removed_under_its_title(server: Server) -> None:
    await work(server)
    assert "**The Fire** with its script and corrections" in said(await admin(server, "export", chapter="The Fire"))
    asked = await admin(server, "remove", chapter="The Fire")
    assert "Remove **The Fire** with its 2 chapters?" in said(asked)
    await server.admin.click(answers_to(asked)[-1], label="Remove")
    assert said(await server.member("ann").slash(server.channel, "chapter list")).startswith("1 chapter:")


async def test_a_house_chapter_is_not_removed(server: Server) -> None:
    assert "no chapter called" in said(await admin(server, "remove", chapter="the-boat"))


@pytest.mark.parametrize("command", ["use", "export"])
async def test_who_may_not_bring_chapters_may_do_none_of_this(server: Server, command: str) -> None:
    refused = await server.member("ann").slash(server.channel, f"chapter {command}")
    assert "bring chapters here" in said(refused)


async def test_presses_are_refused_to_them_as_well_and_to_other_servers(playhouse: Playhouse, server: Server) -> None:
    await work(server)
    ann, elsewhere = server.member("ann"), playhouse.server("Elsewhere")
    for kind, key in (("remove", 2), ("removework", 1), ("partup", 1), ("unbind", 1), ("partout", 1), ("makework", 1)):
        assert "bring chapters here" in said(await press(ann, server.channel, f"{kind}:{key}:2")), kind
    for kind, key in (("remove", 2), ("removework", 1)):
        refused = await press(elsewhere.admin, elsewhere.channel, f"{kind}:{key}:0")
        assert "no longer here" in said(refused), kind
    assert "2\\." not in said(await server.member("ben").slash(server.channel, "chapter list"))


async def test_a_chapter_for_adults_is_offered_in_age_restricted_channels_alone(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    # SimCord's channels know no age restriction.
    monkeypatch.setattr(offering, "is_age_restricted", lambda interaction: interaction.channel.name == "late")
    added = await admin(server, "add", file=("ferry.txt", BOAT.replace("boat", "ferry").encode()), title="The Ferry")
    await server.admin.click(answers_to(added)[-1], label="For adults only")
    assert "For everybody" in buttons_of(answers_to(added)[-1])
    await server.admin.click(answers_to(added)[-1], label="Publish")
    ann, restricted = server.member("ann"), server.guild.create_text_channel("late")
    assert "Ferry" not in said(await ann.slash(server.channel, "chapter list"))
    assert "Ferry" in said(await ann.slash(restricted, "chapter list"))
    for command, options in (
        ("lore cast", {}), ("reenact start", {}), ("ask", {"question": "Who sells the ferry?"}),
        ("chapter review", {}),
    ):  # fmt: skip
        refused = await ann.slash(server.channel, command, chapter="the-ferry", **options)
        assert "no chapter called" in said(refused), command
    assert "no longer here" in said(await press(ann, server.channel, "review:2:0"))
    assert await ann.autocomplete(server.channel, "ask", "chapter", "ferry", question="x") == []
    assert "Mara" in said(await ann.slash(restricted, "lore cast", chapter="the-ferry"))


@pytest.mark.parametrize("label", ["Replace the old version", "Keep both"])
async def test_a_new_version_of_a_chapter_for_adults_is_for_adults(server: Server, label: str) -> None:
    added = await admin(server, "add", file=("ferry.txt", BOAT.encode() + b"\n"), title="The Ferry")
    await server.admin.click(answers_to(added)[-1], label="For adults only")
    await server.admin.click(answers_to(added)[-1], label="Publish")
    again = await admin(server, "add", file=("ferry.txt", BOAT.replace("boat", "ferry").encode()), title="The Ferry")
    await server.admin.click(answers_to(again)[-1], label=label)
    assert "For everybody" in buttons_of(answers_to(again)[-1])
    assert "Ferry" not in said(await server.member("ann").slash(server.channel, "chapter list"))


async def test_of_two_who_replace_the_old_version_at_once_nobody_meets_a_fault(server: Server) -> None:
    await server.bring("kiln.txt", KILN)
    again = await admin(server, "add", file=("kiln.txt", KILN.replace("dawn", "dusk").encode()))
    replaces = buttons_of(answers_to(again)[-1])["Replace the old version"]
    data = {"custom_id": replaces, "component_type": ComponentType.BUTTON}
    pressed = (server.admin, server.channel, InteractionType.MESSAGE_COMPONENT, data)
    told = [said(each) for each in await at_once(pressed, pressed)]
    assert any("has its new text" in each for each in told)
    assert not any("went wrong" in each for each in told)
    assert "dusk" in said(await server.member("ann").slash(server.channel, "lore line", number=3, chapter="the-kiln"))


def chapter_of(number: int, words: str = "the tide") -> str:
    lines = [f'"I have seen {words} {each} times in year {number}," said Mara.' for each in range(90)]
    return f"Chapter {number}\n\n" + "\n\n".join(lines) + "\n\n"


async def test_a_long_text_is_cut_into_chapters_that_make_a_work(server: Server) -> None:
    book = "".join(chapter_of(number) for number in (1, 2, 3))
    added = await admin(server, "add", file=("book.txt", book.encode()), title="The Tides")
    assert "**The Tides**: 3 chapters" in said(added)
    assert "in the place of the old ones" not in said(added)
    assert "2\\. **The Tides: Chapter 2**: 91 lines" in said(added)
    ann = server.member("ann")
    assert "Tides" not in said(await ann.slash(server.channel, "chapter list"))
    await server.admin.click(answers_to(added)[-1], label="Publish all")
    listed = said(await ann.slash(server.channel, "chapter list"))
    assert [row.strip() for row in listed.splitlines()[2:]] == [
        "- **The Tides**, in order:", "- **The Tides: Chapter 1**", "- **The Tides: Chapter 2**",
        "- **The Tides: Chapter 3**",
    ]  # fmt: skip


async def test_a_new_version_of_a_work_replaces_what_changed_in_it(server: Server) -> None:
    book = "".join(chapter_of(number) for number in (1, 2, 3))
    added = await admin(server, "add", file=("book.txt", book.encode()), title="The Tides")
    await server.admin.click(answers_to(added)[-1], label="Publish all")
    newer = chapter_of(1) + chapter_of(2, "the moon") + chapter_of(3, "the stars")
    again = await admin(server, "add", file=("book.txt", newer.encode()), title="The Tides")
    assert "**The Tides**: 2 chapters" in said(again)
    assert (
        "The Tides: Chapter 2**: 91 lines, 0 to look at; added: 90, changed: 0, lost: 90, corrections lost: 0"
        in said(again)
    )
    assert "*Publish all* puts new versions in the place of the old ones" in said(again)
    await server.admin.click(answers_to(again)[-1], label="Publish all")
    ann = server.member("ann")
    assert said(await ann.slash(server.channel, "chapter list")).count("Tides: Chapter") == 3
    found = await ann.slash(server.channel, "lore line", number=2, chapter="The Tides: Chapter 2")
    assert "the moon" in said(found)
