"""What a player reads: no numbers of the model unless they are asked for, and the rules of the body at hand."""

import re
from dataclasses import replace

import pytest

from demarche.scenarios import saves
from demarche.scenarios.compile import game
from demarche.scenarios.load import load, names
from demarche.ui.desktop.library import cards, story
from demarche.ui.desktop.reviewing import in_words
from demarche.ui.desktop.room.screen import CommitteeRoom
from demarche.ui.desktop.screens.seats import Briefing
from demarche.ui.desktop.strings import table
from demarche.ui.desktop.toolkit.scene import aloud
from demarche.ui.play.settings import Settings
from demarche.ui.report.debrief import debrief
from tests.ui.screens import every_screen, frame

OF_THE_MODEL = re.compile(r"\butils?\b|\blogits?\b|\bposition [+−-]\d|vagueness \d|\([+−-]\d+\.\d+\)")


def said(screen) -> str:
    return " ".join(aloud(screen.scene(frame(1280, 720, 1.0))))


def test_no_screen_of_a_player_shows_a_number_of_the_model():
    for name, screen in every_screen().items():
        if not name.startswith("debrief"):
            assert not OF_THE_MODEL.findall(said(screen)), name


def test_whoever_asks_for_the_model_reads_its_numbers():
    shown = [
        name
        for name, screen in every_screen().items()
        if isinstance(screen, CommitteeRoom) and OF_THE_MODEL.search(said(replace(screen, model=True)))
    ]
    assert len(shown) > 20


def test_a_debrief_in_words_keeps_its_sections_but_the_one_of_numbers():
    made = game(load("tutorial"), 1)
    told = debrief(made, saves.play(made, program="test"), [0])
    plain = tuple(in_words(told.sections))
    assert {one.title for one in told.sections} - {one.title for one in plain} == {"Measures"}
    assert OF_THE_MODEL.search("\n".join(one.text for one in told.sections))
    assert not OF_THE_MODEL.search("\n".join(one.text for one in plain))


@pytest.mark.parametrize("name", names())
def test_the_rules_in_five_sentences_are_those_of_the_body_at_hand(name):
    one, told = load(name), story(name)
    assert len(told.sentences) == 5
    words = said(Briefing(told, cards(name)[0]))
    assert told.title in words
    for sentence in told.sentences:
        assert f"rules.{sentence}" in table()
    read = " ".join(table()[f"rules.{sentence}"] for sentence in told.sentences)
    assert ("more yes than no" in read) == (one.decision == "vote")
    assert ("one objection ends it" in read) == (one.decision == "consensus")
    assert ("signed by every party" in read) == (one.decision == "unanimity")
    assert ("in the quarters that follow" in read) == bool(one.quarters)
    assert ("amend" in read) == (one.decision == "vote" and one.level > 1)


def test_the_dark_chamber_comes_first_and_numbers_are_asked_for():
    assert Settings().theme == "dark"
    assert not Settings().show_model
