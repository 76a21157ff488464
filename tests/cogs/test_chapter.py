from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.backstage import bringing
from tests.lore.documents.hostile import HOSTILE
from tests.theatre import BOAT, KILN, answers_to, buttons_of, is_private, press, said

if TYPE_CHECKING:
    import simcord

    from tests.theatre import Playhouse, Server

SPEECH_IN_LATIN_1 = "Zoë: Je préfère l'été.\n\nNoël: Moi, l'hiver, à cause des fêtes.\n"


async def add(server: Server, filename: str, content: bytes, **options: object) -> simcord.InteractionResult:
    return await server.admin.slash(server.channel, "chapter add", file=(filename, content), **options)


async def publish(server: Server, filename: str, content: bytes, **options: str) -> simcord.InteractionResult:
    added = await add(server, filename, content, **options)
    if any(label == "Keep both" for label in buttons_of(answers_to(added)[-1])):
        await server.admin.click(answers_to(added)[-1], label="Keep both")
    if "is a draft" in said(added):
        await server.admin.click(answers_to(added)[-1], label="Publish")
    return added


async def shelf(server: Server) -> str:
    return said(await server.member("ann").slash(server.channel, "chapter list"))


async def test_what_was_read_is_counted_and_waits_as_a_draft(server: Server) -> None:
    added = await add(server, "kiln.txt", KILN.encode())
    assert is_private(added)
    assert "**The Kiln** is a draft" in said(added)
    assert "3 speeches, 2 characters" in said(added)
    assert "Cast: **Ines** 2, **Oren** 1" in said(added)
    assert "Speakers: 3 stated, 0 implied, 0 doubtful, 0 unresolved." in said(added)


async def test_nobody_else_sees_a_draft(server: Server) -> None:
    await add(server, "kiln.txt", KILN.encode())
    ann = server.member("ann")
    assert "Kiln" not in await shelf(server)
    assert "Kiln" not in str(await ann.autocomplete(server.channel, "ask", "chapter", "", question="x"))
    assert "There is no chapter called the-kiln" in said(
        await ann.slash(server.channel, "lore cast", chapter="the-kiln")
    )
    assert "Ines" not in said(await ann.slash(server.channel, "ask", question="Who says that the kiln cracked?"))
    assert "There is no chapter called" in said(await ann.slash(server.channel, "reenact start", chapter="The Kiln"))


async def test_a_published_chapter_is_on_everybodys_list(server: Server) -> None:
    published = await publish(server, "kiln.txt", KILN.encode())
    assert "**The Kiln** is published" in said(published)
    assert "- **The Kiln**" in await shelf(server)


async def test_a_draft_is_published_by_command_too(server: Server) -> None:
    await add(server, "kiln.txt", KILN.encode())
    assert "**The Kiln** is published" in said(await server.admin.slash(server.channel, "chapter publish"))
    assert "- **The Kiln**" in await shelf(server)


async def test_who_may_not_bring_chapters_may_not_publish_by_command_or_press(server: Server) -> None:
    await add(server, "kiln.txt", KILN.encode())
    ann = server.member("ann")
    refused = await ann.slash(server.channel, "chapter publish", chapter="the-kiln")
    assert "bring chapters here" in said(refused)
    for kind in ("publish", "discard", "adult", "both", "replace", "card", "publishall", "discardall"):
        refused = await press(ann, server.channel, f"{kind}:2:0")
        assert "bring chapters here" in said(refused), kind
    assert "Kiln" not in await shelf(server)


async def test_an_admin_demoted_while_the_card_is_open_publishes_no_more(server: Server) -> None:
    added = await add(server, "kiln.txt", KILN.encode())
    server.env.backend.remove_member_role(server.guild.id, server.admin.id, server.guild.roles["managers"].id)
    refused = await server.admin.click(answers_to(added)[-1], label="Publish")
    assert "bring chapters here" in said(refused)
    assert "Kiln" not in await shelf(server)


async def test_no_server_publishes_or_opens_anothers_draft(playhouse: Playhouse, server: Server) -> None:
    await add(server, "kiln.txt", KILN.encode())
    elsewhere = playhouse.server("Elsewhere")
    for kind in ("publish", "discard", "adult", "card"):
        refused = await press(elsewhere.admin, elsewhere.channel, f"{kind}:2:0")
        assert "no longer here" in said(refused), kind


async def test_a_discarded_draft_is_gone_and_can_be_brought_back(server: Server) -> None:
    added = await add(server, "kiln.txt", KILN.encode())
    await server.admin.click(answers_to(added)[-1], label="Discard")
    assert "is discarded" in said(added)
    listed = await server.admin.slash(server.channel, "chapter list")
    assert "~~The Kiln~~ (removed; 7 days left" in said(listed)
    await server.admin.select(answers_to(listed)[-1], ["2"], custom_id=f"choose-back:{server.guild.id}:0")
    assert "**The Kiln** is back" in said(listed)
    assert "is a draft" in said(listed)


async def test_a_house_chapter_is_nobodys_to_publish_or_mark(server: Server) -> None:
    for kind in ("publish", "discard", "adult"):
        assert "ready on every server of mine" in said(await press(server.admin, server.channel, f"{kind}:1:0"))


async def test_the_list_says_which_chapters_are_ready_everywhere(server: Server) -> None:
    assert await shelf(server) == "1 chapter:\n- **The Boat** (ready on every server)"


async def test_a_member_without_rights_may_not_add(server: Server) -> None:
    refused = await server.member("ann").slash(server.channel, "chapter add", file=("kiln.txt", KILN.encode()))
    assert is_private(refused)
    assert "Only members who may manage the server, directors and appointed importers bring chapters here." in said(
        refused
    )
    assert "Kiln" not in await shelf(server)


async def test_who_has_the_director_role_may_add(server: Server) -> None:
    role = server.guild.create_role("directors")
    await server.choose_directors(role)
    director = server.member("dora", role)
    added = await director.slash(server.channel, "chapter add", file=("kiln.txt", KILN.encode()))
    assert "is a draft" in said(added)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "There is nothing in this file."),
        (b" \r\n\t \n", "There is nothing in this file."),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "This is no text file."),
        (bytes(range(256)) * 20, "This is no text file."),
        (b"Only narration stands here, and a second sentence.", "Nobody speaks in chapter.txt"),
    ],
)
async def test_what_cannot_be_played_is_refused_and_not_kept(server: Server, content: bytes, sentence: str) -> None:
    refused = await add(server, "chapter.txt", content)
    assert is_private(refused)
    assert sentence in said(refused)
    assert (await shelf(server)).startswith("1 chapter:")


async def test_a_file_above_two_megabytes_is_refused_before_it_is_fetched(server: Server) -> None:
    refused = await add(server, "book.txt", b"x" * 2_000_001)
    assert "Bring one of at most 2.0 MB" in said(refused)


async def test_a_file_of_another_kind_is_refused_with_the_kinds_that_are_read(server: Server) -> None:
    refused = await add(server, "kiln.exe", KILN.encode())
    assert "kiln.exe cannot be read" in said(refused)
    assert ".txt" in said(refused)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1", "cp1252"])
async def test_a_text_is_read_in_whatever_encoding_it_came(server: Server, encoding: str) -> None:
    await publish(server, "saisons.txt", SPEECH_IN_LATIN_1.encode(encoding), title="Saisons")
    cast = await server.member("ann").slash(server.channel, "lore cast", chapter="Saisons")
    assert "**Zoë**" in said(cast)
    assert "**Noël**" in said(cast)


async def test_the_same_text_twice_is_one_chapter(server: Server) -> None:
    await publish(server, "kiln.txt", KILN.encode())
    again = await add(server, "other-name.txt", KILN.encode())
    assert "This text is here already.\n**The Kiln** is on the shelf." in said(again)
    assert (await shelf(server)).count("Kiln") == 1


async def test_a_draft_that_is_brought_again_under_another_title_gets_it(server: Server) -> None:
    added = await add(server, "kiln.txt", KILN.encode(), title="Fyre")
    await server.admin.click(answers_to(added)[-1], label="Discard")
    again = await add(server, "kiln.txt", KILN.encode(), title="Fire")
    assert "**Fire** is a draft" in said(again)
    await server.admin.click(answers_to(again)[-1], label="Publish")
    assert "Ines" in said(await server.member("ann").slash(server.channel, "lore cast", chapter="fire"))
    assert "Fyre" not in await shelf(server)


async def test_a_new_version_that_is_brought_again_under_another_title_replaces_nothing(server: Server) -> None:
    await publish(server, "kiln.txt", KILN.encode(), title="Fire")
    ferry = BOAT.replace("boat", "ferry").encode()
    new_version = await add(server, "boat.txt", ferry, title="Fire")
    assert "Keep both" in buttons_of(answers_to(new_version)[-1])
    again = await add(server, "boat.txt", ferry, title="Water")
    assert "**Water** is a draft" in said(again)
    await server.admin.click(answers_to(again)[-1], label="Publish")
    ann = server.member("ann")
    assert "Ines" in said(await ann.slash(server.channel, "lore cast", chapter="fire"))
    assert "Tobin" in said(await ann.slash(server.channel, "lore cast", chapter="water"))


async def test_a_draft_that_is_brought_again_under_the_title_of_a_chapter_is_its_new_version(server: Server) -> None:
    await publish(server, "kiln.txt", KILN.encode(), title="Fire")
    ferry = BOAT.replace("boat", "ferry").encode()
    await add(server, "boat.txt", ferry, title="Water")
    again = await add(server, "boat.txt", ferry, title="Fire")
    assert "Keep both" in buttons_of(answers_to(again)[-1])


async def test_a_draft_whose_title_is_written_otherwise_is_no_version_of_itself(server: Server) -> None:
    await add(server, "kiln.txt", KILN.encode(), title="fire")
    again = await add(server, "kiln.txt", KILN.encode(), title="Fire")
    assert "**Fire** is a draft" in said(again)
    assert "Keep both" not in buttons_of(answers_to(again)[-1])


async def test_a_published_chapter_keeps_its_title(server: Server) -> None:
    await publish(server, "kiln.txt", KILN.encode(), title="Fire")
    assert "**Fire** is on the shelf." in said(await add(server, "kiln.txt", KILN.encode(), title="Smoke"))


async def test_two_texts_of_one_title_are_both_kept(server: Server) -> None:
    await publish(server, "kiln.txt", KILN.encode(), title="Fire")
    await publish(server, "boat.txt", BOAT.replace("boat", "ferry").encode(), title="Fire")
    assert (await shelf(server)).count("- **Fire**") == 2


async def test_a_title_that_is_given_is_the_title(server: Server) -> None:
    await publish(server, "kiln.txt", KILN.encode(), title="  What   burns ")
    assert "- **What burns**" in await shelf(server)


@pytest.mark.parametrize(
    "title", ["@everyone", "<@1> <@&2>", "**bold** `code`", "# big", "[a](https://b.example)", "\u202e"]
)
async def test_a_hostile_title_is_shown_as_it_is_and_pings_nobody(server: Server, title: str) -> None:
    added = await publish(server, "kiln.txt", KILN.encode(), title=title)
    assert "is published" in said(added)
    for harm in ("@everyone", "<@1>", "<@&2>", "[a]("):
        assert harm not in said(added) + await shelf(server)


@pytest.mark.parametrize(
    "filename", ["..txt", "a b@everyone.txt", "x" * 200 + ".txt", "..%2F..%2Fetc.txt", "😀.txt", "_.TXT"]
)
async def test_an_odd_file_name_does_no_harm(server: Server, filename: str) -> None:
    added = await add(server, filename, b"Ines: The kiln cracked.\n\nOren: Then we fire again.\n")
    assert "is a draft" in said(added)
    assert "@everyone" not in said(added)


async def test_a_name_of_81_characters_is_kept_whole_and_playable(server: Server) -> None:
    name = "A" + "b" * 80
    await publish(server, "long.txt", f"{name}: I speak.\n\nOren: So do I.\n".encode(), title="Names")
    listed = await server.member("ann").slash(server.channel, "lore cast", chapter="Names")
    assert name in said(listed)


async def test_a_shelf_that_is_full_takes_no_more(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bringing, "MOST_CHAPTERS", 2)
    for number in range(2):
        await publish(server, "kiln.txt", f"{KILN}\nInes: Kiln number {number}.\n".encode(), title=f"Kiln {number}")
    assert "chapters, which is as many as fit" in said(await add(server, "kiln.txt", KILN.encode()))


async def test_so_many_drafts_wait_and_no_more(server: Server) -> None:
    for number in range(5):
        await add(server, "kiln.txt", f"{KILN}\nInes: Kiln number {number}.\n".encode(), title=f"Kiln {number}")
    assert "5 drafts are waiting already." in said(await add(server, "kiln.txt", KILN.encode()))


async def test_a_member_brings_so_many_files_an_hour(server: Server, playhouse: Playhouse) -> None:
    playhouse.bot.theatre.uploads.for_a_member = 2
    for number in range(2):
        await add(server, "kiln.txt", f"{KILN}\nInes: Kiln number {number}.\n".encode(), title=f"Kiln {number}")
    assert "Try again in 60 minutes." in said(await add(server, "kiln.txt", KILN.encode()))
    await server.env.advance_time(3601)
    assert "is a draft" in said(await add(server, "kiln.txt", KILN.encode()))


async def test_the_list_of_a_full_shelf_fits_into_one_message(server: Server) -> None:
    for number in range(15):
        title = f"{number} " + "x" * 190
        await publish(server, "kiln.txt", f"{KILN}\nInes: Kiln number {number}.\n".encode(), title=title)
    assert len(await shelf(server)) <= 2000


NEW_KILN = KILN.replace("There is no second kiln.", "There is no second kiln here.") + "\nOren: I know it well.\n"


async def test_a_new_version_shows_what_it_changes_before_it_does(server: Server) -> None:
    await publish(server, "kiln.txt", KILN.encode())
    again = await add(server, "kiln.txt", NEW_KILN.encode())
    for told in ("**1 line added**", "**1 line changed**", "**0 lines lost**", "Corrections: 0 kept, 0 lost."):
        assert told in said(again)
    ann = server.member("ann")
    assert "I know it well" not in said(await ann.slash(server.channel, "lore line", number=5, chapter="the-kiln"))
    await server.admin.click(answers_to(again)[-1], label="Replace the old version")
    assert "**The Kiln** has its new text." in said(again)
    assert "I know it well" in said(await ann.slash(server.channel, "lore line", number=5, chapter="the-kiln"))
    assert (await shelf(server)).count("Kiln") == 1


@pytest.mark.parametrize("name", [*HOSTILE][::4])
async def test_a_hostile_upload_is_refused_with_a_sentence_and_not_kept(server: Server, name: str) -> None:
    hostile = HOSTILE[name]
    if hostile.read:
        pytest.skip("it is read without harm, which the reader's own tests show")
    refused = await add(server, hostile.filename, hostile.build())
    assert is_private(refused)
    assert "cannot be read" in said(refused) or "Bring one of at most" in said(refused)
    assert (await shelf(server)).startswith("1 chapter:")


async def test_the_form_takes_a_file_with_a_tick(server: Server) -> None:
    opened = await server.admin.slash(server.channel, "chapter add")
    brought = await server.admin.submit_modal(opened, {"file": ("kiln.txt", KILN.encode()), "rights": True})
    assert is_private(brought)
    assert "**The Kiln** is a draft" in said(brought)


async def test_the_form_takes_a_pasted_text_for_adults(server: Server) -> None:
    opened = await server.admin.slash(server.channel, "chapter add")
    fields = {"title": " Fire ", "text": KILN, "rights": True, "adult": True}
    brought = await server.admin.submit_modal(opened, fields)
    assert "**Fire** is a draft" in said(brought)
    assert "It is for adults" in said(brought)


@pytest.mark.parametrize("published", [False, True])
async def test_a_text_that_is_brought_again_for_adults_is_for_adults(server: Server, *, published: bool) -> None:
    await (publish if published else add)(server, "kiln.txt", KILN.strip().encode())
    opened = await server.admin.slash(server.channel, "chapter add")
    again = await server.admin.submit_modal(opened, {"text": KILN, "rights": True, "adult": True})
    assert "For everybody" in buttons_of(answers_to(again)[-1])
    assert "Kiln" not in await shelf(server)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text": KILN}, "tick *I may share this text here*"),
        (
            {"text": KILN, "file": ("kiln.txt", KILN.encode()), "rights": True},
            "I got a file and a text, and kept neither.",
        ),
        ({"rights": True}, "There was neither a file nor a text."),
    ],
)
async def test_a_form_that_is_not_filled_in_says_what_is_missing(
    server: Server, fields: dict[str, object], sentence: str
) -> None:
    opened = await server.admin.slash(server.channel, "chapter add")
    refused = await server.admin.submit_modal(opened, fields)
    assert sentence in said(refused)
    assert "Kiln" not in said(await server.admin.slash(server.channel, "chapter list"))


async def test_a_pasted_text_that_is_refused_is_handed_back(server: Server) -> None:
    opened = await server.admin.slash(server.channel, "chapter add")
    refused = await server.admin.submit_modal(opened, {"text": KILN})
    (file,) = answers_to(refused)[-1].attachments
    assert await file.read() == KILN.strip().encode()


async def test_a_member_without_rights_gets_no_form(server: Server) -> None:
    assert "bring chapters here" in said(await server.member("ann").slash(server.channel, "chapter add"))


async def test_an_admin_demoted_while_the_form_is_open_brings_nothing(server: Server) -> None:
    opened = await server.admin.slash(server.channel, "chapter add")
    server.env.backend.remove_member_role(server.guild.id, server.admin.id, server.guild.roles["managers"].id)
    assert "bring chapters here" in said(await server.admin.submit_modal(opened, {"text": KILN, "rights": True}))


async def test_an_appointed_importer_needs_no_permission_of_discords(playhouse: Playhouse, server: Server) -> None:
    role = server.guild.create_role("importers")
    await playhouse.choose(server, importer_role_id=role.id)
    importer = server.member("ida", role)
    added = await importer.slash(server.channel, "chapter add", file=("kiln.txt", KILN.encode()))
    await importer.click(answers_to(added)[-1], label="Publish")
    assert "**The Kiln** is published" in said(added)


async def test_a_file_as_an_option_may_say_that_it_may_be_shared(server: Server) -> None:
    refused = await add(server, "kiln.txt", KILN.encode(), rights=False)
    assert said(refused).startswith("Nothing was kept. Bring texts that you may share")
    assert "Kiln" not in said(await server.admin.slash(server.channel, "chapter list"))
    assert "**The Kiln** is a draft" in said(await add(server, "kiln.txt", KILN.encode(), rights=True))


async def test_whoever_publishes_says_that_they_may_share_it(server: Server) -> None:
    added = said(await add(server, "kiln.txt", KILN.encode()))
    assert "Publish it if you may share this text with the members of this server: by pressing you say so." in added
