"""Figures of a study: axes that fit what they show, words for columns, no label cut, none of what is constant."""

import re
from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest

from demarche.scenarios.load import load
from demarche.scenarios.study import meanings
from demarche.scenarios.study.convergence import convergence
from demarche.scenarios.study.designs import points
from demarche.scenarios.study.effects import main_effect
from demarche.scenarios.study.indices import Indices, indices
from demarche.scenarios.study.levels import levels
from demarche.scenarios.study.measures import known
from demarche.scenarios.study.results import Results
from demarche.sim.pacts import SERIES
from demarche.ui.report import study_figures, study_maps, study_words
from demarche.ui.report.study import drawings
from demarche.ui.report.study_axes import is_log
from demarche.ui.report.study_figures import distributions_figure, edges_of, effects_caption
from demarche.ui.report.study_findings import findings
from demarche.ui.report.study_page import chapters
from demarche.ui.report.study_style import styled
from demarche.ui.report.study_words import bars, factor_words, mean_of_runs, meaning
from demarche.ui.story.parts import Line
from tests.study.folders import study_of

LONG = "a label that goes on for so long that no panel of three can hold it in one line or in two, logits (judged)"
PRICE = {"name": "price", "path": "settings.sign_base", "range": [0.01, 10], "distribution": "log-uniform"}
WORDED = {"name": "long", "path": "settings.base", "label": LONG, "range": [0, 1]}
FLAG = {"name": "flag", "path": "a.flag", "values": [True, False]}
LEADER = {"name": "leader_of_camp", "path": "a.leader", "values": ["cybersecurity doctrine", "none", "I" * 40]}
STATES = {"name": "state", "path": "a.state", "values": [f"the {k}th state of the list" for k in range(14)]}
DESIGNS = {
    "grid": ({"kind": "grid"}, [PRICE | {"steps": 4}, FLAG, LEADER, WORDED | {"steps": 2}]),
    "one factor": ({"kind": "grid"}, [PRICE | {"steps": 4}]),
    "latin-hypercube": ({"kind": "latin-hypercube", "points": 30}, [PRICE, STATES]),
    "sobol": ({"kind": "sobol", "base": 16}, [PRICE, WORDED]),
    "morris": ({"kind": "morris", "trajectories": 6}, [PRICE, WORDED]),
}


def played(name, replicates=3):
    """A study with a measure and a count that vary, and some that do not."""
    design, factors = DESIGNS[name]
    study = study_of(design, factors, replicates)
    made, rng = points(study.design, study.factors, 1), np.random.default_rng(1)
    ranks = np.sum([np.unique(column.astype(str), return_inverse=True)[1] for column in made.columns.values()], axis=0)
    y = ranks[:, None] + rng.normal(size=(len(made), replicates))
    measures = {
        "operations_within_1": y,
        "operations_within_1_twin": y + 1 + rng.normal(size=y.shape),
        "yes_1": np.full(y.shape, 33.0),
        "signed_1": np.full(y.shape, np.nan),
        "changed_1": np.tile(np.arange(replicates, dtype=np.float64), (len(made), 1)),
    }
    if name == "one factor" or replicates > 3:
        measures["adopted_1"] = 1.0 * (y > np.median(y))
        measures["no_1"] = np.repeat(y[:, :1], replicates, axis=1)
        measures["abstain_1"] = y[:, :1] + np.arange(replicates)
    measures["operations_within_1_effect"] = y - measures["operations_within_1_twin"]
    counts = rng.poisson(3, (*y.shape, 4)).astype(np.float64)
    series = {"operations_1": counts, "operations_1_twin": counts + 1, "breaches_1": np.zeros_like(counts)}
    return Results(study, {}, made, measures, series, 0)


def indices_of(results):
    """The indices of a measure that has them."""
    found = indices(results, "no_1")
    assert isinstance(found, Indices)
    return found


@contextmanager
def kept():
    """The figures that are drawn meanwhile, by name, as matplotlib has them."""
    figures: dict[str, Any] = {}
    with pytest.MonkeyPatch.context() as patch, styled():
        for module in (study_figures, study_maps):
            patch.setattr(module, "drawn", lambda figure, name, heading, caption: figures.setdefault(name, figure))
        yield figures


@pytest.fixture(scope="module")
def all_drawn():
    made = {}
    for name in DESIGNS:
        results = played(name)
        with kept() as figures:
            list(drawings(findings(results)))
        for figure in figures.values():
            figure.draw_without_rendering()
        made[name] = results, figures
    return made


def texts(figure):
    """Every text of a figure that is shown; matplotlib keeps ticks beyond the ends of an axis undrawn."""
    hidden = set()
    for ax in figure.axes:
        for axis in (ax.xaxis, ax.yaxis):
            low, high = sorted(axis.get_view_interval())
            beyond = [tick for tick in axis.get_major_ticks() if not low <= tick.get_loc() <= high]
            hidden |= {label for tick in beyond for label in (tick.label1, tick.label2)}
    shown = figure.findobj(lambda part: hasattr(part, "get_text") and part not in hidden)
    return [text for text in shown if text.get_visible() and text.get_text()]


def one_line(label):
    """A label without its line ends; a word that was longer than a line is put together again."""
    return re.sub(r"\s+", "", label)


@pytest.mark.parametrize("name", DESIGNS)
def test_no_text_reaches_beyond_its_figure(name, all_drawn):
    for figure in all_drawn[name][1].values():
        for text in texts(figure):
            box, whole = text.get_window_extent(), figure.bbox
            inside = box.x0 >= -1 and box.y0 >= -1 and box.x1 <= whole.x1 + 1 and box.y1 <= whole.y1 + 1
            assert inside, (name, text.get_text(), box, whole)


@pytest.mark.parametrize("name", DESIGNS)
def test_no_two_labels_of_axes_overlap_and_plots_keep_their_room(name, all_drawn):
    for figure in all_drawn[name][1].values():
        axes = [ax for ax in figure.axes if ax.get_subplotspec() is not None and ax.axison]
        labels = [part.label for ax in axes for part in (ax.xaxis, ax.yaxis) if part.label.get_text()]
        boxes = [label.get_window_extent() for label in labels]
        assert not any(one.overlaps(other) for k, one in enumerate(boxes) for other in boxes[:k])
        for ax in axes:
            box = ax.get_window_extent()
            assert box.width >= 1.8 * figure.dpi
            assert box.height >= 0.35 * figure.dpi
            ticks = [text for text in texts(figure) if text in ax.get_xticklabels() and not text.get_rotation()]
            names = [tick.get_window_extent() for tick in ticks]
            assert not any(one.overlaps(other) for k, one in enumerate(names) for other in names[:k])


@pytest.mark.parametrize("name", DESIGNS)
def test_every_axis_says_in_words_what_it_shows(name, all_drawn):
    results, figures = all_drawn[name]
    said = [factor_words(results, factor) for factor in results.points.columns]
    said += [words(column) for words in (meaning, mean_of_runs) for column in results.measures]
    said += [study_words.RUNS, study_words.REPLICATES, study_words.QUARTER, study_words.MEAN_COUNT]
    said += [study_words.ERROR, meanings.DIFFERENCE, *study_words.INDEX.values()]
    sentences = {one_line(words) for words in said}
    assert figures
    for figure in figures.values():
        for ax in figure.axes:
            if ax.axison:
                labels = {one_line(ax.get_xlabel()), one_line(ax.get_ylabel())} - {""}
                assert labels
                assert labels <= sentences
        written = " ".join(text.get_text() for text in texts(figure))
        columns = [column for column in [*results.measures, *results.series] if "_" in column]
        assert not [column for column in columns if re.search(rf"\b{column}\b", written)]


def test_a_vertical_axis_of_each_row_is_labelled(all_drawn):
    figure = all_drawn["grid"][1]["effects-operations_within_1"]
    rows = [ax for ax in figure.axes if ax.axison and ax.get_subplotspec().colspan.start == 0]
    assert len(rows) == 2
    assert all(ax.get_ylabel() for ax in rows)


def test_a_log_factor_has_a_log_axis_on_which_its_levels_lie(all_drawn):
    for name in DESIGNS:
        results, figures = all_drawn[name]
        panel = figures["effects-operations_within_1"].axes[0]
        assert panel.get_xscale() == "log"
        at = panel.containers[0].lines[0].get_xdata()
        middle = levels(results.points.columns["price"]).middle
        assert middle is not None
        assert at.tolist() == middle.tolist()
        assert panel.get_xlim()[0] > 0
        shown = [tick.get_text() for tick in panel.get_xticklabels()]
        assert len([tick for tick in shown if tick]) >= 3
        assert all(float(tick) > 0 for tick in shown if tick)
    assert all_drawn["sobol"][1]["effects-operations_within_1"].axes[1].get_xscale() == "linear"


@pytest.mark.parametrize(
    ("values", "log"),
    [
        ([1, 10, 100], True),
        ([0.5, 1.0, 2.0, 4.0], True),
        ([1, 2, 3], False),
        ([0, 1, 10], False),
        ([1, 10], False),
        ([-1.0, -10.0, -100.0], False),
        ([1.0, 1.1, 1.21], False),
        ([True, False], False),
        (["a", "b", "c"], False),
    ],
)
def test_values_that_are_a_geometric_series_have_a_log_axis(values, log):
    study = study_of({"kind": "grid"}, [{"name": "a", "path": "x", "values": values}])
    made = points(study.design, study.factors, 1)
    assert is_log(Results(study, {}, made, {"y": np.zeros((len(made), 1))}, {}, 0), "a") == log


def test_a_log_factor_of_a_range_of_less_than_a_decade_or_many_has_a_few_ticks():
    for high in (3, 30, 1e9):
        study = study_of({"kind": "random", "points": 40}, [PRICE | {"range": [2, high] if high < 5 else [1, high]}], 2)
        made = points(study.design, study.factors, 1)
        results = Results(study, {}, made, {"y": np.random.default_rng(1).random((40, 2))}, {}, 0)
        with kept() as figures:
            study_figures.effects_figure(results, "y")
        ax = figures["effects-y"].axes[0]
        low, top = ax.get_xlim()
        assert 1 <= len([tick for tick in ax.get_xticks() if low <= tick <= top]) <= 8


def test_levels_that_are_true_or_false_or_words_are_named_as_in_the_study_file(all_drawn):
    axes = all_drawn["grid"][1]["effects-operations_within_1"].axes
    assert [tick.get_text() for tick in axes[1].get_xticklabels()] == ["false", "true"]
    shown = [one_line(tick.get_text()) for tick in axes[2].get_xticklabels()]
    assert sorted(shown) == sorted(map(one_line, LEADER["values"]))


def distribution(table, name="operations_within_1"):
    """The panel of the distribution of one measure."""
    results = played("one factor")
    results.measures[name] = np.asarray(table, np.float64)
    with kept() as figures:
        distributions_figure(results, [name])
    return figures["distributions"].axes[0]


def test_a_few_values_are_bars_at_these_values_on_an_axis_of_numbers():
    ax = distribution([[1, 1, 2, 10]])
    bars_ = {patch.get_x() + patch.get_width() / 2: patch.get_height() for patch in ax.patches}
    assert bars_ == pytest.approx({1: 0.5, 2: 0.25, 10: 0.25})
    at = ax.transData.transform([(1, 0), (2, 0), (10, 0)])[:, 0]
    assert (at[2] - at[1]) / (at[1] - at[0]) == pytest.approx(8)
    assert all(float(tick.get_text().replace("−", "-")) == at for at, tick in zip(
        ax.get_xticks(), ax.get_xticklabels(), strict=True))  # fmt: skip


def test_whole_numbers_have_bars_around_them_and_none_is_lost():
    values = np.arange(100)
    ax = distribution(values[None])
    (stairs,) = ax.patches
    heights, edges, _ = stairs.get_data()
    assert heights.sum() == pytest.approx(1)
    assert (edges % 1 == 0.5).all()
    assert edges[0] < 0 < 99 < edges[-1]
    assert set(heights[:-1].round(6)) == {0.03}


@pytest.mark.parametrize("values", [[0.0, 0.001, 5.0], np.random.default_rng(1).normal(size=50)])
def test_other_numbers_have_a_histogram_over_their_range(values):
    (stairs,) = distribution([values]).patches
    heights, edges, _ = stairs.get_data()
    assert np.allclose(heights, np.histogram(values, edges)[0] / len(values))
    assert (edges[0], edges[-1]) == pytest.approx((min(values), max(values)))
    assert len(edges) == len(edges_of(np.unique(values)))


def test_shares_are_of_the_runs_that_have_the_number_and_the_others_are_said():
    ax = distribution([[1, 0, 0, np.nan]], "adopted_1")
    assert [patch.get_height() for patch in ax.patches] == pytest.approx([2 / 3, 1 / 3])
    assert [tick.get_text() for tick in ax.get_xticklabels()] == ["no", "yes"]
    assert one_line(ax.get_xlabel()) == one_line("draft 1 adopted (missing in 25% of runs)")


def test_what_does_not_vary_has_a_sentence_and_no_figure(all_drawn):
    results, figures = all_drawn["one factor"]
    found = findings(results)
    assert set(found.unvaried.constant) == {"yes_1", "signed_1", "breaches_1"}
    assert "33 in every run" in found.unvaried.constant["yes_1"]
    assert "no run has such a number" in found.unvaried.constant["signed_1"]
    assert set(found.unvaried.unmoved) == {"changed_1"}
    assert "a mean of 1 at every point" in found.unvaried.unmoved["changed_1"]
    assert set(found.unvaried.exact) == {"no_1", "abstain_1"}
    assert "the same in every replicate" in found.unvaried.exact["no_1"]
    assert "alike at every point" in found.unvaried.exact["abstain_1"]
    written = one_line(" ".join(text.get_text() for figure in figures.values() for text in texts(figure)))
    for column in ("yes_1", "signed_1", "breaches_1"):
        assert one_line(meaning(column, by_quarter=column == "breaches_1")) not in written
    for shown in ("effects-no_1", "effects-adopted_1", "series", "distributions", "convergence"):
        assert shown in figures
    assert len([ax for ax in figures["series"].axes if ax.axison]) == 1
    assert len([ax for ax in figures["convergence"].axes if ax.axison]) == len(found.convergence) - 2


@pytest.mark.parametrize("name", DESIGNS)
def test_no_figure_is_of_a_measure_that_does_not_vary(name, all_drawn):
    for column in ("yes_1", "signed_1", "changed_1"):
        assert not [figure for figure in all_drawn[name][1] if figure.endswith(f"-{column}")]
    assert f"{'indices' if name in ('sobol', 'morris') else 'effects'}-operations_within_1" in all_drawn[name][1]


def test_the_page_says_what_does_not_vary():
    found = findings(played("one factor"))
    found.results.manifest.update(
        {"versions": {"numpy": ""}, "python": "", "engine": "", "runs": 0, "begun": "", "rng": "", "study_file": ""}
    )
    lines = [item for chapter in chapters(found, [], []) for item in chapter.items if isinstance(item, Line)]
    written = [line.text if isinstance(line.text, str) else str(line) for line in lines]
    assert list(found.unvaried)
    for said in found.unvaried:
        assert any(said in line for line in written)


def test_a_study_in_which_nothing_varies_has_no_figures():
    results = played("one factor")
    flat = Results(results.study, {}, results.points, {"yes_1": np.full((4, 3), 2.0)}, {}, 0)
    with kept() as figures:
        list(drawings(findings(flat)))
    assert figures == {}


@pytest.mark.parametrize("scenario", ["tutorial", "pact-2015", "dual-track-2018"])
def test_every_measure_of_a_scenario_has_words(scenario):
    for column in known(load(scenario)):
        assert "_" not in meaning(column)
        assert meaning(column) != column.rpartition("_")[0].replace("_", " ")
        number = column.rpartition("_")[2]
        assert column in meanings.OF_A_WORLD or re.search(rf"\b(draft|pact) {number}\b", meaning(column)), column


def test_every_count_by_quarter_and_every_ending_has_words():
    said = [meaning(f"{name}_2{end}", by_quarter=True) for name in SERIES for end in ("", "_twin", "_effect")]
    assert len(set(said)) == len(said)
    assert not [words for words in said if "_" in words or "pact 2" not in words]
    assert meaning("breaches_1_effect").endswith(": with the pact, less without it")
    assert meaning("breaches_1_twin").endswith(": without the pact")
    assert "share" in meaning("measures_delivered_1")
    assert "share" not in meaning("measures_delivered_1", by_quarter=True)
    assert mean_of_runs("adopted_1") == "share of worlds with draft 1 adopted"
    assert mean_of_runs("adopted") == "drafts adopted"


def test_a_factor_without_a_label_says_what_its_number_means():
    results = played("grid")
    assert factor_words(results, "price") == "price: readiness to sign a pact, logits"
    assert factor_words(results, "leader_of_camp") == "leader of camp"
    assert factor_words(results, "long") == LONG


@pytest.mark.parametrize(("name", "said"), [("sobol", True), ("latin-hypercube", False), ("morris", False)])
def test_captions_of_a_sobol_design_say_that_intervals_may_be_wide(name, said):
    results = played(name, 6)
    wide = "wider than they need be"
    assert (wide in bars(results)) == said
    assert (wide in effects_caption(results, "no_1", [main_effect(results, "no_1", "price")])) == said
    if name != "latin-hypercube":
        with styled():
            figure = study_maps.indices_figure(results, "no_1", indices_of(results))
        assert (wide in figure.caption) == said
        assert "(in the tables: no_1)" in figure.caption


def test_factors_that_change_nothing_do_not_hide_the_intervals_of_the_others():
    results = played("sobol", 6)
    results.measures["no_1"] = results.points.units[:, :1] + np.random.default_rng(2).normal(size=(1, 6))
    found = indices_of(results)
    assert np.isnan(found.one_wide).tolist() == [False, True]
    with styled():
        caption = study_maps.indices_figure(results, "no_1", found).caption
    assert "Bars are 95 % intervals from base rows and replicates" in caption
    assert "A factor without one changed nothing" in caption


def test_the_axis_of_convergence_has_ticks_at_the_replicates_played():
    results = played("one factor", 6)
    with kept() as figures:
        found = convergence(results, "adopted_1")
        assert found is not None
        study_figures.convergence_figure(results, [found])
    ax = figures["convergence"].axes[0]
    assert ax.get_xscale() == ax.get_yscale() == "log"
    assert [tick.get_text() for tick in ax.get_xticklabels()] == ["2", "4", "6"]
