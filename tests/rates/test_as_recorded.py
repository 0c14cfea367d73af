"""The first quarter of a scenario brings what the record says, though pacts and threats of before hold back."""

import numpy as np
import pytest

from demarche.scenarios.as_recorded import share_run
from demarche.scenarios.compile import compile_rules, game
from demarche.scenarios.load import load
from demarche.scenarios.twins import without_effect


def at(made, table, one, other):
    names = made.rules.roster.names
    return float(table[0, names.index(one), names.index(other)])


@pytest.fixture(scope="module")
def standing():
    return game(load("pact-2015-sco"), 1, range(2))


@pytest.fixture(scope="module")
def recorded():
    return compile_rules(load("pact-2015-sco"), 1).conduct.rate


def test_what_is_run_under_a_pact_of_before_is_what_the_record_says(standing, recorded):
    one = standing.take(slice(1))
    run = share_run(one.rules, one.briefs, one.doctrine, 0)
    assert at(one, run, "RUS", "CHN") < 0.999
    assert np.allclose(one.rules.conduct.rate * run, recorded, rtol=1e-4)


def test_the_counterfactual_without_the_pact_runs_more_than_the_record(standing, recorded):
    twin = without_effect(standing)
    for one, other in (("RUS", "CHN"), ("CHN", "RUS")):
        assert at(twin, twin.rules.conduct.rate, one, other) > 1.002 * at(standing, recorded, one, other)
    assert at(twin, twin.rules.conduct.rate, "RUS", "USA") == at(standing, recorded, "RUS", "USA")


@pytest.mark.parametrize("name", ["pact-2015", "us-china-2015"])
def test_rates_stay_where_nothing_was_signed_or_threatened_before(name):
    scenario = load(name)
    assert np.array_equal(game(scenario, 1).rules.conduct.rate, compile_rules(scenario, 1).conduct.rate)


def test_a_doctrine_that_a_scenario_gives_did_not_make_the_record(standing):
    other = game(load("pact-2015-sco", ["states.CHN.doctrine=strategic-restraint"]), 1, range(2))
    assert np.array_equal(other.rules.conduct.rate, standing.rules.conduct.rate)


def test_a_threat_of_an_earlier_year_made_part_of_the_record():
    """The United States threatened in 2013: what the record of 2013 says of 2014 was run under that."""
    changes = ["rates_by_year=true", "quarters=8"]
    with_it = game(load("us-china-2013", changes), 1)
    first, second = with_it.rules, with_it.rules.later[0]
    names = first.roster.names
    at = (0, names.index("CHN"), names.index("USA"))
    bare = compile_rules(load("us-china-2013", ["year=2014", *changes]), 1).conduct.rate
    assert second.conduct.rate[at] > 1.05 * bare[at]
    assert first.conduct.rate[at] == compile_rules(load("us-china-2013"), 1).conduct.rate[at]
