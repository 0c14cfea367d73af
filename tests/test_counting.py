"""Counts of heads, reasons of refusals and offers that fit: by what is published, held to what then happens."""

import numpy as np
import pytest

from demarche.agents import fitting
from demarche.agents.counting import on_change, on_text
from demarche.agents.doctrine.dealing import side
from demarche.agents.doctrine.vote import prospects
from demarche.agents.plain import Aims
from demarche.agents.refusals import Why, weighed, worth_to
from demarche.scenarios.aims import aims
from demarche.scenarios.cards import card_for
from demarche.scenarios.compile import game
from demarche.scenarios.load import load
from demarche.scenarios.saves import open_session
from demarche.sim.act import an_act
from demarche.sim.terms import Ballot, Stage, Verb


@pytest.fixture(scope="module")
def floor():
    """Brazil on the floor of informals in 2018."""
    made = game(load("dual-track-2018"), 1)
    session = open_session(made)
    while session.stage != Stage.FLOOR:
        session.advance(time_is_up=True)
    return made, session.view(made.rules.roster.names.index("BRA"))


def test_a_count_on_a_text_is_what_everybody_expects_of_it(floor):
    made, view = floor
    for draft in range(2):
        counted = on_text(made.rules, made.doctrine, view, draft)
        found = prospects(
            made.rules, made.doctrine, view.world, view.public.wording[view.world, draft], np.array([draft])
        )
        assert counted.no.sum() == pytest.approx(float(found.against[0]), rel=1e-4)
        assert counted.margin == pytest.approx(float(found.margin[0]) * made.rules.voters.sum(), rel=1e-3)
        assert (counted.missing == 0) == (counted.margin > 0)


def test_names_behind_a_change_bring_it_votes_and_none_below_a_twentieth(floor):
    made, view = floor
    clause = made.rules.book.names.index("ATT")
    margins = [
        on_change(made.rules, made.doctrine, view, 0, clause, 2, share).margin for share in (0, 0.05, 0.1, 0.15, 0.5)
    ]
    assert margins[0] == margins[1] < margins[2] < margins[3] == margins[4]
    assert on_change(made.rules, made.doctrine, view, 0, clause, 2).margin == margins[0], "nobody has signed yet"


def test_those_nearest_to_a_yes_are_named_first_and_none_who_is_there_already(floor):
    made, view = floor
    counted = on_change(made.rules, made.doctrine, view, 0, made.rules.book.names.index("MEC"), 1, 0.1)
    near = counted.nearest(12)
    assert (np.diff(counted.short[near]) >= 0).all()
    assert (counted.short[near] > 0).all()
    assert counted.missing == 0 or counted.margin + 2 * counted.missing > 0


def test_a_deal_is_weighed_for_its_partner_as_the_partner_would_by_its_published_position(floor):
    """The same arithmetic as that by which offers are accepted, where instructions are as published."""
    made, view = floor
    partner = made.rules.roster.names.index("IND")
    for terms, to_me in (((-1, -1, 3), True), ((-1, -1, 3), False)):
        other = view.take(np.array([0]))
        value = side(made.rules, made.doctrine, other, np.array([terms]), np.array([partner]), to_me=to_me)
        doer = int(view.seat[0]) if to_me else partner
        assert worth_to(made.rules, made.doctrine, view, partner, np.array(terms), doer) == pytest.approx(
            float(value[0])
        )


def test_a_refusal_says_why_and_what_would_do(floor):
    made, view = floor
    counted = on_text(made.rules, made.doctrine, view, 0)
    near = next(s for s in counted.nearest(40) if s != view.seat[0])
    told = [
        weighed(
            made.rules, made.doctrine, view, an_act(Verb.OFFER, partner=near, wording=n, draft2=0, wording2=Ballot.YES)
        )
        for n in range(1, 6)
    ]
    assert [one.why for one in told if one.why == Why.ACCEPTABLE] == [Why.ACCEPTABLE] * sum(
        n >= (told[0].would_do or 1) for n in range(1, 6) if told[0].would_do or told[0].why == Why.ACCEPTABLE
    )
    far = int(np.argmax(counted.short))
    hard = weighed(
        made.rules, made.doctrine, view, an_act(Verb.OFFER, partner=far, wording=1, draft2=0, wording2=Ballot.YES)
    )
    assert (hard.why, hard.would_do) == (Why.BALLOT, 0)
    assert hard.costs > hard.gains


def test_offers_that_fit_serve_the_card_and_would_be_accepted(floor):
    made, view = floor
    card = card_for(made, int(view.seat[0]))
    found = fitting.offers(made.rules, made.doctrine, view, aims(made, card))
    assert found
    assert [one.surplus for one in found] == sorted((one.surplus for one in found), reverse=True)
    for one in found:
        assert weighed(made.rules, made.doctrine, view, one.act).why == Why.ACCEPTABLE
    assert fitting.offers(made.rules, made.doctrine, view, Aims((), {})) == []
