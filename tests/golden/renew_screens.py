"""Writes anew what the screens say. To renew: `python -m tests.golden.renew_screens`, then read the difference."""

from pathlib import Path

import pygame

from demarche.ui.desktop.toolkit.paint import picture
from demarche.ui.desktop.toolkit.scene import aloud
from demarche.ui.desktop.toolkit.themes import THEMES
from tests.ui.screens import every_screen, frame

FOLDER = Path(__file__).parent / "screens"
SAID = (
    "title", "story dual-track-2018", "seats list", "seats hot", "briefing", "briefing derived",
    "room tutorial statements", "room tutorial floor", "room dual-track-2018 vote", "room pact-2015 conduct",
    "room pact-2015 responses", "room tutorial closed", "form room tutorial floor offer 3", "menu", "lesson", "refused",
    "view states", "view map", "tab heard", "replay", "debrief 1", "help 0", "help 3", "about 0", "settings", "load",
    "save", "cover", "failed",
)  # fmt: skip
"""Screens whose words are kept: at least one of each kind."""
PAINTED = (("title", "light"), ("room dual-track-2018 vote", "light"), ("settings", "contrast"), ("debrief 1", "dark"))
"""Screens of which a small picture is kept, each in a theme."""
SMALL = (640, 360)


def said(name: str) -> str:
    """What a screen would say if it were read aloud, a line each."""
    return "\n".join(aloud(every_screen()[name].scene(frame(1280, 720, 1.0)))) + "\n"


def painted(name: str, theme: str) -> pygame.Surface:
    """A screen as it is painted, shrunk: a letter drawn a little otherwise by another FreeType hardly counts."""
    scene = every_screen()[name].scene(frame(1280, 720, 1.0))
    return pygame.transform.smoothscale(picture(scene, THEMES[theme], 1.0), SMALL)


def file_of(name: str, ending: str) -> Path:
    """The file in which a screen is kept."""
    return FOLDER / f"{name.replace(' ', '-')}.{ending}"


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.iterdir():
        old.unlink()
    for name in SAID:
        file_of(name, "txt").write_text(said(name), encoding="utf-8")
    for name, theme in PAINTED:
        pygame.image.save(painted(name, theme), file_of(name, "png"))
