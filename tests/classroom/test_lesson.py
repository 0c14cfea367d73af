"""The lesson without a network: clocks, seats, the log replayed, and what happens when the disk refuses."""

import sqlite3
from dataclasses import replace

import pytest

from demarche.scenarios.compile import game
from demarche.scenarios.load import load, names
from demarche.sim.log import mark
from demarche.sim.terms import PHASE_OF, OutOfOrder, Phase, Stage, Unreadable
from demarche.ui.classroom.clock import Clock
from demarche.ui.classroom.lesson_files import forget, put_aside
from demarche.ui.classroom.lesson_path import APPLICATION
from demarche.ui.classroom.opening import opened
from demarche.ui.classroom.people import Keeper
from demarche.ui.classroom.presets import LEAST_SECONDS, PRESETS, Part, fitted, question_seconds, share
from demarche.ui.classroom.records import Entry, NotKept
from demarche.ui.classroom.store import Store
from tests.classroom.plain import begin, fill, make_room, move


def facts(lesson):
    state = lesson.state
    return mark(lesson.session.world), state, lesson.offered, [type(seat).__name__ for seat in lesson.session.seats]


# ── presets and clocks ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("minutes", PRESETS)
def test_the_minutes_of_a_preset_are_those_of_the_lesson(minutes):
    preset = PRESETS[minutes]
    without = sum(preset.phases.values()) - preset.phases[Phase.AFTERMATH]
    assert preset.brief + without + preset.debrief == minutes


@pytest.mark.parametrize("minutes", PRESETS)
@pytest.mark.parametrize("name", names())
def test_the_usual_questions_of_a_phase_take_no_longer_than_the_phase_may(name, minutes):
    preset = PRESETS[minutes]
    rules = game(fitted(load(name), preset), 1).rules
    usual = {
        Phase.DEBATE: [Stage.STATEMENTS, Stage.REPLIES],
        Phase.INFORMALS: [Stage.FLOOR, Stage.ANSWERS, Stage.LETTERS, Stage.PEN] * max(rules.rounds, 1),
        Phase.EXPLAIN: [Stage.EXPLANATIONS],
    }
    for phase, stages in usual.items():
        seconds = [question_seconds(preset, rules, stage) for stage in stages]
        if min(seconds) > LEAST_SECONDS:
            assert sum(seconds) == pytest.approx(60 * preset.phases[phase] * share(preset, rules))


def test_every_stage_in_which_somebody_is_asked_has_a_phase_with_minutes():
    for stage in Stage:
        if stage not in (Stage.CLOSED, Stage.CALLED, Stage.NATURE):
            assert Phase(int(PHASE_OF[stage])) in PRESETS[45].phases


def test_a_preset_never_adds_rounds_quarters_or_rules():
    for name in names():
        scenario = load(name)
        short = fitted(scenario, PRESETS[45])
        assert (short.rounds, short.level) <= (scenario.rounds, scenario.level)
        assert short.rounds <= 4
        assert short.quarters <= min(scenario.quarters, 4)


def test_a_clock_runs_stands_and_is_given_more():
    clock = Clock()
    clock.put(30, now=100)
    assert clock.left(110) == 20
    clock.pause(110)
    assert clock.left(500) == 20
    assert not clock.is_up(500)
    clock.extend(10, 500)
    clock.resume(600)
    assert clock.left(610) == 20
    assert not clock.is_up(629)
    assert clock.is_up(630)


# ── the log replayed ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_lesson_opened_again_stands_where_it_stood(wanted):
    lesson = opened(wanted).lesson
    begin(lesson, "CAL", "AVA")
    lesson.offer("CAL", "1", lesson.state.question, "pass")
    move(lesson, {"CAL"})
    lesson.keep(Entry("private", {"open": False}))
    lesson.offer("CAL", "2", lesson.state.question, "propose 1 -CON")
    before = facts(lesson)
    lesson.store.close()
    again = opened(wanted).lesson
    assert facts(again) == before
    assert again.state.people["AVA"].keeper == Keeper.AWAY
    again.store.close()


def test_what_was_rewound_stays_undone_when_it_is_opened_again(wanted):
    lesson = opened(wanted).lesson
    begin(lesson, "CAL")
    while not lesson.session.closed:
        move(lesson, {"CAL"})
    assert lesson.state.part == Part.DEBRIEF
    lesson.rewind(0.0)
    assert not lesson.session.closed
    assert lesson.clock.paused
    before = facts(lesson)
    lesson.store.close()
    again = opened(wanted).lesson
    assert facts(again) == before
    again.store.close()


def test_an_offer_of_before_a_rewind_is_not_made_after_it(wanted):
    lesson = opened(wanted).lesson
    begin(lesson, "CAL")
    move(lesson, {"CAL"})
    lesson.offer("CAL", "1", lesson.state.question, "propose 1 -CON")
    lesson.rewind(0.0)
    move(lesson, {"CAL"})
    lesson.store.close()
    again = opened(wanted).lesson
    assert again.offered == {}
    again.store.close()


def test_a_rewind_with_nothing_before_it_is_refused(lesson):
    begin(lesson, "CAL")
    with pytest.raises(OutOfOrder, match="no question before"):
        lesson.rewind(0.0)


# ── the disk refuses ─────────────────────────────────────────────────────────────────────────────────────────────────


def keep_until_full(lesson):
    for _ in range(10_000):
        lesson.keep(Entry("door", {"open": True}))


def offer_until_full(lesson):
    for number in range(10_000):
        lesson.offer("CAL", f"{number}-" + "x" * 50, lesson.state.question, "pass")


def test_an_act_that_cannot_be_written_is_refused_and_not_made(wanted):
    lesson = opened(wanted).lesson
    begin(lesson, "CAL", "AVA")
    fill(lesson.store)
    with pytest.raises(NotKept, match="full"):
        offer_until_full(lesson)
    kept = lesson.store.offered(lesson.state.question)
    assert lesson.offered == {"CAL": "pass"} == dict(kept)
    make_room(lesson.store)
    lesson.offer("AVA", "after", lesson.state.question, "pass")
    lesson.store.close()
    again = opened(wanted).lesson
    assert again.offered == {"CAL": "pass", "AVA": "pass"}
    again.store.close()


def test_a_tick_that_cannot_be_written_has_not_happened_and_is_made_when_there_is_room(lesson):
    begin(lesson, "CAL", "AVA")
    lesson.offer("CAL", "1", lesson.state.question, "pass")
    fill(lesson.store)
    with pytest.raises(NotKept):
        keep_until_full(lesson)
    before = facts(lesson)
    with pytest.raises(NotKept):
        move(lesson, {"CAL"})
    assert facts(lesson) == before
    assert lesson.session.tick == 0
    make_room(lesson.store)
    move(lesson, {"CAL"})
    assert lesson.session.tick == 1
    assert lesson.session.ticks[0].clocked == (lesson.places["AVA"],)


# ── files that are refused ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_lesson_of_another_version_says_which(wanted, lesson):
    lesson.store.connection.execute("UPDATE head SET value = '0' WHERE key = 'format'")
    lesson.store.close()
    with pytest.raises(Unreadable, match="format version 0 and this program has format version 2"):
        opened(wanted)
    aside = put_aside(wanted.file)
    assert aside.exists()
    opened(wanted).lesson.store.close()


def test_a_file_of_something_else_is_left_as_it_is(wanted):
    wanted.file.write_text("my thesis\n" * 100)
    with pytest.raises(Unreadable, match="no lesson"):
        opened(wanted)
    assert wanted.file.read_text() == "my thesis\n" * 100
    wanted.file.unlink()
    with sqlite3.connect(wanted.file) as other:
        other.execute("CREATE TABLE recipes (name TEXT)")
    other.close()
    with pytest.raises(Unreadable, match="no lesson"):
        opened(wanted)


def test_two_hosts_cannot_have_one_lesson(wanted, lesson):
    lesson.keep(Entry("door", {"open": True}))
    with pytest.raises(Unreadable, match="another host has this lesson open"):
        opened(wanted)


def test_what_is_forgotten_leaves_nothing_behind(wanted):
    lesson = opened(wanted).lesson
    begin(lesson, "CAL")
    assert wanted.file.stat().st_mode & 0o077 == 0
    lesson.store.close()
    forget(wanted.file)
    assert list(wanted.file.parent.iterdir()) == []


def test_the_store_is_marked_as_ours(lesson):
    assert lesson.store.connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION
    assert lesson.store.connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert lesson.store.connection.execute("PRAGMA synchronous").fetchone()[0] == 2
    assert isinstance(lesson.store, Store)


def test_messages_change_no_act(lesson, wanted, tmp_path):
    """The same lesson with a private message and a notice before every question."""
    other = opened(replace(wanted, file=tmp_path / "other.lesson")).lesson
    for one, chatty in ((lesson, False), (other, True)):
        begin(one, "CAL")
        while not one.session.closed:
            for kind, to in (("private", ["AVA"]), ("notice", [])) if chatty else ():
                body = {"kind": kind, "by": "CAL", "to": to, "title": "", "text": "A word?"}
                one.keep(Entry("message", {**body, "tick": one.session.tick}))
            move(one)
    assert len(other.state.messages) > len(lesson.state.messages) + 10
    assert mark(other.session.world) == mark(lesson.session.world)
    other.store.close()


def test_acts_that_are_kept_in_one_write_are_all_made_or_none(lesson):
    begin(lesson, "CAL", "AVA", "BRE")
    question = lesson.state.question
    lesson.offer("CAL", "first", question, "pass")
    lesson.store.append, append = _no_room, lesson.store.append
    waiting = [lesson.consider(code, "second", question, "speak CON.d") for code in ("CAL", "AVA")]
    assert set(lesson.offered) == {"CAL", "AVA"}
    with pytest.raises(NotKept):
        lesson.settle(waiting)
    assert lesson.offered == {"CAL": "pass"}
    lesson.store.append = append
    lesson.settle([lesson.consider(code, "third", question, "speak CON.d") for code in ("CAL", "AVA")])
    assert lesson.store.offered(question)[-2:] == [("CAL", "speak CON.d"), ("AVA", "speak CON.d")]


def _no_room(*_, **__):
    raise NotKept("the disk is full")
