"""Forecasters against each other: paired differences, reliability, and forms chosen again without the vote."""

import json

import numpy as np
import pytest

from demarche.scenarios.history import backtest, nested, paired
from demarche.scenarios.history.backtest import MODEL, REFITTED, forecast_later
from demarche.scenarios.history.baselines import STRONGEST, forecasters, logit
from demarche.scenarios.history.model import NAMES, PRIOR, PRIOR_MEAN, PRIOR_SPREAD
from demarche.scenarios.history.nested import NESTED, NONE_OF_IT, RECORDS, TERMS, add_nested, choose, prior_of
from demarche.scenarios.history.paired import RESAMPLES, differences
from demarche.scenarios.history.reliability import reliability
from demarche.scenarios.history.rollcalls import AWAY, known_roll_calls, read_roll_calls
from demarche.scenarios.history.scores import f1, score
from demarche.ui.backtest import backtest_result, backtest_sections
from demarche.ui.cli import main
from demarche.ui.commands.typed import print_sections
from tests.later_votes import write

RNG = np.random.default_rng(7)
ASKED = (STRONGEST, "persistence")


@pytest.fixture(scope="module")
def of_2019():
    """The votes of 2019 from those of 2018, with two simple forecasters only."""
    some = {name: forecasters()[name] for name in ASKED}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(backtest, "forecasters", lambda: some)
        patch.setattr(paired, "forecasters", lambda: some)
        calls = known_roll_calls()
        yield forecast_later(calls, calls, 2018)


def test_the_strongest_simple_forecaster_is_asked_and_also_refitted(of_2019):
    assert {STRONGEST, f"{STRONGEST}, {REFITTED}", f"{MODEL}, {REFITTED}"} < of_2019.chances.keys()
    first, last = of_2019.chances[STRONGEST], of_2019.chances[f"{STRONGEST}, {REFITTED}"]
    assert np.array_equal(first[0], last[0])  # on the first day of 2019 nothing but 2018 is earlier
    assert not np.allclose(first[2], last[2])  # 74/247 came later than the two


def test_the_strongest_simple_forecaster_is_an_ordered_logit_of_its_side():
    calls = known_roll_calls()
    made = forecasters()[STRONGEST][0](calls[0], calls[1:], calls[1:])
    assert np.allclose(made.sum(axis=1), 1)
    assert (made >= 0).all()
    for part in ("blocs", "record"):  # it reads both
        without = logit(2, tuple({"blocs", "record"} - {part}), topic=False)(calls[0], calls[1:], calls[1:])
        assert not np.allclose(made, without, atol=1e-3)
    other_side = [call for call in calls if call.side != calls[0].side]
    same_side = [call for call in calls[1:] if call.side == calls[0].side]
    assert np.array_equal(made, forecasters()[STRONGEST][0](calls[0], [*same_side, *other_side], calls[1:]))


def test_a_difference_is_that_of_the_printed_means(of_2019):
    found = {(one.rival, one.figure): one for one in differences(of_2019)}
    for (rival, figure), one in found.items():
        mine, theirs = (backtest.mean(of_2019.scores[name], figure) or 0.0 for name in (MODEL, rival))
        assert one.value == pytest.approx(mine - theirs, abs=1e-9)
        assert one.by_states[0] < one.value < one.by_states[1]
        assert one.by_resolutions is not None
    assert ("persistence", "log_loss") not in found
    assert (STRONGEST, "log_loss") in found


def test_a_forecaster_does_not_differ_from_itself(of_2019):
    of_2019.chances["twin"] = of_2019.chances[MODEL]
    try:
        found = paired._against(of_2019, "twin")
    finally:
        del of_2019.chances["twin"]
    assert len(found) == 3
    assert all(one.value == 0 and one.by_states == (0, 0) and one.by_resolutions == (0, 0) for one in found)


def test_weighted_figures_are_the_scores_of_states_counted_so_often(of_2019):
    call, chances = of_2019.calls[0], of_2019.chances[MODEL][0]
    times = RNG.integers(0, 3, len(call.votes))
    twice = np.repeat(np.arange(len(times)), times)
    one = score(chances[twice], call.votes[twice])
    figures = paired._figures(times[None].astype(float), [call], [chances])[0, 0]
    assert figures == pytest.approx([one.accuracy, one.macro_f1, one.log_loss])


def test_intervals_by_states_cover_what_they_say():
    """Two coin-tossing forecasters of 193 states, 200 times: the interval of accuracy covers the true difference."""
    covered, runs = 0, 120
    for _ in range(runs):
        right = RNG.random((2, 193)) < np.array([[0.8], [0.7]])
        apart = right[0].astype(float) - right[1]
        drawn = RNG.multinomial(193, np.full(193, 1 / 193), 400) @ apart / 193
        low, high = np.quantile(drawn, paired.COVER)
        covered += low <= 0.1 <= high
    assert covered / runs > 0.88
    assert RESAMPLES >= 1000


def test_one_roll_call_has_no_interval_by_resolutions(tmp_path, monkeypatch):
    monkeypatch.setattr(backtest, "forecasters", lambda: {"persistence": forecasters()["persistence"]})
    rows = [f"A/RES/75/32,2020-12-07,{iso3},Y" for iso3 in ("FRA", "RUS", "KEN")]  # invented, to be read only
    calls, _ = read_roll_calls(write(tmp_path / "one.csv", rows))
    found = differences(forecast_later(known_roll_calls(), calls, 2019))
    assert found
    assert all(one.by_resolutions is None for one in found)


def test_a_class_that_nobody_is_in_has_no_f1():
    confusion = np.array([[2, 0, 0], [0, 0, 0], [1, 0, 1]])
    assert f1(confusion)[[0, 2]] == pytest.approx([0.8, 2 / 3])
    assert np.isnan(f1(confusion)[1])


def test_reliability_counts_every_vote_once(of_2019):
    cast = sum(int((call.votes != AWAY).sum()) for call in of_2019.calls)
    found = reliability(of_2019, MODEL)
    assert sum(one.predicted for one in found) == pytest.approx(1)
    assert sum(one.happened for one in found) == pytest.approx(1)
    for one in found:
        assert sum(b.forecasts for b in one.bins) == cast
        assert 0 <= one.error <= 1
    sharp = of_2019.chances["sharp"] = [np.eye(3)[np.minimum(call.votes, 2)] for call in of_2019.calls]
    assert len(sharp) == 3
    perfect = reliability(of_2019, "sharp")
    del of_2019.chances["sharp"]
    assert all(one.error == 0 and one.found == 1 and one.right == 1 for one in perfect)


def test_the_plainest_choice_is_a_model_without_the_term():
    prior = prior_of({"polite": NONE_OF_IT, "text": None, "habit": 1.0, "own": 1.0, "reserve": 0.4})
    assert prior.mean[NAMES.index("polite")] == 0
    assert prior.spread[NAMES.index("polite")] < 1e-5
    assert prior.mean[NAMES.index("text")] == PRIOR_MEAN[NAMES.index("text")]
    assert prior.spread[NAMES.index("lead")] == PRIOR_SPREAD[NAMES.index("lead")]
    assert np.allclose(prior.covariance, PRIOR.covariance)
    assert all(options[0] == NONE_OF_IT for options in TERMS.values())
    assert all(np.all(np.diff(np.array(sizes, float)) > 0) for sizes in RECORDS.values())


def test_nested_choices_do_not_look_at_the_vote_that_is_forecast(monkeypatch):
    monkeypatch.setattr(backtest, "forecasters", dict)
    monkeypatch.setattr(nested, "TERMS", {"crime": TERMS["crime"]})
    monkeypatch.setattr(nested, "RECORDS", {**RECORDS, "habit": (1.0,), "own": (1.0,), "reserve": (0.01, 0.4)})
    asked: list[list[str]] = []

    def noted(calls):
        asked.append([call.symbol for call in calls])
        return choose(calls)

    monkeypatch.setattr(nested, "choose", noted)
    calls = known_roll_calls()[:3]
    done = backtest.leave_one_out(calls, 2018)
    said = add_nested(done)
    assert len(said) == len(done.scores[NESTED]) == 3
    assert all(call.symbol not in others for call, others in zip(calls, asked, strict=True))
    assert all("reserve" in words for words in said)


def test_what_is_printed_says_differences_and_reliability(of_2019, capsys):
    print_sections(backtest_sections(of_2019))
    said = capsys.readouterr().out
    for words in ("Paired differences", "95 % by states", "Reliability of the model", "F1 of abstention"):
        assert words in said
    found = json.loads(json.dumps(backtest_result(of_2019, [])))
    assert {one["rival"] for one in found["paired"]} == {*ASKED, f"{STRONGEST}, {REFITTED}"}
    assert found["reliability"].keys() == {"yes", "abstain", "no"}
    assert found["mean"]["f1_abstain"] > 0.5


@pytest.mark.parametrize("instead", ["--scenarios", "--quarters"])
def test_nested_is_a_question_about_votes(instead, capsys):
    assert main(["backtest", instead, "--nested"]) == 2
    assert "leave out --nested" in capsys.readouterr().err
