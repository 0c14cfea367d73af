"""Who is bound to whom in a quarter, how far each holds back, and what it is then expected to run against whom."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sim.conduct import false_alarms
from sim.record import World
from sim.rows import PerWorld
from sim.rules import Rules
from sim.secrets import FULL
from sim.terms import Bools, Floats, Ints

RETALIATION = np.float32(1.5)
"""What a retaliation ordered multiplies the rate by; judged."""
CHANNELS = 1
"""Place of the channels, a hotline among them, in conduct.MEASURES."""


def parties(world: World) -> Bools:
    """Who is bound by each pact, (B, L, S): signed, not denounced, and at least one other is."""
    bound = world.record.signed & ~world.record.denounced
    return np.asarray(bound & (bound.sum(axis=2, keepdims=True) > 1))


def bound(who: Bools) -> Bools:
    """Whether any pact binds two states, (B, S, S), each to itself too. who (B, L, S)."""
    party = who.astype(np.float32)
    return np.asarray(party.swapaxes(1, 2) @ party > 0)


@dataclass(frozen=True, slots=True)
class Bonds(PerWorld):
    """What decides a quarter of B worlds: S states, L pacts. (B, S, S) is who does and to whom.

    who        (B, L, S) parties, each bound to every other
    chi        (B, L) share of acts that each clearly forbids  alarm (B, L) chance of a false alarm between two of it
    restraint  (B, L, S) 0 .. 1, under each pact               singled (B, L, S) the party treated otherwise, or NONE
    toward     (B, L, S) 0 .. 1, toward that one               letter (B, L, S) whether it does nothing forbidden
    avenges    (B, S, S) retaliation ordered                   displace, misread (B,) parameters of conduct
    base       (B, S, S) operations a quarter without pacts    detect, tell, first, second as in Ground
    Where pacts are void nobody keeps to them.
    """

    who: Bools
    chi: Floats
    alarm: Floats
    restraint: Floats
    singled: Ints
    toward: Floats
    letter: Bools
    avenges: Ints
    displace: Floats
    misread: Floats
    base: Floats
    detect: Floats
    tell: Floats
    first: Ints
    second: Ints


def bonds(rules: Rules, world: World) -> Bonds:
    """How things stand between the states of every world when a quarter is played."""
    s, ground, number = world.secrets, rules.ground, rules.conduct.numbers()
    binds = np.float32(not rules.conduct.void)
    return Bonds(
        who=parties(world),
        chi=rules.conduct.forbids(rules.book.vague, rules.book.depth, world.record.wording),
        alarm=alarms(rules, world),
        restraint=s.restraint / np.float32(FULL) * binds,
        singled=s.singled,
        toward=s.toward / np.float32(FULL) * binds,
        letter=(s.letter > 0) & (not rules.conduct.void),
        avenges=s.avenges,
        displace=number.displace,
        misread=number.misread,
        base=ground.rate,
        detect=ground.detect,
        tell=ground.tell,
        first=ground.first,
        second=ground.second,
    )


@dataclass(frozen=True, slots=True)
class Ties(PerWorld):
    """The most that any pact makes of what each state does to each other, (B, S, S) float32.

    bound  1 where a pact binds them, else 0      effect  how far the first holds back, 0 .. 1
    alarm  chance of a false alarm of it          left    what it does not leave undone to the letter of a pact, 0 .. 1
    left is None where nobody keeps to the letter
    """

    bound: Floats
    effect: Floats
    alarm: Floats
    left: Floats | None


def ties(b: Bonds) -> Ties:
    """How every two states of every world are tied."""
    bound, effect, alarm = np.zeros((3, *b.base.shape), np.float32)
    both, much = np.empty((2, *b.base.shape), np.float32)
    for pact, party in enumerate(np.moveaxis(b.who, 1, 0).astype(np.float32)):
        np.einsum("bi,bj->bij", party, party, out=both)
        np.maximum(bound, both, out=bound)
        np.maximum(alarm, np.multiply(both, b.alarm[:, pact, None, None], out=much), out=alarm)
        np.einsum("bi,bj->bij", b.restraint[:, pact] * party, party, out=much)
        world, doer = np.nonzero(b.singled[:, pact] >= 0)
        apart = b.singled[world, pact, doer]
        much[world, doer, apart] = b.toward[world, pact, doer] * both[world, doer, apart]
        np.maximum(effect, much, out=effect)
    return Ties(bound, effect, alarm, _left(b) if b.letter.any() else None)


def _left(b: Bonds) -> Floats:
    """What each state may still do to each other by the letter of the pacts that it keeps to, 0 .. 1, (B, S, S)."""
    seats = np.arange(b.who.shape[2])
    keeps, forbidden = np.zeros(b.base.shape, bool), np.zeros(b.base.shape, np.float32)
    for pact, party in enumerate(np.moveaxis(b.who, 1, 0)):
        both = party[:, :, None] & party[:, None]
        keeps |= both & b.letter[:, pact, :, None] & (b.singled[:, pact, :, None] != seats)
        np.maximum(forbidden, both * b.chi[:, pact, None, None], out=forbidden)
    return np.where(keeps, 1 - forbidden, np.float32(1))


def rates(b: Bonds, tied: Ties) -> Floats:
    """Operations to be expected this quarter, (B, S, S): held back, driven by retaliation, displaced elsewhere.

    A share ε of the effort pacts free goes to states without one, in proportion to what the doer runs there.
    The ties are spent.
    """
    held = np.subtract(1, tied.effect, out=tied.effect)
    held *= b.base
    if tied.left is not None:
        held *= tied.left
    elsewhere = b.base - held
    freed = elsewhere.sum(axis=2, keepdims=True, dtype=np.float32) * b.displace[:, None, None]
    np.subtract(b.base, np.multiply(b.base, tied.bound, out=elsewhere), out=elsewhere)
    elsewhere *= freed / np.maximum(elsewhere.sum(axis=2, keepdims=True, dtype=np.float32), np.float32(1e-6))
    held += elsewhere
    held.reshape(-1)[np.flatnonzero(b.avenges != 0)] *= RETALIATION
    return held


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


def shared(who: Bools, of: Pairs) -> Iterator[Bools]:
    """Pact by pact, whether it binds both states of each pair, (N,). who (B, L, S)."""
    for party in np.moveaxis(who, 1, 0):
        flat = party.reshape(-1)
        yield flat[of.first] & flat[of.second]


def alarms(rules: Rules, world: World) -> Floats:
    """Chance of a false alarm between two parties of each pact, (B, L): less where they talk or have a line."""
    line = rules.conduct.promises(world.record.wording)[..., CHANNELS]
    line = line & (delivers(world.record.delivered, CHANNELS) & parties(world)).any(axis=2)
    return false_alarms(rules.conduct, world.record.consulted, line)


def delivers(delivered: Ints, measure: int) -> Bools:
    """Whether each party delivers a measure, (B, L, S). delivered (B, L, S), a bit for each measure."""
    return np.asarray((delivered >> measure) & 1 > 0)
