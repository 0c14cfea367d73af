"""Words for columns, factors and measures in the figures of a study."""

import re

import numpy as np
import pytest

from demarche.scenarios.load import load
from demarche.scenarios.study import meanings
from demarche.scenarios.study.effects import main_effect
from demarche.scenarios.study.indices import Indices, indices
from demarche.scenarios.study.measures import known
from demarche.sim.pacts import SERIES
from demarche.ui.report import study_maps
from demarche.ui.report.study_figures import effects_caption
from demarche.ui.report.study_style import styled
from demarche.ui.report.study_words import bars, factor_words, mean_of_runs, meaning
from tests.study.figures_of import LONG, played


def indices_of(results):
    """The indices of a measure that has them."""
    found = indices(results, "no_1")
    assert isinstance(found, Indices)
    return found


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
