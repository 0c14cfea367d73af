"""`python -m bench.pictures`: the pictures of the README, painted from games that really came about.

Title, committee room, aftermath and debrief in docs/pictures/, 1280 x 720.  Nothing is drawn by hand.
"""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

os.environ["SDL_VIDEODRIVER"] = os.environ["SDL_VIDEO_DRIVER"] = "dummy"

import pygame

from demarche.scenarios import saves
from demarche.scenarios.compile import Game, game
from demarche.scenarios.load import load
from demarche.sim.session import Session
from demarche.ui.desktop.reviewing import marks_of
from demarche.ui.desktop.room.screen import CommitteeRoom
from demarche.ui.desktop.room.state import Looking
from demarche.ui.desktop.screens.pages import Pages
from demarche.ui.desktop.screens.title import Title
from demarche.ui.desktop.strings import s
from demarche.ui.desktop.toolkit.handling import settle
from demarche.ui.desktop.toolkit.paint import measure_at, picture
from demarche.ui.desktop.toolkit.posture import Frame, Posture
from demarche.ui.desktop.toolkit.screen import Screen
from demarche.ui.desktop.toolkit.themes import THEMES
from demarche.ui.report.debrief import debrief
from demarche.ui.seat.heard import Reveal, heard
from demarche.ui.seat.room import room
from demarche.ui.seat.shown import Heard, Room
from demarche.ui.seat.why import why_vote

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
SIZE = (1280, 720)


def main() -> None:
    """All four."""
    pygame.font.init()
    FOLDER.mkdir(parents=True, exist_ok=True)
    save("title", Title(), Posture())
    save("committee-room", voting(), Posture(hover="seat:IND", ring=False))
    save("aftermath", aftermath(), Posture(focus="act:0"))
    save("debrief", debriefed(), Posture(focus="section:1"))


def save(name: str, screen: Screen, posture: Posture, theme: str = "light") -> None:
    """One screen as it is painted."""
    frame = Frame(*SIZE, measure_at(1.0), posture)
    scene = screen.scene(frame)
    settled = settle(scene, posture)
    scene = screen.scene(Frame(*SIZE, measure_at(1.0), settled))
    pygame.image.save(picture(scene, THEMES[theme], 1.0), FOLDER / f"{name}.png")


def played_until(scenario: str, code: str, reached: Callable[[Room], bool]) -> tuple[Game, Session, CommitteeRoom]:
    """A game in which every seat acts by the doctrine, up to the first room of a seat of which that holds."""
    made = game(load(scenario), 1)
    session = saves.open_session(made)
    seat, said = made.rules.roster.names.index(code), list[Heard]()
    while not session.closed and not reached(room(made, session, seat)):
        session.advance(time_is_up=True, tell_why=True)
        said += heard(made, session, len(session.ticks) - 1, seat, Reveal.ALL)
    return made, session, CommitteeRoom(room(made, session, seat), tuple(said), may_save=True)


def voting() -> CommitteeRoom:
    """The committee that has voted on the first text, and is asked about the second; one looks why India voted so."""
    made, session, screen = played_until("dual-track-2018", "KEN", asked_about_the_second)
    names = made.rules.roster.names
    return replace(
        screen,
        looking=Looking(draft=1),
        why=lambda code: why_vote(made, session, names.index(code), 1, Reveal.ALL),
    )


def asked_about_the_second(now: Room) -> bool:
    """Whether the second text is on the table, and amendments to it are asked for."""
    return bool(now.acts) and now.stage == "amendments" and now.drafts[1].on_the_table


def aftermath() -> CommitteeRoom:
    """Russia in the first quarter in which it has found something."""
    return played_until("pact-2015", "RUS", found_something)[2]


def found_something(now: Room) -> bool:
    """Whether operations were found, and something can be done about it."""
    return now.stage == "responses" and any(signal.operations for signal in now.signals)


def debriefed() -> Pages:
    """The debrief of Kenya, when both texts have been decided."""
    made, session, _ = played_until("dual-track-2018", "KEN", lambda now: False)
    told = debrief(made, session, [made.rules.roster.names.index("KEN")])
    buttons = (("export", s("debrief.export"), "x", ""), ("again", s("debrief.again"), "p", ""))
    marks = marks_of(told)
    return Pages(
        s("debrief.title"),
        told.sections,
        told.title,
        at=1,
        buttons=buttons,
        back=s("debrief.back"),
        marks=marks,
    )


if __name__ == "__main__":
    main()
