"""What is worked out beside means: bins of levels, paired effects, convergence, indices; and what the report says."""

import re

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from statsmodels.formula.api import ols
from statsmodels.stats.anova import anova_lm

from demarche.scenarios.study.convergence import convergence
from demarche.scenarios.study.effects import levels, main_effect, pair, paired
from demarche.scenarios.study.indices import Indices, elementary_effects, enough, indices, warnings_of
from demarche.ui.report.study_figures import effects_caption
from demarche.ui.report.study_findings import findings
from demarche.ui.report.study_tables import changes_sheet, effects_sheet, measures_sheet, paired_sheet, pairs_sheet
from tests.study.tables_of import results_of, sampled

RNG = np.random.default_rng(6)


# ── levels ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_factor_of_twelve_values_keeps_them_and_one_of_thirteen_has_ten_bins():
    twelve, thirteen = levels(np.arange(12)), levels(np.arange(13))
    assert twelve.names == [str(value) for value in range(12)]
    assert twelve.middle is not None
    assert twelve.middle.tolist() == list(range(12))
    assert len(thirteen.names) == 10


def test_bins_have_as_many_points_each_and_each_point_lies_in_its_bin():
    column = RNG.permutation(np.linspace(0, 3, 40) ** 2)
    cut = levels(column)
    assert np.bincount(cut.place).tolist() == [4] * 10
    assert cut.middle is not None
    for place, name in enumerate(cut.names):
        low, high = (float(part) for part in name.split(" to "))
        here = column[cut.place == place]
        assert low - 0.005 <= here.min() <= cut.middle[place] <= here.max() <= high + 0.05
        assert cut.middle[place] == np.median(here)


def test_a_value_on_the_edge_of_two_bins_belongs_to_the_upper_one():
    assert levels(np.arange(21)).place[[9, 10, 11, 20]].tolist() == [4, 5, 5, 9]  # the median, 10, is an edge


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
    assert found.less == 1 / 4
    assert found.n == 4


def test_a_ratio_is_of_the_runs_that_have_both():
    found = paired(with_pact([[3, np.nan, 5]], [[4, 100, 6]], kind="list"), "y")
    assert found.ratio == pytest.approx(8 / 10)
    assert (found.n, found.effect.mean, found.less) == (2, -1, 1)


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


def test_chance_of_its_own_is_the_variance_within_points():
    table = RNG.normal(size=(6, 8))
    found = convergence(results_of({"y": table}, chance="independent"), "y")
    assert found is not None
    assert found.error[-1] == pytest.approx(np.sqrt(table.var(axis=1, ddof=1).mean() / 8))


# ── indices ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_sobol_errors_are_those_of_leaving_out_one_base_row_at_a_time():
    made = sampled("sobol", lambda x, e: x[:, :1] + x[:, 1:2] * x[:, 2:] + 0.3 * e, base=64)
    found = indices(made, "y")
    assert isinstance(found, Indices)
    rows, one, other = made.measures["y"].reshape(64, 5), [], []
    for left in range(64):
        kept = np.delete(rows, left, axis=0)
        a, b = kept[:, 0] - kept[:, [0, -1]].mean(), kept[:, -1] - kept[:, [0, -1]].mean()
        whole = np.r_[a, b].var()
        ab = kept[:, 1:4] - kept[:, [0, -1]].mean()
        one.append((b[:, None] * (ab - a[:, None])).mean(axis=0) / whole)
        other.append(((a[:, None] - ab) ** 2).mean(axis=0) / 2 / whole)
    for left_out, wide in ((one, found.one_wide), (other, found.other_wide)):
        error = np.sqrt(63 / 64 * ((left_out - np.mean(left_out, axis=0)) ** 2).sum(axis=0))
        assert wide == pytest.approx(stats.t.ppf(0.975, 63) * error, rel=0.1)


def test_the_index_of_a_pair_is_what_the_product_of_two_factors_explains():
    """(x1 - 1/2)(x2 - 1/2) explains 1/144, x3 / 6 explains 1/432: three quarters and one quarter."""
    made = sampled(
        "sobol", lambda x, e: (x[:, :1] - 0.5) * (x[:, 1:2] - 0.5) + x[:, 2:] / 6, base=512, second_order=True
    )
    found = indices(made, "y")
    assert isinstance(found, Indices)
    assert {pair: round(value, 1) for pair, (value, _) in found.pairs.items()} == {
        ("a", "b"): pytest.approx(0.75, abs=0.06),
        ("a", "c"): pytest.approx(0, abs=0.06),
        ("b", "c"): pytest.approx(0, abs=0.06),
    }
    assert found.one == pytest.approx([0, 0, 0.25], abs=0.05)
    assert found.other == pytest.approx([0.75, 0.75, 0.25], abs=0.05)
    assert [row[1:3] for row in pairs_sheet({"y": found}).rows] == [("a", "b"), ("a", "c"), ("b", "c")]


@pytest.mark.parametrize("kind", ["sobol", "morris"])
def test_an_index_has_no_interval_where_all_points_share_one_replicate(kind):
    found = indices(sampled(kind, lambda x, e: x[:, :1] + e, chance="common"), "y")
    assert isinstance(found, Indices)
    assert np.isnan(found.one_wide).all()


@pytest.mark.parametrize("kind", ["sobol", "morris"])
def test_chance_that_moves_with_a_factor_is_in_the_interval_of_its_index(kind):
    """Each replicate has a slope of its own, the same at every point: only replicates can show that error."""

    def slopes(x, e):
        return x[:, :1] * (1 + 0.5 * np.linspace(-1, 1, e.shape[1])) + x[:, 1:2] + 0.01 * e

    many = {"base": 256} if kind == "sobol" else {"trajectories": 20}
    shared, own = (indices(sampled(kind, slopes, 8, chance, **many), "y") for chance in ("common", "independent"))
    assert isinstance(shared, Indices)
    assert isinstance(own, Indices)
    assert shared.one_wide[0] > (1.05 if kind == "sobol" else 3) * own.one_wide[0]


def test_morris_effects_are_those_of_salib_with_the_error_of_a_mean_of_trajectories():
    made = sampled("morris", lambda x, e: x[:, :1] ** 2 - x[:, 1:2] * x[:, 2:] + 0.1 * e, trajectories=12)
    found = indices(made, "y")
    assert isinstance(found, Indices)
    assert made.points.units is not None
    effects = elementary_effects(made.points.units, made.measures["y"], 3)[:, :, 0]
    assert found.one == pytest.approx(np.abs(effects).mean(axis=0))
    assert found.other == pytest.approx(effects.std(axis=0, ddof=1))
    wide = stats.t.ppf(0.975, 11) * stats.sem(np.abs(effects), axis=0)
    assert found.one_wide == pytest.approx(wide)


def found_of(one, one_wide, other, other_wide):
    return Indices("sobol", ["a"], np.array([one]), np.array([one_wide]), np.array([other]), np.array([other_wide]))


def test_an_index_too_wide_to_be_of_use_is_said_with_the_base_that_would_do():
    (said,) = warnings_of("y", found_of(0.2, 0.05, 0.34, 0.33), 64)
    assert "total index of a is 0.34 ± 0.33" in said
    assert "base = 1,024 " in said  # 64 × 3.3² = 697
    assert warnings_of("y", found_of(0.2, 0.1, 0.34, 0.1), 64) == []


def test_a_first_index_above_its_total_one_is_said_with_the_base_that_would_do():
    (said,) = warnings_of("y", found_of(0.42, 0.05, 0.4, 0.05), 64)
    assert "0.42, exceeds its total one, 0.40" in said
    assert "base = 256 " in said
    assert warnings_of("y", found_of(0.4, 0.05, 0.4, 0.05), 64) == []
    assert enough(64, 1) == 64


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
    assert sheet.heads[-3:] == ("ratio to counterfactual", "P(effect < 0)", "variance reduction by pairing")
    assert sheet.rows[0][1:5] == (found.n, *_of(found.effect))
    assert sheet.rows[0][6:] == (found.less, found.gain)


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
