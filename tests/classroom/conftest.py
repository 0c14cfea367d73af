"""A lesson of the tutorial that is served, for every test that wants one."""

import pytest

from tests.classroom.hosting import Hosted


@pytest.fixture
def hosted(tmp_path):
    with Hosted(tmp_path) as host:
        yield host
