"""Check 6: how deep a pact can be and still be kept, and why nearly all that are made are kept.

A reduced form after Downs, Rocke and Barsoom 1996, of our making.  To break a pact of depth z once yields t z.  It is
detected with chance m; the partner then never honours again, and what its honouring was worth, b a quarter, is lost.
Quarters to come weigh d.  The pact is kept iff t z <= d m b / (1 - d).

Selection: states sign what they can enforce with a margin to spare, z = (1 - margin) of the limit; later the temptation
turns out to be t times U(1 - spread, 1 + spread).  Deep pacts are then kept as often as shallow ones.  Where depth is
assigned whatever the limit, which is U(0, 2) across pairs, depth tells.
"""

import math
from dataclasses import dataclass

import numpy as np

from demarche.agents.strategies.registry import strategy
from demarche.scenarios.theory.check import Check, Reals, agrees, mean_of, scaled, share_of
from demarche.scenarios.theory.draws import Draw, stakes
from demarche.scenarios.theory.games import Sense, Table, discounted, play
from demarche.sim.terms import Bools, Floats


@dataclass(frozen=True, slots=True)
class Ties:
    """d weight of the next quarter, m chance to detect, b worth of the other's honouring, t temptation per depth."""

    d: float
    m: float
    b: float
    t: float


def deepest(ties: Ties) -> float:
    """The depth up to which a pact is kept: d m b / ((1 - d) t)."""
    return ties.d * ties.m * ties.b / ((1 - ties.d) * ties.t)


def kept_by_choice(margin: float, spread: float) -> float:
    """P(kept) of a chosen depth, whatever it is: P(U(1 - s, 1 + s) <= 1 / (1 - margin))."""
    return min(1.0, (1 / (1 - margin) - 1 + spread) / (2 * spread))


def kept_by_lot(depth: float) -> float:
    """P(kept) of an assigned depth: the limit, U(0, 2), is above depth times U(1 - s, 1 + s): 1 - depth / 2.

    For depth (1 + s) <= 2.
    """
    return 1 - depth / 2


def glimpsed(chance: float) -> Sense:
    """A breach is seen with that chance; there are no false alarms."""

    def seen(broke: Bools, u: Floats) -> Bools:
        return broke[:, ::-1] & (u < np.float32(chance))

    return seen


def price_of_breach(ties: Ties, games: int, seed: int, case: int) -> tuple[float, float]:
    """What is lost by one breach against a grim partner, discounted."""
    quarters = math.ceil(math.log(1e-8) / math.log(ties.d))
    table = Table(glimpsed(ties.m), first_breach=True)
    broke = play(strategy("grim").breaks, table, games, quarters, (seed, Draw.DEPTH, case))
    return mean_of(discounted(ties.b * broke[:, 1].astype(np.float64), ties.d))


def keeps(depth: Reals | float, limit: Reals, turned_out: Reals) -> Bools:
    """Whether the pact is kept once the temptation has turned out so many times what was expected. All (n,)."""
    return np.asarray(depth * turned_out <= limit)


def selection_rows(games: int, seed: int) -> list[Check]:
    """Pacts whose depth was chosen, shallow and deep, beside pacts of assigned depth."""
    u = stakes(seed, Draw.TEMPTATION, 0, games)
    limit, turned_out = 2 * u[:, 0], 1 + SPREAD * (2 * u[:, 1] - 1)
    chosen = keeps((1 - MARGIN) * limit, limit, turned_out)
    expected = kept_by_choice(MARGIN, SPREAD)
    note = f"margin {MARGIN:g}, spread {SPREAD:g}"
    rows = [
        agrees("6 depth: kept of the pacts chosen, shallow half", expected, share_of(chosen[limit < 1]), note),
        agrees("6 depth: kept of the pacts chosen, deep half", expected, share_of(chosen[limit >= 1]), note),
    ]
    for depth in (0.5, 1.5):
        kept = share_of(keeps(depth, limit, turned_out))
        rows.append(agrees(f"6 depth: kept of the pacts of assigned depth {depth:g}", kept_by_lot(depth), kept, note))
    return rows


TIES = (Ties(0.9, 0.5, 1.0, 2.0), Ties(0.95, 0.3, 1.0, 2.0), Ties(0.8, 0.8, 1.0, 4.0))
MARGIN, SPREAD = 0.15, 0.2
"""Chosen, not measured."""


def check(scale: int, seed: int) -> list[Check]:
    """Every row of the check."""
    rows = []
    for case, ties in enumerate(TIES):
        found = scaled(price_of_breach(ties, 1000 * scale, seed, case), 1 / ties.t)
        said = f"d={ties.d:g} m={ties.m:g} b={ties.b:g} t={ties.t:g}"
        rows.append(agrees(f"6 depth: deepest pact that is kept, {said}", deepest(ties), found))
    return rows + selection_rows(20_000 * scale, seed)
