"""A person at the window: presses keys or clicks what is in sight, without a screen and without a sound."""

import time
from collections.abc import Callable
from typing import Any

import pygame

import tests.ui.screens  # noqa: F401 - it chooses the drivers
from demarche.ui.desktop.app import Window
from demarche.ui.desktop.choosing import at_table
from demarche.ui.desktop.desk import Desk
from demarche.ui.desktop.room.form import boxes
from demarche.ui.desktop.room.screen import CommitteeRoom
from demarche.ui.desktop.screens.asking import Waiting
from demarche.ui.desktop.screens.pages import Pages
from demarche.ui.desktop.screens.rollcall import Card, RollCall
from demarche.ui.desktop.toolkit.scene import Spot
from demarche.ui.play.settings import Settings
from demarche.ui.play.table import Table

KEYS = {
    "tab": pygame.K_TAB,
    "return": pygame.K_RETURN,
    "escape": pygame.K_ESCAPE,
    "down": pygame.K_DOWN,
    "up": pygame.K_UP,
}
PATIENCE = 60.0
"""Seconds after which a game that does not move is held to be stuck."""


class Hands:
    """A window and what is done to it. keys: with the keyboard alone; else with the mouse alone.

    reads  the cards of moments that came, each put away at once; None where they are to stay
    """

    def __init__(
        self,
        steps: Callable[[Desk], Any],
        *,
        keys: bool = True,
        size: tuple[int, int] = (1280, 720),
        desk: Desk | None = None,
    ) -> None:
        self.desk = desk or Desk(Settings(reduce_motion=True, sound=False))
        self.window = Window(self.desk, steps, size=size)
        self.keys = keys
        self.refused = 0
        self.reads: list[Card] | None = []
        self.shown: set[type] = set()

    def close(self) -> None:
        self.window.close()

    @property
    def screen(self) -> Any:
        return self.window.screen

    def frames(self, number: int = 1) -> None:
        for _ in range(number):
            self.window.frame()
            self.shown.add(type(self.screen))

    def settle(self) -> None:
        """Until nothing is waited for."""
        begun = time.monotonic()
        self.frames()
        self._wait(begun)
        while self.reads is not None and isinstance(self.screen, Card) and not self.window.over:
            self.reads.append(self.screen)
            self._key("return")
            self.frames(2)
            self._wait(begun)

    def _wait(self, begun: float) -> None:
        while not self.window.over and self._waits():
            assert time.monotonic() - begun < PATIENCE, f"stuck at {self.screen}"
            time.sleep(0.002)
            self.frames()

    def _waits(self) -> bool:
        if isinstance(self.screen, CommitteeRoom):
            return self.screen.busy
        return isinstance(self.screen, RollCall) or (isinstance(self.screen, Waiting) and not self.screen.failed)

    def key(self, name: str) -> None:
        """One key pressed."""
        self._key(name)
        self.settle()

    def _key(self, name: str) -> None:
        text = name if len(name) == 1 else ("\r" if name == "return" else "")
        code = KEYS.get(name) or ord(name)
        pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=code, mod=0, unicode=text))

    def click(self, spot: Spot) -> None:
        """A click in the middle of a place."""
        scale = self.window.scale
        pos = (round((spot.rect.x + spot.rect.w / 2) * scale), round((spot.rect.y + spot.rect.h / 2) * scale))
        pygame.event.post(pygame.event.Event(pygame.MOUSEMOTION, pos=pos, rel=(0, 0), buttons=(0, 0, 0)))
        pygame.event.post(pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=pos, button=1))
        pygame.event.post(pygame.event.Event(pygame.MOUSEBUTTONUP, pos=pos, button=1))
        self.settle()

    def wheel(self, name: str) -> None:
        """The wheel, until a row is in sight."""
        for _ in range(200):
            roll = next(r for r in self.window.scene().rolls if any(row[0] == name for row in r.rows))
            if self.spots(name):
                return
            first = next(row[1] for row in roll.rows if row[0] == name)
            scale = self.window.scale
            pos = (round((roll.rect.x + 20) * scale), round((roll.rect.y + 5) * scale))
            pygame.mouse.set_pos(pos)
            pygame.event.post(pygame.event.Event(pygame.MOUSEWHEEL, x=0, y=1 if first < roll.first else -1))
            self.frames()

    def spots(self, prefix: str) -> list[Spot]:
        """The places in sight whose id begins so."""
        return [spot for spot in self.window.scene().open_spots() if spot.id.startswith(prefix)]

    def press(self, name: str) -> None:
        """The place of that id: by its letter or Enter, or by a click; scrolled to where it is out of sight."""
        letters = {row: key for roll in self.window.scene().rolls for key, row, _ in roll.keys}
        if self.keys and name in letters:
            return self.key(letters[name])
        if not self.spots(name):
            self.wheel(name)
        spot = self.spots(name)[0]
        if not self.keys:
            self.click(spot)
        elif spot.key:
            self.key(spot.key)
        else:
            self.go_to(name)
            self.key("return")

    def go_to(self, name: str) -> None:
        """Tab and the arrows until the focus is there."""
        for _ in range(80):
            if self.window.posture.focus == name:
                return
            self.key("tab")
        raise AssertionError(f"Tab never comes to {name}")

    def play_on(self, choose: Callable[[CommitteeRoom], int], most: int = 600) -> None:
        """Act after act until the session is over; `choose` says which of the acts in order."""
        for _ in range(most):
            assert isinstance(self.screen, CommitteeRoom), self.screen
            if self.screen.room.final:
                return
            self.one_step(choose)
        raise AssertionError("the session does not end")

    def one_step(self, choose: Callable[[CommitteeRoom], int]) -> None:
        """One act chosen, or one field of it filled in."""
        at = self.screen
        if at.filling is None:
            self.press(f"act:{(choose(at) + self.refused) % len(at.room.acts)}")
        elif boxes(at.filling):
            self.press("form-on")
        elif spots := self.spots("choice:"):
            self.key("return") if self.keys else self.click(spots[0])
        else:
            self.press("form-do")
            while isinstance(self.screen, CommitteeRoom) and self.screen.filling:  # refused: another act, then
                self.refused += not self.screen.filling.picks
                self.key("escape") if self.keys else self.press("form-back")

    def to_debrief(self) -> Pages:
        """From the closed session to its debrief."""
        self.press("debrief")
        assert isinstance(self.screen, Pages), self.screen
        return self.screen


def tutorial(*people, **how):
    """A game of the tutorial at a table of its own."""
    return lambda desk: at_table(Table.new("tutorial", 3, people or ("CAL",), settings=("rounds=1",), **how), desk)
