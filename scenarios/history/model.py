"""The fit of the vote: the doctrine's own leaning (demarche.agents.doctrine.vote), by penalised maximum likelihood.

    alone  = linear @ weights + record          linear as in demarche.scenarios.history.features
    eta    = alone + b_D closing @ alone        members of a bloc close up
    P(yes) = s(eta - h)    P(no) = s(-h - eta - h_w welcomes)    P(abstain) = the rest    h <- (h + h_k crime) reserve

A state's record is what its votes show beyond all that: for each kind of text a share of one habit, and something of
its own; and the logarithm of its reserve, a factor on the width of abstention.  Its prior is normal with mean 0; so is
that of every parameter, with its own mean and spread.  Priors are judged; HABIT and OWN, to the nearest half, and
RESERVE are within half a unit of the highest marginal likelihood of the six votes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.linalg import block_diag
from scipy.optimize import minimize

from demarche.scenarios.data.regress import Floats
from demarche.scenarios.history.features import LINEAR, Features
from demarche.scenarios.history.rollcalls import ABSTAIN, AWAY, NO, YES
from demarche.sim.terms import Ints

NAMES = (*LINEAR, "cohesion", "indifference", "indifference_crime", "polite")
PRIOR_MEAN = np.array([3.0, 6.0, 1.0, 3.0, 0.0, 0.0, 0.0, -0.25, 0.0, 0.5, 1.0, 0.0, 4.0])
PRIOR_SPREAD = np.array([3.0, 5.0, 0.3, 3.0, 1.5, 1.5, 1.5, 0.5, 0.5, 0.25, 1.0, 1.0, 1.0])
BOUNDS = ((None, None),) * len(LINEAR) + ((0.0, 1.0), (0.05, 5.0), (0.0, 5.0), (0.0, 10.0))
HABIT = np.array([1.0, -2.5, 2.0])
"""Share of a state's habit, in logits, in its votes on texts of the information-security camp, the other, and crime."""
OWN = 1.0
"""Spread of what is its own on each of the three, in logits."""
RESERVE = 0.4
"""Spread of the logarithm of a state's factor on the width of abstention."""
TINY = 1e-9


def covariance(habit: Floats = HABIT, own: float = OWN, reserve: float = RESERVE) -> Floats:
    """Prior covariance of a record, (4, 4): three kinds of text that share a habit, and the reserve apart."""
    return np.asarray(block_diag(np.outer(habit, habit) + own**2 * np.eye(len(habit)), reserve**2))


@dataclass(frozen=True, slots=True, eq=False)
class Prior:
    """What is thought before any vote: mean and spread (13,) of the parameters by NAMES, covariance of a record (4, 4).

    precision, turn  the inverse of that covariance, and its Cholesky factor
    """

    mean: Floats = field(default_factory=PRIOR_MEAN.copy)
    spread: Floats = field(default_factory=PRIOR_SPREAD.copy)
    covariance: Floats = field(default_factory=covariance)
    precision: Floats = field(init=False)
    turn: Floats = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "precision", np.linalg.inv(self.covariance))
        object.__setattr__(self, "turn", np.linalg.cholesky(self.covariance))


PRIOR = Prior()

Loss = Callable[[Floats], tuple[float, Floats]]


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """A roll call as the fit uses it: what was known before, how they voted (S,), how much it counts."""

    features: Features
    votes: Ints
    weight: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Leanings:
    """How S states lean on a text and what follows, all (S,).

    closed  toward their blocs, eta in all      edge  what a yes needs, reserve the factor in it      yes, no  chances
    """

    closed: Floats
    eta: Floats
    edge: Floats
    reserve: Floats
    yes: Floats
    no: Floats

    @property
    def chances(self) -> Floats:
        """Of yes, abstain and no, (S, 3)."""
        return np.stack([self.yes, np.maximum(1.0 - self.yes - self.no, TINY), self.no], axis=1)


def leanings(parameters: Floats, record: Floats, given: Features) -> Leanings:
    """The doctrine's `room` and `expected` in double precision. parameters (13,) by NAMES, record (S, 4)."""
    cohesion, h, h_crime, polite = parameters[len(LINEAR) :]
    alone = given.linear @ parameters[: len(LINEAR)]
    alone += 0.0 if given.part is None else record[:, given.part]
    closed = given.closing @ alone
    reserve = np.exp(record[:, -1])
    eta, edge = alone + cohesion * closed, (h + h_crime * given.crime) * reserve
    yes, no = _logistic(eta - edge), _logistic(-edge - eta - polite * given.welcomes)
    return Leanings(closed, eta, edge, reserve, yes, no)


def _logistic(x: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-x)))


def fit(seen: Sequence[Seen], prior: Prior = PRIOR) -> Floats:
    """The parameters (13,) that make the roll calls most likely together with their priors and everybody's record."""
    known = len(NAMES)

    def loss(point: Floats) -> tuple[float, Floats]:
        away = point[:known]
        value, slope, slopes = _misfit(prior.mean + prior.spread * away, _record(point[known:], prior), seen, prior)
        value += 0.5 * float((away**2).sum())
        return value, np.concatenate([slope * prior.spread + away, (slopes @ prior.turn).ravel()])

    free = len(seen[0].votes) * len(prior.turn)
    found = _least(loss, np.zeros(known + free), [*_bounds(prior), *[(None, None)] * free])
    return np.asarray(prior.mean + prior.spread * found[:known])


def record_of(parameters: Floats, seen: Sequence[Seen], states: int, prior: Prior = PRIOR) -> Floats:
    """What earlier votes say of every state, (S, 4): the likeliest record under its prior; 0 without any."""
    if not seen:
        return np.zeros((states, len(prior.turn)))

    def loss(point: Floats) -> tuple[float, Floats]:
        value, _, slopes = _misfit(parameters, _record(point, prior), seen, prior)
        return value, (slopes @ prior.turn).ravel()

    return _record(_least(loss, np.zeros(states * len(prior.turn)), None), prior)


def _record(point: Floats, prior: Prior) -> Floats:
    """A record (S, 4) from what is searched for: the same in units of its prior, (4 S,)."""
    return np.asarray(point.reshape(-1, len(prior.turn)) @ prior.turn.T)


def _bounds(prior: Prior) -> list[tuple[float | None, float | None]]:
    """Where each parameter must lie, in units of its prior."""
    there = zip(BOUNDS, prior.mean, prior.spread, strict=True)
    return [tuple(None if x is None else float((x - m) / s) for x in ends) for ends, m, s in there]  # type: ignore[misc]


def _least(loss: Loss, start: Floats, bounds: Sequence[tuple[float | None, float | None]] | None) -> Floats:
    options = {"maxiter": 2000, "maxfun": 4000, "maxcor": 30, "ftol": 1e-12, "gtol": 1e-7}
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options=options).x)


def _misfit(parameters: Floats, record: Floats, seen: Sequence[Seen], prior: Prior) -> tuple[float, Floats, Floats]:
    """Minus log likelihood with the prior of the record, and its slopes by parameter (13,) and by record (S, 4)."""
    slope, slopes = np.zeros(len(parameters)), record @ prior.precision
    value = 0.5 * float((slopes * record).sum())
    for one in seen:
        given, made, voted = one.features, leanings(parameters, record, one.features), one.votes != AWAY
        yes, no = made.yes, made.no
        abstain = np.maximum(1.0 - yes - no, TINY)
        cast = [one.votes == YES, one.votes == ABSTAIN, one.votes == NO]
        value -= one.weight * float(np.log(np.maximum(np.select(cast, [yes, abstain, no], 1.0), TINY))[voted].sum())
        steep_yes, steep_no = yes * (1 - yes), no * (1 - no)
        by_eta = one.weight * np.select(cast, [1 - yes, (steep_no - steep_yes) / abstain, no - 1], 0.0)
        by_edge = one.weight * np.select(cast, [yes - 1, (steep_no + steep_yes) / abstain, no - 1], 0.0)
        by_polite = one.weight * np.select(cast, [np.zeros_like(no), steep_no / abstain, no - 1], 0.0)
        by_alone = by_eta + parameters[len(LINEAR)] * (given.closing.T @ by_eta)
        slope[: len(LINEAR)] -= given.linear.T @ by_alone
        by_width = float(by_edge @ made.reserve)
        slope[len(LINEAR) :] -= np.array(
            [by_eta @ made.closed, by_width, given.crime * by_width, given.welcomes * by_polite.sum()]
        )
        slopes[:, -1] -= by_edge * made.edge
        if given.part is not None:
            slopes[:, given.part] -= by_alone
    return value, slope, slopes
