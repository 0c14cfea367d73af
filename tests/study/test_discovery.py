"""The preset of judged numbers, and discovery on functions whose answer is known."""

import json

import numpy as np
import pytest

from demarche.agents.doctrine import parameters
from demarche.scenarios.study import discovery
from demarche.scenarios.study.files import plan_of, read_study
from demarche.scenarios.study.presets import judged
from demarche.sim import conduct
from demarche.sim.parameter import JUDGED
from demarche.sim.terms import Unreadable
from demarche.ui.cli import main

STUDY = """
id = "all"
title = "Every judgement"
scenario = "tutorial"
replicates = 1
measures = ["adopted_1"]
preset = "judged"
[design]
kind = "latin-hypercube"
points = 6
[[factors]]
name = "dice"
path = "settings.help"
range = [0.1, 0.2]
"""


def test_the_preset_has_every_judged_number_over_its_range(tmp_path):
    (tmp_path / "all.toml").write_text(STUDY, encoding="utf-8")
    plan = plan_of(read_study(tmp_path / "all.toml"))
    wanted = {n.name: n for table in (parameters.TABLE, conduct.TABLE) for n in table if n.origin == JUDGED}
    assert set(plan.points.columns) == {"dice", *wanted} - {"help"}
    for name, column in plan.points.columns.items():
        low, high = (0.1, 0.2) if name == "dice" else (wanted[name].low, wanted[name].high)
        assert low <= column.min() < column.max() <= high
    assert {n.name for n in judged("judged-quarters")} < set(wanted)


def test_a_study_with_a_preset_is_swept_and_goes_on(tmp_path, capsys):
    (tmp_path / "all.toml").write_text(STUDY, encoding="utf-8")
    for _ in range(2):
        words = ["sweep", str(tmp_path / "all.toml"), "--out", str(tmp_path / "r"), "--workers", "1", "--json"]
        assert main(words) == 0
        found = json.loads(capsys.readouterr().out)
    assert (found["played"], found["found"], found["errors"]) == (0, 6, 0)


def test_a_preset_that_there_is_not_is_refused(tmp_path, capsys):
    (tmp_path / "all.toml").write_text(STUDY.replace('"judged"', '"guessed"'), encoding="utf-8")
    assert main(["validate", str(tmp_path / "all.toml")]) == 2
    assert "preset" in capsys.readouterr().err


@pytest.fixture
def inputs():
    return np.random.default_rng(4).random((600, 6))


def test_scores_find_the_factors_that_matter(inputs):
    pytest.importorskip("sklearn")
    y = 5 * inputs[:, 2] + 2 * inputs[:, 4] + 0.1 * np.random.default_rng(5).normal(size=600)
    scores, fit = discovery.scored(inputs, y, 1)
    assert scores.sum() == pytest.approx(1)
    assert list(np.argsort(-scores)[:2]) == [2, 4]
    assert scores[[0, 1, 3, 5]].max() < 0.05
    assert fit > 0.9
    _, fit = discovery.scored(inputs, np.random.default_rng(6).normal(size=600), 1)
    assert fit < 0.1


def test_a_box_is_found_where_it_is(inputs):
    pytest.importorskip("ema_workbench")
    wanted = (inputs[:, 1] > 0.6) & (inputs[:, 3] < 0.5)
    limits, inside = discovery.box({f"x{k}": column for k, column in enumerate(inputs.T)}, wanted)
    assert {limit.factor for limit in limits} == {"x1", "x3"}
    edges = {limit.factor: limit for limit in limits}
    assert edges["x1"].low == pytest.approx(0.6, abs=0.1)
    assert edges["x3"].high == pytest.approx(0.5, abs=0.1)
    assert wanted[inside].mean() >= 0.8


def test_of_noise_no_box_is_sure(inputs):
    pytest.importorskip("ema_workbench")
    wanted = np.random.default_rng(8).random(600) < 0.3
    _, inside = discovery.box({f"x{k}": column for k, column in enumerate(inputs.T)}, wanted)
    assert wanted[inside].mean() < 0.6


def test_without_the_extra_it_is_refused_in_one_sentence(inputs, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "sklearn.ensemble", None)
    with pytest.raises(Unreadable, match=r"pip install 'demarche\[discovery\]'"):
        discovery.scored(inputs, inputs[:, 0], 1)
