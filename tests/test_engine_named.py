"""The engine that DEMARCHE_ENGINE names: one that there is not is refused, by whatever would use it, and before."""

from types import SimpleNamespace
from typing import Any

import pytest

from demarche.scenarios import batch
from demarche.scenarios.compile import game
from demarche.scenarios.load import load
from demarche.sim import engine, loops
from demarche.sim.terms import Unreadable
from demarche.ui.cli import main
from tests.study.folders import tiny


@pytest.mark.parametrize("name", ["bogus", "NUMBA", " numpy", "0", "numba,numpy"])
@pytest.mark.parametrize("options", [[], ["--workers", "2"], ["--shard", "1/2"], ["--repair"]], ids=" ".join)
def test_an_engine_that_there_is_not_is_refused_before_anything_is_begun(name, options, monkeypatch, tmp_path, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DEMARCHE_ENGINE", name)
    tiny(tmp_path)
    assert main(["sweep", "tiny.toml", "--out", "r", *options]) == 2
    told = f"DEMARCHE_ENGINE={name}: there is no engine {name!r}; there are numpy and numba"
    assert told in " ".join(capsys.readouterr().err.split())
    assert not (tmp_path / "r").exists()


def test_an_engine_that_there_is_not_is_refused_in_python_and_stops_no_command_that_needs_none(monkeypatch, capsys):
    monkeypatch.setenv("DEMARCHE_ENGINE", "bogus")
    with pytest.raises(Unreadable, match="DEMARCHE_ENGINE=bogus: there is no engine 'bogus'"):
        batch.play(game(load("tutorial"), 1, (0,)))
    for words in (["list"], ["show", "tutorial"], ["run", "tutorial"]):
        assert main(words) == 0
    assert capsys.readouterr().err == ""


def test_no_engine_named_is_the_best(monkeypatch):
    monkeypatch.setenv("DEMARCHE_ENGINE", "")
    assert engine.best() == (engine.NUMBA if engine.installed() and loops.all_compiled() else engine.NUMPY)


def test_beyond_its_most_seats_numba_is_refused():
    """No scenario file has so many; rules made in Python may."""
    many: Any = SimpleNamespace(rules=SimpleNamespace(seats=engine.MOST_SEATS + 1))
    with pytest.raises(Unreadable, match="at most 900 seats to the same bits as numpy, and here are 901"):
        batch.play(many, by=engine.NUMBA)
