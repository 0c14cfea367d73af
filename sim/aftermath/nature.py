"""What happens by itself in a quarter: operations run, found, attributed, misattributed, imagined.

Chance is here and nowhere else in the rules.  What it brings is written into the log, so that a world is played again
without its seed; and it is drawn by address, so that the same world without its pacts draws the same.
"""

from dataclasses import dataclass

import numpy as np

from sim import chance
from sim.conduct import false_alarms
from sim.engine import also_compiled
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
PAIRS_AT_ONCE = 1 << 15
"""Pairs of states worked on together: enough for the interpreter not to count, few enough for the cache."""
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


@dataclass(frozen=True, slots=True)
class Ties:
    """What pacts make of what each state does to each other, (B, S, S), the doer first.

    bound   by any pact        restraint  how far it holds back, 0 .. 1: the most that any pact makes it
    letter  whether it does nothing that a pact of theirs clearly forbids
    chi     share of acts between the two that a pact of theirs clearly forbids, 0 .. 1
    """

    bound: Bools
    restraint: Floats
    letter: Bools
    chi: Floats


def ties(rules: Rules, world: World) -> Ties:
    """How every two states are bound. Where pacts are void they forbid and bind, and nobody keeps to them."""
    s, seats, pairs = world.secrets, np.arange(rules.seats), bound_pairs(world)
    one = s.singled[..., None] == seats
    level = np.where(one, s.toward[..., None], s.restraint[..., None]) * pairs
    effect = level.max(axis=1, initial=0).astype(np.float32) / np.float32(FULL)
    keeps = (s.letter[..., None] > 0) & ~one & pairs
    chi = rules.conduct.forbids(rules.book.vague, rules.book.depth, world.record.wording)
    return Ties(
        bound=np.asarray(pairs.any(axis=1)),
        restraint=np.where(rules.conduct.void, np.float32(0), effect),
        letter=np.asarray(keeps.any(axis=1) & (not rules.conduct.void)),
        chi=np.asarray((pairs * chi[..., None, None]).max(axis=1, initial=0), np.float32),
    )


def rates(rules: Rules, world: World, tied: Ties | None = None) -> Floats:
    """Operations to be expected this quarter, (B, S, S): held back, driven by retaliation, displaced elsewhere.

    A share ε of the effort pacts free goes to states without one, in proportion to what the doer runs there.
    """
    tied, base = tied or ties(rules, world), rules.ground.rate
    kept = np.where(tied.letter, 1 - tied.chi, np.float32(1))
    held = base * kept * (1 - tied.restraint)
    freed = (base - held).sum(axis=2, keepdims=True, dtype=np.float32) * rules.conduct.numbers(2).displace
    elsewhere = np.where(tied.bound, np.float32(0), base)
    share = elsewhere / np.maximum(elsewhere.sum(axis=2, keepdims=True, dtype=np.float32), np.float32(1e-6))
    avenging = np.where(world.secrets.avenges > 0, RETALIATION, np.float32(1))
    return np.asarray((held + freed * share) * avenging, np.float32)


@also_compiled("sim.fast.quarters:happen")
def happen(rules: Rules, world: World, seed: int, replicate: Ints, here: Bools | None = None) -> Events:
    """One quarter of the worlds `here` (B,), of all at NATURE where None; in the others nothing. replicate (B,).

    A few worlds at a time, so that what is being worked on stays near the processor.
    """
    here = world.record.stage == Stage.NATURE if here is None else here
    seats, _ = rules.seats, rules.ground
    whole = np.zeros((4, len(replicate), seats, seats), np.int16)
    at_once = max(PAIRS_AT_ONCE // seats**2, 1)
    places = np.flatnonzero(here)
    for start in range(0, len(places), at_once):
        some = places[start : start + at_once]
        row = slice(some[0], some[-1] + 1) if some[-1] - some[0] < len(some) else some  # a slice is taken uncopied
        part = rules.take(row), world.take(row), seed, replicate[row]
        found = np.zeros((4, len(some), seats, seats), np.int16)
        _run_operations(found, *part)
        _raise_false_alarms(found[3], *part)
        whole[:, some] = found
    return Events(*whole)


def _run_operations(whole: Ints, rules: Rules, world: World, seed: int, replicate: Ints) -> None:
    """Write into `whole` (4, B, S, S), by kind as in Events, what is done, and what is found of it.

    Drawn only where something can happen: chance is an address, and the draws left out are no part of a stream.
    A pair is named by its place among B S S.
    """
    ground, tied = rules.ground, ties(rules, world)
    rate = rates(rules, world, tied).reshape(-1)
    pair = np.flatnonzero(rate > 0)
    u = _drawn(seed, replicate, world, pair, Use.OPERATION)
    many = poisson(rate[pair], u[:, 0])

    some = np.flatnonzero(many)
    many, u, pair = many[some], u[some], pair[some]
    b, _, victim = _of(pair, rules.seats)
    kept = np.where(tied.letter, np.float32(0), tied.chi)
    inside = share_of(many, kept.reshape(-1)[pair], u[:, 1])
    found = share_of(many, ground.detect[b, victim], u[:, 2])
    right = share_of(found, ground.tell.reshape(-1)[pair], u[:, 3])
    for kind, number in enumerate((many, inside, right)):
        whole[kind].reshape(-1)[pair] = number
    _misread(whole[3], rules, world, pair, found - right, seed, replicate)


def _of(pair: Ints, seats: int) -> tuple[Ints, Ints, Ints]:
    """World, doer and victim of each pair, (n,)."""
    row, victim = np.divmod(pair, seats)
    b, doer = np.divmod(row, seats)
    return b, doer, victim


def _misread(
    wrong: Ints, rules: Rules, world: World, pair: Ints, unknown: Ints, seed: int, replicate: Ints
) -> None:  # fmt: skip
    """Add to `wrong` (B, S, S) operations found and not understood, laid at the likeliest other door. unknown (n,)."""
    some = np.flatnonzero(unknown)
    b, doer, victim = _of(pair[some], rules.seats)
    u = _drawn(seed, replicate, world, pair[some], Use.SIGNAL)[:, 1]
    laid = share_of(unknown[some], rules.conduct.numbers().misread[b], u)
    first, second = rules.ground.first[b, victim], rules.ground.second[b, victim]
    suspect = np.where(doer == first, second, first)
    other = suspect != victim
    np.add.at(wrong, (b[other], suspect[other], victim[other]), laid[other])


def _raise_false_alarms(wrong: Ints, rules: Rules, world: World, seed: int, replicate: Ints) -> None:
    """Add to `wrong` (B, S, S) the alarms between parties without an operation, suspect and victim."""
    alarm = (bound_pairs(world) * alarms(rules, world)[..., None, None]).max(axis=1, initial=0).reshape(-1)
    pair = np.flatnonzero(alarm > 0)
    wrong.reshape(-1)[pair] += _drawn(seed, replicate, world, pair, Use.SIGNAL)[:, 0] < alarm[pair]


def _drawn(seed: int, replicate: Ints, world: World, pair: Ints, use: Use) -> Floats:
    """Four numbers for each pair of states, (n, 4)."""
    b, doer, victim = _of(pair, world.record.signed.shape[2])
    quarter = world.record.quarter
    if len(replicate) > 1:  # one world's address is the same for all its pairs, and need not be written out
        replicate, quarter = replicate[b], quarter[b]
    return chance.uniform(seed, replicate, quarter, doer, use, victim)


def alarms(rules: Rules, world: World) -> Floats:
    """Chance of a false alarm between two parties of each pact, (B, L): less where they talk or have a line."""
    line = rules.conduct.promises(world.record.wording)[..., CHANNELS]
    line = line & (delivers(world.record.delivered, CHANNELS) & parties(world)).any(axis=2)
    return false_alarms(rules.conduct, world.record.consulted, line)


def delivers(delivered: Ints, measure: int) -> Bools:
    """Whether each party delivers a measure, (B, L, S). delivered (B, L, S), a bit for each measure."""
    return np.asarray((delivered >> measure) & 1 > 0)


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
