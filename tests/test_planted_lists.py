"""The lists of planted faults: each names code that stands, so that a list can still be planted."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LISTS = sorted((ROOT / "tests").rglob("faults*.toml"))


def stands(fault):
    """Whether its line is in its file: once, or as often as a list needs that says which of them it means."""
    count = (ROOT / fault["file"]).read_text(encoding="utf-8").count(fault["right"])
    return count > fault.get("which", 0) if "operator" in fault else count == 1


@pytest.mark.slow
@pytest.mark.parametrize("list_", LISTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_planted_fault_is_of_code_that_stands(list_):
    faults = tomllib.loads(list_.read_text(encoding="utf-8"))["fault"]
    assert faults
    assert not [fault for fault in faults if not stands(fault)]
    assert not [fault for fault in faults if fault["right"] == fault["wrong"]]
    names = Counter(fault["name"] for fault in faults if "name" in fault)
    assert not [name for name, times in names.items() if times > 1]
