"""Campaigns in the window, from the title to the ending, with the keyboard alone or the mouse alone."""

import time

import pytest

from demarche.scenarios.campaign import Memory, owe, recalled
from demarche.scenarios.load import LIBRARY
from demarche.scenarios.reading.toml import read_toml
from demarche.ui.desktop.evening import evening
from demarche.ui.desktop.room.screen import CommitteeRoom
from demarche.ui.desktop.screens.asking import PickOne
from demarche.ui.desktop.screens.pages import Pages
from demarche.ui.desktop.screens.title import Title
from demarche.ui.play.campaigns import Journey, journeys
from demarche.ui.story.campaign_ending import Ending, File, ending, told
from tests.ui.hands import PATIENCE, Hands


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("DEMARCHE_HOME", str(tmp_path))


def in_turn(at: CommitteeRoom) -> int:
    """An act that changes from tick to tick, so that temptations are answered in every way and pacts proposed."""
    return at.room.tick


def option(hands: Hands, value: str) -> None:
    """The option of that value in a list."""
    assert isinstance(hands.screen, PickOne), hands.screen
    place = next(i for i, one in enumerate(hands.screen.options) if one.value == value)
    if not hands.keys:
        return hands.press(f"option:{place}")
    for _ in range(4):  # Tab may come to the way back first
        if hands.window.posture.focus.startswith("option:"):
            break
        hands.key("tab")
    while hands.window.posture.focus != f"option:{place}":
        hands.key("down" if int(hands.window.posture.focus.removeprefix("option:")) < place else "up")
    return hands.key("return")


def set_out(hands: Hands, campaign: str, code: str) -> None:
    """From the title to the page before the first session."""
    hands.settle()
    hands.press("campaign")
    option(hands, f"new:{campaign}")
    option(hands, code)
    option(hands, "2")
    assert isinstance(hands.screen, Pages), hands.screen


def to_the_ending(hands: Hands) -> Pages:
    """Session after session."""
    while True:
        page = hands.screen
        assert isinstance(page, Pages), page
        if not page.buttons:
            return page
        hands.press("go")
        if isinstance(hands.screen, CommitteeRoom):
            hands.play_on(in_turn, most=3000)
            hands.to_debrief()
            hands.key("escape") if hands.keys else hands.press("back")


@pytest.mark.parametrize("keys", [True, False], ids=["keys", "mouse"])
def test_a_short_campaign_is_played_from_title_to_ending(keys):
    hands = Hands(evening, keys=keys)
    set_out(hands, "campaign-us-china-2013-2019", "CHN")
    page = to_the_ending(hands)
    assert page.sections[0].title in set(Ending)
    assert page.sections[0].text.count(":") >= 3, "what the other endings would have needed"
    hands.key("escape") if keys else hands.press("back")
    assert isinstance(hands.screen, Title)
    (kept,) = journeys()
    assert isinstance(kept, Journey)
    assert [one.seated for one in kept.kept.careers] == [True, True]
    hands.close()


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("keys", [True, False], ids=["keys", "mouse"])
@pytest.mark.parametrize("code", ["RUS", "KEN"])
def test_the_campaign_to_2018_is_played_from_title_to_ending(code, keys):
    hands = Hands(evening, keys=keys)
    set_out(hands, "campaign-2009-2018", code)
    assert to_the_ending(hands).sections[0].title in set(Ending)
    (kept,) = journeys()
    assert isinstance(kept, Journey)
    assert [one.scenario for one in kept.kept.careers] == [part.scenario for part in kept.campaign.sessions]
    hands.close()


def test_a_campaign_that_was_left_in_a_session_goes_on_there():
    hands = Hands(evening)
    set_out(hands, "campaign-us-china-2013-2019", "USA")
    hands.press("go")
    for _ in range(8):
        hands.one_step(lambda at: len(at.room.acts) - 1)
    tick = hands.screen.room.tick
    hands.close()
    again = Hands(evening)
    again.settle()
    begun = time.monotonic()
    while not again.screen.going_on:  # the title reads the shelf in a thread
        assert time.monotonic() - begun < PATIENCE
        again.frames()
    again.press("continue")
    assert isinstance(again.screen, CommitteeRoom)
    assert again.screen.room.tick == tick
    (kept,) = journeys()
    assert isinstance(kept, Journey)
    assert kept.number == 0
    assert kept.kept.log
    again.close()


NOTHING = File(pacts=(), proposed=0, trusted=-1, named=0, accused=0, brought=0, ran=0, bridges=0, broken=())


@pytest.mark.parametrize(
    ("file", "end"),
    [
        (File(("A", "B"), 1, 70, 3, 0, 60, 60, 3, ()), Ending.TREATY_MAKER),
        (File(("A", "B"), 0, 70, 3, 0, 60, 60, 3, ()), Ending.BURGLAR),
        (File(("A", "B"), 1, 30, 3, 0, 60, 60, 3, ()), Ending.BURGLAR),
        (File((), 0, -1, 9, 0, 60, 60, 3, ()), Ending.MEDIATOR),
        (File((), 0, -1, 9, 0, 60, 60, 3, ("France",)), Ending.ISOLATED),
        (NOTHING, Ending.ISOLATED),
    ],
)
def test_an_ending_is_read_from_the_file_and_says_why(file, end):
    assert ending(file) == end
    section = told(file, over=True)
    assert section.title == end
    assert all(other in section.text for other in Ending)


def test_a_promise_that_was_not_kept_costs_belief_in_the_next_session():
    memory = Memory()
    owe(memory, "CHN", "USA", 2)
    beliefs = recalled(read_toml(LIBRARY / "us-china-2015.toml"), memory)["beliefs"]
    assert beliefs == [{"of": "USA", "about": "CHN", "trust": 0.5}]
