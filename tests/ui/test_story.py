"""The story of a finished session, as data."""

import json
import re

import numpy as np
import pytest

from demarche.agents.any_act import AnyAct
from demarche.scenarios import saves
from demarche.scenarios.compile import game
from demarche.scenarios.load import load, names
from demarche.sim.aftermath.events import Count, Events
from demarche.sim.outcome import outcome
from demarche.sim.terms import ABSENT, Ints, Status
from demarche.ui.result import result
from demarche.ui.story import Line, Table, tell
from demarche.ui.story.ladder import counts
from demarche.ui.words import BALLOTS, ENDINGS, GROUNDS, MOTIONS, Words, clip, counted, listed, short_symbol

SCHOOL_WORDS = re.compile(
    r"\b(caucus|signatory|signatories|motion to table|moderated|bloc leader speech)\b", re.IGNORECASE
)


@pytest.fixture(scope="module", params=names())
def played(request):
    made = game(load(request.param), 1)
    return made, saves.play(made, None, program="test")


@pytest.fixture(scope="module")
def dual_track():
    made = game(load("dual-track-2018"), 1)
    return made, saves.play(made, None, program="test")


def section(sections, title):
    return next(s for s in sections if s.title.startswith(title))


def test_a_story_begins_with_its_title_and_ends_with_history(played):
    sections = tell(*played)
    assert sections[0].title == played[0].scenario.title
    assert sections[-1].title == "What history did"


def test_every_draft_has_its_ending_told(played):
    made, session = played
    said = "\n".join(s.text for s in tell(made, session))
    for draft, status in enumerate(session.world.record.status[0]):
        assert f"{Words(made).draft(draft)} {ENDINGS[Status(int(status))]}." in said


def test_the_story_speaks_as_the_united_nations_do(played):
    said = "\n".join(s.text for s in tell(*played))
    assert not SCHOOL_WORDS.search(said)


def test_the_story_says_that_positions_are_judgements_and_wordings_paraphrases(played):
    sections = tell(*played)
    assert "is a judgement" in sections[0].text
    assert "paraphrase" in section(sections, "The texts as decided").text


def test_the_story_is_short(played):
    assert sum(len(s.parts) for s in tell(*played)) < 130


def test_no_name_of_the_code_is_left_in_the_story(played):
    said = "\n".join(s.text for s in tell(*played))
    assert not re.search(r"\bnan\b|Ballot\.|Status\.|None|\bNONE\b|\{|\}", said)


def test_history_stands_beside_what_happened_here_with_its_source(played):
    made, session = played
    last = tell(made, session)[-1]
    past = made.scenario.history
    if past is None:
        assert "invented" in last.text
        return
    assert past.source in last.text
    assert ("Confirmed." in last.text) == past.confirmed
    assert ("Unconfirmed" in last.text) == (not past.confirmed)
    table = next(part for part in last.parts if isinstance(part, Table))
    assert table.heads == ("", "here", "in history")


def test_adopted_texts_are_told_clause_by_clause(played):
    made, session = played
    words, found = Words(made), outcome(session.rules, session.world.record)
    said = section(tell(made, session), "The texts as decided").text
    for draft in np.flatnonzero(found.adopted[0]):
        for clause in np.flatnonzero(found.text[0, draft] != ABSENT):
            assert words.clause(int(clause)) in said


def test_the_history_of_a_session_ends_where_the_session_does(played):
    _, session = played
    last = session.moments[-1].after
    assert np.array_equal(last.rows(), session.world.record.rows())


def test_the_tally_that_is_told_is_the_tally_that_was_cast(dual_track):
    made, session = dual_track
    found = outcome(session.rules, session.world.record)
    sections = tell(made, session)
    for draft in range(2):
        yes, no = int(found.yes[0, draft]), int(found.no[0, draft])
        assert f"{yes} yes, {no} no" in section(sections, Words(made).draft(draft)).text


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize(
    ("name", "settings"),
    [("tutorial", ["level=4", "rounds=2"]), ("tutorial", ["level=4", "rounds=0"]), ("sco-2009", ["rounds=2"]),
     ("us-china-2015", ["rounds=0"]), ("tutorial", ["quarters=3", "rounds=0"]),
     ("tutorial", ["decision=consensus"])],
)  # fmt: skip
def test_whatever_the_seats_do_it_can_be_told_and_put_in_an_object(name, settings, seed):
    made, anything = game(load(name, settings), seed), AnyAct()
    session = saves.play(made, None, program="test", seats=dict.fromkeys(made.rules.roster.names, anything))
    assert tell(made, session)[-1].title == "What history did"
    assert json.loads(json.dumps(result(made, session), allow_nan=False))["scenario"] == name


def test_a_replayed_log_tells_the_same_story(tmp_path):
    made = game(load("tutorial"), 5)
    session = saves.play(made, tmp_path / "log.jsonl", program="test")
    assert tell(*saves.replay(tmp_path / "log.jsonl")) == tell(made, session)


def test_a_bar_has_a_share_for_each_ballot():
    told = counts(np.array([0] * 10 + [1] * 5 + [2] * 5 + [3]))
    assert told.startswith("10 yes, 5 no, 5 abstained, 1 absent")
    assert [told.count(mark) for mark in "█▒·"] == [5, 2, 2]


def test_nobody_voting_is_no_bar_and_no_failure():
    assert counts(np.array([3, 3])).startswith("0 yes, 0 no, 0 abstained, 2 absent")


def test_names_are_listed_as_one_would_say_them():
    assert listed([]) == "nobody"
    assert listed(["Kenya"]) == "Kenya"
    assert listed(["Kenya", "India"]) == "Kenya and India"
    assert listed(list("abcdefghijkl"), 3) == "a, b, c and 9 more"
    assert counted(1, "seat") == "1 seat"
    assert counted(2, "seat") == "2 seats"
    assert short_symbol("A/C.1/73/L.27") == "L.27"
    assert short_symbol("A/AC.292/2025/CRP.1") == "CRP.1"
    assert short_symbol("BAY/1") == "BAY/1"
    assert clip("one two three", 8) == "one two …"


def test_every_ground_motion_and_ending_has_words():
    from demarche.sim.terms import Ground, Motion

    assert set(GROUNDS) == set(Ground)
    assert set(MOTIONS) == set(Motion)
    assert len(BALLOTS) == 4
    assert set(ENDINGS) == set(Status) - {Status.OPEN, Status.TABLED}


def test_a_line_and_a_table_give_all_their_words():
    from demarche.ui.story import Section

    assert Section("T", (Line("a"), Table(("h",), (("c",),)))).text == "T\na\nh\nc"


def test_the_story_tells_of_third_states_what_happened_to_them_and_what_they_did():
    """Each row is what the log has of that state: operations on it, found, by it, and its answers by state."""
    made = game(load("us-china-2015", ["rounds=1", "quarters=6"]), 3)
    session = saves.play(made, None, program="test")
    events = [tick.events for tick in session.ticks if tick.events is not None]
    rows = section(tell(made, session), "Third states").parts[1].rows
    names = made.rules.roster.names

    def table(one: Events, column: Ints) -> Ints:
        return one.table(column, made.rules.seats)[0]

    assert len(rows) == len(made.scenario.third_states)
    for code, row in zip(made.scenario.third_states, rows, strict=True):
        seat = names.index(code)
        on_it, by_it = (sum(int(table(one, one.operations).sum(axis=axis)[seat]) for one in events) for axis in (0, 1))
        rightly = sum(int(table(one, one.of(Count.RIGHT))[:, seat].sum()) for one in events)
        assert (row[1], row[3]) == (str(on_it), str(by_it))
        assert row[2].endswith(f"({rightly})")
        accused = int(session.world.record.accused[0, seat].sum())
        told = re.search(r"accuses ([^;]*)", row[4])
        assert sum(map(int, re.findall(r"\((\d+)\)", told[1]))) == accused if told else accused == 0


def test_a_scenario_without_third_states_tells_of_none(played):
    assert ("Third states" in [s.title for s in tell(*played)]) == bool(played[0].scenario.third_states)
