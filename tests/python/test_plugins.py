"""Plug-ins: found by name from any folder, carried to workers, named in logs and manifests, and held to a contract."""

import json
import sys
from concurrent.futures import ProcessPoolExecutor
from importlib.metadata import EntryPoint
from multiprocessing import get_context
from pathlib import Path

import pytest

import demarche as dm
from demarche.agents import plugins
from demarche.agents.doctrine.profiles import DOCTRINES
from demarche.agents.plugins import FOUND, Plugin
from demarche.agents.registry import BEHAVIOURS
from demarche.agents.strategies.registry import STRATEGIES
from demarche.scenarios.contract import check
from demarche.scenarios.study.files import plan_of, read_study
from demarche.ui.cli import main

HERE = Path(__file__).parent
STUDY = """
id = "own"
title = "A doctrine of one's own"
scenario = "us-china-2015"
replicates = 3
measures = ["accusations_1", "breaches_1"]

[design]
kind = "grid"

[[factors]]
name = "doctrine"
path = "states.CHN.doctrine"
values = ["mine:Hawk", "information-security"]
"""


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A folder that holds mine.py and is the current one, and registries as they were before."""
    (tmp_path / "mine.py").write_text((HERE / "mine.py").read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [path for path in sys.path if path != str(HERE)])
    forget()
    yield tmp_path
    forget()


def forget():
    """Have nothing plugged in."""
    for registry in (DOCTRINES, STRATEGIES, BEHAVIOURS):
        for name in [name for name in registry if ":" in name or name in FOUND]:
            del registry[name]
    FOUND.clear()
    sys.modules.pop("mine", None)


def test_a_doctrine_plays_wherever_a_name_is_taken():
    for_one = dm.play("tutorial", 1, {"fictional.CAL.doctrine": "mine:Hawk"})
    by_seat = dm.play("tutorial", 1, seats={"CAL": "mine:Hawk"})
    assert for_one.log == by_seat.log
    votes = dm.play("tutorial", 1, {"doctrine": "mine:Hawk"}).votes
    assert dm.play("tutorial", 1).votes.loc["CAL", "BAY/1"] == "abstain"
    assert votes.loc["CAL", "BAY/1"] == "no"
    assert "abstain" not in votes.to_numpy()


def test_numbers_alone_are_a_doctrine_and_act_as_the_national_one(folder):
    world = dm.play("us-china-2015", 1, {"states.CHN.doctrine": "mine:Calm"})
    assert DOCTRINES["mine:Calm"].acts is None
    assert DOCTRINES["mine:Calm"].values["tolerance"] == 0.5
    assert DOCTRINES["mine:Calm"].values["proof"] == DOCTRINES["information-security"].values["proof"]
    assert json.loads(world.log.splitlines()[0])["seats"]["CHN"] == "national"


def test_a_strategy_and_a_seat_play_by_name():
    pact = dm.play("us-china-2015", 1, {"states.CHN.strategy": "mine:Patient", "quarters": 3})
    assert "mine:Patient" in pact.log
    quiet = dm.play("tutorial", 1, {"fictional.DOR.behaviour": "mine:Quiet"})
    assert dm.play("tutorial", 1).votes.loc["DOR", "BAY/1"] == "yes"
    assert quiet.votes.loc["DOR", "BAY/1"] == "abstain"
    assert quiet.events.query("state == 'DOR'")["what"].tolist() == ["table 1", "abstain"]


def test_the_log_names_it_with_version_and_hash_and_replays(folder):
    world = dm.play("tutorial", 1, {"doctrine": "mine:Hawk"})
    head = json.loads(world.log.splitlines()[0])
    assert head["plugins"]["mine:Hawk"]["sha256"] == FOUND["mine:Hawk"].sha256
    assert head["plugins"]["mine:Hawk"]["kind"] == "doctrine"
    assert head["seats"]["AVA"] == "mine:Hawk"
    forget()
    assert dm.replay(world.log).outcome == world.outcome


def test_a_log_of_nothing_plugged_in_has_no_such_key():
    assert "plugins" not in json.loads(dm.play("tutorial").log.splitlines()[0])


def test_a_doctrine_of_numbers_replays_without_its_code(folder):
    world = dm.play("us-china-2015", 1, {"states.CHN.doctrine": "mine:Calm", "quarters": 3})
    log, outcome = world.log, world.outcome
    forget()
    (folder / "mine.py").unlink()
    assert dm.replay(log).outcome == outcome


def test_a_log_says_what_code_it_needs_and_that_it_has_changed(folder):
    log = dm.play("tutorial", 1, {"doctrine": "mine:Hawk"}).log
    forget()
    (folder / "mine.py").write_text((folder / "mine.py").read_text() + "\n# changed\n")
    with pytest.raises(dm.Unreadable, match="mine:Hawk has changed since the log was written"):
        dm.replay(log)
    forget()
    (folder / "mine.py").unlink()
    with pytest.raises(dm.Unreadable, match="there is no module mine, neither installed"):
        dm.replay(log)


def test_a_study_on_two_workers_is_the_study_on_one(folder, capsys):
    (folder / "study.toml").write_text(STUDY)
    digests = []
    for workers in ("1", "2"):
        assert main(["sweep", "study.toml", "--out", workers, "--workers", workers, "--quiet", "--json"]) == 0
        digests.append(json.loads(capsys.readouterr().out)["digest"])
    assert digests[0] == digests[1]
    manifest = json.loads((folder / "2" / "manifest.json").read_text())
    assert manifest["identity"]["plugins"]["mine:Hawk"]["sha256"] == FOUND["mine:Hawk"].sha256
    assert manifest["errors"] == 0


def test_a_changed_doctrine_is_another_study(folder):
    (folder / "study.toml").write_text(STUDY)
    before = plan_of(read_study(folder / "study.toml")).identity
    forget()
    (folder / "mine.py").write_text((folder / "mine.py").read_text() + "\n# changed\n")
    assert plan_of(read_study(folder / "study.toml")).identity != before


def test_a_worker_elsewhere_is_given_the_text_of_the_module(folder, tmp_path_factory, monkeypatch):
    """As on a cluster: the worker's current folder has no mine.py."""
    here = dm.study({"states.CHN.doctrine": ["mine:Hawk"]}, "us-china-2015", ["accusations_1"], replicates=2)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=away) as pool:
        there = dm.study(
            {"states.CHN.doctrine": ["mine:Hawk"]}, "us-china-2015", ["accusations_1"], replicates=2, executor=pool
        )
    assert there.attrs["errors"] == []
    assert there.equals(here)


def away():
    """Leave for another folder, and lose sight of this one."""
    import os

    os.chdir("/")
    sys.path[:] = [path for path in sys.path if not (Path(path) / "mine.py").exists()]


def test_a_worker_with_another_module_refuses(folder):
    plugins.find("mine:Hawk", plugins.DOCTRINES)
    other = Plugin("mine:Hawk", "mine", "", "0" * 64)
    with pytest.raises(dm.Unreadable, match="the module mine here is another"):
        other.ensure()


def test_an_entry_point_is_a_name_of_its_own(monkeypatch):
    class Points(list[EntryPoint]):
        def __call__(self, *, group, name=None):
            return [point for point in self if point.group == group and name in (None, point.name)]

    points = Points([EntryPoint("hawk", "mine:Hawk", plugins.DOCTRINES)])
    monkeypatch.setattr(plugins, "entry_points", points)
    assert plugins.offered(plugins.DOCTRINES) == ["hawk"]
    assert "abstain" not in dm.play("tutorial", 1, {"doctrine": "hawk"}).votes.to_numpy()
    with pytest.raises(dm.Unreadable, match="did you mean hawk"):
        dm.play("tutorial", 1, {"doctrine": "hawkk"})


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"doctrine": "mine:Dove"}, "doctrine: mine:Dove: the module mine has no Dove; it has Hawk, Calm"),
        ({"doctrine": "theirs:Hawk"}, "there is no module theirs, neither installed nor as theirs.py in"),
        ({"doctrine": "mine:Patient"}, "mine:Patient is no doctrine"),
        ({"doctrine": "mine:Loud"}, "mine:Loud: numbers: names lies within 0 .. 1, not 7"),
        ({"doctrine": "mine:Lost"}, "the doctrine has no parameter fury"),
        ({"doctrine": "no way:Hawk"}, "module:Class"),
        ({"fictional.AVA.strategy": "mine:Hawk"}, "mine:Hawk is no pledge strategy"),
        ({"fictional.AVA.behaviour": "mine:Hawk"}, "mine:Hawk is a doctrine: write doctrine = 'mine:Hawk'"),
        ({"fictional.AVA.behaviour": "mine:Patient"}, "mine:Patient is no behaviour"),
    ],
)
def test_what_is_wrong_in_a_name_is_said(settings, said):
    with pytest.raises(dm.Unreadable) as refused:
        dm.play("tutorial", 1, settings)
    assert said in str(refused.value)


def test_a_module_that_fails_is_told_of_in_one_line(folder):
    (folder / "broken.py").write_text("1 / 0\n")
    with pytest.raises(dm.Unreadable, match="broken cannot be imported: ZeroDivisionError: division by zero"):
        dm.play("tutorial", 1, {"doctrine": "broken:Hawk"})
    sys.modules.pop("broken", None)


@pytest.mark.parametrize("name", ["Hawk", "Calm", "Patient", "Quiet"])
def test_what_keeps_the_contract_is_found_to(name):
    assert [clause for clause in check(f"mine:{name}") if clause.fault] == []


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("Moody", "remembers nothing between calls"),
        ("Herd", "an act depends on its own row alone"),
        ("Gambler", "uses chance only where it says so"),
        ("Rude", "plays tutorial (level=1) to its end, every act in order"),
        ("Thief", "sees what a View shows, and nothing behind it"),
        ("Forgetful", "looks back no further than it says"),
    ],
)
def test_each_clause_is_found_broken(name, broken):
    faults = {clause.says: clause.fault for clause in check(f"mine:{name}") if clause.fault}
    assert broken in faults


def test_the_command_says_which_clause_is_not_kept(capsys):
    assert main(["check", "mine:Patient", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["kept"] is True
    assert main(["check", "mine:Forgetful"]) == 1
    assert "memory is 1, and an answer depends on what came before that" in " ".join(capsys.readouterr().out.split())
    assert main(["check", "mine:Nobody"]) == 2
    assert "it has Hawk" in capsys.readouterr().err


@pytest.mark.parametrize(
    "line", ["import random", "from demarche.sim.session import run", "import numpy as np; np.random.rand()"]
)
def test_imports_that_look_behind_are_found(folder, line):
    text = f"import demarche as dm\nclass Sly(dm.Doctrine):\n    'Sly.'\n    {line}\n"
    (folder / "sly.py").write_text(text)
    faults = [clause.fault for clause in check("sly:Sly") if clause.fault]
    sys.modules.pop("sly", None)
    assert any("line 4" in fault for fault in faults)


def test_the_scenario_of_a_plugin_distribution_is_in_the_list(folder, monkeypatch):
    text = (Path(dm.__path__[0]) / "scenarios/library/tutorial.toml").read_text(encoding="utf-8")
    (folder / "theirs.toml").write_text(text.replace('id = "tutorial"', 'id = "theirs"'), encoding="utf-8")
    (folder / "boxes.py").write_text("from pathlib import Path\nHERE = Path(__file__).parent / 'theirs.toml'\n")

    class Points(list[EntryPoint]):
        def __call__(self, *, group, name=None):
            return [point for point in self if point.group == group and name in (None, point.name)]

    monkeypatch.setattr(plugins, "entry_points", Points([EntryPoint("theirs", "boxes:HERE", plugins.SCENARIOS)]))
    assert "theirs" in dm.library().index
    assert dm.play("theirs").outcome["scenario"] == "theirs"
    sys.modules.pop("boxes", None)
