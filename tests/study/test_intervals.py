"""Intervals of means: held to scipy and statsmodels on the same data, and to closed forms."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from statsmodels.formula.api import ols
from statsmodels.regression.linear_model import OLS
from statsmodels.stats.anova import anova_lm

from demarche.scenarios.study.effects import by_quarter, main_effect, overall
from demarche.scenarios.study.inference import Sample
from demarche.scenarios.study.intervals import difference, mean_interval, mean_of
from demarche.scenarios.study.samples import few_replicates, sample_of
from tests.study.tables_of import DESIGNS, by_t, ends, results_of, sampled

RNG = np.random.default_rng(4)
P, R = 7, 5
TABLE = 3 * RNG.normal(size=(P, 1)) + 2 * RNG.normal(size=(1, R)) + RNG.normal(size=(P, R))


def test_at_fixed_points_an_interval_is_of_the_means_of_replicates():
    assert ends(overall(results_of({"y": TABLE}, "list"), "y")) == pytest.approx(by_t(TABLE.mean(axis=0)))


@pytest.mark.parametrize("kind", ["random", "table"])
def test_of_sampled_points_with_chance_of_their_own_an_interval_is_of_the_means_of_points(kind):
    found = overall(results_of({"y": TABLE}, kind, "independent"), "y")
    assert ends(found) == pytest.approx(by_t(TABLE.mean(axis=1)))
    assert found.df == pytest.approx(P - 1)


def test_of_points_and_replicates_the_variance_is_that_of_two_way_random_effects():
    long = pd.DataFrame({"y": TABLE.ravel(), "p": np.repeat(np.arange(P), R), "r": np.tile(np.arange(R), P)})
    square = anova_lm(ols("y ~ C(p) + C(r)", long).fit())["sum_sq"] / [P - 1, R - 1, (P - 1) * (R - 1)]
    parts = square.to_numpy() / (P * R)
    whole = parts[0] + parts[1] - parts[2]
    df = whole**2 / (parts**2 / [P - 1, R - 1, (P - 1) * (R - 1)]).sum()
    wide = stats.t.ppf(0.975, df) * np.sqrt(whole)
    found = overall(results_of({"y": TABLE}, "random"), "y")
    assert ends(found) == pytest.approx((TABLE.mean() - wide, TABLE.mean() + wide))


def test_where_the_whole_would_be_less_than_one_part_that_part_is_taken():
    apart = TABLE - TABLE.mean(axis=1, keepdims=True) - TABLE.mean(axis=0) + TABLE.mean(axis=1, keepdims=True) * 3
    found = overall(results_of({"y": apart}, "random"), "y")
    assert ends(found) == pytest.approx(by_t(apart.mean(axis=1)))


def test_what_was_drawn_together_is_one_cluster():
    """A robust covariance of clusters, with its usual correction, on the same data."""
    unit = np.repeat(np.arange(4), [3, 2, 4, 1])
    values = RNG.normal(size=(10, 2)) + unit[:, None]
    groups = np.repeat(unit, 2)
    fitted = OLS(values.ravel(), np.ones(20)).fit(cov_type="cluster", cov_kwds={"groups": groups})
    found = mean_interval(values, Sample(unit, False, False))
    assert found.error == pytest.approx(float(fitted.bse[0]))
    assert found.df == pytest.approx(100 / (9 + 4 + 16 + 1) - 1)


@pytest.mark.parametrize(("kind", "size"), [("sobol", 3 + 2), ("morris", 3 + 1)])
def test_the_points_of_a_base_row_or_trajectory_are_one_draw(kind, size):
    made = sampled(kind, lambda x, e: e + np.repeat(np.arange(len(e) // size), size)[:, None])
    effect = main_effect(made, "y", "a")
    whole = mean_interval(made.measures["y"], sample_of(made))
    assert ends(whole) == pytest.approx(by_t(made.measures["y"].reshape(-1, size).mean(axis=1)))
    assert all(one.df < len(made.points) // size for one in effect.means if one.known)


def test_at_fixed_points_with_chance_of_their_own_variances_within_points_are_added_up():
    values = RNG.normal(size=(3, 4)) * [[1], [2], [5]]
    within = values.var(axis=1, ddof=1) / 4 / 9
    found = mean_interval(values, Sample(np.arange(3), True, False))
    df = within.sum() ** 2 / (within**2 / 3).sum()
    assert found.error == pytest.approx(np.sqrt(within.sum()))
    assert found.high - found.mean == pytest.approx(stats.t.ppf(0.975, df) * found.error)


def test_a_missing_run_is_no_run_of_nothing():
    holed = TABLE.copy()
    holed[0, 0] = np.nan
    found = overall(results_of({"y": holed}, "random"), "y")
    assert found.mean == pytest.approx(np.nanmean(holed))
    whole = overall(results_of({"y": TABLE}, "random"), "y")
    assert found.error == pytest.approx(whole.error, rel=0.2)
    assert np.array_equal(mean_of(np.array([[np.nan, 2.0], [np.nan, np.nan]]), axis=1), [2, np.nan], equal_nan=True)
    assert np.isnan(overall(results_of({"y": np.full((3, 2), np.nan)}), "y").mean)


def test_the_change_from_one_level_to_another_is_a_paired_test_where_replicates_are_shared():
    found = difference(TABLE, np.arange(P) == 2, np.arange(P) == 0, Sample(np.arange(P), True, True))
    paired = stats.ttest_rel(TABLE[2], TABLE[0]).confidence_interval(0.95)
    assert (found.mean, *ends(found)) == pytest.approx((TABLE[2].mean() - TABLE[0].mean(), *paired))


def test_the_change_between_samples_of_points_is_a_test_of_two_samples():
    means = TABLE.mean(axis=1)
    here, there = np.isin(np.arange(P), [0, 1, 2]), np.isin(np.arange(P), [3, 4, 5])
    found = difference(TABLE, here, there, Sample(np.arange(P), False, False))
    assert ends(found) == pytest.approx(tuple(stats.ttest_ind(means[here], means[there]).confidence_interval(0.95)))


def test_the_change_of_a_main_effect_is_from_the_first_level_to_the_last():
    effect = main_effect(results_of({"y": [[1.0, 2], [4, 4]]}, "list", columns={"a": [0.0, 1.0]}), "y", "a")
    assert effect.mean.tolist() == [1.5, 4]
    assert effect.change.mean == 2.5
    assert effect.n.tolist() == [2, 2]


def test_the_interval_of_a_level_is_of_its_own_points():
    levels = np.array([0, 0, 0, 1, 1, 1, 1.0])
    effect = main_effect(results_of({"y": TABLE}, "random", "independent", {"a": levels}), "y", "a")
    assert ends(effect.means[0]) == pytest.approx(by_t(TABLE[:3].mean(axis=1)))
    assert ends(effect.means[1]) == pytest.approx(by_t(TABLE[3:].mean(axis=1)))


def test_fixed_points_played_once_have_the_error_of_an_additive_fit():
    a, b = (column.ravel().astype(float) for column in np.meshgrid(range(3), range(4), indexing="ij"))
    y = 2 * a - b + RNG.normal(size=12)
    fitted = ols("y ~ C(a) + C(b)", pd.DataFrame({"y": y, "a": a, "b": b})).fit()
    effect = main_effect(results_of({"y": y[:, None]}, "grid", "independent", {"a": a, "b": b}), "y", "a")
    assert effect.means[1].df == fitted.df_resid
    assert effect.means[1].error == pytest.approx(np.sqrt(fitted.mse_resid / 4))


def test_fixed_points_played_once_have_a_change_with_the_error_of_the_additive_fit_too():
    a, b = (column.ravel().astype(float) for column in np.meshgrid(range(3), range(4), indexing="ij"))
    y = 2 * a - b + RNG.normal(size=12)
    right = ols("y ~ C(a) + C(b)", pd.DataFrame({"y": y, "a": a, "b": b})).fit().t_test("C(a)[T.2.0] = 0")
    change = main_effect(results_of({"y": y[:, None]}, "grid", "independent", {"a": a, "b": b}), "y", "a").change
    assert change.mean == pytest.approx(float(right.effect[0]))
    assert ends(change) == pytest.approx(tuple(right.conf_int()[0]))


def test_what_differs_by_rounding_alone_does_not_differ():
    thirds = np.array([[0.1 + 0.2, 0.7], [0.3, 0.7], [0.3, 0.1 + 0.6]])
    change = main_effect(results_of({"y": thirds}, "list", columns={"a": np.arange(3.0)}), "y", "a").change
    assert change.mean == 0
    assert not change.known
    assert not overall(results_of({"y": thirds[:, :1] * np.ones(4)}, "list"), "y").known


def test_in_an_even_design_what_is_smooth_in_the_factors_is_no_error_of_the_mean():
    smooth = sampled("latin-hypercube", lambda x, e: 9 * x[:, :1] + 4 * x[:, 1:2] ** 2 + 0.1 * e, points=80)
    found = overall(smooth, "y")
    # 79 points, less the 9 powers of three factors: what is left is the noise, whose deviation is 0.1.
    assert found.error == pytest.approx(0.1 / np.sqrt(80), rel=0.3)
    rough = sampled("random", lambda x, e: 9 * x[:, :1] + 4 * x[:, 1:2] ** 2 + 0.1 * e, points=80)
    assert overall(rough, "y").error > 10 * found.error


def test_the_trend_is_paid_for_in_degrees_of_freedom():
    """Pure noise: the fit takes 9 of 79 degrees of freedom, and the error must not shrink by it."""
    ratio = []
    for seed in range(40):
        noise = np.random.default_rng(seed).normal(size=(80, 1))
        ratio.append(overall(sampled("latin-hypercube", lambda x, e, n=noise: n, points=80), "y").error * np.sqrt(80))
    assert np.mean(np.square(ratio)) == pytest.approx(1, abs=0.06)


# ── no interval where nothing tells the error ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", DESIGNS)
def test_with_one_replicate_and_common_chance_there_is_no_interval_and_a_sentence_says_why(kind):
    results = results_of({"y": TABLE[:, :1], "share": TABLE[:, :1] > 0}, kind)
    effects = main_effect(results, "y", "a"), main_effect(results, "share", "a")
    found = [overall(results, "y"), overall(results, "share"), *effects[0].means, *effects[1].means, effects[0].change]
    assert not any(one.known for one in found)
    said = few_replicates(results)
    assert said.count(".") == 1
    assert 'chance = "independent"' in said


def test_with_one_replicate_and_independent_chance_there_is_one():
    results = results_of({"y": TABLE[:, :1]}, "random", "independent")
    assert ends(overall(results, "y")) == pytest.approx(by_t(TABLE[:, 0]))
    assert few_replicates(results) == ""


def test_a_sample_of_one_point_is_said():
    one = results_of({"y": TABLE[:1]}, "random")
    assert not overall(one, "y").known
    assert "one sample" in few_replicates(one)
    assert few_replicates(one).count(".") == 1
    assert few_replicates(results_of({"y": np.zeros((1, 12))}, "list")) == ""


def test_few_replicates_are_said():
    assert "5 replicates, too few" in few_replicates(results_of({"y": TABLE}, "random"))
    assert few_replicates(results_of({"y": np.zeros((2, 6))}, "random")) == ""
    assert few_replicates(results_of({"y": TABLE}, "random", "independent")) == ""


def test_a_number_that_is_always_the_same_has_no_interval():
    assert not overall(results_of({"y": np.full((4, 6), 3.5)}, "random"), "y").known


def test_a_quarter_has_the_interval_of_a_mean():
    counts = RNG.poisson(5, (4, 6, 3)).astype(float)
    found = by_quarter(results_of({"y": np.zeros((4, 6))}, "list", series={"operations_1": counts}), "operations_1")
    assert [ends(one) for one in found] == [pytest.approx(by_t(counts[:, :, q].mean(axis=0))) for q in range(3)]


def test_a_quarter_of_an_even_design_has_the_error_of_a_mean_over_all_runs():
    made = sampled("latin-hypercube", lambda x, e: 9 * x[:, :1] + 0.1 * e, points=80)
    made.series["operations_1"] = made.measures["y"][:, :, None]
    (found,) = by_quarter(made, "operations_1")
    assert ends(found) == ends(overall(made, "y"))
