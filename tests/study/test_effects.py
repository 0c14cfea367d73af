"""What is worked out beside means: bins of levels, paired effects, convergence, indices; and what the report says."""

import re

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from statsmodels.formula.api import ols
from statsmodels.stats.anova import anova_lm
from statsmodels.stats.proportion import proportion_confint

from demarche.scenarios.study.convergence import convergence
from demarche.scenarios.study.effects import main_effect, pair, paired
from demarche.scenarios.study.levels import levels
from demarche.ui.report.study_figures import effects_caption
from demarche.ui.report.study_findings import findings
from demarche.ui.report.study_tables import changes_sheet, effects_sheet, measures_sheet, paired_sheet
from tests.study.tables_of import results_of, sampled

RNG = np.random.default_rng(6)


# ── levels ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_factor_of_twelve_values_keeps_them_and_one_of_thirteen_has_ten_bins():
    twelve, thirteen = levels(np.repeat(np.arange(12), 5)), levels(np.r_[np.arange(13), np.repeat(np.arange(13), 4)])
    assert twelve.names == [str(value) for value in range(12)]
    assert twelve.middle is not None
    assert twelve.middle.tolist() == list(range(12))
    assert len(thirteen.names) == 10


def test_a_bin_has_at_least_six_points():
    assert [len(levels(np.arange(float(points))).names) for points in (13, 30, 59, 60, 600)] == [2, 5, 9, 10, 10]


def test_bins_have_as_many_points_each_and_each_point_lies_in_its_bin():
    column = RNG.permutation(np.linspace(0, 3, 70) ** 2)
    cut = levels(column)
    assert np.bincount(cut.place).tolist() == [7] * 10
    assert cut.middle is not None
    for place, name in enumerate(cut.names):
        low, high = (float(part) for part in name.split(" to "))
        here = column[cut.place == place]
        assert low - 0.005 <= here.min() <= cut.middle[place] <= here.max() <= high + 0.05
        assert cut.middle[place] == np.median(here)


def test_a_value_on_the_edge_of_two_bins_belongs_to_the_upper_one():
    assert levels(np.arange(61)).place[[29, 30, 31, 60]].tolist() == [4, 5, 5, 9]  # the median, 30, is an edge


def test_values_that_come_often_do_not_make_empty_bins():
    cut = levels(np.r_[np.zeros(30), np.arange(1.0, 16)])
    assert (np.bincount(cut.place, minlength=len(cut.names)) > 0).all()


def test_words_and_truths_are_levels_without_a_middle():
    assert levels(np.array(["b", "a", "b"], object)).names == ["a", "b"]
    assert levels(np.array([True, False, True])).middle is None
    assert len(levels(np.array([f"w{i:02}" for i in range(20)], object)).names) == 20


def test_a_pair_of_levels_has_the_mean_of_its_points():
    columns = {"a": np.array([0.0, 0, 1, 1]), "b": np.array([0.0, 1, 0, 1])}
    _, _, table = pair(results_of({"y": [[1, 3], [4, 4], [5, 7], [8, np.nan]]}, "grid", columns=columns), "y", "a", "b")
    assert table.tolist() == [[2, 4], [6, 8]]


# ── with and without the pact ────────────────────────────────────────────────────────────────────────────────────────


def with_pact(here, there, **more):
    here, there = np.asarray(here, float), np.asarray(there, float)
    return results_of({"y": here, "y_twin": there, "y_effect": here - there}, **more)


def test_an_effect_is_the_mean_difference_with_a_paired_interval():
    here, there = RNG.normal(size=(2, 1, 9))
    found = paired(with_pact(here, there, kind="list"), "y")
    right = stats.ttest_rel(here[0], there[0]).confidence_interval(0.95)
    assert (found.effect.mean, found.effect.low, found.effect.high) == pytest.approx((np.mean(here - there), *right))


def test_the_variance_reduction_by_pairing_is_within_points_whatever_lies_between_them():
    noise = RNG.normal(size=(2, 6, 200))
    far = 100 * np.arange(6)[:, None]
    near, spread = (paired(with_pact(noise[0] + d, noise[1] + d), "y").gain for d in (0, far))
    by_hand = (noise.var(axis=2, ddof=1).mean(axis=1).sum()) / (noise[0] - noise[1]).var(axis=1, ddof=1).mean()
    assert near == pytest.approx(by_hand)
    assert spread == pytest.approx(by_hand)
    assert by_hand == pytest.approx(1, abs=0.1)  # independent: pairing gains nothing


def test_one_replicate_shows_no_variance_reduction():
    assert np.isnan(paired(with_pact([[1.0], [2]], [[0.0], [3]]), "y").gain)


def test_a_tie_is_no_effect_below_0():
    found = paired(with_pact([[1, 2, 3, 4.0]], [[1, 2, 4, 0.0]], kind="list"), "y")
    assert found.less.mean == 1 / 4
    assert (found.less.low, found.less.high) == pytest.approx(proportion_confint(1, 4, 0.05, "wilson"))
    assert found.n == 4


def test_a_ratio_is_of_the_runs_that_have_both():
    found = paired(with_pact([[3, np.nan, 5]], [[4, 100, 6]], kind="list"), "y")
    assert found.ratio.mean == pytest.approx(8 / 10)
    assert (found.n, found.effect.mean, found.less.mean) == (2, -1, 1)


def test_a_ratio_has_the_error_of_leaving_out_one_replicate_at_a_time():
    here, there = 20 + RNG.normal(size=(2, 3, 60))
    found = paired(with_pact(here, there, kind="list"), "y").ratio
    left_out = [np.log(np.delete(here, r, 1).sum() / np.delete(there, r, 1).sum()) for r in range(60)]
    error = np.sqrt(59 / 60 * np.square(left_out - np.mean(left_out)).sum())
    assert found.mean == here.sum() / there.sum()
    wide = stats.t.ppf(0.975, 59) * error
    assert np.log([found.low, found.high]) == pytest.approx(
        [np.log(found.mean) - wide, np.log(found.mean) + wide], 0.01
    )


def test_a_ratio_to_nothing_or_of_nothing_has_no_interval():
    assert np.isnan(paired(with_pact([[1.0, 2]], [[0.0, 0]], kind="list"), "y").ratio.mean)
    none = paired(with_pact([[0.0, 0]], [[1.0, 2]], kind="list"), "y").ratio
    assert none.mean == 0
    assert not none.known


# ── enough replicates? ───────────────────────────────────────────────────────────────────────────────────────────────


def test_chance_that_all_points_share_blurs_no_comparison():
    table = RNG.normal(size=(6, 1)) + 5 * RNG.normal(size=(1, 8)) + RNG.normal(size=(6, 8))
    long = pd.DataFrame({"y": table.ravel(), "p": np.repeat(range(6), 8), "r": np.tile(range(8), 6)})
    residual = anova_lm(ols("y ~ C(p) + C(r)", long).fit())["sum_sq"].iloc[-1] / (5 * 7)
    found = convergence(results_of({"y": table}), "y")
    assert found is not None
    assert found.error[-1] == pytest.approx(np.sqrt(residual / 8))
    seen = table.mean(axis=1).var(ddof=1)
    assert found.share == pytest.approx(residual / 8 / seen)
    assert found.between == pytest.approx(np.sqrt(seen - residual / 8))
    assert found.n.tolist() == [2, 4, 8]


@pytest.mark.parametrize(
    "table", [[[1, 2], [np.nan, np.nan]], [[1, np.nan], [2, np.nan]], [[1], [2]], [[3, 3], [3, 3]]]
)
def test_there_is_no_check_where_nothing_tells_chance_from_what_factors_do(table):
    assert convergence(results_of({"y": table}), "y") is None


def test_chance_of_its_own_is_the_variance_within_points():
    table = RNG.normal(size=(6, 8))
    found = convergence(results_of({"y": table}, chance="independent"), "y")
    assert found is not None
    assert found.error[-1] == pytest.approx(np.sqrt(table.var(axis=1, ddof=1).mean() / 8))


# ── what the report says ─────────────────────────────────────────────────────────────────────────────────────────────


def test_the_tables_say_what_was_worked_out():
    table = RNG.normal(size=(4, 7))
    table[0, 0] = np.nan
    results = with_pact(table, np.zeros((4, 7)), kind="random")
    (row, *_) = measures_sheet(results).rows
    assert (row[0], row[1], row[2]) == ("y", 27, 1 / 28)
    assert row[3] == pytest.approx(np.nanmean(table))
    assert row[6] == pytest.approx(np.nanstd(table, ddof=1))
    assert float(row[4]) < float(row[3]) < float(row[5])
    effect = main_effect(results, "y", "a")
    assert effects_sheet(results).rows[1] == ("y", "a", "1", 7, *_of(effect.means[1]))
    assert changes_sheet(results).rows[0] == ("y", "a", "0", "3", *_of(effect.change))
    sheet, found = paired_sheet([paired(results, "y")]), paired(results, "y")
    heads = ("effect", "ratio to counterfactual", "P(effect < 0)")
    estimates = [found.effect, found.ratio, found.less]
    assert [sheet.heads[place] for place, *_ in sheet.estimates] == list(heads)
    shown = [tuple(sheet.rows[0][place] for place in columns) for columns in sheet.estimates]
    assert np.array_equal(shown, [_of(one) for one in estimates], equal_nan=True)
    assert (sheet.heads[-1], sheet.rows[0][-1]) == ("variance reduction by pairing", found.gain)
    assert sheet.rows[0][1] == found.n


def _of(one):
    return one.mean, one.low, one.high


@pytest.mark.parametrize(
    ("kind", "chance", "said"),
    [
        ("list", "common", "from replicates"),
        ("grid", "independent", "from replicates"),
        ("random", "common", "from points and replicates"),
        ("random", "independent", "from points:"),
        ("sobol", "common", "from base rows and replicates"),
        ("morris", "independent", "from trajectories:"),
    ],
)
def test_a_caption_says_what_the_intervals_rest_on(kind, chance, said):
    results = results_of({"y": RNG.normal(size=(20, 6))}, kind, chance, {"a": RNG.random(20)})
    assert said in effects_caption(results, "y", [main_effect(results, "y", "a")])


def test_what_is_unsure_is_said():
    one = findings(results_of({"y": RNG.normal(size=(20, 1))}))
    assert [re.sub(r":.*", "", line) for line in one.unsure] == ["No mean has an interval"]
    assert findings(results_of({"y": RNG.normal(size=(20, 6))})).unsure == []
    rough = findings(sampled("sobol", lambda x, e: e))
    assert any("too wide to rank factors" in line for line in rough.unsure)


def test_a_dataset_has_the_measures_by_point_and_replicate():
    results = results_of({"y": [[1.0, 2], [3, 4]]}, columns={"a": [0.5, 0.7]}, series={"n_1": np.zeros((2, 2, 3))})
    made = results.dataset()
    assert made.y.groupby("a").mean(...).to_dict()["data"] == [1.5, 3.5]
    assert made.n_1_by_quarter.sizes == {"point": 2, "replicate": 2, "quarter": 3}
    assert made.quarter.to_numpy().tolist() == [1, 2, 3]
    assert made.attrs["scenario"] == "tutorial"
