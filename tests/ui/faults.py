"""What can be wrong with a scene, told from its marks alone: words that overlap, are hidden, or leave their box."""

from collections.abc import Iterator

from demarche.ui.desktop.toolkit.marks import Box, Rect, Text
from demarche.ui.desktop.toolkit.scene import Scene, Spot

SLACK = 1.0
"""Units by which neighbours may touch: letters do not fill the height of their line."""


def faults(scene: Scene) -> list[str]:
    """Every fault, in words."""
    return [
        *words_out_of_place(scene),
        *words_over_words(scene),
        *words_under_boxes(scene),
        *places_over_places(scene),
        *panels_without_words(scene),
    ]


def words_out_of_place(scene: Scene) -> Iterator[str]:
    """Words that leave the screen, the room they were given, or the last box painted under them."""
    screen = Rect(0, 0, scene.width, scene.height)
    for i, text in texts(scene):
        if not screen.contains(text.rect, SLACK):
            yield f"{text.words!r} leaves the screen"
        if not text.within.contains(text.rect, SLACK):
            yield f"{text.words!r} leaves the room it was given"
        x, y = text.rect.x + text.rect.w / 2, text.rect.y + text.rect.h / 2
        under = [
            m for m in scene.marks[:i] if isinstance(m, Box) and m.fill and m.layer <= text.layer and m.rect.holds(x, y)
        ]
        if under and not under[-1].rect.contains(text.rect, SLACK):
            yield f"{text.words!r} leaves its box"


def words_over_words(scene: Scene) -> Iterator[str]:
    """Words on words in one layer."""
    several = [text for _, text in texts(scene)]
    for i, one in enumerate(several):
        for other in several[i + 1 :]:
            if one.layer == other.layer and one.rect.meets(other.rect, SLACK):
                yield f"{one.words!r} and {other.words!r} overlap"


def words_under_boxes(scene: Scene) -> Iterator[str]:
    """Words that a box of their own layer is painted over."""
    for i, text in texts(scene):
        for mark in scene.marks[i + 1 :]:
            if isinstance(mark, Box) and mark.fill and mark.layer == text.layer and mark.rect.meets(text.rect, SLACK):
                yield f"{text.words!r} is painted over"


def places_over_places(scene: Scene) -> Iterator[str]:
    """Buttons on buttons."""
    pressed = [spot for spot in scene.spots if spot.kind in ("button", "row", "tab", "field", "slider")]
    for i, one in enumerate(pressed):
        for other in pressed[i + 1 :]:
            if one.layer == other.layer and one.rect.meets(other.rect, SLACK):
                yield f"the places {one.id} and {other.id} overlap"
        if not Rect(0, 0, scene.width, scene.height).contains(one.rect, SLACK):
            yield f"the place {one.id} leaves the screen"
        if _too_small(one):
            yield f"the place {one.id} is too small to hit"


def panels_without_words(scene: Scene) -> Iterator[str]:
    """Panels that have something to say, and no room to say it in; lists of which no row is in sight."""
    for roll in scene.rolls:
        inside = [text for _, text in texts(scene) if roll.rect.contains(text.rect, SLACK) and text.layer == roll.layer]
        if roll.total and not inside:
            yield f"the panel {roll.name} has no room for its words"
        if roll.rows and not any(spot.roll == roll.name and spot.kind == "row" for spot in scene.spots):
            yield f"the list {roll.name} has no room for a row"


def _too_small(spot: Spot) -> bool:
    return spot.rect.w < 18 or spot.rect.h < 14


def texts(scene: Scene) -> Iterator[tuple[int, Text]]:
    """Every line of words with its place among the marks."""
    return ((i, mark) for i, mark in enumerate(scene.marks) if isinstance(mark, Text))
