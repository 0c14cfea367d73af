"""Procedural motions on the draft on the table: moved, spoken to, put at once, and what they do.

Rules 116 to 119 and 131, in substance: to suspend the meeting goes before to adjourn it, that before no action on the
draft, and that before closing debate.  Two may speak for and two against; against closure only.
"""

import numpy as np

from demarche.sim.faults import Judge, first_fault
from demarche.sim.procedure.ladder import climb, to_the_end
from demarche.sim.record import FREE, NOT_MOVED, PUT, Record, World
from demarche.sim.rules import Rules
from demarche.sim.tally import at, call_order, carries, cast, first_mover, tally, verb_is
from demarche.sim.terms import NONE, Bools, Ints, Item, Motion, Refusal, Role, Stage, Status, Verb

OPEN_AGAIN = (Status.TABLED, Status.OPEN)


def may_move(rules: Rules, world: World, may: Bools, here: Bools) -> None:
    """Open to members; which motions are in order is for `in_order`."""
    members = here[:, None] & (rules.roster.role == Role.MEMBER)
    may[..., Verb.MOVE] |= members & np.any(in_order(world.record), axis=1)[:, None]
    may[..., Verb.PASS] |= members


def may_speak_to_it(rules: Rules, world: World, may: Bools, here: Bools) -> None:
    """Open to members; on closure nobody may speak in favour."""
    members = here[:, None] & (rules.roster.role == Role.MEMBER)
    may[..., Verb.FOR] |= members & (world.record.motion != Motion.CLOSE_DEBATE)[:, None]
    may[..., Verb.AGAINST] |= members
    may[..., Verb.PASS] |= members


def in_order(record: Record) -> Bools:
    """Which motions may be moved, (B, M): each once, and only where it would change something."""
    place = np.arange(record.order.shape[1])
    others_follow = ((place > record.turn[:, None]) & (record.order != NONE)).any(axis=1)
    was_deferred = (record.deferred & at(record.current, record.order.shape[1])).any(axis=1)
    rival_decided = np.isin(record.status, (Status.ADOPTED, Status.CONSENSUS, Status.REJECTED)).any(axis=1)
    ever = np.ones(record.worlds, bool)
    possible = [~record.suspended, others_follow & ~was_deferred, ever, rival_decided, ever]
    return np.stack(possible, axis=1) & (record.moved == NOT_MOVED)


def move(rules: Rules, world: World, act: Ints, here: Bools) -> World:
    """Each motion belongs to the first seat in the list that moved it."""
    r = world.record
    order = call_order(rules, r.lot)
    mover = first_mover(verb_is(act, Verb.MOVE), act[..., Item.WORDING], len(Motion), order)
    r = r.but(here, moved=np.where((r.moved == NOT_MOVED) & (mover != NONE), mover, r.moved))
    return world.now(climb(rules, r, here))


def speak_to_it(rules: Rules, world: World, act: Ints, here: Bools) -> World:
    """The chair gives the floor to the first two on each side of the list."""
    r = world.record
    order = call_order(rules, r.lot)
    two_for, two_against = (_first_two(verb_is(act, verb), order) for verb in (Verb.FOR, Verb.AGAINST))
    r = r.but(here, speaker=np.concatenate([two_for, two_against], axis=1))
    return world.now(climb(rules, r, here))


def vote_on_motion(rules: Rules, world: World, act: Ints, here: Bools) -> World:
    """A simple majority carries it; the others it has not overtaken are put next."""
    r = world.record
    ballots = cast(rules, act)
    carried = here & carries(*tally(ballots))
    put = np.arange(len(Motion)) == r.motion[:, None]
    r = r.but(here, ballots=ballots, moved=np.where(put, PUT, r.moved))
    r = _do(rules, r, carried, r.motion)
    r = r.but(here, motion=NONE, speaker=FREE)
    risen = carried & np.isin(world.record.motion, (Motion.SUSPEND_MEETING, Motion.ADJOURN_MEETING))
    return world.now(climb(rules, r, here & ~risen))


def _do(rules: Rules, r: Record, carried: Bools, motion: Ints) -> Record:
    """What each motion does where it carried."""
    drafts = r.status.shape[1]
    current = at(r.current, drafts)

    suspends = carried & (motion == Motion.SUSPEND_MEETING)
    reopened = np.isin(r.status, OPEN_AGAIN)
    onward = Stage.FLOOR if rules.rounds else Stage.TABLING
    again = {"round": max(rules.rounds - 1, 0), "turn": 0, "order": NONE, "current": NONE}
    # A reopened text is tabled anew, and climbs the whole ladder though it had waited for its estimate.
    status, costed = np.where(reopened, Status.OPEN, r.status), r.costed & ~reopened
    r = r.but(suspends, suspended=True, status=status, costed=costed, stage=onward, **again)

    adjourns = carried & (motion == Motion.ADJOURN_MEETING)
    r = to_the_end(r.but(adjourns, deferred=r.deferred | current), adjourns).but(adjourns, stage=Stage.CALLED)

    for which, verdict in ((Motion.NO_ACTION, Status.NO_ACTION), (Motion.PASS_OVER, Status.PASSED_OVER)):
        r = r.but(carried & (motion == which), status=np.where(current, verdict, r.status))
    return r.but(carried & (motion == Motion.CLOSE_DEBATE), shut=True)


def _first_two(who: Bools, order: Ints) -> Ints:
    """The first two of those seats on the list, (B, 2), FREE where there are fewer. who (B, S), order (B, S)."""
    place = np.where(who, order, who.shape[1])
    two = np.argsort(place, axis=1, kind="stable")[:, :2]
    two = np.pad(two, ((0, 0), (0, 2 - two.shape[1])))
    found = np.arange(2) < who.sum(axis=1)[:, None]
    return np.where(found, two, FREE)


def judge_motion(rules: Rules, world: World, b: Ints, s: Ints, act: Ints) -> Ints:
    """A motion that is in order on the draft on the table."""
    motion = act[..., Item.WORDING]
    known = (motion >= 0) & (motion < len(Motion))
    return first_fault((~known | ~in_order(world.record)[b, np.where(known, motion, 0)], Refusal.NO_SUCH_MOTION))


JUDGES: dict[Verb, Judge] = {Verb.MOVE: judge_motion}
"""The judges of what is said here; each is as a Judge in demarche.sim.faults."""
