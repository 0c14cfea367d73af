"""After the session: the debrief, replays with a scrubber, and the shelf of saves."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from sim.session import Session
from sim.terms import Unreadable
from ui.desktop.desk import Desk
from ui.desktop.screens.asking import Option, PickOne, Waiting
from ui.desktop.screens.pages import Pages
from ui.desktop.screens.replay import Replay
from ui.desktop.showing import Job, Showing, Steps, show
from ui.desktop.sitting import sentence
from ui.desktop.strings import s
from ui.play.shelf import Saved, shelf
from ui.play.table import Table
from ui.seat.shown import Heard, Room


def to_load(desk: Desk, do: Callable[[Path], Steps[Any]], *, over_too: bool = False) -> Steps[None]:
    """The shelf, and what is done with the save that is chosen."""
    job = Job(shelf)
    while not job.done:
        answer = yield Showing(Waiting(s("load.title"), s("waiting.words")), job)
        if not answer.news:
            return
    title = s("replay.pick") if over_too else s("load.title")
    screen = PickOne(title, tuple(option(one, over_too=over_too) for one in job.made), s("load.empty"), s("load.hint"))
    chosen = yield from show(screen)
    if chosen is not None:
        yield from do(Path(str(chosen)))


def option(saved: Saved, *, over_too: bool) -> Option:
    """A save in the list; one that cannot be loaded says why, and what can be done."""
    when = f"{saved.when:%d %B %Y, %H:%M}"
    if saved.fault:
        return Option(str(saved.path), f"{saved.path.name} · {when}", "", f"{sentence(saved.fault)} {s('load.fault')}")
    who = ", ".join(name for _, name in saved.seats) or s("load.nobody")
    line = s("load.line", who=who, n=saved.tick, when=when)
    if saved.over and not over_too:
        line = f"{line} · {s('load.over')}"
    return Option(str(saved.path), f"{saved.name} · {saved.title}" if saved.name else saved.title, line)


def debrief(table: Table, desk: Desk) -> Steps[None]:
    """What came of it, in sections, with a report to keep."""
    game, session = table.game()
    yield from debrief_of(game, session, desk)


def debrief_of(game: Any, session: Session, desk: Desk) -> Steps[None]:
    """The same of any finished session."""
    from ui.story import tell

    job = Job(lambda: tuple(tell(game, session)))
    while not job.done:
        answer = yield Showing(Waiting(s("debrief.title"), s("waiting.debrief")), job)
        if not answer.news:
            return
    screen = Pages(s("debrief.title"), job.made, game.scenario.title, buttons=(), back=s("debrief.back"))
    yield Showing(screen)


def replay_file(path: Path, desk: Desk) -> Steps[None]:
    """A log, looked at tick by tick as everybody saw it."""
    job: Job[tuple[tuple[Room, ...], tuple[Heard, ...]]] = Job(lambda: recorded(path))
    while not job.done:
        answer = yield Showing(Waiting(s("replay.title"), s("waiting.replay")), job)
        if not answer.news:
            return
    try:
        rooms, heard = job.made
    except Unreadable as error:
        yield from show(Waiting(s("replay.title"), sentence(str(error)), failed=True))
        return
    screen = Replay(rooms, heard)
    answer = yield Showing(screen)
    if answer.value is not None:
        yield Showing(replace(screen, at=len(rooms) - 1))


def recorded(path: Path) -> tuple[tuple[Room, ...], tuple[Heard, ...]]:
    """Every moment of a log as everybody saw it, and all that was heard. Raises Unreadable."""
    from scenarios.saves import open_session, resume
    from ui.seat.heard import heard
    from ui.seat.room import room

    game, session = resume(path, seats=_anybody(path))
    again = open_session(game)
    again.world = _opening(session)
    rooms = [room(game, again, None)]
    for tick in session.ticks:
        again.play(tick)
        rooms.append(room(game, again, None))
    said = [one for tick in range(len(session.ticks)) for one in heard(game, again, tick, None)]
    return tuple(rooms), tuple(said)


def _opening(session: Session) -> Any:
    from sim.record import opening

    return opening(session.rules, session.world.record.lot)


def _anybody(path: Path) -> dict[str, Any]:
    """Who sits in the seats of a log whose names do not say all of it: it is not asked again, so anybody will do."""
    from agents.human import Awaited
    from agents.registry import BEHAVIOURS
    from sim.replay import read

    named = read(path, cut_short=True).head.seats
    unknown = [code for code, name in named.items() if name not in BEHAVIOURS or not BEHAVIOURS[name].by_name_only]
    return {code: Awaited() for code in unknown}
