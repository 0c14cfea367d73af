"""The lists of planted faults: each names code that stands, once, so that a list can still be planted."""

import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LISTS = sorted((ROOT / "tests").rglob("faults*.toml"))


@pytest.mark.slow
@pytest.mark.parametrize("list_", LISTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_planted_fault_is_of_code_that_stands_once(list_):
    faults = tomllib.loads(list_.read_text(encoding="utf-8"))["fault"]
    assert faults
    times = {one["name"]: (ROOT / one["file"]).read_text(encoding="utf-8").count(one["right"]) for one in faults}
    assert not {name: count for name, count in times.items() if count != 1}
    assert len(times) == len(faults), "two faults of one name"
    assert all(one["right"] != one["wrong"] for one in faults)
