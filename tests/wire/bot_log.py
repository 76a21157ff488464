"""The bot's log as a witness: every fault in it must be one that the test itself brought about."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

Json = dict[str, Any]
_INJECTED = re.compile(
    r"The room was asked to fail here|error code: 50013|Discord answered 50[03]|Cannot connect to host"
    r"|Connection reset by peer|Server disconnected|ServerDisconnectedError|ClientOSError|ClientConnectorError"
    r"|Too Many Requests"
)
"""How the failures that a test asks of the room look to the bot."""
_RECONNECTING = re.compile(r"^Attempting a reconnect")


def unexplained(log: Path, offset: int = 0) -> list[str]:
    """Return what a log in JSON tells from a position on that no failure on demand explains."""
    lines = log.read_bytes()[offset:].decode(errors="replace").splitlines()
    return [trouble for line in lines if (trouble := _trouble(line))]


def _trouble(line: str) -> str:
    """Return what is wrong by a line of the log, or nothing."""
    try:
        told: Json = json.loads(line)
    except ValueError:
        return f"not a log line: {line[:200]}" if "Traceback" in line or "Error" in line else ""
    if told.get("level") not in {"error", "critical"} or _RECONNECTING.match(str(told.get("event"))):
        return ""
    told.pop("timestamp", None)
    whole = json.dumps(told)
    return "" if _INJECTED.search(whole) else whole[:3000]
