"""Intervals of judgement: studies over the ranges of judged numbers, and what is printed of them."""

import tomllib
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from bench import judged
from demarche.agents.doctrine import parameters
from demarche.scenarios.load import load
from demarche.scenarios.study.designs import Points
from demarche.scenarios.study.schema import Study
from demarche.scenarios.tables import clauses
from demarche.sim import conduct

FILES = sorted((Path(__file__).parents[2] / judged.STUDIES).glob("*.toml"))
DEFAULTS = {row.name: row for row in (*parameters.TABLE, *conduct.TABLE)}


def study(path):
    return Study.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))


def test_there_is_a_study_of_each_pact_with_both_worlds():
    assert [path.stem for path in FILES] == ["pact-2015", "us-china-2015", "us-russia"]
    for path in FILES:
        made = study(path)
        assert made.scenario == path.stem
        assert made.twin == "no-pact"
        assert judged.SPARED in made.measures


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_range_is_of_a_judged_number_and_holds_what_it_is_judged_at(path):
    scenario = load(path.stem)
    for factor in study(path).factors:
        (where,) = factor.path
        low, high = factor.range
        group, _, name = where.partition(".")
        if group == "settings":
            row = DEFAULTS[name]
            assert row.origin == "judged"
            value = scenario.settings.get(name, row.default)
            assert row.low <= low < high <= row.high
        elif group == "drafts":
            value = scenario.drafts[0].linkage
        else:
            clause, letter, _, kind = name.split(".")
            wordings = {w.id: w for one in clauses() for w in one.wordings}
            value = wordings[f"{clause}.{letter}"].clear[kind]
            assert scenario.drafts[0].wordings[clause] == f"{clause}.{letter}"
        assert low <= value <= high, where


def results(here, without, **columns):
    measures = {"operations_within_1": np.array(here), "operations_within_1_twin": np.array(without)}
    points = Points({name: np.array(column) for name, column in columns.items()})
    return SimpleNamespace(measures=measures, points=points, factors=list(columns))


def test_a_point_is_all_its_operations_over_those_of_the_twins():
    found = judged.of_points(results([[1.0, 3.0], [2.0, np.nan]], [[4.0, 4.0], [2.0, np.nan]]))
    assert found.tolist() == [0.5, 1.0]


def test_the_interval_is_the_middle_nine_tenths_of_the_points():
    assert judged.interval(np.linspace(0, 1, 101)) == "judgement [0.050, 0.950], median 0.500"


def test_what_moves_the_ratio_is_named_first():
    ratios = np.array([0.2, 0.4, 0.6, 0.8])
    made = results([[1.0]] * 4, [[1.0]] * 4, idle=[2.0, 1.0, 4.0, 3.0], moving=[4.0, 3.0, 2.0, 1.0])
    assert judged.drivers(made, ratios, 1) == "moving -1.00"
