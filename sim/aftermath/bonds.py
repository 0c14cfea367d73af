"""Who is bound to whom in a quarter, how far each holds back, and what it is then expected to run against whom."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from demarche.sim.conduct import false_alarms
from demarche.sim.engine import restated
from demarche.sim.formulas import avenging, held_back, of_full, outside, spread, to_the_letter
from demarche.sim.record import World
from demarche.sim.rows import PerWorld
from demarche.sim.rules import Rules
from demarche.sim.terms import Bools, Floats, Ints

CHANNELS = 1
"""Place of the channels, a hotline among them, in conduct.MEASURES."""


@restated("demarche.scenarios.playout:_parties")
def parties(world: World) -> Bools:
    """Who is bound by each pact, (B, L, S): signed, not denounced, and at least one other is."""
    bound = world.record.signed & ~world.record.denounced
    return np.asarray(bound & (bound.sum(axis=2, keepdims=True) > 1))


@restated("demarche.sim.fast.bonds:kinds")
def alike(who: Bools) -> tuple[Floats, Ints]:
    """Which pacts bind each of K kinds of state, (K, L), 1 or 0, and the kind of each state, (B, S).

    Those that the same pacts bind are of one kind, in all worlds. who (B, L, S)
    """
    place = np.arange(who.shape[1])
    found, kind = np.unique((who << place[:, None]).sum(axis=1), return_inverse=True)
    return (found[:, None] >> place & 1).astype(np.float32), kind.reshape(who.shape[0], who.shape[2])


@restated("demarche.sim.fast.bonds:bound_by_any", "demarche.sim.fast.quarters:bound_to")
def bound(who: Bools) -> Bools:
    """Whether any pact binds two states, (B, S, S), each to itself too. who (B, L, S)."""
    bound_by, kind = alike(who)
    return np.asarray((bound_by @ who.astype(np.float32) > 0)[np.arange(len(who))[:, None], kind])


@dataclass(frozen=True, slots=True)
class Bonds(PerWorld):
    """What decides a quarter of B worlds: S states, L pacts, one at least. (B, S, S) is who does and to whom.

    who        (B, L, S) parties, each bound to every other
    chi        (B, L) share of acts that each clearly forbids  alarm (B, L) chance of a false alarm between two of it
    restraint  (B, L, S) 0 .. 1, under each pact               singled (B, L, S) the party treated otherwise, or NONE
    toward     (B, L, S) 0 .. 1, toward that one               letter (B, L, S) whether it does nothing forbidden
    avenges    (B, S, S) retaliation ordered                   retaliation, displace, misread (B,) parameters of conduct
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
    retaliation: Floats
    displace: Floats
    misread: Floats
    base: Floats
    detect: Floats
    tell: Floats
    first: Ints
    second: Ints


@restated("demarche.scenarios.playout:_pass")
def bonds(rules: Rules, world: World) -> Bonds:
    """How things stand between the states of every world when a quarter is played."""
    s, ground, number = world.secrets, rules.ground, rules.conduct.numbers()
    binds = np.float32(not rules.conduct.void)
    return Bonds(
        who=parties(world),
        chi=rules.conduct.forbids(rules.book.vague, rules.book.depth, world.record.wording),
        alarm=alarms(rules, world),
        restraint=of_full(s.restraint) * binds,
        singled=s.singled,
        toward=of_full(s.toward) * binds,
        letter=(s.letter > 0) & (not rules.conduct.void),
        avenges=s.avenges,
        retaliation=number.retaliation,
        displace=number.displace,
        misread=number.misread,
        base=ground.rate,
        detect=ground.detect,
        tell=ground.tell,
        first=ground.first,
        second=ground.second,
    )


@dataclass(frozen=True, slots=True)
class Kinds(PerWorld):
    """What pacts make of a row of a table (S, S), for each of K kinds of state; see `alike`.

    kind       (B, S) of each state           bound   (B, K, S) 1 where any pact binds it to that one, else 0
    forbidden  (B, K, S) share of acts that the texts clearly forbid toward that one, the most that any does
    alarm      (B, K, S) chance of a false alarm of that one, the most that any pact leaves
    """

    kind: Ints
    bound: Floats
    forbidden: Floats
    alarm: Floats

    def rows(self, of_kinds: Floats) -> Floats:
        """The rows of all states, (B, S, S), from those of the kinds."""
        worlds, many, seats = of_kinds.shape
        return of_kinds.reshape(-1, seats).take(self.kind + many * np.arange(worlds)[:, None], axis=0)


@restated("demarche.sim.fast.bonds:kinds")
def kinds(b: Bonds) -> Kinds:
    """The kinds of state that there are in those worlds."""
    bound_by, kind = alike(b.who)
    bound, forbidden, alarm = np.zeros((3, len(kind), len(bound_by), kind.shape[1]), np.float32)
    for pact, party in enumerate(np.moveaxis(b.who, 1, 0)):
        both = party[:, None] * bound_by[:, pact, None]
        np.maximum(bound, both, out=bound)
        np.maximum(forbidden, both * b.chi[:, pact, None, None], out=forbidden)
        np.maximum(alarm, both * b.alarm[:, pact, None, None], out=alarm)
    return Kinds(kind, bound, forbidden, alarm)


@restated("demarche.sim.fast.bonds:hold_back")
def effect(b: Bonds) -> Floats:
    """How far the first of two states holds back, the most under any pact that binds them, 0 .. 1, (B, S, S)."""
    most, much = np.empty((2, *b.base.shape), np.float32)
    for pact, party in enumerate(np.moveaxis(b.who, 1, 0).astype(np.float32)):
        under = much if pact else most
        np.einsum("bi,bj->bij", b.restraint[:, pact] * party, party, out=under)
        world, doer = np.nonzero(b.singled[:, pact] >= 0)
        apart = b.singled[world, pact, doer]
        under[world, doer, apart] = b.toward[world, pact, doer] * party[world, doer] * party[world, apart]
        np.maximum(most, under, out=most)
    return most


@restated("demarche.sim.fast.bonds:leave_undone")
def keeps_to_the_letter(b: Bonds) -> Bools:
    """Whether each state does nothing to each other that a pact forbids it, (B, S, S)."""
    seats, keeps = np.arange(b.who.shape[2]), np.zeros(b.base.shape, bool)
    for pact, party in enumerate(np.moveaxis(b.who, 1, 0)):
        both = party[:, :, None] & party[:, None]
        keeps |= both & b.letter[:, pact, :, None] & (b.singled[:, pact, :, None] != seats)
    return keeps


@restated(
    "demarche.sim.fast.bonds:run_elsewhere", "demarche.sim.fast.bonds:go_elsewhere", "demarche.sim.fast.bonds:retaliate"
)
def rates(b: Bonds, like: Kinds) -> Floats:
    """Operations to be expected this quarter, (B, S, S): held back, driven by retaliation, displaced elsewhere.

    A share ε of the effort pacts free goes to states without one, in proportion to what the doer runs there.
    """
    held = held_back(b.base, effect(b))
    if b.letter.any():
        held = to_the_letter(held, like.rows(like.forbidden), keeps_to_the_letter(b))
    freed = (b.base - held).sum(axis=2, keepdims=True, dtype=np.float32)
    elsewhere = outside(b.base, like.rows(like.bound))
    run_there = elsewhere.sum(axis=2, keepdims=True, dtype=np.float32)
    elsewhere *= spread(freed, b.displace[:, None, None], run_there)
    held += elsewhere
    flat, ordered = held.reshape(-1), np.flatnonzero(b.avenges)
    flat[ordered] = avenging(flat[ordered], b.avenges.reshape(-1)[ordered], b.retaliation[ordered // b.avenges[0].size])
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


@restated("demarche.scenarios.playout:_has_line")
def alarms(rules: Rules, world: World) -> Floats:
    """Chance of a false alarm between two parties of each pact, (B, L): less where they talk or have a line."""
    line = rules.conduct.promises(world.record.wording)[..., CHANNELS]
    line = line & (delivers(world.record.delivered, CHANNELS) & parties(world)).any(axis=2)
    return false_alarms(rules.conduct, world.record.consulted, line)


def delivers(delivered: Ints, measure: int) -> Bools:
    """Whether each party delivers a measure, (B, L, S). delivered (B, L, S), a bit for each measure."""
    return np.asarray((delivered >> measure) & 1 > 0)
