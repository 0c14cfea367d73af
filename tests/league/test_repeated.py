"""The round robin of the repeated game, beside arithmetic of its own and the classical results."""

from functools import cache
from itertools import product

import numpy as np
import pytest

from demarche.agents.strategies.registry import STRATEGIES, strategy
from demarche.scenarios.league.ranking import ecology, ranked, standing
from demarche.scenarios.league.repeated import payoffs

T, R, P, S = 5.0, 3.0, 1.0, 0.0
SLIP = 0.05
NAMES = tuple(STRATEGIES)
MEMORY_ONE = {
    "always-honour": (0, 0, 0, 0),
    "always-attack": (1, 1, 1, 1),
    "tit-for-tat": (0, 1, 0, 1),
    "generous": (0, 2 / 3, 0, 2 / 3),
    "win-stay-lose-shift": (0, 1, 1, 0),
}
"""Chance to break after (own, other's) acts: both honoured, only the other broke, only itself broke, both broke."""


@cache
def league(slip=0.0, misread=0.0, games=200, quarters=200, names=NAMES):
    return payoffs([strategy(name) for name in names], games, quarters, (slip, misread), seed=3)


def pay(slip, one, other, **of):
    return league(slip, **of)[:, NAMES.index(one), NAMES.index(other)]


def stationary(one, other, slip):
    """The long-run payoff of one against another, by the Markov chain over the four states of the last acts."""
    states = list(product((0, 1), repeat=2))  # own act, the other's
    chain = np.zeros((4, 4))
    for a, (mine, theirs) in enumerate(states):
        p = MEMORY_ONE[one][2 * mine + theirs]
        q = MEMORY_ONE[other][2 * theirs + mine]
        p, q = p * (1 - slip) + (1 - p) * slip, q * (1 - slip) + (1 - q) * slip
        for b, (x, y) in enumerate(states):
            chain[a, b] = (p if x else 1 - p) * (q if y else 1 - q)
    share = np.linalg.matrix_power(chain, 1 << 16)[0]
    return float(share @ [R, S, T, P])


@pytest.mark.parametrize(("one", "other"), list(product(MEMORY_ONE, repeat=2)))
def test_pairs_of_memory_one_earn_what_their_markov_chain_does(one, other):
    """The start is forgotten within some dozens of quarters, which moves the mean of 200 by less than 0.02."""
    got = pay(SLIP, one, other)
    error = got.std(ddof=1) / np.sqrt(len(got))
    assert abs(got.mean() - stationary(one, other, SLIP)) < 4 * error + 0.02


def test_without_noise_who_never_breaks_first_earns_the_reward_from_its_like():
    nice = ["always-honour", "tit-for-tat", "generous", "contrite", "win-stay-lose-shift", "grim", "trigger"]
    for one, other in product(nice, repeat=2):
        np.testing.assert_array_equal(pay(0.0, one, other), R)


def test_tit_for_tat_never_earns_more_than_its_opponent():
    """It breaks at most as often as it was broken to.  Who uses chance plays another game in the other place."""
    for other in (name for name in NAMES if not strategy(name).uses_chance):
        mine, theirs = pay(0.0, "tit-for-tat", other), pay(0.0, other, "tit-for-tat")
        assert (mine <= theirs + 1e-9).all(), other


def test_always_attack_gains_once_from_tit_for_tat_and_each_time_from_always_honour():
    np.testing.assert_allclose(pay(0.0, "always-attack", "tit-for-tat"), (T + 199 * P) / 200)
    np.testing.assert_allclose(pay(0.0, "always-attack", "always-honour"), T)
    np.testing.assert_allclose(pay(0.0, "win-stay-lose-shift", "always-attack"), (P + S) / 2)


def test_noise_halves_the_cooperation_of_tit_for_tat_and_its_repairs_keep_most():
    """With slips each of the four outcomes comes up equally often: (5 + 3 + 1 + 0) / 4."""
    among = {name: pay(SLIP, name, name, quarters=400).mean() for name in ("tit-for-tat", "generous", "contrite")}
    assert among["tit-for-tat"] == pytest.approx(2.25, abs=0.06)
    assert among["contrite"] > among["generous"] + 0.02 > 2.8
    private = league(0.0, SLIP)
    generous, contrite = (private[:, NAMES.index(n), NAMES.index(n)].mean() for n in ("generous", "contrite"))
    assert generous > contrite + 0.4  # nobody can be contrite about what it does not know


def test_contrite_tit_for_tat_takes_over_where_acts_slip():
    """Source: Wu and Axelrod, "How to cope with noise in the iterated prisoner's dilemma", 1995."""
    found = standing(league(SLIP), 1000, 1)
    assert NAMES[found.shares[-1].argmax()] == "contrite"
    assert found.shares[-1].max() > 0.9


def test_always_attack_grows_on_those_it_exploits_and_then_dies_with_them():
    """Source: Axelrod 1984, chapter 2, on the ecological success of HARRINGTON, whose prey dies out."""
    names = ("always-attack", "always-honour", "tit-for-tat")
    matrix = league(0.0, names=names).mean(axis=0)
    share = ecology(matrix, 300)[:, 0]
    peak = int(share.argmax())
    assert 0 < peak < 100
    assert share[peak] > share[0]
    assert share[-1] < 1e-3


def test_ranks_are_shared_by_equals_and_intervals_hold_the_score():
    assert ranked(np.array([1.0, 3.0, 3.0, 2.0])).tolist() == [4, 1, 1, 3]
    found = standing(league(SLIP), 10, 1)
    assert (found.low < found.score).all()
    assert (found.score < found.high).all()
    assert ((found.best <= found.rank) & (found.rank <= found.worst)).all()
    np.testing.assert_allclose(found.shares.sum(axis=1), 1)


def test_intervals_of_scores_cover_the_long_run_score():
    """Of 60 leagues of 20 matches, the 95 % interval of tit for tat holds the score of 4,000 matches in 85 to 100 %."""
    names = ("tit-for-tat", "generous", "always-attack")
    entered = [strategy(name) for name in names]
    truth = payoffs(entered, 4000, 40, (SLIP, 0.0), seed=999).mean(axis=(0, 2))[0]
    held = 0
    for seed in range(60):
        found = standing(payoffs(entered, 20, 40, (SLIP, 0.0), seed=seed), 1, seed)
        held += found.low[0] <= truth <= found.high[0]
    assert 51 <= held <= 60


def test_a_league_is_the_same_each_time_and_an_entrant_does_not_depend_on_the_others():
    few = payoffs([strategy("generous"), strategy("grim")], 50, 30, (SLIP, 0.0), seed=3)
    again = payoffs([strategy("grim"), strategy("tit-for-tat"), strategy("generous")], 50, 30, (SLIP, 0.0), seed=3)
    np.testing.assert_array_equal(few[:, 0, 1], again[:, 2, 0])
    np.testing.assert_array_equal(few[:, 0, 0], again[:, 2, 2])
