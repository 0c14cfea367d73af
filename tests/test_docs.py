"""The README: its commands run, and its samples are what they print.  `python tests/test_docs.py` renews them."""

import contextlib
import io
import json
import os
import re
import shlex
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

TREE = Path(__file__).resolve().parent.parent
if __name__ == "__main__":
    sys.path.insert(0, str(TREE))

from demarche.ui.cli import main as ui_main  # noqa: E402
from demarche.ui.cli import parser  # noqa: E402

README = TREE / "README.md"
STUDIES = TREE / "docs" / "studies"
SWEEP = "sweep docs/studies/first/study.toml --out results/first --workers 1 --quiet"
"""What the sample of analyse rests on."""
SAMPLE = re.compile(r"(<!-- sample: demarche (.*?) -->\n```text\n)(.*?)(```\n<!-- end of sample -->)", re.DOTALL)
SHOWN = ("Informal consultations", "L.37", "What history did")
MOST = 15


def samples_in(text):
    """The samples of a README: what stands before each, its command, its lines, what stands after."""
    found = SAMPLE.findall(text)
    assert found, "the README has no sample"
    return found


def readme():
    return README.read_text(encoding="utf-8")


def commands():
    """The lines of the shell blocks that call the program."""
    blocks = re.findall(r"```sh\n(.*?)```", readme(), re.DOTALL)
    return [line.strip() for block in blocks for line in block.splitlines() if line.startswith("demarche ")]


def printed(command):
    """What a command prints, and how it ends."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        code = ui_main(shlex.split(command))
    return code, [line.rstrip() for line in said.getvalue().splitlines()]


def shortened(lines):
    """The sections that the README shows, each cut where it grows long; all of what is short."""
    if len(lines) <= MOST:
        return "\n".join(lines) + "\n"
    kept = []
    for section in "\n".join(lines).split("\n\n"):
        body = section.splitlines()
        if body and body[0].startswith(SHOWN):
            kept += [*body[:MOST], *(["…"] if len(body) > MOST else []), ""]
    return "\n".join(["…", "", *kept]).rstrip() + "\n"


@pytest.fixture
def eighty_columns(monkeypatch, tmp_path):
    """A terminal of eighty columns, in a folder that has the docs."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.chdir(tmp_path)
    shutil.copytree(STUDIES / "first", tmp_path / "docs" / "studies" / "first")


def test_every_command_of_the_readme_runs(eighty_columns):
    assert len(commands()) >= 5
    for command in commands():
        code, lines = printed(command.removeprefix("demarche "))
        assert code == 0, command
        assert lines, command


def test_the_samples_are_what_the_program_prints(eighty_columns):
    assert printed(SWEEP)[0] == 0
    for _, command, quoted, _ in samples_in(readme()):
        code, lines = printed(command)
        assert code == 0
        assert quoted == shortened(lines), "the output has changed: renew the samples with  python tests/test_docs.py"


def test_the_readme_names_no_command_that_does_not_exist():
    (known,) = (action.choices for action in parser()._actions if action.choices is not None)
    assert set(re.findall(r"\bdemarche ([a-z]+)", readme())) <= set(known or ())


def test_links_of_the_readme_lead_somewhere():
    links = re.findall(r"\]\(([^)#:]+)\)", readme())
    assert [link for link in links if not (TREE / link).exists()] == []


TO_BE_WRITTEN = "scenarios/library/my-council-2027.toml"
"""The scenario that the reader of a page is told to write."""


def test_every_file_and_module_that_a_page_names_is_there():
    pages = [TREE / "README.md", *(TREE / "docs").rglob("*.md"), *TREE.glob("*.md")]
    folders = "sim|agents|scenarios|ui|tests|bench|docs|demarche"
    missing = []
    for page in pages:
        text = page.read_text(encoding="utf-8")
        files = set(re.findall(rf"`((?:{folders})/[\w./-]+\.\w+)`", text)) - {TO_BE_WRITTEN}
        named = re.findall(r"python -m ((?:bench|tests|demarche)\.[\w.]+)", text)
        modules = {name.replace(".", "/") for name in named}
        missing += [f"{page.name}: {file}" for file in files if not (TREE / file).exists()]
        missing += [
            f"{page.name}: {name}"
            for name in modules
            if not any(
                (TREE / place).exists() for place in (f"{name}.py", name, f"{name.removeprefix('demarche/')}.py")
            )
        ]
    assert missing == []


def test_the_page_on_results_names_every_key_and_measure(capsys):
    assert ui_main(["run", "dual-track-2018", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    page = (TREE / "docs" / "results.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z_0-9]+)`", page))
    firsts = {name for name in found["measures"] if not name.endswith("_2")}
    assert firsts | set(found) | set(found["drafts"][0]) <= named


def renew():
    """Write the samples again as the program prints them now."""
    os.environ |= {"COLUMNS": "80", "NO_COLOR": "1"}
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(STUDIES / "first", Path(folder) / "docs" / "studies" / "first")
        os.chdir(folder)
        printed(SWEEP)
        found = {command: shortened(printed(command)[1]) for _, command, _, _ in samples_in(readme())}
        os.chdir(TREE)
    text = SAMPLE.sub(lambda sample: sample[1] + found[sample[2]] + sample[4], readme())
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    renew()
