"""Which page a deed puts up: a ledger and a deed in, a page out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.backstage.plan import Deed, playbill_seq
from bot.backstage.quiet import quiet_hours
from bot.stage.clock import next_rung
from bot.stage.events import CueGiven, Improvised, LinePerformed, Nudged, Paused, WentOffScript
from bot.stage.state import fold_all
from bot.stage.transcript import transcribe
from bot.stage.turn import on_deck
from bot.ui.cues import closed_cue_page, cue_page, on_deck_page
from bot.ui.curtain import curtain_page
from bot.ui.improvising import closed_way_back_page, improvised_pages, moved_way_back_page, way_back_page
from bot.ui.notices import note_page, nudge_page, pause_page, recap_page
from bot.ui.playbill import playbill
from bot.ui.spoken import spoken_pages

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.stage.transcript import Transcript
    from bot.store.values import Ledger
    from bot.texts import Say
    from bot.ui.pages import Page, Panel


def mentions(ledger: Ledger, say: Say) -> dict[str, str]:
    """Return how each performer is named in public: as a mention, which pings nobody by itself."""
    return {key: f"<@{user}>" if user else say("member.former") for key, user in ledger.performers.items()}


def playbill_of(ledger: Ledger, say: Say) -> Panel:
    """Return the playbill as it should stand now."""
    return playbill(ledger.state, mentions(ledger, say), say, key=ledger.venue.id, seq=playbill_seq(ledger.records))


def line_pages(ledger: Ledger, deed: Deed, say: Say) -> tuple[Page, ...]:
    """Return the messages of a performed line."""
    performed = deed.record.event
    words = ledger.own_words.get(deed.record.seq)
    if isinstance(performed, Improvised):
        reader = mentions(ledger, say).get(performed.performer) or say("member.former")
        return improvised_pages(performed.part, words, say, reader=reader)
    if not isinstance(performed, LinePerformed):
        raise TypeError(f"{deed} performs no line")
    return spoken_pages(
        ledger.book.line(performed.line),
        performed,
        say,
        reader=mentions(ledger, say).get(performed.performer or ""),
        own_words=words,
    )


def cue_of(ledger: Ledger, deed: Deed, say: Say) -> Page:
    """Return the cue that an event gave, as it should read now; `deed.of` names the event where it is another."""
    given = ledger.records[(deed.of or deed.record.seq) - 1].event
    if not isinstance(given, CueGiven):
        raise TypeError(f"{deed} gives no cue")
    user = ledger.performers.get(given.performer or "")
    seq, cue = deed.of or deed.record.seq, ledger.state.cue
    return cue_page(
        ledger.book,
        given.line,
        say,
        key=ledger.venue.id,
        seq=seq,
        user_id=user,
        kind=ledger.state.book_of(given.performer).kind,
        unheard=cue is not None and cue.seq == seq and cue.unheard,
    )


def on_deck_of(ledger: Ledger, deed: Deed, say: Say) -> tuple[str, Page] | None:
    """Return who was next behind the cue that an event gave, and what they are told; None where nobody was."""
    found = on_deck(fold_all(ledger.book, ledger.records[: deed.record.seq]))
    if found is None:
        return None
    line, performer = found
    return performer, on_deck_page(line, say, user_id=ledger.performers.get(performer))


def way_back_of(ledger: Ledger, deed: Deed, say: Say) -> Page:
    """Return the notice that the company is off script, with the way back."""
    off = deed.record.event
    if not isinstance(off, WentOffScript):
        raise TypeError(f"{deed} leaves no script")
    return way_back_page(off.line, say, key=ledger.venue.id, seq=deed.record.seq)


def closed_way_back_of(ledger: Ledger, deed: Deed, say: Say) -> Page:
    """Return what that notice turns into when the company is back, or when the same notice stands further down."""
    if isinstance(deed.record.event, WentOffScript):
        return moved_way_back_page(say)
    before = fold_all(ledger.book, ledger.records[: deed.record.seq - 1])
    if before.off_script is None:
        raise TypeError(f"{deed} closes no way back")
    return closed_way_back_page(before.off_script.line, before.off_script.count, say)


def closed_cue_of(ledger: Ledger, deed: Deed, say: Say) -> Page:
    """Return what the cue of the event `deed.of` turns into."""
    given = ledger.records[deed.of - 1].event
    if not isinstance(given, CueGiven):
        raise TypeError(f"{deed} closes no cue")
    performed = deed.record.event
    by = performed.performer if isinstance(performed, LinePerformed) else None
    replied = isinstance(performed, LinePerformed) and performed.replied
    return closed_cue_page(ledger.book, given.line, say, reader=mentions(ledger, say).get(by or ""), replied=replied)


def pause_of(ledger: Ledger, deed: Deed, say: Say) -> Page:
    """Return the notice of a pause."""
    paused = deed.record.event
    if not isinstance(paused, Paused):
        raise TypeError(f"{deed} is no pause")
    member = mentions(ledger, say).get(paused.performer or "")
    return pause_page(paused, say, key=ledger.venue.id, seq=deed.record.seq, member=member)


def note_of(ledger: Ledger, deed: Deed, say: Say) -> Page:
    """Return the note of something the director or a performer did."""
    return note_page(deed.record.event, mentions(ledger, say), say)


def nudge_of(ledger: Ledger, deed: Deed, say: Say) -> Page:
    """Return the reminder of a performer, as seen from the state when it is written."""
    nudged = deed.record.event
    if not isinstance(nudged, Nudged):
        raise TypeError(f"{deed} is no reminder")
    cue = ledger.state.cue
    quiet = quiet_hours(ledger.choices)
    rung = next_rung(cue, ledger.state.clock, quiet) if cue is not None and cue.line == nudged.line else None
    user = ledger.performers.get(nudged.performer)
    part = ledger.book.line(nudged.line).part or ""
    return nudge_page(nudged, part, say, user_id=user, until=rung[1] if rung else None)


def recap_of(ledger: Ledger, say: Say) -> Page:
    """Return the recap of what was read so far."""
    return recap_page(ledger.state, say)


def curtain_of(ledger: Ledger, deed: Deed, names: Mapping[str, str], say: Say) -> Page:
    """Return the curtain call; `names` are display names, since a transcript leaves Discord."""
    transcript = transcript_of(ledger, names, say)
    return curtain_page(ledger.state, transcript, say, key=ledger.venue.id, seq=deed.record.seq)


def transcript_post_of(ledger: Ledger, deed: Deed, names: Mapping[str, str], say: Say) -> Page:
    """Return what is posted in a server's channel for transcripts: the curtain call without its controls."""
    curtain, venue = curtain_of(ledger, deed, names, say), ledger.venue
    link = f"<#{venue.thread_id}>" if venue.thread_id else ""
    return replace(curtain, content=f"{curtain.content}\n{link}".rstrip(), buttons=(), menus=())


def transcript_of(ledger: Ledger, names: Mapping[str, str], say: Say) -> Transcript:
    """Return what was performed so far; `names` are display names."""
    return transcribe(ledger.state, lambda key: names.get(key) or say("member.former"), ledger.own_words)
