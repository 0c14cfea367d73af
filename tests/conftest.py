"""Settings for every test: hypothesis takes its time, and on CI says how to repeat a failure."""

import os
import shutil

os.environ.setdefault(
    "OPENBLAS_NUM_THREADS", "1"
)  # before numpy; idle threads of a busy machine cost more than they do

import pytest
from hypothesis import settings

from demarche.scenarios import tables
from tests.grown import Grown, forget

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
