"""A few states in the quarters, for the checks of the code that plays: tables set by hand, chance by address."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from demarche.scenarios.aftermath import quarters_of
from demarche.scenarios.compile import Game, game
from demarche.scenarios.theory.check import Reals
from demarche.scenarios.theory.draws import replicates
from demarche.sim.aftermath.events import Count, Events
from demarche.sim.aftermath.nature import happen
from demarche.sim.aftermath.quarter import befall
from demarche.sim.record import World, opening
from demarche.sim.terms import Array, Stage, Status

NAMES = ("USA", "RUS", "CHN", "JPN")
"""Real codes, because a scenario needs them; every number of theirs is set by the check."""
SHARE = (0.3, 0.2, 0.5, 0.0)
"""Of operations by kind: theft, espionage, disruption, information operations."""
TABLES = ("rate", "elsewhere", "unread", "share", "expected", "ever", "reading", "tolerance", "reach", "clear")
ON_ROSTER = ("skill", "offence", "audience")


def few(
    luck: tuple[int, int, int],
    seats: int = 2,
    numbers: Mapping[str, float] | None = None,
    strategy: str | None = None,
    **tables: Any,
) -> Game:
    """Worlds of a few states with one pact to sign. luck: a seed, a case, and how many worlds.

    strategy  by which the first of them keeps its pledges, where not as it pays
    tables  of demarche.sim.conduct.Conduct or of the roster, or linkage, in shapes that broadcast to those of one
            world, or with the axis of worlds before them
    """
    seed, case, worlds = luck
    states = {NAMES[0]: {"strategy": strategy}} if strategy else {}
    scenario = quarters_of(2015, NAMES[:seats], 60, doctrine="non-aligned", settings=dict(numbers or {}), states=states)
    made = game(scenario, seed, replicates(case, worlds))  # type: ignore[arg-type]
    others = 1.0 - np.eye(seats)
    usual: dict[str, Any] = {
        "rate": others, "elsewhere": 0.0, "unread": 0.0, "share": SHARE, "expected": others / max(seats - 1, 1),
        "ever": 0.5, "reach": 1.0, "clear": 1.0, "skill": 0.75, "offence": 0.5, "audience": 0.5,
    }  # fmt: skip
    given = usual | tables
    conduct, roster = made.rules.conduct, made.rules.roster
    in_conduct: dict[str, Any] = {name: _each(getattr(conduct, name), given[name]) for name in TABLES if name in given}
    on_roster: dict[str, Any] = {name: _each(getattr(roster, name), given[name]) for name in ON_ROSTER}
    ties = _each(made.rules.linkage, given.get("linkage", 0.0))
    rules = replace(
        made.rules, conduct=replace(conduct, **in_conduct), roster=replace(roster, **on_roster), linkage=ties
    )
    return replace(made, rules=rules)


def _each(old: Array, new: Any) -> Any:
    """A table in the shape of another. Where the axis of worlds is not given, all worlds have the same."""
    return np.broadcast_to(np.asarray(new, np.float32), old.shape)


def at_nature(made: Game, *, restraint: Any = 0, parties: int = 0, quarter: int = 0) -> World:
    """The worlds when a quarter happens. parties: how many of the first seats a pact binds, in force since quarter 0.

    restraint  hundredths, of all parties toward all, by kind or in any shape that broadcasts to (S, K)
    """
    world = opening(made.rules, made.luck.lot(made.rules))
    every, bound = np.ones(world.record.worlds, bool), np.arange(made.rules.seats) < parties
    record = world.record.but(
        every,
        status=Status.SIGNED if parties else Status.HELD,
        signed=bound,
        in_force=parties > 0,
        signed_in=0,
        quarter=quarter,
        stage=Stage.NATURE,
    )
    return world.now(record, secrets=world.secrets.but(every, restraint=restraint))


def happens(made: Game, world: World) -> Events:
    """What happens by itself in the quarter of every world."""
    return happen(made.rules, world, made.luck.seed, made.luck.replicate)


def next_quarter(made: Game, world: World) -> tuple[World, Events]:
    """The worlds after what happens, when the next quarter happens: nobody answers anything."""
    events, every = happens(made, world), np.ones(world.record.worlds, bool)
    after = befall(made.rules, world, events, every)
    record = after.record.but(every, quarter=world.record.quarter + 1, stage=Stage.NATURE, turn=0)
    return after.now(record), events


def counted(made: Game, events: Events, count: Count, doer: int = 0, victim: int = 1) -> Reals:
    """One column of events between two states, in each world, (worlds,)."""
    return events.table(events.of(count), made.rules.seats)[:, doer, victim].astype(np.float64)
