"""The bot's gateway sessions: which events each gets, numbered and kept for a while in case the line drops.

Sockets, compression and opcodes are the gateway's.
"""

import json
import secrets
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.rehearsal.kinds import Intent, Opcode
from bot.rehearsal.mentions import as_read
from bot.rehearsal.shapes import Event, Json
from bot.rehearsal.world import World

KEPT_EVENTS = 5_000
WITH_CONTENT = frozenset({"MESSAGE_CREATE", "MESSAGE_UPDATE"})
SEEN_ONLY = ("MESSAGE_", "TYPING_", "THREAD_")
ABOUT_PRESENCE = frozenset({"GUILD_CREATE", "GUILD_DELETE"})
SHARD_SHIFT = 22


@dataclass
class Session:
    """One session: its intents and shard, the events it was sent, and how to send more while it is connected."""

    intents: int
    shard_id: int = 0
    shard_count: int = 1
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    sequence: int = 0
    send: Callable[[str], None] | None = None
    kept: deque[tuple[int, str]] = field(default_factory=lambda: deque(maxlen=KEPT_EVENTS))

    def dispatch(self, name: str, data: Json) -> None:
        """Number an event, keep it and send it if somebody listens."""
        self.sequence += 1
        text = json.dumps({"op": Opcode.DISPATCH, "s": self.sequence, "t": name, "d": data})
        self.kept.append((self.sequence, text))
        if self.send is not None:
            self.send(text)

    def missed(self, sequence: int) -> list[str] | None:
        """List the events after a number; None when they are no longer all there."""
        if sequence > self.sequence:
            return None
        oldest = self.kept[0][0] if self.kept else self.sequence + 1
        if sequence + 1 < oldest:
            return None
        return [text for number, text in self.kept if number > sequence]

    def covers(self, guild_id: str | None) -> bool:
        """Tell whether a guild's events come on this shard; direct messages come on the first."""
        if guild_id is None:
            return self.shard_id == 0
        return (int(guild_id) >> SHARD_SHIFT) % self.shard_count == self.shard_id


class Sessions:
    """All sessions that are connected or may yet resume."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._sessions: dict[str, Session] = {}

    def open(self, session: Session) -> None:
        """Begin a session; those of the same shard that lost their line cannot be resumed any more."""
        for old in list(self._sessions.values()):
            if old.send is None and (old.shard_id, old.shard_count) == (session.shard_id, session.shard_count):
                self.close(old.id)
        self._sessions[session.id] = session

    def close(self, session_id: str) -> None:
        """End a session for good."""
        self._sessions.pop(session_id, None)

    def get(self, session_id: str) -> Session | None:
        """Find a session."""
        return self._sessions.get(session_id)

    @property
    def online(self) -> bool:
        """Whether any session has a line open."""
        return any(session.send is not None for session in self._sessions.values())

    def reach(self, guild_id: str | None) -> bool:
        """Tell whether a session would get a guild's events, now or once it resumes."""
        return any(session.covers(guild_id) for session in self._sessions.values())

    def deliver(self, event: Event) -> None:
        """Give an event to every session that should have it."""
        if not event.to_bot or not self._concerns_bot(event):
            return
        for session in self._sessions.values():
            if session.covers(event.guild_id) and (not event.intent or session.intents & event.intent):
                session.dispatch(event.name, self._shown(session, event))

    def _concerns_bot(self, event: Event) -> bool:
        world = self._world
        if event.guild_id is None or event.name in ABOUT_PRESENCE:
            return True
        if world.member(event.guild_id, world.bot_id) is None:
            return False
        channel = world.channels.get(event.channel_id)
        return channel is None or not event.name.startswith(SEEN_ONLY) or world.sees(channel, world.bot_id)

    def _shown(self, session: Session, event: Event) -> Json:
        if event.name not in WITH_CONTENT or session.intents & Intent.MESSAGE_CONTENT:
            return event.data
        return as_read(self._world, event.data)
