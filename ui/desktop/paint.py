"""Marks to pixels. With app, the only module that knows pygame."""

from collections import OrderedDict
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import pygame

from ui.desktop.marks import Box, Form, Ink, Mark, Polygon, Rect, Scene, Shape, Still, Stroke, Text
from ui.desktop.posture import Measure
from ui.desktop.themes import Colour

FONTS = Path(__file__).parent / "fonts"
FACES = (("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"), ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"))
"""Regular and bold of each face, in the order in which they are tried."""
SHADE = 150
"""How much of the page a modal's shade covers, of 255."""
MOST_WORDS = 3000
"""Lines of words kept as they were painted."""
MOST_STILLS = 6


@lru_cache(maxsize=128)
def face(px: int, bold: bool, number: int) -> pygame.Font:
    """A font at a size in pixels. Never one of the system's: the game looks the same everywhere."""
    return pygame.Font(str(FONTS / FACES[number][bold]), px)


def font(words: str, px: int, bold: bool) -> pygame.Font:
    """The first face that has every letter of the words; the last if none has."""
    for number in range(len(FACES) - 1):
        if words.isascii() or None not in face(px, bold, number).metrics(words):
            return face(px, bold, number)
    return face(px, bold, len(FACES) - 1)


@lru_cache(maxsize=16)
def measure_at(scale: float) -> Measure:
    """How words are measured at a scale, in units."""

    @lru_cache(maxsize=60_000)
    def measure(words: str, size: float, bold: bool) -> tuple[float, float]:
        wide, high = font(words, pixels(size, scale), bold).size(words)
        return wide / scale, high / scale

    return measure


def pixels(size: float, scale: float) -> int:
    """The size of letters in whole pixels; no text is smaller than 7."""
    return max(round(size * scale), 7)


class Painter:
    """Paints scenes in a theme at a scale, and keeps what it may need again."""

    def __init__(self, colours: Mapping[Ink, Colour], scale: float) -> None:
        """colours: of a theme; scale: pixels to a unit."""
        self.colours, self.scale = colours, scale
        self._words: OrderedDict[tuple[str, int, bool, Ink], pygame.Surface] = OrderedDict()
        self._stills: OrderedDict[int, tuple[Still, pygame.Surface]] = OrderedDict()

    def paint(self, surface: pygame.Surface, scene: Scene) -> None:
        """One scene onto a surface: the page, what seldom changes, and the rest."""
        surface.fill(self.colours[Ink.PAGE])
        for mark in scene.marks:
            self._mark(surface, mark)

    def _still(self, surface: pygame.Surface, still: Still) -> None:
        """Marks that are the same object as last time are not painted again."""
        kept = self._stills.get(id(still))
        if kept is None or kept[0] is not still:
            whole = pygame.Surface(surface.get_size())
            for mark in still.marks:
                self._mark(whole, mark)
            kept = (still, whole.subsurface(self._rect(still.ground).clip(whole.get_rect())).copy())
            self._stills[id(still)] = kept
            while len(self._stills) > MOST_STILLS:
                self._stills.popitem(last=False)
        surface.blit(kept[1], self._rect(still.ground))

    def _rect(self, rect: Rect) -> pygame.Rect:
        left, top = round(rect.x * self.scale), round(rect.y * self.scale)
        return pygame.Rect(left, top, round(rect.right * self.scale) - left, round(rect.bottom * self.scale) - top)

    def _mark(self, surface: pygame.Surface, mark: Mark) -> None:
        match mark:
            case Text():
                self._text(surface, mark)
            case Box():
                self._box(surface, mark)
            case Shape():
                self._shape(surface, mark)
            case Polygon():
                points = [(x * self.scale, y * self.scale) for x, y in mark.points]
                pygame.draw.polygon(surface, self.colours[mark.fill], points)
                if mark.edge is not None:
                    pygame.draw.aalines(surface, self.colours[mark.edge], True, points)
            case Still():
                self._still(surface, mark)
            case Stroke():
                points = [(x * self.scale, y * self.scale) for x, y in mark.points]
                width = max(round(mark.width * self.scale), 1)
                for start, end in zip(points, points[1:], strict=False):
                    if width == 1:
                        pygame.draw.aaline(surface, self.colours[mark.ink], start, end)
                    else:
                        pygame.draw.line(surface, self.colours[mark.ink], start, end, width)

    def _text(self, surface: pygame.Surface, text: Text) -> None:
        px = pixels(text.size, self.scale)
        key = (text.words, px, text.bold, text.ink)
        drawn = self._words.get(key)
        if drawn is None:
            drawn = font(text.words, px, text.bold).render(text.words, True, self.colours[text.ink])
            self._words[key] = drawn
            if len(self._words) > MOST_WORDS:
                self._words.popitem(last=False)
        else:
            self._words.move_to_end(key)
        middle = (text.rect.y + text.rect.h / 2) * self.scale
        surface.blit(drawn, (round(text.rect.x * self.scale), round(middle - drawn.get_height() / 2)))

    def _box(self, surface: pygame.Surface, box: Box) -> None:
        rect = self._rect(box.rect)
        if box.fill is Ink.SHADE:
            shade = pygame.Surface(rect.size)
            shade.fill(self.colours[Ink.SHADE])
            shade.set_alpha(SHADE)
            surface.blit(shade, rect)
            return
        radius = min(round(box.radius * self.scale), rect.w // 2, rect.h // 2)
        width = max(round(box.width * self.scale), 1)
        if box.fill is None:
            pygame.draw.rect(surface, self.colours[box.edge or Ink.LINE], rect, width, border_radius=radius)
            return
        if box.edge is not None:
            _rounded(surface, self.colours[box.edge], rect, radius)
            rect, radius = rect.inflate(-2 * width, -2 * width), max(radius - width, 0)
        _rounded(surface, self.colours[box.fill], rect, radius)

    def _shape(self, surface: pygame.Surface, shape: Shape) -> None:
        x, y, r = shape.x * self.scale, shape.y * self.scale, shape.radius * self.scale
        colour = self.colours[shape.ink]
        line = max(round(r * 0.36), 1)
        if shape.form in (Form.DISC, Form.RING):
            hollow = shape.hollow or shape.form is Form.RING
            pygame.draw.aacircle(surface, colour, (x, y), r, line if hollow else 0)
            return
        if shape.form is Form.CROSS:
            d = r * 0.8
            pygame.draw.line(surface, colour, (x - d, y - d), (x + d, y + d), line + 1)
            pygame.draw.line(surface, colour, (x - d, y + d), (x + d, y - d), line + 1)
            return
        points = {
            Form.SQUARE: [(-0.86, -0.86), (0.86, -0.86), (0.86, 0.86), (-0.86, 0.86)],
            Form.TRIANGLE: [(0, -1.1), (1.05, 0.8), (-1.05, 0.8)],
            Form.DIAMOND: [(0, -1.15), (1.0, 0), (0, 1.15), (-1.0, 0)],
        }[shape.form]
        placed = [(x + a * r, y + b * r) for a, b in points]
        if shape.hollow:
            pygame.draw.polygon(surface, colour, placed, line)
        else:
            pygame.draw.polygon(surface, colour, placed)
        pygame.draw.aalines(surface, colour, True, placed)


@lru_cache(maxsize=256)
def _corner(radius: int, colour: Colour) -> pygame.Surface:
    """A disc of that radius with smooth edges, from which the corners of a box are cut: four times as large, then shrunk."""
    large = pygame.Surface((8 * radius, 8 * radius), pygame.SRCALPHA)
    large.fill((*colour, 0))
    pygame.draw.circle(large, colour, (4 * radius, 4 * radius), 4 * radius)
    return pygame.transform.smoothscale(large, (2 * radius, 2 * radius))


def _rounded(surface: pygame.Surface, colour: Colour, rect: pygame.Rect, radius: int) -> None:
    """A filled rectangle with smooth corners."""
    if radius < 2:
        pygame.draw.rect(surface, colour, rect)
        return
    pygame.draw.rect(surface, colour, rect.inflate(-2 * radius, 0))
    pygame.draw.rect(surface, colour, rect.inflate(0, -2 * radius))
    disc = _corner(radius, colour)
    for x, left in ((rect.left, 0), (rect.right - radius, radius)):
        for y, top in ((rect.top, 0), (rect.bottom - radius, radius)):
            surface.blit(disc, (x, y), (left, top, radius, radius))


def picture(scene: Scene, colours: Mapping[Ink, Colour], scale: float) -> pygame.Surface:
    """A scene on a surface of its own, for a picture."""
    surface = pygame.Surface((round(scene.width * scale), round(scene.height * scale)))
    Painter(colours, scale).paint(surface, scene)
    return surface
