"""The rates: reported operations a year of every state against every other, from data before the year.

The world's level is shared out twice: among initiators, by their record and their capability, and of each initiator
among its targets, by its record toward them and their pull.
"""

from typing import NamedTuple

import numpy as np

from demarche.scenarios.rates.gravity import capability, gdp, kilometres, opposition
from demarche.scenarios.rates.record import FIRST, LAST, LEVEL_YEARS, decayed, level
from demarche.sim.terms import Floats

EARLIEST = FIRST + 2 * LEVEL_YEARS
"""Scenarios before this year use its rates: there is no record to go by."""
DECIMALS = 7
"""Rates are rounded, so that no difference between processors in the last bit of a logarithm reaches a draw."""


class RateNumbers(NamedTuple):
    """The numbers of the rates.  Fitted to 2011-15 unless said otherwise; see docs/rates.md for intervals.

    initiator_prior   operations that the prior from capability is worth, for all initiators together
    cinc_power        exponent of material capability, for who initiates
    target_prior      operations that the prior from pull is worth, for each initiator
    gdp_power         exponent of the target's product       opposition  weight of distance of ideal points
    nearness          exponent of distance on the globe
    reprisal          exponent of what the target did to the initiator before
    decay             weight of a year's record against the year after it
    """

    initiator_prior: float = 26.0
    cinc_power: float = 0.71
    target_prior: float = 41.0
    gdp_power: float = 0.75
    opposition: float = 0.44
    nearness: float = 1.33
    reprisal: float = 0.66
    decay: float = 0.75


FITTED_TO_2015 = RateNumbers()


def forecast(year: int, numbers: RateNumbers = FITTED_TO_2015, *, total: float | None = None) -> Floats:
    """Reported operations a year, (193, 193), initiator and target, 0 on the diagonal; from data before the year.

    total  operations of all members that year; from the record of the three years before where None
    After the record's last year its rates stay as they were for that year.
    """
    year = min(max(year, EARLIEST), LAST)
    record = decayed(year, numbers.decay)
    world = level(year) if total is None else total
    made = world * initiators(record, numbers)[:, None] * targets(year, record, numbers)
    return np.round(made, DECIMALS)


def initiators(record: Floats, numbers: RateNumbers) -> Floats:
    """Each state's share of the world's operations, (193,), sum 1. record (193, 193), decayed."""
    prior = capability() ** numbers.cinc_power
    worth = record.sum(axis=1) + numbers.initiator_prior * prior / prior.sum()
    return np.asarray(worth / worth.sum())


def targets(year: int, record: Floats, numbers: RateNumbers) -> Floats:
    """Each target's share of an initiator's operations, (193, 193), rows sum to 1, 0 on the diagonal."""
    prior = numbers.target_prior * pull(year, record, numbers)
    own = record.sum(axis=1, keepdims=True)
    return np.asarray((record + prior) / (own + numbers.target_prior))


def pull(year: int, record: Floats, numbers: RateNumbers) -> Floats:
    """How much each target draws from each initiator apart from the record between them, (193, 193), rows sum to 1."""
    weight = (
        gdp(year) ** numbers.gdp_power
        * np.exp(numbers.opposition * opposition(year))
        * kilometres() ** -numbers.nearness
        * (1 + record.T) ** numbers.reprisal
    )
    np.fill_diagonal(weight, 0)
    return np.asarray(weight / weight.sum(axis=1, keepdims=True))
