"""Offers that fit what a seat wants, best first: what a mission has on its desk before it takes the floor."""

from dataclasses import dataclass

import numpy as np

from demarche.agents.counting import on_text
from demarche.agents.doctrine.doctrine import Doctrine
from demarche.agents.plain import Aims
from demarche.agents.refusals import FAVOURS_AT_MOST, Why, weighed
from demarche.sim.act import an_act
from demarche.sim.rules import Rules
from demarche.sim.terms import Ballot, Decision, Ints, Status, Verb
from demarche.sim.view import View

NEAREST = 6
"""Seats whose ballots are worth asking for, of those nearest to turning."""


@dataclass(frozen=True, slots=True)
class Fits:
    """An offer (8,) that would be accepted by what is published, and what it is for: draft, and clause or NONE."""

    act: Ints
    draft: int
    clause: int
    surplus: float


def offers(rules: Rules, doctrine: Doctrine, view: View, aims: Aims) -> list[Fits]:
    """Offers of the one ask of a View that serve its aims and that the other side would gain by, as published."""
    if not view.may(Verb.OFFER)[0] or rules.decision != Decision.VOTE:
        return []
    found = [*_for_wordings(rules, doctrine, view, aims), *_for_ballots(rules, doctrine, view, aims)]
    return sorted(found, key=lambda one: -one.surplus)


def _for_wordings(rules: Rules, doctrine: Doctrine, view: View, aims: Aims) -> list[Fits]:
    """Its ballot, to a pen-holder, for a wording that it wants."""
    b, found = int(view.world[0]), []
    for wish in aims.wishes:
        pen, now = int(rules.pen[wish.draft]), int(view.public.wording[b, wish.draft, wish.clause])
        free = view.promise[0, wish.draft] == Ballot.UNCAST and view.public.status[b, wish.draft] == Status.OPEN
        if wish.letter or now in wish.wordings or not free or pen == view.seat[0] or not rules.voters[pen]:
            continue
        for wording in (one for one in wish.wordings if one >= 0):
            act = an_act(
                Verb.OFFER, partner=pen, draft=wish.draft, wording=Ballot.YES,
                draft2=wish.draft, clause2=wish.clause, wording2=wording,
            )  # fmt: skip
            found += _if_it_fits(rules, doctrine, view, act, wish.draft, wish.clause)
    return found


def _for_ballots(rules: Rules, doctrine: Doctrine, view: View, aims: Aims) -> list[Fits]:
    """As few favours as do, for a ballot that lies near to the one wanted."""
    b, found = int(view.world[0]), []
    for draft, side in aims.wants.items():
        if view.public.status[b, draft] != Status.OPEN:
            continue
        ballot = Ballot.YES if side > 0 else Ballot.NO
        for partner in on_text(rules, doctrine, view, draft).nearest(NEAREST):
            if partner == view.seat[0]:
                continue
            offer = an_act(Verb.OFFER, partner=partner, wording=1, draft2=draft, wording2=ballot)
            told = weighed(rules, doctrine, view, offer)
            favours = 1 if told.why == Why.ACCEPTABLE else told.would_do
            if 0 < favours <= FAVOURS_AT_MOST:
                offer = an_act(Verb.OFFER, partner=partner, wording=favours, draft2=draft, wording2=ballot)
                found += _if_it_fits(rules, doctrine, view, offer, draft, -1)
    return found


def _if_it_fits(rules: Rules, doctrine: Doctrine, view: View, act: Ints, draft: int, clause: int) -> list[Fits]:
    told = weighed(rules, doctrine, view, act)
    surplus = told.gains - told.costs
    return [Fits(np.asarray(act), draft, clause, surplus)] if told.why == Why.ACCEPTABLE else []
