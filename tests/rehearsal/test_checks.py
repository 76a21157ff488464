"""Discord's limits, at the last figure that passes and the first that does not."""

import pytest

from bot.rehearsal.checks import check_thread, check_webhook_name
from bot.rehearsal.checks_commands import check_choices, check_command, check_commands
from bot.rehearsal.checks_components import check_components
from bot.rehearsal.checks_messages import check_message, is_empty
from bot.rehearsal.checks_modals import check_modal
from bot.rehearsal.refusals import ApiError, Code, Problem, error_tree
from bot.rehearsal.shapes import Json, Upload

V2 = 1 << 15


def _button(custom_id: str = "b", **extra: object) -> Json:
    return {"type": 2, "style": 1, "label": "Press", "custom_id": custom_id, **extra}


def _row(*children: Json) -> Json:
    return {"type": 1, "components": list(children)}


def _select(**extra: object) -> Json:
    return {"type": 3, "custom_id": "s", "options": [{"label": "One", "value": "1"}], **extra}


def _text(content: str) -> Json:
    return {"type": 10, "content": content}


def _message(*components: Json, **extra: object) -> list[str]:
    return [problem.rule for problem in check_message({"components": list(components), **extra}, ())]


def test_content_holds_2000_characters() -> None:
    assert _message(content="x" * 2000) == []
    assert _message(content="x" * 2001) == ["BASE_TYPE_MAX_LENGTH"]


def test_embeds_hold_6000_characters_together() -> None:
    assert _message(embeds=[{"description": "x" * 3000}, {"description": "x" * 3000}]) == []
    assert _message(embeds=[{"description": "x" * 3000}, {"description": "x" * 3001}]) == ["MAX_EMBED_SIZE_EXCEEDED"]


@pytest.mark.parametrize("body", [{}, {"content": " "}, {"content": "", "embeds": [], "components": []}])
def test_a_message_of_nothing_is_empty(body: Json) -> None:
    assert is_empty(body, ())
    assert not is_empty(body, [Upload("a.txt", b"", "text/plain")])


def test_ten_files_come_with_a_message() -> None:
    file = Upload("a.txt", b"", "text/plain")
    assert check_message({}, [file] * 10) == []
    assert [problem.path for problem in check_message({}, [file] * 11)] == ["files"]


def test_a_nonce_has_25_characters() -> None:
    assert _message(nonce="x" * 25) == []
    assert _message(nonce="x" * 26) == ["BASE_TYPE_MAX_LENGTH"]


def test_allowed_mentions_do_not_contradict_themselves() -> None:
    assert _message(allowed_mentions={"parse": [], "users": ["1"]}) == []
    assert _message(allowed_mentions={"parse": ["users"], "users": ["1"]}) == [
        "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE"
    ]


def test_a_row_holds_five_buttons_or_one_select() -> None:
    assert _message(_row(*[_button(str(number)) for number in range(5)])) == []
    assert _message(_row(*[_button(str(number)) for number in range(6)])) == ["BASE_TYPE_BAD_LENGTH"]
    assert _message(_row(_select(), _button())) == ["COMPONENT_LAYOUT_WIDTH_EXCEEDED"]


def test_five_rows_stand_under_a_message() -> None:
    assert _message(*[_row(_button(str(number))) for number in range(5)]) == []
    assert _message(*[_row(_button(str(number))) for number in range(6)]) == ["BASE_TYPE_BAD_LENGTH"]


def test_a_custom_id_has_1_to_100_characters_and_stands_once() -> None:
    assert _message(_row(_button("x" * 100))) == []
    assert _message(_row(_button("x" * 101))) == ["BASE_TYPE_BAD_LENGTH"]
    assert _message(_row(_button(""))) == ["BASE_TYPE_REQUIRED"]
    assert _message(_row(_button("same"), _button("same"))) == ["COMPONENT_CUSTOM_ID_DUPLICATED"]


@pytest.mark.parametrize(
    "button",
    [
        {"type": 2, "style": 1, "custom_id": "b"},
        {"type": 2, "style": 5, "label": "Go"},
        {"type": 2, "style": 9, "label": "Go", "custom_id": "b"},
        {"type": 2, "style": 1, "label": "x" * 81, "custom_id": "b"},
        {"type": 2, "style": 5, "label": "Go", "url": "https://example.org", "custom_id": "b"},
    ],
)
def test_a_button_needs_what_its_style_needs(button: Json) -> None:
    assert _message(_row(button))


def test_a_select_offers_25_options_each_with_a_value_of_its_own() -> None:
    options = [{"label": str(number), "value": str(number)} for number in range(26)]
    assert _message(_row(_select(options=options[:25], max_values=25))) == []
    assert _message(_row(_select(options=options))) == ["BASE_TYPE_BAD_LENGTH"]
    assert _message(_row(_select(options=options[:1] * 2))) == ["SELECT_COMPONENT_OPTION_VALUE_DUPLICATED"]
    assert _message(_row(_select(max_values=2))) == ["SELECT_COMPONENT_MAX_VALUES"]


def test_new_components_need_their_flag_and_then_stand_alone() -> None:
    assert _message(_text("words")) == ["BASE_TYPE_CHOICES"]
    assert _message(_text("words"), flags=V2) == []
    assert _message(_text("words"), flags=V2, content="more") == ["MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"]


def test_forty_components_count_with_all_they_hold() -> None:
    rows = [_row(*[_button(f"{row}:{place}") for place in range(4)]) for row in range(7)]
    container = {"type": 17, "components": [*rows, _text("a"), _text("b"), _text("c"), _text("d")]}
    assert _message(container, flags=V2) == []
    container["components"] = [*rows, *[_text("x")] * 5]
    assert _message(container, flags=V2) == ["COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED"]


def test_text_displays_hold_4000_characters_together() -> None:
    assert _message(_text("x" * 2000), _text("x" * 2000), flags=V2) == []
    assert _message(_text("x" * 2000), _text("x" * 2001), flags=V2) == ["COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED"]


def test_a_section_needs_text_and_an_accessory() -> None:
    section: Json = {"type": 9, "components": [_text("words")], "accessory": _button()}
    assert check_components([section], second_version=True) == []
    del section["accessory"]
    assert [problem.path for problem in check_components([section], second_version=True)] == ["components.0.accessory"]


def _modal(*components: Json, **extra: object) -> list[str]:
    body = {"title": "Words", "custom_id": "m", "components": list(components), **extra}
    return [problem.path for problem in check_modal(body)]


def _label(component: Json, label: str = "Words") -> Json:
    return {"type": 18, "label": label, "component": component}


INPUT: Json = {"type": 4, "custom_id": "words", "style": 1}


def test_a_modal_has_one_to_five_rows() -> None:
    labels = [_label(INPUT | {"custom_id": str(number)}) for number in range(6)]
    assert _modal(*labels[:5]) == []
    assert _modal(*labels) == ["data.components"]
    assert _modal() == ["data.components"]


def test_a_modals_title_and_labels_have_45_characters() -> None:
    assert _modal(_label(INPUT), title="x" * 45) == []
    assert _modal(_label(INPUT), title="x" * 46) == ["data.title"]
    assert _modal(_label(INPUT, "x" * 46)) == ["data.components.0.label"]


def test_a_modal_takes_fields_under_labels_and_the_older_rows() -> None:
    upload = {"type": 19, "custom_id": "file", "max_values": 10}
    assert _modal(_label(upload), _text("read this"), _row(INPUT | {"label": "Old"})) == []
    assert _modal(_label(upload | {"max_values": 11})) == ["data.components.0.component.max_values"]
    assert _modal(_label(_button())) == ["data.components.0.component.type"]
    assert _modal(_row(_button())) == ["data.components.0.components.0.type"]


def _command(**extra: object) -> list[str]:
    body = {"name": "ask", "description": "Ask something", **extra}
    return [problem.rule for problem in check_command(body)]


def _option(name: str = "words", **extra: object) -> Json:
    return {"type": 3, "name": name, "description": "Words", **extra}


@pytest.mark.parametrize("name", ["Ask", "ask me", "", "x" * 33])
def test_a_commands_name_is_small_and_short(name: str) -> None:
    assert _command(name=name) == ["APPLICATION_COMMAND_INVALID_NAME"]
    assert _command(options=[_option(name)]) == ["APPLICATION_COMMAND_INVALID_NAME"]


def test_a_menu_commands_name_is_free_but_short() -> None:
    assert check_command({"name": "Who said this?", "type": 3}) == []
    assert check_command({"name": "x" * 33, "type": 3})


def test_a_description_has_1_to_100_characters() -> None:
    assert _command(description="x" * 100) == []
    assert _command(description="x" * 101) == ["BASE_TYPE_BAD_LENGTH"]
    assert _command(description="") == ["BASE_TYPE_REQUIRED"]


def test_required_options_stand_first_and_names_once() -> None:
    assert _command(options=[_option("a"), _option("b", required=True)]) == [
        "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"
    ]
    assert _command(options=[_option("a"), _option("a")]) == ["APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATED"]
    assert _command(options=[_option(str(number)) for number in range(26)]) == ["BASE_TYPE_BAD_LENGTH"]


def test_an_option_has_25_choices_or_autocomplete() -> None:
    choices = [{"name": str(number), "value": str(number)} for number in range(26)]
    assert _command(options=[_option(choices=choices[:25])]) == []
    assert _command(options=[_option(choices=choices)]) == ["BASE_TYPE_BAD_LENGTH"]
    assert _command(options=[_option(choices=choices[:1], autocomplete=True)]) == [
        "APPLICATION_COMMAND_OPTION_AUTOCOMPLETE_CHOICES"
    ]


def test_choices_have_100_characters_and_the_options_type() -> None:
    assert check_choices("choices", [{"name": "x" * 101, "value": "1"}], 3)
    assert check_choices("choices", [{"name": "x", "value": "x" * 101}], 3)
    assert check_choices("choices", [{"name": "x", "value": "1"}], 4)
    assert check_choices("choices", [{"name": "x", "value": 1}], 4) == []


def test_a_command_has_8000_characters_in_all() -> None:
    choices = [{"name": "n" * 100, "value": f"{number:x<100}"} for number in range(25)]
    assert _command(options=[_option(choices=choices)]) == []
    assert _command(options=[_option("a", choices=choices), _option("b", choices=choices)]) == [
        "APPLICATION_COMMAND_TOO_LARGE"
    ]


def test_subcommands_nest_once_under_a_group() -> None:
    leaf = {"type": 1, "name": "leaf", "description": "A leaf"}
    group = {"type": 2, "name": "group", "description": "A group", "options": [leaf]}
    assert _command(options=[group]) == []
    assert _command(options=[group | {"options": [group]}]) == ["APPLICATION_COMMAND_OPTIONS_TYPE_INVALID"]
    assert _command(options=[group, _option()]) == ["APPLICATION_COMMAND_OPTIONS_TYPE_INVALID"]


def test_no_two_commands_of_a_type_share_a_name() -> None:
    command = {"name": "ask", "description": "Ask"}
    assert check_commands([command, {"name": "ask", "type": 3}]) == []
    assert [problem.rule for problem in check_commands([command, command])] == ["APPLICATION_COMMANDS_DUPLICATE_NAME"]


def test_a_webhooks_name_has_80_characters_and_no_name_of_discords() -> None:
    assert check_webhook_name("name", "x" * 80) == []
    assert all(check_webhook_name("name", name) for name in ("x" * 81, " ", None, "A Discord bot", "cLyDe"))


def test_a_threads_name_has_100_characters() -> None:
    assert check_thread({"name": "x" * 100}) == []
    assert check_thread({"name": "x" * 101})


def test_problems_are_nested_by_field_as_discord_does() -> None:
    tree = error_tree([Problem("embeds.0.title", "RULE", "Sentence"), Problem("content", "RULE", "Sentence")])
    entry = {"_errors": [{"code": "RULE", "message": "Sentence"}]}
    assert tree == {"embeds": {"0": {"title": entry}}, "content": entry}


def test_what_is_ordinary_life_is_no_violation() -> None:
    assert ApiError(Code.UNKNOWN_MESSAGE).violations == []
    assert ApiError(Code.EMPTY_MESSAGE).violations == ["Cannot send an empty message"]
