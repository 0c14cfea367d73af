"""The menu of a quarter: a person and a doctrine in one seat have the same, and what it says of chances comes true."""

from functools import cache

import numpy as np
import pytest

from demarche.agents.doctrine.menu import SHOWN, menu, opportunity
from demarche.agents.doctrine.ordering import order
from demarche.scenarios.compile import game
from demarche.scenarios.load import load
from demarche.scenarios.saves import open_session
from demarche.sim.orders import ATTENTION, kind_of, number_of, orders_of
from demarche.sim.terms import NONE, Item, Kind, Stage, Verb

PACT = ("rounds=0", "drafts.0.standing=['USA','RUS']")


@cache
def at_orders(quarter=0, settings=()):
    """The exercise of two rivals at the question of orders of a quarter, its pact in force from the first."""
    made = game(load("us-russia", (*PACT, *settings)), 1)
    session = open_session(made)
    while session.stage != Stage.ORDERS or int(session.world.record.quarter[0]) < quarter:
        session.advance(time_is_up=True)
    return made, session


def shown(seat, quarter=0):
    made, session = at_orders(quarter)
    place = made.rules.roster.names.index(seat)
    return made, menu(made.rules, made.doctrine, session.view(place), 0)


@pytest.mark.parametrize("seat", ["USA", "RUS", "CHN", "KOR"])
def test_it_has_two_to_four_opportunities_the_temptations_first(seat):
    made, several = shown(seat)
    assert 2 <= len(several) <= 2 * SHOWN
    tempting = [one.pact != NONE for one in several]
    assert tempting == sorted(tempting, reverse=True)
    assert any(tempting) == (seat in ("USA", "RUS"))
    names = made.rules.roster.names
    assert all({names[one.target], seat} == {"USA", "RUS"} for one in several if one.pact != NONE)
    assert len({(one.target, one.kind) for one in several}) == len(several)


def test_other_opportunities_come_up_in_the_next_quarter():
    assert {(one.target, one.kind) for one in shown("RUS")[1]} != {(one.target, one.kind) for one in shown("RUS", 1)[1]}


def test_what_it_says_of_a_text_is_what_the_rules_cover():
    made, several = shown("RUS")
    record = at_orders()[1].world.record
    clear, reach = (table[0, 0] for table in made.rules.conduct.covers(record.wording))
    for one in several:
        covered = (clear[one.kind], reach[one.kind]) if one.pact != NONE else (0, 0)
        assert (one.clear, one.reach) == pytest.approx(covered)
        assert one.has_loophole == (0 < covered[0] < 1)


def test_a_breach_that_is_seen_lowers_trust_and_better_sight_makes_it_likelier_to_be_known():
    for one in shown("RUS")[1]:
        assert one.pact == NONE or one.trust[1] < one.trust[0]
        assert one.named <= one.found * one.known <= one.found
    made, session = at_orders()
    names = made.rules.roster.names
    view = session.view(names.index("RUS"))
    usa, aus = (
        opportunity(made.rules, made.doctrine, view, 0, names.index(code), Kind.ESPIONAGE) for code in ("USA", "AUS")
    )
    assert usa.known > aus.known
    assert usa.named > aus.named


def test_a_doctrine_orders_nothing_beside_its_rates_unless_it_dares():
    made, session = at_orders()
    view = session.view(made.rules.roster.names.index("RUS"))
    assert order(made.rules, made.doctrine, view, np.zeros((1, 8)))[0, Item.VERB] == Verb.PASS


def test_a_doctrine_that_dares_orders_from_the_same_menu_and_as_much_as_attention_allows():
    made, session = at_orders(settings=("settings.dare=10",))
    for seat in ("RUS", "CHN"):
        place = made.rules.roster.names.index(seat)
        view = session.view(place)
        (act,) = order(made.rules, made.doctrine, view, np.zeros((1, 8)))
        assert act[Item.VERB] == Verb.OPERATE
        target, manner = orders_of(act)
        offered = [(one.target, int(one.kind)) for one in menu(made.rules, made.doctrine, view, 0)]
        many = int(number_of(act))
        assert many == min(len(offered), ATTENTION - int(view.spent[0]))
        ordered = [(int(t), int(kind_of(m))) for t, m in zip(target[:many], manner[:many], strict=True)]
        assert ordered == offered[:many]
        session.offer(place, session.tick, act)
