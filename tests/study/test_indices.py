"""Sobol and Morris indices: held to closed forms, SALib and leaving out one row at a time; what is said of them."""

import numpy as np
import pytest
from scipy import stats

from demarche.scenarios.study.indices import Indices, elementary_effects, enough, indices, warnings_of
from demarche.ui.report.study_tables import pairs_sheet
from tests.study.tables_of import sampled

RNG = np.random.default_rng(6)


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


@pytest.mark.parametrize("chance", ["common", "independent"])
@pytest.mark.parametrize("kind", ["sobol", "morris"])
def test_a_factor_that_changed_nothing_has_no_interval_of_0_to_either_side(kind, chance):
    found = indices(sampled(kind, lambda x, e: np.sqrt(7) * (x[:, :1] + x[:, 1:2] - x[:, 1:2]) + 0 * e, 3, chance), "y")
    assert isinstance(found, Indices)
    assert found.one[1:].tolist() == found.other[1:].tolist() == [0, 0]
    assert np.isnan(found.one_wide[1:]).all()


def test_a_step_that_always_does_the_same_has_no_interval_of_rounding():
    found = indices(sampled("morris", lambda x, e: x[:, :1] / 3 + 0 * e, 3), "y")
    assert isinstance(found, Indices)
    assert found.one[0] == pytest.approx(1 / 3)
    assert np.isnan(found.one_wide[0])


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


def test_a_share_that_varies_at_no_base_point_has_no_indices_and_a_sentence_says_why():
    """The rows of a base of 8 points of two factors are A, AB, AB, B; here one point of an AB says yes."""
    yes = sampled("sobol", lambda x, e: 0 * x[:, :1] + (np.arange(len(x)) == 1)[:, None], names=("a", "b"))
    why = indices(yes, "y")
    assert isinstance(why, str)
    assert "every base point" in why
    one_base_point = sampled("sobol", lambda x, e: 0 * x[:, :1] + (np.arange(len(x)) == 0)[:, None], names=("a", "b"))
    assert isinstance(indices(one_base_point, "y"), Indices)


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
    (said,) = warnings_of(found_of(0.2, 0.05, 0.34, 0.33), 64, ["the price"])
    assert "total index of the price is 0.34 ± 0.33" in said
    assert "base = 1,024 " in said  # 64 × 3.3² = 697
    assert warnings_of(found_of(0.2, 0.1, 0.34, 0.1), 64, ["a"]) == []
    assert len(warnings_of(found_of(0.2, np.nan, 0.34, 0.33), 64, ["a"])) == 1


def test_a_first_index_above_its_total_one_is_said_with_the_base_that_would_do():
    (said,) = warnings_of(found_of(0.42, 0.05, 0.4, 0.05), 64, ["the price"])
    assert "first index of the price, 0.42, exceeds its total one, 0.40" in said
    assert "base = 256 " in said
    assert warnings_of(found_of(0.4, 0.05, 0.4, 0.05), 64, ["a"]) == []
    assert enough(64, 1) == 64
