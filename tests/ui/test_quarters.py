"""The quarters as they are told: the timeline, the reasons, the readings."""

import re

import pytest

from demarche.scenarios import saves
from demarche.scenarios.compile import game
from demarche.scenarios.load import load
from demarche.scenarios.twins import twin_of
from demarche.sim.notation import read
from demarche.sim.pacts import pacts
from demarche.sim.terms import Stage, Verb
from demarche.ui.catalogue import show_sections
from demarche.ui.story import Table, tell

WITH_QUARTERS = ["pact-2015", "sco-2009", "us-china-2015"]


@pytest.fixture(scope="module", params=[(name, seed) for name in WITH_QUARTERS for seed in (1, 2)])
def played(request):
    name, seed = request.param
    made = game(load(name), seed)
    session = saves.play(made, program="test")
    return made, session, pacts(session.rules, session.world, twin_of(made, session))


def section(sections, title):
    return next(s for s in sections if s.title == title)


def test_the_quarters_are_told_after_the_texts(played):
    made, session, _ = played
    titles = [s.title for s in tell(made, session)]
    third = ["Third states"] if made.scenario.third_states else []
    after = ["The texts as decided", "The quarters after", *third, "Two readings", "Measures", "What history did"]
    assert titles[-len(after) :] == after


def test_the_timeline_adds_up_to_the_totals(played):
    made, session, found = played
    table = next(p for p in section(tell(made, session), "The quarters after").parts if isinstance(p, Table))
    done = sum(int(row[2].split()[0]) for row in table.rows)
    twin = sum(int(row[3]) for row in table.rows)
    assert (done, twin) == (found.operations_within[0, 0], found.operations_within_counterfactual[0, 0])
    assert len(table.rows) <= made.scenario.quarters


def test_both_readings_and_the_index_are_told_as_such(played):
    made, session, found = played
    said = section(tell(made, session), "Two readings").text
    assert said.count("The optimist: ") == said.count("The sceptic: ") == 1
    assert "neither is a finding" in said
    assert f"Substance index {found.substance[0, 0]:.2f}" in said
    assert "judged" in said


def test_every_party_is_told_with_its_reason(played):
    made, session, _ = played
    said = section(tell(made, session), "The quarters after").text
    parties = int(made.rules.voters.sum())
    assert said.count("held back from") == min(parties, 4)
    assert said.count("the text clearly forbids") >= min(parties, 4)


def test_every_act_of_the_quarters_but_passing_has_a_reason(played):
    _, session, _ = played
    for tick in session.ticks:
        if tick.stage in (Stage.SIGNING, Stage.CONDUCT, Stage.RESPONSES):
            acting = {seat for seat, act in enumerate(tick.act) if act[0] not in (Verb.PASS, Verb.SILENT)}
            assert set(tick.why) == acting
            assert not re.search(r"\bnan\b|\bNONE\b|Verb\.", " ".join(tick.why.values()))


def answering(words):
    """A session in which China makes that of whatever it sees of Russia, as long as it may."""
    made = game(load("pact-2015"), 1)
    session = saves.open_session(made)
    while not session.closed:
        act = read(session.rules, words)
        seen = session.stage == Stage.RESPONSES and session.view(1).signal[0, 0] > 0
        if seen and session.view(1).verbs[0, act[0]]:
            session.offer(1, session.tick, act)
        session.advance(time_is_up=True, tell_why=True)
    return made, session


def test_an_accusation_and_what_it_says_of_who_knew():
    """Every accusation is in the timeline; one that nothing found bears out is told with the truth."""
    made, session = answering("accuse RUS")
    said = section(tell(made, session), "The quarters after").text
    accusing = [tick for tick in session.ticks if tick.stage == Stage.RESPONSES and tick.act[1, 0] == Verb.ACCUSE]
    answers = [tick for tick in accusing if tick.act[1, 1] == 0]
    assert said.count("China accuses Russia") == len(answers) > 0
    wrong = [
        nature
        for nature, answer in zip(session.ticks, session.ticks[1:], strict=False)
        if answer in answers and not nature.events.right[0, 0, 1]
    ]
    assert said.count("Nobody else in the room knew this") == min(len(wrong), 3)
    assert said.count("China accused Russia in public") == min(len(wrong), 3)


def test_a_pact_that_is_left_is_told_as_left():
    made, session = answering("denounce 1")
    said = "\n".join(s.text for s in tell(made, session))
    assert said.count("China denounces the pact") == 1
    assert "China denounced it" in said
    assert "Nobody left it" not in said


def test_eighty_quarters_are_told_in_sixteen_rows():
    made = game(load("pact-2015", ["quarters=80"]), 1)
    session = saves.play(made, program="test")
    table = next(p for p in section(tell(made, session), "The quarters after").parts if isinstance(p, Table))
    assert len(table.rows) == 16
    assert table.rows[0][0] == "1–5"


def test_without_quarters_nothing_is_told_of_them():
    made = game(load("pact-2015", ["quarters=0"]), 1)
    titles = {s.title for s in tell(made, saves.play(made, program="test"))}
    assert not titles & {"The quarters after", "Two readings"}


def test_show_tells_what_follows_a_session_and_that_it_is_judged():
    told = "\n".join(section.text for section in show_sections(load("us-china-2015")))
    assert "16 quarters are played" in told
    assert "United States holds sanctions over China, weight 0.9 of 1." in told
    assert "All of this is judged" in told


def test_show_says_nothing_of_quarters_where_none_follow():
    assert "What follows" not in [section.title for section in show_sections(load("gge-2017"))]
