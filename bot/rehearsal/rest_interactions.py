"""REST: the bot's first answer to an interaction, within three seconds and once.

Later messages are ``followups``'.
"""

from collections.abc import Callable

from bot.rehearsal import components, followups, interactions, messages
from bot.rehearsal.api import Answer, Call, Route
from bot.rehearsal.checks import check_choice, required
from bot.rehearsal.checks_commands import check_choices
from bot.rehearsal.checks_messages import check_message, is_empty
from bot.rehearsal.checks_modals import check_modal
from bot.rehearsal.kinds import CallbackKind, InteractionKind, MessageFlag, OptionKind
from bot.rehearsal.refusals import ApiError, Code, Problem, refuse
from bot.rehearsal.rest_messages import check_edit
from bot.rehearsal.shapes import Event, Json

C = CallbackKind
MESSAGES = frozenset({C.MESSAGE, C.DEFERRED_MESSAGE})
UPDATES = frozenset({C.DEFERRED_UPDATE, C.UPDATE})
ALLOWED = {
    InteractionKind.PING: frozenset({C.PONG}),
    InteractionKind.COMMAND: MESSAGES | {C.MODAL},
    InteractionKind.COMPONENT: MESSAGES | UPDATES | {C.MODAL},
    InteractionKind.AUTOCOMPLETE: frozenset({C.CHOICES}),
    InteractionKind.MODAL_SUBMIT: MESSAGES | UPDATES,
}


def respond(call: Call) -> Answer:
    """Take the first answer to an interaction.

    Unknown, when the three seconds are over; acknowledged already, when there was one before.
    """
    row = call.world.interactions.get(call["interaction_id"])
    if row is None or row["token"] != call["interaction_token"] or row["state"] == interactions.LATE:
        raise ApiError(Code.UNKNOWN_INTERACTION)
    if row["state"] == interactions.ANSWERED:
        raise ApiError(Code.ALREADY_ACKNOWLEDGED)
    if interactions.age(call.world, row) > interactions.FIRST_ANSWER_SECONDS:
        raise ApiError(Code.UNKNOWN_INTERACTION)
    kind = call.body.get("type")
    refuse(check_choice("type", kind, ALLOWED[InteractionKind(row["type"])]))
    kind = CallbackKind(call.body["type"])
    message, outcome = CALLBACKS[kind](call, row)
    interactions.answer(call.house, row, outcome)
    return _receipt(call, row, kind, message)


def _receipt(call: Call, row: Json, kind: CallbackKind, message: Json | None) -> Answer:
    if not call.flag("with_response"):
        return Answer(204)
    interaction = {"id": row["id"], "type": row["type"], "channel_id": row["channel_id"]}
    interaction |= {"guild_id": row["guild_id"]} if row["guild_id"] else {}
    receipt: Json = {"interaction": interaction}
    if message is not None:
        interaction["response_message_id"] = message["id"]
        interaction["response_message_loading"] = bool(message["flags"] & MessageFlag.LOADING)
        interaction["response_message_ephemeral"] = bool(message["flags"] & MessageFlag.EPHEMERAL)
    if message is not None and kind in (C.MESSAGE, C.UPDATE):
        receipt["resource"] = {"type": int(kind), "message": followups.shown(message)}
    return Answer(200, receipt)


Given = tuple[Json | None, Json]


def _data(call: Call) -> Json:
    data = call.body.get("data")
    if not isinstance(data, dict):
        raise ApiError(Code.INVALID_FORM_BODY, [required("data")])
    return data


def _message(call: Call, row: Json) -> Given:
    data = _data(call)
    if is_empty(data, call.files):
        raise ApiError(Code.EMPTY_MESSAGE)
    refuse([_below(problem) for problem in check_message(data, call.files)])
    message = followups.answer(call.world, row, data, call.files)
    row["original_id"] = message["id"]
    return message, {"outcome": "message", "message": message}


def _below(problem: Problem) -> Problem:
    return Problem(f"data.{problem.path}", problem.rule, problem.text)


def _deferred_message(call: Call, row: Json) -> Given:
    flags = int((call.body.get("data") or {}).get("flags") or 0) & MessageFlag.EPHEMERAL
    message = followups.answer(call.world, row, {"flags": int(flags | MessageFlag.LOADING)})
    row["original_id"] = message["id"]
    return message, {"outcome": "deferred", "message": message}


def _clicked(call: Call, row: Json) -> Json:
    """Find the message that a component, or the modal it opened, belongs to."""
    if row["message_id"] is None:
        raise ApiError(Code.INVALID_FORM_BODY, [Problem("type", "BASE_TYPE_CHOICES", "There is no message to update")])
    message = call.world.messages.get(row["message_id"])
    if message is None:
        raise ApiError(Code.UNKNOWN_MESSAGE)
    return message


def _update(call: Call, row: Json) -> Given:
    message = _clicked(call, row)
    data = _data(call)
    inner = Call(call.house, call.parameters, call.query, data, call.files)
    check_edit(message, inner)
    channel = call.world.channels[message["channel_id"]]
    held = call.world.permissions(channel, call.bot_id)
    messages.rewrite(call.world, message, data, call.files, held)
    row["original_id"] = message["id"]
    return message, {"outcome": "update", "message": message}


def _deferred_update(call: Call, row: Json) -> Given:
    row["original_id"] = _clicked(call, row)["id"]
    return None, {"outcome": "deferred_update"}


def _choices(call: Call, row: Json) -> Given:
    choices = _data(call).get("choices")
    refuse(check_choices("data.choices", choices, row["option_type"] or OptionKind.STRING))
    return None, {"outcome": "choices", "choices": choices}


def _modal(call: Call, row: Json) -> Given:
    modal = _data(call)
    refuse(check_modal(modal))
    kept = components.keep(modal["components"], (), call.world.ids)
    row["modal"] = {"title": modal["title"], "custom_id": modal["custom_id"], "components": kept}
    data = {"interaction": row["id"], "modal": row["modal"]}
    call.world.emit(Event("MODAL_OPENED", data, only_for=row["user_id"], to_bot=False))
    return None, {"outcome": "modal", "modal": row["modal"]}


CALLBACKS: dict[CallbackKind, Callable[[Call, Json], Given]] = {
    C.PONG: lambda _call, _row: (None, {"outcome": "deferred_update"}),
    C.MESSAGE: _message,
    C.DEFERRED_MESSAGE: _deferred_message,
    C.DEFERRED_UPDATE: _deferred_update,
    C.UPDATE: _update,
    C.CHOICES: _choices,
    C.MODAL: _modal,
}

ROUTES = (Route("POST", "/interactions/{interaction_id}/{interaction_token}/callback", respond, authenticated=False),)
