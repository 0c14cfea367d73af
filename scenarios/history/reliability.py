"""How far the chances that a forecaster gives are what happens, class by class."""

from dataclasses import dataclass

import numpy as np

from demarche.scenarios.data.regress import Floats
from demarche.scenarios.history.backtest import Backtest
from demarche.scenarios.history.rollcalls import AWAY
from demarche.scenarios.history.scores import CLASSES
from demarche.sim.terms import Bools

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Forecasts of one class whose chance lies in one tenth of 0 .. 1: their mean, how often it happened, how many."""

    predicted: float
    happened: float
    forecasts: int


@dataclass(frozen=True, slots=True)
class Reliability:
    """Of one class over all votes cast: mean chance, share that did so, and the mean distance of the two by bin.

    found  share of those who did so for whom it was the likeliest
    right  share of those for whom it was the likeliest who did so
    """

    predicted: float
    happened: float
    error: float
    found: float
    right: float
    bins: tuple[Bin, ...]


def reliability(done: Backtest, name: str) -> list[Reliability]:
    """Yes, abstain and no as one forecaster saw them, over every vote that was cast; empty where none was."""
    votes, given = np.array([call.votes for call in done.calls]), np.array(done.chances[name])
    cast = votes != AWAY
    return [_of(given[cast], votes[cast] == place, place) for place in range(CLASSES)] if cast.any() else []


def _of(given: Floats, happened: Bools, place: int) -> Reliability:
    p, likeliest = given[:, place], given.argmax(axis=1) == place
    within = np.minimum((p * BINS).astype(int), BINS - 1)
    bins = tuple(
        Bin(float(p[within == b].mean()), float(happened[within == b].mean()), int((within == b).sum()))
        for b in range(BINS)
        if (within == b).any()
    )
    error = sum(abs(one.predicted - one.happened) * one.forecasts for one in bins) / len(p)
    both = float((likeliest & happened).sum())
    found, right = both / max(int(happened.sum()), 1), both / max(int(likeliest.sum()), 1)
    return Reliability(float(p.mean()), float(happened.mean()), error, found, right, bins)
