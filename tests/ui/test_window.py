"""The window when things are not as they should be: no display, no sound, a save that is none, little room, a crash."""

import os
import subprocess
import sys
import threading
from collections import deque
from dataclasses import replace
from pathlib import Path

import pygame
import pytest

from sim import replay
from sim.terms import OutOfOrder
from tests.ui.hands import Hands
from ui.desktop.app import NoWindow, require_ce, scale_for
from ui.desktop.choosing import at_table
from ui.desktop.evening import evening, watching
from ui.desktop.paint import Mixer
from ui.desktop.playing import Watched
from ui.desktop.room.form import Filling
from ui.desktop.room.screen import CommitteeRoom
from ui.desktop.scene import aloud
from ui.desktop.screens.asking import Cover, PickOne
from ui.desktop.screens.settings import SettingsScreen
from ui.desktop.screens.title import Title
from ui.desktop.sitting import offered
from ui.desktop.sounds import Sound
from ui.play.film import Film
from ui.play.home import autosaves, saves
from ui.play.settings import read_settings
from ui.play.showing import Snapshot, State
from ui.play.table import Table


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("DEMARCHE_HOME", str(tmp_path))
    return tmp_path


def tutorial(*people, **how):
    """A game of the tutorial at a table of its own."""
    return lambda desk: at_table(Table.new("tutorial", 3, people or ("CAL",), settings=("rounds=1",), **how), desk)


@pytest.fixture
def seated():
    """Somebody who sits in the tutorial, with the keyboard."""
    hands = Hands(tutorial())
    hands.settle()
    yield hands
    hands.close()


def test_without_a_display_one_line_says_what_to_do(tmp_path):
    hidden = {"SDL_VIDEODRIVER": "x11", "SDL_VIDEO_DRIVER": "x11", "DISPLAY": ":9999", "DEMARCHE_HOME": str(tmp_path)}
    ran = subprocess.run(
        [sys.executable, "-m", "ui.cli", "play"], env=os.environ | hidden, capture_output=True, text=True, timeout=60,
        check=False,
    )  # fmt: skip
    assert ran.returncode == 2
    assert "no display" in ran.stderr
    assert "demarche run" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_another_pygame_is_recognised_and_the_remedy_is_named(monkeypatch):
    monkeypatch.setattr(pygame, "IS_CE", 0)
    with pytest.raises(NoWindow, match="pygame-ce, and it is pygame that is installed"):
        require_ce()


def test_without_a_sound_card_there_is_silence(monkeypatch):
    monkeypatch.setenv("SDL_AUDIODRIVER", "none-such")
    monkeypatch.setenv("SDL_AUDIO_DRIVER", "none-such")
    mixer = Mixer()
    for _ in range(2):
        mixer.play(deque([Sound.GAVEL]))
    assert not pygame.mixer.get_init()
    mixer.close()


def test_sounds_play_where_there_is_something_to_play_them_on(seated):
    mixer = Mixer()
    mixer.play(deque(Sound))
    assert pygame.mixer.get_init()
    mixer.close()


def test_saves_that_cannot_be_read_are_listed_with_the_reason_and_left_alone(home):
    autosaves().mkdir(parents=True)
    broken, foreign = autosaves() / "broken.jsonl", autosaves() / "foreign.jsonl"
    broken.write_bytes(b"\x00\xff not a log")
    foreign.write_text('{"game": "chess"}\n', encoding="utf-8")
    hands = Hands(evening)
    hands.settle()
    assert isinstance(hands.screen, Title)
    assert not hands.screen.going_on
    hands.press("load")
    assert isinstance(hands.screen, PickOne)
    assert all(option.fault for option in hands.screen.options)
    assert "delete the file" in " ".join(aloud(hands.window.scene()))
    hands.close()
    assert broken.exists()
    assert foreign.exists()


@pytest.mark.parametrize("content", ["not a log", '{"game": "chess"}\n', ""])
def test_a_replay_of_no_log_says_why(tmp_path, content):
    path = tmp_path / "none.jsonl"
    path.write_text(content, encoding="utf-8")
    hands = Hands(watching(path))
    hands.settle()
    assert hands.screen.failed
    assert "none.jsonl" in hands.screen.words
    hands.close()


def test_a_settings_file_that_cannot_be_read_is_said_on_the_title(home):
    (home / "settings.toml").write_text("theme = 7", encoding="utf-8")
    hands = Hands(evening)
    hands.desk.notice = read_settings()[1]
    hands.close()
    again = Hands(evening, desk=hands.desk)
    assert "Your settings could not be read" in " ".join(aloud(again.window.scene()))
    again.close()


@pytest.mark.parametrize("size", [(640, 480), (480, 360), (320, 240)])
def test_a_small_window_plays_with_smaller_text(size):
    assert scale_for(size[0], size[1], 100) <= 1.0667
    hands = Hands(tutorial(), size=size)
    hands.settle()
    hands.play_on(lambda at: at.room.tick)
    assert hands.to_debrief().sections
    hands.close()


def test_a_window_resized_in_the_middle_of_a_drag_goes_on(tmp_path):
    hands = Hands(tutorial())
    hands.settle()
    hands.play_on(lambda at: -1)
    hands.close()
    path = next(autosaves().glob("*.jsonl"))
    hands = Hands(watching(path))
    hands.settle()
    while not hands.spots("scrub") or hands.screen.scrub[1] < 8:
        hands.frames()
    slider = hands.spots("scrub")[0]
    y = round(slider.rect.y + slider.rect.h / 2)
    pygame.event.post(pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=(round(slider.rect.x + 30), y), button=1))
    hands.frames()
    begun = hands.screen.scrub[0]
    pygame.display.set_mode((900, 600), pygame.RESIZABLE)
    pygame.event.post(pygame.event.Event(pygame.WINDOWSIZECHANGED, x=900, y=600))
    pygame.event.post(pygame.event.Event(pygame.MOUSEMOTION, pos=(880, y), rel=(0, 0), buttons=(1, 0, 0)))
    hands.frames(2)
    assert hands.screen.scrub[0] > begun
    pygame.event.post(pygame.event.Event(pygame.MOUSEBUTTONUP, pos=(880, y), button=1))
    hands.frames()
    assert hands.window.posture.held is None
    hands.close()


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
