from __future__ import annotations

import discord
import pytest

from bot.ui.items import typed_press, words_modal
from bot.ui.pages import Attachment, Button, Choice, Menu, Page, Panel
from bot.ui.render import edit_of, layout_of, message_of
from tests.ui.test_playbill import bill, huge


def named(view: discord.ui.LayoutView) -> list[str]:
    ids = (getattr(item, "custom_id", None) for item in view.walk_children())
    return [str(custom_id) for custom_id in ids if custom_id]


async def test_the_largest_playbill_is_within_discords_limits() -> None:
    layout = layout_of(bill(huge()))
    assert layout.content_length() <= 4000
    assert len(list(layout.walk_children())) <= 40
    assert len(named(layout)) == len(set(named(layout)))


async def test_a_panel_that_is_too_long_is_cut_and_keeps_its_controls() -> None:
    panel = Panel(("a" * 3000, "b" * 3000, "c" * 3000), ((Button("take", 1, 1, "Take"),),))
    layout = layout_of(panel)
    assert layout.content_length() <= 4000
    assert named(layout) == ["take:1:1"]


async def test_no_view_of_ours_ends_by_itself() -> None:
    assert layout_of(Panel(("x",))).timeout is None
    assert message_of(Page("x", (Button("say", 1, 1, "Say"),)))["view"].timeout is None


async def test_a_page_pings_those_it_names_and_nobody_else() -> None:
    assert message_of(Page("x"))["allowed_mentions"].to_dict() == {"parse": [], "users": []}
    assert message_of(Page("x", pings=(5,)))["allowed_mentions"].to_dict()["users"] == ["5"]


async def test_an_edit_never_pings_and_takes_buttons_away() -> None:
    arguments = edit_of(Page("x", pings=(5,)))
    assert arguments["allowed_mentions"].to_dict() == discord.AllowedMentions.none().to_dict()
    assert arguments["view"] is None


async def test_content_is_cut_to_what_a_message_holds() -> None:
    assert len(message_of(Page("x" * 5000))["content"]) == 2000


async def test_files_are_made_anew_for_each_sending() -> None:
    page = Page("x", files=(Attachment("transcript.txt", "Zoë"),))
    for _ in range(2):
        (file,) = message_of(page)["files"]
        assert file.fp.read() == "Zoë".encode()


async def test_long_labels_and_choices_are_cut() -> None:
    menu = Menu("take", 1, 1, "p" * 300, tuple(Choice(str(n), "l" * 300, "d" * 300) for n in range(25)))
    view = message_of(Page("x", (Button("say", 1, 1, "l" * 300),), (menu,)))["view"]
    select, button = view.to_components()
    assert len(select["components"][0]["placeholder"]) <= 150
    assert all(len(option["label"]) <= 100 for option in select["components"][0]["options"])
    assert len(button["components"][0]["label"]) <= 80


async def test_links_of_a_page_are_not_previewed() -> None:
    assert message_of(Page("https://example.org"))["suppress_embeds"] is True


async def test_the_modal_is_within_discords_limits() -> None:
    modal = words_modal("own", 10**18, 10**17, title="t" * 99, label="l" * 99, hint="h" * 999)
    data = modal.to_dict()
    assert len(data["title"]) <= 45
    assert len(data["custom_id"]) <= 100


@pytest.mark.parametrize("custom_id", ["", "type-own", "type-own:x:1", "own:1:1", "type-own:1:1 ", "type-OWN:1:1"])
def test_a_form_that_is_none_of_ours_is_none(custom_id: str) -> None:
    assert typed_press({"custom_id": custom_id}) is None


@pytest.mark.parametrize(
    "components",
    [
        [{"type": 18, "component": {"custom_id": "words", "value": "Go."}}],
        [{"type": 1, "components": [{"custom_id": "words", "value": "Go."}]}],
    ],
)
def test_a_form_is_read_in_both_shapes_that_discord_sends(components: list[dict[str, object]]) -> None:
    press = typed_press({"custom_id": "type-own:7:9", "components": components})
    assert press is not None
    assert (press.kind, press.key, press.seq) == ("type-own", 7, 9)
    assert press.fields == {"words": "Go."}


@pytest.mark.parametrize("components", [[], [{}], [{"components": []}], [{"component": {"custom_id": "words"}}]])
def test_a_form_with_missing_parts_has_empty_fields(components: list[dict[str, object]]) -> None:
    press = typed_press({"custom_id": "type-own:7:9", "components": components})
    assert press is not None
    assert not any((press.fields or {}).values())
