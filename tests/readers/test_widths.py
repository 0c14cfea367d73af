"""Tables on terminals of every width: what has to be typed again is whole."""

import json
import re
from dataclasses import replace

import pytest

from demarche.scenarios.history.backtest import UNCODED, forecast_later, mean
from demarche.scenarios.history.rollcalls import known_roll_calls, read_roll_calls
from demarche.scenarios.load import campaigns, names
from demarche.sim.visible import is_visible
from demarche.ui.backtest import backtest_result, backtest_sections
from demarche.ui.cli import main
from demarche.ui.progress import Teller
from demarche.ui.story.parts import Line, Section, Table
from demarche.ui.terminal import say, wrapped

VOTES = "resolution,date,iso3,vote\nA/RES/75/240,2020-12-31,FRA,N\nA/RES/75/32,2020-12-07,FRA,X\n"


@pytest.mark.parametrize("width", [30, 31, 37, 45, 60, 79, 80, 100, 300])
def test_every_id_of_the_list_is_whole(width, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(width))
    assert main(["list"]) == 0
    printed = capsys.readouterr().out
    words = set(printed.split())
    assert {*names(), *campaigns()} <= words
    assert "…" not in printed
    assert max(map(len, printed.splitlines())) <= max(width, 30)


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """The forecast of a resolution on which one vote is known, and of one on which none is."""
    path = tmp_path_factory.mktemp("votes") / "votes.csv"
    path.write_text(VOTES)
    return forecast_later(known_roll_calls(), read_roll_calls(path)[0], 2019)


@pytest.mark.parametrize("width", [30, 44, 80])
def test_every_symbol_and_forecaster_of_a_backtest_is_whole(width, capsys, monkeypatch, done):
    monkeypatch.setenv("COLUMNS", str(width))
    say(backtest_sections(done))
    printed = capsys.readouterr().out
    assert {"A/RES/75/240", "A/RES/75/32"} <= set(printed.split())
    assert "…" not in printed
    assert "log-loss" in printed


@pytest.mark.parametrize("value", ["0", "-5", "", "²", "1", "wide", "9" * 30])
@pytest.mark.parametrize("variable", ["COLUMNS", "LINES"])
def test_a_size_that_is_none_prints_as_well(variable, value, capsys, monkeypatch):
    monkeypatch.setenv(variable, value)
    assert main(["list"]) == 0
    assert set(names()) <= set(capsys.readouterr().out.split())


def test_a_resolution_on_which_nobodys_vote_is_known_has_dashes_and_is_in_no_mean(capsys, done):
    say(backtest_sections(done))
    (row,) = (line.split() for line in capsys.readouterr().out.splitlines() if "75/32" in line)
    assert row == ["A/RES/75/32", "0", "–", "–", "–", "–", "–"]
    unknown, known = done.scores["model"]
    assert (unknown.n, known.n) == (0, 1)
    for figure in ("n", "accuracy", "macro_f1", "log_loss", "error_of_totals"):
        assert mean([unknown, known], figure) == getattr(known, figure)
        assert mean([unknown], figure) is None
    assert mean(done.scores[UNCODED], "accuracy") is None, "the one state that voted is coded by hand"
    found = backtest_result(done, [])
    assert found["resolutions"][0]["accuracy"] is found["resolutions"][0]["adopted"] is None
    assert found["mean"]["n"] == 1
    json.dumps(found, allow_nan=False)


def test_roll_calls_on_which_no_vote_is_known_are_forecast_without_figures(done, capsys):
    nobody = replace(done, scores={name: scores[:1] for name, scores in done.scores.items()}, calls=done.calls[:1])
    say(backtest_sections(nobody))
    assert not re.search(r"\d\.\d{3}", capsys.readouterr().out)
    assert set(backtest_result(nobody, [])["mean"].values()) == {None}


def test_no_control_sequence_of_a_warning_is_printed(tmp_path, capsys, monkeypatch, done):
    path = tmp_path / "votes.csv"
    path.write_text(f"{VOTES}75/240,2020-12-31,\x1b]0;x\x07,N\n")
    monkeypatch.setattr("demarche.scenarios.history.backtest.forecast_later", lambda *given: done)
    assert main(["backtest", "--votes", str(path)]) == 0
    said = capsys.readouterr()
    assert is_visible(said.out + said.err)
    assert r"no members: \x1b]0;X\x07" in said.err


def test_a_sweep_tells_how_far_it_is_whatever_the_size_of_the_terminal(monkeypatch):
    monkeypatch.setenv("COLUMNS", "²")
    assert Teller(quiet=True).last is None


def test_a_table_that_does_not_fit_becomes_a_list(capsys, monkeypatch):
    table = Table(("id", "title", ""), (("a-long-identifier-of-30-letters", "two words", "plain"), ("b", "", "x")))
    monkeypatch.setenv("COLUMNS", "30")
    say([Section("", (table,))])
    expected = "a-long-identifier-of-30-letters\n  title: two words\n  plain\nb\n  x\n"
    assert capsys.readouterr().out == expected
    monkeypatch.setenv("COLUMNS", "60")
    say([Section("", (table,))])
    assert capsys.readouterr().out.splitlines()[1].split() == [
        "a-long-identifier-of-30-letters",
        "two",
        "words",
        "plain",
    ]


def test_a_long_word_of_a_paragraph_is_left_whole(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "30")
    path = "results/a/folder/with/a/very/long/name"
    say([Section("", (Line(f"The report is in {path} now."),))])
    assert path in capsys.readouterr().out.split()


def test_a_paragraph_breaks_between_words_and_keeps_its_blanks():
    assert wrapped("one two  three", 8) == ["one two", "three"]
    assert wrapped("one two  three", 9) == ["one two", "three"]
    assert wrapped("one  two", 8) == ["one  two"]
    assert wrapped("北京 上海", 5) == ["北京", "上海"]
    assert wrapped("", 8) == [""]
