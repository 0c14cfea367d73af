"""The debrief of a finished session: true to what happened, in words, for any seat."""

import re
import subprocess
import sys
from functools import cache
from typing import Any

import numpy as np
import pytest

from demarche.agents.any_act import AnyAct
from demarche.agents.human import Awaited
from demarche.scenarios.compile import Game, game
from demarche.scenarios.load import load, names
from demarche.scenarios.saves import open_session, play
from demarche.sim.act import an_act
from demarche.sim.aftermath.events import Count
from demarche.sim.notation import read
from demarche.sim.outcome import outcome
from demarche.sim.secrets import Sum
from demarche.sim.session import Session
from demarche.sim.terms import ABSENT, Ballot, Stage, Status, Verb
from demarche.ui.report.debrief import debrief
from demarche.ui.report.moved import SIDE, shifts
from demarche.ui.report.person import person
from demarche.ui.report.promises import Became, promises
from demarche.ui.report.road import turns
from demarche.ui.report.score import score
from demarche.ui.words import Words

BROKEN = re.compile(r"\bnan\b|\bNone\b|\bNONE\b|[{}]|Ballot\.|Stage\.|Became\.")
SMALL = ("tutorial", "sco-2009", "pact-2015", "us-china-2015", "gge-2017", "dual-track-2018")
EVERY = [pytest.param(name, marks=() if name in SMALL else pytest.mark.slow) for name in names()]


@cache
def finished(name: str, *changes: str):
    made = game(load(name, changes), 1)
    return made, play(made, program="test")


def wild(name: str, changes: tuple[str, ...], seed: int):
    made = game(load(name, changes), seed)
    session = open_session(made)
    session.seats = [AnyAct()] * made.rules.seats
    while not session.closed:
        session.advance(time_is_up=True, tell_why=True)
    return made, session


@pytest.mark.parametrize("name", EVERY)
def test_a_debrief_can_be_read_for_any_seat(name):
    made, session = finished(name)
    seats = [0, made.rules.seats - 1]
    told = debrief(made, session, [*seats, 0])
    assert [one.code for one in told.scores] == [made.rules.roster.names[seat] for seat in seats]
    titles = [section.title for section in told.sections]
    assert titles[:2] == [made.scenario.title, "Against the card"]
    assert titles[-1] == "What history did"
    assert len(titles) == len(set(titles))
    for section in told.sections:
        assert not BROKEN.search(section.text), section.title
        assert section.parts


@pytest.mark.parametrize("name", EVERY)
def test_both_readings_are_given_of_every_session(name):
    made, session = finished(name)
    told = debrief(made, session, [])
    readings = [section.text for section in told.sections if section.title.startswith("Two readings")]
    assert readings
    for text in readings:
        assert len(re.findall(r"The optimist: \S", text)) == len(re.findall(r"The sceptic: \S", text)) > 0
    assert "Against the card" not in [section.title for section in told.sections]


@pytest.mark.parametrize(
    ("name", "changes", "seed"),
    [("tutorial", ("level=4", "rounds=2"), seed) for seed in range(6)]
    + [("pact-2015", ("quarters=3",), seed) for seed in range(3)]
    + [("sco-2009", ("rounds=2",), 1), ("tutorial", ("level=4", "rounds=1", "quarters=2"), 2)],
)
def test_whatever_was_done_the_road_leads_from_the_opening_to_the_end(name, changes, seed):
    """Law: the changes that are told, made one after another, turn the text as opened into the text as decided."""
    made, session = wild(name, changes, seed)
    text: Any = np.array(made.rules.opened)
    for turn in turns(Words(made), session.moments):
        assert text[turn.draft, turn.clause] == turn.old
        text[turn.draft, turn.clause] = turn.new
    final = session.world.record.wording[0]
    seen = ~((session.world.record.status[0] == Status.HELD) & made.rules.pocket)
    assert np.array_equal(text[seen], final[seen])
    for section in debrief(made, session, range(made.rules.seats)).sections:
        assert not BROKEN.search(section.text), section.title


@pytest.mark.parametrize("name", ["tutorial", "pact-2015"])
def test_a_session_that_was_broken_off_is_told_as_far_as_it_came(name):
    made, whole = finished(name)
    session = open_session(made)
    for tick in whole.ticks:
        told = debrief(made, session, [0])
        assert "Broken off" in [section.title for section in told.sections]
        assert not any(BROKEN.search(section.text) for section in told.sections)
        session.play(tick)
    assert "Broken off" not in [section.title for section in debrief(made, session, [0]).sections]


def test_the_twin_of_a_session_that_was_broken_off_stops_where_it_did():
    made, whole = finished("pact-2015")
    session, quarters = open_session(made), 0
    full = debrief(made, whole, []).kept.twin[0, 0, :, Sum.OPERATIONS]
    for tick in whole.ticks:
        session.play(tick)
        quarters += tick.stage == Stage.NATURE
        if tick.stage in (Stage.NATURE, Stage.RESPONSES):
            assert debrief(made, session, []).kept.operations_within_counterfactual[0, 0] == full[:quarters].sum()
    assert quarters == made.rules.conduct.quarters


def test_points_are_those_of_the_marks():
    made, session = finished("dual-track-2018")
    for seat in range(0, made.rules.seats, 24):
        one = score(made, session, seat)
        assert one.most == 10
        assert one.points == pytest.approx(min(max(sum(mark.points for mark in one.marks), 0), 10))


def test_a_session_under_way_has_goals_that_stand_and_no_points():
    made = game(load("tutorial"), 1)
    one = score(made, open_session(made), 0)
    assert {mark.stands for mark in one.marks[:3]} == {"open"}
    assert one.points == 0


def test_a_red_line_that_only_this_world_crosses_costs_as_much_as_a_goal_that_is_won_brings():
    """Calmere may not accept ATT.d, and somebody amends the text to say it. Everybody says yes."""
    made, session = scripted({}, {"AVA": {Stage.AMENDMENTS: "amend ATT.d"}})
    mark = score(made, session, 2).marks[3]
    assert session.world.record.status[0, 0] == Status.ADOPTED
    assert (mark.points, mark.stands) == (-3, "crossed")


def scripted(ballots, acts, changes: tuple[str, ...] = ("rounds=1",)) -> tuple[Game, Session]:
    """The tutorial with everybody saying yes, but for those ballots and acts; each act is made once."""
    made = game(load("tutorial", changes), 1)
    session, names_ = open_session(made), made.rules.roster.names
    left = {code: dict(lines) for code, lines in acts.items()}
    while not session.closed:
        for seat in session.asked():
            code, stage = names_[seat], session.stage
            line = left.get(code, {}).pop(stage, None)
            session.offer(seat, session.tick, read(made.rules, line) if line else usual(ballots, code, stage))
        session.advance()
    return made, session


def usual(ballots, code: str, stage: Stage):
    if stage == Stage.TABLING:
        return an_act(Verb.TABLE, draft=0)
    if stage == Stage.DECISION:
        return an_act(Verb.ASK)
    if stage in (Stage.VOTE, Stage.AMENDMENT_VOTE):
        return an_act(Verb.CAST, wording=ballots.get(code, {}).get(stage, Ballot.YES))
    return an_act(Verb.PASS)


OFFER = {"CAL": {Stage.FLOOR: "offer DOR: 1 yes for 1 ATT.c"}, "DOR": {Stage.ANSWERS: "accept CAL"}}


def of(made, session: Session, by: int):
    return next(one for one in promises(Words(made), session) if one.by == by)


@pytest.mark.parametrize(
    ("ballot", "became"),
    [(Ballot.YES, Became.KEPT), (Ballot.NO, Became.BROKEN), (Ballot.ABSTAIN, Became.BROKEN)],
)
def test_a_promised_vote_is_kept_or_broken_by_the_vote(ballot, became):
    made, session = scripted({"CAL": {Stage.VOTE: ballot}}, OFFER)
    promise = of(made, session, 2)
    assert (promise.to, promise.what, promise.became) == (3, "a yes on BAY/1", became)
    assert of(made, session, 3).became == Became.KEPT


def test_a_wording_that_the_pen_takes_out_again_was_a_broken_promise():
    acts = {**OFFER, "DOR": {**OFFER["DOR"], Stage.REVISION: "revise ATT.a"}}
    made, session = scripted({}, acts)
    assert of(made, session, 3).became == Became.BROKEN
    assert "by its own pen" in of(made, session, 3).how


def test_a_wording_that_the_committee_changes_was_no_broken_promise():
    made, session = scripted({}, {**OFFER, "AVA": {Stage.AMENDMENTS: "amend ATT.d"}})
    assert session.world.record.wording[0, 0, made.rules.book.names.index("ATT")] == 3
    assert of(made, session, 3).became == Became.KEPT
    assert "by the Committee" in of(made, session, 3).how


def test_a_favour_is_not_tested_and_support_is_broken_by_asking_for_another_wording():
    acts = {
        "CAL": {Stage.FLOOR: "offer ELM: 2 favours for 1 yes", Stage.AMENDMENTS: "amend LEG.d"},
        "ELM": {Stage.ANSWERS: "accept CAL"},
        "BRE": {Stage.FLOOR: "offer AVA: 1 LEG.c for 1 CAP.b", Stage.AMENDMENTS: "amend LEG.d"},
        "AVA": {Stage.ANSWERS: "accept BRE"},
    }
    made, session = scripted({}, acts)
    assert of(made, session, 2).became == Became.UNTESTED
    assert (of(made, session, 1).became, of(made, session, 0).became) == (Became.BROKEN, Became.KEPT)


def test_who_moved_voted_otherwise_than_it_had_leaned():
    made, session = finished("dual-track-2018")
    found = shifts(Words(made), session.moments)
    assert found
    for one in found:
        assert np.sign(one.leaned) != SIDE[one.ballot]
        assert session.world.record.final[0, one.draft, one.seat] == one.ballot
    assert [one.far for one in found] == sorted((one.far for one in found), reverse=True)


def test_a_pact_is_a_promise_with_what_was_delivered_and_what_was_done():
    made, session = finished("pact-2015")
    pledged = [one for one in promises(Words(made), session) if one.what.startswith("the pact")]
    assert len(pledged) == 2
    every = [tick.events for tick in session.ticks if tick.events is not None]
    breaches = sum(events.table(events.of(Count.CLEAR), made.rules.seats)[0] for events in every)
    for one in pledged:
        assert (one.became == Became.BROKEN) == (breaches[one.by].sum() > 0)
        assert re.search(r"^\d+ of \d+ measures delivered; assistance in \d+ of \d+ quarters; ", one.how)


def test_what_one_delegation_did_is_all_it_did():
    made, session = finished("tutorial")
    for seat in range(made.rules.seats):
        one = person(made, session, seat)
        acts = [tick.act[seat] for tick in session.ticks if tick.act[seat, 0] not in (Verb.SILENT, Verb.PASS)]
        assert len(one.deeds) == len(acts)
        for deed, act in zip(one.deeds, acts, strict=True):
            assert np.array_equal(read(made.rules, deed.act), act)
        assert one.counts["votes"] == 1
        assert one.kept + one.broken <= len(one.promises)


def test_what_the_clock_did_is_not_counted_as_a_deed():
    made = game(load("tutorial"), 1)
    late = open_session(made, {"ELM": Awaited()})
    while not late.closed:
        late.advance(time_is_up=True)
    one = person(made, late, 4)
    assert one.counts["clocked"] == sum(4 in tick.clocked for tick in late.ticks) > 0
    assert one.counts["votes"] == one.counts["statements"] == 0
    assert all(deed.by_clock for deed in one.deeds)


def test_both_sides_of_a_deal_are_told_to_each():
    made, session = scripted({}, OFFER)
    giver, taker = person(made, session, 2), person(made, session, 3)
    assert {(one.from_me, one.other) for one in giver.promises} == {(True, "DOR"), (False, "DOR")}
    assert {(one.from_me, one.other) for one in taker.promises} == {(True, "CAL"), (False, "CAL")}
    assert (giver.kept, giver.broken) == (1, 0)


def test_the_texts_told_agree_with_the_outcome():
    made, session = finished("gge-2017", "with_hindsight=true")
    found = outcome(session.rules, session.world.record)
    said = next(s for s in debrief(made, session, []).sections if s.title == "Two readings of the texts").text
    assert not found.adopted[0, 0]
    assert "There is no text." in said
    assert (found.text[0, 0] != ABSENT).any()


def test_a_debrief_without_figures_needs_no_drawing_library():
    code = "import sys, demarche.ui.report.debrief, demarche.ui.report.person; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
