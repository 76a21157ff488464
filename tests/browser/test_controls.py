"""Buttons, selects, panels and modals."""

import itertools
from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.browser.conftest import Open
from tests.browser.stage import Tab

_SETS = itertools.count(1)


def controls(tab: Tab) -> Locator:
    """Have a set of controls of one's own: earlier sets, and answers that quote them, stand in the channel too."""
    words = f"set {next(_SETS)}."
    tab.run("controls", {"words": words})
    message = tab.wait_for_message(f"Here are the controls: {words}")
    identity = message.get_attribute("data-testid")
    assert identity
    return tab.page.get_by_test_id(identity)


def test_a_press_changes_the_message_for_all_and_keeps_the_focus(tab: Open) -> None:
    ana, ben = tab("ana"), tab("ben")
    message = controls(ana)
    identity = message.get_attribute("data-testid")
    assert identity
    ben.button("Press", within=ben.page.get_by_test_id(identity)).press("Enter")
    expect(message).to_contain_text("Press pressed by ben")
    expect(message.locator(".edited")).to_have_text("(edited)")
    expect(ben.button("Press", within=ben.page.get_by_test_id(identity))).to_be_focused()


def test_a_press_that_nobody_answers_is_said_to_have_failed(tab: Open) -> None:
    ana = tab("ana")
    message = controls(ana)
    ana.press("silent", within=message)
    expect(ana.button("silent", within=message)).to_have_attribute("aria-busy", "true")
    expect(message.get_by_test_id("failed")).to_contain_text("This interaction failed")
    ana.press("press", within=message)
    expect(message.get_by_test_id("failed")).to_have_count(0)


def test_a_disabled_button_and_a_link_are_what_they_say(tab: Open) -> None:
    ana = tab("ana")
    message = controls(ana)
    expect(ana.button("Off", within=message)).to_be_disabled()
    expect(ana.button("Away", within=message)).to_have_attribute("href", "https://example.org/away")


def test_a_select_of_several_keeps_to_its_bounds(tab: Open) -> None:
    ana = tab("ana")
    message = controls(ana)
    ana.select("several", within=message).click()
    popup = ana.page.get_by_test_id("select-popup")
    expect(popup.get_by_role("option")).to_have_count(25)
    popup.get_by_role("option").nth(1).click()
    popup.get_by_test_id("select-done").click()
    expect(popup.locator(".popup-count")).to_have_text("Choose at least 2.")
    for number in (3, 5, 7):
        popup.get_by_role("option").nth(number).click()
    popup.get_by_test_id("select-done").click()
    ana.wait_for_private("chosen: 2, 4, 6")


def test_a_select_is_made_by_keyboard(tab: Open) -> None:
    ana = tab("ana")
    message = controls(ana)
    ana.select("whom", within=message).press("ArrowDown")
    listbox = ana.page.get_by_role("listbox", name="A member")
    expect(listbox).to_be_focused()
    ana.page.keyboard.press("End")
    ana.page.keyboard.press("Escape")
    expect(ana.select("whom", within=message)).to_be_focused()
    ana.choose("whom", "Cleo", within=message)
    ana.wait_for_private("member: cleo")


def test_a_long_list_can_be_searched(tab: Open) -> None:
    ana = tab("ana")
    ana.select("several", within=controls(ana)).click()
    popup = ana.page.get_by_test_id("select-popup")
    popup.get_by_label("Search the list").fill("row 17")
    expect(popup.get_by_role("option")).to_have_text(["Row 17"])


def test_a_panel_is_drawn_with_its_sections(tab: Open) -> None:
    ana = tab("ana")
    ana.run("panel")
    message = ana.wait_for_message("A panel")
    expect(message.locator(".container h4")).to_have_text("A panel")
    expect(message.locator(".container hr")).to_have_count(1)
    ana.press("Take", within=message.locator(".section"))
    ana.wait_for_private("taken")


def test_a_form_is_filled_in_and_sent(tab: Open, tmp_path: Path) -> None:
    file = tmp_path / "scene.txt"
    file.write_text("text")
    ana = tab("ana")
    ana.run("show form")
    ana.fill_modal({"words": "In my own words", "part": ["Second"], "file": file, "way": ["Quick"], "sure": True})
    ana.wait_for_private("form: In my own words; ['Second']; ['scene.txt']; quick; True")


def test_a_form_says_what_is_missing_and_stays_open(tab: Open) -> None:
    ana = tab("ana")
    ana.run("show form")
    ana.fill_modal({"words": "no"}, submit=False)
    ana.modal.get_by_test_id("modal-submit").click()
    expect(ana.modal.locator(".field-problem").first).to_have_text("Write at least 3 characters; these are 2.")
    expect(ana.modal.locator("textarea")).to_be_focused()


def test_a_form_takes_the_focus_and_gives_it_back(tab: Open) -> None:
    ana = tab("ana")
    message = controls(ana)
    ana.button("form", within=message).press("Enter")
    expect(ana.modal.locator("textarea")).to_be_focused()
    expect(ana.modal).to_have_accessible_name("A form")
    ana.page.keyboard.press("Escape")
    expect(ana.modal).to_have_count(0)
    expect(ana.button("form", within=message)).to_be_focused()


def test_a_list_inside_a_form_closes_without_closing_the_form(tab: Open) -> None:
    ana = tab("ana")
    ana.run("show form")
    ana.select("part").click()
    expect(ana.page.get_by_test_id("select-popup")).to_be_visible()
    ana.page.keyboard.press("Escape")
    expect(ana.page.get_by_test_id("select-popup")).to_have_count(0)
    expect(ana.modal).to_be_visible()
