"""The quarters as they are told: the timeline, the reasons, the readings."""

import re
from itertools import pairwise

import pytest

from demarche.scenarios import saves
from demarche.scenarios.compile import game
from demarche.scenarios.load import load
from demarche.scenarios.twins import twin_of
from demarche.sim.aftermath.events import Count
from demarche.sim.notation import read
from demarche.sim.pacts import pacts
from demarche.sim.secrets import Sum
from demarche.sim.terms import Stage, Verb
from demarche.ui.catalogue import show_sections
from demarche.ui.story import Table, tell
from demarche.ui.words import KINDS

WITH_QUARTERS = ["pact-2015", "sco-2009", "us-china-2015"]
SIGNED = ["settings.sign_base=9", "drafts.0.ratification=1", "drafts.0.delay=0"]
"""Its parties sign at once, and it comes into force at once, so that there is a pact to tell of."""


@pytest.fixture(scope="module", params=[(name, seed) for name in WITH_QUARTERS for seed in (1, 2)])
def played(request):
    name, seed = request.param
    made = game(load(name, SIGNED), seed)
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
    made, session, found = played
    said = section(tell(made, session), "The quarters after").text
    told = min(found.parties[0, 0].sum(), 4)
    assert said.count("held back, on average, from") == said.count("Why, at the end: ") == told


def test_every_act_of_the_quarters_but_passing_has_a_reason(played):
    _, session, _ = played
    for tick in session.ticks:
        if tick.stage in (Stage.SIGNING, Stage.CONDUCT, Stage.RESPONSES):
            acting = {seat for seat, act in enumerate(tick.act) if act[0] not in (Verb.PASS, Verb.SILENT)}
            assert set(tick.why) == acting
            assert not re.search(r"\bnan\b|\bNONE\b|Verb\.", " ".join(tick.why.values()))


def tables(made, session):
    return [p for p in section(tell(made, session), "The quarters after").parts if isinstance(p, Table)]


def test_operations_are_told_by_kind_and_add_up_to_those_of_the_quarters(played):
    made, session, found = played
    by_kind = tables(made, session)[-1]
    assert by_kind.heads == ("operations by kind", "with the pact", "counterfactual")
    assert [row[0] for row in by_kind.rows] == list(KINDS.values())
    sums = [sum(int(row[column]) for row in by_kind.rows) for column in (1, 2)]
    assert sums == [found.operations_within[0, 0], found.operations_within_counterfactual[0, 0]]


def test_breaches_disputes_and_attributions_are_told_quarter_by_quarter_and_in_all(played):
    made, session, found = played
    rows, said = tables(made, session)[0].rows, section(tell(made, session), "The quarters after").text
    pairs = [[int(number) for row in rows for number in re.findall(r"\d+", row[column])] for column in (4, 5)]
    breaches, disputed, every, right = (sum(some) for one in pairs for some in (one[::2], one[1::2]))
    assert (breaches, disputed) == (found.breaches[0, 0], found.contested[0, 0])
    assert (every - right, right) == (found.false_signals[0, 0], found.attributed[0, 0])
    assert f"{right} attributed to the right state, {every - right} to a wrong one." in said
    assert f"{found.reported_within[0, 0]} reported; " in said
    help_due = found.total(Sum.HELP_DUE)[0, 0]
    assert ("Assistance: given" in said) == bool(help_due)
    assert f"named in public {found.accusations[0, 0]} time" in said


def test_what_a_text_covers_is_told_as_judged(played):
    made, session, _ = played
    said = section(tell(made, session), "The quarters after").text
    assert "It covers (judged): " in said
    assert "What a text covers, and what is not in the record of incidents, is judged." in said


def test_nobody_calls_the_counterfactual_a_twin(played):
    made, session, _ = played
    assert not re.search(r"\btwin", "\n".join(one.text for one in tell(made, session)))


def answering(words, settings=()):
    """A session without third states in which China makes that of whatever it sees, as long as it may."""
    made = game(load("pact-2015", ['seats=["RUS","CHN"]', "third_states=[]", *SIGNED, *settings]), 1)
    session = saves.open_session(made)
    while not session.closed:
        act = read(session.rules, words)
        seen = session.stage == Stage.RESPONSES and session.view(1).signal[0, 0] > 0
        if seen and session.view(1).verbs[0, act[0]]:
            session.offer(1, session.tick, act)
        session.advance(time_is_up=True, tell_why=True)
    return made, session


def test_an_accusation_and_what_it_says_of_who_knew():
    """Every accusation is in the timeline; one that nothing known bears out is told with the truth."""
    made, session = answering("accuse RUS", ["settings.misread=1", "quarters=20"])
    said = section(tell(made, session), "The quarters after").text
    answers = [tick for tick in session.ticks if tick.stage == Stage.RESPONSES and tick.act[1, 0] == Verb.ACCUSE]
    assert said.count("China names Russia") == len(answers) > 0
    wrong = [
        answer
        for nature, answer in pairwise(session.moments)
        if answer.tick in answers
        and not nature.tick.events.table(nature.tick.events.of(Count.RIGHT), 2)[0, 0, 1]
        and not answer.world.secrets.waiting[0, 1, 0] + answer.world.secrets.ready[0, 1, 0]
    ]
    assert wrong
    assert said.count("Nobody else in the room knew this") == min(len(wrong), 3)
    assert said.count("China accused Russia in public") == min(len(wrong), 3)


@pytest.mark.parametrize(("manner", "told"), [("statement", "publicly accuses"), ("indictment", "indicts persons of")])
def test_an_accusation_is_told_with_its_manner_and_the_threat_that_comes_of_it(manner, told):
    made, session = answering(f"accuse RUS by {manner}")
    said = section(tell(made, session), "The quarters after").text
    assert f"China {told} Russia" in said
    assert ("China against Russia: " in said) == (manner == "indictment")


def test_a_pact_that_waits_for_ratification_or_for_notice_is_told_with_its_dates():
    settings = ["drafts.0.delay=2", "drafts.0.notice=3", "settings.misread=1", "quarters=20"]
    made, session = answering("denounce 1", settings)
    said = section(tell(made, session), "The quarters after").text
    record = session.world.record
    first = next(m for m in session.moments if m.tick.stage == Stage.CONDUCT)
    quarter = int(first.before.quarter[0]) + 1
    assert quarter > 1
    assert f"binds Russia and China, since quarter {quarter}" in said
    assert f"It was signed in quarter 1 and ratified before quarter {quarter}." in said
    assert f"China denounced it, and was bound until the end of quarter {record.left_in[0, 0, 1]}." in said


def test_a_pact_that_never_comes_into_force_is_told_as_that():
    made = game(load("pact-2015", [*SIGNED, "drafts.0.ratification=0"]), 1)
    said = section(tell(made, saves.play(made, program="test")), "The quarters after").text
    assert "Russia and China signed RUS-CHN-2015; it never came into force." in said


def test_a_pact_that_is_left_is_told_as_left():
    made, session = answering("denounce 1")
    said = "\n".join(s.text for s in tell(made, session))
    assert said.count("China denounces the pact") == 1
    assert "China denounced it" in said
    assert "Nobody left it" not in said


def test_eighty_quarters_are_told_in_sixteen_rows():
    made = game(load("pact-2015", ["quarters=80", *SIGNED]), 1)
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
