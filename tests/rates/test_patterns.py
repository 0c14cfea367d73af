"""The quarters as they are played, beside the record: patterns hold or fail as they are said to."""

import json
from pathlib import Path

import numpy as np
import pytest

from demarche.scenarios.history import quarters, theft
from demarche.scenarios.history.pattern import Pattern
from demarche.scenarios.rates.forecast import forecast
from demarche.scenarios.rates.record import level
from demarche.ui.cli import main
from demarche.ui.dyads import quarters_result, quarters_sections
from demarche.ui.story.parts import Table

PAGE = Path(__file__).parents[2] / "docs" / "rates.md"


@pytest.fixture(scope="module")
def fall():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(theft, "WORLDS", 40)
        return theft.played()


def test_theft_falls_before_the_understanding_and_comes_back_after_it(fall):
    assert 0.4 <= fall.in_half(2015, 1) <= 0.7
    assert fall.in_half(2016, 1) <= 0.2
    assert fall.left[11:].argmin() == 0
    assert (np.diff(fall.left[12:]) > 0).all()


def test_without_threats_or_an_understanding_nothing_is_held_back(monkeypatch):
    monkeypatch.setattr(theft, "WORLDS", 10)
    monkeypatch.setattr(theft, "THREATS", ())
    monkeypatch.setattr(theft, "SIGNED_IN", theft.QUARTERS)
    first = theft.played().left[:4]
    assert (first > 0.97).all()  # but for the threats that indictments make


def test_a_threat_alone_and_an_understanding_alone_do_less_than_both(fall, monkeypatch):
    monkeypatch.setattr(theft, "WORLDS", 40)
    with monkeypatch.context() as patch:
        patch.setattr(theft, "THREATS", ())
        understanding = theft.played().in_half(2016, 1)
    with monkeypatch.context() as patch:
        patch.setattr(theft, "SIGNED_IN", theft.QUARTERS)
        threat = theft.played().in_half(2016, 1)
    assert fall.in_half(2016, 1) < min(threat, understanding) - 0.05


def test_the_shift_to_third_states_fails_and_is_printed_as_such(fall, monkeypatch):
    monkeypatch.setattr(theft, "played", lambda: fall)
    shift = theft.patterns()[-1]
    assert not shift.holds
    assert not shift.expected
    (_, section) = quarters_sections({"model": 1.0}, [shift])
    table = next(part for part in section.parts if isinstance(part, Table))
    assert table.rows[0][-1] == "no, as expected"


@pytest.mark.parametrize(
    ("holds", "expected", "said"),
    [
        (True, True, "yes"),
        (False, True, "no, unexpected"),
        (True, False, "yes, unexpected"),
        (False, False, "no, as expected"),
    ],
)
def test_a_verdict_says_whether_it_was_expected(holds, expected, said):
    one = Pattern("any", None, 0.5 if holds else 2.0, 0.0, 1.0, expected)
    (_, section) = quarters_sections({"model": 1.0}, [one])
    table = next(part for part in section.parts if isinstance(part, Table))
    assert table.rows[0] == ("any", "", "0.5" if holds else "2", "0 to 1", said)


def test_what_is_no_number_does_not_hold():
    assert not Pattern("any", 1.0, float("nan"), 0, 1).holds


def test_a_pattern_without_a_record_is_null_in_the_object():
    made = quarters_result({"model": 1.0}, [Pattern("any", None, 0.5, 0, 1)])
    assert json.loads(json.dumps(made, allow_nan=False))["patterns"][0]["record"] is None


@pytest.fixture
def few_worlds(monkeypatch):
    for name, number in (("WORLDS", 20), ("COHORTS", 20), ("BATCH", 10)):
        monkeypatch.setattr(quarters, name, number)


def test_a_cohort_is_closed_and_named_over_the_quarters(few_worlds):
    cohort = quarters.a_cohort()
    for name, published in cohort.published.items():
        assert 0 < cohort.named[name].sum() < published
        assert cohort.share(name, 4) <= cohort.share(name, 12)
    assert 0 < cohort.pooled(4) < cohort.pooled(12) < 0.5


def test_a_year_counts_every_answer_by_its_kind(few_worlds):
    year = quarters.a_year()
    assert year.reported.shape == (20,)
    assert year.answers["statement"] > year.answers["indictment"] > 0
    assert 0 < year.false_share < 0.35
    assert 0 < year.answered(named=False) < 0.3 < year.answered(named=True) < 0.8


def test_what_is_reported_follows_the_level_of_the_years_before(few_worlds, monkeypatch):
    found = {year: quarters.reported_in(year) for year in (2013, 2019)}
    assert found[2019] / found[2013] == pytest.approx(level(2019) / level(2013), rel=0.4)


@pytest.mark.slow
def test_every_pattern_holds_or_fails_as_expected_and_the_page_quotes_them(monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "80")
    assert main(["backtest", "--quarters"]) == 0
    printed = "\n".join(line.rstrip() for line in capsys.readouterr().out.strip().splitlines())
    assert "unexpected" not in printed
    assert f"```text\n{printed}\n```" in PAGE.read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_rates_that_are_scored_are_those_that_worlds_are_played_with():
    """The very function: the tables of a game are the forecast of its year."""
    made = next(quarters.batches(1, ()))
    assert np.allclose(made.rules.conduct.reported[0], forecast(quarters.FORECAST), atol=1e-6)
