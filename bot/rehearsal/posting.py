"""Sending a message to wherever it goes: a channel, a direct channel, or a thread that it wakes and joins.

Who may send, and what, is decided before.
"""

from bot.rehearsal import messages, threads
from bot.rehearsal.messages import Draft
from bot.rehearsal.shapes import Json
from bot.rehearsal.world import World


def post(world: World, draft: Draft, sender_id: str | None = None) -> Json:
    """Write a message with what it brings about.

    ``sender_id`` is the user who joins a thread by it, None for webhooks and answers to interactions.
    """
    if not world.is_thread(draft.channel) or draft.extra.get("ephemeral_for"):
        return messages.write(world, draft)
    threads.count_message(world, draft.channel, sender_id)
    message = messages.write(world, draft)
    for user in message["mentions"]:
        _invite_mentioned(world, draft.channel, user["id"])
    return message


def _invite_mentioned(world: World, thread: Json, user_id: str) -> None:
    """Let somebody who was mentioned into the thread, if they may see its channel."""
    if world.sees(world.parent(thread), user_id):
        threads.join(world, thread, user_id)
