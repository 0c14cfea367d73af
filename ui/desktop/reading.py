"""What pygame reports, in the words of the toolkit: keys, text, the pointer, the clipboard."""

from itertools import zip_longest

import pygame

from demarche.ui.desktop.toolkit.fields import Typed
from demarche.ui.desktop.toolkit.handling import Event, Key, Pointer

TEXT = (pygame.TEXTINPUT, pygame.TEXTEDITING)


def read(event: pygame.Event, scale: float) -> Event | None:
    """An event of pygame in our words; None for those that nobody here needs. scale: pixels to a unit."""
    match event.type:
        case pygame.KEYDOWN if pastes(event):
            return Typed(clipboard())
        case pygame.TEXTINPUT:
            return Typed(event.text)
        case pygame.TEXTEDITING:
            return Typed(event.text, draft=True)
        case pygame.KEYDOWN:
            name = {"enter": "return", "keypad enter": "return"}.get(
                pygame.key.name(event.key), pygame.key.name(event.key)
            )
            text = "" if event.mod & (pygame.KMOD_CTRL | pygame.KMOD_META) else event.unicode
            return Key(name, text, bool(event.mod & pygame.KMOD_SHIFT), bool(event.mod & pygame.KMOD_ALT))
        case pygame.MOUSEMOTION:
            return Pointer("move", event.pos[0] / scale, event.pos[1] / scale)
        case pygame.MOUSEBUTTONDOWN if event.button == 1:
            return Pointer("press", event.pos[0] / scale, event.pos[1] / scale)
        case pygame.MOUSEBUTTONUP if event.button == 1:
            return Pointer("release", event.pos[0] / scale, event.pos[1] / scale)
        case pygame.MOUSEWHEEL:
            x, y = pygame.mouse.get_pos()
            return Pointer("wheel", x / scale, y / scale, float(event.y))
    return None


def pastes(event: pygame.Event) -> bool:
    """Whether a key pressed asks for what is in the clipboard: Ctrl+V, Cmd+V, Shift+Insert. AltGr+V is a letter."""
    if event.key == pygame.K_v:
        return bool(event.mod & (pygame.KMOD_CTRL | pygame.KMOD_META)) and not event.mod & pygame.KMOD_ALT
    return event.key == pygame.K_INSERT and bool(event.mod & pygame.KMOD_SHIFT)


def clipboard() -> str:
    """The text in the clipboard; empty where there is none."""
    try:
        return pygame.scrap.get_text()
    except pygame.error:
        return ""


def latest_moves(events: list[pygame.Event]) -> list[pygame.Event]:
    """The events without each movement of the pointer that another follows at once: only where it came to counts."""
    moves = [event.type == pygame.MOUSEMOTION for event in events]
    return [event for event, move, another in zip_longest(events, moves, moves[1:]) if not (move and another)]
