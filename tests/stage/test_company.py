"""Random companies: thousands of commands from several members, with the rules' promises checked after each."""

from __future__ import annotations

from datetime import UTC, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.stage.commands import (
    AgreeToScores,
    AskOnDeck,
    Assign,
    Attempt,
    Balance,
    Begin,
    ChooseBook,
    ComeBack,
    Command,
    GoBack,
    HandOver,
    Hold,
    Improvise,
    Leave,
    LoseDirector,
    LosePost,
    LoseThread,
    NameUnderstudy,
    Open,
    Pass,
    Pause,
    Prompt,
    Read,
    Reply,
    Resume,
    Say,
    SayAttempt,
    SetClock,
    Skip,
    Suspend,
    Take,
    Tick,
)
from bot.stage.decide import decide
from bot.stage.events import CameBack, CueGiven, LinePerformed, Recorded, Skipped, WentBack, WentOffScript
from bot.stage.quiet import QuietHours
from bot.stage.refusals import CODES, Refusal
from bot.stage.state import Performance, Phase, fold, fold_all
from bot.stage.turn import on_deck
from tests.stage.plays import NOON, small_book

MEMBERS = st.sampled_from(["p1", "p2", "p3", "p4"])
PARTS = st.sampled_from(["Mara", "Tobin", "Hamlet"])
YES_NO = st.booleans()
PERCENT = st.sampled_from([0, 79, 80, 95, 100])


class Company(RuleBasedStateMachine):
    """Members who do whatever comes to their minds, and a clock that jumps."""

    def __init__(self) -> None:
        super().__init__()
        self.book = small_book()
        self.state = Performance(self.book)
        self.records: list[Recorded] = []
        self.now = NOON

    def put(self, command: Command) -> None:
        decision = decide(self.state, command, self.now)
        if isinstance(decision, Refusal):
            assert decision.code in CODES
            return
        assert decision, "a command that is granted makes something happen"
        for event in decision:
            record = Recorded(self.state.seq + 1, self.now, event)
            self.records.append(record)
            self.state = fold(self.state, record)

    @initialize(rotating=YES_NO, clock=st.sampled_from(["off", "live", "post"]), come=st.integers(0, 3))
    def open(self, *, rotating: bool, clock: str, come: int) -> None:
        """Open a lobby; where members come to it the scene begins at once, so that most sequences are about a scene."""
        self.put(Open("p1", rotating, clock))
        for who, part in (("p1", "Mara"), ("p2", "Tobin"), ("p3", "Mara"))[:come]:
            self.put(Take(who, part))
        if come:
            self.put(Begin("p1"))

    @rule(who=MEMBERS, part=st.none() | PARTS)
    def take(self, who: str, part: str | None) -> None:
        self.put(Take(who, part))

    @rule(who=MEMBERS, part=st.none() | PARTS)
    def leave(self, who: str, part: str | None) -> None:
        self.put(Leave(who, part))

    @rule(who=MEMBERS, directs=YES_NO)
    def begin(self, who: str, *, directs: bool) -> None:
        self.put(Begin(who, directs))

    @rule(who=MEMBERS, late=st.integers(0, 3), own=YES_NO)
    def say(self, who: str, late: int, *, own: bool) -> None:
        cue = self.state.cue.seq - late if self.state.cue else None
        self.put(Say(who, cue, own))

    @rule()
    def the_due_performer_says_it(self) -> None:
        if self.state.cue is not None and self.state.cue.performer is not None:
            self.put(Say(self.state.cue.performer))

    @rule()
    def the_bot_reads(self) -> None:
        if self.state.cue is not None:
            self.put(Read(self.state.cue.seq))

    @rule(who=MEMBERS, late=st.integers(0, 3), percent=PERCENT, heard=YES_NO)
    def reply(self, who: str, late: int, percent: int, *, heard: bool) -> None:
        if self.state.cue is not None:
            self.put(Reply(who, self.state.cue.seq - late, percent, heard))

    @rule(who=MEMBERS, percent=PERCENT)
    def attempt(self, who: str, percent: int) -> None:
        self.put(Attempt(who, percent))

    @rule(who=MEMBERS, late=st.integers(0, 2), as_written=YES_NO)
    def say_attempt(self, who: str, late: int, *, as_written: bool) -> None:
        attempt = self.state.cue.attempt if self.state.cue else None
        self.put(SayAttempt(who, (attempt or 1) - late, as_written))

    @rule(who=MEMBERS, book=st.sampled_from(["full", "letters", "cue", "shut"]), strictness=st.sampled_from([80, 100]))
    def choose_book(self, who: str, book: str, strictness: int) -> None:
        self.put(ChooseBook(who, book, strictness))

    @rule(who=MEMBERS, wanted=YES_NO, what=st.sampled_from([AskOnDeck, AgreeToScores]))
    def opt_in(self, who: str, what: type[AskOnDeck | AgreeToScores], *, wanted: bool) -> None:
        self.put(what(who, wanted))

    @rule(who=MEMBERS, part=st.none() | PARTS, directs=YES_NO)
    def improvise(self, who: str, part: str | None, *, directs: bool) -> None:
        self.put(Improvise(who, None, part, directs))

    @rule(who=MEMBERS, directs=YES_NO)
    def come_back(self, who: str, *, directs: bool) -> None:
        self.put(ComeBack(who, directs))

    @rule(who=MEMBERS)
    def prompt(self, who: str) -> None:
        self.put(Prompt(who))

    @rule(who=MEMBERS, directs=YES_NO)
    def pass_on(self, who: str, *, directs: bool) -> None:
        self.put(Pass(who, None, directs))

    @rule(who=MEMBERS)
    def hold(self, who: str) -> None:
        self.put(Hold(who))

    @rule(who=MEMBERS)
    def pause(self, who: str) -> None:
        self.put(Pause(who))

    @rule(who=MEMBERS, directs=YES_NO)
    def resume(self, who: str, *, directs: bool) -> None:
        self.put(Resume(who, directs))

    @rule(who=MEMBERS, directs=YES_NO, what=st.sampled_from([Skip, GoBack, Balance]))
    def direct(self, who: str, what: type[Skip | GoBack | Balance], *, directs: bool) -> None:
        self.put(what(who, directs))

    @rule(who=MEMBERS, to=MEMBERS, part=PARTS, directs=YES_NO, what=st.sampled_from([Assign, NameUnderstudy]))
    def cast(self, who: str, to: str, part: str, what: type[Assign | NameUnderstudy], *, directs: bool) -> None:
        self.put(what(who, to, part, directs))

    @rule(who=MEMBERS, to=MEMBERS)
    def hand_over(self, who: str, to: str) -> None:
        self.put(HandOver(who, to))

    @rule(to=MEMBERS)
    def the_director_leaves_the_server(self, to: str) -> None:
        self.put(LoseDirector(to))

    @rule(who=MEMBERS, clock=st.sampled_from(["off", "live", "post", "sundial"]), directs=YES_NO)
    def set_clock(self, who: str, clock: str, *, directs: bool) -> None:
        self.put(SetClock(who, clock, directs))

    @rule()
    def the_thread_is_deleted(self) -> None:
        self.put(LoseThread())

    @rule(of=st.integers(1, 40))
    def a_post_is_deleted(self, of: int) -> None:
        self.put(LosePost(of))

    @rule()
    def a_permission_is_lost(self) -> None:
        self.put(Suspend("permission"))

    @rule(minutes=st.integers(0, 3000), quiet=st.none() | st.just(QuietHours(22 * 60, 8 * 60, UTC)))
    def time_passes(self, minutes: int, quiet: QuietHours | None) -> None:
        self.now += timedelta(minutes=minutes)
        before = len(self.records)
        if self.state.cue is not None:
            self.put(Tick(self.state.cue.seq, quiet))
        assert quiet is None or not quiet.holds(self.now) or len(self.records) == before, "the clock rests"

    def teardown(self) -> None:
        """The fold of the stored events is the state."""
        assert fold_all(self.book, self.records) == self.state

    @invariant()
    def every_line_is_performed_once_and_in_order(self) -> None:
        position = 0
        for record in self.records:
            event = record.event
            if isinstance(event, WentBack):
                position = event.line - 1
            elif isinstance(event, LinePerformed | Skipped):
                assert event.line == position + 1
                position = event.line

    @invariant()
    def nothing_is_addressed_to_somebody_absent(self) -> None:
        cue = self.state.cue
        on_script = self.state.phase is Phase.PLAYING and self.state.off_script is None
        if on_script and cue is not None and cue.performer is not None:
            part = self.book.line(cue.line).part
            standing_by = {self.state.understudies.get(part or "")}
            assert cue.performer in {*self.state.performers_of(part), *standing_by}

    @invariant()
    def who_is_on_deck_is_there_and_not_the_one_who_is_due(self) -> None:
        found = on_deck(self.state)
        if found is not None and self.state.cue is not None:
            line, performer = found
            assert performer in self.state.performers_of(line.part)
            assert performer != self.state.cue.performer
            assert line.number > self.state.cue.line

    @invariant()
    def off_script_no_line_is_read_and_the_way_back_is_exact(self) -> None:
        left: int | None = None
        for record in self.records:
            event = record.event
            if isinstance(event, WentOffScript):
                left = event.line
            elif isinstance(event, CameBack):
                assert event.line == left
                left = None
            assert left is None or not isinstance(event, LinePerformed | Skipped | WentBack)
        off = self.state.off_script
        assert off is None or (self.state.cue is not None and self.state.cue.line == off.line == left)

    @invariant()
    def a_scene_that_plays_always_has_a_cue(self) -> None:
        assert (self.state.phase is not Phase.PLAYING) or self.state.cue is not None

    @invariant()
    def a_line_is_performed_by_whoever_was_cued(self) -> None:
        cued: CueGiven | None = None
        for record in self.records:
            if isinstance(record.event, CueGiven):
                cued = record.event
            elif isinstance(record.event, LinePerformed) and record.event.performer is not None:
                assert cued == CueGiven(record.event.line, record.event.performer)


Company.TestCase.settings = settings(max_examples=2000, stateful_step_count=50, deadline=None)
TestCompany = Company.TestCase
