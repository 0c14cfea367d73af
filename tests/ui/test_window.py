"""A game at the window: crashes, saves, undoing, several people, settings, refusals, lessons."""

import threading
from collections import deque
from dataclasses import replace
from pathlib import Path

import pytest

from demarche.sim import replay
from demarche.sim.terms import OutOfOrder
from demarche.ui.desktop.choosing import at_table
from demarche.ui.desktop.evening import evening
from demarche.ui.desktop.playing import Watched
from demarche.ui.desktop.room.form import Filling
from demarche.ui.desktop.room.screen import CommitteeRoom
from demarche.ui.desktop.screens.asking import Cover
from demarche.ui.desktop.screens.seats import Briefing
from demarche.ui.desktop.screens.settings import SettingsScreen
from demarche.ui.desktop.screens.title import Title
from demarche.ui.desktop.sitting import offered
from demarche.ui.desktop.toolkit.scene import aloud
from demarche.ui.play.film import Film
from demarche.ui.play.home import saves
from demarche.ui.play.settings import read_settings
from demarche.ui.play.showing import Snapshot, State
from demarche.ui.play.table import Table
from tests.ui.hands import Hands, tutorial

pytestmark = pytest.mark.usefixtures("home")


def test_how_often_a_person_is_asked_may_be_set_in_the_middle_of_a_game(seated, monkeypatch):
    told = []
    monkeypatch.setattr(Table, "ask_me", lambda table, how: told.append(how))
    seated.press("menu")
    seated.press("menu:settings")
    seated.press("ask:every")
    seated.key("escape")
    seated.frames()
    assert told == ["every"]


def test_after_a_crash_the_title_offers_to_continue_where_it_stood(seated):
    for _ in range(3):
        seated.one_step(lambda at: -1)
    tick = seated.screen.room.tick
    again = Hands(evening)  # the first window is not closed: as if it had died
    again.frames(3)
    while not again.screen.going_on:
        again.frames()
    assert "Calmere" in again.screen.going_on
    again.press("continue")
    assert again.screen.room.tick == tick
    again.close()


def test_the_last_act_is_taken_back(seated):
    before = seated.screen.room.tick
    seated.one_step(lambda at: -1)
    assert seated.screen.room.tick > before
    seated.key("escape")
    seated.press("menu:undo")
    assert seated.screen.room.tick == before


def test_a_game_is_saved_under_a_name_and_taken_up_again(seated):
    seated.one_step(lambda at: -1)
    tick = seated.screen.room.tick
    seated.key("escape")
    seated.press("menu:save")
    for letter in "bay":
        seated.key(letter)
    seated.key("return")
    kept = saves() / "bay.jsonl"
    while not kept.exists() or replay.read(kept, cut_short=True).tick < tick:  # it is written line by line
        seated.frames()
    again = Hands(lambda desk: at_table(Table.load(kept), desk))
    again.settle()
    assert again.screen.room.tick == tick
    again.close()


def covered(hands: Hands) -> bool:
    """Whether nobody has sat down yet."""
    return isinstance(hands.screen, Cover)


def test_the_screen_is_covered_between_two_people_and_tells_nothing():
    hands = Hands(tutorial("CAL", "FEN"))
    hands.settle()
    assert covered(hands)
    hands.press("sit")
    card = {goal.text for goal in hands.screen.room.brief.goals}
    assert hands.screen.room.me == "CAL"
    while isinstance(hands.screen, CommitteeRoom):
        hands.one_step(lambda at: -1)
    assert covered(hands)
    words = " ".join(aloud(hands.window.scene()))
    assert not [goal for goal in card if goal in words]
    hands.press("sit")
    assert hands.screen.room.me == "FEN"
    hands.close()


def test_a_setting_is_at_work_at_once_and_kept():
    hands = Hands(evening)
    hands.settle()
    hands.press("settings")
    assert isinstance(hands.screen, SettingsScreen)
    scale = hands.window.scale
    hands.press("text_scale:150")
    assert hands.window.scale > scale
    hands.press("theme:contrast")
    assert read_settings()[0].theme == "contrast"
    assert read_settings()[0].text_scale == 150
    hands.key("escape")
    assert isinstance(hands.screen, Title)
    hands.close()


def test_a_refused_act_is_explained_and_the_form_is_kept(seated):
    filling = Filling(seated.screen.room.acts[0])
    screen = replace(seated.screen, filling=filling)
    after = offered(screen, Refusing(Path()), "speak", seated.desk)
    assert after.notice == "Calmere: that has already been done."
    assert after.filling is filling


class Refusing(Film):
    """A source that takes no act, and says why."""

    def offer(self, notation: str) -> None:
        raise OutOfOrder("Calmere: that has already been done")


def test_the_lessons_lead_from_step_to_step():
    hands = Hands(evening)
    hands.settle()
    hands.press("tutorial")
    hands.key("return")
    hands.press("enter")
    titles = []
    for _ in range(60):
        at = hands.screen
        if at.room.final and at.advice is None:
            break
        titles.append(at.advice.title if at.advice else "")
        if hands.spots("advice"):
            hands.press("advice")
        else:
            hands.one_step(lambda at: -1)
    assert hands.screen.room.final
    assert hands.spots("next-lesson")
    hands.press("next-lesson")
    assert isinstance(hands.screen, Briefing)
    assert hands.desk.settings.done() == {"deal"}
    assert len(set(titles)) > 5
    hands.close()


def test_a_table_that_comes_to_rest_after_its_last_tick_was_shown_has_news():
    table = Late()
    watched = Watched(table)
    assert watched.poll()
    assert table.busy()
    table.rest()
    assert watched.poll(), "or the window would go on saying that others are thinking"
    assert not watched.poll()


class Late(Table):
    """A table whose worker shows a tick, and comes to rest later."""

    def __init__(self) -> None:
        self._at_rest, self._notices, self._last_notice = threading.Event(), deque[str](), ""
        self._now, self._waiting = Snapshot(State.MOVING), deque([Snapshot(State.ASKS)])

    def rest(self) -> None:
        self._at_rest.set()
