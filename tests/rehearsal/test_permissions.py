"""How roles and overwrites make up what a member may do."""

import pytest

from bot.rehearsal.permissions import (
    EVERYTHING,
    Permission,
    base_permissions,
    channel_permissions,
    in_thread,
    while_timed_out,
    without_sending,
)
from bot.rehearsal.shapes import Json

VIEW, SEND = Permission.VIEW_CHANNEL, Permission.SEND_MESSAGES
GUILD: Json = {"id": "1", "owner_id": "9"}
ROLES: dict[str, Json] = {
    "1": {"permissions": str(int(VIEW))},
    "2": {"permissions": str(int(SEND))},
    "3": {"permissions": str(int(Permission.ADMINISTRATOR))},
}


def _overwrite(target: str, allow: int = 0, deny: int = 0) -> Json:
    return {"id": target, "type": 0, "allow": str(int(allow)), "deny": str(int(deny))}


def test_everyones_role_and_the_members_own_add_up() -> None:
    assert base_permissions(GUILD, ROLES, "5", ["2"]) == VIEW | SEND


def test_a_role_that_is_gone_gives_nothing() -> None:
    assert base_permissions(GUILD, ROLES, "5", ["7"]) == VIEW


@pytest.mark.parametrize(("user", "roles"), [("9", []), ("5", ["3"])])
def test_owners_and_administrators_may_do_everything(user: str, roles: list[str]) -> None:
    base = base_permissions(GUILD, ROLES, user, roles)
    assert base == EVERYTHING
    assert channel_permissions(base, [_overwrite("1", deny=VIEW)], "1", user, roles) == EVERYTHING


def test_a_roles_overwrite_stands_above_everyones() -> None:
    overwrites = [_overwrite("1", deny=SEND), _overwrite("2", allow=SEND)]
    assert channel_permissions(VIEW | SEND, overwrites, "1", "5", ["2"]) & SEND


def test_between_roles_what_is_allowed_stands_above_what_is_denied() -> None:
    overwrites = [_overwrite("2", deny=SEND), _overwrite("4", allow=SEND)]
    assert channel_permissions(VIEW | SEND, overwrites, "1", "5", ["4", "2"]) & SEND


def test_the_members_own_overwrite_stands_above_all() -> None:
    overwrites = [_overwrite("2", allow=SEND), _overwrite("5", deny=SEND)]
    assert not channel_permissions(VIEW | SEND, overwrites, "1", "5", ["2"]) & SEND


def test_who_cannot_see_a_channel_can_do_nothing_in_it() -> None:
    assert channel_permissions(VIEW | SEND, [_overwrite("1", deny=VIEW)], "1", "5", []) == 0


def test_sending_in_a_thread_is_a_permission_of_its_own() -> None:
    assert in_thread(VIEW | Permission.SEND_MESSAGES_IN_THREADS) & SEND
    assert not in_thread(VIEW | SEND) & SEND


def test_files_fall_with_sending() -> None:
    assert without_sending(VIEW | Permission.ATTACH_FILES) == VIEW
    assert without_sending(VIEW | SEND | Permission.ATTACH_FILES) == VIEW | SEND | Permission.ATTACH_FILES


def test_a_timeout_leaves_seeing_and_reading() -> None:
    assert while_timed_out(VIEW | SEND | Permission.READ_MESSAGE_HISTORY) == VIEW | Permission.READ_MESSAGE_HISTORY
