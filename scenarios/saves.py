"""Sessions of scenarios: played with their log, replayed from it, and resumed where it stops."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from demarche.agents import plugins
from demarche.agents.doctrine.national import NationalInterest
from demarche.agents.doctrine.own import Doctrine
from demarche.agents.doctrine.profiles import DOCTRINES
from demarche.agents.registry import BY_PREFIX, behaviour, name_of
from demarche.scenarios import editions, plugged, tables
from demarche.scenarios.compile import Game, game
from demarche.scenarios.load import parse_kept, with_settings
from demarche.scenarios.schema import Scenario
from demarche.scenarios.seating import codes
from demarche.sim import replay as replaying
from demarche.sim.log import Head, Log, Writer
from demarche.sim.record import opening
from demarche.sim.seat import Seat
from demarche.sim.session import Session
from demarche.sim.terms import Unreadable


def play(game: Game, path: Path | None = None, *, program: str, seats: Mapping[str, Seat] | None = None) -> Session:
    """Play one world to its end; the log is written to `path` as it goes.

    program  version of the program, for the head      seats  who sits elsewhere than the doctrine, by seat code
    A seat that takes its time is spoken for by the clock.  Raises Unreadable where the log cannot be written.
    """
    session = open_session(game, seats)
    if path is None:
        while not session.closed:
            session.advance(time_is_up=True, tell_why=True)
        return session
    with Writer.begin(path, head(game, session, program)) as log:
        play_on(session, log)
    return session


def play_on(session: Session, log: Writer) -> None:
    """Play a session to its end from where it stands, writing each tick."""
    while not session.closed:
        session.advance(time_is_up=True, tell_why=True)
        log.write(session.rules, session.moments[-1].tick, session.world)
    log.end(session.rules, session.world)


def write_out(game: Game, session: Session, path: Path, program: str) -> Writer:
    """The log of a session as it stands, written anew, and its writer: the bytes it would have had from the start.

    Raises Unreadable where it cannot be written, or a file that is no log stands there.
    """
    log = Writer.begin(path, head(game, session, program))
    try:
        for moment in session.moments:
            log.write(game.rules, moment.tick, moment.ended)
        if session.closed:
            log.end(game.rules, session.world)
    except OSError as error:
        log.close()
        raise Unreadable(f"{path}: the log cannot be written: {error.strerror}") from None
    return log


def open_session(game: Game, seats: Mapping[str, Seat] | None = None) -> Session:
    """The world of a game at its opening, with the doctrine in every seat that is not named."""
    if len(game.luck.replicate) != 1:
        raise ValueError(f"a session has one world, and this game has {len(game.luck.replicate)}")
    seated = list(game.seats)
    for name, seat in (seats or {}).items():
        seated[_place(game, name)] = seat
    return Session(game.rules, game.briefs, seated, game.luck)


def with_doctrines(scenario: Scenario, names: Mapping[str, str]) -> tuple[Scenario, dict[str, str]]:
    """The scenario with seats that are given a doctrine holding it, and the names of the others, which are behaviours.

    Raises Unreadable where a name is neither, or the seat is not there.
    """
    held = {seat: name for seat, name in names.items() if _is_doctrine(name)}
    seats = codes(scenario)
    for seat in held:
        if seat not in seats:
            raise Unreadable(f"{seat} has no seat in {scenario.id}; there are {', '.join(seats[:12])}")
    table = {seat: "fictional" if seat in scenario.fictional else "states" for seat in held}
    given = {f"{table[seat]}.{seat}.doctrine": name for seat, name in held.items()}
    return with_settings(scenario, given), {seat: name for seat, name in names.items() if seat not in held}


def _is_doctrine(name: str) -> bool:
    """Whether a name is that of a doctrine, ours or plugged in. Raises Unreadable where it leads to nothing."""
    if name in DOCTRINES:
        return True
    if name.partition(":")[0] in BY_PREFIX:
        return False
    found = plugins.find(name, plugins.DOCTRINES)
    return isinstance(found, type) and issubclass(found, Doctrine)


def seated(game: Game, names: Mapping[str, str]) -> dict[str, Seat]:
    """Behaviours by their registered names, with the pledge strategies of the scenario. names: seat code -> name."""
    made: dict[str, Sequence[Seat]] = {}
    for name in sorted(set(names.values())):
        known = behaviour(name)
        if issubclass(known.kind, NationalInterest):
            made[name] = game.delegations(known.kind)
        else:
            made[name] = [known.make(game.doctrine)] * game.rules.seats
    game.sit_down(seats[0] for seats in made.values())
    return {seat: made[name][_place(game, seat)] for seat, name in names.items()}


def _place(game: Game, seat: str) -> int:
    """The place of a seat code. Raises Unreadable where nobody of that code is in the room."""
    names = game.rules.roster.names
    if seat not in names:
        raise Unreadable(f"{seat} has no seat in {game.scenario.id}; there are {', '.join(names[:12])}")
    return names.index(seat)


def head(game: Game, session: Session, program: str) -> Head:
    """The first line of the log of a session."""
    document = game.scenario.model_dump(mode="json", exclude_unset=True)
    return Head(
        scenario=document,
        seed=game.luck.seed,
        replicate=int(game.luck.replicate[0]),
        lot=int(session.world.record.lot[0]),
        seats={code: name_of(seat) for code, seat in zip(session.rules.roster.names, session.seats, strict=True)},
        program=program,
        book=editions.book_of(game.clauses),
        tables=editions.tables_mark(game.scenario, game.clauses),
        plugins=plugged.noted(plugged.used(document, [name_of(seat) for seat in session.seats])),
    )


def replay(path: Path) -> tuple[Game, Session]:
    """A finished log played again, act for act; neither seed nor seats have a part in it.

    Raises Unreadable naming file and line for whatever is missing, edited, out of order, or of another version.
    """
    log = replaying.read(path)
    game, session = _played(log)
    replaying.require_ended(log)
    return game, session


def resume(path: Path, seats: Mapping[str, Seat] | None = None) -> tuple[Game, Session]:
    """A log, finished or not, played up to where it stands, with its seats taken again. The file is not touched.

    seats  whoever sits elsewhere than the head of the log says; all whose name does not say all of them
    A last line that was cut short is left out.  To go on writing, `go_on`; to play on and write, `play_on`.
    """
    log = replaying.read(path, cut_short=True)
    game, session = _played(log)
    given = dict(seats or {})
    named = {code: name for code, name in log.head.seats.items() if code not in given}
    for code, name in named.items():
        try:
            behaviour(name)
        except Unreadable:
            raise Unreadable(
                f"{path}: line 1: seats: {code}: there is no behaviour {name} here; give the seat"
            ) from None
        if not behaviour(name).by_name_only:
            raise Unreadable(
                f"{path}: line 1: seats: {code} was {name}, which its name does not say all of; give the seat"
            )
    session.seats = open_session(game, {**seated(game, named), **given}).seats
    return game, session


def so_far(path: Path) -> tuple[Game, Session]:
    """A log, finished or not, played up to where it stands, whoever sat in it; to be looked at, not to be played on."""
    return _played(replaying.read(path, cut_short=True))


def go_on(path: Path) -> Writer:
    """The writer of a log that is resumed; whatever stands after the last whole tick is cut off."""
    return Writer(path, replaying.read(path, cut_short=True))


def _played(log: Log) -> tuple[Game, Session]:
    """A log played up to where it stands, with the doctrine in every seat."""
    game, session = _opened(log)
    try:
        replaying.play_back(log, session)
    except Unreadable as error:
        if log.head.tables in ("", editions.tables_mark(game.scenario, game.clauses)):
            raise
        raise Unreadable(f"{error}; the tables of states have changed since the log was written") from None
    return game, session


def _opened(log: Log) -> tuple[Game, Session]:
    """The session of a log at its opening, with the doctrine in every seat."""
    where = f"{log.path}: line 1"
    try:
        plugged.restore(log.head.plugins)
        acts = (words for line in log.lines for words in line.acts.values())
        scenario, clauses = parse_kept(_seated_as_then(log), f"{where}: scenario", log.head.book, acts)
    except Unreadable as error:
        raise Unreadable(str(error) if str(error).startswith(where) else f"{where}: {error}") from None
    if not 0 <= log.head.seed < 1 << 64 or not 0 <= log.head.replicate < 1 << 32:
        raise Unreadable(f"{where}: a seed lies below 2**64 and a replicate below 2**32, neither below 0")
    made = game(scenario, log.head.seed, (log.head.replicate,), clauses)
    names = made.rules.roster.names
    if not 0 <= log.head.lot < len(names):
        raise Unreadable(f"{where}: lot: there are seats 0 to {len(names) - 1}, not {log.head.lot}")
    if set(log.head.seats) != set(names):
        raise Unreadable(f"{where}: seats: these are not the seats of the scenario")
    session = open_session(made)
    session.world = opening(made.rules, np.array([log.head.lot], np.int16))
    return made, session


def _seated_as_then(log: Log) -> dict[str, Any]:
    """The scenario of a log; where every member sat in it and there are others since, with those who sat there."""
    document, seats = log.head.scenario, log.head.seats
    if document.get("seats") != "all" or set(seats) == set(tables.members()):
        return document
    return {**document, "seats": list(seats)}
