"""What happens by itself in a quarter: operations run, found, attributed, misattributed, imagined.

Chance is here and nowhere else in the rules.  What it brings is written into the log, so that a world is played again
without its seed; and it is drawn by address, so that the same world without its pacts draws the same.
"""

from dataclasses import dataclass

import numpy as np

from demarche.sim import chance
from demarche.sim.aftermath.bonds import Bonds, Kinds, Pairs, bonds, kinds, pairs, rates, shared
from demarche.sim.engine import also_compiled, restated
from demarche.sim.few import PAIRS_AT_ONCE, a_few, rows
from demarche.sim.formulas import counts_on, may_run, next_term, suspected
from demarche.sim.formulas import share_of as share
from demarche.sim.numbers import exp
from demarche.sim.record import World
from demarche.sim.rows import look_up
from demarche.sim.rules import Rules
from demarche.sim.terms import Bools, Floats, Ints, Stage, Use

MOST = 60
"""Operations of one state against another in one quarter, at the most."""
FOUND, READ = 1 << 16, 1 << 17
"""Added to the number of a victim: where a doer draws what is found of its operations, and what is made of that."""


@dataclass(frozen=True, slots=True)
class Events:
    """One quarter of B worlds, each (B, S, S) int16, doer and victim.

    count   operations        inside   those that the text clearly forbids
    right   found and laid at the right door
    wrong   signals that the victim lays at the first's door though it did nothing of the sort
    """

    count: Ints
    inside: Ints
    right: Ints
    wrong: Ints


@also_compiled("demarche.sim.fast.nature:happen")
def happen(rules: Rules, world: World, seed: int, replicate: Ints, here: Bools | None = None) -> Events:
    """One quarter of the worlds `here` (B,), of all at NATURE where None; in the others nothing. replicate (B,)."""
    here = world.record.stage == Stage.NATURE if here is None else here
    standing, quarter = bonds(rules, world), world.record.quarter
    begun = chance.opening(seed, replicate[:, None], quarter[:, None], np.arange(rules.seats), Use.QUARTER)
    whole = np.zeros((4, len(replicate), rules.seats, rules.seats), np.int16)
    for few in a_few(np.flatnonzero(here), rules.seats, 8 * PAIRS_AT_ONCE):
        if isinstance(few, slice):
            play_quarter(Events(*whole[:, few]), standing.take(few), begun[few])
        else:
            part = np.zeros((4, len(few), *whole.shape[2:]), np.int16)
            play_quarter(Events(*part), standing.take(few), begun[few])
            whole[:, few] = part
    return Events(*whole)


@restated("demarche.sim.fast.nature:befalls")
def play_quarter(events: Events, b: Bonds, begun: Ints) -> None:
    """Write what happens into `events`, where there is nothing: operations, what is made of them, and false alarms.

    begun (B, S) where the numbers of each doer begin
    """
    worlds, seats = begun.shape
    like, found = kinds(b), []
    for few in rows(worlds, seats**2):
        pair, rate, u, alarmed = _candidates(b.take(few), like.take(few), begun[few])
        found.append((pair + few.start * seats**2, rate, u))
        events.wrong[few] = alarmed
    pair, rate, u = (np.concatenate(parts) for parts in zip(*found, strict=True))
    many = poisson(rate, u)
    run = np.flatnonzero(many)
    _find(events, b, like, begun, pairs(pair[run], seats), many[run])


def _candidates(b: Bonds, like: Kinds, begun: Ints) -> tuple[Ints, Floats, Floats, Bools]:
    """The pairs (n,) among B S S that may run operations, their rates and draws (n,); false alarms (B, S, S)."""
    seats = np.arange(begun.shape[1])
    u, calm = chance.two_of(chance.numbered(begun[..., None], seats))
    alarm, rate = like.rows(like.alarm), rates(b, like)
    alarm[:, seats, seats] = 0
    some = np.flatnonzero(may_run(rate, u))
    return some, rate.reshape(-1)[some], u.reshape(-1)[some], calm < alarm


@restated("demarche.sim.fast.nature:_find", "demarche.sim.fast.nature:_misread")
def _find(events: Events, b: Bonds, like: Kinds, begun: Ints, of: Pairs, many: Ints) -> None:
    """Write operations, and what is found and made of them. many (N,) of each pair."""
    drawn = begun.reshape(-1)[of.first]
    by_text, by_skill = chance.two_of(chance.numbered(drawn, of.other + FOUND))
    by_doer, by_door = chance.two_of(chance.numbered(drawn, of.other + READ))
    inside = share_of(many, _forbidden(b, like, of), by_text)
    found = share_of(many, look_up(b.detect, of.world, of.other), by_skill)
    right = share_of(found, look_up(b.tell, of.world, of.one, of.other), by_doer)
    for kind, number in ((events.count, many), (events.inside, inside), (events.right, right)):
        kind.reshape(-1)[of.pair] = number

    some = np.flatnonzero(found > right)
    world, victim = of.world[some], of.other[some]
    laid = share_of((found - right)[some], b.misread[world], by_door[some])
    first, second = look_up(b.first, world, victim), look_up(b.second, world, victim)
    suspect = suspected(of.one[some], first, second)
    other = suspect != victim
    np.add.at(events.wrong, (world[other], suspect[other], victim[other]), laid[other])


@restated("demarche.sim.fast.bonds:leave_undone")
def _forbidden(b: Bonds, like: Kinds, of: Pairs) -> Floats:
    """Share of what each pair runs that is done and clearly forbidden, (N,): none by one that keeps to the letter."""
    most = look_up(like.forbidden, of.world, like.kind.reshape(-1)[of.first], of.other)
    if b.letter.any():
        for pact, both in enumerate(shared(b.who, of)):
            keeps = b.letter[of.world, pact, of.one] & (b.singled[of.world, pact, of.one] != of.other)
            most[both & keeps] = 0
    return np.asarray(most)


@restated("demarche.sim.fast.nature:_count", "demarche.sim.fast.nature:_poisson")
def poisson(rate: Floats, u: Floats) -> Ints:
    """Poisson counts by inversion, one uniform number each, (N,): more rate, more count, at the same u."""
    term = exp(-rate)
    total, count, going = term, np.zeros(len(rate), np.int16), np.arange(len(rate))
    for k in range(1, MOST + 1):
        more = np.flatnonzero(counts_on(u, total, np.float32(k), rate, term))
        going, rate, u, term, total = going[more], rate[more], u[more], term[more], total[more]
        if not more.size:
            break
        count[going] += 1
        term = next_term(term, rate, np.float32(k))
        total = total + term
    return count


@restated("demarche.sim.fast.nature:_share")
def share_of(count: Ints, chance_each: Floats, u: Floats) -> Ints:
    """That share of a count, rounded up or down by chance so that it is right on average. Any shape."""
    return share(count.astype(np.float32), chance_each, u).astype(np.int16)
