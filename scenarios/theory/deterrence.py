"""Check 18: what threats hold back without any text, and how they fade.

    r_k = Z² / (1 + Z²), Z = θ threat Δ_k      Δ_k = 1 - (1 - (e^-a - e^-(λ_k ν + a))) (1 - .7 ι skill²)
    threat after q quarters = (1 - φ)**q of what it was when it was last made or renewed

It runs sim/aftermath/threats.py, bonds.py and holding.py, and what sim/aftermath/nature.py then brings.
"""

import math
from dataclasses import replace

import numpy as np

from demarche.scenarios.compile import Game
from demarche.scenarios.theory.check import Check, agrees, mean_of
from demarche.scenarios.theory.few import SHARE, at_nature, counted, few, happens
from demarche.sim.aftermath.bonds import bonds
from demarche.sim.aftermath.events import Count
from demarche.sim.aftermath.holding import held
from demarche.sim.aftermath.threats import make
from demarche.sim.record import World
from demarche.sim.terms import Kind

RATE, SKILL, FADE, THETA = 2.0, 0.75, 0.07, 2.0
WEIGHTS, AGES = (0.3, 0.95), (1, 8)
ABOUT = 1 << Kind.THEFT


def threatened(made: Game, weight: float, age: int) -> World:
    """The second state of every world made a threat about theft to the first, so many quarters ago."""
    world = at_nature(made)
    every, at = np.ones(world.record.worlds, bool), np.arange(world.record.worlds)
    record = replace(
        world.record, **{name: getattr(world.record, name).copy() for name in ("threat", "renewed", "about")}
    )
    pair = at, np.ones(len(at), np.intp), np.zeros(len(at), np.intp)
    make(made.rules, record, pair, np.full(len(at), weight, np.float32), ABOUT)
    return world.now(record.but(every, quarter=age))


def restraint(weight: float, age: int) -> float:
    """r of theft, in double precision."""
    detect, tell = 1 - math.exp(-(0.15 + 0.6 * SKILL)), 1 / (1 + math.exp(-2 * (SKILL - 0.35)))
    alarm, seen = 0.05 * RATE * detect * (1 - tell), RATE * SHARE[Kind.THEFT] * detect * tell
    more = math.exp(-alarm) - math.exp(-(seen + alarm))
    noticed = 1 - (1 - more) * (1 - 0.7 * 0.3 * SKILL**2)
    z = THETA * round(weight, 3) * (1 - FADE) ** age * noticed
    return z**2 / (1 + z**2)


def check(scale: int, seed: int) -> list[Check]:
    """Every row of the check."""
    rows = []
    for case, (weight, age) in enumerate((weight, age) for weight in WEIGHTS for age in (0, *AGES)):
        made = few((seed, 190 + case, 4000 * scale), 2, rate=[[0, RATE], [0, 0]])
        world, held_back = threatened(made, weight, age), restraint(weight, age)
        left = held(bonds(made.rules, world)).left[:, Kind.THEFT] / np.float32(SHARE[Kind.THEFT])
        said = f"threat {weight:g}, {age} quarters old"
        rows.append(agrees(f"18 deterrence: theft held back, {said}", held_back, (1 - float(left.mean()), 1e-6)))
        if age:
            continue
        events = happens(made, world)
        for kind, part in ((Kind.THEFT, 1 - held_back), (Kind.DISRUPTION, 1.0)):
            found = mean_of(counted(made, events, Count(int(kind))))
            rows.append(agrees(f"18 deterrence: {kind.name.lower()} run, {said}", RATE * SHARE[kind] * part, found))
    return rows
