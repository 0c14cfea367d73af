"""ABC and history matching on models whose posterior is known, and the targets of the quarters."""

import numpy as np
import pytest

from demarche.scenarios.calibration.inference import coverage, distances, posterior, weighted_quantiles
from demarche.scenarios.calibration.targets import of_worlds, statistics, targets
from demarche.scenarios.history import theft


def drawn(points=4000, numbers=3, seed=1):
    return np.random.default_rng(seed).random((points, numbers))


def linear(units):
    """Two statistics: the first number, and the sum of the first two. The third has no part in them."""
    return np.column_stack([units[:, 0], units[:, 0] + units[:, 1]])


RECORD, TOLERANCE = np.array([0.5, 0.9]), np.array([0.03, 0.03])


def test_the_posterior_of_a_linear_model_holds_the_truth_and_leaves_alone_what_has_no_part():
    units = drawn()
    of = posterior(units, linear(units), np.zeros((4000, 2)), (RECORD, TOLERANCE), 0.05)
    assert of.quantiles[0, 1] == pytest.approx(0.5, abs=0.02)
    assert of.quantiles[1, 1] == pytest.approx(0.4, abs=0.03)
    assert of.quantiles[2] == pytest.approx([0.05, 0.5, 0.95], abs=0.1)
    assert of.narrowed[0] > 0.7 > 0.2 > abs(of.narrowed[2])
    assert of.weight.sum() == pytest.approx(1)


def test_history_matching_rules_out_what_lies_three_deviations_off_and_chance_counts():
    found = np.array([[0.5, 0.9], [0.5 + 3.1 * 0.03, 0.9], [0.5, 0.9 - 2.9 * 0.03], [np.nan, 0.9]])
    nothing = np.zeros_like(found)
    units = drawn(4)
    kept = posterior(units, found, nothing, (RECORD, TOLERANCE), 1.0).kept_in
    assert kept.tolist() == [True, False, True, False]
    uncertain = nothing.copy()
    uncertain[1, 0] = 0.03**2  # chance makes the second point possible
    assert posterior(units, found, uncertain, (RECORD, TOLERANCE), 1.0).kept_in.tolist() == [True, True, True, False]
    assert np.isinf(distances(found, nothing, RECORD, TOLERANCE)[3, 0])


def test_intervals_hold_the_truth_about_as_often_as_they_say():
    units = drawn(3000, seed=2)
    noisy = linear(units) + np.random.default_rng(3).normal(size=(3000, 2)) * 0.01
    held, cases = coverage(units, noisy, np.full((3000, 2), 1e-4), TOLERANCE, 0.1, 80, 5)
    assert cases == 240
    assert 0.83 <= held <= 0.97


def test_weighted_quantiles_are_those_of_repeated_values():
    values, weight = np.array([3.0, 1.0, 2.0]), np.array([0.2, 0.5, 0.3])
    low, median, high = weighted_quantiles(values, weight)
    assert low == 1.0
    assert 1.0 < median < 2.0
    assert high == 3.0


def test_targets_are_the_patterns_of_the_record_and_statistics_are_theirs():
    """A point with nothing set comes to what `backtest --quarters` prints, to the bit: the same worlds are played."""
    aims = targets()
    assert [aim.record for aim in aims[:2]] == [0.53, 0.1]
    assert all(aim.tolerance > 0 for aim in aims)
    found, _ = of_worlds(*theft.by_world(theft.setting()))
    models = {pattern.name: pattern.model for pattern in theft.patterns()}
    np.testing.assert_allclose(found, [models[aim.meaning] for aim in aims])


def test_a_point_is_the_same_beside_others():
    points = [{"deterrence": 1.0}, {"deterrence": 3.0}, {"deterrence": 2.0}]
    every, chance = statistics(points, 5, 1)
    first, _ = statistics(points[:1], 5, 1)
    np.testing.assert_array_equal(every[0], first[0])
    assert (chance[:, :2] >= 0).all()
    assert every[0, 1] > every[1, 1]  # more is held back where a threat costs more
