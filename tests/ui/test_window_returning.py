"""What brings a player back: the record, the same chance with both debriefs, a code for a friend, a picture."""

import io
from typing import Any

import pygame
import pytest

from demarche.scenarios.par import par
from demarche.ui.desktop.choosing import challenged, new_game
from demarche.ui.desktop.evening import evening
from demarche.ui.desktop.returning import result_section
from demarche.ui.desktop.screens.pages import Pages
from demarche.ui.desktop.screens.poster import SIZE, Poster
from demarche.ui.desktop.screens.seats import Briefing
from demarche.ui.desktop.screens.title import Title
from demarche.ui.desktop.toolkit.paint import png
from demarche.ui.desktop.toolkit.scene import aloud
from demarche.ui.desktop.toolkit.themes import THEMES
from demarche.ui.play.challenge import Challenge, code_of
from demarche.ui.play.record import games
from tests.play.test_record import game
from tests.ui.faults import faults
from tests.ui.hands import Hands
from tests.ui.screens import frame

pytestmark = pytest.mark.usefixtures("home")


def to_the_end(hands: Hands) -> Pages:
    """From the instructions to the debrief, saying as little as may be."""
    hands.settle()
    hands.press("enter")
    hands.play_on(lambda at: -1)
    return hands.to_debrief()


def section(screen: Any, title: str) -> str:
    return str(next(one.text for one in screen.sections if one.title == title))


def test_a_game_is_recorded_and_the_same_chance_stands_beside_it_the_second_time(home):
    hands = Hands(lambda desk: new_game(desk, "tutorial", "CAL", 5))
    to_the_end(hands)
    assert [(one.seat, one.seed, one.level) for one in games()[0]] == [("CAL", 5, 2)]
    assert "You have not played this chance before" in section(hands.screen, "Your result")
    known = par("tutorial", "CAL")
    assert known is not None
    assert f"Par for this seat is {known.points:.1f}" in section(hands.screen, "Your result")
    assert games()[0][0].par == known.points
    hands.press("same")
    assert isinstance(hands.screen, Briefing)
    again = to_the_end(hands)
    assert len(games()[0]) == 2
    words = section(again, "Your result")
    assert "Beside the last time" in words
    assert code_of(Challenge("tutorial", "CAL", 2, 5)) in words
    hands.press("picture")
    assert list((home / "pictures").glob("*.png"))
    assert "Written" in " ".join(aloud(hands.window.scene()))
    hands.close()


def test_a_code_that_a_friend_typed_leads_to_the_same_instructions():
    hands = Hands(challenged)
    hands.settle()
    for letter in code_of(Challenge("tutorial", "FEN", 3, 77)).lower():
        hands.key(letter)
    hands.key("return")
    assert isinstance(hands.screen, Briefing)
    assert hands.screen.card.code == "FEN"
    hands.close()


def test_a_code_with_a_slip_is_asked_for_again_and_is_not_lost():
    hands = Hands(challenged)
    hands.settle()
    for letter in "1234567":
        hands.key(letter)
    hands.key("return")
    assert "compare it" in hands.screen.notice
    assert hands.screen.value == "1234567"
    hands.key("escape")
    assert hands.window.over
    hands.close()


def test_the_title_leads_to_the_record_and_to_a_challenge():
    hands = Hands(evening)
    hands.settle()
    hands.press("record")
    assert "No game has been played" in " ".join(aloud(hands.window.scene()))
    hands.key("escape")
    hands.press("challenge")
    hands.key("escape")
    assert isinstance(hands.screen, Title)
    hands.close()


@pytest.mark.parametrize("theme", THEMES)
def test_a_picture_of_the_result_is_a_png_of_its_size_and_says_who_what_and_how_to_try_it(theme):
    marks = tuple((f"A goal that is told in a good many words, number {i}", "met", 2.0, 2.0) for i in range(5))
    poster = Poster(game(8, 6, marks=marks), "5G2K-9M4D-0XTA", 1)
    scene = poster.scene(frame(*SIZE, 1.0))
    words = " ".join(aloud(scene))
    assert faults(scene) == []
    assert "Calmere" in words
    assert "8 of 10" in words
    assert "Gold" in words
    assert "5G2K-9M4D-0XTA" in words
    image = pygame.image.load(io.BytesIO(png(scene, THEMES[theme])), "x.png")
    assert image.get_size() == SIZE


def test_two_games_of_one_chance_are_told_side_by_side():
    then = game(3, marks=(("Goal", "lost", 0, 2),), texts=(("L.1", "rejected 3–4–0"),))
    today = game(7, marks=(("Goal", "met", 2, 2),), texts=(("L.1", "adopted 4–3–0"),))
    words = result_section(today, then).text
    assert all(said in words for said in ("lost\nmet", "rejected 3–4–0\nadopted 4–3–0", "\n3\n7"))
