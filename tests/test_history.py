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
from demarche.scenarios.history.refit import FILE, RECORDS, records_csv, rounded
from demarche.scenarios.history.rollcalls import ABSTAIN, AWAY, NO, YES, RollCall, known_roll_calls
from demarche.scenarios.history.scores import score
from demarche.scenarios.load import load
from demarche.scenarios.tables import fitted, records
from tests.later_votes import SIX

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


def test_the_known_roll_calls_are_the_six_contested_ones():
    assert [call.symbol for call in known_roll_calls()] == SIX
    assert max(call.date.year for call in known_roll_calls()) == 2019


def test_totals_are_those_of_the_documents():
    for call in known_roll_calls():
        assert call.document.votes == tuple(int((call.votes == vote).sum()) for vote in (YES, NO, ABSTAIN))


def test_left_out_votes_are_forecast_as_well_as_asked():
    scores = left_out().scores
    for name, accuracy, macro_f1, log_loss in ((MODEL, 0.902, 0.750, 0.290), (EARLIER, 0.891, 0.730, 0.3255)):
        assert figure(scores[name], "accuracy") >= accuracy
        assert figure(scores[name], "macro_f1") >= macro_f1
        assert figure(scores[name], "log_loss") <= log_loss
    assert figure(scores[MODEL], "f1_abstain") >= 0.55
    assert figure(scores[MODEL], "error_of_totals") <= 6


def test_the_votes_of_2019_are_forecast_from_2018_as_well_as_asked(monkeypatch):
    monkeypatch.setattr(backtest, "forecasters", dict)  # the model alone
    calls = known_roll_calls()
    scores = forecast_later(calls, calls, 2018).scores
    assert figure(scores[MODEL], "accuracy") >= 0.907
    assert figure(scores[MODEL], "macro_f1") >= 0.728
    assert figure(scores[MODEL], "log_loss") <= 0.2535


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
    assert np.array_equal(one.chances[MODEL][:2], two.chances[MODEL][:2])


def test_a_record_does_count():
    calls = known_roll_calls()
    with_, without = (forecast(PRIOR_MEAN, calls[-1], some) for some in (calls[:-1], []))
    assert not np.allclose(with_, without)


def test_the_fit_and_the_doctrine_are_one_function():
    parameters, record = np.array(list(fitted().values())), RNG.normal(0, 0.7, (193, 4))
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


def test_a_state_that_abstained_before_is_expected_to_abstain_more_readily():
    call, none, reserved = known_roll_calls()[0], np.zeros((193, 4)), np.zeros((193, 4))
    reserved[:, -1] = 0.5
    usual, ready = (leanings(PRIOR_MEAN, record, features(call)).chances[:, ABSTAIN] for record in (none, reserved))
    assert np.all(ready > usual)
    calls = known_roll_calls()
    parameters = np.array(list(fitted().values()))
    reserve = record_of(parameters, seen(calls), 193)[:, -1]
    votes = np.array([call.votes for call in calls])
    often, never = (votes == ABSTAIN).sum(axis=0) >= 3, (votes == ABSTAIN).sum(axis=0) == 0
    assert reserve[often].mean() > 0.1
    assert reserve[never].mean() < 0


@pytest.mark.parametrize(("fact", "texts"), [("preempts", ["74/247"]), ("beside", ["73/266", "74/28", "74/29"])])
def test_the_two_facts_are_those_of_the_documents_and_move_every_state_alike(fact, texts):
    column = NAMES.index(fact)
    for call in known_roll_calls():
        there = call.symbol.removeprefix("A/RES/") in texts
        assert np.array_equal(features(call).linear[:, column], np.full(193, float(there)))
        assert getattr(rules_of(call), fact).tolist() == [there]


def test_politeness_turns_noes_into_abstentions_and_no_yes_into_anything():
    call, record = known_roll_calls()[4], np.zeros((193, 4))
    rude = PRIOR_MEAN.copy()
    rude[NAMES.index("polite")] = 0
    polite, plain = (leanings(p, record, features(call)) for p in (PRIOR_MEAN, rude))
    assert np.array_equal(polite.yes, plain.yes)
    assert np.all(polite.no < plain.no)


def chances(parameters, record, given):
    return leanings(parameters, record, given).chances


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
    for reserve, day in zip(crime.reserve, ("2018-12-05", "2019-12-12"), strict=True):
        assert np.allclose(reserve, np.exp([records()[day][name][3] for name in crime.roster.names]), rtol=1e-5)
    assert np.all(compile_rules(load("dual-track-2018"), 1).reserve == 1)
    for usual, day in zip(crime.usual, ("2018-12-05", "2019-12-12"), strict=True):
        assert np.allclose(usual, [records()[day][name][2] for name in crime.roster.names])
    assert not compile_rules(load("dual-track-2018"), 1).usual.any()
    later = compile_rules(load("poa-2022"), 1)
    for usual, part in zip(later.usual, (0, 1), strict=True):
        assert np.allclose(usual, [records()["2019-12-27"][name][part] for name in later.roster.names])


def test_an_invented_state_has_no_record_and_no_place():
    rules = compile_rules(load("tutorial"), 1)
    assert not rules.usual.any()
    assert np.all(rules.reserve == 1)
    assert not rules.roster.place.any()


def test_the_slopes_are_those_of_the_misfit():
    some = [Seen(one.features, one.votes, 1.5) for one in seen(known_roll_calls()[3:5])]
    record = RNG.normal(0, 0.3, (193, 4))
    here = PRIOR_MEAN + 0.1
    assert (
        check_grad(
            lambda p: model._misfit(p, record, some, model.PRIOR)[0],
            lambda p: model._misfit(p, record, some, model.PRIOR)[1],
            here,
        )
        < 1e-2
    )
    by_record = check_grad(
        lambda r: model._misfit(here, r.reshape(193, 4), some, model.PRIOR)[0],
        lambda r: model._misfit(here, r.reshape(193, 4), some, model.PRIOR)[2].ravel(),
        record.ravel(),
    )
    assert by_record < 1e-2


def test_votes_drawn_from_the_model_give_its_parameters_back():
    parts = [one.features for one in seen(known_roll_calls())] * 4
    truth = PRIOR_MEAN + np.array([0.5, 1, 0.2, -1, 0.8, -0.5, -0.8, 0.4, 0.3, -0.2, 0.2, 0.3, -0.3])
    drawn = []
    for given in parts:
        cumulative = chances(truth, np.zeros((193, 4)), given).cumsum(axis=1)
        drawn.append(Seen(given, np.minimum((RNG.random((193, 1)) > cumulative).sum(axis=1), NO)))
    found = fit(drawn)
    near = [chances(found, record_of(found, drawn, 193), one.features) for one in drawn[:6]]
    true = [chances(truth, np.zeros((193, 4)), one.features) for one in drawn[:6]]
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
