"""Draws: counts, shares of counts, and how far a world differs from the rates."""

import math
from random import Random


def poisson(rate: float, most: int, chance: Random) -> int:
    """A Poisson count, by inversion, at the most `most`."""
    u, count = chance.random(), 0
    term = total = math.exp(-rate)
    while u > total and count < most:
        count += 1
        term *= rate / count
        total += term
    return count


def share_of(count: int, each: float, u: float) -> int:
    """That share of a count, rounded up or down by u so that it is right on average."""
    return max(min(math.floor(count * each + u), count), 0)


def of_dyad(how_far: float, chance: Random) -> float:
    """What the rate of a dyad is multiplied by for a whole world."""
    return 1 + how_far * (chance.gammavariate(2, 0.5) - 1)


def of_level(how_far: float, sd: float, chance: Random) -> float:
    """What all rates are multiplied by for a whole world."""
    return 1 + how_far * (chance.lognormvariate(-sd * sd / 2, sd) - 1)


def hill(cost: float) -> float:
    """How far a cost of so many times the gain holds a state back."""
    return cost * cost / (1 + cost * cost)
