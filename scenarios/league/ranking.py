"""What a round robin shows: scores with intervals, ranks with intervals, and who is left after ecological turns."""

from dataclasses import dataclass

import numpy as np

from demarche.scenarios.theory.check import Reals
from demarche.sim.terms import Ints

RESAMPLES = 1000
MIDDLE = (2.5, 97.5)
"""Percentiles between which the middle 95 of 100 resamples lie."""


@dataclass(frozen=True, slots=True)
class Standing:
    """N entrants of one game, in the order in which they were entered.

    matrix  (N, N) mean payoff a quarter of each against each other
    score   (N,) mean over all opponents, itself among them; low, high (N,) of 95 % intervals, over replicates
    rank    (N,) from 1; best, worst (N,) ranks, the middle 95 of 100 resamples of replicates
    shares  (turns + 1, N) of the population at each ecological turn
    """

    matrix: Reals
    score: Reals
    low: Reals
    high: Reals
    rank: Ints
    best: Ints
    worst: Ints
    shares: Reals


def standing(payoffs: Reals, turns: int, seed: int) -> Standing:
    """The standing after a round robin. payoffs (R, N, N) of R replicates, at least two."""
    from scipy.stats import t as student

    by_replicate = payoffs.mean(axis=2)
    replicates = len(by_replicate)
    score = by_replicate.mean(axis=0)
    error = by_replicate.std(axis=0, ddof=1) / np.sqrt(replicates)
    half = student.ppf(0.975, replicates - 1) * error
    drawn = np.random.default_rng(seed).integers(replicates, size=(RESAMPLES, replicates))
    ranks = np.stack([ranked(by_replicate[rows].mean(axis=0)) for rows in drawn])
    best, worst = np.percentile(ranks, MIDDLE, axis=0, method="nearest")
    matrix = payoffs.mean(axis=0)
    return Standing(
        matrix, score, score - half, score + half, ranked(score), best.astype(int), worst.astype(int),
        ecology(matrix, turns),
    )  # fmt: skip


def ranked(score: Reals) -> Ints:
    """Ranks from 1, the highest score first; equal scores, to a millionth, share the better rank. score (N,)."""
    return np.asarray(1 + (score[None, :] > score[:, None] + 1e-6).sum(axis=1))


def ecology(matrix: Reals, turns: int) -> Reals:
    """Shares of a population at each turn, (turns + 1, N), equal at first: each grows as its payoff to the mean.

    Where a payoff is below 0 all are counted from the least of them.  Source: Axelrod, "The Evolution of Cooperation",
    1984, the ecological simulation of chapter 2.
    """
    fitness = matrix - min(matrix.min(), 0.0)
    shares = np.empty((turns + 1, len(matrix)))
    shares[0] = 1 / len(matrix)
    for turn in range(turns):
        grown = shares[turn] * (fitness @ shares[turn])
        shares[turn + 1] = grown / grown.sum() if grown.sum() > 0 else shares[turn]
    return shares
