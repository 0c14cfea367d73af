"""Packing: worlds of many points, and of few replicates each, as batches that are played at one go."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from scenarios.compile import Game, compile_rules, made_of, numbers
from scenarios.schema import Scenario
from sim.rules import Rules
from sim.session import Chance
from sim.terms import Floats, Ints
from sim.together import kind, together

SEATS_AT_ONCE = 1 << 13
FEWEST, MOST = 8, 1024
"""A batch has about so many seats in all its worlds, so that it keeps the processor busy and its memory small."""


@dataclass(frozen=True, slots=True, eq=False)
class Compiled:
    """One point made playable, as one world. kind: what it must have in common with what it is played beside."""

    scenario: Scenario
    rules: Rules
    numbers: Floats
    kind: bytes


def compiled(scenario: Scenario) -> Compiled:
    """The rules of a point and the parameters of its doctrine."""
    rules = compile_rules(scenario, 1)
    overrides = {**scenario.states, **scenario.fictional}
    strategies = sorted((name, str(state.strategy)) for name, state in overrides.items())
    return Compiled(scenario, rules, numbers(scenario, 1), kind(rules) + repr(strategies).encode())


def batches(points: Mapping[int, Compiled], place: Ints) -> Iterator[Ints]:
    """Rows that are played together: of one kind, about as many as fit. place (N,) the point of each row."""
    kinds: dict[bytes, list[int]] = {}
    for number in dict.fromkeys(place.tolist()):
        kinds.setdefault(points[number].kind, []).append(number)
    for numbers_ in kinds.values():
        rows = np.flatnonzero(np.isin(place, numbers_))
        yield from np.array_split(rows, -(-len(rows) // at_once(points[numbers_[0]].rules)))


def at_once(rules: Rules) -> int:
    """How many worlds of a scenario are played at once."""
    return min(max(SEATS_AT_ONCE // rules.seats, FEWEST), MOST)


def pack(points: Mapping[int, Compiled], place: Ints, seed: int, replicate: Ints) -> Game:
    """One batch of worlds of points of one kind. place, replicate (B,) the point and the replicate of each world."""
    several = list(dict.fromkeys(place.tolist()))
    which = np.array([several.index(number) for number in place.tolist()])
    chosen: Sequence[Compiled] = [points[number] for number in several]
    rules = together([c.rules for c in chosen], which)
    values = np.concatenate([c.numbers for c in chosen])[which]
    return made_of(chosen[0].scenario, rules, values, Chance(seed, np.asarray(replicate, np.int64)))
