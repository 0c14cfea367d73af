"""The documentation as a site: it is built strictly, so that no link leads nowhere and every name exists."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("mkdocs", reason="MkDocs is not installed: pip install 'demarche[docs]'")
pytest.importorskip("mkdocstrings", reason="mkdocstrings is not installed: pip install 'demarche[docs]'")
TREE = Path(__file__).resolve().parent.parent


def built(settings: Path, into: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(settings), "-d", str(into)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(command, cwd=settings.parent, env=environment, capture_output=True, text=True, check=False)


def test_the_site_is_built_with_every_public_name(tmp_path):
    done = built(TREE / "mkdocs.yml", tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    page = (tmp_path / "api.html").read_text(encoding="utf-8")
    import demarche

    missing = [name for name in demarche.__all__ if f'.{name}"' not in page]
    assert missing == []
    assert "Raises Unreadable" in page
    assert (tmp_path / "search" / "search_index.json").stat().st_size > 100_000


def test_a_link_that_leads_nowhere_is_refused(tmp_path):
    for name in ("docs/index.md", "docs/site.py"):
        (tmp_path / "docs").mkdir(exist_ok=True)
        shutil.copy(TREE / name, tmp_path / name)
    (tmp_path / "docs" / "index.md").write_text("[away](nowhere.md) [out](../README.md)\n", encoding="utf-8")
    settings = "site_name: x\nplugins: []\nhooks: [docs/site.py]\nexclude_docs: site.py\nstrict: true\n"
    (tmp_path / "mkdocs.yml").write_text(settings, encoding="utf-8")
    done = built(tmp_path / "mkdocs.yml", tmp_path / "site")
    assert done.returncode != 0
    assert "nowhere.md" in done.stdout + done.stderr
    assert "README" not in done.stdout + done.stderr


def test_every_page_of_the_docs_is_in_the_navigation():
    listed = (TREE / "mkdocs.yml").read_text(encoding="utf-8")
    pages = [path.relative_to(TREE / "docs").as_posix() for path in (TREE / "docs").rglob("*.md")]
    assert [page for page in pages if f"- {page}\n" not in listed] == []


def test_the_model_page_has_the_seven_numbers_and_eleven_concepts_of_2020():
    page = (TREE / "docs" / "model.md").read_text(encoding="utf-8")
    numbers = [line[4] for line in page.splitlines() if line.startswith("### ") and line[4].isdigit()]
    assert numbers == list("1234567")
    concepts = [line.split("**")[1].rstrip(".") for line in page.splitlines() if line.startswith("* **")][:11]
    assert concepts == [
        "Basic principles", "Emergence", "Adaptation", "Objectives", "Learning", "Prediction", "Sensing", "Interaction",
        "Stochasticity", "Collectives", "Observation",
    ]  # fmt: skip
