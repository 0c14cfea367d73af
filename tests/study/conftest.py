"""Sound folders of results, made once for all tests of studies, and copies of them to be harmed."""

import pytest

from tests.study.harm import copied, sound


@pytest.fixture(scope="session")
def whole(tmp_path_factory):
    return sound(tmp_path_factory.mktemp("whole"))


@pytest.fixture
def made(whole, tmp_path):
    return copied(whole["tiny"], tmp_path)


@pytest.fixture
def pact(whole, tmp_path):
    return copied(whole["pact"], tmp_path)


@pytest.fixture
def other(whole):
    return whole["other"]
