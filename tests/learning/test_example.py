"""The example learns what it says, and what it learnt keeps the contract of a pledge strategy."""

import importlib
import sys
from pathlib import Path

import numpy as np
import pytest

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
pytest.importorskip("pettingzoo", reason="PettingZoo is not installed: pip install 'demarche[env]'")


@pytest.fixture
def example(monkeypatch):
    monkeypatch.syspath_prepend(str(EXAMPLES))
    yield importlib.import_module("learn_to_honour")
    sys.modules.pop("learn_to_honour", None)


def test_where_everything_is_found_it_learns_to_honour(example, capsys):
    example.train(example.SETTINGS | example.SEEN)
    said = capsys.readouterr().out.splitlines()
    assert said[1].startswith("honoured, saw honour")
    assert said[1].endswith("-> honour")
    gains = {line.split("  ")[0]: float(line.split()[-3]) for line in said[5:8]}
    assert gains["learnt"] > gains["always breaks"]


def test_what_was_learnt_keeps_the_contract(example):
    from demarche.agents.strategies.registry import STRATEGIES
    from demarche.scenarios.contract import check

    assert [clause for clause in check("learn_to_honour:Learnt") if clause.fault] == []
    own, seen = np.array([[0, 0], [0, 1]], bool), np.array([[0, 1], [0, 1]], bool)
    known = STRATEGIES.pop("learn_to_honour:Learnt")
    from demarche.agents.strategies.pledge import Dossier

    assert known.breaks(Dossier(own, seen), np.zeros((2, 2))).tolist() == [True, False]
