"""Every seat of every scenario has a card that a scenario file could hold."""

import pytest

from demarche.scenarios.cards import card_for, is_derived
from demarche.scenarios.check import faults
from demarche.scenarios.compile import game
from demarche.scenarios.goals import stands
from demarche.scenarios.load import LIBRARY, load, names, parse
from demarche.scenarios.reading.toml import read_toml
from demarche.scenarios.saves import open_session
from demarche.scenarios.schema import Card
from demarche.sim.act import an_act
from demarche.sim.terms import Ballot, Role, Stage, Status, Verb


@pytest.mark.parametrize("name", names())
def test_every_seat_has_a_card_that_the_scenario_could_hold(name):
    scenario = load(name)
    made = game(scenario, 1)
    written = {card.seat for card in scenario.cards}
    dealt = [card_for(made, seat) for seat in range(made.rules.seats)]
    assert [card.seat for card in dealt] == list(made.rules.roster.names)
    assert list(faults(scenario.model_copy(update={"cards": tuple(dealt)}))) == []
    for seat, card in enumerate(dealt):
        assert Card.model_validate(card.model_dump(), strict=False) == card
        assert is_derived(made, seat) == (card.seat not in written)
        if is_derived(made, seat):
            assert "derived" in card.summary
            assert "judged" in card.summary


@pytest.mark.parametrize("name", ["tutorial", "dual-track-2018"])
def test_a_card_is_the_same_in_every_world_of_a_scenario(name):
    one, other = (game(load(name), seed) for seed in (1, 2))
    assert [card_for(one, s) for s in range(7)] == [card_for(other, s) for s in range(7)]


def test_a_derived_card_asks_for_what_the_state_would_rather_have():
    """The wordings it wants lie no further from its position than the one that stands."""
    made = game(load("dual-track-2018"), 1)
    rules = made.rules
    for seat in range(rules.seats):
        if is_derived(made, seat):
            for goal in card_for(made, seat).goals[1:]:
                clause, draft = rules.book.names.index(goal.clause or ""), rules.drafts.index(goal.draft)
                bound = goal.at_least if goal.at_least is not None else goal.at_most
                assert bound is not None
                ideal, opened = float(rules.roster.ideal[0, seat, clause]), int(rules.opened[draft, clause])
                assert abs(bound - ideal) <= abs(float(rules.book.position[0, clause, opened]) - ideal) + 0.001


def test_an_observer_is_told_that_it_has_no_vote():
    made = game(load("tutorial", ['observers=["ELM"]']), 1)
    seat = made.rules.roster.names.index("ELM")
    assert made.rules.roster.role[seat] == Role.OBSERVER
    scenario = made.scenario.model_copy(update={"cards": ()})
    assert "no vote" in card_for(game(scenario, 1), seat).summary


def test_a_third_state_is_told_that_it_acts_in_the_quarters_only():
    made = game(load("pact-2015"), 1)
    told = card_for(made, made.rules.roster.names.index("JPN")).summary
    assert "no part in drafting RUS-CHN-2015" in told
    assert "quarters" in told


def test_a_derived_card_says_nothing_of_what_is_in_anothers_pocket():
    document = read_toml(LIBRARY / "tutorial.toml")
    rival = document["drafts"][0] | {"id": "BAY/2", "pen_holder": "AVA", "sponsors": [], "in_pocket": True}
    document |= {"drafts": [*document["drafts"], rival | {"wordings": {"LEG": "LEG.d", "CAP": "CAP.c"}}], "cards": []}
    made = game(parse(document, where="two texts"), 1)
    told = [" ".join([card.summary, *(goal.text for goal in card.goals)]) for card in cards_of(made)]
    assert not any("BAY/2" in text for text in told[1:])


def cards_of(made) -> list[Card]:
    return [card_for(made, seat) for seat in range(made.rules.seats)]


def decided(*, yes: bool, changes: tuple[str, ...] = ()):
    """The tutorial, voted on as it opened: everybody yes, or everybody no."""
    made = game(load("tutorial", changes), 1)
    session = open_session(made)
    while not session.closed:
        for seat in session.asked():
            if session.stage == Stage.VOTE:
                session.offer(seat, session.tick, an_act(Verb.CAST, wording=Ballot.YES if yes else Ballot.NO))
            elif session.stage == Stage.TABLING:
                session.offer(seat, session.tick, an_act(Verb.TABLE, draft=0))
            elif session.stage == Stage.DECISION:
                session.offer(seat, session.tick, an_act(Verb.ASK))
            else:
                session.offer(seat, session.tick, an_act(Verb.PASS))
        session.advance()
    return made, session


def how(made, session, code: str) -> list[str]:
    card = next(card for card in made.scenario.cards if card.seat == code)
    return [stands(made, session.world.record, card, goal).value for goal in card.goals]


def test_goals_are_open_until_the_draft_is_decided():
    made = game(load("tutorial"), 1)
    assert how(made, open_session(made), "DOR") == ["open"] * 3


def test_goals_of_a_text_that_was_adopted_as_it_opened():
    made, session = decided(yes=True)
    assert session.world.record.status[0, 0] == Status.ADOPTED
    assert how(made, session, "DOR") == ["met", "met", "met"]  # adopted, seven of seven, interference still named
    assert how(made, session, "AVA") == ["lost", "lost", "lost"]  # it wanted none, and other words if there was one
    assert how(made, session, "CAL") == ["lost", "lost", "met"]  # neither wording, but there is a text


def test_goals_of_a_text_that_was_rejected():
    made, session = decided(yes=False)
    assert session.world.record.status[0, 0] == Status.REJECTED
    assert how(made, session, "DOR") == ["lost", "lost", "lost"]
    assert how(made, session, "AVA") == ["met", "met", "met"]  # who wanted none has lost nothing by its words


def test_what_was_agreed_before_still_holds_where_nothing_was_agreed():
    """The experts of 2015 had said in general words that the law applies, and less on self-defence."""
    made = game(load("gge-2017"), 1)
    session = open_session(made)
    while not session.closed:
        if session.stage == Stage.CONSENSUS:
            session.offer(session.asked()[0], session.tick, an_act(Verb.BLOCK))
        session.advance(time_is_up=True)
    assert session.world.record.status[0, 0] == Status.BLOCKED
    assert how(made, session, "CUB") == ["lost", "lost", "met"]


def test_that_nobody_asks_for_a_vote_is_lost_as_soon_as_somebody_has():
    made = game(load("code-2015", ["rounds=0"]), 1)
    session = open_session(made)
    card = next(c for c in made.scenario.cards if any(goal.kind == "no-vote" for goal in c.goals))
    goal = next(goal for goal in card.goals if goal.kind == "no-vote")
    while session.stage != Stage.DECISION:
        assert not session.closed
        if session.stage == Stage.TABLING:  # left to itself the pen-holder keeps it back, as it did in 2015
            session.offer(session.asked()[0], session.tick, an_act(Verb.TABLE, draft=0))
        session.advance(time_is_up=True)
    assert stands(made, session.world.record, card, goal) == "open"
    session.offer(session.asked()[0], session.tick, an_act(Verb.ASK))
    session.advance(time_is_up=True)
    assert session.world.record.stage[0] == Stage.VOTE
    assert stands(made, session.world.record, card, goal) == "lost"
