"""A window in the wrong place: no display, no sound, foreign files, a small screen, a size that changes."""

import os
import subprocess
import sys
from collections import deque

import pygame
import pytest

from demarche.ui.desktop.app import NoWindow, require_ce, scale_for
from demarche.ui.desktop.evening import evening, watching
from demarche.ui.desktop.screens.asking import PickOne
from demarche.ui.desktop.screens.title import Title
from demarche.ui.desktop.toolkit.paint import Mixer
from demarche.ui.desktop.toolkit.scene import aloud
from demarche.ui.desktop.toolkit.sounds import Sound
from demarche.ui.play.home import autosaves
from demarche.ui.play.settings import read_settings
from tests.ui.hands import Hands, tutorial

pytestmark = pytest.mark.usefixtures("home")


def test_without_a_display_one_line_says_what_to_do(tmp_path):
    hidden = {"SDL_VIDEODRIVER": "x11", "SDL_VIDEO_DRIVER": "x11", "DISPLAY": ":9999", "DEMARCHE_HOME": str(tmp_path)}
    ran = subprocess.run(
        [sys.executable, "-m", "demarche", "play"], env=os.environ | hidden, capture_output=True, text=True, timeout=60,
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


SOUNDING = """
from collections import deque
import pygame
from demarche.ui.desktop.toolkit.paint import Mixer
from demarche.ui.desktop.toolkit.sounds import Sound

mixer = Mixer()
mixer.play(deque(Sound))
assert pygame.mixer.get_init()
mixer.close()
assert not pygame.mixer.get_init()
"""


def test_sounds_play_where_there_is_something_to_play_them_on():
    """In a process of its own: SDL remembers what an earlier test made of its sound card."""
    settings = os.environ | {"SDL_AUDIODRIVER": "dummy", "SDL_AUDIO_DRIVER": "dummy"}
    done = subprocess.run([sys.executable, "-c", SOUNDING], env=settings, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr


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
