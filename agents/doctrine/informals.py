"""The floor in informals: whose name to add, which wording to propose, what deal to offer."""

import numpy as np

from demarche.agents.doctrine.dealing import Wish, offer
from demarche.agents.doctrine.doctrine import Doctrine
from demarche.agents.doctrine.letters import Drive, gather, gathers, opposes, own_gain, threatening
from demarche.agents.doctrine.sponsoring import readiness
from demarche.agents.doctrine.worth import best_change, whole_worth
from demarche.sim.act import acts, write
from demarche.sim.numbers import one_of, pick
from demarche.sim.rows import look_up
from demarche.sim.rules import Rules
from demarche.sim.terms import NONE, Bools, Decision, Floats, Ints, Stage, Status, Verb
from demarche.sim.view import View


def take_the_floor(rules: Rules, doctrine: Doctrine, view: View, u: Floats) -> Ints:
    """In the room of one draft: sponsor it, leave it, offer a deal, or propose a wording. Uses chance; no memory."""
    act, draft = acts(view.asks), room_of(rules, view, u[:, 0])
    speaks, deals, signs = has_a_mind_to(rules, doctrine, view, u, draft)
    rows = np.flatnonzero(speaks | deals)
    if rows.size:
        act[rows] = speak_or_deal(rules, doctrine, view.take(rows), u[rows], draft[rows], speaks[rows], deals[rows])
    write_against(rules, doctrine, view, u, act, draft)
    rows = np.flatnonzero(signs)
    if rows.size:
        joins, leaves = names(rules, doctrine, view.take(rows), u[rows, 1], draft[rows])
        for who, verb in ((rows[joins], Verb.SPONSOR), (rows[leaves], Verb.LEAVE)):
            write(act, who, verb, draft=draft[who])
    return act


def write_against(rules: Rules, doctrine: Doctrine, view: View, u: Floats, act: Ints, draft: Ints) -> None:
    """Write into act (N, 8) calls for names to keep a clause that a letter would change, of those who lose by it."""
    ready = (draft != NONE) & (view.stage == Stage.FLOOR) & opposes(rules, doctrine, view, u[:, 2])
    rows = np.flatnonzero(ready)
    if not rows.size:
        return
    drive = threatening(rules, doctrine, view.take(rows), draft[rows])
    threatened = np.flatnonzero(drive.clause != NONE)
    rows, drive = rows[threatened], Drive(*(part[threatened] for part in drive))
    if not rows.size:
        return
    asks = view.take(rows)
    minds = doctrine.own_minds(asks)
    hurt = np.flatnonzero(own_gain(rules, minds, asks.public.wording[asks.world, drive.draft], drive) > minds.p.stir)
    gather(rules, doctrine, asks.take(hurt), act, rows[hurt], Drive(*(part[hurt] for part in drive)))


def has_a_mind_to(
    rules: Rules, doctrine: Doctrine, view: View, u: Floats, draft: Ints
) -> tuple[Bools, Bools, Bools]:  # fmt: skip
    """Who may have a wording to propose, a deal to offer, a name to put or take off, each (N,). draft (N,), or NONE.

    The others need not weigh the text.
    """
    p, propensity = doctrine.at(view.world, view.seat), look_up(rules.roster.propensity, view.world, view.seat)
    there = draft != NONE
    speaks = there & (u[:, 2] < p.voice * (p.calm + propensity))
    deals = there & (u[:, 3] < p.dealing * propensity) & view.may(Verb.OFFER)
    signs = there & rules.voters[view.seat] & (rules.decision == Decision.VOTE)
    signs &= (u[:, 1] < p.early) | view.public.sponsor[view.world, draft, view.seat]
    return speaks, deals, signs


def room_of(rules: Rules, view: View, u: Floats) -> Ints:
    """Which circulated draft each ask works on, (N,): its own if it holds a pen, else one by chance; or NONE."""
    circulated = view.public.status == Status.OPEN
    draft = one_of(circulated, view.world, u)
    holders = np.flatnonzero(np.isin(view.seat, rules.pen))
    own = circulated[view.world[holders]] & (rules.pen == view.seat[holders, None])
    draft[holders] = np.where(own.any(axis=1), pick(own, u[holders]), draft[holders])
    return draft


def speak_or_deal(
    rules: Rules, doctrine: Doctrine, view: View, u: Floats, draft: Ints, speaks: Bools, deals: Bools
) -> Ints:  # fmt: skip
    """The wording each ask would gain most by, if it has not proposed it yet; or a deal, (n, 8)."""
    act, minds = acts(view.asks), doctrine.own_minds(view)
    clause, wording, gain = best_change(rules, minds, view.public.wording[view.world, draft])
    said = view.public.proposal[view.world, view.seat, draft, np.maximum(clause, 0)] == wording
    stirred = (gain > minds.p.stir) & (clause != NONE)
    rows = np.flatnonzero(speaks & stirred & ~said & (rules.pen[draft] != view.seat))
    write(act, rows, Verb.PROPOSE, draft=draft[rows], clause=clause[rows], wording=wording[rows])
    stands = view.public.wording[view.world, draft, np.maximum(clause, 0)]
    for_change = stirred & (rules.pen[draft] != view.seat) & gathers(rules, doctrine, view, u[:, 2])
    rows = np.flatnonzero(for_change & (view.stage == Stage.FLOOR))
    if rows.size:
        drive = Drive(draft[rows], clause[rows], wording[rows], stands[rows])
        gather(rules, doctrine, view.take(rows), act, rows, drive)
    wish = Wish(draft, np.where(stirred, clause, NONE), wording, gain)
    offer(rules, doctrine, view, u, act, deals, wish)
    return act


def names(rules: Rules, doctrine: Doctrine, view: View, u: Floats, draft: Ints) -> tuple[Bools, Bools]:
    """Who puts its name to the draft it is discussing and who takes it off, each (n,). u (n,)."""
    minds = doctrine.own_minds(view)
    value = whole_worth(rules, minds, view.public.wording[view.world, draft])
    sponsors = view.public.sponsor[view.world, draft, view.seat]
    ready = readiness(rules, minds, view, draft, value) * minds.p.early
    return ~sponsors & (value > 0) & (u < ready), sponsors & (value < 0) & (rules.pen[draft] != view.seat)
