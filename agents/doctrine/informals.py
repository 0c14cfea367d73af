"""The floor in informals: whose name to add, which wording to propose, what deal to offer."""

import numpy as np

from agents.doctrine.dealing import offer
from agents.doctrine.parameters import Parameters
from agents.doctrine.sponsoring import readiness
from agents.doctrine.worth import Minds, gains, own_minds, worth
from sim.act import acts, write
from sim.rules import Rules
from sim.terms import NONE, Bools, Decision, Floats, Ints, Status, Verb
from sim.view import View


def take_the_floor(rules: Rules, parameters: Parameters, view: View, u: Floats) -> Ints:
    """In the room of one draft: sponsor it, leave it, offer a deal, or propose a wording. Uses chance; no memory."""
    draft = room_of(rules, view, u[:, 0])
    act = acts(view.asks)
    there = np.flatnonzero(draft != NONE)
    if not there.size:
        return act
    view, u, draft = view.take(there), u[there], draft[there]
    minds = own_minds(rules, parameters, view)
    text = view.public.wording[view.world, draft]
    value = worth(rules, minds, text).total
    clause, wording, gain = best_change(rules, minds, text)
    said = view.public.proposal[view.world, view.seat, draft, np.maximum(clause, 0)] == wording
    stirred = (gain > minds.p.stir) & (clause != NONE)
    eager = minds.p.voice * (np.float32(0.25) + rules.roster.propensity[view.world, view.seat])

    mine = acts(view.asks)
    proposes = stirred & ~said & (u[:, 2] < eager) & (rules.pen[draft] != view.seat)
    _put(mine, proposes, Verb.PROPOSE, draft=draft, clause=clause, wording=wording)
    deals = view.verbs[:, Verb.OFFER] & (u[:, 3] < minds.p.dealing * rules.roster.propensity[view.world, view.seat])
    offer(rules, parameters, view, u, mine, deals, draft, np.where(stirred, clause, NONE), wording, gain)
    joins, leaves = names(rules, minds, view, u[:, 1], draft, value)
    _put(mine, joins, Verb.SPONSOR, draft=draft)
    _put(mine, leaves, Verb.LEAVE, draft=draft)
    act[there] = mine
    return act


def room_of(rules: Rules, view: View, u: Floats) -> Ints:
    """Which circulated draft each ask works on, (N,): its own if it holds a pen, else one by chance; NONE if none is."""
    circulated = view.public.status[view.world] == Status.OPEN
    own = circulated & (rules.pen == view.seat[:, None])
    choice = np.where(own.any(axis=1)[:, None], own, circulated)
    count = choice.sum(axis=1)
    pick = np.minimum((u * count).astype(np.intp), np.maximum(count - 1, 0))
    place = (choice & (choice.cumsum(axis=1) == pick[:, None] + 1)).argmax(axis=1)
    return np.where(count > 0, place, NONE)


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


def names(
    rules: Rules, minds: Minds, view: View, u: Floats, draft: Ints, value: Floats
) -> tuple[Bools, Bools]:
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
