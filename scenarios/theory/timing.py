"""Check 4: when to use a weapon that may not last.

After Axelrod and Iliev 2014.  Each round the stakes s come from U(0, 1).  To use the weapon gains s and leaves it with
chance S (stealth); to hold it leaves it with chance P (persistence); rounds to come weigh w.  Used iff s >= T.
Derived and simulated here; no figure is theirs.
"""

import math
from dataclasses import dataclass

import numpy as np

from demarche.scenarios.theory.check import Check, Reals, agrees, mean_of, scaled
from demarche.scenarios.theory.draws import Draw, stakes
from demarche.sim.terms import Bools


@dataclass(frozen=True, slots=True)
class Weapon:
    """w weight of the next round; P, S chances that it outlasts being held, being used. P > S."""

    w: float
    persistence: float
    stealth: float


def worth(weapon: Weapon, threshold: float) -> float:
    """V(T) = (1 - T²)/2 / (1 - w P T - w S (1 - T)), the worth of having it and using it at T or above."""
    kept = weapon.persistence * threshold + weapon.stealth * (1 - threshold)
    return (1 - threshold**2) / 2 / (1 - weapon.w * kept)


def best_threshold(weapon: Weapon) -> float:
    """T* = ((1 - wS) - √((1 - wP)(1 - wP + 2w(P - S)))) / (w(P - S)).

    At T* using and holding are worth the same: T + w S V = w P V, so T = w (P - S) V(T), a quadratic in T.
    """
    w, p, s = weapon.w, weapon.persistence, weapon.stealth
    return ((1 - w * s) - math.sqrt((1 - w * p) * (1 - w * p + 2 * w * (p - s)))) / (w * (p - s))


def held(weapon: Weapon, threshold: float) -> float:
    """Mean rounds for which a weapon that comes to be used is held first: P T / (1 - P T)."""
    return weapon.persistence * threshold / (1 - weapon.persistence * threshold)


def uses(stake: Reals, threshold: float) -> Bools:
    """Whether the weapon is used now."""
    return np.asarray(stake >= threshold)


@dataclass(frozen=True, slots=True)
class Careers:
    """What became of n weapons. gained (n,) discounted; first (n,) round of the first use, -1 for none."""

    gained: Reals
    first: Reals


def careers(weapon: Weapon, threshold: float, games: int, seed: int, case: int) -> Careers:
    """Weapons held and used to their end, or until a round weighs less than 1e-7."""
    gained, first = np.zeros(games), np.full(games, -1.0)
    there = np.ones(games, np.bool_)
    for t in range(math.ceil(math.log(1e-7) / math.log(weapon.w))):
        if not there.any():
            break
        u = stakes(seed, Draw.TIMING, case, games, t)
        used = there & uses(u[:, 0], threshold)
        gained += np.where(used, weapon.w**t * u[:, 0], 0.0)
        first = np.where(used & (first < 0), t, first)
        there &= u[:, 1] < np.where(used, weapon.stealth, weapon.persistence)
    return Careers(gained, first)


WEAPONS = (
    Weapon(0.9, 0.9, 0.1),
    Weapon(0.9, 0.9, 0.5),
    Weapon(0.9, 0.5, 0.1),
    Weapon(0.95, 0.95, 0.1),
)
AWAY = 0.2
"""How far from the best threshold the others are tried."""


def rows_of(weapon: Weapon, games: int, seed: int, case: int) -> list[Check]:
    """The threshold that the simulated worth implies, what lower and higher ones cost, and how long it is held."""
    best = best_threshold(weapon)
    said = f"w={weapon.w:g} P={weapon.persistence:g} S={weapon.stealth:g}"
    at_best = careers(weapon, best, games, seed, case)
    implied = scaled(mean_of(at_best.gained), weapon.w * (weapon.persistence - weapon.stealth))
    rows = [agrees(f"4 timing: threshold, {said}", best, implied, "at which using and holding are worth the same")]
    for other, how in ((best - AWAY, "too early"), (best + AWAY, "too late")):
        lost = mean_of(at_best.gained - careers(weapon, other, games, seed, case).gained)
        name = f"4 timing: cost of striking {how}, {said}"
        rows.append(agrees(name, worth(weapon, best) - worth(weapon, other), lost, f"threshold {other:.4f}"))
    waited = mean_of(at_best.first[at_best.first >= 0])
    note = "lower persistence, earlier attacks" if weapon == WEAPONS[2] else ""
    rows.append(agrees(f"4 timing: rounds held before first use, {said}", held(weapon, best), waited, note))
    return rows


def check(scale: int, seed: int) -> list[Check]:
    """Every row of the check."""
    return [row for case, weapon in enumerate(WEAPONS) for row in rows_of(weapon, 6000 * scale, seed, case)]
