"""Slash commands through the palette: finding, filling in, sending, and what comes back."""

from pathlib import Path

from playwright.sync_api import Route, expect

from tests.browser.conftest import Open


def test_a_slash_lists_every_command_with_its_subcommands(tab: Open) -> None:
    ana = tab("ana")
    ana.composer.fill("/")
    items = ana.page.get_by_test_id("palette-item")
    expect(items.filter(has_text="/show embed")).to_have_count(1)
    expect(items.filter(has_text="/echo")).to_contain_text("Say something aloud")


def test_scattered_letters_find_a_command(tab: Open) -> None:
    ana = tab("ana")
    ana.composer.fill("/shwem")
    expect(ana.page.get_by_test_id("palette-item").first).to_have_attribute("data-command", "show embed")


def test_a_command_is_run_by_keyboard_alone(tab: Open) -> None:
    ana = tab("ana")
    ana.composer.focus()
    keyboard = ana.page.keyboard
    keyboard.type("/ec")
    expect(ana.page.get_by_test_id("palette-item").first).to_have_attribute("aria-selected", "true")
    keyboard.press("Enter")
    expect(ana.option("words")).to_be_focused()
    keyboard.type("by the keys")
    keyboard.press("Enter")
    ana.wait_for_message("by the keys", author="Footlights")
    expect(ana.composer).to_be_focused()


def test_a_title_may_be_followed_by_its_first_option(tab: Open) -> None:
    ana = tab("ana")
    ana.composer.fill("/echo said in one go")
    ana.page.get_by_test_id("palette-item").first.click()
    expect(ana.option("words")).to_have_value("said in one go")


def test_escape_leaves_the_command_and_returns_to_the_composer(tab: Open) -> None:
    ana = tab("ana")
    ana.open_command("echo")
    ana.option("words").press("Escape")
    expect(ana.page.get_by_test_id("command-form")).to_have_count(0)
    expect(ana.composer).to_be_focused()


def test_a_missing_option_is_said_before_anything_is_sent(tab: Open) -> None:
    ana = tab("ana")
    form = ana.open_command("echo")
    ana.send_command()
    expect(form.locator(".field-problem")).to_have_text("This one is needed.")
    expect(ana.option("words")).to_be_focused()


def test_suggestions_of_the_bot_are_taken_by_keyboard(tab: Open) -> None:
    ana = tab("ana")
    ana.open_command("fruit")
    ana.option("name").press_sequentially("ap")
    suggestions = ana.page.get_by_test_id("suggestion")
    expect(suggestions).to_have_text(["Apple", "Apricot"])
    ana.option("name").press("ArrowDown")
    ana.option("name").press("Enter")
    expect(ana.option("name")).to_have_value("Apricot")
    ana.option("name").press("Enter")
    ana.wait_for_private("1 apricot, size -, ripe None, for -")


def test_options_of_every_kind_arrive_as_their_kind(tab: Open) -> None:
    ana = tab("ana")
    ana.open_command("fruit")
    ana.pick_suggestion("name", "pl", "Plum")
    ana.fill_option("amount", "3")
    ana.pick_suggestion("size", "la", "Large")
    ana.pick_suggestion("ripe", "", "True")
    ana.pick_suggestion("whom", "be", "Ben")
    ana.send_command()
    ana.wait_for_private("3 plum, size l, ripe True, for ben")


def test_a_number_out_of_range_is_said_at_its_field(tab: Open) -> None:
    ana = tab("ana")
    form = ana.open_command("fruit")
    ana.fill_option("name", "pear")
    ana.fill_option("amount", "12")
    ana.send_command()
    expect(form.locator(".field-problem", has_text="At most 9.")).to_be_visible()


def test_a_private_answer_is_seen_by_nobody_else_and_can_be_dismissed(tab: Open) -> None:
    ana, ben = tab("ana"), tab("ben")
    ana.run("secret", {"words": "between the two of us"})
    message = ana.wait_for_private("between the two of us")
    ana.say("Ben, did you hear anything?")
    ben.wait_for_message("did you hear anything")
    expect(ben.messages("between the two of us")).to_have_count(0)
    message.get_by_role("button", name="Dismiss").click()
    expect(ana.messages("between the two of us")).to_have_count(0)


def test_an_answer_that_takes_time_shows_that_the_bot_thinks(tab: Open) -> None:
    ana, ben = tab("ana"), tab("ben")
    ana.run("wait")
    expect(ana.page.locator(".thinking")).to_have_text("Footlights is thinking…")
    ben.run("release")
    ana.wait_for_message("At last")
    expect(ana.page.locator(".thinking")).to_have_count(0)


def test_a_public_answer_says_who_asked(tab: Open) -> None:
    ana, ben = tab("ana"), tab("ben")
    ana.run("echo", {"words": "for all to hear"})
    expect(ben.wait_for_message("for all to hear").locator(".above")).to_have_text("Ana used /echo")


def test_a_file_goes_up_with_a_command(tab: Open, tmp_path: Path) -> None:
    file = tmp_path / "notes.md"
    file.write_text("five!")
    ana = tab("ana")
    ana.run("upload", {"file": file})
    ana.wait_for_message("5 bytes")


def test_a_message_command_is_in_the_messages_menu(tab: Open) -> None:
    ana, ben = tab("ana"), tab("ben")
    ben.say("Count these four words")
    ana.message_command(ana.wait_for_message("Count these four words"), "Count words")
    ana.wait_for_private("of ben")


def test_the_menu_opens_and_works_by_keyboard(tab: Open) -> None:
    ana = tab("ana")
    ana.say("Reached without a mouse")
    ana.composer.press("ArrowUp")
    ana.page.keyboard.press("Enter")
    expect(ana.page.get_by_test_id("menu-reply")).to_be_focused()
    ana.page.keyboard.press("Enter")
    expect(ana.page.locator(".answering")).to_contain_text("Replying to Ana")
    expect(ana.composer).to_be_focused()


def test_an_unknown_command_is_not_posted(tab: Open) -> None:
    ana = tab("ana")
    ana.composer.fill("/zzzzqq")
    expect(ana.page.get_by_test_id("palette")).to_contain_text("No command fits.")
    ana.composer.press("Enter")
    ana.wait_for_toast("That is no command of the bot.")
    expect(ana.messages("/zzzzqq")).to_have_count(0)


def test_a_late_response_does_not_undo_what_came_live(tab: Open) -> None:
    ana = tab("ana")

    def answer_late(route: Route) -> None:
        response = route.fetch()
        ana.wait_for_private("played in")
        route.fulfill(response=response)

    ana.page.route("**/room/interactions", answer_late)
    with ana.page.expect_event("requestfinished", lambda request: request.url.endswith("/room/interactions")):
        ana.run("scene", {"name": "an act out of order"})
    expect(ana.page.get_by_test_id("pending")).to_have_count(0)
    expect(ana.wait_for_private("played in")).to_contain_text("played in")


def test_commands_work_in_private_with_the_bot(tab: Open) -> None:
    ben = tab("ben")
    ben.page.get_by_test_id("open-direct").click()
    expect(ben.page.locator(".where-name")).to_have_text("Footlights")
    ben.run("echo", {"words": "nobody else is here"})
    ben.wait_for_message("nobody else is here", author="Footlights")
