"""Forecasts of votes in a file, what is wrong with one, and the command that reads it."""

import json

import numpy as np
import pytest

from demarche.scenarios.history import backtest, outcomes
from demarche.scenarios.history.backtest import (
    MODEL,
    forecast_later,
)
from demarche.scenarios.history.events import EVENTS
from demarche.scenarios.history.outcomes import probabilities
from demarche.scenarios.history.rollcalls import known_roll_calls, read_roll_calls
from demarche.scenarios.tables import records
from demarche.sim.terms import Unreadable
from demarche.ui.cli import main
from tests.later_votes import SIX, votes_after, write


def test_a_file_of_later_votes_is_forecast(tmp_path, capsys):
    path = votes_after(tmp_path / "later.csv")
    assert main(["backtest", "--votes", str(path), "--through", "2018", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [row["resolution"] for row in found["resolutions"]] == SIX[3:]
    assert {"n", "accuracy", "macro_f1", "log_loss", "predicted", "actual", "adopted"} < found["resolutions"][0].keys()
    assert found["mean"]["accuracy"] > 0.7
    assert len(found["baselines"]) >= 10


@pytest.mark.parametrize("symbol", ["75/32", "75/240", "77/36", "77/37", "78/16", "78/237"])
def test_texts_of_later_votes_can_be_forecast(tmp_path, symbol, monkeypatch):
    monkeypatch.setattr(backtest, "forecasters", dict)  # the model alone
    year = 1945 + int(symbol[:2])
    rows = [f"A/RES/{symbol},{year}-12-07,{iso3},Y" for iso3 in ("FRA", "RUS")]
    calls, warnings = read_roll_calls(write(tmp_path / "one.csv", rows))
    done = forecast_later(known_roll_calls(), calls, 2019)
    assert not warnings
    assert np.isfinite(done.chances[MODEL][0]).all()
    assert done.scores[MODEL][0].n == 2


def test_votes_of_one_day_and_of_later_days_are_no_record_of_each_other(tmp_path, monkeypatch):
    monkeypatch.setattr(backtest, "forecasters", dict)  # the model alone
    days = {"75/32": "2020-12-07", "75/240": "2020-12-31", "77/36": "2022-12-07", "77/37": "2022-12-07"}

    def forecasts(shift):
        cast = {
            symbol: [f"{symbol},{day},{iso3},{'YAN'[(i + turn) % 3]}" for i, iso3 in enumerate(records()["2018-12-05"])]
            for (symbol, day), turn in zip(days.items(), shift, strict=True)
        }
        calls, warnings = read_roll_calls(
            write(tmp_path / "later.csv", [row for rows in cast.values() for row in rows])
        )
        assert not warnings
        done = forecast_later(known_roll_calls(), calls, 2019)
        return dict(zip([call.symbol for call in done.calls], done.chances[MODEL], strict=True))

    one, two, three = forecasts((0, 0, 0, 0)), forecasts((0, 0, 1, 2)), forecasts((0, 1, 0, 0))
    assert list(one) == [f"A/RES/{symbol}" for symbol in ("75/32", "75/240", "77/36", "77/37")]
    assert all(np.array_equal(one[symbol], two[symbol]) for symbol in one)
    assert np.array_equal(one["A/RES/75/32"], three["A/RES/75/32"])
    assert not np.allclose(one["A/RES/77/36"], three["A/RES/77/36"])


def test_rows_that_cannot_be_used_are_counted(tmp_path, capsys):
    path = votes_after(tmp_path / "later.csv")
    with path.open("a", encoding="utf-8") as file:
        file.write("A/RES/1/1,2020-01-01,FRA,Y\nA/RES/74/28,2019-12-12,XKX,Y\n")
    assert main(["backtest", "--votes", str(path), "--through", "2018"]) == 0
    said = capsys.readouterr().err
    assert "1 rows passed over, symbols without a coded text: A/RES/1/1" in said
    assert "1 rows passed over, no members: XKX" in said


@pytest.mark.parametrize(
    ("rows", "wrong"),
    [
        (["A/RES/73/27,2018-12-05,FRA,Q"], "line 2: vote 'Q'"),
        (["A/RES/73/27,last year,FRA,Y"], "line 2: date"),
        (["A/RES/73/27,2018-12-05,FRA,Y", "A/RES/73/27,2018-12-05,FRA,N"], "line 3: FRA votes twice"),
        (["A/RES/73/27,2018-12-05,FRA,Y", "A/RES/73/27,2018-12-06,RUS,N"], "two dates"),
        (["A/RES/73/27,2018-12-05,FRA"], "line 2: 3 cells stand here and 4 are needed"),
    ],
)
def test_a_wrong_row_is_named(tmp_path, rows, wrong):
    with pytest.raises(Unreadable, match=wrong):
        read_roll_calls(write(tmp_path / "votes.csv", rows))


@pytest.mark.parametrize(
    ("command", "wrong"),
    [
        (["--votes", "nowhere.csv"], "nowhere.csv"),
        (["--through", "soon"], "four digits"),
        (["--through", "2010"], "only 0 contested roll calls"),
    ],
)
def test_a_command_that_cannot_be_done_says_why_in_one_line(command, wrong, capsys):
    assert main(["backtest", *command]) == 2
    said = capsys.readouterr().err
    assert wrong in said
    assert said.count("\n") == 1


def test_a_file_without_later_votes_or_columns_is_refused(tmp_path):
    with pytest.raises(Unreadable, match="no column vote"):
        read_roll_calls(write(tmp_path / "a.csv", ["1,2,3"], head="resolution,date,iso3"))
    with pytest.raises(Unreadable, match="no roll call in the file is later"):
        forecast_later(known_roll_calls(), known_roll_calls(), 2019)


def test_scenarios_are_played_and_what_happened_is_counted(monkeypatch):
    monkeypatch.setattr(outcomes, "probes", lambda scenario: {})  # what one number changes has tests of its own
    rows = list(probabilities(worlds=2))
    found = {(one.scenario, one.event): one.share for one in rows if one.evidence is not None}
    assert set(found) == {(name, event) for name, events in EVENTS.items() for event in events}
    assert {one.scenario for one in rows if one.evidence is None} == {"gge-2017", "oewg-2025"}  # with hindsight
    assert all(0 <= one.share <= 1 for one in rows)
    assert found["dual-track-2018", "both adopted"] >= 0.5


def test_scenarios_and_votes_are_two_questions(capsys):
    assert main(["backtest", "--scenarios", "--votes", "x.csv"]) == 2
    assert "leave out --votes" in capsys.readouterr().err
