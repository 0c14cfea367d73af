"""What compiled loops are given together: tuples with a name for each field, which numba reads as fast as arguments.

All facts are of one world: S seats, L pacts.  Arrays are named as in demarche.sim.aftermath.bonds.Bonds.
"""

from typing import NamedTuple

import numpy as np

from demarche.sim.terms import Bools, Floats, Ints


class Address(NamedTuple):
    """Where the draws of one world begin: replicate, and the two words of the seed. A question or quarter is added."""

    replicate: np.uint32
    k0: np.uint32
    k1: np.uint32


class Bound(NamedTuple):
    """What pacts are to one world in a quarter.

    elsewhere  (S,) what each runs against those that no pact binds it to, were there no pact
    signed     (S,) the pacts that each signed with another, as bits
    """

    who: Bools
    chi: Floats
    alarm: Floats
    restraint: Floats
    singled: Ints
    toward: Floats
    letter: Ints
    avenges: Ints
    elsewhere: Floats
    signed: Ints
    retaliation: np.float32
    displace: np.float32
    misread: np.float32


class Terrain(NamedTuple):
    """What the states of one world are to each other without pacts."""

    base: Floats
    detect: Floats
    tell: Floats
    first: Ints
    second: Ints


class Kinds(NamedTuple):
    """What pacts make of rows, one (S,) for each of K kinds of state; see demarche.sim.aftermath.bonds.Kinds.

    forbidden has one row more, for what is left by one that keeps to the letter of a pact
    """

    kind: Ints
    bound: Floats
    alarm: Floats
    forbidden: Floats


class Lists(NamedTuple):
    """What a quarter brings between the states of one world, as lists, and room for work.

    run    (6, S * S) doer, victim, operations, those inside, those found and laid at the right door, pacts of both
    wrong  (4, 2 * S * S) suspect, victim, signals of what it did not do, pacts of both
    """

    run: Ints
    wrong: Ints
    work: Floats
    begins: Ints


class Belief(NamedTuple):
    """The numbers by which one world's states believe; see demarche.sim.conduct.TABLE."""

    false_alarm: np.float32
    surprise: np.float32
    forget: np.float32
    prior: np.float32
