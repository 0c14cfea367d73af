"""demarche league, as it is typed; leagues of scenarios; files that are refused."""

import json

import numpy as np
import pytest

from demarche.agents.strategies.registry import STRATEGIES, Strategy, strategy
from demarche.scenarios.batch import play
from demarche.scenarios.compile import game
from demarche.scenarios.league import worlds
from demarche.scenarios.league.schema import Match
from demarche.scenarios.load import load
from demarche.sim.secrets import Sum
from demarche.ui.cli import main

SMALL = """
id = "small"
title = "Two in a pact"
strategies = ["always-honour", "always-attack"]
replicates = 12
turns = 5
[[games]]
name = "noise"
game = "repeated"
slip = 0.1
quarters = 10
[[games]]
name = "pact"
game = "scenario"
scenario = "us-china-2015"
between = ["USA", "CHN"]
set = ["quarters=4", "rounds=0"]
"""


@pytest.fixture(autouse=True)
def here(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)


def said(capsys, *argv, code=0):
    assert main([str(part) for part in argv]) == code
    out = capsys.readouterr()
    return out.out, out.err


def test_a_league_is_played_and_told(capsys, tmp_path):
    (tmp_path / "small.toml").write_text(SMALL, encoding="utf-8")
    assert "nothing is wrong" in said(capsys, "validate", "small.toml")[0]
    found = json.loads(said(capsys, "league", "small.toml", "--json")[0])
    assert found["entrants"] == ["always-honour", "always-attack"]
    noise, pact = found["games"]
    assert noise["payoffs"][0] == pytest.approx([0.9 * 2.7 + 0.1 * 4.6, 0.9 * 0.3 + 0.1 * 1.4], abs=0.3)
    assert np.shape(pact["payoffs"]) == (2, 2)
    assert len(noise["shares"]) == 2
    told, _ = said(capsys, "league", "small.toml")
    assert "always-attack" in told
    assert "US" in told


def test_a_league_without_a_file_has_every_strategy(capsys, monkeypatch):
    from demarche.scenarios.league import schema

    few = schema.usual().model_copy(update={"replicates": 3})
    monkeypatch.setattr(schema, "usual", lambda: few)
    found = json.loads(said(capsys, "league", "--json")[0])
    assert found["entrants"] == list(STRATEGIES)
    assert [one["name"] for one in found["games"]] == ["no noise", "acts slip", "acts are misread"]


def test_who_attacks_hurts_its_partner_and_payoffs_count_what_was_done_and_suffered():
    match = Match(name="pact", game="scenario", scenario="us-china-2015", between=("USA", "CHN"), set=("quarters=8",))
    entered = [("strategy", "always-honour"), ("strategy", "always-attack")]
    paid = worlds.payoffs(match, entered, 40, 1)
    mean = paid.mean(axis=0)
    assert mean[0, 0] > mean[0, 1]  # to be attacked costs
    assert mean[1, 0] > mean[1, 1]
    assert np.isfinite(paid).all()


def test_a_strategy_from_outside_can_be_entered(capsys, tmp_path, monkeypatch):
    """Whatever the registry of strategies knows by name: what is plugged in goes the same way."""
    monkeypatch.setitem(
        STRATEGIES, "mine:Dove", Strategy("mine:Dove", strategy("always-honour").rule, "a test", memory=0)
    )
    (tmp_path / "small.toml").write_text(SMALL.replace('"always-honour"', '"mine:Dove"'), encoding="utf-8")
    found = json.loads(said(capsys, "league", "small.toml", "--json")[0])
    assert found["entrants"] == ["mine:Dove", "always-attack"]
    honest = json.loads(said(capsys, "league", _as_it_was(tmp_path), "--json")[0])
    assert found["games"][1]["payoffs"] == honest["games"][1]["payoffs"]


def _as_it_was(tmp_path):
    (tmp_path / "plain.toml").write_text(SMALL, encoding="utf-8")
    return "plain.toml"


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ('"always-attack"]', '"always-atack"]', "did you mean always-attack"),
        ('"always-attack"]', '"always-honour"]', "entered twice"),
        ('strategies = ["always-honour", "always-attack"]', 'strategies = ["grim"]', "needs two entrants"),
        ('"always-attack"]', '"always-attack"]\ndoctrines = ["cybersecurity"]', "the repeated game is for strategies"),
        ('["USA", "CHN"]', '["USA", "FRA"]', "FRA has no seat"),
        ('["USA", "CHN"]', '["USA", "USA"]', "two different states"),
        ('"quarters=4"', '"quarters=0"', "has no quarters"),
        ('scenario = "us-china-2015"', 'scenario = "us-china-2051"', "did you mean us-china-2015"),
        ("slip = 0.1", "slip = 0.7", "slip"),
        ("turns = 5", "terns = 5", "turns"),
    ],
)
def test_what_is_wrong_in_a_league_is_said_in_one_line(before, after, words, capsys, tmp_path):
    assert before in SMALL
    (tmp_path / "small.toml").write_text(SMALL.replace(before, after, 1), encoding="utf-8")
    for command in ("league", "validate"):
        _, err = said(capsys, command, "small.toml", code=2)
        assert words in " ".join(err.split())
        assert len(err.splitlines()) == 1


def test_a_league_is_no_study_and_says_so(capsys, tmp_path):
    (tmp_path / "small.toml").write_text(SMALL, encoding="utf-8")
    assert "demarche league small.toml plays it" in said(capsys, "sweep", "small.toml", code=2)[1]


def test_sums_of_the_pact_are_those_of_the_quarters():
    """The counts from which payoffs are made are those that the debrief shows."""
    made = game(load("us-china-2015", ["quarters=4", "rounds=0"]), 1, range(5))
    sums = play(made).world.secrets.sums[..., Sum.OPERATIONS].sum(axis=(1, 2))
    from demarche.scenarios.study.observe import observe

    found, _ = observe(made, ["operations_done_1_USA", "operations_done_1_CHN"], (), None)
    total = np.nan_to_num(found["operations_done_1_USA"]) + np.nan_to_num(found["operations_done_1_CHN"])
    np.testing.assert_array_equal(total, sums)
