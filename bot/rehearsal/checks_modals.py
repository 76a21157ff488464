"""The rules for modals: title, rows, labels and the fields that may stand in them.

Pure. What a member then fills in is checked where it arrives.
"""

from bot.rehearsal.checks import Problems, check_choice, check_count, check_longest, check_range, check_text, required
from bot.rehearsal.checks_components import CHECKS, check_component, check_custom_id, check_unique, nested
from bot.rehearsal.kinds import SELECTS, ComponentKind
from bot.rehearsal.refusals import Problem
from bot.rehearsal.shapes import Json

K = ComponentKind
MOST_ROWS = 5
LONGEST_INPUT = 4_000
IN_MODAL = frozenset({K.ACTION_ROW, K.TEXT_DISPLAY, K.LABEL})
FIELDS = SELECTS | {K.TEXT_INPUT, K.FILE_UPLOAD, K.RADIO_GROUP, K.CHECKBOX_GROUP, K.CHECKBOX}


def check_modal(modal: object) -> Problems:
    """Check a modal: 45 characters of title, 100 of custom id, one to five components."""
    if not isinstance(modal, dict):
        return [required("data")]
    problems = check_text("data.title", modal.get("title"), 1, 45)
    problems += check_text("data.custom_id", modal.get("custom_id"), 1, 100)
    components = modal.get("components")
    problems += check_count("data.components", components, 1, MOST_ROWS)
    if not isinstance(components, list):
        return problems
    for place, component in enumerate(components):
        problems += _check_top(f"data.components.{place}", component)
    return problems + check_unique(list(nested(components)))


def _check_top(path: str, component: object) -> Problems:
    kind = component.get("type") if isinstance(component, dict) else None
    if not isinstance(component, dict) or kind not in IN_MODAL:
        return check_choice(f"{path}.type", kind, IN_MODAL)
    if kind == K.ACTION_ROW:
        return _check_row(path, component)
    if kind == K.LABEL:
        return _check_label(path, component)
    return check_component(path, component, IN_MODAL)


def _check_row(path: str, row: Json) -> Problems:
    """Check the older form: a row that holds one text input, which carries its label itself."""
    children = row.get("components")
    problems = check_count(f"{path}.components", children, 1, 1)
    if problems or not isinstance(children, list):
        return problems
    child = children[0]
    if not isinstance(child, dict) or child.get("type") != K.TEXT_INPUT:
        return [Problem(f"{path}.components.0.type", "BASE_TYPE_CHOICES", "Value must be one of (4).")]
    problems = check_text(f"{path}.components.0.label", child.get("label"), 1, 45)
    return problems + _check_field(f"{path}.components.0", child)


def _check_label(path: str, label: Json) -> Problems:
    problems = check_text(f"{path}.label", label.get("label"), 1, 45)
    problems += check_longest(f"{path}.description", label.get("description"), 100)
    field = label.get("component")
    if not isinstance(field, dict):
        return [*problems, required(f"{path}.component")]
    problems += check_choice(f"{path}.component.type", field.get("type"), FIELDS)
    return problems or _check_field(f"{path}.component", field)


def _check_field(path: str, field: Json) -> Problems:
    kind = field["type"]
    if kind == K.TEXT_INPUT:
        return _check_text_input(path, field)
    if kind == K.FILE_UPLOAD:
        return _check_file_upload(path, field)
    if kind == K.RADIO_GROUP:
        return check_custom_id(path, field) + _check_group(path, field, 2)
    if kind == K.CHECKBOX_GROUP:
        return check_custom_id(path, field) + _check_group(path, field, 1)
    if kind == K.CHECKBOX:
        return check_custom_id(path, field)
    return CHECKS[ComponentKind(kind)](path, field)


def _check_text_input(path: str, field: Json) -> Problems:
    problems = check_custom_id(path, field)
    problems += check_choice(f"{path}.style", field.get("style"), (1, 2))
    problems += check_range(f"{path}.min_length", field.get("min_length"), 0, LONGEST_INPUT)
    problems += check_range(f"{path}.max_length", field.get("max_length"), 1, LONGEST_INPUT)
    problems += check_longest(f"{path}.placeholder", field.get("placeholder"), 100)
    most = field.get("max_length") or LONGEST_INPUT
    return problems + check_longest(f"{path}.value", field.get("value"), most)


def _check_file_upload(path: str, field: Json) -> Problems:
    problems = check_custom_id(path, field)
    problems += check_range(f"{path}.min_values", field.get("min_values"), 0, 10)
    return problems + check_range(f"{path}.max_values", field.get("max_values"), 1, 10)


def _check_group(path: str, field: Json, least: int) -> Problems:
    options = field.get("options")
    problems = check_count(f"{path}.options", options, least, 10)
    if problems or not isinstance(options, list):
        return problems
    for place, option in enumerate(options):
        problems += check_text(f"{path}.options.{place}.label", option.get("label"), 1, 100)
        problems += check_text(f"{path}.options.{place}.value", option.get("value"), 1, 100)
    return problems
