"""The command line refuses what is wrong in one line, with 2, and nothing is printed, written or lost."""

import json
import os
import sys

import pytest

from demarche.scenarios.load import LIBRARY
from demarche.ui.cli import main


@pytest.fixture
def refused(capsys, tmp_path, monkeypatch):
    """What is said of a command that must be refused: one line, and nothing printed or written."""
    monkeypatch.chdir(tmp_path)

    def refuse(*argv):
        before = sorted(tmp_path.rglob("*"))
        assert main([str(part) for part in argv]) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.startswith("demarche: ")
        assert said.err.endswith("\n")
        assert said.err.count("\n") == 1
        assert "Traceback" not in said.err
        assert sorted(tmp_path.rglob("*")) == before
        return said.err

    return refuse


@pytest.fixture
def scenario(tmp_path):
    """Writes the tutorial with one passage changed, and gives its path."""

    def change(old, new):
        text = (LIBRARY / "tutorial.toml").read_text(encoding="utf-8")
        assert old in text
        path = tmp_path / "changed.toml"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return path

    return change


def play(capsys, *argv):
    assert main(["run", "tutorial", *argv]) == 0
    capsys.readouterr()


FAULTS = {
    "an unknown clause": ('THR = "THR.b"', 'XYZ = "THR.b"', "XYZ"),
    "an unknown wording": ('THR = "THR.b"', 'THR = "THR.z"', "THR.z"),
    "an unknown state": ('seats = ["AVA"', 'seats = ["QQQ"', "QQQ"),
    "a duplicated seat": ('seats = ["AVA"', 'seats = ["BRE"', "BRE"),
    "a missing key": ('body = "Council of the Bay"', "", "body"),
    "an unknown key": ("rounds = 3", "ronds = 3", "ronds"),
    "a number out of range": ("difficulty = 1", "difficulty = 9", "difficulty"),
    "another number out of range": ("price_of_split = 0.2", "price_of_split = 9.0", "price_of_split"),
    "a wrong type": ("rounds = 3", 'rounds = "three"', "rounds"),
    "no TOML": ("rounds = 3", "rounds = = 3", "line"),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("command", ["run", "show", "validate"])
def test_a_faulty_scenario_is_refused_naming_file_and_place(fault, command, refused, scenario):
    old, new, place = FAULTS[fault]
    path = scenario(old, new)
    said = refused(command, path)
    assert str(path) in said
    assert place in said


@pytest.mark.parametrize("command", ["run", "show", "validate", "replay"])
def test_a_missing_file_is_refused(command, refused):
    assert "absent.toml" in refused(command, "absent.toml")


@pytest.mark.parametrize("command", ["run", "show", "validate", "replay"])
def test_a_folder_is_no_file(command, refused, tmp_path):
    folder = tmp_path / "folder.toml"
    folder.mkdir()
    assert "folder.toml" in refused(command, folder)
    assert str(tmp_path) in refused(command, tmp_path)


@pytest.mark.parametrize("command", ["run", "show", "validate", "replay"])
def test_a_file_that_is_no_text_is_refused(command, refused, tmp_path):
    path = tmp_path / "noise.toml"
    path.write_bytes(bytes(range(128, 256)))
    assert "noise.toml" in refused(command, path)


def test_an_unknown_scenario_is_refused_with_a_suggestion(refused):
    assert "did you mean dual-track-2018?" in refused("run", "dual-trak-2018")


@pytest.mark.parametrize(
    ("setting", "place"),
    [
        ("ronds=3", "did you mean rounds?"),
        ("rounds", "key=value"),
        ("rounds=many", "rounds"),
        ("rounds=-1", "rounds"),
        ("settings.lead_cubd=1", "lead_cubd"),
        ("settings.lead=1000", "lead"),
        ("drafts.7.binding=0", "drafts.7"),
        ("drafts.-1.binding=0", "drafts.-1"),
        ("drafts.².binding=0", "there are entries 0 to 0"),
        (f"drafts.{'9' * 5000}.binding=0", "there are entries 0 to 0"),
    ],
)
def test_a_bad_setting_is_refused(setting, place, refused):
    assert place in refused("run", "tutorial", "--set", setting)


@pytest.mark.parametrize("seed", ["-1", str(2**64), "1.5", "one", "", "1_000", " 1", "9" * 5000])
def test_a_bad_seed_is_refused(seed, refused):
    assert "--seed" in refused("run", "tutorial", f"--seed={seed}")


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["nonsense"],
        ["run"],
        ["run", "tutorial", "--nonsense"],
        ["list", "more"],
        ["replay"],
        ["run", ""],
        ["replay", ""],
        ["backtest", "--through", "0000"],
    ],
)
def test_bad_usage_is_refused(argv, refused):
    refused(*argv)


def test_a_log_that_cannot_be_written_is_refused_before_anything_is_lost(refused, tmp_path):
    assert "nowhere" in refused("run", "tutorial", "--log", tmp_path / "nowhere" / "log.jsonl")
    assert str(tmp_path) in refused("run", "tutorial", "--log", tmp_path)
    precious = tmp_path / "precious.txt"
    precious.write_text("not a log", encoding="utf-8")
    assert "precious.txt" in refused("run", "tutorial", "--log", precious)
    assert precious.read_text(encoding="utf-8") == "not a log"


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="whoever may do everything is not stopped")
def test_a_folder_that_may_not_be_written_to_is_refused(refused, tmp_path):
    tmp_path.chmod(0o500)
    assert "log.jsonl" in refused("run", "tutorial", "--log", tmp_path / "log.jsonl")


def test_a_faulty_scenario_leaves_an_older_log_alone(refused, scenario, tmp_path, capsys):
    log = tmp_path / "log.jsonl"
    play(capsys, "--log", str(log))
    before = log.read_bytes()
    refused("run", scenario("rounds = 3", "rounds = 99"), "--log", log)
    assert log.read_bytes() == before


DAMAGE = {
    "cut in the middle": lambda lines: [*lines[: len(lines) // 2], lines[len(lines) // 2][:30]],
    "without its end": lambda lines: lines[:-1],
    "edited": lambda lines: [*lines[:2], lines[2].replace("pass", "PASS").replace(":", ": ", 1), *lines[3:]],
    "with a line taken out": lambda lines: [*lines[:2], *lines[3:]],
    "of another version": lambda lines: [lines[0].replace('"rules":', '"rules":9'), *lines[1:]],
    "of another form": lambda lines: [lines[0].replace('"format":', '"format":9'), *lines[1:]],
    "empty": lambda lines: [],
    "without a head": lambda lines: lines[1:],
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_log_is_refused_naming_file_and_line(damage, refused, tmp_path, capsys):
    log = tmp_path / "log.jsonl"
    play(capsys, "--log", str(log))
    lines = DAMAGE[damage](log.read_text(encoding="utf-8").splitlines())
    log.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    assert f"{log}: line " in refused("replay", log)


def test_an_invalid_file_is_told_apart_as_json(capsys, scenario):
    path = str(scenario('THR = "THR.b"', 'THR = "THR.z"'))
    assert main(["validate", path, "--json"]) == 2
    found = json.loads(capsys.readouterr().out)
    assert (found["file"], found["valid"]) == (path, False)
    assert "THR.z" in found["faults"][0]
