"""What the loops read of a compiled scenario and of a session played by Démarche, as plain Python objects."""

from dataclasses import dataclass
from functools import cache
from types import SimpleNamespace
from typing import Any

import numpy as np

from bench.mesa_loops.country import Country
from bench.mesa_loops.pact import Pact
from demarche.agents.doctrine.parameters import PLACES
from demarche.scenarios.compile import Game, game
from demarche.scenarios.load import load
from demarche.sim import conduct, engine
from demarche.sim.record import World, opening
from demarche.sim.session import go_on
from demarche.sim.terms import Status

SEED = 1


@dataclass(frozen=True)
class Facts:
    """Everything that does not change in a world. q: the parameters of the quarters."""

    countries: list[Country]
    quarters: int
    q: Any


@cache
def opened(scenario: str, quarters: int, worlds: int) -> tuple[Game, World]:
    """That many worlds whose session Démarche has played, at the opening of their first quarter.

    Raises ValueError where a pact is then still on offer, which the loops leave out.
    """
    made = game(load(scenario, [f"quarters={quarters}"]), seed=SEED, replicates=range(worlds))
    with engine.using(engine.best()):
        world = opening(made.rules, made.luck.lot(made.rules))
        world = go_on(made.rules, world, made.briefs, made.seats, made.luck, until=0)
    if np.isin(world.record.status, (Status.UNSIGNED, Status.OPEN)).any() or not quarters:
        raise ValueError(f"{scenario}: the loops play quarters in which no pact is on offer any more")
    return made, world


@cache
def facts(scenario: str, quarters: int) -> Facts:
    """The facts of a scenario, read once in a process."""
    made = game(load(scenario, [f"quarters={quarters}"]), seed=0)
    numbers = made.rules.conduct.values[0, 0].tolist()
    q = SimpleNamespace(**{name: numbers[place] for name, place in conduct.PLACES.items()})
    return Facts(_countries(made), quarters, q)


def _countries(made: Game) -> list[Country]:
    r, grounds, ground = made.rules.roster, made.rules.conduct, made.rules.ground
    values, profiles = made.doctrine.values[0].tolist(), made.doctrine.profile[0].tolist()
    parameters = [SimpleNamespace(**{name: row[place] for name, place in PLACES.items()}) for row in values]
    threats = grounds.threat[0].tolist()
    return [
        Country(
            seat=s,
            line=r.blocs[r.line[s]] if r.line[s] >= 0 else "",
            offence=float(r.offence[0, s]),
            audience=float(r.audience[0, s]),
            detection=float(ground.detect[0, s]),
            rates=ground.rate[0, s].tolist(),
            known=ground.tell[0, s].tolist(),
            named=ground.name[0, s].tolist(),
            likeliest=(int(ground.first[0, s]), int(ground.second[0, s])),
            trust=[round(1000 * belief) for belief in grounds.trust[0, s].tolist()],
            threatened_by={by: row[s] for by, row in enumerate(threats) if row[s] > 0},
            p=parameters[profiles[s]],
        )
        for s in range(len(r.names))
    ]


def pacts(made: Game, world: World, b: int) -> list[Pact]:
    """Who is bound by which text in world b, and what that forbids and promises."""
    rules, r = made.rules, world.record
    chi, promises = (
        rules.conduct.forbids(rules.book.vague, rules.book.depth, r.wording),
        rules.conduct.promises(r.wording),
    )
    return [
        Pact(
            number=number,
            parties=r.signed[b, number].nonzero()[0].tolist(),
            binding=float(rules.binding[b, number]),
            forbids=float(chi[b, number]),
            promises=frozenset(promises[b, number].nonzero()[0].tolist()),
        )
        for number in range(len(rules.pen))
    ]
