"""Check 1: a pledge kept by the threat of a limited war, when breaches are seen imperfectly.

After Green and Porter 1984.  A public signal comes with chance p while both honour and q if one breaks.  It begins K
quarters in which both break; then peace again.  Derived and simulated here; no figure is theirs.
"""

import math
from dataclasses import dataclass

import numpy as np

from demarche.agents.strategies.registry import strategy
from demarche.scenarios.theory.check import Check, Reals, agrees, mean_of
from demarche.scenarios.theory.draws import Draw
from demarche.scenarios.theory.games import P, R, T, Table, by_public_signal, discounted, payoffs, play

FOREVER = math.inf


@dataclass(frozen=True, slots=True)
class Pledge:
    """One pledge: p, q chances of the signal; d weight of the next quarter; K quarters of punishment."""

    p: float
    q: float
    d: float
    length: float


def worth_of_peace(pledge: Pledge) -> float:
    """W = (R - P) / (1 - d + d p (1 - d**K)), utils above perpetual war. From W = R - P + d ((1 - p) + p d**K) W."""
    back = pledge.d**pledge.length
    return (R - P) / (1 - pledge.d + pledge.d * pledge.p * (1 - back))


def gain_from_honouring(pledge: Pledge) -> float:
    """d (q - p) (1 - d**K) W - (T - R): the pledge is kept where this is not negative."""
    lost = 1 - pledge.d**pledge.length
    return pledge.d * (pledge.q - pledge.p) * lost * worth_of_peace(pledge) - (T - R)


def least_patience(p: float, q: float) -> float:
    """Under grim, d_min = (T - R) / ((q - p)(R - P) + (T - R)(1 - p)). Above 1 unless q / p > (T - P) / (R - P)."""
    return (T - R) / ((q - p) * (R - P) + (T - R) * (1 - p))


def peace_on_path(p: float, length: float) -> float:
    """Share of quarters at peace, 1 / (1 + p K): peace lasts 1/p quarters, war K. There are wars with no cheater."""
    return 1 / (1 + p * length)


def streams(pledge: Pledge, games: int, seed: int, case: int, *, breach: bool, rest: float = 1e-5) -> Reals:
    """What side 0 gets above war in each quarter, until a quarter weighs less than `rest`; (games, quarters)."""
    quarters = math.ceil(math.log(rest) / math.log(pledge.d))
    table = Table(by_public_signal(pledge.p, pledge.q), first_breach=breach)
    known = strategy("grim") if pledge.length == FOREVER else strategy("trigger").having(length=pledge.length)
    return payoffs(play(known.breaks, table, games, quarters, (seed, Draw.TRIGGER, case))) - P


def gain_rows(games: int, seed: int) -> list[Check]:
    """Worth of peace, and what honouring gains over breaking once, with the same luck in both."""
    rows: list[Check] = []
    for case, pledge in enumerate(GAINS):
        kept, broken = (
            discounted(streams(pledge, games, seed, case, breach=breach), pledge.d) for breach in (False, True)
        )
        said = f"p={pledge.p:g} q={pledge.q:g} d={pledge.d:g} K={pledge.length:g}"
        rows.append(agrees(f"1 trigger: worth of peace, {said}", worth_of_peace(pledge), mean_of(kept)))
        gain = gain_from_honouring(pledge)
        note = "kept" if gain >= 0 else "not kept"
        rows.append(agrees(f"1 trigger: gain from honouring, {said}", gain, mean_of(kept - broken), note))
    return rows


def patience_rows(games: int, seed: int) -> list[Check]:
    """The patience at which honouring and breaking are worth the same, under grim."""
    rows: list[Check] = []
    for case, (p, q) in enumerate(PATIENCE, start=len(GAINS)):
        expected = least_patience(p, q)
        at = Pledge(p, q, expected, FOREVER)
        kept, broken = (streams(at, games, seed, case, breach=breach, rest=1e-8) for breach in (False, True))
        estimate = break_even(kept - broken)
        rows.append(agrees(f"1 grim: least patience, p={p:g} q={q:g}", expected, estimate, "root of the mean gain"))
    return rows


def break_even(gained: Reals) -> tuple[float, float]:
    """The discount at which the mean of the streams (games, quarters) is worth nothing, and its error (delta method).

    1, without error, where no discount below 1 will do.
    """
    mean, low, high = gained.mean(axis=0), 0.0, 1 - 1e-9
    powers = np.arange(len(mean))
    if (mean * high**powers).sum() < 0:
        return 1.0, 0.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if (mean * middle**powers).sum() > 0 else (middle, high)
    slope = (mean[1:] * powers[1:] * high ** (powers[1:] - 1)).sum()
    return high, mean_of(discounted(gained, high))[1] / abs(float(slope))


def path_rows(games: int, seed: int) -> list[Check]:
    """How much of the time there is peace though nobody cheats, after a hundred quarters."""
    rows: list[Check] = []
    for case, (p, length) in enumerate(PATHS, start=len(GAINS) + len(PATIENCE)):
        known = strategy("trigger").having(length=length)
        table = Table(by_public_signal(p, 1.0))
        broke = play(known.breaks, table, games, 160, (seed, Draw.TRIGGER, case))
        peace = ~broke[:, 0, 100:]
        name = f"1 trigger: share of quarters at peace, p={p:g} K={length:g}"
        rows.append(agrees(name, peace_on_path(p, length), mean_of(peace.mean(axis=1))))
    return rows


GAINS = (
    Pledge(0.05, 0.8, 0.9, 10),
    Pledge(0.1, 0.5, 0.95, 20),
    Pledge(0.2, 0.5, 0.8, 3),
    Pledge(0.3, 0.5, 0.98, FOREVER),  # q/p < (T - P)/(R - P): no patience suffices
)
PATIENCE = ((0.0, 1.0), (0.05, 0.8), (0.1, 0.5), (0.2, 0.5))
PATHS = ((0.1, 10), (0.05, 4))


def check(scale: int, seed: int) -> list[Check]:
    """Every row of the check."""
    games = 1000 * scale
    return [*gain_rows(games, seed), *patience_rows(games, seed), *path_rows(games, seed)]
