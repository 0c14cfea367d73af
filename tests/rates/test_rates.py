"""Rates of operations by dyad: they share out the level of the record and beat simple forecasters."""

import json
from dataclasses import replace

import numpy as np
import pytest
from scipy.special import gammaln

from demarche.scenarios.history import dyads
from demarche.scenarios.history.pattern import Pattern
from demarche.scenarios.rates import forecast as rates
from demarche.scenarios.rates import gravity, record
from demarche.scenarios.tables import members, read
from demarche.ui.cli import main
from demarche.ui.dyads import quarters_result

PLACE = {iso3: i for i, iso3 in enumerate(members())}


def test_the_two_tables_of_the_same_incidents_agree():
    early = {
        (row["year"], row["initiator_iso3"], row["target_iso3"]): int(row["count"])
        for row in read("incidents")
        if row["source"] == "eurepoc" and int(row["year"]) >= record.DETAILED
    }
    late = {
        (row["year"], row["initiator_iso3"], row["target_iso3"]): int(row["incidents"]) for row in read("dyad_years")
    }
    assert late == early


def test_the_record_of_2016_to_2022_is_the_one_counted_by_hand():
    totals = [record.of_year(year).sum() for year in range(2016, 2023)]
    assert totals == [80, 98, 94, 87, 43, 126, 120]
    assert record.of_year(2014)[PLACE["CHN"], PLACE["USA"]] == 9


def test_a_year_outside_the_record_is_refused():
    with pytest.raises(ValueError, match="the record goes from 2003 to 2023, and 2024 is not in it"):
        record.of_year(2024)


def test_the_decayed_record_weighs_each_year_by_its_age():
    by_hand = sum(0.5 ** (2011 - year) * record.of_year(year) for year in range(2003, 2012))
    assert np.allclose(record.decayed(2012, 0.5), by_hand)


@pytest.mark.parametrize("year", [2009, 2015, 2019, 2023])
def test_rates_share_out_the_level_of_the_three_years_before(year):
    made = rates.forecast(year)
    expected = np.mean([record.of_year(y).sum() for y in (year - 3, year - 2, year - 1)])
    assert made.sum() == pytest.approx(expected, abs=193 * 193 * 10.0**-rates.DECIMALS)
    assert (np.diagonal(made) == 0).all()
    assert (made >= 0).all()
    assert rates.forecast(year, total=50.0).sum() == pytest.approx(50.0, abs=0.004)


def test_every_state_may_run_something_and_every_state_may_suffer_something():
    made = rates.forecast(2015)
    assert (made.sum(axis=0) > 0).all()
    assert (made.sum(axis=1) > 0).all()


@pytest.mark.parametrize("year", [2012, 2016, 2020])
def test_nothing_reported_in_the_year_or_later_changes_its_rates(year, monkeypatch):
    before = rates.forecast(year)
    changed = record.reported().copy()
    changed[year - record.FIRST :] += 7
    monkeypatch.setattr(record, "reported", lambda: changed)
    assert np.array_equal(rates.forecast(year), before)
    changed[year - 1 - record.FIRST] += 1
    assert not np.array_equal(rates.forecast(year), before)


def test_no_window_of_votes_later_than_2019_is_used():
    assert set(gravity.WINDOWS.values()) == {f"prior5_{year}" for year in (2008, 2016, 2018, 2019, 2020)}
    for year, window in gravity.WINDOWS.items():
        assert int(window.removeprefix("prior5_")) <= year


def test_scenarios_outside_the_record_use_its_first_and_its_last_year():
    assert np.array_equal(rates.forecast(1998), rates.forecast(2009))
    assert np.array_equal(rates.forecast(2025), rates.forecast(2023))


def test_rates_are_rounded():
    made = rates.forecast(2015)
    assert np.array_equal(made, np.round(made, 7))
    # One pair in twenty loses all to the rounding; together they had less than a hundred-thousandth of the level.
    assert abs(made.sum() - record.level(2015)) < 1e-5 * record.level(2015)


def shares(numbers):
    """Of Germany's operations, those on Poland and on Peru, without a record to go by."""
    made = rates.pull(2015, np.zeros((193, 193)), numbers)
    return made[PLACE["DEU"], PLACE["POL"]], made[PLACE["DEU"], PLACE["PER"]]


def test_the_near_the_opposed_the_large_and_the_hostile_draw_more():
    flat = rates.RateNumbers(gdp_power=0, opposition=0, nearness=0, reprisal=0)
    equal = shares(flat)
    assert equal[0] == pytest.approx(1 / 192)
    near = shares(flat._replace(nearness=1.0))
    assert near[0] > equal[0] > near[1]
    large = rates.pull(2015, np.zeros((193, 193)), flat._replace(gdp_power=1.0))[PLACE["DEU"]]
    assert large.argmax() in (PLACE["CHN"], PLACE["USA"])
    opposed = rates.pull(2015, np.zeros((193, 193)), flat._replace(opposition=1.0))[PLACE["USA"]]
    assert opposed[PLACE["CUB"]] > opposed[PLACE["GBR"]]
    hostile = np.zeros((193, 193))
    hostile[PLACE["POL"], PLACE["DEU"]] = 3.0
    assert rates.pull(2015, hostile, flat._replace(reprisal=1.0))[PLACE["DEU"]].argmax() == PLACE["POL"]


def test_a_prior_of_nothing_leaves_the_record_alone_and_a_large_one_hides_it():
    made = record.decayed(2015, 0.75)
    bare = rates.initiators(made, rates.FITTED_TO_2015._replace(initiator_prior=0.0))
    assert np.allclose(bare, made.sum(axis=1) / made.sum())
    hidden = rates.initiators(made, rates.FITTED_TO_2015._replace(initiator_prior=1e9, cinc_power=1.0))
    assert np.allclose(hidden, gravity.capability() / gravity.capability().sum(), atol=1e-6)


def test_the_log_score_is_that_of_the_negative_binomial():
    counts, means, size = np.array([[0, 1, 4]]), np.array([[0.2, 0.9, 3.0]]), 1.3
    by_hand = (
        gammaln(counts + size) - gammaln(size) - gammaln(counts + 1)
        + size * np.log(size / (size + means)) + counts * np.log(means / (size + means))
    )  # fmt: skip
    assert np.allclose(dyads._log_chance(counts, means, size), by_hand)


@pytest.fixture(scope="module")
def losses():
    return dyads.log_scores()


@pytest.fixture(scope="module")
def patterns():
    return dyads.rate_patterns()


def test_the_rates_beat_every_simple_forecaster_on_years_they_have_not_seen(losses):
    assert losses["model"] <= 6.8
    assert losses["model"] < min(losses[name] for name in losses if name != "model") - 0.5
    # Figures of an independent computation from the same record.
    assert losses["own_past"] == pytest.approx(8.47, abs=0.1)
    assert losses["initiator_target"] == pytest.approx(7.48, abs=0.1)
    assert losses["constant"] == pytest.approx(14.88, abs=0.05)


def test_patterns_of_the_rates_lie_within_their_bounds(patterns):
    found = {one.name: one for one in patterns}
    assert [name for name, one in found.items() if not one.holds] == []
    assert found["run by China, Russia, Iran, DPRK"].record == pytest.approx(0.853, abs=0.001)
    assert found["share of the 10 busiest dyads"].record == pytest.approx(0.298, abs=0.001)
    assert found["NATO on NATO"].record == pytest.approx(0.43, abs=0.01)


def test_a_pattern_out_of_its_bounds_does_not_hold():
    one = Pattern("any", record=1.0, model=0.5, low=0.4, high=0.6)
    assert one.holds
    assert not replace(one, model=0.61).holds
    assert not replace(one, model=0.39).holds


def test_the_object_names_every_figure(losses, patterns):
    made = quarters_result(losses, patterns)
    assert set(made["log_score"]) == {"model", "own_past", "initiator_target", "constant"}
    keys = {"name", "record", "model", "low", "high", "holds", "expected_to_hold"}
    assert all(set(one) == keys for one in made["patterns"])
    json.dumps(made, allow_nan=False)


@pytest.mark.parametrize("others", [["--scenarios"], ["--votes", "any.csv"]])
def test_one_backtest_at_a_time(others, capsys):
    assert main(["backtest", "--quarters", *others]) == 2
    assert "--quarters" in capsys.readouterr().err
