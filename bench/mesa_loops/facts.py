"""What the loops read of a compiled scenario and of a session played by Démarche, as plain Python objects."""

from dataclasses import dataclass
from functools import cache
from types import SimpleNamespace
from typing import Any

import numpy as np

from demarche.agents.doctrine.parameters import PLACES
from demarche.scenarios.compile import Game, game
from demarche.scenarios.load import load
from demarche.sim import conduct, engine
from demarche.sim.aftermath.bonds import share_at_large
from demarche.sim.record import World, opening
from demarche.sim.session import go_on
from demarche.sim.spread import LEVEL_SD
from demarche.sim.terms import Status

SEED = 1


@dataclass(frozen=True)
class Country:
    """A state as published, and the parameters p of its doctrine.  Lists are by the other state.

    rates      operations a quarter against each other      outward  against all, with a seat here or not
    detection  chance that it finds an operation            known    chance that each victim then knows it was this one
    alarm      false signals a quarter about each other that it is expected to have
    unread     incidents a quarter that it finds and nobody here can have run
    expected   share of what it suffers that each other is expected to have run
    ever       share of what is reported that it ever names     trust  belief that each other honours its pledges
    learns     chance a quarter that its intelligence settles whether it was attacked
    """

    seat: int
    line: str
    offence: float
    rates: list[float]
    outward: float
    detection: float
    known: list[float]
    alarm: list[float]
    unread: float
    expected: list[float]
    ever: float
    trust: list[float]
    learns: float
    p: Any


@dataclass(frozen=True)
class Facts:
    """Everything that does not change in a world.

    q        the parameters of the quarters
    planned  (quarter, by, against, weight, kinds) of threats that the scenario announces; a bit for each kind
    """

    countries: list[Country]
    quarters: int
    planned: list[tuple[int, int, int, float, int]]
    q: Any


@cache
def opened(scenario: str, quarters: int, worlds: int) -> tuple[Game, World]:
    """That many worlds whose session Démarche has played, at the opening of their first quarter.

    Raises ValueError where there are no quarters, or where a pact is in force or on offer, which the loops leave out.
    """
    made = game(load(scenario, [f"quarters={quarters}"]), seed=SEED, replicates=range(worlds))
    if not quarters:
        raise ValueError(f"{scenario}: the loops play quarters, and it has none")
    with engine.using(engine.best()):
        world = opening(made.rules, made.luck.lot(made.rules))
        world = go_on(made.rules, world, made.briefs, made.seats, made.luck, until=0)
    record = world.record
    if record.signed.any() or np.isin(record.status, (Status.UNSIGNED, Status.OPEN)).any():
        raise ValueError(f"{scenario}: the loops play quarters without pacts, and it has one")
    return made, world


@cache
def facts(scenario: str, quarters: int) -> Facts:
    """The facts of a scenario, read once in a process."""
    made = game(load(scenario, [f"quarters={quarters}"]), seed=0)
    numbers, threats = made.rules.conduct.values[0, 0].tolist(), made.rules.conduct.threats
    q = SimpleNamespace(**{name: numbers[place] for name, place in conduct.PLACES.items()}, level_sd=LEVEL_SD)
    columns = (threats.quarter, threats.by, threats.against, made.rules.conduct.weight[0], threats.kinds)
    return Facts(_countries(made, q), quarters, list(zip(*(column.tolist() for column in columns), strict=True)), q)


def _countries(made: Game, q: Any) -> list[Country]:
    r, c, ground = made.rules.roster, made.rules.conduct, made.rules.ground
    values, profiles = made.doctrine.values[0].tolist(), made.doctrine.profile[0].tolist()
    parameters = [SimpleNamespace(**{name: row[place] for name, place in PLACES.items()}) for row in values]
    return [
        Country(
            seat=s,
            line=r.blocs[r.line[s]] if r.line[s] >= 0 else "",
            offence=float(r.offence[0, s]),
            rates=ground.rate[0, s].tolist(),
            outward=float(ground.outward[0, s]),
            detection=float(ground.detect[0, s]),
            known=ground.tell[0, s].tolist(),
            alarm=ground.alarm[0, :, s].tolist(),
            unread=float(c.unread[0, s]),
            expected=c.expected[0, :, s].tolist(),
            ever=float(c.ever[0, s]),
            trust=c.trust[0, s].tolist(),
            learns=q.intelligence * float(r.skill[0, s]) ** 2,
            p=parameters[profiles[s]],
        )
        for s in range(len(r.names))
    ]


@cache
def shares(scenario: str, quarters: int, worlds: int) -> Any:
    """Share of each state's operations by kind, of each world, with what its votes for resolutions take from them."""
    made, world = opened(scenario, quarters, worlds)
    return np.broadcast_to(share_at_large(made.rules, world), (worlds, made.rules.seats, 4)).tolist()
