"""A game as it is dealt: a scenario begun anew, or taken up from a save, with people in some of its seats."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from agents.human import Awaited
from agents.registry import name_of
from scenarios import saves
from scenarios.compile import Game, game
from scenarios.load import load
from sim.log import Writer
from sim.session import Session

PERSON = "awaited"
"""The behaviour that a log names where a person sat."""


@dataclass(frozen=True, slots=True)
class Dealt:
    """A session at its opening or where a save stands. people: the seats of persons, in the order they are asked.

    writer  of the save that is played on; None where a new file is to be begun
    """

    game: Game
    session: Session
    people: tuple[int, ...]
    writer: Writer | None = None


def begun(scenario: str, seed: int, people: Sequence[str]) -> Dealt:
    """A new game. Raises Unreadable where there is no such scenario, or a seat is not in it or is in the chair."""
    made = game(load(scenario), seed)
    names = made.rules.roster.names
    session = saves.open_session(made, {code: Awaited() for code in people})
    return Dealt(made, session, tuple(names.index(code) for code in people))


def resumed(path: Path, *, play_on: bool) -> Dealt:
    """A save, up to where it stands. play_on: the same file goes on; else it is never touched again.

    Raises Unreadable saying what is wrong with it.
    """
    made, session = saves.resume(path)
    people = tuple(place for place, seat in enumerate(session.seats) if name_of(seat) == PERSON)
    return Dealt(made, session, people, saves.go_on(path) if play_on and not session.closed else None)
