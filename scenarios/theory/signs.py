"""Check 17: what restraint rises and falls with, tried on cells drawn at random.

It runs agents/formulas.py, and for the own rate agents/doctrine/restrain.py with a world for each cell.
"""

import numpy as np

from demarche.agents import formulas
from demarche.scenarios.theory.check import Check, Reals, agrees, exceeds, mean_of
from demarche.scenarios.theory.draws import Draw, stakes
from demarche.scenarios.theory.few import few
from demarche.scenarios.theory.restraint import THEFT_ONLY, restraint
from demarche.sim.formulas import hill
from demarche.sim.terms import Array

RISES = ("trust", "linkage", "discount", "horizon", "noticed", "harm")
"""What restraint rises with, where the other's restraint and linkage are worth more than a breach costs at home."""


def held_back(cell: dict[str, Reals]) -> Reals:
    """Restraint of each cell, by the formulas of the doctrine."""
    c = {name: np.asarray(value, np.float32) for name, value in cell.items()}
    worth = formulas.reciprocity(c["harm"], c["other_way"], c["rate"], c["trust"])
    stake = c["noticed"] * formulas.at_risk(c["discount"], c["horizon"], c["anyway"])
    cost = formulas.cost_of_breach(worth, c["linkage"], c["home"], stake, np.zeros(1, np.float32))
    return hill(cost).astype(np.float64)


def cells(many: int, seed: int) -> dict[str, Reals]:
    """Cells drawn at random over the ranges of play."""
    u = np.concatenate([stakes(seed, Draw.SIGNS, case, many) for case in range(3)], axis=1).T
    return {
        "harm": 0.5 + 3.5 * u[0], "other_way": 0.05 + 4 * u[1], "rate": 0.05 + 4 * u[2], "trust": 0.05 + 0.9 * u[3],
        "noticed": 0.05 + 0.9 * u[4], "discount": 0.3 + 0.65 * u[5], "horizon": 1 + np.floor(10 * u[6]),
        "anyway": 0.9 * u[7], "linkage": 3 * u[8], "home": 0.2 * u[9],
    }  # fmt: skip


def check(scale: int, seed: int) -> list[Check]:
    """Every row of the check: the share of cells in which restraint moves as it should."""
    many = 4000 * scale
    cell = cells(many, seed)
    base, rows = held_back(cell), []
    ratio = np.minimum(cell["other_way"] / cell["rate"], 2)
    pays = cell["harm"] * ratio * cell["trust"] + cell["linkage"] > cell["home"] + 0.01
    for name in RISES:
        more = held_back(cell | {name: cell[name] + (1 if name == "horizon" else 0.02)})
        rows.append(
            agrees(f"17 signs: cells in which restraint rises with {name}", 1.0, (_share(more > base, pays), 0.0))
        )
    more = held_back(cell | {"anyway": cell["anyway"] + 0.05})
    name = "17 signs: cells in which it falls with the chance of a false signal"
    rows.append(agrees(name, 1.0, (_share(more < base, pays), 0.0)))
    return [*rows, *_rate_rows(2000 * scale, seed)]


def _share(holds: Array, among: Array) -> float:
    return float(holds[among].mean())


def _rate_rows(many: int, seed: int) -> list[Check]:
    """Without linkage, restraint rises with one's own rate up to half the other's, and falls beyond it."""
    u = stakes(seed, Draw.SIGNS, 3, many)
    other, below, beyond = 0.1 + 3 * u[:, 0], 0.02 + 0.46 * u[:, 1], 0.5 + 3 * u[:, 1]
    rows = []
    for case, (said, part, sign) in enumerate((("up to", below, 1), ("beyond", beyond, -1))):
        trust, luck = 0.1 + 0.8 * u[:, 2], (seed, 185 + case, many)
        found = [
            restraint(few(luck, 2, share=THEFT_ONLY, audience=0, rate=_rates(other * part * more, other)), trust)
            for more in (1.0, 1.03)
        ]
        moved = np.asarray(sign * (found[1] - found[0]) > 0)
        word = "rises" if sign > 0 else "falls"
        name = f"17 signs: cells in which it {word} with the own rate {said} half the other's"
        rows.append(exceeds(name, 0.98, mean_of(moved.astype(np.float64)), "must exceed"))
    return rows


def _rates(own: Array, other: Array) -> Array:
    """Rates of the first state against the second and back, (worlds, 2, 2)."""
    table = np.zeros((len(own), 2, 2))
    table[:, 0, 1], table[:, 1, 0] = own, other
    return table
