"""The model of the vote, fitted by penalised maximum likelihood.

    eta      = b_0 + b_T T + lead (b_1 z + b_3 z^3 + m_1 x_1 + m_2 x_2 + c) + crime k + record
    record   = lead u_i + g_i + crime c_i       what a state's other votes say of it beyond where it stands
    P(yes)   = s(eta - h)       P(no) = s(-h - eta - polite welcomes)       P(abstain) = the rest

T is the worth of the text to a state, z its mean position, x where it stands in votes on other subjects.  A text that
welcomes the rival track turns noes into abstentions, and no yes into anything.  The record has normal priors of mean 0
and the spreads of SPREAD; so has every parameter, with its own mean and spread.  All priors are judged.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from scenarios.data.regress import Floats
from scenarios.history.features import Features
from scenarios.history.rollcalls import ABSTAIN, AWAY, NO, YES
from sim.terms import Ints

LINEAR = ("base", "text", "lead", "lead_cubed", "map_1", "map_2", "camp", "crime")
NAMES = (*LINEAR, "width", "width_crime", "polite")
PRIOR_MEAN = np.array([3.0, 6.0, 3.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 4.0])
PRIOR_SPREAD = np.array([3.0, 5.0, 3.0, 2.0, 1.5, 1.5, 1.5, 1.5, 1.0, 1.0, 1.0])
SPREAD = np.array([1.5, 0.5, 1.0])
LEAST_WIDTH = 0.02
TINY = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """A roll call as the fit uses it: what was known before, how they voted (S,), how much it counts."""

    features: Features
    votes: Ints
    weight: float = 1.0


def chances(parameters: Floats, record: Floats, given: Features) -> Floats:
    """P(yes), P(abstain), P(no) of every state, (S, 3). parameters (11,) by NAMES, record (S, 3)."""
    yes, no = _edges(parameters, record, given)
    return np.stack([yes, np.maximum(1.0 - yes - no, TINY), no], axis=1)


def _edges(parameters: Floats, record: Floats, given: Features) -> tuple[Floats, Floats]:
    eta = given.linear @ parameters[: len(LINEAR)] + (given.loads * record).sum(axis=1)
    width, width_crime, polite = parameters[len(LINEAR) :]
    h = np.logaddexp(0.0, width + width_crime * given.crime) + LEAST_WIDTH
    return _logistic(eta - h), _logistic(-h - eta - polite * given.welcomes)


def _logistic(x: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-x)))


def fit(seen: Sequence[Seen]) -> Floats:
    """The parameters (11,) that make the roll calls most likely together with their priors and everybody's record."""
    states = len(seen[0].votes)
    start = np.concatenate([PRIOR_MEAN, np.zeros(states * len(SPREAD))])

    def loss(point: Floats) -> tuple[float, Floats]:
        parameters, record = point[: len(NAMES)], point[len(NAMES) :].reshape(states, -1)
        value, slope, slopes = _misfit(parameters, record, seen)
        away = (parameters - PRIOR_MEAN) / PRIOR_SPREAD
        value += 0.5 * float((away**2).sum())
        return value, np.concatenate([slope + away / PRIOR_SPREAD, slopes.ravel()])

    return np.asarray(_least(loss, start)[: len(NAMES)])


def record_of(parameters: Floats, seen: Sequence[Seen], states: int) -> Floats:
    """What earlier votes say of every state, (S, 3) logits: the likeliest record under its prior; 0 without any."""
    if not seen:
        return np.zeros((states, len(SPREAD)))

    def loss(point: Floats) -> tuple[float, Floats]:
        value, _, slopes = _misfit(parameters, point.reshape(states, -1), seen)
        return value, slopes.ravel()

    return _least(loss, np.zeros(states * len(SPREAD))).reshape(states, -1)


def _least(loss: object, start: Floats) -> Floats:
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 2000, "ftol": 1e-12, "gtol": 1e-7})
    return np.asarray(found.x)


def _misfit(parameters: Floats, record: Floats, seen: Sequence[Seen]) -> tuple[float, Floats, Floats]:
    """Minus log likelihood with the prior of the record, and its slopes by parameter (11,) and by record (S, 3)."""
    value = 0.5 * float(((record / SPREAD) ** 2).sum())
    slope, slopes = np.zeros(len(NAMES)), record / SPREAD**2
    for one in seen:
        given, voted = one.features, one.votes != AWAY
        yes, no = _edges(parameters, record, given)
        abstain = np.maximum(1.0 - yes - no, TINY)
        cast = [one.votes == YES, one.votes == ABSTAIN, one.votes == NO]
        value -= one.weight * float(np.log(np.maximum(np.select(cast, [yes, abstain, no], 1.0), TINY))[voted].sum())
        steep_yes, steep_no = yes * (1 - yes), no * (1 - no)
        by_eta = one.weight * np.select(cast, [1 - yes, (steep_no - steep_yes) / abstain, no - 1], 0.0)
        by_width = one.weight * np.select(cast, [yes - 1, (steep_no + steep_yes) / abstain, no - 1], 0.0)
        by_polite = one.weight * np.select(cast, [np.zeros_like(no), steep_no / abstain, no - 1], 0.0)
        width, width_crime, _ = parameters[len(LINEAR) :]
        opens = float(_logistic(np.asarray(width + width_crime * given.crime)))
        slope[: len(LINEAR)] -= given.linear.T @ by_eta
        slope[len(LINEAR) :] -= np.array(
            [opens * by_width.sum(), opens * given.crime * by_width.sum(), given.welcomes * by_polite.sum()]
        )
        slopes = slopes - given.loads * by_eta[:, None]
    return value, slope, slopes
