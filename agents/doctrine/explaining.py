"""Explanations of vote: the ground that weighed most, of those that are true of the vote."""

import numpy as np

from demarche.agents.doctrine.doctrine import Doctrine
from demarche.agents.doctrine.vote import Leaning, own_leaning
from demarche.sim.act import acts, write
from demarche.sim.rows import look_up
from demarche.sim.rules import Rules
from demarche.sim.terms import Ballot, Floats, Ground, Ints, Verb
from demarche.sim.view import View


def explain(rules: Rules, doctrine: Doctrine, view: View, u: Floats) -> Ints:
    """Those ready to lead explain the vote they felt most strongly about. Uses chance; no memory."""
    propensity = look_up(rules.roster.propensity, view.world, view.seat)
    act, speaks = acts(view.asks), np.flatnonzero(u[:, 0] < doctrine.at(view.world, view.seat).voice * propensity)
    if not speaks.size:
        return act
    view, rows, r = view.take(speaks), np.arange(speaks.size), view.public
    ballot = r.final[view.world, :, view.seat]
    may = np.isin(ballot, (Ballot.YES, Ballot.NO, Ballot.ABSTAIN)) & ~r.sponsor[view.world, :, view.seat]
    leanings = [
        own_leaning(rules, doctrine, view, r.wording[view.world, d], np.full(view.asks, d))
        for d in range(len(rules.pen))
    ]
    # A no or an abstention is what a delegation feels it has to explain.
    felt = np.stack([-lean.eta for lean in leanings], axis=1)
    draft = np.where(may, felt, np.float32(-np.inf)).argmax(axis=1)
    grounds = np.stack([main_ground(lean, ballot[:, d]) for d, lean in enumerate(leanings)], axis=1)
    write(act, speaks, Verb.EXPLAIN, draft=draft, wording=grounds[rows, draft])
    return act


def main_ground(lean: Leaning, ballot: Ints) -> Ints:
    """The ground that pulled most toward each ballot, (N,) Ground: toward no unless it voted yes."""
    sign = np.where(ballot == Ballot.YES, np.float32(1), np.float32(-1))
    names, terms = ground_terms(lean)
    pull = np.stack(terms, axis=1) * sign[:, None]
    best = pull.argmax(axis=1)
    found = pull[np.arange(len(ballot)), best] > 0
    return np.where(found, np.array(names)[best], Ground.CHANCE)


def ground_terms(lean: Leaning) -> tuple[tuple[Ground, ...], tuple[Floats, ...]]:
    """The terms of a leaning by the ground they are, each (N,)."""
    names = (Ground.TEXT, Ground.CAPACITY, Ground.COST, Ground.RED_LINE, Ground.LEAD, Ground.BLOC, Ground.PROMISE)
    led = lean.lead + lean.place + lean.usual
    return names, (lean.text + lean.subject, lean.help, lean.duty, lean.red, led, lean.bloc, lean.promise)
