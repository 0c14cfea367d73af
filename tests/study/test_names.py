"""A factor's name is a column of tables: it may not be one that the program makes itself."""

import json

import pytest

from demarche.scenarios.load import load, names
from demarche.scenarios.schema import Scenario
from demarche.scenarios.study.measures import EFFECT, TWIN, columns, known
from demarche.scenarios.study.names import OF_DRAFTS, OF_WORLDS, suggestion, trouble
from demarche.sim.pacts import SERIES
from demarche.ui.cli import main
from tests.study.folders import TINY, tiny

REFUSED = {
    "point": "is a column of the results themselves; point_factor would do",
    "replicate": "replicate_factor would do",
    "seed": "seed_factor would do",
    "error": "error_factor would do",
    "quarter": "quarter_factor would do",
    "unit_cost": "begins with unit_, as the columns do that say where a factor was sampled; cost would do",
    "unit_base": "base_factor would do",
    "unit_point": "point_factor would do",
    "unit_": "unit would do",
    "adopted": "is the name of a measure; adopted_factor would do",
    "adopted_1": "is the name of a measure",
    "yes_17": "is the name of a measure",
    "operations_1": "is the name of a measure",
    "price_twin": "ends with _twin, as the columns do that compare a world with its twin; price would do",
    "base_effect": "ends with _effect",
    "breaches_1_effect": "breaches_1_factor would do",
    "Price": "is not a name: small letters a-z, digits and _ are, beginning with a letter; price would do",
    "BASE": "base_factor would do",
    "": "'' is not a name",
    " ": "is not a name",
    "the price": "the_price would do",
    "2nd": "nd would do",
    "prix_élevé": "is not a name",
    "price\n": r"'price\n' is not a name",
    "\x1b[31mred": r"'\x1b[31mred' is not a name",
    "price\u202e": r"'price\u202e' is not a name",
}


@pytest.mark.parametrize("command", ["validate", "sweep"])
@pytest.mark.parametrize("name", REFUSED)
def test_a_name_that_cannot_be_a_column_is_refused_with_the_key_and_one_that_can(command, name, capsys, tmp_path):
    file = tiny(tmp_path, change={'name = "price"': f"name = {json.dumps(name)}"})
    assert main([command, str(file)]) == 2
    told = capsys.readouterr()
    assert "factors.0.name" in told.err
    assert "tiny.toml" in told.err
    assert REFUSED[name] in told.err
    assert told.err.count("\n") == 1
    assert told.out == ""
    assert [path.name for path in tmp_path.iterdir()] == ["tiny.toml"]


@pytest.mark.parametrize("name", [name for name in REFUSED])
def test_the_name_that_is_proposed_is_accepted(name, capsys, tmp_path):
    proposed = suggestion(name, ["base"])
    assert trouble(proposed) is None
    assert main(["validate", str(tiny(tmp_path, change={'name = "price"': f'name = "{proposed}"'}))]) == 0


@pytest.mark.parametrize("scenario", names())
def test_every_measure_of_every_scenario_is_refused_as_a_factor(scenario):
    measures = known(load(scenario))
    every = {*columns(measures, "no-pact"), *measures, *(name + TWIN for name in measures)}
    every |= {f"{name}_{draft}{ending}" for name in SERIES for draft in (1, 2) for ending in ("", TWIN, EFFECT)}
    assert [name for name in sorted(every) if trouble(name) is None] == []


def test_no_more_is_refused_than_is_made():
    """Every word of the lists is a measure or a count of some scenario."""
    every = {name for scenario in names() for name in known(load(scenario))}
    assert [name for name in OF_WORLDS if name not in every] == []
    assert [name for name in OF_DRAFTS if f"{name}_1" not in every and name not in SERIES] == []


def test_no_key_of_a_scenario_is_refused():
    """A column of a table that is no factor is a path: `rounds`, and may stand beside the measures."""
    assert [name for name in Scenario.model_fields if trouble(name) is not None] == []


@pytest.mark.parametrize("name", ["price", "place_1", "yes", "point_2", "twin", "effect", "unit", "seeds"])
def test_names_that_are_near_those_are_accepted(name):
    assert trouble(name) is None


def test_two_factors_that_set_one_value_are_refused(capsys, tmp_path):
    assert TINY.count("settings.base") == 1
    file = tiny(tmp_path, change={'path = "settings.base"': 'path = ["settings.base", "price_of_split"]'})
    assert main(["validate", str(file)]) == 2
    assert "factor base: price_of_split is set by factor price too; let one of them set it" in capsys.readouterr().err
