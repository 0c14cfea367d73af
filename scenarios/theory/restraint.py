"""Check 16: how far it pays to hold back under a pact.

    Z = (Δ D (h ρ p + v) + home) / (1 + Δ D) + threat      r = Z² / (1 + Z²), one half where Z = 1
    D = δ (1 - δ^T) / (1 - δ + f δ (1 - δ^T))              Green and Porter 1984, false punishment counted

It runs agents/doctrine/restrain.py and agents/formulas.py.
"""

from dataclasses import replace
from typing import Any

import numpy as np

from demarche.agents import formulas
from demarche.agents.doctrine.parameters import PLACES
from demarche.agents.doctrine.restrain import Weighing, keep, pact_of, weigh
from demarche.scenarios.compile import Game
from demarche.scenarios.theory.check import Check, agrees
from demarche.scenarios.theory.draws import Draw, stakes
from demarche.scenarios.theory.few import at_nature, few
from demarche.sim.levels import GENERAL, unpacked
from demarche.sim.procedure.order import may
from demarche.sim.record import World
from demarche.sim.terms import Array, Floats, Kind, Stage
from demarche.sim.view import View, sight

THEFT_ONLY = (1.0, 0.0, 0.0, 0.0)
MOST_HORIZON = 16
"""Quarters: the longest punishment that the code reckons with."""


def asked(made: Game, world: World) -> View:
    """The first state of every world is asked how far it will keep the pact with the second."""
    every = np.ones(world.record.worlds, bool)
    world = world.now(world.record.but(every, stage=Stage.CONDUCT))
    at = np.arange(len(every))
    return sight(world, made.briefs, may(made.rules, world), at, np.zeros(len(at), np.intp))


def asked_in(made: Game, world: World) -> Weighing:
    """What it weighs then."""
    view = asked(made, world)
    return weigh(made.rules, made.doctrine, view, pact_of(made.rules, view, np.zeros(view.asks, np.intp)))


def trusting(made: Game, trust: Any = 0.7) -> World:
    """The worlds in which each believes that the other keeps its pledge with that chance, one or (worlds,)."""
    world = at_nature(made, parties=2)
    every = np.ones(world.record.worlds, bool)
    beliefs = np.broadcast_to(np.asarray(trust, float) * 1000, (len(every),)).round()
    return world.now(world.record, secrets=world.secrets.but(every, trust=beliefs[:, None, None]))


def with_numbers(made: Game, **numbers: Array) -> Game:
    """The same worlds with numbers of the doctrine that differ between them, (worlds,) each."""
    values = made.doctrine.values.copy()
    for name, number in numbers.items():
        values[..., PLACES[name]] = np.asarray(number)[:, None]
    return replace(made, doctrine=replace(made.doctrine, values=values))


def with_linkage(made: Game, linkage: Array) -> Game:
    """The same worlds with other ties worth so many quarters' gains, (worlds,)."""
    return replace(made, rules=replace(made.rules, linkage=np.asarray(linkage, np.float32)[:, None]))


def restraint(made: Game, trust: Any = 0.7) -> Floats:
    """How far the first state holds back from theft toward the second, (worlds,) 0 .. 1."""
    return asked_in(made, trusting(made, trust)).restraint[:, Kind.THEFT]


def check(scale: int, seed: int) -> list[Check]:
    """Every row of the check: one half at Z = 1, elsewhere by the formula; D; nothing where nothing is noticed."""
    cells = 400 * scale
    return [*_half_rows(cells, seed), *_formula_rows(cells, seed), *_span_rows(), _unnoticed(seed)]


def _half_rows(cells: int, seed: int) -> list[Check]:
    """With the linkage at which a breach costs what it gains, one half is held back, and KEEP says fifty hundredths."""
    u = stakes(seed, Draw.RESTRAINT, 0, cells)
    made = few((seed, 180, cells), 2, share=THEFT_ONLY, rate=_both_ways(0.3 + 2 * u[:, 0]), unread=0.5)
    found = asked_in(made, trusting(made))
    linkage = (1 + found.stake - found.home) / found.stake - found.worth[:, Kind.THEFT]
    at_one = with_linkage(made, linkage)
    held = restraint(at_one).astype(np.float64)
    act = keep(at_one.rules, at_one.doctrine, asked(at_one, trusting(at_one)), np.full((cells, 8), 0.99, np.float32))
    said = unpacked(act, GENERAL)[:, Kind.THEFT]
    return [
        agrees("16 restraint: where a breach costs what it gains", 0.5, (float(held.mean()), 0.0)),
        agrees("16 restraint: furthest from one half among them", 0.0, (float(np.abs(held - 0.5).max()), 1e-6)),
        agrees("16 restraint: hundredths that the act says", 50.0, (float(said.mean()), 0.0)),
    ]


def _both_ways(rate: Floats) -> Floats:
    """That rate each way between two states, (worlds, 2, 2)."""
    return rate[:, None, None] * (1 - np.eye(2))


def _formula_rows(cells: int, seed: int) -> list[Check]:
    """What the doctrine weighs, beside the formula written out in double precision."""
    u, w = stakes(seed, Draw.RESTRAINT, 1, cells), stakes(seed, Draw.RESTRAINT, 2, cells)
    rate, alarm, trust, ties = 0.1 + 3 * u[:, 0], u[:, 1], np.round(0.05 + 0.9 * u[:, 2], 3), 3 * u[:, 3]
    harm, horizon, discount = 0.5 + 3 * w[:, 0], 1 + np.floor(8 * w[:, 1]), 0.5 + 0.45 * w[:, 2]
    made = few((seed, 181, cells), 2, share=THEFT_ONLY, rate=_both_ways(rate), unread=(20 * alarm)[:, None])
    made = with_linkage(with_numbers(made, harm_theft=harm, horizon=horizon, discount=discount), ties)
    detect, tell = 1 - np.exp(-(0.15 + 0.6 * 0.75)), 1 / (1 + np.exp(-2 * (0.75 - 0.35)))
    seen, false = rate * detect * tell, 0.05 * (rate * detect * (1 - tell) + 20 * alarm)
    settles = 0.3 * 0.75**2
    more = np.exp(-(0.2 * seen + false)) - np.exp(-(seen + false))
    noticed, anyway = 1 - (1 - more) * (1 - 0.7 * settles), 1 - np.exp(-(0.2 * seen + false)) * (1 - 0.15 * settles)
    x = noticed * span(discount, horizon, anyway)
    z = (x * (harm * trust + ties) + 0.2 * 0.3 * 0.5) / (1 + x)
    apart = np.abs(restraint(made, trust) - z**2 / (1 + z**2))
    return [agrees("16 restraint: furthest from its formula, over random cells", 0.0, (float(apart.max()), 1e-5))]


def span(discount: Any, horizon: Any, anyway: Any) -> Any:
    """D, in double precision."""
    worth = discount * (1 - discount**horizon)
    return worth / (1 - discount + anyway * worth)


def _span_rows() -> list[Check]:
    """D as punishment gets longer: the closed form at every length, and its limit δ / (1 - δ (1 - f))."""
    rows = []
    for discount, anyway in ((0.4, 0.1), (0.4, 0.5)):
        longest = float(formulas.at_risk(*(np.asarray(x, np.float32) for x in (discount, MOST_HORIZON, anyway))))
        rows.append(
            agrees(f"16 restraint: D of the longest punishment, δ={discount:g} f={anyway:g}",
                   discount / (1 - discount * (1 - anyway)), (longest, 1e-6), "the limit as T grows")
        )  # fmt: skip
    lengths = np.arange(MOST_HORIZON + 1, dtype=np.float32)
    found = formulas.at_risk(np.full_like(lengths, 0.9), lengths, np.full_like(lengths, 0.2))
    apart = float(np.abs(found - span(0.9, lengths.astype(float), 0.2)).max())
    return [*rows, agrees("16 restraint: D at every length, furthest from its formula", 0.0, (apart, 1e-6))]


def _unnoticed(seed: int) -> Check:
    """Where a breach cannot be noticed and costs nothing at home, nothing is held back."""
    made = few((seed, 182, 50), 2, {"intelligence": 0, "domestic": 0}, share=THEFT_ONLY, rate=0.0)
    most = float(restraint(with_linkage(made, np.full(50, 5.0)), 0.95).max())
    return agrees("16 restraint: where nothing can be noticed and nothing is lost at home", 0.0, (most, 0.0))
