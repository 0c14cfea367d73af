"""The parameters on the model page are those of the code. `python -m tests.test_model_page` writes them there anew."""

import re
from pathlib import Path

import numpy as np

from agents.doctrine.parameters import TABLE, Family

PAGE = Path(__file__).parent.parent / "docs" / "model.md"
PLACE = re.compile(r"(<!-- parameters -->\n).*?(<!-- /parameters -->)", re.DOTALL)


def table() -> str:
    """The table as it stands on the page."""
    lines = ["| symbol | name | meaning | unit | default | range | origin |", "|---|---|---|---|---|---|---|"]
    for row in TABLE:
        values = np.broadcast_to(np.asarray(row.default), len(Family))
        default = f"{values[0]:g}" if len(set(values)) == 1 else " / ".join(f"{v:g}" for v in values)
        cells = (row.symbol, f"`{row.name}`", row.meaning, row.unit, default, f"{row.low:g} … {row.high:g}", row.origin)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def test_the_model_page_states_every_parameter_as_the_code_has_it():
    stated = PLACE.search(PAGE.read_text(encoding="utf-8"))
    assert stated is not None
    assert stated[0] == f"<!-- parameters -->\n{table()}<!-- /parameters -->"


def test_every_default_lies_within_its_range():
    for row in TABLE:
        assert np.all((np.asarray(row.default) >= row.low) & (np.asarray(row.default) <= row.high)), row.name


if __name__ == "__main__":
    PAGE.write_text(PLACE.sub(lambda m: m[1] + table() + m[2], PAGE.read_text(encoding="utf-8")), encoding="utf-8")
