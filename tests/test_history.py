import csv
import json
import tomllib
from functools import cache

import numpy as np
import pytest
from scipy.optimize import check_grad

from demarche.agents.doctrine import vote
from demarche.scenarios.compile import compile_rules
from demarche.scenarios.history import backtest, model
from demarche.scenarios.history.backtest import (
    EARLIER,
    MODEL,
    UNCODED,
    before,
    forecast,
    forecast_later,
    leave_one_out,
    mean,
    seen,
)
from demarche.scenarios.history.baselines import forecasters
from demarche.scenarios.history.features import doctrine_of, features, rules_of
from demarche.scenarios.history.model import NAMES, PRIOR_MEAN, Seen, fit, leanings, record_of
from demarche.scenarios.history.outcomes import EVENTS, probabilities
from demarche.scenarios.history.refit import FILE, RECORDS, records_csv, rounded
from demarche.scenarios.history.rollcalls import ABSTAIN, AWAY, NO, YES, RollCall, known_roll_calls, read_roll_calls
from demarche.scenarios.history.scores import score
from demarche.scenarios.load import load
from demarche.scenarios.tables import DATA, fitted, records
from demarche.sim.terms import Unreadable
from demarche.ui.cli import main

SIX = ["A/RES/73/27", "A/RES/73/187", "A/RES/73/266", "A/RES/74/28", "A/RES/74/29", "A/RES/74/247"]
RNG = np.random.default_rng(3)


def figure(scores, name):
    found = mean(scores, name)
    assert found is not None
    return found


@cache
def left_out():
    return leave_one_out(known_roll_calls(), 2019)


def shuffled(call):
    return RollCall(call.document, call.date, np.random.default_rng(5).permutation(call.votes))


def write(path, rows, head="resolution,date,iso3,vote"):
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return path


def votes_after(path, year="2019"):
    """The roll calls of 2019 as a file of votes later than 2018."""
    with (DATA / "roll_calls.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["date"] > year]
    return write(path, [",".join(row.values()) for row in rows])


def test_the_known_roll_calls_are_the_six_contested_ones():
    assert [call.symbol for call in known_roll_calls()] == SIX
    assert max(call.date.year for call in known_roll_calls()) == 2019


def test_totals_are_those_of_the_documents():
    for call in known_roll_calls():
        assert call.document.votes == tuple(int((call.votes == vote).sum()) for vote in (YES, NO, ABSTAIN))


def test_left_out_votes_are_forecast_as_well_as_asked():
    scores = left_out().scores
    assert figure(scores[MODEL], "accuracy") >= 0.88
    assert figure(scores[MODEL], "macro_f1") >= 0.70
    assert figure(scores[MODEL], "log_loss") <= 0.40
    assert figure(scores[MODEL], "error_of_totals") <= 12


def test_the_model_is_better_calibrated_than_every_baseline():
    scores = left_out().scores
    assert all(
        figure(scores[MODEL], "log_loss") < figure(scores[name], "log_loss")
        for name, (_, probable) in forecasters().items()
        if probable
    )
    assert {MODEL, EARLIER, UNCODED} < scores.keys()


def test_the_file_holds_what_a_refit_gives_and_a_second_gives_the_same():
    held = tomllib.loads(FILE.read_text(encoding="utf-8"))
    again = fit(seen(known_roll_calls()))
    assert np.array_equal(again, left_out().parameters)
    # Half of the last digit printed, and what another processor may make of the last steps of the search.
    assert [held["parameters"][name]["value"] for name in NAMES] == pytest.approx(again.tolist(), abs=0.00055)
    for label, name in (("leave_one_out", MODEL), ("strictly_earlier_record", EARLIER), ("uncoded_states", UNCODED)):
        for figure_, value in held["scores"][label].items():
            assert value == pytest.approx(figure(left_out().scores[name], figure_), abs=0.006)


@pytest.mark.parametrize("target", [0, 2, 4, 5])
def test_a_forecast_does_not_change_with_its_own_and_later_votes(target):
    calls = known_roll_calls()
    call = calls[target]
    muddled = [other if other.date < call.date else shuffled(other) for other in calls]
    parameters = PRIOR_MEAN
    plain = forecast(parameters, call, before(calls, call))
    assert np.array_equal(plain, forecast(parameters, muddled[target], before(muddled, call)))


def test_later_forecasts_are_fitted_on_nothing_later():
    calls = known_roll_calls()
    one = forecast_later(calls, calls, 2018)
    own = [other if other.date.year == 2018 else shuffled(other) for other in calls]
    two = forecast_later(own, own, 2018)
    assert np.array_equal(one.parameters, two.parameters)
    assert np.array_equal(one.chances[0], two.chances[0])
    assert np.array_equal(one.chances[1], two.chances[1])


def test_a_record_does_count():
    calls = known_roll_calls()
    with_, without = (forecast(PRIOR_MEAN, calls[-1], some) for some in (calls[:-1], []))
    assert not np.allclose(with_, without)


def test_the_fit_and_the_doctrine_are_one_function():
    parameters, record = np.array(list(fitted().values())), RNG.normal(0, 1, (193, 3))
    assert tuple(fitted()) == NAMES
    one = np.zeros(1, int)
    for call in known_roll_calls():
        rules = rules_of(call, record)
        known, fits = doctrine_of(rules, fitted()), leanings(parameters, record, features(call))
        assert np.allclose(vote.room(rules, known, one, rules.opened, one)[0], fits.eta, rtol=1e-5, atol=1e-4)
        yes, no = vote.expected(rules, known, one, rules.opened, one)
        assert np.allclose(yes[0], fits.yes, atol=2e-5)
        assert np.allclose(no[0], fits.no, atol=2e-5)


def test_forecasts_are_the_doctrine_s(monkeypatch):
    call = known_roll_calls()[0]
    with monkeypatch.context() as patch:
        patch.setattr(backtest, "expected", lambda rules, *_: (np.full((1, 193), 0.5), np.full((1, 193), 0.25)))
        assert np.array_equal(forecast(PRIOR_MEAN, call, [])[0], [0.5, 0.25, 0.25])


def test_politeness_turns_noes_into_abstentions_and_no_yes_into_anything():
    call, record = known_roll_calls()[4], np.zeros((193, 3))
    rude = PRIOR_MEAN.copy()
    rude[NAMES.index("polite")] = 0
    polite, plain = (leanings(p, record, features(call)) for p in (PRIOR_MEAN, rude))
    assert np.array_equal(polite.yes, plain.yes)
    assert np.all(polite.no < plain.no)


def chances(parameters, record, given):
    made = leanings(parameters, record, given)
    return np.stack([made.yes, 1 - made.yes - made.no, made.no], axis=1)


def test_the_records_held_are_those_of_the_fitted_numbers():
    held = FILE.read_text(encoding="utf-8")
    rows = [line.split(",") for line in RECORDS.read_text(encoding="utf-8").splitlines()[1:]]
    made = [line.split(",") for line in records_csv(known_roll_calls(), rounded(held)).splitlines()[1:]]
    assert [row[:2] for row in rows] == [row[:2] for row in made]
    assert np.allclose(
        [list(map(float, row[2:])) for row in rows], [list(map(float, row[2:])) for row in made], atol=2e-3
    )


def test_a_scenario_remembers_no_vote_of_its_own_day_or_later():
    parameters, calls = np.array(list(fitted().values())), known_roll_calls()
    muddled = [call if str(call.date) < "2018-12-17" else shuffled(call) for call in calls]
    assert records_csv(muddled, parameters).splitlines()[:194] == RECORDS.read_text("utf-8").splitlines()[:194]
    crime = compile_rules(load("cybercrime-2019"), 1)
    for usual, day in zip(crime.usual, ("2018-12-05", "2019-12-12"), strict=True):
        assert np.allclose(usual, [records()[day][name][2] for name in crime.roster.names])
    assert not compile_rules(load("dual-track-2018"), 1).usual.any()
    later = compile_rules(load("poa-2022"), 1)
    for usual, part in zip(later.usual, (0, 1), strict=True):
        assert np.allclose(usual, [records()["2019-12-27"][name][part] for name in later.roster.names])


def test_an_invented_state_has_no_record_and_no_place():
    rules = compile_rules(load("tutorial"), 1)
    assert not rules.usual.any()
    assert not rules.roster.place.any()


def test_the_slopes_are_those_of_the_misfit():
    some = [Seen(one.features, one.votes, 1.5) for one in seen(known_roll_calls()[3:5])]
    record = RNG.normal(0, 0.3, (193, 3))
    here = PRIOR_MEAN + 0.1
    assert (
        check_grad(lambda p: model._misfit(p, record, some)[0], lambda p: model._misfit(p, record, some)[1], here)
        < 1e-2
    )
    by_record = check_grad(
        lambda r: model._misfit(here, r.reshape(193, 3), some)[0],
        lambda r: model._misfit(here, r.reshape(193, 3), some)[2].ravel(),
        record.ravel(),
    )
    assert by_record < 1e-2


def test_votes_drawn_from_the_model_give_its_parameters_back():
    parts = [one.features for one in seen(known_roll_calls())] * 4
    truth = PRIOR_MEAN + np.array([0.5, 1, 0.2, -1, 0.8, -0.5, -0.8, -0.2, 0.2, 0.3, -0.3])
    drawn = []
    for given in parts:
        cumulative = chances(truth, np.zeros((193, 3)), given).cumsum(axis=1)
        drawn.append(Seen(given, np.minimum((RNG.random((193, 1)) > cumulative).sum(axis=1), NO)))
    found = fit(drawn)
    near = [chances(found, record_of(found, drawn, 193), one.features) for one in drawn[:6]]
    true = [chances(truth, np.zeros((193, 3)), one.features) for one in drawn[:6]]
    assert np.abs(np.array(near) - np.array(true)).mean() < 0.05


def test_scores_of_a_case_counted_by_hand():
    votes = np.array([YES, YES, ABSTAIN, NO, AWAY])
    given = np.array([[0.5, 0.3, 0.2], [0.2, 0.5, 0.3], [0.1, 0.8, 0.1], [0.1, 0.1, 0.8], [1, 0, 0]])
    one = score(given, votes)
    assert (one.n, one.accuracy) == (4, 0.75)
    assert one.macro_f1 == pytest.approx((2 / 3 + 2 / 3 + 1) / 3)
    assert one.log_loss == pytest.approx(-np.log([0.5, 0.2, 0.8, 0.8]).mean())
    assert one.confusion.tolist() == [[1, 1, 0], [0, 1, 0], [0, 0, 1]]
    assert one.actual.tolist() == [2, 1, 1]


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
    assert np.isfinite(done.chances[0]).all()
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
        return dict(zip([call.symbol for call in done.calls], done.chances, strict=True))

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


def test_scenarios_are_played_and_what_happened_is_counted():
    found = {(one.scenario, one.event): one.share for one in probabilities(worlds=4)}
    assert set(found) == {(name, event) for name, events in EVENTS.items() for event in events}
    assert all(0 <= share <= 1 for share in found.values())
    assert found["dual-track-2018", "both adopted"] >= 0.5


def test_scenarios_and_votes_are_two_questions(capsys):
    assert main(["backtest", "--scenarios", "--votes", "x.csv"]) == 2
    assert "leave out --votes" in capsys.readouterr().err
