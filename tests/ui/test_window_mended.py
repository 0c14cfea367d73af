"""Faults that players met in the window, each mended in its kind."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from demarche.scenarios import saves
from demarche.scenarios.compile import game
from demarche.scenarios.load import load
from demarche.sim.terms import Unreadable
from demarche.ui.desktop.room.acting import WEIGHTY, first_of
from demarche.ui.desktop.room.form import Filling, choices_of, open_fields, serving
from demarche.ui.desktop.room.screen import CommitteeRoom, Offered
from demarche.ui.desktop.screens.pages import help_pages
from demarche.ui.desktop.screens.seats import Briefing
from demarche.ui.desktop.screens.title import Title
from demarche.ui.desktop.strings import table
from demarche.ui.desktop.toolkit.handling import Key, handle, settle
from demarche.ui.desktop.toolkit.marks import Intent, Still, Text
from demarche.ui.desktop.toolkit.paint import FACES, has_glyphs
from demarche.ui.desktop.toolkit.posture import Posture
from demarche.ui.desktop.toolkit.scene import Scene
from demarche.ui.desktop.toolkit.screen import Ended
from demarche.ui.seat.acts import say_act
from demarche.ui.seat.shown import Act, Choice, Field
from demarche.ui.story import tell
from demarche.ui.story.parts import Line
from demarche.ui.story.readings import two_readings
from tests.ui.hands import Hands
from tests.ui.screens import every_screen, forms, frame, others, rooms

OBJECT = Act("block", "Object", "o", "One objection is enough.", "block")
JOIN = Act("pass", "Pass", "p", "You join in the consensus.", "pass")


# ── characters without a glyph ───────────────────────────────────────────────────────────────────────────────────────


def test_every_character_on_every_screen_has_a_glyph_in_the_font_that_draws_it():
    for name, screen in every_screen().items():
        for words in said(screen.scene(frame(1280, 720, 1.0))):
            assert any(has_glyphs(face, False, words) for face in range(len(FACES))), f"{name}: {words}"


@pytest.mark.parametrize("words", ["138 yes ███▒·", "from −1 to +1", "←→"])
def test_a_line_with_a_character_that_the_first_face_lacks_is_drawn_in_the_next(words):
    assert not has_glyphs(0, False, words)
    assert has_glyphs(1, False, words)
    assert has_glyphs(1, True, words)


def said(scene: Scene) -> Iterable[str]:
    marks = [scene.marks, *(mark.marks for mark in scene.marks if isinstance(mark, Still))]
    return (mark.words for layer in marks for mark in layer if isinstance(mark, Text))


# ── acts that end something ──────────────────────────────────────────────────────────────────────────────────────────


def test_the_focus_never_lies_on_an_act_that_ends_something_where_there_is_another():
    for name, at in rooms().items():
        if at.room.acts:
            verbs = [act.verb for act in at.room.acts]
            assert verbs[first_of(at.room.acts, "")] not in WEIGHTY or set(verbs) <= set(WEIGHTY), name
    assert first_of((OBJECT, JOIN), "") == 1


def test_an_objection_is_asked_for_twice_and_the_second_time_the_focus_lies_on_the_way_back():
    any_room = next(iter(rooms().values()))
    at = replace(any_room, room=replace(any_room.room, acts=(OBJECT, JOIN)))
    asked = at.react(Intent("act", 0))
    assert isinstance(asked, CommitteeRoom), "nothing has been said yet"
    scene = asked.scene(frame(1280, 720, 1.0))
    assert next(spot.id for spot in scene.focus_order() if spot.first) == "form-back"
    assert table()["weighty.block"].split()[0] in " ".join(said(scene))
    assert asked.react(Intent("do")) == Ended(Offered("block"))
    assert at.react(Intent("act", 1)) == Ended(Offered("pass")), "an act that ends nothing is made at once"


def test_every_weighty_act_says_what_it_costs():
    assert {f"weighty.{verb}" for verb in WEIGHTY} <= set(table())


# ── boxes ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def boxed(number: int = 3) -> CommitteeRoom:
    fields = tuple(Field(f"box{i}", f"Deliver {i}", (Choice("x", "Yes"),), may_pass_over=True) for i in range(number))
    act = Act("keep", "Choose your conduct", "k", "A tip.", "keep", fields)
    any_room = next(iter(rooms().values()))
    at = replace(any_room, room=replace(any_room.room, acts=(act,)))
    return replace(at, filling=Filling(act))


def test_enter_alone_comes_through_the_boxes():
    posture = Posture()
    at: Any = boxed()
    first = ""
    for _ in range(5):
        scene = at.scene(frame(1280, 720, 1.0, posture))
        drawn = next(spot.id for spot in scene.focus_order() if spot.first)
        posture = settle(scene, replace(posture, focus=drawn) if drawn != first else posture)
        first = drawn
        posture, wanted = handle(scene, posture, Key("return", "\r"))
        at = at.react(wanted[0])
        if not open_fields(at.filling):
            break
    assert dict(at.filling.picks) == {"box0": 0, "box1": 0, "box2": 0}


# ── statements ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_statement_does_not_name_one_clause_twice():
    at: Any = next(screen for name, screen in forms().items() if name.endswith("speak 0"))
    first, second = at.filling.act.fields[:2]
    assert second.unlike == first.name
    filling = at.filling.picked(first.name, 2)
    assert 2 not in choices_of(second, filling)
    assert len(choices_of(second, filling)) == len(second.choices) - 1
    with pytest.raises(Unreadable, match="already"):
        say_act(
            at.filling.act, {first.name: 2, f"{first.name}_wording": 0, second.name: 2, f"{second.name}_wording": 1}
        )


# ── keys ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_escape_on_the_title_leaves_it_as_it_is():
    title = Title()
    assert title.react(Intent("back")) is title
    assert title.react(Intent("quit")) == Ended("quit")


def test_while_a_list_takes_letters_a_button_shows_its_letter_only_if_that_presses_it():
    screen: Any = others()["seats list"]
    for focus in [f"seat:{screen.cards[0].code}", "seed", "begin"]:
        posture = settle(screen.scene(frame(1280, 720, 1.0)), Posture(focus=focus))
        scene = screen.scene(frame(1280, 720, 1.0, posture))
        for spot in scene.focus_order():
            if spot.key:
                shows = spot.key.upper() in {m.words for m in scene.marks[slice(*spot.span)] if isinstance(m, Text)}
                presses = handle(scene, posture, Key(spot.key, spot.key))[1] == (spot.intent,)
                assert shows == presses, f"{spot.id} with the focus on {focus}"
                assert handle(scene, posture, Key(spot.key, "", alt=True))[1] == (spot.intent,)


# ── several people at one screen ─────────────────────────────────────────────────────────────────────────────────────


def test_each_of_several_people_reads_its_own_instructions_when_it_first_sits_down(home):
    from demarche.ui.desktop.choosing import new_game

    hands = Hands(lambda desk: new_game(desk, "tutorial", "", 3), keys=False)
    hands.settle()
    for name in ("add", "seat:FEN", "begin"):
        hands.press(name)
    read = []
    for _ in range(2):
        hands.press("sit")
        assert isinstance(hands.screen, Briefing)
        read.append(hands.screen.card.code)
        hands.press("enter")
        room: Any = hands.screen
        assert room.room.me == read[-1]
        while isinstance(hands.screen, CommitteeRoom):
            hands.one_step(lambda at: -1)
    hands.press("sit")
    assert isinstance(hands.screen, CommitteeRoom), "only the first time"
    hands.close()
    assert len(set(read)) == 2


# ── what is told ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_reading_for_which_nothing_speaks_says_so():
    for line in two_readings([], []):
        assert isinstance(line, Line)
        assert not line.text.endswith(": ")
        assert len(line.text.split(":")[1].split()) > 3


@pytest.mark.parametrize(("scenario", "seed"), [("pact-2015", 3), ("us-china-2015", 1)])
def test_a_pact_that_was_refused_in_the_session_and_signed_later_says_when_and_by_whom(scenario, seed):
    made = game(load(scenario), seed)
    session = saves.play(made, program="test")
    lines = [part.text for section in tell(made, session) for part in section.parts if isinstance(part, Line)]
    at = next(i for i, line in enumerate(lines) if line.startswith("Ready to sign"))
    end = next(i for i, line in enumerate(lines) if line.endswith("was signed by every party."))
    assert "Not ready: nobody" not in lines[at], "the case that is looked at"
    assert any("It stayed on offer, and in quarter" in line for line in lines[at:end])


def test_the_help_still_speaks_of_every_key():
    words = " ".join(section.text for section in help_pages())
    assert "Alt and a letter" in words


# ── what serves the instructions ─────────────────────────────────────────────────────────────────────────────────────


def test_a_wording_that_serves_the_instructions_is_marked_wherever_it_can_be_chosen():
    marked = set()
    for name, at in rooms().items():
        for act in at.room.acts if at.room.brief else ():
            filling = Filling(act)
            if act.fields and serving(act.fields[0], filling, at.room.brief.wants if at.room.brief else ()):
                scene = replace(at, filling=filling).scene(frame(1280, 2000, 1.0))
                assert any("serves your instructions" in spot.reads for spot in scene.open_spots()), name
                marked.add(act.verb)
    assert marked >= {"speak", "propose", "take", "amend"}
