"""Marks to pixels, and sounds to the card. With app, the only module that knows pygame."""

import io
from collections import OrderedDict, deque
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

import pygame
import pygame.freetype

from demarche.sim.terms import Ints
from demarche.sim.visible import visible
from demarche.ui.desktop.toolkit.kept import Kept
from demarche.ui.desktop.toolkit.marks import Box, Form, Ink, Mark, Polygon, Rect, Shape, Still, Stroke, Text
from demarche.ui.desktop.toolkit.posture import Measure
from demarche.ui.desktop.toolkit.scene import Scene
from demarche.ui.desktop.toolkit.sounds import RATE, Sound, murmur, samples
from demarche.ui.desktop.toolkit.themes import Colour

FONTS = Path(__file__).parent / "fonts"
FACES = (("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"), ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"))
"""Regular and bold of each face, in the order in which they are tried."""
SHADE = 150
"""How much of the page a modal's shade covers, of 255."""
MOST_WORDS = 3000
"""Lines of words kept as they were painted."""
MOST_STILLS = 6
LARGEST_PART = 0.6
"""Share of the screen from which on all of it is painted: an area costs its marks again."""


@lru_cache(maxsize=128)
def face(px: int, bold: bool, number: int) -> pygame.Font:
    """A font at a size in pixels. Never one of the system's: the game looks the same everywhere."""
    return pygame.Font(str(FONTS / FACES[number][bold]), px)


def font(words: str, px: int, bold: bool) -> pygame.Font:
    """The first face that has every character of the words; the last if none has."""
    for number in range(len(FACES) - 1):
        if words.isascii() or has_glyphs(number, bold, words):
            return face(px, bold, number)
    return face(px, bold, len(FACES) - 1)


def has_glyphs(number: int, bold: bool, words: str) -> bool:
    """Whether a face has a glyph for every character of the words. Each has those of ASCII."""
    return all(_has_glyph(number, bold, letter) for letter in words if letter > "~")


@lru_cache(maxsize=4096)
def _has_glyph(number: int, bold: bool, letter: str) -> bool:
    return None not in _outlines(number, bold).get_metrics(letter)


@cache
def _outlines(number: int, bold: bool) -> pygame.freetype.Font:
    """A face as FreeType reads it: pygame.Font gives the metrics of the empty box for a character that it lacks."""
    pygame.freetype.init()
    return pygame.freetype.Font(str(FONTS / FACES[number][bold]), 16)


@lru_cache(maxsize=16)
def measure_at(scale: float) -> Measure:
    """How words are measured at a scale, in units."""

    @lru_cache(maxsize=60_000)
    def measure(words: str, size: float, bold: bool) -> tuple[float, float]:
        shown = visible(words, lines=False)
        wide, high = font(shown, pixels(size, scale), bold).size(shown)
        return wide / scale, high / scale

    return measure


def pixels(size: float, scale: float) -> int:
    """The size of letters in whole pixels; no text is smaller than 7."""
    return max(round(size * scale), 7)


def changed(before: Sequence[Mark], after: Sequence[Mark], reach: Callable[[Mark], pygame.Rect]) -> list[pygame.Rect]:
    """Where two scenes differ: the reach of every mark that only one has, or of all if the others changed places."""
    old, new = set(before), set(after)
    if [mark for mark in before if mark in new] != [mark for mark in after if mark in old]:
        return [reach(mark) for mark in (*before, *after)]
    return [reach(mark) for mark in old ^ new]


def merged(areas: list[pygame.Rect]) -> list[pygame.Rect]:
    """The same pixels in areas that do not overlap, or more pixels in fewer areas."""
    found: list[pygame.Rect] = []
    for area in areas:
        while (at := area.collidelist(found)) >= 0:
            area = area.union(found.pop(at))
        found.append(area)
    return found


class Painter:
    """Paints scenes in a theme at a scale, and keeps what it may need again."""

    def __init__(self, colours: Mapping[Ink, Colour], scale: float) -> None:
        """colours: of a theme; scale: pixels to a unit."""
        self.colours, self.scale = colours, scale
        self._words: OrderedDict[tuple[str, int, bool, Ink], pygame.Surface] = OrderedDict()
        self._stills: Kept[Still, pygame.Surface] = Kept(self._still, MOST_STILLS)

    def paint(self, surface: pygame.Surface, scene: Scene) -> None:
        """One scene onto a surface. The first mark of every scene is a box that covers all of it."""
        for mark in scene.marks:
            self._mark(surface, mark)

    def repaint(self, surface: pygame.Surface, before: Scene, scene: Scene) -> list[pygame.Rect]:
        """A scene over the one that the surface shows: only where they differ. Returns what was painted.

        Agrees with `paint`, which a test compares.
        """
        whole = surface.get_rect()
        areas = [area.clip(whole) for area in changed(before.marks, scene.marks, self.reach)]
        areas = merged([area for area in areas if area.w and area.h])
        if sum(area.w * area.h for area in areas) > LARGEST_PART * whole.w * whole.h:
            areas = [whole]
        reaches = [self.reach(mark) for mark in scene.marks] if areas else []
        for area in areas:
            surface.set_clip(area)
            for mark, reach in zip(scene.marks, reaches, strict=True):
                if area.colliderect(reach):
                    self._mark(surface, mark)
        surface.set_clip(None)
        return areas

    def reach(self, mark: Mark) -> pygame.Rect:
        """The pixels that a mark may touch, and a few more."""
        match mark:
            case Text():
                return self._rect(mark.rect).inflate(8, 8)
            case Box():
                return self._rect(mark.rect).inflate(2, 2)
            case Still():
                return self._rect(mark.ground)
            case Shape():
                far = mark.radius * 1.4 + 3
                return self._rect(Rect(mark.x - far, mark.y - far, 2 * far, 2 * far))
        wide = (mark.width if isinstance(mark, Stroke) else 1) + 2
        xs, ys = zip(*mark.points, strict=True)
        left, top = min(xs) - wide, min(ys) - wide
        return self._rect(Rect(left, top, max(xs) + wide - left, max(ys) + wide - top))

    def _still(self, still: Still, size: tuple[int, int]) -> pygame.Surface:
        """Marks that seldom change, on a surface of their own."""
        whole = pygame.Surface(size)
        for mark in still.marks:
            self._mark(whole, mark)
        return whole.subsurface(self._rect(still.ground).clip(whole.get_rect())).copy()

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
                surface.blit(self._stills(mark, surface.get_size()), self._rect(mark.ground))
            case Stroke():
                points = [(x * self.scale, y * self.scale) for x, y in mark.points]
                width = max(round(mark.width * self.scale), 1)
                for start, end in pairwise(points):
                    if width == 1:
                        pygame.draw.aaline(surface, self.colours[mark.ink], start, end)
                    else:
                        pygame.draw.line(surface, self.colours[mark.ink], start, end, width)

    def _text(self, surface: pygame.Surface, text: Text) -> None:
        px = pixels(text.size, self.scale)
        key = (text.words, px, text.bold, text.ink)
        drawn = self._words.get(key)
        if drawn is None:
            shown = visible(text.words, lines=False)
            drawn = font(shown, px, text.bold).render(shown, True, self.colours[text.ink])
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
            _outline(surface, self.colours[box.edge or Ink.LINE], rect, radius, width)
            return
        if box.edge is not None:
            _rounded(surface, self.colours[box.edge], rect, radius, rim=width)
            rect, radius = rect.inflate(-2 * width, -2 * width), max(radius - width, 0)
        _rounded(surface, self.colours[box.fill], rect, radius)

    def _shape(self, surface: pygame.Surface, shape: Shape) -> None:
        drawn = _sprite(shape.form, round(shape.radius * self.scale * 4), self.colours[shape.ink], shape.hollow)
        half = drawn.get_width() / 2
        surface.blit(drawn, (round(shape.x * self.scale - half), round(shape.y * self.scale - half)))


OUTLINES = {
    Form.SQUARE: [(-0.86, -0.86), (0.86, -0.86), (0.86, 0.86), (-0.86, 0.86)],
    Form.TRIANGLE: [(0, -1.1), (1.1, 0.82), (-1.1, 0.82)],
    Form.DIAMOND: [(0, -1.15), (1.0, 0), (0, 1.15), (-1.0, 0)],
}
"""Corners of the shapes that have any, in radii."""


@lru_cache(maxsize=512)
def _sprite(form: Form, quarters: int, colour: Colour, hollow: bool) -> pygame.Surface:
    """A small mark with smooth edges: drawn four times as large, then shrunk. quarters: of pixels in its radius."""
    r = max(quarters, 6)
    side = 4 * (-(-(r * 13 // 10 + 4) // 2))  # a whole number of pixels once shrunk
    large = pygame.Surface((2 * side, 2 * side), pygame.SRCALPHA)
    large.fill((*colour, 0))
    line = max(round(r * 0.38), 5)
    if form in (Form.DISC, Form.RING):
        pygame.draw.circle(large, colour, (side, side), r, line if hollow or form is Form.RING else 0)
    elif form is Form.CROSS:
        d = r * 0.8
        for lean in (-1, 1):
            pygame.draw.line(large, colour, (side - d, side - lean * d), (side + d, side + lean * d), line)
    else:
        corners = [(side + x * r, side + y * r) for x, y in OUTLINES[form]]
        pygame.draw.polygon(large, colour, corners, line if hollow else 0)
    return pygame.transform.smoothscale(large, (side // 2, side // 2))


@lru_cache(maxsize=256)
def _corner(radius: int, colour: Colour, width: int = 0) -> pygame.Surface:
    """A disc or a ring with smooth edges, of which corners are cut: drawn four times as large, then shrunk."""
    large = pygame.Surface((8 * radius, 8 * radius), pygame.SRCALPHA)
    large.fill((*colour, 0))
    pygame.draw.circle(large, colour, (4 * radius, 4 * radius), 4 * radius, 4 * width)
    return pygame.transform.smoothscale(large, (2 * radius, 2 * radius))


def _rounded(surface: pygame.Surface, colour: Colour, rect: pygame.Rect, radius: int, rim: int = 0) -> None:
    """A filled rectangle with smooth corners; with a rim only so much of it from the edge, for what is painted over."""
    # To fill is many times faster than to draw a rectangle, and what is painted over costs as much as what is seen.
    if radius < 2:
        surface.fill(colour, rect)
        return
    deep, long, high = rim or radius, rect.w - 2 * radius, rect.h - 2 * radius
    surface.fill(colour, (rect.left + radius, rect.top, long, deep))
    surface.fill(colour, (rect.left + radius, rect.bottom - deep, long, deep))
    if rim:
        surface.fill(colour, (rect.left, rect.top + radius, rim, high))
        surface.fill(colour, (rect.right - rim, rect.top + radius, rim, high))
    else:
        surface.fill(colour, (rect.left, rect.top + radius, rect.w, high))
    _corners(surface, _corner(radius, colour), rect, radius)


def _outline(surface: pygame.Surface, colour: Colour, rect: pygame.Rect, radius: int, width: int) -> None:
    """The edge of a rectangle with smooth corners, and nothing within."""
    for y in (rect.top, rect.bottom - width):
        surface.fill(colour, (rect.left + radius, y, rect.w - 2 * radius, width))
    for x in (rect.left, rect.right - width):
        surface.fill(colour, (x, rect.top + radius, width, rect.h - 2 * radius))
    if radius:
        _corners(surface, _corner(radius, colour, width), rect, radius)


def _corners(surface: pygame.Surface, disc: pygame.Surface, rect: pygame.Rect, radius: int) -> None:
    """The four quarters of a disc in the corners of a rectangle."""
    for x, left in ((rect.left, 0), (rect.right - radius, radius)):
        for y, top in ((rect.top, 0), (rect.bottom - radius, radius)):
            surface.blit(disc, (x, y), (left, top, radius, radius))


def picture(scene: Scene, colours: Mapping[Ink, Colour], scale: float) -> pygame.Surface:
    """A scene on a surface of its own, for a picture."""
    surface = pygame.Surface((round(scene.width * scale), round(scene.height * scale)))
    Painter(colours, scale).paint(surface, scene)
    return surface


def png(scene: Scene, colours: Mapping[Ink, Colour]) -> bytes:
    """A scene as a PNG file, a pixel to a unit."""
    into = io.BytesIO()
    pygame.image.save(picture(scene, colours, 1.0), into, "picture.png")
    return into.getvalue()


class Mixer:
    """Sounds, where there is something to make them with; silence where there is not."""

    def __init__(self) -> None:
        """Nothing is opened before there is something to be heard."""
        self._made: dict[Sound, pygame.mixer.Sound] = {}
        self._mute = False
        self._murmur: pygame.mixer.Sound | None = None

    def play(self, cues: deque[Sound]) -> None:
        """Everything that has been asked for since; the last of them only, where there are several."""
        if not cues:
            return
        sound = cues[-1]
        cues.clear()
        try:
            if not self._mute:
                self._sound(sound).play()
        except (pygame.error, NotImplementedError):
            self._mute = True

    def murmur(self, *, on: bool) -> None:
        """The noise of the room, from now on or no longer."""
        try:
            if on and self._murmur is None and not self._mute:
                self._open()
                self._murmur = pygame.mixer.Sound(buffer=self._channels(murmur()))
                self._murmur.play(-1, fade_ms=800)
            elif not on and self._murmur is not None:
                self._murmur.fadeout(400)
                self._murmur = None
        except (pygame.error, NotImplementedError):
            self._mute = True

    def _sound(self, sound: Sound) -> pygame.mixer.Sound:
        self._open()
        if sound not in self._made:
            self._made[sound] = pygame.mixer.Sound(buffer=self._channels(samples(sound)))
        return self._made[sound]

    def _open(self) -> None:
        if not pygame.mixer.get_init():
            pygame.mixer.init(RATE, -16, 1)

    def _channels(self, wave: Ints) -> bytes:
        """The same in every channel that is open: the card may have more than were asked for."""
        opened = pygame.mixer.get_init() or (RATE, -16, 1)
        return wave.repeat(opened[2]).tobytes()

    def close(self) -> None:
        """Let go of the sound card."""
        if pygame.mixer.get_init():
            pygame.mixer.quit()
