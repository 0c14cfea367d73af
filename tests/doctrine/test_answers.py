"""Answers to what is found are counted by kind, in a study and in a run alike."""

import json

import numpy as np
import pytest

from demarche.scenarios.compile import game
from demarche.scenarios.load import load
from demarche.scenarios.study.observe import observe
from demarche.sim.act import acts, write
from demarche.sim.answers import ANSWERS, answers
from demarche.sim.terms import Accusation, Verb
from demarche.ui.cli import main

CASES: dict[str, list[tuple[Verb, int]]] = {
    "namings": [(Verb.ACCUSE, Accusation.NAMING), (Verb.SANCTION, 0)],
    "statements": [(Verb.ACCUSE, Accusation.STATEMENT)],
    "indictments": [(Verb.ACCUSE, Accusation.INDICTMENT)],
    "sanctions_used": [(Verb.SANCTION, 0)],
    "retaliations": [(Verb.RETALIATE, 0)],
    "consultations": [(Verb.CONSULT, 0)],
    "protests": [(Verb.PROTEST, 0)],
    "denunciations": [(Verb.DENOUNCE, 0)],
}


def test_every_count_has_a_case():
    assert set(CASES) == set(ANSWERS)


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_is_counted_as_what_it_is(name):
    act = np.stack([acts(4), acts(4)])
    for seat, (verb, manner) in enumerate(CASES[name]):
        write(act[1], np.array([seat]), verb, partner=3, wording=manner)
    found = answers(act)
    assert getattr(found, name).tolist() == [0, len(CASES[name])]
    also = {"statements": "namings", "indictments": "namings", "sanctions_used": "namings"}.get(name)
    others = set(ANSWERS) - {name, also, *({"sanctions_used"} if name == "namings" else ())}
    assert not any(getattr(found, other).any() for other in others)


def test_a_run_prints_what_a_study_keeps(capsys):
    kept, _ = observe(game(load("us-china-2015"), 1, range(1)), ANSWERS, (), None)
    assert main(["run", "us-china-2015", "--seed", "1", "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)["measures"]
    assert {name: printed[name] for name in ANSWERS} == {name: float(kept[name][0]) for name in ANSWERS}
    assert sum(printed[name] for name in ANSWERS)


def test_a_session_without_quarters_has_no_answers(capsys):
    assert main(["run", "us-china-2015", "--set", "quarters=0", "--json"]) == 0
    assert not set(ANSWERS) & set(json.loads(capsys.readouterr().out)["measures"])
