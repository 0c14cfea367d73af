"""What the compiled play-out of quarters is given together: see demarche.sim.fast.bundles.

Arrays lead with the worlds B, or with 1 where all have the same, in the bundles that say so.  Every other bundle is of
one world.
"""

from typing import NamedTuple

import numpy as np

from demarche.sim.fast.bundles import Belief, Lists
from demarche.sim.terms import Bools, Floats, Ints


class Public(NamedTuple):
    """What everybody sees of the quarters, and what changes in it; see demarche.sim.record.Record. Leads with B."""

    tick: Ints
    denounced: Bools
    delivered: Ints
    consulted: Bools
    accused: Ints
    sanctioned: Bools


class Hidden(NamedTuple):
    """The hidden half; see demarche.sim.secrets.Secrets. Leads with B."""

    restraint: Ints
    singled: Ints
    toward: Ints
    letter: Ints
    avenges: Ints
    count: Ints  # type: ignore[assignment]  # tuples have a method of that name
    inside: Ints
    signal: Ints
    trust: Ints
    broke: Ints
    saw: Ints
    sums: Ints
    abroad: Ints


class Texts(NamedTuple):
    """What the pacts say, and who signed them. Leads with B.

    signed (B, L, S)   intended (L, S) who may become parties
    chi (B, L) as in Bonds   promises (B, L, M)   binding (B or 1, L)
    """

    signed: Bools
    intended: Bools
    chi: Floats
    promises: Bools
    binding: Floats


class Setting(NamedTuple):
    """The tables of demarche.sim.ground.Ground, and what else is known of states. Leads with B or 1.

    numbers  (B, Q) of demarche.sim.conduct.TABLE      values (B, F, P) of the doctrine's, for each family
    """

    numbers: Floats
    rate: Floats
    tell: Floats
    name: Floats
    named: Floats
    detect: Floats
    first: Ints
    second: Ints
    offence: Floats
    audience: Floats
    threat: Floats
    values: Floats
    family: Ints


class Span(NamedTuple):
    """Which quarters are played, from the first to before the end, and whether pacts are void in them."""

    first: int
    end: int
    void: bool


class Seeds(NamedTuple):
    """Where chance comes from: replicate (B,), the words of the seed, the bloc (S,) whose draws each seat shares."""

    replicate: Ints
    k0: np.uint32
    k1: np.uint32
    line: Ints


class Room(NamedTuple):
    """Room for what is worked out in a quarter of one world: (L, S), (L,) or (S,)."""

    who: Bools
    weighed: Floats
    alarm: Floats
    kept: Floats
    apart: Floats
    elsewhere: Floats
    signed: Ints
    threatened: Bools


class Numbers(NamedTuple):
    """The numbers of demarche.sim.conduct.TABLE that a quarter of one world is played by."""

    false_alarm: np.float32
    calm_talks: np.float32
    calm_line: np.float32
    retaliation: np.float32
    displace: np.float32
    misread: np.float32
    belief: Belief


class States(NamedTuple):
    """What is known of the states of one world, as capitals need it. line (S,) as in Seeds."""

    values: Floats
    family: Ints
    rate: Floats
    name: Floats
    named: Floats
    offence: Floats
    audience: Floats
    threat: Floats
    threatened: Bools
    line: Ints


class Pact(NamedTuple):
    """One pact of one world. who (S,) its parties   weighed (S,) the weight of all others to each of them.

    promises (M,)   delivered, and the conduct chosen: restraint, singled, toward, letter (S,), which change
    """

    who: Bools
    weighed: Floats
    chi: np.float32
    binding: np.float32
    promises: Bools
    delivered: Ints
    restraint: Ints
    singled: Ints
    toward: Ints
    letter: Ints


class Standing(NamedTuple):
    """How things stand between the states of one world when they answer, and what changes by their answers."""

    who: Bools
    signed: Bools
    promises: Bools
    signal: Ints
    trust: Ints
    denounced: Bools
    consulted: Bools
    accused: Ints
    sanctioned: Bools
    avenges: Ints


class Course(NamedTuple):
    """All that changes while worlds are played out, and what their pacts say."""

    public: Public
    hidden: Hidden
    texts: Texts
    room: Room
    lists: Lists
