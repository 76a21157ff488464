"""The page around the messages: who one is, first steps, the connection, the phone, the keyboard."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import TOKEN, Open, company_bot
from tests.browser.stage import PATIENCE, PHONE, Room, Tab, open_tab


def test_the_first_page_asks_who_one_is(browser: Browser, room: Room) -> None:
    page = browser.new_page()
    page.goto(room.url)
    page.get_by_test_id("act-as-ben").click()
    expect(page.get_by_test_id("member-switch")).to_have_value("ben")
    page.close()


def test_somebody_unknown_is_asked_again(browser: Browser, room: Room) -> None:
    page = browser.new_page()
    page.goto(f"{room.url}?as=nobody")
    expect(page.get_by_text("Nobody here is called")).to_be_visible()
    page.close()


def test_the_switch_turns_the_tab_into_another_member(tab: Open) -> None:
    ana = tab("ana")
    ana.page.get_by_test_id("member-switch").select_option("ben")
    expect(ana.page).to_have_url(re.compile(r"\?as=ben"))
    expect(ana.page.get_by_test_id("member-switch")).to_have_value("ben")


def test_the_first_steps_are_shown_once(tab: Open) -> None:
    ana = tab("ana", hint=True)
    hint = ana.page.get_by_test_id("hint")
    expect(hint.get_by_role("listitem")).to_have_count(3)
    hint.get_by_role("button").click()
    ana.page.reload()
    expect(ana.page.locator(".where-name")).to_have_text("stage")
    expect(hint).to_have_count(0)


def test_nothing_comes_from_elsewhere_and_nothing_is_inline(browser: Browser, room: Room) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    answer = page.goto(f"{room.url}?as=ana")
    assert answer
    assert "'self'" in answer.headers["content-security-policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]
    expect(page.locator(".where-name")).to_have_text("stage")
    assert [url for url in asked if not url.startswith(room.url)] == []
    page.close()


def test_everything_that_can_be_pressed_has_a_name(tab: Open) -> None:
    ana = tab("ana", hint=True)
    ana.run("controls", {"words": "for a look"})
    ana.wait_for_message("Here are the controls")
    nameless = """() => [...document.querySelectorAll('button, a[href], input, select, textarea, [role=button]')]
        .filter((node) => !(node.ariaLabel || node.textContent.trim() || node.labels?.length))
        .map((node) => node.outerHTML.slice(0, 90))"""
    assert ana.page.evaluate(nameless) == []


def test_the_skip_link_leads_to_the_composer(tab: Open) -> None:
    ana = tab("ana")
    ana.page.locator(".skip").focus()
    ana.page.keyboard.press("Enter")
    expect(ana.composer).to_be_focused()


def test_a_phone_has_the_channels_behind_a_button(tab: Open) -> None:
    ana = tab("ana", size=PHONE)
    expect(ana.page.get_by_role("navigation")).not_to_be_visible()
    ana.open_channel("tech")
    expect(ana.page.get_by_role("navigation")).not_to_be_visible()
    assert ana.page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_text_stands_out_from_its_ground(tab: Open, dark: bool) -> None:  # noqa: FBT001 - a case of the table
    ana = tab("ana", dark=dark)
    ana.say("Can everybody read this?")
    for selector in (".prose p", ".head time", ".topic, .place", ".bot-words", ".composer-input"):
        assert contrast(ana, selector) >= 4.5, selector


def contrast(tab: Tab, selector: str) -> float:
    """The contrast of an element's text with the nearest opaque ground behind it, as WCAG counts it."""
    script = """(selector) => {
        const node = document.querySelector(selector);
        const parse = (text) => text.match(/[\\d.]+/g).map(Number);
        const styleOf = (each) => getComputedStyle(each);
        const opaque = (each) => (parse(styleOf(each).backgroundColor)[3] ?? 1) === 1;
        const painted = (each) => opaque(each) || styleOf(each).backgroundImage !== 'none';
        let ground = node;
        while (ground.parentElement && !painted(ground)) ground = ground.parentElement;
        const probe = document.createElement('i');
        probe.style.color = opaque(ground) ? styleOf(ground).backgroundColor : 'var(--velvet)';
        document.body.append(probe);
        const behind = parse(styleOf(probe).color);
        probe.remove();
        const linear = (part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
        const shares = [0.2126, 0.7152, 0.0722];
        const light = (rgb) => shares.reduce((sum, share, index) => sum + share * linear(rgb[index] / 255), 0);
        const [one, two] = [light(parse(styleOf(node).color)), light(behind)].sort((a, b) => b - a);
        return (one + 0.05) / (two + 0.05);
    }"""
    return float(tab.page.evaluate(script, selector))


def test_older_messages_come_when_they_are_asked_for(tab: Open) -> None:
    dan = tab("dan")
    dan.open_channel("lobby-talk")
    for number in range(1, 61):
        dan.say(f"line {number} of sixty")
    dan.page.reload()
    dan.wait_for_message("line 60 of sixty")
    expect(dan.messages("line 5 of sixty")).to_have_count(0)
    dan.page.get_by_role("button", name="Show older messages").click()
    dan.wait_for_message("line 5 of sixty")
    expect(dan.page.get_by_text("This is where the channel begins.")).to_be_attached()


def burst(tab: Tab, text: str) -> None:
    """Post thirty tall messages at once in the channel that a tab shows."""
    script = """([member, text]) => {
        const address = `/room/channels/${document.querySelector('.place[aria-current]').hash.slice(1)}/messages`;
        const post = (content) => fetch(address, { method: 'POST', body: JSON.stringify({ as: member, content }) });
        return Promise.all([...Array(30).keys()].map((number) => post(`${number}\\n`.repeat(4) + text)));
    }"""
    tab.page.evaluate(script, [tab.member, text])


def test_a_burst_of_messages_leaves_the_newest_in_view(tab: Open) -> None:
    dan, cleo = tab("dan"), tab("cleo", size=PHONE)
    burst(dan, "of a burst")
    expect(cleo.messages("of a burst")).to_have_count(30, timeout=PATIENCE)
    expect(cleo.messages("of a burst").last).to_be_in_viewport()
    expect(cleo.page.locator(".to-newest")).not_to_be_visible()


def test_reading_further_up_is_not_disturbed_by_new_messages(tab: Open) -> None:
    dan, cleo = tab("dan"), tab("cleo")
    burst(dan, "to scroll through")
    expect(cleo.messages("to scroll through")).to_have_count(30, timeout=PATIENCE)
    cleo.page.locator(".scroll").hover()
    cleo.page.mouse.wheel(0, -600)
    expect(cleo.messages("to scroll through").last).not_to_be_in_viewport()
    dan.say("Nobody jumps for me")
    cleo.page.get_by_role("button", name="New messages below").click()
    expect(cleo.messages("Nobody jumps for me")).to_be_in_viewport()


def test_what_comes_of_a_command_is_shown_to_who_was_reading_further_up(tab: Open) -> None:
    dan, cleo = tab("dan"), tab("cleo")
    burst(dan, "to look back at")
    expect(cleo.messages("to look back at")).to_have_count(30, timeout=PATIENCE)
    cleo.page.locator(".scroll").hover()
    cleo.page.mouse.wheel(0, -600)
    expect(cleo.messages("to look back at").last).not_to_be_in_viewport()
    cleo.run("secret", {"words": "between us"})
    expect(cleo.wait_for_private("between us")).to_be_in_viewport(ratio=0.9)


def test_a_lost_room_is_said_and_nothing_is_missed_when_it_is_back(browser: Browser, tmp_path: Path) -> None:
    with Room.start(tmp_path) as room:
        ana = open_tab(browser, room.url, "ana")
        ana.say("Before the storm")
        port = room.port
    note = ana.page.get_by_test_id("link-note")
    expect(note).to_contain_text("Reconnecting")
    ana.composer.fill("Is anybody there?")
    ana.composer.press("Enter")
    ana.wait_for_toast("The room does not answer.")
    expect(ana.composer).to_have_value("Is anybody there?")
    with Room.start(tmp_path, port=port) as room:
        ben = open_tab(browser, room.url, "ben")
        ben.say("After the storm")
        expect(note).not_to_be_visible(timeout=20_000)
        ana.wait_for_message("Before the storm")
        ana.wait_for_message("After the storm")
        for tab in (ana, ben):
            tab.close()


HELD_BACK = """
    const Socket = window.WebSocket;
    window.WebSocket = class extends EventTarget {
        constructor(address) {
            super();
            window.goLive = () => {
                const socket = new Socket(address);
                const pass = (event) => this.dispatchEvent(new event.constructor(event.type, event));
                for (const kind of ['open', 'message', 'close']) socket.addEventListener(kind, pass);
            };
        }
    };
"""


def test_nothing_is_missed_that_happens_before_the_page_is_live(tab: Open, browser: Browser, room: Room) -> None:
    dan, page = tab("dan"), browser.new_page()
    page.add_init_script(HELD_BACK)
    page.goto(f"{room.url}?as=cleo")
    page.wait_for_load_state("networkidle")
    dan.say("Said before anybody listened")
    page.evaluate("goLive()")
    expect(page.locator("li.message", has_text="Said before anybody listened")).to_be_visible()
    page.close()


def test_the_page_sees_the_bot_come_and_go(browser: Browser, tmp_path: Path) -> None:
    with Room.start(tmp_path, token=TOKEN) as room:
        ana = open_tab(browser, room.url, "ana")
        ana.wait_for_bot(online=False)
        with company_bot(room):
            ana.wait_for_bot()
            ana.run("echo", {"words": "I am here now"})
            ana.wait_for_message("I am here now")
        ana.wait_for_bot(online=False)
        ana.close()
