"""Which doctrine each seat of a scenario holds, and what positions it has by it.

What a scenario says of a state goes before what it says of a bloc, and that before what it says of all.  A state of
which nothing is said holds the doctrine of its published mean position.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from demarche.agents.doctrine.profiles import DOCTRINES, Profile, by_position, place_of, profile
from demarche.scenarios import tables
from demarche.scenarios.entries import State
from demarche.scenarios.schema import Scenario, StateOverride
from demarche.sim.terms import Ints, Unreadable

_NOTHING = StateOverride()


@dataclass(frozen=True, slots=True)
class Said:
    """What a scenario says of the doctrine of a state. doctrine: its name, or None. of_doctrine: positions are its."""

    doctrine: str | None
    of_doctrine: bool


def said(scenario: Scenario, name: str) -> Said:
    """What a scenario says of one state. Raises Unreadable where two of its blocs say different things."""
    own = override(scenario, name)
    of_blocs = [(bloc, given) for bloc, given in scenario.blocs.items() if name in members_here(scenario, bloc)]
    held = own.doctrine or _of_blocs(name, "doctrine", [(b, g.doctrine) for b, g in of_blocs]) or scenario.doctrine
    whose = own.positions if own.positions else _of_blocs(name, "positions", [(b, g.positions) for b, g in of_blocs])
    return Said(held, (whose or scenario.positions) == "doctrine")


def _of_blocs(name: str, key: str, given: Sequence[tuple[str, str | None]]) -> str | None:
    """The one thing that the blocs of a state say of it. Raises Unreadable where they differ."""
    said_by = {value: bloc for bloc, value in given if value is not None}
    if len(said_by) > 1:
        (first, one), (second, other) = list(said_by.items())[:2]
        raise Unreadable(
            f"blocs.{other}.{key}: {name} is in {one} too, which says {first!r} and not {second!r}; "
            f"say states.{name}.{key}"
        )
    return next(iter(said_by), None)


def override(scenario: Scenario, name: str) -> StateOverride:
    """What a scenario sets of one state."""
    return scenario.overrides.get(name, _NOTHING)


def acting(scenario: Scenario, name: str) -> str | None:
    """The doctrine of a state, where that is one which acts by itself; else None."""
    held = said(scenario, name).doctrine
    return held if held is not None and profile(held).acts is not None else None


def members_here(scenario: Scenario, bloc: str) -> frozenset[str]:
    """The members of a bloc, of the tables or of invented states. Raises ValueError where there is no such bloc."""
    invented = frozenset(name for name, state in scenario.fictional.items() if bloc in state.blocs)
    return invented or tables.members_of(bloc)


def default_of(state: State) -> str:
    """The doctrine that a state of those positions holds by default."""
    return list(DOCTRINES)[int(by_position(np.array(state.position, np.float32).mean()))]


def mean_for(scenario: Scenario, name: str, state: State) -> State | None:
    """The mean member of the doctrine of a state, where the scenario gives the state its positions; else None."""
    of_it = said(scenario, name)
    return mean_of(of_it.doctrine or default_of(state), scenario.ideal_points or "") if of_it.of_doctrine else None


@cache
def mean_of(doctrine: str, window: str) -> State:
    """The mean member of a doctrine in a window, as a state: the positions, salience and red lines that matter alone.

    A red line is one that at least half of those who have any draw.  Raises ValueError where there is no such window.
    """
    members = [state for state in tables.positions(window).values() if holds(profile(doctrine), state)]
    position, salience = (
        tuple(round(float(x), 4) for x in np.mean([getattr(state, what) for state in members], axis=0))
        for what in ("position", "salience")
    )
    drawn = [state.red_lines for state in members if state.red_lines]
    lines = sorted({line for lines in drawn for line in lines if 2 * sum(line in some for some in drawn) >= len(drawn)})
    return replace(members[0], position=position, salience=salience, red_lines=tuple(lines))


def holds(known: Profile, state: State) -> bool:
    """Whether a state is among those whose means are a doctrine's positions."""
    return state.iso3 in known.members if known.members else default_of(state) == known.family


def places(scenario: Scenario, names: Sequence[str], own: Sequence[State]) -> tuple[Ints, Ints]:
    """The places of the doctrines of the seats, and of those they would hold by default, (S,) each.

    own: the states with their own positions.
    """
    default = [default_of(state) for state in own]
    held = [said(scenario, name).doctrine or usual for name, usual in zip(names, default, strict=True)]
    return np.array([place_of(name) for name in held]), np.array([place_of(name) for name in default])


def record_of(doctrine: str, window: str, day: str, part: int) -> float:
    """What the votes of a doctrine's mean member up to a day say of it, in logits; see tables.records."""
    known = tables.records()[day]
    found = [
        known[iso3][part]
        for iso3, state in tables.positions(window).items()
        if iso3 in known and holds(profile(doctrine), state)
    ]
    return round(float(np.mean(found)), 4) if found else 0.0
