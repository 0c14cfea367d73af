"""Synthetic studies whose truth is known: points' effects, effects of replicates, and noise of each run.

A run at point x with chance c has

    y = f(x) + b(c) + s(c) l(x0) + e,    f = l(x0) + 0.7 w(x1) + 0.6 w(x0) w(x2)

with l and w of mean 0 over the range of a factor, b and s normal, and e of a skewed distribution.  Chance is shared by
all points in a replicate, or drawn for each run.  The counterfactual lacks an effect of the same shape, and shares are
whether y, or y less a good deal, is above 0 with a normal e.

In Sobol designs l and w repeat themselves often enough to be rough at the distance of the points: the least favourable
case, in which points that are spread evenly measure no better than random ones.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from demarche.scenarios.study.designs import Points, points
from demarche.scenarios.study.results import Results
from demarche.scenarios.study.schema import Study
from demarche.sim.bargain import Doubles

FACTORS = ("x0", "x1", "x2")
SHARED, SLOPE, RARE = 0.6, 0.3, -2.6
"""Standard deviations of b and s; where the threshold of a rare share lies."""
LEVELS = np.array([0.0, 1 / 3, 2 / 3, 1.0])
MIDDLES = (np.arange(7400) + 0.5) / 7400
MOST = 40
"""Places of a factor at which a share is worked out, for those that have a continuum of them."""


@dataclass(frozen=True)
class Kind:
    """A design and how often and by what chance its points are played.

    noise  standard deviation of e        turns  how often l and w repeat themselves within the range of a factor
    """

    name: str
    design: dict[str, Any]
    replicates: int
    chance: str = "common"
    steps: int = 0
    noise: float = 0.7
    turns: int = 1

    @property
    def support(self) -> Doubles:
        """The places of a factor over which truth is a mean, each as likely."""
        if self.design["kind"] == "morris":
            return LEVELS
        return np.linspace(0, 1, self.steps) if self.steps else MIDDLES

    def study(self) -> Study:
        """As a study file would have it."""
        given = self.design["kind"] in ("list", "table")
        ranged = {} if given else {"range": [0, 1]} | ({"steps": self.steps} if self.steps else {})
        factors = [{"name": name, "path": name, **ranged} for name in FACTORS]
        said = {"id": "s", "title": "S", "scenario": "tutorial", "measures": ["y"], "factors": factors}
        if self.design["kind"] == "list":
            grid = np.stack(np.meshgrid(*[self.support] * 3, indexing="ij"), axis=-1).reshape(-1, 3)
            rows = [dict(zip(FACTORS, row, strict=True)) for row in grid.tolist()]
            said["design"] = {"kind": "list", "rows": rows}
        else:
            said["design"] = self.design
        return Study.model_validate(said | {"replicates": self.replicates, "chance": self.chance})


KINDS = (
    Kind("grid", {"kind": "grid"}, 12, steps=3),
    Kind("grid, independent chance", {"kind": "grid"}, 4, "independent", steps=3),
    Kind("grid, one replicate, independent chance", {"kind": "grid"}, 1, "independent", steps=4),
    Kind("list", {"kind": "list"}, 12, steps=2),
    Kind("table", {"kind": "table", "file": "points.csv"}, 12),
    Kind("random", {"kind": "random", "points": 60}, 12),
    Kind("latin-hypercube", {"kind": "latin-hypercube", "points": 60}, 12),
    Kind(
        "latin-hypercube, one replicate, independent chance",
        {"kind": "latin-hypercube", "points": 120},
        1,
        "independent",
    ),
    Kind("sobol", {"kind": "sobol", "base": 64, "second_order": True}, 12, turns=101),
    Kind("sobol, one replicate, independent chance", {"kind": "sobol", "base": 128}, 1, "independent", turns=211),
    Kind("morris", {"kind": "morris", "trajectories": 30}, 12),
    Kind("morris, one replicate, independent chance", {"kind": "morris", "trajectories": 40}, 1, "independent"),
)


@dataclass(frozen=True, eq=False)
class Truth:
    """What a study of a kind is an estimate of."""

    kind: Kind
    shapes: dict[str, Callable[[Doubles], Doubles]] = field(init=False)

    def __post_init__(self) -> None:
        """The two shapes, of mean 0 over the support."""
        where = self.kind.support

        def place(x: Doubles) -> Doubles:
            return x if self.kind.turns == 1 else (x * self.kind.turns) % 1

        def line(x: Doubles) -> Doubles:
            return np.asarray((place(x) - 0.5) * np.sqrt(12))

        def wave(x: Doubles) -> Doubles:
            return np.sqrt(2) * (np.sin(9.7 * place(x) + 0.4) - np.sin(9.7 * place(where) + 0.4).mean())

        object.__setattr__(self, "shapes", {"line": line, "wave": wave})

    def effect(self, x: Doubles) -> Doubles:
        """The mean of y at places x (..., 3)."""
        line, wave = self.shapes["line"], self.shapes["wave"]
        return np.asarray(line(x[..., 0]) + 0.7 * wave(x[..., 1]) + 0.6 * wave(x[..., 0]) * wave(x[..., 2]))

    def alone(self, factor: str, x: Doubles) -> Doubles:
        """The mean of y where that factor has the values x, over the others."""
        line, wave = self.shapes["line"], self.shapes["wave"]
        return np.asarray({"x0": line(x), "x1": 0.7 * wave(x), "x2": np.zeros_like(x)}[factor])

    def share(self, threshold: float) -> float:
        """The share of runs in which y and the threshold are above 0."""
        from scipy import stats

        wide = len(self.kind.support) > MOST
        some = (np.arange(MOST) + 0.5) / MOST / self.kind.turns if wide else self.kind.support
        grid = np.stack(np.meshgrid(*[some] * 3, indexing="ij"), axis=-1).reshape(-1, 3)
        spread = np.sqrt(SHARED**2 + (SLOPE * self.shapes["line"](grid[:, 0])) ** 2 + self.kind.noise**2)
        return float(stats.norm.cdf((self.effect(grid) + threshold) / spread).mean())


def play(truth: Truth, seed: int) -> Results:
    """One study of a kind."""
    kind, rng = truth.kind, np.random.default_rng(seed)
    study = kind.study()
    if study.design.kind == "table":
        made = Points(dict(zip(FACTORS, rng.random((3, 60)), strict=True)))
    else:
        made = points(study.design, study.factors, seed)
    x = np.stack([made.columns[name].astype(np.float64) for name in FACTORS], axis=1)
    shape = (len(x), study.replicates)

    def chance(spread: float) -> Doubles:
        return np.asarray(rng.normal(0, spread, (1 if study.common_chance else shape[0], shape[1])))

    line = truth.shapes["line"](x[:, :1])
    mean, moved = truth.effect(x)[:, None], chance(SHARED) + chance(SLOPE) * line
    skewed = kind.noise * (rng.gamma(4, 1, shape) - 4) / 2
    normal = kind.noise * rng.normal(size=shape)
    y = mean + moved + skewed
    effect = 0.5 + 0.5 * mean + chance(0.3) + 0.5 * (rng.gamma(4, 1, shape) - 4) / 2
    measures = {"y": y, "y_twin": y - effect, "y_effect": effect}
    measures |= {"share": 1.0 * (mean + moved + normal > 0), "rare share": 1.0 * (mean + moved + normal + RARE > 0)}
    return Results(study, {}, made, measures, {}, 0)
