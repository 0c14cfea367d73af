"""Chance of a study, shared by its points or each run's own; and pacts that were not signed, which are missing."""

import json

import numpy as np
import pytest

from demarche.scenarios.study import run
from demarche.scenarios.study.executors import local
from demarche.scenarios.study.files import identity, plan_of, read_study
from demarche.scenarios.study.plan import Plan
from demarche.scenarios.study.results import load
from demarche.scenarios.study.sweeping import sweep_into
from demarche.sim.terms import Unreadable
from demarche.ui.cli import main
from tests.study.folders import tiny
from tests.study.players import Linear

INDEPENDENT = {"replicates = 40": 'replicates = 3\nchance = "independent"'}
MEASURES = (
    *("signed_1", "operations_within_1", "operations_within_counterfactual_1", "substance_1", "denounced"),
    *("operations_intention_to_treat_1", "operations_intention_to_treat_counterfactual_1", "displacement"),
)


def test_independent_chance_gives_every_run_a_replicate_of_its_own(tmp_path):
    file = read_study(tiny(tmp_path, change=INDEPENDENT))
    sweep_into(tmp_path / "r", file, local(1, "threads"), shard=4)
    results = load(tmp_path / "r")
    plan = plan_of(file)
    replicate = np.concatenate([plan.task(number).place()[1] for number in range(plan.shards)])
    assert replicate.tolist() == list(range(18))
    assert results.measures["yes_1"].shape == (6, 3)


def test_the_run_of_a_replicate_is_the_same_world_whichever_way_its_number_was_reached():
    point = {"price_of_split": 0.3, "rounds": 0}
    shared = run([point, point], "tutorial", ["yes_1", "no_1"], replicates=4, chance="common")
    own = run([point, point], "tutorial", ["yes_1", "no_1"], replicates=4)
    assert own["replicate"].to_pylist() == list(range(8))
    assert shared["replicate"].to_pylist() == [0, 1, 2, 3] * 2
    longer = run([point], "tutorial", ["yes_1", "no_1"], replicates=8, chance="common")
    for name in ("yes_1", "no_1"):
        assert shared[name].to_pylist()[:4] == shared[name].to_pylist()[4:]
        assert repr(own[name].to_pylist()) == repr(longer[name].to_pylist())


def test_chance_is_independent_in_python_where_nothing_is_said():
    point = {"rounds": 0}
    assert len(set(run([point] * 3, "tutorial", ["yes_1"])["replicate"].to_pylist())) == 3


def test_what_was_always_so_is_in_no_identity(tmp_path):
    """Folders of results that were begun before these keys were known can be gone on with."""
    file = read_study(tiny(tmp_path))
    said = identity(file, plan_of(file).points, 10)["study"]
    assert "chance" not in said
    assert "second_order" not in said["design"]
    other = read_study(tiny(tmp_path, change=INDEPENDENT))
    assert identity(other, plan_of(other).points, 10)["study"]["chance"] == "independent"


def test_more_runs_than_there_are_replicates_are_refused(tmp_path):
    plan = plan_of(read_study(tiny(tmp_path)))
    with pytest.raises(Unreadable, match="6,000,000,000 runs with chance of their own"):
        Plan(plan.points, 10**9, 1, Linear(), 10, common=False)


def test_a_word_that_is_no_kind_of_chance_is_refused(capsys, tmp_path):
    file = tiny(tmp_path, change={"replicates = 40": 'replicates = 40\nchance = "comon"'})
    assert main(["validate", str(file)]) == 2
    assert "chance" in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["common", "independent"])
def test_one_replicate_has_intervals_where_chance_is_independent_and_else_a_sentence(kind, capsys, tmp_path):
    design = {
        'kind = "grid"': 'kind = "latin-hypercube"\npoints = 12',
        "replicates = 40": f'replicates = 1\nchance = "{kind}"',
        "steps = 3": "",
    }
    file = tiny(tmp_path, change=design)
    sweep_into(tmp_path / "r", read_study(file), local(1, "threads"))
    assert main(["analyse", str(tmp_path / "r")]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert ("No mean has an interval: every point was played once" in said) == (kind == "common")
    assert ("There are no intervals." in said) == (kind == "common")
    page = (tmp_path / "r" / "report" / "report.html").read_text(encoding="utf-8")
    assert ("No mean has an interval" in page) == (kind == "common")
    measures = (tmp_path / "r" / "report" / "tables" / "measures.csv").read_text(encoding="utf-8").splitlines()
    assert measures[0] == "measure,n,missing,mean,low,high,spread"
    assert (measures[2].split(",")[4] == "") == (kind == "common")
    assert main(["analyse", str(tmp_path / "r"), "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["warnings"]) == (kind == "common")


@pytest.fixture(scope="module")
def readiness():
    """Worlds of pact-2015 from almost never signed to always, means by readiness to sign."""
    points = [{"settings.sign_base": base} for base in (-20.0, -8.0, 4.0)]
    table = run(points, "pact-2015", MEASURES, replicates=24, settings=["rounds=0"], twin="no-pact", chance="common")
    return {name: table[name].to_numpy().reshape(3, 24) for name in table.column_names if name != "error"}


def test_a_pact_that_was_not_signed_is_missing_in_a_study(readiness):
    signed = readiness["signed_1"] == 1
    assert (signed[0].any(), signed[2].all()) == (False, True)
    assert 0 < signed[1].sum() < 24
    for name in ("operations_within_1", "operations_within_1_twin", "operations_within_1_effect", "substance_1"):
        assert np.array_equal(np.isnan(readiness[name]), ~signed), name


def test_readiness_to_sign_raises_no_operations_of_the_counterfactual(readiness):
    without, here = (readiness[f"operations_intention_to_treat_{name}"] for name in ("counterfactual_1", "1"))
    assert not np.isnan(without).any()
    assert without[2].mean() == pytest.approx(without[0].mean(), rel=0.02)
    assert np.array_equal(here[0], without[0])  # nothing was signed: with the pact is without it
    assert here[2].mean() < without[2].mean()
    effect = readiness["operations_intention_to_treat_1_effect"]
    assert np.array_equal(effect, here - readiness["operations_intention_to_treat_1_twin"])
    assert (readiness["displacement"][0] == 0).all()
