"""What the tests of a table share: waiting for it as a window does, and playing on with plain acts."""

import time
from collections.abc import Callable
from pathlib import Path

from demarche.sim.notation import say
from demarche.sim.terms import OutOfOrder
from demarche.ui.play.showing import State
from demarche.ui.play.table import Table
from demarche.ui.seat.shown import Room

LONG = 60


def room_of(table: Table) -> Room:
    """What is shown; there is something to show."""
    shown = table.room()
    assert shown is not None
    return shown


def path_of(table: Table) -> Path:
    """Where the game is being kept; it is."""
    kept = table.path()
    assert kept is not None
    return kept


def wait_for(table: Table, *states: State) -> State:
    """Poll as a window would, until the table shows one of those states."""
    until = time.monotonic() + LONG
    while table.state not in states:
        assert table.state != State.FAILED, table.notice()
        assert time.monotonic() < until, f"still {table.state}"
        if not table.poll():
            time.sleep(0.0005)
    return table.state


def settle(table: Table) -> State:
    """Until it is somebody's turn, or over."""
    return wait_for(table, State.ASKS, State.COVER, State.OVER)


def anything(table: Table) -> str:
    """An act that is in order: to pass, or else the first that needs no words, or the least that can be said."""
    verbs = {act.verb: act for act in room_of(table).acts}
    if "pass" in verbs:
        return "pass"
    for plain in ("abstain", "table", "hold", "keep"):
        if plain in verbs:
            return {"table": "table 1", "hold": "hold 1", "keep": "keep 1 at 500"}.get(plain, plain)
    raise AssertionError(f"what to do with {sorted(verbs)}?")


def play_on(table: Table, acts: int = 10_000) -> list[str]:
    """Answer that many questions, or all, each with `anything`. Returns what was done."""
    done: list[str] = []
    while settle(table) != State.OVER and len(done) < acts:
        if table.state == State.COVER:
            table.sit()
            continue
        done.append(anything(table))
        table.offer(done[-1])
    return done


def notice_of(table: Table) -> str:
    """The next line that the table tells."""
    until = time.monotonic() + LONG
    while not table.notice():
        table.poll()
        assert time.monotonic() < until, "it has said nothing"
        time.sleep(0.0005)
    return table.notice()


def refused(act: Callable[..., None], *arguments: object) -> str:
    """What an act is refused with."""
    try:
        act(*arguments)
    except OutOfOrder as error:
        return str(error)
    raise AssertionError("it was not refused")


def acts_of(table: Table) -> list[dict[str, str]]:
    game, session = table.game()
    names = game.rules.roster.names
    return [{n: say(game.rules, a) for n, a in zip(names, tick.act, strict=True)} for tick in session.ticks]
