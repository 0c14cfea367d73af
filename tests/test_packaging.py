"""The wheel: whole, clean, and playable far from this tree. Needs no network."""

import os
import re
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

import demarche

TREE = Path(__file__).resolve().parent.parent
FOLDERS = ("sim", "agents", "scenarios", "ui")

# Written in two halves, so that this file does not name what it looks for.
NOT_TO_BE_NAMED = re.compile(
    rb"(?<![\w.~-])/wo" rb"rk/|\.\./sha" rb"red|pypi\.o" rb"rg/simple|files\.pythonho" rb"sted|registry\.npm" rb"js"
)


def succeeds(*command, cwd, env=None):
    """The standard output of a command that must exit 0."""
    done = subprocess.run([str(part) for part in command], cwd=cwd, env=env, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, f"{command} exited {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def names_in_the_tree():
    """Files that are committed or about to be, as git names them."""
    listed = succeeds("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", cwd=TREE)
    return {name for name in listed.split("\0") if name and (TREE / name).is_file()}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    succeeds(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, TREE, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def sdist(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sdist")
    succeeds(sys.executable, "-m", "build", "--sdist", "--no-isolation", "--outdir", folder, TREE, cwd=folder)
    (built,) = folder.glob("*.tar.gz")
    return built


@pytest.fixture(scope="module")
def names_in_the_wheel(wheel):
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def elsewhere(wheel, tmp_path_factory):
    """The scripts of a new environment that holds the wheel, and borrows what it depends on from this one."""
    home = tmp_path_factory.mktemp("elsewhere")
    venv.create(home, symlinks=os.name != "nt", with_pip=False)
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    succeeds(
        *(sys.executable, "-m", "pip", "--python", scripts / "python", "install", "--quiet", "--no-index", "--no-deps"),
        wheel,
        cwd=home,
    )
    (site,) = [path for path in home.rglob("site-packages") if path.is_dir()]
    # A plain line in a .pth lends the folder but not its own .pth files: this tree, if editable there, stays out.
    borrowed = sorted({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")})
    (site / "borrowed.pth").write_text("\n".join(borrowed) + "\n", encoding="utf-8")
    return scripts


@pytest.fixture
def environment():
    """This process's environment, less what could lead Python back to this tree."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))} | {
        "PYTHONUTF8": "1"
    }


def test_every_file_of_the_packages_travels(names_in_the_wheel):
    ours = {f"demarche/{name}" for name in names_in_the_tree() if name.startswith(tuple(f"{one}/" for one in FOLDERS))}
    assert ours - names_in_the_wheel == set()


def test_the_wheel_carries_scenarios_data_and_licence(names_in_the_wheel):
    assert any(re.fullmatch(r"demarche/scenarios/library/[^/]+\.toml", name) for name in names_in_the_wheel)
    assert any(name.startswith("demarche/scenarios/data/") for name in names_in_the_wheel)
    assert any(re.fullmatch(r"demarche-[^/]+\.dist-info/licenses/LICENSE", name) for name in names_in_the_wheel)


def test_the_wheel_carries_nothing_else(names_in_the_wheel):
    tops = {name.split("/")[0] for name in names_in_the_wheel}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"demarche"}
    assert [name for name in names_in_the_wheel if re.search(r"(^|/)(tests|__pycache__)/|\.py[cod]$", name)] == []


def test_an_sdist_holds_the_folders_and_no_link_to_them(sdist):
    with tarfile.open(sdist) as archive:
        members = [(member.name.partition("/")[2], member) for member in archive.getmembers()]
    names = {name for name, _ in members}
    assert {name for name in names_in_the_tree() if name.startswith(tuple(f"{one}/" for one in FOLDERS))} <= names
    assert [name for name, member in members if member.issym() or name.startswith("demarche/sim")] == []


def test_an_sdist_makes_the_wheel_that_the_tree_makes(sdist, names_in_the_wheel, tmp_path):
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    (unpacked,) = tmp_path.iterdir()
    succeeds(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path, unpacked, cwd=tmp_path)
    (built,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        assert set(archive.namelist()) == names_in_the_wheel


def test_git_holds_four_links():
    if not (TREE / ".git").exists():
        pytest.skip("not a git checkout")
    listed = succeeds("git", "ls-files", "-s", *(f"demarche/{one}" for one in FOLDERS), cwd=TREE).splitlines()
    assert [line.split()[0] for line in listed] == ["120000"] * len(FOLDERS)


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_package_cannot_be_loaded_by_its_folder_s_name(folder):
    ran = subprocess.run(
        [sys.executable, "-c", f"import {folder}"], cwd=TREE, capture_output=True, encoding="utf-8", check=False
    )
    assert f"this is demarche.{folder}: import it by that name" in ran.stderr


def test_every_public_name_is_found_when_it_is_used():
    assert set(demarche.__all__) == set(demarche._FROM)
    for name in demarche.__all__:
        assert callable(getattr(demarche, name))
        assert name not in FOLDERS, "a package of this name would replace it once imported"
    with pytest.raises(AttributeError, match="misspelt"):
        getattr(demarche, "misspelt")  # noqa: B009 - mypy knows that there is no such name


def test_importing_the_package_loads_nothing_large():
    code = "import sys, demarche; dir(demarche); print([n for n in ('numpy', 'pydantic', 'mesa') if n in sys.modules])"
    assert succeeds(sys.executable, "-c", code, cwd=TREE).strip() == "[]"


def test_python_m_demarche_is_the_command():
    assert "usage: demarche" in succeeds(sys.executable, "-m", "demarche", "--help", cwd=TREE)


def test_an_installed_wheel_uses_its_own_files_and_not_this_tree(elsewhere, environment, tmp_path):
    code = f"import importlib; [print(importlib.import_module('demarche.' + name).__file__) for name in {FOLDERS}]"
    found = succeeds(elsewhere / "python", "-c", code, cwd=tmp_path, env=environment).split()
    assert len(found) == len(FOLDERS)
    assert [path for path in found if not Path(path).is_relative_to(elsewhere.parent)] == []


def test_an_installed_wheel_lists_its_scenarios(elsewhere, environment, tmp_path):
    assert "tutorial" in succeeds(elsewhere / "demarche", "list", cwd=tmp_path, env=environment)


def test_an_installed_wheel_runs_a_scenario_from_another_folder(elsewhere, environment, tmp_path):
    assert succeeds(elsewhere / "demarche", "run", "tutorial", "--seed", "1", cwd=tmp_path, env=environment).strip()


def test_no_file_names_a_registry_or_a_path_outside_the_tree():
    guilty = [name for name in sorted(names_in_the_tree()) if NOT_TO_BE_NAMED.search((TREE / name).read_bytes())]
    assert guilty == []


HAWK = """
import demarche as dm


class Hawk(dm.Doctrine):
    \"\"\"Names whoever it finds out, and answers at once.\"\"\"

    based_on = "cybersecurity"
    numbers = {"names": 0.9, "speak_out": 0.9}
"""
STUDY = """
id = "own"
title = "A doctrine of one's own"
scenario = "tutorial"
set = ["rounds=0"]
replicates = 4
measures = ["adopted_1"]
design = { kind = "grid" }
factors = [{ name = "doctrine", path = "doctrine", values = ["mine:Hawk", "non-aligned"] }]
"""


def test_a_file_of_ten_lines_in_an_empty_folder_is_a_doctrine(elsewhere, tmp_path, environment):
    """It is checked, plays a seat of 2018, and is a factor of a study on two workers, with the wheel alone."""
    (tmp_path / "mine.py").write_text(HAWK, encoding="utf-8")
    (tmp_path / "study.toml").write_text(STUDY, encoding="utf-8")
    assert HAWK.count("\n") <= 10
    environment |= {"DEMARCHE_ENGINE": "numpy"}
    demarche_ = elsewhere / "demarche"
    checked = succeeds(demarche_, "check", "mine:Hawk", cwd=tmp_path, env=environment)
    assert "mine:Hawk keeps its contract" in checked
    run = ("run", "dual-track-2018", "--set", "states.RUS.doctrine=mine:Hawk", "--set", "rounds=1", "--log", "a.jsonl")
    succeeds(demarche_, *run, cwd=tmp_path, env=environment)
    assert '"mine:Hawk"' in (tmp_path / "a.jsonl").read_text(encoding="utf-8").partition("\n")[0]
    swept = succeeds(
        demarche_, "sweep", "study.toml", "--out", "out", "--workers", "2", "--quiet", cwd=tmp_path, env=environment
    )
    assert "SHA-256 of all rows" in swept
    assert "mine:Hawk" in (tmp_path / "out" / "manifest.json").read_text(encoding="utf-8")
