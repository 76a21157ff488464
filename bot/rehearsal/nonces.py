"""Nonces that are enforced: the same one from the same author, within minutes, makes one message, wherever it is sent.

Kept in memory and found again in the messages after a restart.
"""

from collections import OrderedDict

from bot.rehearsal.shapes import Json
from bot.rehearsal.snowflakes import seconds
from bot.rehearsal.world import World

REMEMBERED_SECONDS = 300
Key = tuple[str, str]


class Nonces:
    """The nonces of the last minutes with the messages they made."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._messages: OrderedDict[Key, str] = OrderedDict()
        now = seconds(world.new_id())
        for message in world.messages.values():
            if message.get("nonce") is not None and now - seconds(message["id"]) < REMEMBERED_SECONDS:
                self._messages[_key(message)] = message["id"]

    def find(self, author_id: str, nonce: object) -> Json | None:
        """Find the message that a nonce made.

        A deleted message is not found: Discord's answer then is not documented, the room lets it be sent anew.
        """
        message_id = self._messages.get((author_id, str(nonce)))
        if message_id is None or seconds(self._world.new_id()) - seconds(message_id) >= REMEMBERED_SECONDS:
            return None
        return self._world.messages.get(message_id)

    def remember(self, message: Json) -> None:
        """Note a message's nonce and forget those that are too old."""
        self._messages[_key(message)] = message["id"]
        newest = seconds(message["id"])
        while self._messages:
            key = next(iter(self._messages))
            if newest - seconds(self._messages[key]) < REMEMBERED_SECONDS:
                return
            del self._messages[key]


def _key(message: Json) -> Key:
    return message["author"]["id"], str(message["nonce"])
