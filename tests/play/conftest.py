"""Every test of this folder has a home of its own, and leaves no thread behind."""

import pytest

from demarche.ui.play.table import Table


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("DEMARCHE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def seated():
    """Tables that are left when the test is over."""
    tables: list[Table] = []

    def sit_down(table: Table) -> Table:
        tables.append(table)
        return table

    yield sit_down
    for table in tables:
        table.close()
