"""The pages of studies: their files are sound, their samples are sound, and their figures are there."""

import re
import tomllib
from pathlib import Path
from typing import Any, get_args

import pytest

from demarche.scenarios.study.files import plan_of, read_study
from demarche.scenarios.study.schema import Design, Study
from demarche.sim.pacts import SERIES

DOCS = Path(__file__).resolve().parents[2] / "docs"
FILES = sorted((DOCS / "studies").glob("*/study.toml"))
PAGE = (DOCS / "studies.md").read_text(encoding="utf-8")


def test_there_are_the_three_studies_and_a_first_one():
    assert len(FILES) >= 4


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.parent.name)
def test_a_study_of_the_docs_is_sound(file):
    assert plan_of(read_study(file)).runs > 0


def test_the_study_on_the_page_is_sound(tmp_path):
    (sample,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "sample.toml").write_text(sample, encoding="utf-8")
    assert plan_of(read_study(tmp_path / "sample.toml")).runs == 5 * 2 * 80


def test_the_python_on_the_page_runs():
    (sample,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    names: dict[str, Any] = {}
    exec(sample.replace("replicates=50", "replicates=2"), names)
    assert names["table"].num_rows == 6


def test_the_page_names_every_key_kind_and_series():
    named = set(re.findall(r"`([a-z_-]+)", PAGE)) | set(re.findall(r"^([a-z]+) = ", PAGE, re.MULTILINE))
    kinds = get_args(Design.model_fields["kind"].annotation)
    assert set(kinds) | set(SERIES) | set(Study.model_fields) - {"design", "factors"} <= named


@pytest.mark.parametrize("page", sorted((DOCS / "studies").glob("*.md")), ids=lambda path: path.stem)
def test_links_of_a_page_lead_somewhere(page):
    links = re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.parent.name)
def test_a_page_names_the_command_of_its_study_and_shows_what_came_of_it(file):
    page = file.parent.with_suffix(".md")
    if not page.exists():
        assert file.parent.name == "first"  # the one that the README shows
        return
    text = page.read_text(encoding="utf-8")
    assert re.search(r"\]\([^)#:]+\)", text)
    study = tomllib.loads((page.with_suffix("") / "study.toml").read_text(encoding="utf-8"))
    assert f"demarche sweep docs/studies/{study['id']}/study.toml" in text
    for report in page.with_suffix("").glob("report.html"):
        assert report.stat().st_size < 1_000_000
