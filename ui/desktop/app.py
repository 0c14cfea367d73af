"""The window: it asks pygame what was pressed, sends it to the screen that is shown, and paints what comes of it.

With paint and reading, the only module that knows pygame.  Nothing here waits for a delegation or for the disk.
"""

import gc
import os
import sys
import time
from collections.abc import Callable, Generator
from dataclasses import replace
from itertools import zip_longest

import pygame

from demarche.ui.desktop.desk import Desk
from demarche.ui.desktop.reading import TEXT, latest_moves, read
from demarche.ui.desktop.screens.asking import Waiting
from demarche.ui.desktop.showing import Answer, Showing
from demarche.ui.desktop.source import Source
from demarche.ui.desktop.toolkit.fields import writes
from demarche.ui.desktop.toolkit.handling import Event, Key, Pointer, handle, settle
from demarche.ui.desktop.toolkit.marks import Intent
from demarche.ui.desktop.toolkit.posture import Frame, Posture
from demarche.ui.desktop.toolkit.scene import Scene
from demarche.ui.desktop.toolkit.screen import Ended, Screen
from demarche.ui.refused import Refused

FRAMES = 60
"""Frames a second, at the most."""
LEAST = (600, 340)
"""Units that every screen needs: where a window has fewer at a text scale, the text is made smaller."""
SWITCH = 0.001
"""Seconds for which a thread that thinks may hold up the one that paints."""
LITTER = 100_000
"""Objects made before Python looks for those that hold each other: to look costs more than a frame, and finds few."""
UNSEEN = 0.25
"""Seconds of waiting that are not shown."""
SMALLEST = (320, 240)

Step = Generator[Showing, Answer, None]


class NoWindow(Refused):
    """Why no window can be opened, and what to do, in one line."""


def require_ce() -> None:
    """The window needs pygame-ce. Raises NoWindow where it is the other pygame that is installed."""
    if not getattr(pygame, "IS_CE", False):
        raise NoWindow(
            "the window needs pygame-ce, and it is pygame that is installed; they cannot stand beside each other: "
            f"{sys.executable} -m pip uninstall -y pygame, then the same with install --force-reinstall pygame-ce"
        )


def scale_for(width: int, height: int, text_scale: int) -> float:
    """Pixels to a unit: the text scale, as far as the window has room for it."""
    return min(text_scale / 100, width / LEAST[0], height / LEAST[1])


class Window:
    """One window and the screen that is shown in it."""

    def __init__(self, desk: Desk, steps: Callable[[Desk], Step], *, size: tuple[int, int] | None = None) -> None:
        """Open it. Raises NoWindow where there is no display."""
        self.desk = desk
        width, height = size or (desk.settings.width, desk.settings.height)
        self._open(width, height)
        self.clock = pygame.time.Clock()
        from demarche.ui.desktop.toolkit.paint import Mixer

        self.mixer = Mixer()
        self.steps = steps(desk)
        self.showing = next(self.steps)
        self.screen: Screen = self.showing.screen
        self.posture = Posture()
        self.over = False
        self._asked_at = 0.0
        self._wait_until = 0.0
        self._first = ""
        self._by_key = ""
        self._laid: tuple[object, ...] = ()
        self._scene: Scene | None = None
        self._painted: tuple[Scene, tuple[str, float]] | None = None
        self._painter: tuple[tuple[object, ...], object] = ((), None)

    def _open(self, width: int, height: int) -> None:
        os.environ.setdefault("SDL_IME_SHOW_UI", "1")  # the list of an input method, which SDL leaves out otherwise
        pygame.display.init()
        pygame.font.init()
        flags = pygame.FULLSCREEN if self.desk.settings.full_screen else pygame.RESIZABLE
        size = (0, 0) if self.desk.settings.full_screen else (max(width, SMALLEST[0]), max(height, SMALLEST[1]))
        pygame.display.set_mode(size, flags)
        pygame.display.set_caption("Démarche")
        pygame.key.set_repeat(380, 45)
        self._full = self.desk.settings.full_screen

    # ── one frame ────────────────────────────────────────────────────────────────────────────────────────────────────

    def frame(self) -> bool:
        """What was pressed, what has arrived, what is seen. Returns whether the window stays open."""
        events = latest_moves(pygame.event.get())
        for event, after in zip_longest(events, events[1:]):
            self.take(event, text_follows=after is not None and after.type in TEXT)
            if self.over:
                return False
        if self.desk.settings.full_screen != self._full:
            self._open(self.desk.settings.width, self.desk.settings.height)
        self.paint()
        self.mixer.play(self.desk.cues)
        settings = self.desk.settings
        self.mixer.murmur(on=self.showing.murmur and settings.sound and settings.ambience)
        self.news()
        return not self.over

    def run(self) -> None:
        """Until it is closed."""
        while self.frame():
            self.clock.tick(FRAMES)
        self.close()

    def close(self) -> None:
        """Let go of everything, in order."""
        self.steps.close()
        self.mixer.close()
        pygame.display.quit()

    # ── what is shown ────────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def scale(self) -> float:
        """Pixels to a unit."""
        return scale_for(*pygame.display.get_window_size(), self.desk.settings.text_scale)

    def scene(self) -> Scene:
        """The scene of this moment; laid out again only where something has changed."""
        size, scale = pygame.display.get_window_size(), self.scale
        now = (self.screen, self.posture, size, scale)
        if self._scene is None or len(self._laid) != 4 or self._laid[0] is not self.screen or now[1:] != self._laid[1:]:
            from demarche.ui.desktop.toolkit.paint import measure_at

            frame = Frame(size[0] / scale, size[1] / scale, measure_at(scale), self.posture)
            self._scene = self.screen.scene(frame)
            settled = settle(self._scene, self._drawn_to(self._scene))
            if settled != self.posture:
                self.posture = settled
                self._scene = self.screen.scene(replace(frame, posture=settled))
            self._laid = (self.screen, self.posture, size, scale)
        return self._scene

    def _drawn_to(self, scene: Scene) -> Posture:
        """The posture, drawn to what is asked for first, where that is asked for anew."""
        first = next((spot.id for spot in scene.focus_order() if spot.first), "")
        anew = first and first != self._first
        self._first = first
        return replace(self.posture, focus=first, reveal=True) if anew else self.posture

    def paint(self) -> None:
        """Paint, if anything has changed since."""
        from demarche.ui.desktop.toolkit.paint import Painter
        from demarche.ui.desktop.toolkit.themes import THEMES

        if self._painted and time.monotonic() < self._wait_until:
            return
        scene = self.scene()
        look = (self.desk.settings.theme, self.scale)
        if self._painter[0] != look:
            self._painter = (look, Painter(THEMES[self.desk.settings.theme], self.scale))
        if self._painted and self._painted[0] is scene and self._painted[1] == look:
            return
        surface = pygame.display.get_surface()
        painter = self._painter[1]
        if surface is None or not isinstance(painter, Painter):
            return
        if self._painted and self._painted[1] == look:
            areas = painter.repaint(surface, self._painted[0], scene)
            pygame.display.update(areas)
        else:
            painter.paint(surface, scene)
            pygame.display.flip()
        if (spot := writes(scene, self.posture)) is not None:
            x, y, w, h = (round(side * self.scale) for side in (spot.rect.x, spot.rect.y, spot.rect.w, spot.rect.h))
            pygame.key.set_text_input_rect(pygame.Rect(x, y, w, h))  # an input method opens its list there
        self._painted = (scene, look)

    # ── what happens ─────────────────────────────────────────────────────────────────────────────────────────────────

    def take(self, event: pygame.Event, *, text_follows: bool = False) -> None:
        """One event of pygame. text_follows: the next one is the text that this key made."""
        if event.type == pygame.QUIT:
            self.over = True
        elif event.type in (pygame.WINDOWSIZECHANGED, pygame.WINDOWEXPOSED, pygame.WINDOWRESTORED):
            self._painted = None
            if event.type == pygame.WINDOWSIZECHANGED and not self._full:
                self._keep_size(event.x, event.y)
        elif event.type == pygame.KEYDOWN and event.key == pygame.K_F11:
            self.desk.set("full_screen", not self.desk.settings.full_screen)
        elif (known := self._once(event, read(event, self.scale), text_follows=text_follows)) is not None:
            moved = isinstance(known, Pointer) and known.what == "move" and self._scene is not None
            # Where the pointer moved to is looked up in the scene that is seen; the next one is laid once, not twice.
            scene = self._scene if moved and self._scene is not None else self.scene()
            self.posture, wanted = handle(scene, self.posture, known)
            for intent in wanted:
                self.do(intent)

    def _keep_size(self, width: int, height: int) -> None:
        """The size of the window, remembered while it lies within what the settings allow."""
        if 640 <= width <= 7680 and 480 <= height <= 4320:
            self.desk.settings = self.desk.settings.model_copy(update={"width": width, "height": height})

    def _once(self, event: pygame.Event, known: Event | None, *, text_follows: bool) -> Event | None:
        """A letter comes as a key and as text: a field takes the text; elsewhere the key acts and writes nothing."""
        if isinstance(known, Key):
            self._by_key = event.unicode
            if text_follows and writes(self.scene(), self.posture) is not None:
                self._by_key = ""
                return replace(known, text="")
        elif event.type == pygame.TEXTINPUT and self._by_key:
            wrote, self._by_key = self._by_key, ""
            return known if event.text != wrote else None
        return known

    def do(self, intent: Intent) -> None:
        """What a screen makes of an intent: another of itself, or its end."""
        became = self.screen.react(intent)
        if isinstance(became, Ended):
            self._next(Answer(self.screen, became.value))
        else:
            self.screen = became

    def news(self) -> None:
        """Ask the source, if it is time to."""
        source, now = self.showing.source, time.monotonic()
        if source is None or now - self._asked_at < self.showing.pace:
            return
        if source.poll():
            self._asked_at = now
            self._next(Answer(self.screen, news=True))

    def _next(self, answer: Answer) -> None:
        """The screen that follows. One of the same kind keeps the posture."""
        before = type(self.screen)
        try:
            self.showing = self.steps.send(answer)
        except StopIteration:
            self.over = True
            return
        self.screen = self.showing.screen
        if type(self.screen) is not before:
            self.posture = Posture(ring=self.posture.ring)
        # Most waits are over before anybody could read what is waited for.
        self._wait_until = time.monotonic() + UNSEEN if isinstance(self.screen, Waiting) else 0.0


def steady() -> None:
    """Let Python interrupt the window seldom and briefly: threads that think, and the search for litter."""
    sys.setswitchinterval(SWITCH)
    gc.freeze()
    gc.set_threshold(LITTER, 50, 100)


def open_window(steps: Callable[[Desk], Step]) -> int:
    """Open the window and lead through those screens until it is closed. Raises NoWindow where there can be none."""
    require_ce()
    steady()
    try:
        window = Window(Desk.opened(), steps)
    except pygame.error as error:
        raise NoWindow(
            f"there is no display to open a window on ({error}); `demarche run` plays a world in the terminal, and "
            "`demarche host` serves seats to a browser"
        ) from None
    window.run()
    return 0


def join(source: Source) -> int:
    """Open the window on a room that comes from elsewhere, such as a classroom; ends when the person leaves it.

    Raises NoWindow where there can be no window.
    """

    def steps(desk: Desk) -> Step:
        from demarche.ui.desktop.sitting import sit

        yield from sit(source, desk)

    return open_window(steps)
