"""A game as it is dealt: a scenario begun anew, or taken up from a save, with people in some of its seats."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from demarche.agents.human import Awaited
from demarche.agents.registry import name_of
from demarche.scenarios import saves
from demarche.scenarios.compile import Game, game
from demarche.scenarios.schema import Scenario
from demarche.sim.log import Writer
from demarche.sim.seat import Seat
from demarche.sim.session import Session
from demarche.ui.play.levels import Level, level_of
from demarche.ui.seat.heard import Reveal

PERSON = "awaited"
"""The behaviour that a log names where a person sat."""


@dataclass(frozen=True, slots=True)
class Dealt:
    """A session at its opening, or where a save stands. people: the seats of persons, in the order they are asked.

    reveal  how much the others tell of why they act        writer  of the save that is played on; None for a new file
    """

    game: Game
    session: Session
    people: tuple[int, ...]
    reveal: Reveal
    writer: Writer | None = None


def begun(scenario: Scenario, seed: int, people: Sequence[str], level: Level) -> Dealt:
    """A new game, at that level. Raises Unreadable where a person is to have a seat that is not there."""
    made = game(scenario, seed)
    names = made.rules.roster.names
    seats = saves.seated(made, dict.fromkeys(names, level.behaviour)) | {code: Awaited() for code in people}
    session = saves.open_session(made, seats)
    return Dealt(made, session, tuple(names.index(code) for code in people), level.reveal)


def resumed(path: Path, *, play_on: bool) -> Dealt:
    """A save, up to where it stands, at the level it was played at. play_on: in the same file; else it is left alone.

    Raises Unreadable saying what is wrong with it.
    """
    made, session = saves.resume(path)
    people = tuple(place for place, seat in enumerate(session.seats) if name_of(seat) == PERSON)
    writer = saves.go_on(path) if play_on and not session.closed else None
    return Dealt(made, session, people, level_of(session.seats).reveal, writer)


def is_person(seat: Seat) -> bool:
    """Whether a person sits there."""
    return name_of(seat) == PERSON
