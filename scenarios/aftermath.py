"""Quarters without a session before them: for backtests, and for checks of the rules against theory.

made = game(quarters_of(2013, ("USA", "CHN"), 28), seed=1, replicates=range(200))
world = play(made, begun(made), 28, watch)
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from demarche.scenarios.compile import Game
from demarche.scenarios.load import parse
from demarche.scenarios.rates.gravity import WINDOWS
from demarche.scenarios.schema import Scenario
from demarche.sim.aftermath.events import Events
from demarche.sim.aftermath.stages import offer_for_signature, open_quarters
from demarche.sim.procedure.order import may
from demarche.sim.procedure.step import step
from demarche.sim.record import World, opening
from demarche.sim.session import ask, by_itself, furthest_behind
from demarche.sim.terms import Bools, Ints, Status

Watch = Callable[[World, Ints, Events | None], None]
"""Is shown the worlds before each joint act, the act (B, S, 8), and what happens by itself."""


def quarters_of(
    year: int,
    seats: str | Sequence[str],
    quarters: int,
    pacts: Sequence[Mapping[str, Any]] = (),
    **more: Any,
) -> Scenario:
    """A scenario of that year's quarters alone. seats: member codes, or "all".

    pacts  each a table of a draft as in a scenario file, of which only `wordings` must be given
    more   other keys of a scenario file, such as settings and threats
    """
    names = [seats] if isinstance(seats, str) else list(seats)
    holder = "USA" if seats == "all" else names[0]
    drafts = [
        {"id": f"P{n + 1}", "title": f"Pact {n + 1}", "pen_holder": holder, "lead_camp": 0, "binding": 0.3, **pact}
        for n, pact in enumerate(pacts or ({"wordings": {"NAP": "NAP.a"}},))
    ]
    document = {
        "id": "quarters-alone",
        "title": "Quarters alone",
        "year": year,
        "story": "No session: the quarters of a year and of those after it, played by themselves.",
        "difficulty": 1,
        "minutes": 5,
        "body": "Capitals",
        "decision": "unanimity",
        "level": 1,
        "rounds": 0,
        "seats": seats if seats == "all" else names,
        "quarters": quarters,
        "price_of_split": 0.0,
        "ideal_points": WINDOWS[max(first for first in WINDOWS if first <= max(year, min(WINDOWS)))],
        "drafts": drafts,
    }
    return parse(document | more, where="quarters alone")


def begun(made: Game) -> World:
    """The worlds at the first question of their first quarter: no text was put, and pacts in force remain so."""
    world = opening(made.rules, made.luck.lot(made.rules))
    every = np.ones(world.record.worlds, bool)
    return world.now(open_quarters(made.rules, world.record.but(every, status=Status.HELD), every))


def signed_now(made: Game, world: World, pact: int, parties: Sequence[str]) -> World:
    """The worlds at the beginning of a quarter in which those states sign a pact that is in force at once."""
    r, every = world.record, np.ones(world.record.worlds, bool)
    who = np.isin(made.rules.roster.names, parties)
    this = np.arange(len(made.rules.pen)) == pact
    r = r.but(
        every,
        status=np.where(this, Status.SIGNED, r.status),
        signed=np.where(this[:, None], who, r.signed),
        signed_in=np.where(this, r.quarter[:, None], r.signed_in),
        in_force=r.in_force | this,
    )
    return world.now(offer_for_signature(made.rules, r, every))


def play(made: Game, world: World, until: int, watch: Watch | None = None) -> World:
    """Play the worlds on by their doctrines to the beginning of the quarter `until`, or to their end.

    The world given is spent, and so is each that `watch` is shown once it returns.
    """
    rules, luck = made.rules, made.luck
    while (on := _before(world, until)).any():
        moving = on & furthest_behind(world.record, on)
        verbs = may(rules, world, moving)
        act = ask(rules, world, made.briefs, verbs, made.seats, luck)
        events = by_itself(rules, world, luck, moving)
        if watch is not None:
            watch(world, act, events)
        world = step(rules, world, act, verbs, events, moving, spend=True)
    return world


def _before(world: World, quarter: int) -> Bools:
    """The worlds that have not come to a quarter, (B,)."""
    return np.asarray(~world.record.closed & (world.record.quarter < quarter))
