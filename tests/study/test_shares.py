"""Intervals of shares and of numbers between 0 and 1: held to statsmodels on the same data, and to closed forms."""

import numpy as np
import pytest
from scipy import special, stats
from statsmodels.genmod.families import Binomial
from statsmodels.genmod.generalized_linear_model import GLM
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from demarche.scenarios.study.effects import main_effect, overall
from demarche.scenarios.study.inference import Estimate, Sample, squared_error
from demarche.scenarios.study.shares import bounded_difference, wilson
from tests.study.tables_of import DESIGNS, by_t, ends, results_of

RNG = np.random.default_rng(4)


@pytest.mark.parametrize(("yes", "n"), [(0, 16), (3, 16), (16, 16), (1, 2), (0, 2)])
def test_a_share_of_independent_runs_has_the_interval_of_wilson(yes, n):
    runs = (np.arange(n) < yes).astype(float)
    wilson = proportion_confint(yes, n, 0.05, "wilson")
    one_point = results_of({"adopted_1": runs[None]}, "list")
    own_chance = results_of({"adopted_1": runs[:, None]}, "random", "independent")
    assert ends(overall(one_point, "adopted_1")) == pytest.approx(wilson)
    assert ends(overall(own_chance, "adopted_1")) == pytest.approx(wilson)


def some_shares():
    return (RNG.random((12, 8)) < RNG.random((12, 1))).astype(float)


def test_a_share_of_clusters_has_the_interval_of_a_logistic_regression_with_a_robust_covariance():
    runs = some_shares()
    groups = np.repeat(np.arange(12), 8)
    fitted = GLM(runs.ravel(), np.ones(96), Binomial()).fit(cov_type="cluster", cov_kwds={"groups": groups})
    logits = fitted.params[0] + stats.t.ppf(0.975, 11) * fitted.bse[0] * np.array([-1, 1])
    found = overall(results_of({"y": runs}, "random", "independent"), "y")
    assert ends(found) == pytest.approx(tuple(special.expit(logits)), rel=0.01)


def test_a_share_of_points_that_differ_has_the_interval_of_wilson_for_an_effective_number_of_runs():
    """Three fixed points of which two are sure: all error is that of the third, and there is less than in 60 runs."""
    runs = np.stack([np.zeros(20), np.ones(20), np.arange(20) % 2])
    found = overall(results_of({"y": runs}, "list", "independent"), "y")
    square, t = runs[2].var(ddof=1) / 20 / 9, stats.t.ppf(0.975, 19)
    effective = 0.25 / square
    assert effective > 60
    right = proportion_confint(effective / 2, effective, 2 * stats.norm.sf(t), "wilson")
    assert ends(found) == pytest.approx(right)


def test_a_share_of_points_and_replicates_has_the_error_of_both_on_the_logit_scale():
    runs = some_shares()
    found, p = overall(results_of({"y": runs}, "random"), "y"), runs.mean()
    square, df = squared_error((runs - p) / 96, np.full(runs.shape, 1 / 96), Sample(np.arange(12), False, True))
    wide = stats.t.ppf(0.975, df) * np.sqrt(square) / (p * (1 - p))
    assert special.logit(ends(found)) == pytest.approx([special.logit(p) - wide, special.logit(p) + wide])


@pytest.mark.parametrize(("kind", "chance", "axis"), [("list", "common", 0), ("random", "independent", 1)])
def test_where_all_runs_of_a_group_say_the_same_a_share_is_of_groups(kind, chance, axis):
    groups = np.repeat(np.expand_dims([1.0, 0, 0, 1, 0], axis), 4, axis)
    found = overall(results_of({"y": groups}, kind, chance), "y")
    assert ends(found) == pytest.approx(proportion_confint(2, 5, 0.05, "wilson"))
    groups[-1, -1] = np.nan
    assert ends(overall(results_of({"y": groups}, kind, chance), "y")) != pytest.approx(ends(found), rel=1e-6)


@pytest.mark.parametrize(("kind", "chance"), [("random", "independent"), ("list", "common"), ("list", "independent")])
def test_a_number_between_0_and_1_has_its_own_variance_and_not_that_of_a_share(kind, chance):
    near = 0.5 + 0.01 * RNG.normal(size=200)
    table = near[:, None] if kind == "random" else near[None]
    found = overall(results_of({"vague_1": table}, kind, chance), "vague_1")
    assert ends(found) == pytest.approx(by_t(near), rel=1e-4)


def test_a_count_that_is_0_in_every_run_has_no_interval_and_one_that_is_0_or_1_has_that_of_a_share():
    for count in ("breaches_1", "adopted"):
        assert not overall(results_of({count: np.zeros((1, 9))}, "list"), count).known
    some = overall(results_of({"breaches_1": [[0, 1, 0, 0]]}, "list"), "breaches_1")
    assert ends(some) == pytest.approx(proportion_confint(1, 4, 0.05, "wilson"))


def test_an_effect_that_is_0_or_1_in_these_runs_may_be_below_0():
    effect = np.array([[0.0, 0, 1, 0, 0, 0]])
    assert ends(overall(results_of({"breaches_1_effect": effect}, "list"), "breaches_1_effect")) == pytest.approx(
        by_t(effect[0])
    )


def test_the_difference_of_independent_shares_has_the_interval_of_newcombe():
    here, there = wilson(7 / 10, 10), wilson(1 / 20, 20)
    plain = Estimate(7 / 10 - 1 / 20, -1, 2, np.hypot(here.error, there.error), 9)
    right = confint_proportions_2indep(7, 10, 1, 20, method="newcomb")
    assert ends(bounded_difference(here, there, plain)) == pytest.approx(right)


def test_shares_that_err_together_have_a_narrower_difference_and_those_that_err_against_each_other_a_wider_one():
    one, wide = wilson(6 / 12, 12), []
    for error in (0.0, np.hypot(one.error, one.error), 2 * one.error):
        found = bounded_difference(one, one, Estimate(0, -1, 1, error, 11))
        wide.append(found.high - found.low)
    assert wide == pytest.approx([0, np.sqrt(2) * (one.high - one.low), 2 * (one.high - one.low)])


def test_a_change_is_measured_by_its_own_degrees_of_freedom_where_they_are_more_than_those_of_its_levels():
    few, many = (wilson(6 / 12, 12, df) for df in (4, 30))
    found = bounded_difference(few, few, Estimate(0, -1, 1, np.hypot(few.error, few.error), 30))
    narrower = float(stats.t.ppf(0.975, 30) / stats.t.ppf(0.975, 4))
    assert found.high == pytest.approx(np.sqrt(2) * (few.high - few.mean) * narrower)
    fewer = bounded_difference(many, many, Estimate(0, -1, 1, np.hypot(many.error, many.error), 4))
    assert fewer.high == pytest.approx(np.sqrt(2) * (many.high - many.mean)), "it stays within -1 to 1"


def test_a_change_from_none_to_all_has_an_interval_within_minus_1_and_1():
    runs = np.repeat([[0.0], [1]], 10, axis=1)
    change = main_effect(results_of({"adopted_1": runs}, "grid"), "adopted_1", "a").change
    low, _ = proportion_confint(10, 10, 0.05, "wilson")
    assert (change.mean, *ends(change)) == pytest.approx((1, 1 - np.sqrt(2) * (1 - low), 1))


@pytest.mark.parametrize("chance", ["common", "independent"])
@pytest.mark.parametrize("kind", DESIGNS)
def test_the_interval_of_a_share_lies_within_0_and_1(kind, chance):
    """Four points of two replicates, every pattern of a few yes: case 16 of the issue and its like."""
    for pattern in (*range(0, 256, 17), 1, 3, 254):
        runs = np.array([pattern >> i & 1 for i in range(8)], float).reshape(4, 2)
        results = results_of({"adopted_1": runs}, kind, chance)
        effect = main_effect(results, "adopted_1", "a")
        for one in (overall(results, "adopted_1"), *effect.means):
            if one.known:
                assert 0 <= one.low <= one.mean <= one.high <= 1
                assert one.low < one.high
        if effect.change.known:
            assert -1 <= effect.change.low <= effect.change.mean <= effect.change.high <= 1


def test_a_share_that_all_points_have_is_no_surer_than_its_replicates():
    found = overall(results_of({"adopted_1": np.zeros((60, 6))}, "random"), "adopted_1")
    assert ends(found) == pytest.approx(proportion_confint(0, 6, 0.05, "wilson"))


def test_a_mean_of_shares_stays_within_0_and_1_too():
    found = overall(results_of({"substance_1": [[0.01, 0.0, 0.6]]}, "list"), "substance_1")
    assert 0 < found.low < found.high < 1


@pytest.mark.parametrize("measure", ["adopted_1", "y"])
def test_a_level_of_which_no_run_has_the_number_has_no_mean(measure):
    once = results_of(
        {measure: [[np.nan], [1.0], [0], [1], [0]]}, "list", "independent", {"a": np.array([0, 1.0, 1, 2, 2])}
    )
    effect = main_effect(once, measure, "a")
    assert np.isnan(effect.means[0].mean)
    assert not effect.change.known
    assert [one.mean for one in effect.means[1:]] == [0.5, 0.5]
