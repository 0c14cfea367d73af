"""Check 7: a pact that bends lasts longer.

A reduced form after Rosendorff and Milner 2001, of our making.  Each quarter to comply costs a state g = g0 + ε, the ε
independent with distribution F.  To break costs L, the worth of the pact, which then ends.  With an escape clause it
may instead set the pact aside for the quarter at a cost k < L, and the pact goes on.  It takes what costs least.  So a
rigid pact ends in a quarter with chance 1 - F(L - g0), and its life is geometric; with the clause, used with chance
1 - F(k - g0), nobody ever has to break.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from demarche.scenarios.theory.check import Check, Reals, agrees, mean_of, share_of
from demarche.scenarios.theory.draws import Draw, stakes
from demarche.sim.terms import Bools


@dataclass(frozen=True, slots=True)
class Shocks:
    """A distribution of ε: how it is drawn from four numbers (n, 4), and its F."""

    name: str
    of: Callable[[Reals], Reals]
    below: Callable[[float], float]


def _triangle(x: float) -> float:
    """P(sum of two U(0, 1) <= x)."""
    held = min(max(x, 0.0), 2.0)
    return held**2 / 2 if held <= 1 else 1 - (2 - held) ** 2 / 2


EVEN = Shocks("even shocks", lambda u: u[:, 0], lambda x: min(max(x, 0.0), 1.0))
PEAKED = Shocks("peaked shocks", lambda u: np.asarray(u[:, 0] + u[:, 1]), _triangle)


@dataclass(frozen=True, slots=True)
class Pact:
    """g0 usual cost of complying, L cost of breaking, k cost of the clause; k is infinite where there is none."""

    shocks: Shocks
    usual: float
    break_cost: float
    clause_cost: float = math.inf


def rigid_life(pact: Pact) -> float:
    """Mean quarters until a rigid pact is broken, that one included: 1 / (1 - F(L - g0))."""
    return 1 / (1 - pact.shocks.below(pact.break_cost - pact.usual))


def use_of_clause(pact: Pact) -> float:
    """Share of quarters in which the clause is used: 1 - F(k - g0)."""
    return 1 - pact.shocks.below(pact.clause_cost - pact.usual)


def alive_after(pact: Pact, quarters: int) -> float:
    """Chance that a rigid pact is still in force: F(L - g0) ** quarters. With a clause cheaper than breaking, 1."""
    return pact.shocks.below(pact.break_cost - pact.usual) ** quarters if pact.clause_cost > pact.break_cost else 1.0


def quarter(pact: Pact, u: Reals) -> tuple[Bools, Bools]:
    """Who breaks and who uses the clause, by what costs least. u (n, 4) -> two (n,)."""
    cost = pact.usual + pact.shocks.of(u)
    breaks = np.asarray(np.minimum(cost, pact.clause_cost) > pact.break_cost)
    return breaks, np.asarray(~breaks & (cost > pact.clause_cost))


@dataclass(frozen=True, slots=True)
class Lives:
    """n pacts: life (n,) quarters to the breach or to the end of counting; used (n,) quarters with the clause."""

    life: Reals
    used: Reals


def lives(pact: Pact, games: int, most: int, seed: int, case: int) -> Lives:
    """Pacts in force until they are broken, at most so many quarters."""
    life, used = np.zeros((2, games))
    standing = np.ones(games, np.bool_)
    for t in range(most):
        if not standing.any():
            break
        breaks, escapes = quarter(pact, stakes(seed, Draw.ESCAPE, case, games, t))
        life += standing
        used += standing & escapes
        standing &= ~breaks
    return Lives(life, used)


RIGID = (Pact(EVEN, 0.1, 1.0), Pact(PEAKED, 0.2, 1.8))
FLEXIBLE = (Pact(EVEN, 0.1, 1.0, 0.7), Pact(PEAKED, 0.2, 1.8, 1.0))
YEARS_FIVE = 20
"""Quarters."""
UNTIL_BROKEN = 2000


def check(scale: int, seed: int) -> list[Check]:
    """Every row of the check."""
    games, rows = 3000 * scale, []
    for case, pact in enumerate(RIGID):
        life = lives(pact, games, UNTIL_BROKEN, seed, case).life
        said = f"{pact.shocks.name}, L={pact.break_cost:g}"
        rows.append(agrees(f"7 escape: life of a rigid pact, {said}", rigid_life(pact), mean_of(life), "quarters"))
        alive = share_of(life > YEARS_FIVE)
        rows.append(agrees(f"7 escape: rigid pacts in force after 20 quarters, {said}", alive_after(pact, 20), alive))
    for case, pact in enumerate(FLEXIBLE, start=len(RIGID)):
        found = lives(pact, games, YEARS_FIVE, seed, case)
        said = f"{pact.shocks.name}, k={pact.clause_cost:g}"
        share = mean_of(found.used / found.life)
        rows.append(agrees(f"7 escape: use of the clause, {said}", use_of_clause(pact), share, "share of quarters"))
        alive = share_of(found.life >= YEARS_FIVE)
        rows.append(agrees(f"7 escape: pacts with it after 20 quarters, {said}", alive_after(pact, 20), alive))
    return rows
