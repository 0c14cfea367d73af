"""Settings for every test: hypothesis takes its time, and on CI says how to repeat a failure."""

import os
import shutil

from demarche.__main__ import LIBRARIES

for _name, _value in LIBRARIES.items():  # before anything imports one
    os.environ.setdefault(_name, _value)

import pytest  # noqa: E402
from hypothesis import settings  # noqa: E402

from demarche.scenarios import tables  # noqa: E402
from tests.grown import Grown, forget  # noqa: E402

settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=False, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")


@pytest.fixture
def grown(tmp_path, monkeypatch):
    """Tables that a test may let grow."""
    folder = tmp_path / "data"
    shutil.copytree(tables.DATA, folder)
    monkeypatch.setattr(tables, "DATA", folder)
    forget()
    yield Grown(folder)
    monkeypatch.undo()
    forget()
