"""The parameters on the model page are those of the code. `python -m tests.test_model_page` writes them there anew."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from demarche.agents.doctrine import parameters
from demarche.scenarios.tables import fitted
from demarche.sim import conduct
from demarche.sim.parameter import Parameter, values

PAGE = Path(__file__).parent.parent / "docs" / "model.md"
DOCTRINE = tuple(replace(row, default=fitted()[row.name]) if row.name in fitted() else row for row in parameters.TABLE)
"""Numbers that are fitted stand in vote_fit.toml alone."""
TABLES = {"parameters": DOCTRINE, "conduct": conduct.TABLE}


def place(name: str) -> re.Pattern[str]:
    """Where a table stands on the page."""
    return re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)


def table(rows: tuple[Parameter, ...]) -> str:
    """A table as it stands on the page."""
    lines = ["| symbol | name | meaning | unit | default | range | origin |", "|---|---|---|---|---|---|---|"]
    for row in rows:
        values = np.atleast_1d(np.asarray(row.default))
        default = " / ".join(f"{v:g}" for v in values)
        cells = (row.symbol, f"`{row.name}`", row.meaning, row.unit, default, f"{row.low:g} … {row.high:g}", row.origin)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", TABLES)
def test_the_model_page_states_every_parameter_as_the_code_has_it(name):
    stated = place(name).search(PAGE.read_text(encoding="utf-8"))
    assert stated is not None
    assert stated[0] == f"<!-- {name} -->\n{table(TABLES[name])}<!-- /{name} -->"


def test_the_numbers_that_are_fitted_are_those_without_a_default():
    without = {row.name for row in parameters.TABLE if row.default is None}
    assert without == set(fitted()) == {row.name for row in parameters.TABLE if row.origin == parameters.FITTED}
    with pytest.raises(ValueError, match="base has no default"):
        values(parameters.TABLE, {}, 1)


@pytest.mark.parametrize("name", TABLES)
def test_every_default_lies_within_its_range(name):
    for row in TABLES[name]:
        assert np.all((np.asarray(row.default) >= row.low) & (np.asarray(row.default) <= row.high)), row.name


def test_no_name_stands_in_both_tables_for_a_setting_must_mean_one_thing():
    assert not {row.name for row in parameters.TABLE} & {row.name for row in conduct.TABLE}


if __name__ == "__main__":
    text = PAGE.read_text(encoding="utf-8")
    for name, rows in TABLES.items():
        start, end = place(name).search(text).span()  # type: ignore[union-attr]
        text = f"{text[:start]}<!-- {name} -->\n{table(rows)}<!-- /{name} -->{text[end:]}"
    PAGE.write_text(text, encoding="utf-8")
