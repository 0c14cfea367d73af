"""A screen at one moment: its marks, the places that answer, the panels that scroll; and what lies under a point."""

from dataclasses import dataclass

from demarche.ui.desktop.toolkit.marks import Intent, Mark, Rect, Text


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that answers: to a click, to Enter when it has the focus, to its key.

    reads   what would be read aloud         tip   a line more, shown while it is looked at
    kind    button | row | tab | panel | field | slider | thumb | place; the last two take no part in the focus order
    roll    the scrolled panel it is a row of, with its number there        value  of a slider or a field
    """

    id: str
    rect: Rect
    reads: str
    intent: Intent | None = None
    kind: str = "button"
    key: str = ""
    tip: str = ""
    chosen: bool = False
    roll: str = ""
    number: int = 0
    value: str = ""
    span: tuple[int, int] = (0, 0)
    layer: int = 0
    first: bool = False


@dataclass(frozen=True, slots=True)
class Roll:
    """A panel that scrolls by lines. first, shown, total in lines; rows: of each its id, its first and last line.

    type_ahead   of each row what it begins with, where letters look for a row
    follow       of each row what is wanted as soon as the arrows come to it, where that is anything
    keys         letters of rows, with the id and what is wanted: they work out of sight too
    """

    name: str
    rect: Rect
    first: int
    shown: int
    total: int
    rows: tuple[tuple[str, int, int], ...] = ()
    type_ahead: tuple[str, ...] = ()
    follow: tuple[Intent, ...] = ()
    keys: tuple[tuple[str, str, Intent], ...] = ()
    layer: int = 0

    @property
    def most(self) -> int:
        """The last line that may stand first."""
        return max(self.total - self.shown, 0)


@dataclass(frozen=True, slots=True)
class Scene:
    """One screen at one moment: title for the window and for whoever reads it aloud, marks in the order of painting.

    layer: the uppermost, and the only one that answers
    """

    title: str
    marks: tuple[Mark, ...]
    spots: tuple[Spot, ...]
    rolls: tuple[Roll, ...]
    width: float
    height: float
    layer: int = 0

    def open_spots(self) -> tuple[Spot, ...]:
        """The places that answer now: a modal takes the page from under one's fingers."""
        return tuple(spot for spot in self.spots if spot.layer == self.layer) if self.layer else self.spots

    def focus_order(self) -> tuple[Spot, ...]:
        """The places that Tab goes to, in order."""
        return tuple(spot for spot in self.open_spots() if spot.kind not in ("thumb", "place"))

    def spot(self, name: str) -> Spot | None:
        """The place of that id."""
        return next((spot for spot in self.open_spots() if spot.id == name), None)

    def roll(self, name: str) -> Roll | None:
        """The scrolled panel of that name."""
        return next((roll for roll in self.rolls if roll.name == name), None)


def hit(scene: Scene, x: float, y: float) -> Spot | None:
    """The place under a point: the last one painted."""
    return next((spot for spot in reversed(scene.open_spots()) if spot.rect.holds(x, y)), None)


def rolled(scene: Scene, x: float, y: float) -> Roll | None:
    """The scrolled panel under a point."""
    layer = scene.layer
    return next((r for r in reversed(scene.rolls) if r.layer == layer and r.rect.holds(x, y)), None)


def aloud(scene: Scene) -> list[str]:
    """What would be read aloud: the texts in order, and every place that answers with its kind and key."""
    lines, within = [scene.title], {}
    for spot in scene.spots:
        within.update(dict.fromkeys(range(*spot.span), spot.id))
    said: set[str] = set()
    by_id = {spot.id: spot for spot in scene.spots}
    for i, mark in enumerate(scene.marks):
        if i in within:
            if within[i] not in said:
                said.add(within[i])
                lines.append(spoken(by_id[within[i]]))
        elif isinstance(mark, Text):
            lines.append(mark.words)
    return lines + [spoken(s) for s in scene.spots if s.id not in said and s.kind not in ("thumb", "place")]


def spoken(spot: Spot) -> str:
    """A place as it would be read aloud."""
    key = f", key {spot.key.upper()}" if spot.key else ""
    chosen = ", chosen" if spot.chosen else ""
    value = f": {spot.value}" if spot.value else ""
    return f"[{spot.kind}{key}{chosen}] {spot.reads}{value}"
