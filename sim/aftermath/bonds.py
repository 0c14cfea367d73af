"""Who is bound to whom in a quarter, and what each state has chosen to do under its pacts and faces from threats."""

from dataclasses import dataclass

import numpy as np

from demarche.sim.conduct import MEASURES, PLACES
from demarche.sim.formulas import calmed, hill
from demarche.sim.ground import Ground
from demarche.sim.in_public import delivers, left, threat_now, verification
from demarche.sim.numbers import places
from demarche.sim.parameter import Numbers
from demarche.sim.record import World
from demarche.sim.rules import Rules
from demarche.sim.terms import Ballot, Bools, Floats, Ints, Status

CHANNELS, ASSISTANCE = MEASURES.index("channels"), MEASURES.index("assistance")
"""Places in conduct.MEASURES: of the channels, a hotline among them, and of assistance."""


def parties(world: World) -> Bools:
    """Who is bound by each pact, (B, L, S): it is in force, one has not left it, and at least one other has not."""
    r = world.record
    bound = r.signed & r.in_force[..., None] & ~left(r)
    return np.asarray(bound & (bound.sum(axis=2, keepdims=True) > 1))


@dataclass(frozen=True, slots=True)
class Ties:
    """N times that a pact binds a state to another: world, pact, one, other (N,), in the order of pacts and states."""

    world: Ints
    pact: Ints
    one: Ints
    other: Ints

    def places(self, seats: int) -> Ints:
        """The place of each pair among B S S, (N,)."""
        return np.asarray((self.world * seats + self.one) * seats + self.other)


def ties(who: Bools) -> Ties:
    """Everybody whom a pact binds, to every other. who (B, L, S)."""
    world, pact, state = np.nonzero(who)
    company = who.sum(axis=2)[world, pact]
    row = np.repeat(np.arange(len(world)), company)
    first = np.searchsorted(world * who.shape[1] + pact, world * who.shape[1] + pact)
    nth = np.arange(len(row)) - (np.cumsum(company) - company)[row]
    other = first[row] + nth
    two = row != other
    row, other = row[two], other[two]
    return Ties(world[row], pact[row], state[row], state[other])


@dataclass(frozen=True, slots=True)
class Bonds:
    """What decides a quarter of B worlds: S states, L pacts, one at least, K kinds. (B, S, S) is who does and to whom.

    who        (B, L, S) parties, each bound to every other
    clear, reach (B, L, K) share of each kind that the text covers clearly, and clearly or arguably
    calm       (B, L) what talks and a channel leave of false signals between two of it
    restraint  (B, L, S, K) hundredths, under each pact      singled (B, L, S) the party treated otherwise, or NONE
    toward     (B, L, S, K) hundredths, toward that one      broad (B, L, S) whether it holds back from what is arguable
    threatened worlds, states, and those that threaten them, (n,) each
    threat, about (n,) of each, 0 .. 1, and a bit for each kind that it is about
    share      (B, S, K) of each state's operations by kind, with what resolutions take from them
    help       (B, S) what partners find of what each misses      otherwise (B, S) chance that it learns by intelligence
    verified   (B, L, S) verifying measures that each delivers    tolerance (B, S) as in Conduct
    avenges    (B, S, S) retaliation ordered      ground, reading, expected, ever, unread, outward as in Conduct, Ground
    Where pacts are void nobody keeps to them.
    """

    who: Bools
    clear: Floats
    reach: Floats
    calm: Floats
    restraint: Ints
    singled: Ints
    toward: Ints
    broad: Ints
    threatened: tuple[Ints, Ints, Ints]
    threat: Floats
    about: Ints
    share: Floats
    help: Floats
    otherwise: Floats
    verified: Ints
    tolerance: Floats
    avenges: Ints
    ground: Ground
    reading: Floats
    expected: Floats
    ever: Floats
    unread: Floats
    values: Floats
    void: bool

    def numbers(self, axes: int = 0) -> Numbers:
        """Parameters of conduct by name, each (B,) with that many axes of length 1 after it."""
        return Numbers(PLACES, self.values, slice(None), *(None,) * axes)


def bonds(rules: Rules, world: World) -> Bonds:
    """How things stand between the states of every world when a quarter is played."""
    s, r, conduct = world.secrets, world.record, rules.conduct
    who, skill = parties(world), rules.roster.skill
    clear, reach = conduct.covers(r.wording)
    at_world, by, against = places(r.threat)
    at = (at_world, by, against)
    return Bonds(
        who=who,
        clear=clear,
        reach=reach,
        calm=calm(rules, world),
        restraint=s.restraint,
        singled=s.singled,
        toward=s.toward,
        broad=s.broad,
        threatened=(at_world, against, by),
        threat=threat_now(rules, r, at),
        about=r.about[at],
        share=share_at_large(rules, world),
        help=help_given(rules, world, who),
        otherwise=conduct.numbers(1).intelligence * skill * skill,
        verified=verification(rules, r),
        tolerance=conduct.tolerance,
        avenges=s.avenges,
        ground=rules.ground,
        reading=conduct.reading,
        expected=conduct.expected,
        ever=conduct.ever,
        unread=conduct.unread,
        values=conduct.values[:, 0],
        void=conduct.void,
    )


def calm(rules: Rules, world: World) -> Floats:
    """What talks and a channel leave of false signals between two parties of each pact, (B, L)."""
    line = rules.conduct.promises(world.record.wording)[..., CHANNELS]
    line = line & (delivers(world.record.delivered, CHANNELS) & parties(world)).any(axis=2)
    p = rules.conduct.numbers(1)
    return np.asarray(calmed(p.calm_talks, p.calm_line, world.record.consulted, line), np.float32)


def help_given(rules: Rules, world: World, who: Bools) -> Floats:
    """What partners that assist it find of what each state misses, (B, S): the most that one of them does."""
    due = rules.conduct.promises(world.record.wording)[..., ASSISTANCE]
    gives = who & delivers(world.record.delivered, ASSISTANCE) & due[..., None]
    help_, skill = np.zeros(who.shape[::2], np.float32), rules.roster.skill
    for pact in np.flatnonzero(gives.any(axis=(0, 2))):
        best = np.where(gives[:, pact], skill, np.float32(-1))
        order = np.argsort(-best, axis=1, kind="stable")[:, :2]
        first, second = np.take_along_axis(best, order, axis=1).T[:2]
        of_others = np.where(np.arange(skill.shape[1]) == order[:, :1], second[:, None], first[:, None])
        help_ = np.maximum(help_, np.where(who[:, pact], np.maximum(of_others, 0), 0))
    return np.asarray(rules.conduct.numbers(1).assist * help_, np.float32)


def share_at_large(rules: Rules, world: World) -> Floats:
    """Share of each state's operations by kind, (B, S, K), with what its votes for adopted resolutions take from them.

    Whoever votes for a resolution is party to no pact by it.  It loses a little of its good name, everywhere, by what
    the text clearly rules out.  Judged, and small.
    """
    r, conduct, share = world.record, rules.conduct, rules.conduct.share
    adopted = (r.status == Status.ADOPTED) | (r.status == Status.CONSENSUS)
    voted = np.where((r.status == Status.ADOPTED)[..., None], r.final == Ballot.YES, rules.voters & ~r.dissociated)
    voted &= adopted[..., None]
    if not voted.any() or conduct.void:
        return share
    clear, _ = conduct.covers(r.wording)
    name = conduct.numbers(2).at_large * rules.binding[..., None] * rules.roster.audience[:, None]
    held = (clear[:, :, None] * (hill(name) * voted)[..., None]).max(axis=1)
    return np.asarray(share * (1 - held), np.float32)
