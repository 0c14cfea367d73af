"""Targets of the quarters, and what worlds of any values of the judged numbers come to beside them.

They are of theft by China from the United States under the threats and the understanding of 2013 to 2019, the only
figures of the record that move with what restrains a state; see demarche.scenarios.history.theft.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from demarche.scenarios.compile import Game
from demarche.scenarios.history import theft
from demarche.sim import engine
from demarche.sim.bargain import Doubles

PATTERNS = {
    "left_2015": "theft left, first half of 2015",
    "left_2016": "theft left, first half of 2016",
    "ratio_usa": "CHN on USA, 2016-19 over 2013-15",
}
"""The targets, by the name of the pattern that `demarche backtest --quarters` prints."""
POINTS_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Target:
    """A figure of the record. tolerance: how far from it a model may lie, half of the bounds of the pattern; judged."""

    name: str
    meaning: str
    record: float
    tolerance: float


def targets() -> tuple[Target, ...]:
    """The targets, with the record and the bounds of the patterns."""
    known = {pattern.name: pattern for pattern in theft.patterns()}
    found = []
    for name, meaning in PATTERNS.items():
        pattern = known[meaning]
        assert pattern.record is not None
        found.append(Target(name, meaning, float(pattern.record), (pattern.high - pattern.low) / 2))
    return tuple(found)


def statistics(
    points: Sequence[Mapping[str, float]], worlds: int, seed: int, tell: Callable[[int], None] = lambda done: None
) -> tuple[Doubles, Doubles]:
    """What each of P points comes to for each target, and the variance that is left by chance, each (P, K).

    points  values of numbers by their names      worlds  of each point, at least two; each point has chance of its own
    tell    how many points are done
    """
    found, chance = (np.empty((len(points), len(PATTERNS))) for _ in range(2))
    with engine.using(engine.best()):
        for first in range(0, len(points), POINTS_AT_ONCE):
            some = range(first, min(first + POINTS_AT_ONCE, len(points)))
            games = [theft.setting(range(p * worlds, (p + 1) * worlds), seed, points[p]) for p in some]
            left, reported = theft.by_world(Game.join(games))
            for k, p in enumerate(some):
                mine = slice(k * worlds, (k + 1) * worlds)
                found[p], chance[p] = of_worlds(left[mine], reported[mine])
            tell(some.stop)
    return found, chance


def of_worlds(left: Doubles, reported: Doubles) -> tuple[Doubles, Doubles]:
    """Each target over W worlds, and its variance by the jackknife, (K,) each. left (W, T), reported (W, S, T)."""
    worlds = len(left)
    usa = theft.SEATS.index("USA")
    before, after = (
        reported[:, usa, 4 * (years[0] - theft.FIRST) : 4 * (years[-1] + 1 - theft.FIRST)].sum(axis=1) / len(years)
        for years in (theft.BEFORE, theft.AFTER)
    )
    halves = [left[:, 4 * (year - theft.FIRST) :][:, :2].mean(axis=1) for year in (2015, 2016)]

    def all_but(values: Doubles) -> Doubles:
        return (values.sum() - values) / (worlds - 1)

    def ratio(over: Doubles, under: Doubles) -> Doubles:
        return np.where(under > 0, over / np.where(under > 0, under, 1), np.nan)

    whole = np.array([*(half.mean() for half in halves), ratio(after.mean(), before.mean())])
    without = np.stack([*(all_but(half) for half in halves), ratio(all_but(after), all_but(before))])
    spread = without - without.mean(axis=1, keepdims=True)
    return whole, (spread**2).sum(axis=1) * (worlds - 1) / worlds
