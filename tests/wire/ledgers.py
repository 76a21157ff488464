"""The ledger of a performance as it lies in the bot's database, and the thread held against it.

Read with plain SQL and judged without the bot's code, so that a fault in how the bot words or counts a line shows.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.wire.member import custom_ids
from tests.wire.performing import expected, is_spoken, squash

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from lore import Script

Json = dict[str, Any]
_LINE = "line-performed"
_IMPROVISED = "improvised"
_ON_DECK_SLOT = 81
_OPENING = ("opened", "resumed")
_PLAYBILL_SLOT = 1
_LIVE = ("say:", "memory:", "script:")
"""How the buttons begin that only a cue, or a way back, has which is live."""


@dataclass(frozen=True)
class Event:
    """Something that was decided."""

    seq: int
    kind: str
    data: Json


@dataclass(frozen=True)
class Post:
    """Something that was put up, or tried."""

    seq: int
    slot: int
    status: str
    channel: str
    message: str


@dataclass(frozen=True)
class Ledger:
    """All that the database holds of one performance."""

    number: int
    thread: str
    over: bool
    events: tuple[Event, ...]
    posts: tuple[Post, ...]
    words: Mapping[int, str]

    def having(self, *kinds: str) -> list[Event]:
        """Return the events of these kinds, in order."""
        return [event for event in self.events if event.kind in kinds]

    @property
    def paused(self) -> bool:
        """Whether the scene stands still."""
        turns = self.having("paused", "resumed", "begun", "ended")
        return bool(turns) and turns[-1].kind == "paused"

    @property
    def off_script(self) -> bool:
        """Whether the company improvises."""
        turns = self.having("went-off-script", "came-back", "ended")
        return bool(turns) and turns[-1].kind == "went-off-script"

    @property
    def replies(self) -> set[str]:
        """The messages of members that are lines."""
        seqs = {event.seq for event in self.having(_LINE) if event.data.get("replied")}
        return {post.message for post in self.posts if post.seq in seqs and post.slot == 0 and post.message}

    @property
    def ended(self) -> bool:
        """Whether it was decided that the performance is over."""
        return bool(self.having("ended"))

    def kind_of(self, post: Post) -> str:
        """Return the kind of event that a post belongs to."""
        return self.events[post.seq - 1].kind


def read_ledger(database: Path, number: int) -> Ledger | None:
    """Return a performance's ledger, None where it is not in the database."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=10)) as connection:
        row = connection.execute("SELECT thread_id, over FROM performance WHERE id = ?", (number,)).fetchone()
        if row is None:
            return None
        events = connection.execute(
            "SELECT seq, kind, data FROM event WHERE performance_id = ? ORDER BY seq", (number,)
        )
        posts = connection.execute(
            "SELECT seq, slot, status, channel_id, message_id FROM post WHERE performance_id = ? ORDER BY seq, slot",
            (number,),
        )
        words = connection.execute("SELECT seq, words FROM spoken_words WHERE performance_id = ?", (number,))
        return Ledger(
            number,
            str(row[0] or ""),
            bool(row[1]),
            tuple(Event(seq, kind, json.loads(data)) for seq, kind, data in events),
            tuple(_post(*post) for post in posts),
            dict(words.fetchall()),
        )


def performances_in(database: Path, channel: str) -> dict[int, str]:
    """Return the performances of a channel, oldest first, with the thread of each; "" where it has none yet."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=10)) as connection:
        rows = connection.execute("SELECT id, thread_id FROM performance WHERE channel_id = ? ORDER BY id", (channel,))
        return {number: str(thread or "") for number, thread in rows}


def _post(seq: int, slot: int, status: str, channel: int | None, message: int | None) -> Post:
    return Post(seq, slot, status, str(channel or ""), str(message or ""))


def last_performance(database: Path) -> int:
    """Return the number of the newest performance, 0 where there is none."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=10)) as connection:
        return int(connection.execute("SELECT coalesce(max(id), 0) FROM performance").fetchone()[0])


@dataclass(frozen=True)
class Remains:
    """What stands after a performance: each thread that was not deleted with its messages, and what moderators took."""

    threads: Mapping[str, Sequence[Json]]
    deleted: Collection[str]


def differences(ledger: Ledger, script: Script, remains: Remains, typed: Collection[str] = ()) -> list[str]:
    """Return every way in which the threads and the ledger disagree over what no moderator deleted."""
    return [
        *_events_wrong(ledger, script, typed),
        *_deletions_unmarked(ledger, remains),
        *(wrong for thread, messages in remains.threads.items() for wrong in _thread_wrong(ledger, thread, messages)),
        *_lines_wrong(ledger, script, remains),
        *_playbill_wrong(ledger, remains),
    ]


def _events_wrong(ledger: Ledger, script: Script, typed: Collection[str]) -> list[str]:
    """Compare what was decided with the script: each line once, in order, and the curtain."""
    read = [event.data["line"] for event in ledger.having(_LINE)]
    wrong = [] if read == [line.number for line in script.lines] else [f"lines were decided in the order {read}"]
    endings = [event.data["ending"] for event in ledger.having("ended")]
    if endings != ["curtain"]:
        wrong.append(f"the performance ended as {endings}")
    if ledger.events and [event.seq for event in ledger.events] != list(range(1, len(ledger.events) + 1)):
        wrong.append("the events are not numbered without a gap")
    return wrong + [f"nobody typed {words!r}" for words in ledger.words.values() if words not in typed]


def _deletions_unmarked(ledger: Ledger, remains: Remains) -> list[str]:
    """Return the posts that a moderator deleted and that the ledger believes standing; a thread took its own along."""
    removed = {event.data["of"] for event in ledger.having("post-removed")}
    taken = [post for post in ledger.posts if post.message in remains.deleted and post.channel in remains.threads]
    return [
        f"the deleted post {post} is not marked"
        for post in taken
        if post.status != "gone" or (post.seq not in removed and post.slot != _ON_DECK_SLOT)
    ]


def _thread_wrong(ledger: Ledger, thread: str, messages: Sequence[Json]) -> list[str]:
    """Hold one thread's messages against the posts written down for it: none lost, none twice, in order."""
    standing = [message["id"] for message in messages if _is_ours(message) or message["id"] in ledger.replies]
    written = [post for post in ledger.posts if post.channel == thread and post.message]
    known = {post.message: post for post in written}
    wrong = [
        f"{post} is not in its thread" for post in written if post.status == "done" and post.message not in standing
    ]
    wrong += [f"{_about(each)} is in no ledger" for each in messages if _is_ours(each) and each["id"] not in known]
    wrong += [f"{post} stands and is marked" for post in written if post.status != "done" and post.message in standing]
    lines = [post.message for post in _line_posts(ledger) if post.channel == thread and post.message in standing]
    if lines != [message for message in standing if message in set(lines)]:
        wrong.append("the lines do not stand in the order of the ledger")
    return wrong


def _is_ours(message: Json) -> bool:
    """Tell whether the performance put a message up: answers to commands and service messages are something else."""
    if message["type"] != 0 or message["flags"] & 64 or message.get("interaction_metadata"):
        return False
    return is_spoken(message) or (bool(message["author"].get("bot")) and not message.get("webhook_id"))


def _about(message: Json) -> str:
    return f"message {message['id']} ({message['content'][:60]!r}, {custom_ids(message)[:1]})"


def _line_posts(ledger: Ledger) -> list[Post]:
    """Return the posts of lines in the order in which they must stand: the last piece has slot 0."""
    lines = [post for post in ledger.posts if ledger.kind_of(post) in {_LINE, _IMPROVISED} and post.slot < 80]
    return sorted(lines, key=lambda post: (post.seq, post.slot == 0, post.slot))


def _lines_wrong(ledger: Ledger, script: Script, remains: Remains) -> list[str]:
    """Compare each line's text with the script's, or with the words that were typed for it."""
    texts = dict(zip((line.number for line in script.lines), expected(script), strict=True))
    shown = {message["id"]: message for messages in remains.threads.values() for message in messages}
    wrong = []
    for event in ledger.having(_LINE, _IMPROVISED):
        posts = [post for post in _line_posts(ledger) if post.seq == event.seq]
        wanted = squash(ledger.words[event.seq]) if event.seq in ledger.words else texts[event.data["line"]]
        pieces = [_said(shown[post.message]) for post in posts if post.message in shown]
        if any(post.status not in {"done", "gone"} for post in posts) or not posts:
            wrong.append(f"{_named(event)} was not put up: {posts}")
        elif len(pieces) == len(posts) and "".join(pieces) != wanted:
            wrong.append(f"{_named(event)} reads {pieces} instead of {wanted!r}")
        elif any(piece not in wanted for piece in pieces):
            wrong.append(f"{_named(event)} holds {pieces}, which is not of {wanted!r}")
    return wrong


def _named(event: Event) -> str:
    return f"line {event.data['line']}" if event.kind == _LINE else f"the line improvised in event {event.seq}"


def _said(message: Json) -> str:
    """Return the letters and digits of a spoken message, without credits and the name a plain post begins with."""
    content = "\n".join(line for line in message["content"].splitlines() if not line.startswith("-# "))
    if not message.get("webhook_id") and content.startswith("**"):
        content = content.partition(":** ")[2] or content
    return squash(content)


def _playbill_wrong(ledger: Ledger, remains: Remains) -> list[str]:
    """See that no playbill and no cue in a thread that stands can be pressed any more."""
    playbills = {
        post.message for post in ledger.posts if post.slot == _PLAYBILL_SLOT and ledger.kind_of(post) in _OPENING
    }
    messages = [message for standing in remains.threads.values() for message in standing]
    left = [message for message in messages if message["id"] in playbills and custom_ids(message)]
    cues = [message for message in messages if any(each.startswith(_LIVE) for each in custom_ids(message))]
    return [f"the playbill {message['id']} still has its controls" for message in left] + [
        f"{_about(message)} can still be pressed" for message in cues
    ]
