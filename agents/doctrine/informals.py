"""The floor in informals: whose name to add, which wording to propose, what deal to offer."""

import numpy as np

from agents.doctrine.dealing import offer
from agents.doctrine.doctrine import Doctrine
from agents.doctrine.sponsoring import readiness
from agents.doctrine.worth import Minds, gains, worth
from sim.act import acts, write
from sim.numbers import pick
from sim.rules import Rules
from sim.terms import NONE, Bools, Decision, Floats, Ints, Status, Verb
from sim.view import View

CALM = np.float32(0.25)
"""Propensity that even the least active delegation has in the room."""


def take_the_floor(rules: Rules, doctrine: Doctrine, view: View, u: Floats) -> Ints:
    """In the room of one draft: sponsor it, leave it, offer a deal, or propose a wording. Uses chance; no memory."""
    act = acts(view.asks)
    draft = room_of(rules, view, u[:, 0])
    there = np.flatnonzero((draft != NONE) & has_a_mind_to(rules, doctrine, view, u, draft))
    if not there.size:
        return act
    view, u, draft = view.take(there), u[there], draft[there]
    minds = doctrine.own_minds(view)
    text = view.public.wording[view.world, draft]
    value = worth(rules, minds, text).total
    clause, wording, gain = best_change(rules, minds, text)
    said = view.public.proposal[view.world, view.seat, draft, np.maximum(clause, 0)] == wording
    stirred = (gain > minds.p.stir) & (clause != NONE)
    propensity = rules.roster.propensity[view.world, view.seat]

    mine = acts(view.asks)
    proposes = stirred & ~said & (u[:, 2] < minds.p.voice * (CALM + propensity)) & (rules.pen[draft] != view.seat)
    _put(mine, proposes, Verb.PROPOSE, draft=draft, clause=clause, wording=wording)
    deals = view.verbs[:, Verb.OFFER] & (u[:, 3] < minds.p.dealing * propensity)
    offer(rules, doctrine, view, u, mine, deals, draft, np.where(stirred, clause, NONE), wording, gain)
    joins, leaves = names(rules, minds, view, u[:, 1], draft, value)
    _put(mine, joins, Verb.SPONSOR, draft=draft)
    _put(mine, leaves, Verb.LEAVE, draft=draft)
    act[there] = mine
    return act


def has_a_mind_to(rules: Rules, doctrine: Doctrine, view: View, u: Floats, draft: Ints) -> Bools:
    """Who may have something to say at all, (N,): the others need not weigh the text."""
    p, propensity = doctrine.at(view.world, view.seat), rules.roster.propensity[view.world, view.seat]
    speaks = u[:, 2] < p.voice * (CALM + propensity)
    deals = u[:, 3] < p.dealing * propensity
    signs = (u[:, 1] < p.early) | view.public.sponsor[view.world, draft, view.seat]
    return np.asarray(speaks | deals | signs)


def room_of(rules: Rules, view: View, u: Floats) -> Ints:
    """Which circulated draft each ask works on, (N,): its own if it holds a pen, else one by chance; or NONE."""
    circulated = view.public.status[view.world] == Status.OPEN
    own = circulated & (rules.pen == view.seat[:, None])
    choice = np.where(own.any(axis=1)[:, None], own, circulated)
    return pick(choice, u)


def best_change(rules: Rules, minds: Minds, text: Ints) -> tuple[Ints, Ints, Floats]:
    """The smallest change of a text that each mind would gain most by: clause, wording (N,) and utils (N,)."""
    options, gain = gains(rules, minds, text)
    flat = gain.reshape(len(text), -1)
    best = flat.argmax(axis=1)
    rows = np.arange(len(text))
    clause = best // options.shape[2]
    found = np.isfinite(flat[rows, best])
    wording = options.reshape(len(text), -1)[rows, best]
    return np.where(found, clause, NONE), wording, np.where(found, flat[rows, best], np.float32(0))


def names(rules: Rules, minds: Minds, view: View, u: Floats, draft: Ints, value: Floats) -> tuple[Bools, Bools]:
    """Who puts its name to the draft it is discussing and who takes it off, each (N,)."""
    rows = np.arange(view.asks)
    may = rules.voters[view.seat] & (rules.decision == Decision.VOTE)
    sponsors = view.public.sponsor[view.world, draft][rows, view.seat]
    ready = readiness(rules, minds, view, draft, value) * minds.p.early
    joins = may & ~sponsors & (value > 0) & (u < ready)
    leaves = may & sponsors & (value < 0) & (rules.pen[draft] != view.seat)
    return joins, leaves


def _put(act: Ints, who: Bools, verb: Verb, **items: Ints) -> None:
    """Write that act in the rows where `who` is True; the items are of all rows."""
    rows = np.flatnonzero(who)
    write(act, rows, verb, **{name: value[rows] for name, value in items.items()})
