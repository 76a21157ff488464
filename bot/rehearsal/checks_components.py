"""The rules for components in messages: kinds, nesting, lengths, counts, custom ids.

Pure. Modals have a module of their own, which shares the rules for what both may hold.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from bot.rehearsal.checks import (
    Problems,
    check_choice,
    check_count,
    check_longest,
    check_range,
    check_text,
    repeated,
    required,
)
from bot.rehearsal.kinds import SELECTS, ButtonStyle, ComponentKind
from bot.rehearsal.refusals import Problem
from bot.rehearsal.shapes import Json

MOST_NESTED = 40
MOST_DISPLAYED = 4_000
MOST_ROWS = 5
ROW_WIDTH = 5
CUSTOM_ID = 100
K = ComponentKind

CLASSIC = frozenset({K.ACTION_ROW})
TOP_LEVEL = frozenset({K.ACTION_ROW, K.SECTION, K.TEXT_DISPLAY, K.MEDIA_GALLERY, K.FILE, K.SEPARATOR, K.CONTAINER})
IN_CONTAINER = TOP_LEVEL - {K.CONTAINER}
IN_ROW = SELECTS | {K.BUTTON}


def nested(components: object) -> Iterator[Json]:
    """Go through components and all that they hold, outermost first; anything malformed is skipped."""
    for component in components if isinstance(components, list) else ():
        if not isinstance(component, dict):
            continue
        yield component
        yield from nested(component.get("components"))
        yield from nested([component[name] for name in ("accessory", "component") if component.get(name)])


def displayed_text(components: object) -> str:
    """Join the texts of all text displays."""
    return "\n".join(str(part.get("content", "")) for part in nested(components) if part.get("type") == K.TEXT_DISPLAY)


def check_components(components: object, *, second_version: bool) -> Problems:
    """Check the components of a message, with or without the flag of their second version."""
    if components is None:
        return []
    most = MOST_NESTED if second_version else MOST_ROWS
    problems = check_count("components", components, 0, most)
    if problems or not isinstance(components, list):
        return problems
    allowed = TOP_LEVEL if second_version else CLASSIC
    problems = check_children("components", components, allowed)
    return problems + _check_whole(components)


def _check_whole(components: list[Any]) -> Problems:
    """Check what holds for all components together."""
    parts = list(nested(components))
    problems: Problems = []
    if len(parts) > MOST_NESTED:
        sentence = f"The total number of components must not exceed {MOST_NESTED}; there are {len(parts)}."
        problems.append(Problem("components", "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", sentence))
    length = sum(len(str(part.get("content", ""))) for part in parts if part.get("type") == K.TEXT_DISPLAY)
    if length > MOST_DISPLAYED:
        sentence = f"The total text must not exceed {MOST_DISPLAYED} characters; it has {length}."
        problems.append(Problem("components", "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", sentence))
    return problems + check_unique(parts)


def check_unique(parts: Sequence[Json]) -> Problems:
    """Check that custom ids, and the numbers given to components, stand only once each."""
    custom_ids = [part["custom_id"] for part in parts if part.get("custom_id")]
    numbers = [part["id"] for part in parts if part.get("id")]
    sentence = "Component custom id cannot be duplicated"
    problems = repeated("components", custom_ids, "COMPONENT_CUSTOM_ID_DUPLICATED", sentence)
    return problems + repeated("components", numbers, "COMPONENT_ID_DUPLICATED", "Component id cannot be duplicated")


def check_children(path: str, children: Sequence[object], allowed: frozenset[ComponentKind]) -> Problems:
    """Check components that stand in one place, each by the rules of its kind."""
    problems: Problems = []
    for place, child in enumerate(children):
        problems += check_component(f"{path}.{place}", child, allowed)
    return problems


def check_component(path: str, component: object, allowed: frozenset[ComponentKind]) -> Problems:
    """Check one component, of a kind that may stand here, by the rules of its kind."""
    if not isinstance(component, dict):
        return [Problem(path, "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")]
    problems = check_choice(f"{path}.type", component.get("type"), allowed)
    if problems:
        return problems
    return CHECKS[ComponentKind(component["type"])](path, component)


def check_custom_id(path: str, component: Json) -> Problems:
    """Check a custom id: 1 to 100 characters."""
    return check_text(f"{path}.custom_id", component.get("custom_id"), 1, CUSTOM_ID)


def _check_row(path: str, row: Json) -> Problems:
    children = row.get("components")
    problems = check_count(f"{path}.components", children, 1, ROW_WIDTH)
    if problems or not isinstance(children, list):
        return problems
    problems = check_children(f"{path}.components", children, IN_ROW)
    if len(children) > 1 and any(isinstance(child, dict) and child.get("type") in SELECTS for child in children):
        sentence = "A select takes the whole row"
        problems.append(Problem(f"{path}.components", "COMPONENT_LAYOUT_WIDTH_EXCEEDED", sentence))
    return problems


def _check_button(path: str, button: Json) -> Problems:
    problems = check_choice(f"{path}.style", button.get("style"), tuple(ButtonStyle))
    problems += check_longest(f"{path}.label", button.get("label"), 80)
    if button.get("style") == ButtonStyle.LINK:
        return problems + _check_link(path, button)
    if button.get("style") == ButtonStyle.PREMIUM:
        return problems
    if not button.get("label") and not button.get("emoji"):
        problems.append(required(f"{path}.label"))
    if button.get("url"):
        problems.append(Problem(f"{path}.url", "BUTTON_COMPONENT_URL", "A custom id and url cannot both be specified"))
    return problems + check_custom_id(path, button)


def _check_link(path: str, button: Json) -> Problems:
    problems = check_text(f"{path}.url", button.get("url"), 1, 512)
    if button.get("custom_id"):
        sentence = "A custom id and url cannot both be specified"
        problems.append(Problem(f"{path}.custom_id", "BUTTON_COMPONENT_CUSTOM_ID", sentence))
    return problems


def _check_select(path: str, select: Json) -> Problems:
    problems = check_custom_id(path, select)
    problems += check_longest(f"{path}.placeholder", select.get("placeholder"), 150)
    problems += check_range(f"{path}.min_values", select.get("min_values"), 0, 25)
    problems += check_range(f"{path}.max_values", select.get("max_values"), 1, 25)
    least, most = select.get("min_values", 1), select.get("max_values", 1)
    if not problems and least is not None and most is not None and least > most:
        sentence = "min_values must be less than or equal to max_values"
        problems.append(Problem(f"{path}.min_values", "SELECT_COMPONENT_MIN_VALUES", sentence))
    if select.get("type") == K.STRING_SELECT:
        problems += _check_select_options(path, select)
    return problems


def _check_select_options(path: str, select: Json) -> Problems:
    options = select.get("options")
    problems = check_count(f"{path}.options", options, 1, 25)
    if problems or not isinstance(options, list):
        return problems
    for place, option in enumerate(options):
        problems += check_text(f"{path}.options.{place}.label", option.get("label"), 1, 100)
        problems += check_text(f"{path}.options.{place}.value", option.get("value"), 1, 100)
        problems += check_longest(f"{path}.options.{place}.description", option.get("description"), 100)
    values = [option.get("value") for option in options]
    sentence = "The specified option value is already used"
    problems += repeated(f"{path}.options.{{}}.value", values, "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", sentence)
    if (select.get("max_values") or 1) > len(options):
        sentence = f"max_values cannot exceed the {len(options)} options"
        problems.append(Problem(f"{path}.max_values", "SELECT_COMPONENT_MAX_VALUES", sentence))
    chosen = sum(1 for option in options if option.get("default"))
    if chosen > (select.get("max_values") or 1):
        sentence = "Cannot exceed maximum selected values"
        problems.append(Problem(f"{path}.options", "SELECT_COMPONENT_TOO_MANY_SELECTED_VALUES", sentence))
    return problems


def _check_section(path: str, section: Json) -> Problems:
    problems = check_count(f"{path}.components", section.get("components"), 1, 3)
    if not problems:
        problems += check_children(f"{path}.components", section["components"], frozenset({K.TEXT_DISPLAY}))
    if not section.get("accessory"):
        return [*problems, required(f"{path}.accessory")]
    return problems + check_component(f"{path}.accessory", section["accessory"], frozenset({K.BUTTON, K.THUMBNAIL}))


def _check_text_display(path: str, display: Json) -> Problems:
    return check_text(f"{path}.content", display.get("content"), 1, MOST_DISPLAYED)


def _check_media(path: str, item: Json) -> Problems:
    media = item.get("media")
    if not isinstance(media, dict) or not media.get("url"):
        return [required(f"{path}.media.url")]
    return check_longest(f"{path}.description", item.get("description"), 1024)


def _check_gallery(path: str, gallery: Json) -> Problems:
    problems = check_count(f"{path}.items", gallery.get("items"), 1, 10)
    if problems:
        return problems
    return [
        problem
        for place, item in enumerate(gallery["items"])
        for problem in _check_media(f"{path}.items.{place}", item)
    ]


def _check_file(path: str, part: Json) -> Problems:
    url = str((part.get("file") or {}).get("url") or "")
    if url.startswith("attachment://") or "/attachments/" in url:
        return []
    return [Problem(f"{path}.file.url", "UNFURLED_MEDIA_ITEM_ONLY_ATTACHMENT", "Only attachment:// is allowed here")]


def _check_separator(path: str, separator: Json) -> Problems:
    return check_choice(f"{path}.spacing", separator.get("spacing", 1), (1, 2))


def _check_container(path: str, container: Json) -> Problems:
    children = container.get("components")
    problems = check_count(f"{path}.components", children, 1, MOST_NESTED)
    problems += check_range(f"{path}.accent_color", container.get("accent_color"), 0, 0xFFFFFF)
    if not isinstance(children, list):
        return problems
    return problems + check_children(f"{path}.components", children, IN_CONTAINER)


CHECKS: dict[ComponentKind, Callable[[str, Json], Problems]] = {
    K.ACTION_ROW: _check_row,
    K.BUTTON: _check_button,
    K.SECTION: _check_section,
    K.TEXT_DISPLAY: _check_text_display,
    K.THUMBNAIL: _check_media,
    K.MEDIA_GALLERY: _check_gallery,
    K.FILE: _check_file,
    K.SEPARATOR: _check_separator,
    K.CONTAINER: _check_container,
    **dict.fromkeys(SELECTS, _check_select),
}
