"""The command line: what it prints, and the one line it says when something is wrong."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from scenarios.load import LIBRARY, names
from ui.cli import main

TREE = Path(__file__).resolve().parent.parent
KEYS = ["scenario", "seed", "version", "drafts", "pacts", "measures", "history"]
DRAFT_KEYS = {"id", "adopted", "decided_by", "yes", "no", "abstain", "absent", "votes", "sponsors", "wordings"}
ENDS = {"vote", "consensus", "withdrawn", "no-action", "not-put"}


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


def printed(capsys, *argv):
    assert main(list(argv)) == 0
    said = capsys.readouterr()
    assert said.err == ""
    return said.out


def python(*argv, **kwargs):
    return subprocess.run(
        [sys.executable, "-m", "ui.cli", *argv], cwd=TREE, capture_output=True, encoding="utf-8", check=False, **kwargs
    )


# ── results ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", names())
def test_every_scenario_gives_the_object_of_the_contract_and_the_same_bytes_for_the_same_seed(name, capsys):
    said = printed(capsys, "run", name, "--seed", "1", "--json")
    assert said == printed(capsys, "run", name, "--seed", "1", "--json")
    found = json.loads(said)
    assert list(found) == KEYS
    assert (found["scenario"], found["seed"], found["pacts"]) == (name, 1, [])
    for draft in found["drafts"]:
        assert draft.keys() >= DRAFT_KEYS
        assert draft["decided_by"] in ENDS
        for letter, count in (("Y", "yes"), ("N", "no"), ("A", "abstain"), ("X", "absent")):
            assert draft[count] == list(draft["votes"].values()).count(letter)
    assert all(isinstance(value, int | float) for value in found["measures"].values())


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


def test_a_log_is_replayed_to_the_same_result_and_the_same_story(capsys, tmp_path):
    log = str(tmp_path / "log.jsonl")
    result = printed(capsys, "run", "tutorial", "--seed", "3", "--log", log, "--json")
    assert printed(capsys, "replay", log, "--json") == result
    assert printed(capsys, "replay", log) == printed(capsys, "run", "tutorial", "--seed", "3")


@pytest.mark.parametrize("name", names())
def test_every_scenario_of_the_library_is_valid(name, capsys):
    path = str(LIBRARY / f"{name}.toml")
    assert json.loads(printed(capsys, "validate", path, "--json")) == {"file": path, "valid": True, "faults": []}


def test_an_invalid_file_is_told_apart_as_json(capsys, scenario):
    path = str(scenario('THR = "THR.b"', 'THR = "THR.z"'))
    assert main(["validate", path, "--json"]) == 2
    found = json.loads(capsys.readouterr().out)
    assert (found["file"], found["valid"]) == (path, False)
    assert "THR.z" in found["faults"][0]


@pytest.mark.parametrize("command", [[], ["list"], ["show"], ["run"], ["replay"], ["validate"]])
def test_every_command_has_help_that_ends_in_an_example(command, capsys):
    with pytest.raises(SystemExit) as left:
        main([*command, "--help"])
    assert left.value.code == 0
    assert capsys.readouterr().out.rstrip().splitlines()[-1].strip().startswith(" ".join(["demarche", *command]))


def test_help_imports_nothing_heavy():
    code = (
        "import sys; from ui.cli import parser; parser();"
        "print([m for m in ('numpy', 'pydantic', 'rich', 'mesa', 'pygame') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=TREE, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "[]"


def test_a_headless_run_imports_neither_mesa_nor_pygame():
    code = (
        "import sys; from ui.cli import main; main(['run', 'tutorial']);"
        "sys.exit('mesa' in sys.modules or 'pygame' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=TREE, capture_output=True, check=False).returncode == 0


def test_a_terminal_without_our_letters_and_colours_is_served_all_the_same():
    narrow = {**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "COLUMNS": "60", "NO_COLOR": "1"}
    done = python("run", "code-2011", env=narrow)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.isascii()
    assert "\x1b" not in done.stdout
    assert max(len(line) for line in done.stdout.splitlines()) <= 60


@pytest.mark.skipif(sys.platform == "win32", reason="the command is for a POSIX shell")
def test_a_reader_who_leaves_early_is_no_failure():
    line = f'"{sys.executable}" -m ui.cli show dual-track-2018 --json; echo $? >&2'
    done = subprocess.run(
        f"({line}) | head -c 10", shell=True, cwd=TREE, capture_output=True, encoding="utf-8", check=False
    )
    assert done.stderr.strip() == "0"


def test_an_interruption_ends_with_130_and_one_line(capsys, monkeypatch):
    def interrupt(*_args, **_kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr("scenarios.saves.play", interrupt)
    assert main(["run", "tutorial"]) == 130
    assert capsys.readouterr().err == "demarche: stopped\n"


# ── refusals ─────────────────────────────────────────────────────────────────────────────────────────────────────────

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
        ("settings.lead_cubed=1000", "lead_cubed"),
        ("drafts.7.binding=0", "drafts.7"),
    ],
)
def test_a_bad_setting_is_refused(setting, place, refused):
    assert place in refused("run", "tutorial", "--set", setting)


@pytest.mark.parametrize("seed", ["-1", str(2**64), "1.5", "one", "", "1_000", " 1", "9" * 5000])
def test_a_bad_seed_is_refused(seed, refused):
    assert "--seed" in refused("run", "tutorial", f"--seed={seed}")


@pytest.mark.parametrize(
    "argv", [[], ["nonsense"], ["run"], ["run", "tutorial", "--nonsense"], ["list", "more"], ["replay"], ["validate"]]
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
    printed(capsys, "run", "tutorial", "--log", str(log))
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
    printed(capsys, "run", "tutorial", "--log", str(log))
    lines = DAMAGE[damage](log.read_text(encoding="utf-8").splitlines())
    log.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    assert f"{log}: line " in refused("replay", log)
