"""The state of the room: who and what there is, what each may do, and what the next commit will tell the others.

Everything here is memory and lookups. What an act does to the world stands with the noun it acts on (messages, threads,
webhooks, interactions); what Discord refuses stands in the checks and the handlers.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from bot.rehearsal import permissions
from bot.rehearsal.journal import Journal
from bot.rehearsal.kinds import THREADS, ChannelKind
from bot.rehearsal.permissions import Permission
from bot.rehearsal.shapes import Event, Json
from bot.rehearsal.snowflakes import Snowflakes, timestamp
from bot.rehearsal.tables import Histories, Table

FORMAT = 1
"""The form in which worlds are kept; a world of another form is not opened."""

GLOBAL = ""
"""The group of what belongs to no guild: direct channels and global commands."""

DIRECT_PERMISSIONS = (
    Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.READ_MESSAGE_HISTORY
    | Permission.ATTACH_FILES
    | Permission.EMBED_LINKS
    | Permission.ADD_REACTIONS
    | Permission.PIN_MESSAGES
)


class OtherFormatError(Exception):
    """A world that another version of the room has kept."""


def member_key(guild_id: str, user_id: str) -> str:
    """Name a member of a guild, or of a thread: both are a place and a user."""
    return f"{guild_id}:{user_id}"


def _guild_group(row: Json) -> str:
    return str(row.get("guild_id") or GLOBAL)


def _channel_group(row: Json) -> str:
    return str(row["channel_id"])


class World:
    """All objects of the room, written through to the journal, and the events that wait for its commit."""

    def __init__(self, directory: Path, base_url: str) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self.directory = directory
        self.base_url = base_url
        self.ids = Snowflakes()
        self.journal = Journal(directory / "world.sqlite")
        self.settings = Table("setting", self.journal, lambda _: GLOBAL)
        self.users = Table("user", self.journal, lambda _: GLOBAL)
        self.guilds = Table("guild", self.journal, lambda _: GLOBAL)
        self.channels = Table("channel", self.journal, _guild_group)
        self.roles = Table("role", self.journal, _guild_group)
        self.members = Table("member", self.journal, _guild_group)
        self.messages = Table("message", self.journal, lambda _: GLOBAL)
        self.webhooks = Table("webhook", self.journal, _channel_group)
        self.commands = Table("command", self.journal, _guild_group)
        self.interactions = Table("interaction", self.journal, lambda _: GLOBAL)
        self.thread_members = Table("thread_member", self.journal, lambda row: str(row["id"]))
        self.scheduled_events = Table("scheduled_event", self.journal, _guild_group)
        self.pictures = Table("picture", self.journal, lambda _: GLOBAL)
        self.histories = Histories()
        self.listeners: list[Callable[[Event], None]] = []
        self._outbox: list[Event] = []
        try:
            self._load()
        except BaseException:
            self.journal.abandon()
            raise

    def _tables(self) -> dict[str, Table]:
        return {table.kind: table for table in vars(self).values() if isinstance(table, Table)}

    def _load(self) -> None:
        """Take in what the journal holds, with addresses turned to this process's port."""
        tables = self._tables()
        self._refuse_other_format()
        for kind, key, body in self.journal.load():
            tables[kind].restore(key, body)
            if key.isdigit():
                self.ids.after(int(key))
        former = self.settings.get("address")
        if former is not None and former["url"] != self.base_url:
            self.journal.replace_text(str(former["url"]), self.base_url)
            for kind, key, body in self.journal.load():
                tables[kind].restore(key, body)
        self.settings.put("address", {"url": self.base_url})
        for key, message in ((row["id"], row) for row in self.messages.values()):
            self.histories.add(str(message["channel_id"]), str(key))

    def _refuse_other_format(self) -> None:
        kept = self.journal.find("setting", "format")
        if kept is not None and kept["number"] != FORMAT:
            raise OtherFormatError
        self.settings.put("format", {"number": FORMAT})

    # What happens, and who hears of it

    def emit(self, event: Event) -> None:
        """Have the listeners told of an event once it is written."""
        self._outbox.append(event)

    def settle(self) -> None:
        """Write what changed, then tell everybody: nobody hears of what a crash could undo."""
        self.journal.commit()
        while self._outbox:
            event = self._outbox.pop(0)
            for listener in self.listeners:
                listener(event)

    def close(self) -> None:
        """Write what changed and let the file go."""
        self.journal.close()

    # Who is who

    @property
    def bot_id(self) -> str:
        """The user id of the application's bot, which is the application's id too."""
        return str(self.settings["application"]["id"])

    @property
    def bot(self) -> Json:
        """The user of the application's bot."""
        return self.users[self.bot_id]

    def user_named(self, name: str) -> Json | None:
        """Find a user by id or username."""
        return self.users.get(name) or next((user for user in self.users.values() if user["username"] == name), None)

    def member(self, guild_id: str | None, user_id: str) -> Json | None:
        """Find a member of a guild."""
        return self.members.get(member_key(guild_id, user_id)) if guild_id else None

    def new_id(self) -> str:
        """Make an id."""
        return self.ids.next()

    def now(self) -> str:
        """Tell the time as Discord writes it."""
        return timestamp()

    # Channels and what may be done in them

    def is_thread(self, channel: Json) -> bool:
        """Tell whether a channel is a thread."""
        return channel["type"] in THREADS

    def parent(self, channel: Json) -> Json:
        """Find the channel that a thread stands in; any other channel is its own."""
        return self.channels[channel["parent_id"]] if self.is_thread(channel) else channel

    def threads(self, guild_id: str) -> Iterator[Json]:
        """Go through the threads of a guild."""
        return (channel for channel in self.channels.group(guild_id).values() if self.is_thread(channel))

    def guild_permissions(self, guild_id: str, user_id: str) -> int:
        """Compute what a member may do in a guild as a whole; nothing, for somebody who is not in it."""
        member, guild = self.member(guild_id, user_id), self.guilds.get(guild_id)
        if member is None or guild is None:
            return 0
        bits = permissions.base_permissions(guild, self.roles.group(guild_id), user_id, member["roles"])
        until = member.get("communication_disabled_until")
        if until is None or bits == permissions.EVERYTHING or str(until) <= self.now():
            return bits
        return permissions.while_timed_out(bits)

    def permissions(self, channel: Json, user_id: str) -> int:
        """Compute what a user may do in a channel, thread or direct channel, with all that follows from it."""
        bits = self.declared_permissions(channel, user_id)
        return permissions.in_thread(bits) if self.is_thread(channel) else permissions.without_sending(bits)

    def declared_permissions(self, channel: Json, user_id: str) -> int:
        """Compute what roles and overwrites say of a user in a channel; a thread says what its parent says."""
        if channel["type"] == ChannelKind.DIRECT:
            present = any(user["id"] == user_id for user in channel["recipients"]) or user_id == self.bot_id
            return int(DIRECT_PERMISSIONS) if present else 0
        guild_id, parent = str(channel["guild_id"]), self.parent(channel)
        member = self.member(guild_id, user_id)
        if member is None:
            return 0
        base = self.guild_permissions(guild_id, user_id)
        overwrites = parent["permission_overwrites"]
        bits = permissions.channel_permissions(base, overwrites, guild_id, user_id, member["roles"])
        return bits if parent is channel or self._admits(channel, bits, user_id) else 0

    def _admits(self, thread: Json, bits: int, user_id: str) -> bool:
        """Tell whether a thread is open to somebody who may see its channel."""
        if thread["type"] != ChannelKind.PRIVATE_THREAD or bits & Permission.MANAGE_THREADS:
            return True
        return member_key(thread["id"], user_id) in self.thread_members

    def may(self, channel: Json, user_id: str, needed: int) -> bool:
        """Tell whether a user has all the permissions named."""
        return self.permissions(channel, user_id) & int(needed) == needed

    def sees(self, channel: Json, user_id: str) -> bool:
        """Tell whether a channel is visible to a user."""
        return bool(self.permissions(channel, user_id) & permissions.VIEW)
