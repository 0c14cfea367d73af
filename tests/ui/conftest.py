"""A home of one's own, and somebody at a table."""

import pytest

from tests.ui.hands import Hands, tutorial


@pytest.fixture
def home(tmp_path, monkeypatch):
    """Where this person's files are kept."""
    monkeypatch.setenv("DEMARCHE_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def seated(home):
    """Somebody who sits in the tutorial, with the keyboard."""
    hands = Hands(tutorial())
    hands.settle()
    yield hands
    hands.close()
