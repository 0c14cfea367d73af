"""How far states hold back toward those that a pact binds them to or that threaten them, and what they then run."""

from dataclasses import dataclass

import numpy as np

from demarche.sim.aftermath.bonds import Bonds, Ties, ties
from demarche.sim.formulas import (
    avenging,
    beside_text,
    deterred,
    hill,
    noticed,
    of_percent,
    of_text,
    spread,
)
from demarche.sim.rows import look_up
from demarche.sim.terms import Bools, Floats, Ints, Kind

KINDS = len(Kind)
_BIT = np.arange(KINDS)


@dataclass(frozen=True, slots=True)
class Pairs:
    """N pairs of states of B worlds: world, one, other (N,).

    Their places: pair (N,) among B S S, first and second (N,) those of the two states among B S.
    """

    pair: Ints
    first: Ints
    second: Ints
    world: Ints
    one: Ints
    other: Ints


def pairs(places: Ints, seats: int) -> Pairs:
    """Those at places (N,) among B S S. numpy divides by one number fast, but not in divmod."""
    first = places // seats
    world, other = first // seats, places - first * seats
    return Pairs(places, first, world * seats + other, world, first - world * seats, other)


@dataclass(frozen=True, slots=True)
class Held:
    """N pairs, in the order of their places, of which the first holds back toward the second. K kinds.

    clear, argued, left (N, K)  share of the first's operations against the second that it runs, were there neither
    pact nor threat: of those that a text covers clearly, of those that it covers arguably, and of all
    calm (N,) what talks leave of false signals       bound (N,) whether a pact binds them
    spared (N,) whether effort held back elsewhere does not go there: a text or a threat holds some of a kind back
    kept (N,) share of what the texts clearly cover that the first holds back, 0 .. 1
    otherwise (N,) chance that the second learns by intelligence whether the first keeps its pledge
    """

    of: Pairs
    clear: Floats
    argued: Floats
    left: Floats
    calm: Floats
    bound: Bools
    spared: Bools
    kept: Floats
    otherwise: Floats

    def place(self, of: Ints) -> tuple[Ints, Bools]:
        """The row of each place (M,) among B S S, and whether it has one."""
        if not len(self.of.pair):
            return np.zeros(len(of), np.intp), np.zeros(len(of), bool)
        row = np.minimum(np.searchsorted(self.of.pair, of), len(self.of.pair) - 1)
        return row, self.of.pair[row] == of


def held(b: Bonds) -> Held:
    """Everybody that holds back toward somebody."""
    seats = b.who.shape[2]
    bound = ties(b.who)
    world, one, other = b.threatened
    by_pact, by_threat = bound.places(seats), (world * seats + one) * seats + other
    every, row = np.unique(np.concatenate([by_pact, by_threat]), return_inverse=True)
    of, row, of_threat = pairs(every, seats), row[: len(by_pact)], row[len(by_pact) :]
    clear, reach, restraint = _by_texts(b, bound, row, len(every))
    (broad, is_bound), calm = np.zeros((2, len(every)), bool), np.ones(len(every), np.float32)
    np.logical_or.at(broad, row, b.broad[bound.world, bound.pact, bound.one] > 0)
    is_bound[row] = True
    np.minimum.at(calm, row, b.calm[bound.world, bound.pact])
    verified = np.zeros(len(every), np.float32)
    np.maximum.at(verified, row, b.verified[bound.world, bound.pact, bound.one].astype(np.float32))
    otherwise = look_up(b.otherwise, of.world, of.other) + b.numbers().verify.take(of.world, mode="clip") * verified
    share = look_up(b.share, of.world, of.one)
    feared = _deterred(b, of, share, of_threat)
    clearly = of_text(clear, restraint, feared)
    argued = of_text(reach - clear, np.where(broad[:, None], restraint, np.float32(0)), feared)
    left = clearly + argued + beside_text(1 - reach, feared)
    held_back = (share * clear * np.maximum(restraint, feared)).sum(axis=1)
    covered = (share * clear).sum(axis=1)
    kept = np.where(covered > 0, held_back / np.maximum(covered, np.float32(1e-6)), np.float32(1))
    spared = np.asarray((feared > 0).any(axis=1) | ((clear > 0).any(axis=1) & (not b.void)))
    return Held(of, share * clearly, share * argued, share * left, calm, is_bound, spared, kept, otherwise)


def _by_texts(b: Bonds, bound: Ties, row: Ints, many: int) -> tuple[Floats, Floats, Floats]:
    """What the texts that bind each of `many` pairs cover, clearly and at all, and the restraint chosen, (many, K).

    Of several pacts the one that covers most, and the one under which most is held back. row (N,) of each tie.
    """
    clear, reach, restraint = np.zeros((3, many, KINDS), np.float32)
    w, pact, one = bound.world, bound.pact, bound.one
    apart = (b.singled[w, pact, one] == bound.other)[:, None]
    level = of_percent(np.where(apart, b.toward[w, pact, one], b.restraint[w, pact, one]).astype(np.float32))
    np.maximum.at(clear, row, b.clear[w, pact])
    np.maximum.at(reach, row, b.reach[w, pact])
    if not b.void:
        np.maximum.at(restraint, row, level)
    return clear, reach, restraint


def _deterred(b: Bonds, of: Pairs, share: Floats, row: Ints) -> Floats:
    """How far the threats of the second of each pair hold the first back, by kind, (N, K), 0 .. 1.

    row  of each threat among the pairs
    """
    p, threat = b.numbers(), np.zeros((len(of.pair), KINDS), np.float32)
    threat[row] = b.threat[:, None] * (b.about[:, None] >> _BIT & 1)
    alarm, seen, rate = (
        look_up(table, of.world, of.one, of.other)[:, None] for table in (b.ground.alarm, b.ground.seen, b.ground.rate)
    )
    found = noticed(alarm, rate * share * seen + alarm, look_up(b.otherwise, of.world, of.other)[:, None])
    return np.asarray(hill(deterred(p.deterrence.take(of.world, mode="clip")[:, None], threat, found)), np.float32)


@dataclass(frozen=True, slots=True)
class Rates:
    """Operations to be expected in a quarter, before chance: factor (B, S) times the ground's rates, but for N pairs.

    at (N,) their places among B S S, rising      rate (N,) operations of each
    """

    factor: Floats
    at: Ints
    rate: Floats


def rates(b: Bonds, h: Held, level: Floats) -> Rates:
    """What is run this quarter: held back, displaced, driven by retaliation. level (B,) of the whole world.

    A share ε of the effort held back goes to the other targets, in proportion to what the doer runs there.
    """
    worlds, _, seats = b.who.shape
    of, whole, p = h.of, b.share.sum(axis=2, dtype=np.float32), b.numbers(1)
    base = look_up(b.ground.rate, of.world, of.one, of.other)
    kept = base * h.left.sum(axis=1, dtype=np.float32)
    freed, toward = np.zeros((2, worlds * seats), np.float32)
    np.add.at(freed, of.first, base * whole.reshape(-1)[of.first] - kept)
    np.add.at(toward, of.first, base * h.spared)
    elsewhere = whole * np.maximum(b.ground.outward - toward.reshape(worlds, seats), 0)
    more = spread(freed.reshape(worlds, seats), p.displace, elsewhere) * level[:, None]
    factor = whole * more
    kept = kept * np.where(h.spared, level[of.world], more.reshape(-1)[of.first])
    ordered = np.flatnonzero(b.avenges.view(np.bool_))
    if not ordered.size:
        return Rates(factor, of.pair, kept)
    at = np.union1d(of.pair, ordered)
    every, rate = pairs(at, seats), np.zeros(len(at), np.float32)
    rate[:] = look_up(b.ground.rate, every.world, every.one, every.other) * factor.reshape(-1)[every.first]
    rate[np.searchsorted(at, of.pair)] = kept
    return Rates(
        factor, at, avenging(rate, b.avenges.reshape(-1)[at], p.retaliation[:, 0].take(every.world, mode="clip"))
    )
