"""A lesson of the tutorial, served or not, for every test that wants one."""

import pytest

from demarche.ui.classroom.opening import Wanted, opened
from tests.classroom.hosting import Hosted
from tests.classroom.on_disk import lively


@pytest.fixture
def hosted(tmp_path):
    with Hosted(tmp_path) as host:
        yield host


@pytest.fixture
def wanted(tmp_path):
    return Wanted("tutorial", 45, 1, 0, False, tmp_path / "a.lesson")


@pytest.fixture
def lesson(wanted):
    made = opened(wanted).lesson
    yield made
    made.store.close()


@pytest.fixture
def kept(wanted):
    """A lesson of many entries that nobody has open; what was kept with its file."""
    lively(wanted).store.close()
    return wanted
