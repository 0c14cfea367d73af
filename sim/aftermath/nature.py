"""What happens by itself in a quarter: operations run, found, attributed, misattributed, imagined.

Chance is here and nowhere else in the rules.  What it brings is written into the log, so that a world is played again
without its seed; and it is drawn by address, so that the same world without its pacts draws the same.
"""

from dataclasses import dataclass

import numpy as np

from sim import chance
from sim.conduct import attribution, base_rate, detection, false_alarms
from sim.numbers import exp
from sim.record import World
from sim.rules import Rules
from sim.secrets import FULL
from sim.terms import Bools, Floats, Ints, Stage, Use

MOST = 60
"""Operations of one state against another in one quarter, at the most."""
RETALIATION = np.float32(1.5)
"""What a retaliation ordered multiplies the rate by; judged."""
LEAST_TERM = np.float32(2.0**-26)
"""A quarter of the step between two draws, below which a tail of the Poisson distribution is not followed."""
CHANNELS = 1
"""Place of the channels, a hotline among them, in conduct.MEASURES."""


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


def parties(world: World) -> Bools:
    """Who is bound by each pact, (B, L, S): signed, not denounced, and at least one other is."""
    bound = world.record.signed & ~world.record.denounced
    return np.asarray(bound & (bound.sum(axis=2, keepdims=True) > 1))


def bound_pairs(world: World) -> Bools:
    """Pairs bound by each pact, (B, L, S, S), nobody to itself."""
    who = parties(world)
    pairs = who[..., :, None] & who[..., None, :]
    return np.asarray(pairs & ~np.eye(who.shape[2], dtype=bool))


def restraint(rules: Rules, world: World) -> Floats:
    """How far each state holds back toward each other, (B, S, S), 0 .. 1: the most that any pact makes it."""
    s, seats = world.secrets, np.arange(rules.seats)
    one = s.singled[..., None] == seats
    level = np.where(one, s.toward[..., None], s.restraint[..., None]) * bound_pairs(world)
    effect = level.max(axis=1, initial=0).astype(np.float32) / np.float32(FULL)
    return np.where(rules.conduct.void, np.float32(0), effect)


def to_the_letter(rules: Rules, world: World) -> Bools:
    """Whether each state does nothing toward each other that a pact of theirs clearly forbids, (B, S, S)."""
    s = world.secrets
    others = s.singled[..., None] != np.arange(rules.seats)
    keeps = (s.letter[..., None] > 0) & others & bound_pairs(world)
    return np.asarray(keeps.any(axis=1) & (not rules.conduct.void))


def forbidden_share(rules: Rules, world: World) -> Floats:
    """Share of acts between two states that a pact of theirs clearly forbids, (B, S, S)."""
    chi = rules.conduct.forbids(rules.book.vague, rules.book.depth, world.record.wording)
    return np.asarray((bound_pairs(world) * chi[..., None, None]).max(axis=1, initial=0), np.float32)


def rates(rules: Rules, world: World) -> Floats:
    """Operations to be expected this quarter, (B, S, S): held back, driven by retaliation, displaced elsewhere.

    A share ε of the effort pacts free goes to states without one, in proportion to what the doer runs there.
    """
    roster, conduct = rules.roster, rules.conduct
    base = base_rate(conduct, roster.offence, roster.vulnerability)
    base = base * ~np.eye(rules.seats, dtype=bool)
    chi = forbidden_share(rules, world)
    kept = np.where(to_the_letter(rules, world), 1 - chi, np.float32(1))
    held = base * kept * (1 - restraint(rules, world))
    freed = (base - held).sum(axis=2, keepdims=True, dtype=np.float32) * conduct.numbers(2).displace
    free = ~bound_pairs(world).any(axis=1)
    elsewhere = np.where(free, base, np.float32(0))
    share = elsewhere / np.maximum(elsewhere.sum(axis=2, keepdims=True, dtype=np.float32), np.float32(1e-6))
    avenging = np.where(world.secrets.avenges > 0, RETALIATION, np.float32(1))
    return np.asarray((held + freed * share) * avenging, np.float32)


def happen(rules: Rules, world: World, seed: int, replicate: Ints) -> Events:
    """One quarter of the worlds that have come to it; in the others nothing. replicate (B,) numbers of the worlds.

    Drawn only where something can happen: chance is an address, and the draws left out are no part of a stream.
    """
    roster, conduct, r = rules.roster, rules.conduct, world.record
    here = (r.stage == Stage.NATURE)[:, None, None]
    rate = rates(rules, world)
    place = np.nonzero(here & (rate > 0))
    u = _drawn(seed, replicate, r.quarter, place, Use.OPERATION)
    many = poisson(rate[place], u[:, 0])

    chi = np.where(to_the_letter(rules, world), np.float32(0), forbidden_share(rules, world))
    inside = share_of(many, chi[place], u[:, 1])
    found = share_of(many, detection(conduct, roster.skill)[place[0], place[2]], u[:, 2])
    right = share_of(found, attribution(conduct, roster.skill, roster.offence)[place], u[:, 3])
    whole = np.zeros((4, *rate.shape), np.int16)
    count, all_inside, all_right, unknown = whole
    count[place], all_inside[place], all_right[place], unknown[place] = many, inside, right, found - right
    wrong = false_signals(rules, world, seed, replicate) + misread(rules, world, unknown, seed, replicate)
    return Events(count, all_inside, all_right, wrong)


def false_signals(rules: Rules, world: World, seed: int, replicate: Ints) -> Ints:
    """Alarms between parties without an operation, (B, S, S) suspect and victim."""
    r, pairs = world.record, bound_pairs(world)
    line = rules.conduct.promises(r.wording)[..., CHANNELS]
    line = line & (delivers(r.delivered, CHANNELS) & parties(world)).any(axis=2)
    alarm = pairs * false_alarms(rules.conduct, r.consulted, line)[..., None, None]
    alarm = alarm.max(axis=1, initial=0) * (r.stage == Stage.NATURE)[:, None, None]
    place = np.nonzero(alarm > 0)
    wrong = np.zeros(alarm.shape, np.int16)
    wrong[place] = _drawn(seed, replicate, r.quarter, place, Use.SIGNAL)[:, 0] < alarm[place]
    return wrong


def _drawn(seed: int, replicate: Ints, quarter: Ints, place: tuple[Ints, ...], use: Use) -> Floats:
    """Four numbers for each world, doer and victim of `place`, (n, 4)."""
    b, doer, victim = place
    return chance.uniform(seed, replicate[b], quarter[b], doer, use, victim)


def delivers(delivered: Ints, measure: int) -> Bools:
    """Whether each party delivers a measure, (B, L, S). delivered (B, L, S), a bit for each measure."""
    return np.asarray((delivered >> measure) & 1 > 0)


def misread(rules: Rules, world: World, unknown: Ints, seed: int, replicate: Ints) -> Ints:
    """Operations found and not understood, laid at the likeliest other door, (B, S, S) suspect, victim."""
    base = base_rate(rules.conduct, rules.roster.offence, rules.roster.vulnerability)
    base = base * ~np.eye(rules.seats, dtype=bool)
    likeliest = base.argmax(axis=1)
    runner_up = np.where(np.arange(rules.seats)[:, None] == likeliest[:, None], np.float32(-1), base).argmax(axis=1)
    place = b, doer, victim = np.nonzero(unknown)
    u = _drawn(seed, replicate, world.record.quarter, place, Use.SIGNAL)[:, 1]
    laid = share_of(unknown[place], rules.conduct.numbers().misread[b], u)
    first = likeliest[b, victim]
    suspect = np.where(doer == first, runner_up[b, victim], first)
    other = suspect != victim
    wrong = np.zeros(unknown.shape, np.int16)
    np.add.at(wrong, (b[other], suspect[other], victim[other]), laid[other])
    return wrong


def poisson(rate: Floats, u: Floats) -> Ints:
    """Poisson counts by inversion, one uniform number each: more rate, more count, at the same u. Any shape.

    Past the rate, a term too small to matter ends the count: a sum of float32 terms may stop short of u.
    """
    term = exp(-rate)
    total, count = term, np.zeros(rate.shape, np.int16)
    for k in range(1, MOST + 1):
        waiting = (u > total) & ((k <= rate) | (term > LEAST_TERM))
        if not waiting.any():
            break
        count = count + waiting
        term = term * rate / np.float32(k)
        total = total + term
    return count.astype(np.int16)


def share_of(count: Ints, chance_each: Floats, u: Floats) -> Ints:
    """That share of a count, rounded up or down by chance so that it is right on average. Any shape."""
    return np.floor(count * chance_each + u).astype(np.int16).clip(0, count)
