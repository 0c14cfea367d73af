"""The command line: what it prints."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from demarche.__main__ import LIBRARIES
from demarche.scenarios.load import LIBRARY, load, names
from demarche.sim.pacts import PER_PACT
from demarche.ui.cli import main

TREE = Path(__file__).resolve().parent.parent
KEYS = ["scenario", "seed", "replicate", "version", "drafts", "pacts", "measures", "history"]
DRAFT_KEYS = {"id", "adopted", "decided_by", "yes", "no", "abstain", "absent", "votes", "sponsors", "wordings"}
PACT_KEYS = {
    "parties", "signed", "measures_delivered", "breaches", "contested", "attributed", "substance", "operations_within",
    "operations_within_counterfactual",
}  # fmt: skip
WITHOUT_PACT = ("operations_intention_to_treat", "operations_intention_to_treat_counterfactual")
ENDS = {"vote", "consensus", "withdrawn", "no-action", "not-put"}


def printed(capsys, *argv):
    assert main(list(argv)) == 0
    said = capsys.readouterr()
    assert said.err == ""
    return said.out


def python(*argv, **kwargs):
    return subprocess.run(
        [sys.executable, "-m", "demarche", *argv],
        cwd=TREE,
        capture_output=True,
        encoding="utf-8",
        check=False,
        **kwargs,
    )


@pytest.mark.parametrize("name", names())
def test_every_scenario_gives_the_object_of_the_contract_and_the_same_bytes_for_the_same_seed(name, capsys):
    said = printed(capsys, "run", name, "--seed", "1", "--json")
    assert said == printed(capsys, "run", name, "--seed", "1", "--json")
    found = json.loads(said)
    assert list(found) == KEYS
    assert (found["scenario"], found["seed"]) == (name, 1)
    for draft in found["drafts"]:
        assert draft.keys() >= DRAFT_KEYS
        assert draft["decided_by"] in ENDS
        for letter, count in (("Y", "yes"), ("N", "no"), ("A", "abstain"), ("X", "absent")):
            assert draft[count] == list(draft["votes"].values()).count(letter)
    missing = {name.rpartition("_")[0] for name, value in found["measures"].items() if value is None}
    assert missing <= {"measures_delivered", "assistance_given", "substance"}, "shares of what was never due"
    assert all(value is None or isinstance(value, int | float) for value in found["measures"].values())
    for pact in found["pacts"]:
        assert pact.keys() >= PACT_KEYS
        assert set(pact["parties"]) <= set(found["drafts"][0]["sponsors"]) | set(found["drafts"][0]["signed"])
        assert 0 <= pact["measures_delivered"] <= 1
        assert 0 <= pact["substance"] <= 1
        assert pact["attributed"] <= pact["operations_within"]


@pytest.mark.parametrize("name", names())
def test_there_are_pacts_where_there_are_quarters_and_nowhere_else(name, capsys):
    found = json.loads(printed(capsys, "run", name, "--seed", "2", "--json"))
    quarters = load(name).quarters
    assert bool(found["pacts"]) == bool(quarters)
    assert all(len(pact["quarters"]) == quarters for pact in found["pacts"])
    assert ("substance_1" in found["measures"]) == bool(quarters)
    without = json.loads(printed(capsys, "run", name, "--seed", "2", "--json", "--set", "quarters=0"))
    assert without["pacts"] == []


def test_a_pact_that_nobody_signed_is_told_as_one(capsys):
    """A threshold of -1 utils: a party refuses whatever the text is worth."""
    refusing = ["--set", "settings.sign_base=-20", "--set", "quarters=2"]
    (pact,) = json.loads(printed(capsys, "run", "pact-2015", "--json", *refusing))["pacts"]
    assert pact["parties"] == ["RUS", "CHN"]
    assert pact["signed"] is False
    there = ("id", "parties", "signed", "in_force", "quarters", *WITHOUT_PACT)
    assert {name: value for name, value in pact.items() if name not in there and value is not None} == {}
    assert pact["operations_intention_to_treat"] == pact["operations_intention_to_treat_counterfactual"] > 0
    for quarter in pact["quarters"]:
        assert {name for name, value in quarter.items() if value is not None} == set(WITHOUT_PACT)
    assert sum(quarter[WITHOUT_PACT[0]] for quarter in pact["quarters"]) == pact[WITHOUT_PACT[0]]
    measures = json.loads(printed(capsys, "run", "pact-2015", "--json", *refusing))["measures"]
    assert {name for name, value in measures.items() if value is None} == {f"{n}_1" for n in PER_PACT} | {"denounced"}
    assert measures["signed_1"] == measures["displacement"] == 0
    said = printed(capsys, "run", "pact-2015", *refusing)
    assert "was on offer for 2 quarters, and was never signed by all" in said
    assert "Two readings" not in said


@pytest.mark.parametrize("name", names())
def test_every_scenario_can_be_told_and_shown(name, capsys):
    assert "What history did" in printed(capsys, "run", name, "--seed", "2")
    assert "What is judged" in printed(capsys, "show", name)
    assert json.loads(printed(capsys, "show", name, "--json"))["id"] == name


def test_the_list_names_every_scenario(capsys):
    assert [row["id"] for row in json.loads(printed(capsys, "list", "--json"))] == names()
    said = printed(capsys, "list")
    assert all(name in said for name in names())


def test_another_seed_is_another_world(capsys):
    first, second = (json.loads(printed(capsys, "run", "dual-track-2018", "--seed", s, "--json")) for s in "12")
    assert first["drafts"] != second["drafts"]


def test_the_largest_seed_is_a_seed(capsys):
    largest = str(2**64 - 1)
    assert json.loads(printed(capsys, "run", "tutorial", "--seed", largest, "--json"))["seed"] == int(largest)


def test_a_setting_changes_the_world(capsys):
    said = printed(capsys, "run", "tutorial", "--set", "rounds=0", "--set", "title=Another")
    assert said.startswith("Another")
    assert "Informal consultations" not in said


@pytest.mark.parametrize("name", ["tutorial", "us-china-2015"])
def test_a_log_is_replayed_to_the_same_result_and_the_same_story(name, capsys, tmp_path):
    log = str(tmp_path / "log.jsonl")
    result = printed(capsys, "run", name, "--seed", "3", "--log", log, "--json")
    assert printed(capsys, "replay", log, "--json") == result
    assert printed(capsys, "replay", log) == printed(capsys, "run", name, "--seed", "3")


@pytest.mark.parametrize("name", names())
def test_every_scenario_of_the_library_is_valid(name, capsys):
    path = str(LIBRARY / f"{name}.toml")
    assert json.loads(printed(capsys, "validate", path, "--json")) == {"file": path, "valid": True, "faults": []}


@pytest.mark.parametrize("command", [[], ["list"], ["show"], ["run"], ["replay"], ["validate"]])
def test_every_command_has_help_that_ends_in_an_example(command, capsys):
    with pytest.raises(SystemExit) as left:
        main([*command, "--help"])
    assert left.value.code == 0
    assert capsys.readouterr().out.rstrip().splitlines()[-1].strip().startswith(" ".join(["demarche", *command]))


def test_help_imports_nothing_heavy():
    code = (
        "import sys; from demarche.ui.cli import parser; parser();"
        "print([m for m in ('numpy', 'pydantic', 'rich', 'mesa', 'pygame') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=TREE, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "[]"


def test_a_headless_run_imports_neither_mesa_nor_pygame():
    code = (
        "import sys; from demarche.ui.cli import main; main(['run', 'tutorial']);"
        "sys.exit('mesa' in sys.modules or 'pygame' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=TREE, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("given", [{}, {"OPENBLAS_NUM_THREADS": "4"}], ids=["nothing set", "somebody's own"])
def test_libraries_are_quiet_and_have_one_thread_unless_somebody_says_else(given):
    code = (
        "import os, sys; from demarche.__main__ import LIBRARIES, main; sys.argv[1:] = ['show', 'tutorial']; main();"
        "print({name: os.environ[name] for name in LIBRARIES}, file=sys.stderr)"
    )
    env = {name: value for name, value in os.environ.items() if name not in LIBRARIES} | given
    done = subprocess.run([sys.executable, "-c", code], cwd=TREE, env=env, capture_output=True, encoding="utf-8")
    assert done.stderr.strip() == str(LIBRARIES | given)


def test_the_window_s_library_prints_nothing():
    pytest.importorskip("pygame")
    env = {name: value for name, value in os.environ.items() if name not in LIBRARIES}
    done = python("join", "http://127.0.0.1:9/", env=env, stdin=subprocess.DEVNULL)
    assert (done.stdout, done.stderr) == ("", "demarche: --code is needed\n")


def test_a_terminal_without_our_letters_and_colours_is_served_all_the_same():
    narrow = {**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "COLUMNS": "60", "NO_COLOR": "1"}
    done = python("run", "code-2011", env=narrow)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.isascii()
    assert "\x1b" not in done.stdout
    assert max(len(line) for line in done.stdout.splitlines()) <= 60


@pytest.mark.skipif(sys.platform == "win32", reason="the command is for a POSIX shell")
def test_a_reader_who_leaves_early_is_no_failure():
    line = f'"{sys.executable}" -m demarche show dual-track-2018 --json; echo $? >&2'
    done = subprocess.run(
        f"({line}) | head -c 10", shell=True, cwd=TREE, capture_output=True, encoding="utf-8", check=False
    )
    assert done.stderr.strip() == "0"


def test_an_interruption_ends_with_130_and_one_line(capsys, monkeypatch):
    def interrupt(*_args, **_kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr("demarche.scenarios.saves.play", interrupt)
    assert main(["run", "tutorial"]) == 130
    assert capsys.readouterr().err == "demarche: stopped\n"
