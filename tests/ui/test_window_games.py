"""Whole games in the window, from the title to the debrief, with the keyboard alone or the mouse alone."""

import pytest

from demarche.scenarios.load import names
from demarche.ui.desktop.choosing import at_table
from demarche.ui.desktop.evening import evening
from demarche.ui.desktop.room.screen import CommitteeRoom
from demarche.ui.desktop.screens.stories import PickStory
from demarche.ui.desktop.screens.title import Title
from demarche.ui.play.table import Table
from tests.ui.hands import Hands


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("DEMARCHE_HOME", str(tmp_path))


def in_turn(at: CommitteeRoom) -> int:
    """An act that changes from tick to tick, so that forms are filled in, deals offered and votes cast."""
    return at.room.tick


def by_the_title(hands: Hands, scenario: str) -> None:
    """From the title into the room of the first seat of a scenario."""
    hands.settle()
    hands.press("new")
    assert isinstance(hands.screen, PickStory)
    wanted = next(i for i, story in enumerate(hands.screen.stories) if story.id == scenario)
    if hands.keys:
        while hands.screen.chosen != wanted:
            hands.key("down" if hands.screen.chosen < wanted else "up")
        hands.key("return")
        hands.key("return")
    else:
        hands.press(f"story:{scenario}")
        if isinstance(hands.screen, PickStory):  # a row that is chosen already is taken by the first click
            hands.press("take")
        hands.press("begin")
    hands.press("enter")
    hands.settle()


@pytest.mark.parametrize("scenario", ["tutorial", "us-china-2015"])
def test_keys_alone_play_a_short_scenario_from_title_to_debrief(scenario):
    hands = Hands(evening)
    by_the_title(hands, scenario)
    hands.play_on(in_turn)
    assert hands.to_debrief().sections
    hands.key("escape")
    assert isinstance(hands.screen, Title)
    hands.close()


@pytest.mark.slow
@pytest.mark.parametrize("scenario", names())
def test_keys_alone_play_every_scenario_from_title_to_debrief(scenario):
    hands = Hands(evening)
    by_the_title(hands, scenario)
    hands.play_on(in_turn)
    assert hands.to_debrief().sections
    hands.close()


@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_keys_alone_play_every_level_of_the_rules(level):
    settings = (f"level={level}", "rounds=2")
    hands = Hands(lambda desk: at_table(Table.new("tutorial", 3, ("CAL",), settings=settings), desk))
    hands.settle()
    assert hands.screen.room.level == level
    hands.play_on(in_turn)
    assert hands.to_debrief().sections
    hands.close()


def test_the_mouse_alone_plays_the_tutorial():
    the_mouse_alone_plays("tutorial")


@pytest.mark.slow
@pytest.mark.parametrize("scenario", ["sco-2009", "pact-2015", "dual-track-2018"])
def test_the_mouse_alone_plays_three_scenarios(scenario):
    the_mouse_alone_plays(scenario)


def the_mouse_alone_plays(scenario: str) -> None:
    hands = Hands(evening, keys=False)
    by_the_title(hands, scenario)
    hands.play_on(in_turn)
    assert hands.to_debrief().sections
    hands.close()
