"""Every screen at every size: words whole and apart, colours that can be read, nothing that its seat may not know."""

import re
from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np
import pytest

import demarche.ui.desktop
from demarche.ui.desktop.app import scale_for
from demarche.ui.desktop.room.aftermath import signal_row
from demarche.ui.desktop.room.screen import CommitteeRoom
from demarche.ui.desktop.room.votes import BALLOTS
from demarche.ui.desktop.strings import table
from demarche.ui.desktop.toolkit.marks import Box, Ink, Rect, Shape, Still, Text
from demarche.ui.desktop.toolkit.rolling import Said
from demarche.ui.desktop.toolkit.scene import Scene, aloud
from demarche.ui.desktop.toolkit.themes import THEMES, contrast
from demarche.ui.seat.heard import heard
from demarche.ui.seat.room import room
from demarche.ui.seat.shown import Signal
from tests.laws.test_seat_silence import ROOMS, hide, hide_briefs, played, standing
from tests.ui.faults import faults, texts
from tests.ui.screens import SCALES, SIZES, every_screen, forms, frame, others, rooms

SOURCES = list(Path(demarche.ui.desktop.__file__).parent.rglob("*.py"))
FRAMES = [*product(SIZES, SCALES), ((640, 480), 1.0)]


@pytest.mark.parametrize(("size", "scale"), FRAMES)
def test_no_words_overlap_or_are_cut_or_leave_their_box_on_any_screen(size, scale):
    fits = scale_for(size[0], size[1], int(scale * 100))
    assert fits == scale or size == (640, 480), "the text scale is as it was set"
    for name, screen in every_screen().items():
        assert faults(screen.scene(frame(size[0], size[1], fits))) == [], f"{name} at {size}, {scale:.0%}"


def test_a_planted_overlap_is_found():
    scene = rooms()["room dual-track-2018 vote"].scene(frame(1280, 720, 1.0))
    _, text = next(texts(scene))
    moved = replace(text, rect=replace(text.rect, x=text.rect.x + 5), words="planted")
    assert any("overlap" in fault for fault in faults(replace(scene, marks=(*scene.marks, moved))))


def test_words_planted_over_the_edge_of_a_box_are_found():
    scene = others()["settings"].scene(frame(1280, 720, 1.0))
    box = next(m for m in scene.marks if isinstance(m, Box) and m.fill and m.rect.w < 400)
    rect = Rect(box.rect.right - 40, box.rect.y + 4, 60, 20)
    planted = Text(rect, "over the edge", 15, False, Ink.TEXT, Ink.PANEL, rect)
    assert any("leaves its box" in fault for fault in faults(replace(scene, marks=(*scene.marks, planted))))


def test_a_box_planted_over_words_is_found():
    scene = others()["settings"].scene(frame(1280, 720, 1.0))
    _, text = next(texts(scene))
    assert any("painted over" in f for f in faults(replace(scene, marks=(*scene.marks, Box(text.rect, Ink.PANEL)))))


def test_a_line_that_is_too_wide_for_its_font_is_not_taken_for_a_narrow_one():
    measured = frame(1280, 720, 1.0).measure
    for screen in list(every_screen().values())[::7]:
        for _, text in texts(screen.scene(frame(1280, 720, 1.0))):
            assert text.rect.w == pytest.approx(measured(text.words, text.size, text.bold)[0])


@pytest.mark.parametrize("theme", THEMES)
def test_every_word_stands_out_from_its_ground(theme):
    colours = THEMES[theme]
    pairs = {(t.ink, t.on) for screen in every_screen().values() for _, t in texts(screen.scene(frame(1280, 720, 1.0)))}
    weak = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in pairs}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_every_shape_stands_out_from_the_panel(theme):
    """Shapes carry a vote: WCAG 2.2 asks 3 : 1 of graphics. An absent seat is meant to recede, and has a shape."""
    colours = THEMES[theme]
    inks = {m.ink for screen in every_screen().values() for m in shapes(screen.scene(frame(1280, 720, 1.0)))}
    inks -= {Ink.LINE, Ink.ABSENT, Ink.PANEL}
    assert {ink: contrast(colours[ink], colours[Ink.PANEL]) for ink in inks if
            contrast(colours[ink], colours[Ink.PANEL]) < 2.8} == {}  # fmt: skip


def shapes(scene: Scene) -> list[Shape]:
    """Every small mark, those of still layers too."""
    layers = [scene.marks, *(mark.marks for mark in scene.marks if isinstance(mark, Still))]
    return [mark for layer in layers for mark in layer if isinstance(mark, Shape)]


def test_every_scene_begins_with_a_box_that_covers_it():
    for name, screen in every_screen().items():
        scene = screen.scene(frame(1280, 720, 1.5))
        ground = scene.marks[0]
        assert isinstance(ground, Box), name
        assert ground.fill, name
        assert ground.rect == Rect(0, 0, scene.width, scene.height), name


def test_no_two_ballots_share_a_shape():
    assert len({dot.form for dot in BALLOTS.values()}) == len(BALLOTS)


def test_every_place_that_takes_the_focus_says_what_it_is():
    for name, screen in every_screen().items():
        scene = screen.scene(frame(1280, 720, 1.0))
        assert all(spot.reads for spot in scene.focus_order()), name
        ids = [spot.id for spot in scene.open_spots()]
        assert len(ids) == len(set(ids)), f"{name}: two places of one id"


def test_no_two_keys_of_one_screen_are_the_same():
    for name, screen in every_screen().items():
        keys = [spot.key for spot in screen.scene(frame(1280, 720, 1.0)).open_spots() if spot.key]
        assert len(keys) == len(set(keys)), f"{name}: {keys}"


@pytest.mark.parametrize("place", range(len(ROOMS)))
def test_nothing_on_the_screen_of_a_seat_depends_on_what_it_may_not_know(place):
    made, session = played(place, 3)
    for tick in range(0, len(session.ticks), max(len(session.ticks) // 6, 1)):
        for seat in (0, made.rules.seats - 1):
            world = session.moments[tick].world
            chance = np.random.default_rng(tick)
            plain = standing(session, session.briefs, world, tick)
            hidden = standing(session, hide_briefs(session.briefs, seat, chance), hide(world, seat, chance), tick)
            one, other = (
                CommitteeRoom(room(made, there, seat)).scene(frame(1280, 720, 1.0)) for there in (plain, hidden)
            )
            assert aloud(one) == aloud(other)
            assert [m for m in one.marks if not isinstance(m, Still)] == [
                m for m in other.marks if not isinstance(m, Still)
            ]


def test_the_words_of_one_card_are_not_on_the_screen_of_another_seat():
    """Canaries: the goals of every card that was written, which no other seat's screen may show."""
    made, session = played(0, 3)
    said = tuple(one for tick in range(len(session.ticks)) for one in heard(made, session, tick, 0))
    mine = {goal.text for card in made.scenario.cards if card.seat == made.rules.roster.names[0] for goal in card.goals}
    canaries = {goal.text for card in made.scenario.cards for goal in card.goals} - mine
    screen = CommitteeRoom(room(made, session, 0), said)
    for tab in ("card", "heard", "move", "draft"):
        looked = replace(screen, looking=replace(screen.looking, tab=tab)).scene(frame(1280, 720, 2.0))
        words = " ".join(aloud(looked))
        assert not [canary for canary in canaries if canary in words]


def test_every_string_is_used():
    source = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    read_whole = ("help-", "keys.", "glossary.", "about.", "licences.")
    unused = [name for name in table() if not name.startswith(read_whole) and not named_in(source, name)]
    assert unused == []


def named_in(source: str, name: str) -> bool:
    """Whether the code names a string: whole, or up to a dash or dot after which something is filled in."""
    begun = [f"{name.rpartition(mark)[0]}{mark}" for mark in "-." if mark in name]
    return name in source or any(f"{quote}{part}{{" in source for part in begun for quote in "\"'")


def test_every_string_that_the_code_names_is_in_the_table():
    named = {name for path in SOURCES for name in re.findall(r"""\bs\(["']([\w.-]+)["']""", path.read_text("utf-8"))}
    assert len(named) > 100
    assert named <= set(table())


def test_there_is_a_form_for_every_act_that_names_something():
    seen = {name.split()[4] for name in forms()}
    assert {"speak", "propose", "offer", "sponsor", "amend", "divide", "explain", "keep"} <= seen


@pytest.mark.parametrize(("operations", "sure"), [(0, None), (3, 61)])
def test_a_door_at_which_nothing_lies_has_no_sureness(operations, sure):
    row = signal_row(Signal("CHN", operations, sure, 42), {"CHN": "China"})
    words = " ".join(part.words for part in row.parts if isinstance(part, Said))
    assert ("sure" in words) == (sure is not None)
    assert "42 of 100" in words
