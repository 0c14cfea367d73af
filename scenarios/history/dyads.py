"""Forecasts of reported operations by dyad and year against the record, beside simpler forecasters.

Rates are fitted to TRAINING and forecast TESTED, one year at a time from the record before each.  A forecast of a count
is a negative binomial of one size for all dyads, which is fitted to TRAINING for every forecaster in the same way.
"""

from collections.abc import Callable
from functools import cache

import numpy as np
from scipy.optimize import minimize, minimize_scalar
from scipy.stats import nbinom

from demarche.scenarios.history.pattern import Pattern
from demarche.scenarios.rates.forecast import FITTED_TO_2015, forecast
from demarche.scenarios.rates.record import decayed, level, of_year
from demarche.scenarios.tables import members, members_of
from demarche.sim import spread
from demarche.sim.terms import Array, Bools, Floats, Ints

TRAINING, TESTED = range(2011, 2016), range(2016, 2023)
LEAST = 1e-9
"""Operations a year that every dyad is given at least, so that no forecaster is ruled out by one surprise."""
WORLDS, SEED = 200, 1
"""Worlds in which the counts of all tested years are drawn."""
JOINED_NATO_LATER = {"MKD", "FIN", "SWE"}
FOUR = ("CHN", "RUS", "IRN", "PRK")
TOPS = (10, 25, 50)

Forecaster = Callable[[int], Floats]
"""A year -> operations a year expected of every initiator against every target, (193, 193)."""


def constant(year: int) -> Floats:
    """The level of the three years before, shared equally among all dyads."""
    between = _between()
    return level(year) * between / between.sum()


def own_past(prior: float) -> Forecaster:
    """Every dyad's own decayed record, shrunk: `prior` operations in all are added, shared equally."""

    def forecaster(year: int) -> Floats:
        between = _between()
        worth = decayed(year, FITTED_TO_2015.decay) * between + prior * between / between.sum()
        return np.asarray(level(year) * worth / worth.sum())

    return forecaster


def initiator_by_target(prior: float) -> Forecaster:
    """Initiator's share times target's share of the decayed record; `prior` operations are added to each, equally."""

    def forecaster(year: int) -> Floats:
        record = decayed(year, FITTED_TO_2015.decay) * _between()
        rows, columns = record.sum(axis=1) + prior / len(record), record.sum(axis=0) + prior / len(record)
        worth = np.outer(rows, columns) * _between()
        return np.asarray(level(year) * worth / worth.sum())

    return forecaster


@cache
def forecasters() -> dict[str, Forecaster]:
    """Every forecaster by its name in the results, its numbers fitted to the training years."""
    return {
        "model": forecast,
        "own_past": own_past(_best_prior(own_past)),
        "initiator_target": initiator_by_target(_best_prior(initiator_by_target)),
        "constant": constant,
    }


def log_scores() -> dict[str, float]:
    """Loss of each forecaster: minus the mean log chance of a dyad-year's count, times 1000. The less, the better."""
    counts = _counts(TESTED)
    found = {}
    for name, forecaster in forecasters().items():
        size = _best_size(_counts(TRAINING), _stacked(forecaster, TRAINING))
        found[name] = -1000 * float(_log_chance(counts, _stacked(forecaster, TESTED), size).mean())
    return found


def rate_patterns() -> list[Pattern]:
    """What the rates of the tested years, rolled on year by year, give beside the record of those years."""
    between, many = _between().astype(bool), len(TESTED)
    record = np.stack([of_year(year) for year in TESTED]).sum(axis=0)
    expected = np.stack([forecast(year) for year in TESTED]).sum(axis=0)
    names = list(members())
    four = np.isin(names, FOUR)
    nato = np.isin(names, list(members_of("nato_2024") - JOINED_NATO_LATER))
    within = np.outer(nato, nato)
    partners = np.isin(names, ("CHN", "RUS"))
    silent = np.outer(partners, partners)
    drawn = _drawn(expected[between])
    tops = [np.mean([_top_share(world, n) for world in drawn]) for n in TOPS]
    return [
        Pattern("reported a year, forecast", float(record.sum()) / many, float(expected.sum()) / many, 65, 130),
        Pattern("run by China, Russia, Iran, DPRK", _share(record, four), _share(expected, four), 0.70, 0.93),
        *(
            Pattern(f"share of the {n} busiest dyads", _top_share(record[between], n), float(top), low, high)
            for n, top, (low, high) in zip(TOPS, tops, ((0.22, 0.38), (0.41, 0.57), (0.55, 0.73)), strict=True)
        ),
        Pattern(
            "Russia and China on each other",
            float(record[silent].sum()) / many, float(expected[silent].sum()) / many, 0, 2,
        ),
        Pattern("NATO on NATO", float(record[within].sum()) / many, float(expected[within].sum()) / many, 0, 2),
    ]  # fmt: skip


def _share(operations: Floats, initiators: Bools) -> float:
    return float(operations[initiators].sum() / operations.sum())


def _top_share(operations: Array, n: int) -> float:
    """The share of the n dyads with the most."""
    return float(np.sort(operations)[-n:].sum() / operations.sum())


def _drawn(expected: Floats) -> Ints:
    """Counts of all tested years in WORLDS worlds, (WORLDS, dyads): Poisson, with the lasting factors of play."""
    dice = np.random.default_rng(SEED)
    factor = spread.DYADS[dice.integers(spread.QUANTILES, size=(WORLDS, expected.size))]
    return dice.poisson(factor * expected)


def _between() -> Floats:
    """1 for every pair of two states, 0 on the diagonal, (193, 193)."""
    return 1.0 - np.eye(len(members()))


def _counts(years: range) -> Floats:
    """The record of those years without the diagonal, (years, dyads)."""
    return np.stack([of_year(year)[_between() > 0] for year in years])


def _stacked(forecaster: Forecaster, years: range) -> Floats:
    """Forecasts of those years without the diagonal, (years, dyads), each at least LEAST."""
    return np.maximum(np.stack([forecaster(year)[_between() > 0] for year in years]), LEAST)


def _log_chance(counts: Floats, means: Floats, size: float) -> Floats:
    """Log chance of each count under a negative binomial of that mean and size."""
    return np.asarray(nbinom.logpmf(counts, size, size / (size + means)))


def _best_size(counts: Floats, means: Floats) -> float:
    """The size of the negative binomial under which the counts are likeliest, from 0.02 to 30."""
    found = minimize_scalar(
        lambda log: -_log_chance(counts, means, np.exp(log)).sum(), bounds=np.log((0.02, 30)), method="bounded"
    )
    return float(np.exp(found.x))


def _best_prior(made: Callable[[float], Forecaster]) -> float:
    """The prior under which the training years are likeliest, with the size that goes with it."""
    counts = _counts(TRAINING)

    def loss(logs: Floats) -> float:
        return -float(_log_chance(counts, _stacked(made(float(np.exp(logs[0]))), TRAINING), np.exp(logs[1])).sum())

    return float(np.exp(minimize(loss, [1.0, 0.0], method="Nelder-Mead", options={"xatol": 0.01, "fatol": 0.1}).x[0]))
