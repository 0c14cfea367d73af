"""What is painted over the last scene is what a whole painting shows; words are broken as if each line was measured."""

from dataclasses import replace

import numpy as np
import pygame
import pytest

from demarche.ui.desktop.reading import latest_moves
from demarche.ui.desktop.toolkit.paint import Painter, changed, merged
from demarche.ui.desktop.toolkit.posture import Posture
from demarche.ui.desktop.toolkit.sheet import broken
from demarche.ui.desktop.toolkit.themes import THEMES
from tests.ui.screens import every_screen, frame, rooms


def postures(scene):
    """The screen as it is, with the pointer and with the focus on some of its places."""
    spots = scene.open_spots()
    return [
        Posture(ring=False),
        *(Posture(hover=spot.id, ring=False) for spot in spots[:: max(len(spots) // 3, 1)]),
        *(Posture(focus=spot.id, ring=True) for spot in spots[:: max(len(spots) // 3, 1)]),
    ]


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_a_scene_painted_over_another_looks_as_if_it_was_painted_whole(scale):
    painter = Painter(THEMES["dark"], scale)
    shown, whole = (pygame.Surface((1280, 720)) for _ in range(2))
    before = None
    parts = 0
    for screen in list(every_screen().values())[::11]:
        for posture in postures(screen.scene(frame(1280, 720, scale))):
            scene = screen.scene(frame(1280, 720, scale, posture))
            painter.paint(whole, scene)
            areas = [shown.get_rect()] if before is None else painter.repaint(shown, before, scene)
            if before is None:
                painter.paint(shown, scene)
            parts += sum(area.w * area.h for area in areas) < 1280 * 720
            assert np.array_equal(pygame.surfarray.array3d(shown), pygame.surfarray.array3d(whole)), areas
            before = scene
    assert parts > 10, "or every one of them was painted whole"


def test_a_scene_that_is_painted_again_paints_nothing():
    scene = rooms()["room dual-track-2018 vote"].scene(frame(1280, 720, 1.0))
    painter = Painter(THEMES["light"], 1.0)
    surface = pygame.Surface((1280, 720))
    painter.paint(surface, scene)
    assert painter.repaint(surface, scene, replace(scene)) == []


def test_marks_that_changed_places_are_painted_again():
    scene = rooms()["room dual-track-2018 vote"].scene(frame(1280, 720, 1.0))
    reach = Painter(THEMES["light"], 1.0).reach
    assert changed(scene.marks, scene.marks[::-1], reach)
    assert not changed(scene.marks, scene.marks, reach)


def test_merged_areas_do_not_overlap_and_cover_all():
    rects = [pygame.Rect(x, y, 40, 30) for x in range(0, 200, 25) for y in (0, 100)]
    found = merged(list(rects))
    assert all(any(area.contains(rect) for area in found) for rect in rects)
    assert not [1 for i, one in enumerate(found) if one.collidelist(found[i + 1 :]) >= 0]


@pytest.mark.parametrize("width", [260.0, 300.5, 512.0])
@pytest.mark.parametrize(("size", "bold"), [(13, False), (15, True), (18, True)])
def test_words_are_broken_as_if_every_line_was_measured(width, size, bold):
    measure = frame(1280, 720, 1.0).measure
    for screen in rooms().values():
        for one in screen.heard[:40]:
            assert broken(measure, one.text, size, bold, width) == measured_throughout(
                measure, one.text, size, bold, width
            )


def measured_throughout(measure, words, size, bold, width):
    """The plain way, for words of which none is wider than the line."""
    lines, line = [], ""
    for word in words.split():
        longer = f"{line} {word}".strip()
        if line and measure(longer, size, bold)[0] > width:
            lines.append(line)
            longer = word
        line = longer
    return (*lines, line)


def test_of_movements_of_the_pointer_only_the_last_in_a_row_counts():
    move, press = (
        pygame.Event(pygame.MOUSEMOTION, pos=(1, 1)),
        pygame.Event(pygame.MOUSEBUTTONDOWN, pos=(1, 1), button=1),
    )
    assert latest_moves([]) == []
    assert latest_moves([move, move, press, move, move]) == [move, press, move]
