"""How messages read: marks, names, threads, files, and text that means harm."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Open
from tests.browser.stage import Room, open_tab

TREES = {
    "plain . . . words * 3": [{"kind": "text", "text": "plain . . . words * 3"}],
    "*soft*": [{"kind": "em", "inside": [{"kind": "text", "text": "soft"}]}],
    "snake_case_name": [{"kind": "text", "text": "snake_case_name"}],
    r"\*not soft\*": [{"kind": "text", "text": "*not soft*"}],
    "***both***": [{"kind": "strong", "inside": [{"kind": "em", "inside": [{"kind": "text", "text": "both"}]}]}],
    "`*code*`": [{"kind": "code", "text": "*code*"}],
    "[bad](javascript:alert(1))": [{"kind": "text", "text": "[bad](javascript:alert(1))"}],
    "<@!12>": [{"kind": "mention", "of": "user", "id": "12"}],
    "**open": [{"kind": "text", "text": "**open"}],
}


@pytest.fixture(scope="module")
def reader(browser: Browser, room: Room) -> Iterator[Page]:
    """A page to read marks in: what is read there has no effect on the next text."""
    tab = open_tab(browser, room.url, "ana")
    yield tab.page
    tab.close()


@pytest.mark.parametrize("source", TREES)
def test_a_line_is_read_into_its_spans(reader: Page, source: str) -> None:
    tree = reader.evaluate("async (text) => (await import('/markdown.js')).readSpans(text)", source)
    assert tree == TREES[source]


@pytest.mark.parametrize("mark", ["*", "**a", "||", "[", "`", "> ", "<t:", "*a **b ", "_", "\\"])
def test_four_thousand_marks_are_read_in_a_blink(reader: Page, mark: str) -> None:
    text = (mark * 4000)[:4000]
    measure = "async (text) => { const { readBlocks } = await import('/markdown.js'); const start = performance.now();"
    took = reader.evaluate(f"{measure} readBlocks(text); return performance.now() - start; }}", text)
    assert took < 1000


def test_discords_marks_are_drawn(tab: Open) -> None:
    ana = tab("ana")
    ana.run("show text")
    message = ana.wait_for_message("struck")
    for tag, words in {"strong": "bold", "em": "soft", "u": "under", "s": "struck", "code": "code"}.items():
        expect(message.locator(f".prose {tag}").first).to_have_text(words)
    expect(message.locator("h3")).to_have_text("A heading")
    expect(message.locator("blockquote")).to_have_text("a quote")
    expect(message.locator(".subtext")).to_have_text("small")
    expect(message.locator("time.stamp")).to_have_text(re.compile("2023"))


def test_a_spoiler_is_hidden_until_it_is_pressed(tab: Open) -> None:
    ana = tab("ana")
    ana.run("show text")
    spoiler = ana.wait_for_message("struck").locator(".spoiler")
    expect(spoiler.locator(".spoiler-text")).not_to_be_visible()
    spoiler.press("Enter")
    expect(spoiler.locator(".spoiler-text")).to_be_visible()


def test_markup_in_a_message_stays_text(tab: Open) -> None:
    ana = tab("ana")
    ana.run("show hostile")
    message = ana.wait_for_message("<img src=x")
    expect(message.locator(".prose img, .prose b, .prose a")).to_have_count(0)
    assert "broken" not in ana.page.title()


def test_marks_of_direction_do_not_leave_their_message(tab: Open) -> None:
    ana = tab("ana")
    ana.run("show hostile")
    isolation = "node => getComputedStyle(node).unicodeBidi"
    assert "isolate" in ana.wait_for_message("plain").locator(".prose").evaluate(isolation)


def test_forty_components_and_four_thousand_characters_stay_inside_a_phone(tab: Open) -> None:
    ana = tab("ana", size=(390, 844))
    ana.run("crowd")
    expect(ana.wait_for_message("B00").get_by_test_id("button")).to_have_count(30)
    assert ana.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert ana.page.evaluate("document.querySelector('.scroll').scrollWidth") <= 390


def test_an_embed_shows_its_title_fields_and_footer(tab: Open) -> None:
    ana = tab("ana")
    ana.run("show embed")
    card = ana.wait_for_message("A card").locator(".embed")
    expect(card.locator(".embed-title a")).to_have_attribute("href", "https://example.org/card")
    expect(card.locator("dt")).to_have_text(["Left", "Right"])
    expect(card.locator(".embed-foot")).to_have_text("at the foot")


def test_a_members_words_are_seen_by_the_others_with_a_name(tab: Open) -> None:
    ana, ben = tab("ana"), tab("ben")
    ana.say("Good evening, everybody")
    message = ben.wait_for_message("Good evening, everybody", author="Ana")
    expect(message.locator(".badge")).to_have_count(0)


def test_a_reply_shows_what_it_answers(tab: Open) -> None:
    ana, ben = tab("ana"), tab("ben")
    ana.say("Who opens the curtain?")
    ben.reply(ben.wait_for_message("Who opens the curtain?"), "I do, as always")
    expect(ana.wait_for_message("I do, as always").locator(".above")).to_contain_text("Who opens the curtain?")


def test_a_reply_shows_the_lines_it_answers_apart(tab: Open) -> None:
    ana, ben = tab("ana"), tab("ben")
    ana.composer.fill("Who opens it?\n> The curtain\nAnd when?")
    ana.composer.press("Enter")
    ben.reply(ben.wait_for_message("And when?"), "At eight")
    expect(ana.wait_for_message("At eight")).to_contain_text("Who opens it? The curtain And when?")


def test_a_reply_may_leave_its_author_in_peace(tab: Open) -> None:
    ana, ben = tab("ana"), tab("ben")
    ana.say("Nobody need hurry")
    ben.open_menu(ben.wait_for_message("Nobody need hurry")).get_by_test_id("menu-reply").click()
    ben.page.get_by_test_id("reply-ping").click()
    ben.say("I take my time then")
    expect(ana.wait_for_message("I take my time then")).not_to_have_class(re.compile("calls-me"))


def test_a_typed_name_becomes_a_mention(tab: Open) -> None:
    ana, ben = tab("ana"), tab("ben")
    ana.say("over to you, @ben, in #tech")
    message = ben.wait_for_message("over to you")
    expect(message.locator(".mention.me")).to_have_text("@Ben")
    expect(message.locator("a.mention")).to_have_text("#tech")


def test_a_deleted_message_goes_away_everywhere(tab: Open) -> None:
    ana, ben = tab("ana"), tab("ben")
    ben.say("I take that back at once")
    ben.delete(ben.wait_for_message("I take that back at once"))
    expect(ana.messages("I take that back at once")).to_have_count(0)


def test_only_writers_and_moderators_may_delete(tab: Open) -> None:
    ana, ben = tab("ana"), tab("ben")
    ana.say("Nobody but us removes this")
    menu = ben.open_menu(ben.wait_for_message("Nobody but us removes this"))
    expect(menu.get_by_test_id("menu-reply")).to_be_visible()
    expect(menu.get_by_test_id("menu-delete")).to_have_count(0)
    ben.page.keyboard.press("Escape")
    expect(menu).to_have_count(0)


def test_a_thread_shows_under_its_channel_with_the_webhooks_name(tab: Open) -> None:
    ana = tab("ana")
    ana.run("scene", {"name": "the second act"})
    ana.wait_for_private("played in")
    ana.open_channel("the second act")
    message = ana.wait_for_message("Good evening.", author="Miranda")
    expect(message.locator(".badge")).to_have_text("BOT")
    expect(ana.page.locator(".crumb")).to_have_text("#stage")


def test_a_text_file_can_be_read_in_place(tab: Open, tmp_path: Path) -> None:
    file = tmp_path / "scene.txt"
    file.write_text("A door. Somebody knocks.")
    ana = tab("ana")
    ana.run("upload", {"file": file})
    card = ana.wait_for_message("24 bytes").get_by_test_id("attachment")
    expect(card.locator("a")).to_have_attribute("download", "scene.txt")
    card.get_by_role("button", name="Preview").click()
    expect(card.locator(".file-text")).to_have_text("A door. Somebody knocks.")


def test_another_channel_is_marked_when_something_is_new_in_it(tab: Open) -> None:
    ana, ben = tab("ana"), tab("ben")
    ben.open_channel("tech")
    ana.say("Here is something new")
    expect(ben.place("stage")).to_have_attribute("data-unread", "true")
    ben.open_channel("stage")
    expect(ben.place("stage")).to_have_attribute("data-unread", "false")


def test_a_call_by_name_is_counted_on_its_channel(tab: Open) -> None:
    ana, ben = tab("ana"), tab("ben")
    ben.open_channel("tech")
    ana.run("call", {"whom": "Ben"})
    ana.wait_for_message("you are called")
    expect(ben.place("stage").locator(".calls")).to_have_text("1")
    expect(ben.page).to_have_title(re.compile(r"^\(1\)"))


def test_a_member_sees_only_their_own_houses(tab: Open) -> None:
    ben, eve = tab("ben"), tab("eve")
    expect(ben.page.locator(".guild:not(.direct) h2")).to_have_text(["The Little Theatre"])
    expect(eve.page.locator(".guild:not(.direct) h2")).to_have_text(["The Other House"])


def test_new_messages_are_read_out_and_old_ones_are_not(tab: Open) -> None:
    ana, ben = tab("ana"), tab("ben")
    voice = ben.page.get_by_test_id("announcer")
    ana.say("A line for those who listen")
    expect(voice).to_contain_text("Ana: A line for those who listen")
    ben.open_channel("tech")
    ben.open_channel("stage")
    expect(voice.locator("p", has_text="A line for those who listen")).to_have_count(1)


def test_the_others_see_that_somebody_is_typing(tab: Open) -> None:
    ana, ben = tab("ana"), tab("ben")
    ana.composer.press_sequentially("Let me think")
    expect(ben.page.locator(".typing")).to_have_text("Ana is typing…")
    ana.composer.press("Enter")
    ben.wait_for_message("Let me think")
    expect(ben.page.locator(".typing")).to_have_text("")
