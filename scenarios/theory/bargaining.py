"""Check 5: a longer shadow of the future makes a pact easier to enforce and harder to reach.

A reduced form after Fearon 1998, of our making.  Bargaining: each of two sides holds out for its own version of the
pact.  Until one concedes both get c a unit of time; then the one that conceded gets a and the other b for ever,
c < a < b.  Time is continuous, the rate of discount r.  In the symmetric equilibrium each side concedes at a constant
rate λ at which waiting a moment longer gains what it costs: λ (b - a)/r = a - c.  So the first of the two concedes at
rate 2λ.  Enforcement: to break the pact yields t instead of a until it is found out after a time Δ, and c from then on.
Here r is the rate at which the relation ends by itself, which comes to the same as discounting.
"""

import math
from dataclasses import dataclass, replace

import numpy as np

from demarche.scenarios.theory.check import Check, Reals, agrees, mean_of
from demarche.scenarios.theory.draws import Draw, stakes


@dataclass(frozen=True, slots=True)
class Stakes:
    """Utils per unit of time: b the version one wants, a the other's, c none; r rate of discount."""

    a: float
    b: float
    c: float
    r: float


def concession_rate(at_stake: Stakes) -> float:
    """λ = r (a - c) / (b - a)."""
    return at_stake.r * (at_stake.a - at_stake.c) / (at_stake.b - at_stake.a)


def mean_delay(at_stake: Stakes) -> float:
    """(b - a) / (2 r (a - c)), the mean of the lesser of two exponential times of rate λ."""
    return (at_stake.b - at_stake.a) / (2 * at_stake.r * (at_stake.a - at_stake.c))


def gain_from_keeping(at_stake: Stakes, tempted: float, found: float) -> float:
    """(a - t (1 - e**(-rΔ)) - c e**(-rΔ)) / r, where t = tempted and Δ = found."""
    later = math.exp(-at_stake.r * found)
    return (at_stake.a - tempted * (1 - later) - at_stake.c * later) / at_stake.r


def most_impatience(at_stake: Stakes, tempted: float, found: float) -> float:
    """The greatest r at which the pact is kept: log((t - c) / (t - a)) / Δ."""
    return math.log((tempted - at_stake.c) / (tempted - at_stake.a)) / found


def times(u: Reals, rate: float) -> Reals:
    """Exponential times. u in (0, 1)."""
    return np.asarray(-np.log(u) / rate)


def worth_of_holding_out(at_stake: Stakes, until: float, conceded: Reals) -> Reals:
    """Worth of conceding at `until` against a side that concedes at the times given (n,)."""
    r, first = at_stake.r, np.minimum(until, conceded)
    later = np.exp(-r * first)
    return np.asarray(at_stake.c * (1 - later) / r + later * np.where(conceded < until, at_stake.b, at_stake.a) / r)


def bargaining_rows(at_stake: Stakes, games: int, seed: int, case: int) -> list[Check]:
    """Mean delay, and that no time to concede is better than another."""
    u = stakes(seed, Draw.BARGAINING, case, games)
    one, other = (times(u[:, side], concession_rate(at_stake)) for side in (0, 1))
    said = f"a={at_stake.a:g} b={at_stake.b:g} c={at_stake.c:g} r={at_stake.r:g}"
    rows = [agrees(f"5 bargaining: mean delay, {said}", mean_delay(at_stake), mean_of(np.minimum(one, other)))]
    for until in (mean_delay(at_stake), 4 * mean_delay(at_stake)):
        found = mean_of(worth_of_holding_out(at_stake, until, other))
        name = f"5 bargaining: worth of conceding at {until:.3g}, {said}"
        rows.append(agrees(name, at_stake.a / at_stake.r, found, "a/r whenever one concedes"))
    return rows


def enforcement_row(at_stake: Stakes, tempted: float, found: float, games: int, seed: int, case: int) -> Check:
    """What keeping the pact is worth over breaking it, in relations that end by chance."""
    life = times(stakes(seed, Draw.ENFORCEMENT, case, games)[:, 0], at_stake.r)
    before = np.minimum(life, found)
    gain = at_stake.a * life - tempted * before - at_stake.c * (life - before)
    kept = "kept" if at_stake.r <= most_impatience(at_stake, tempted, found) else "not kept"
    name = f"5 enforcement: gain from keeping, r={at_stake.r:g} t={tempted:g} Δ={found:g}"
    return agrees(name, gain_from_keeping(at_stake, tempted, found), mean_of(gain), kept)


STAKES = (Stakes(1.0, 1.5, 0.2, 0.2), Stakes(1.0, 1.5, 0.2, 0.05), Stakes(1.0, 3.0, 0.2, 0.2))
TEMPTED, FOUND = 3.0, 2.0
"""What breaking yields a unit of time, and for how many."""
IMPATIENCE = (0.05, 0.4)


def check(scale: int, seed: int) -> list[Check]:
    """Every row of the check."""
    games = 20_000 * scale
    rows = [row for case, at_stake in enumerate(STAKES) for row in bargaining_rows(at_stake, games, seed, case)]
    for case, r in enumerate(IMPATIENCE):
        rows.append(enforcement_row(replace(STAKES[0], r=r), TEMPTED, FOUND, games, seed, case))
    return rows
