"""Synthetic studies whose truth is known: points' effects, effects of replicates, and noise of each run.

A run at point x with chance c has

    y = f(x) + b(c) + s(c) l(x0) + e,    f = l(x0) + 0.7 w(x1) + 0.6 w(x0) w(x2)

with l and w of mean 0 over the range of a factor, b and s normal, and e of a skewed distribution.  Chance is shared by
all points in a replicate, or drawn for each run.  The counterfactual lacks an effect of the same shape, which is below
0 in about two of five runs.  With a normal e in place of the skewed one there are two shares, of runs in which y, or y
less a good deal, is above 0, and a number between 0 and 1, the normal distribution at y.

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
SHIFT = 5.0
"""What is added to y and its counterfactual where their ratio is taken, so that both are above 0 in sum."""
SHARE, RARE_SHARE, BETWEEN, SUM = "adopted_1", "adopted_2", "vague_1", "operations_within_1"
"""Measures of the program that stand for the shares, the number between 0 and 1, and y with that shift."""
LEVELS = np.array([0.0, 1 / 3, 2 / 3, 1.0])
MIDDLES = (np.arange(7400) + 0.5) / 7400
MOST = 40
"""Places of a factor at which a share is worked out, for those that have a continuum of them."""
TABLE = np.linspace(0, 1, 201)
"""Places of a factor at which the share of runs over the other factors is worked out."""


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
        said: dict[str, Any] = {"id": "s", "title": "S", "scenario": "tutorial", "measures": ["y"], "factors": factors}
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
    shares: dict[str, Doubles] = field(init=False)

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
        object.__setattr__(self, "shares", {name: self._shares(name) for name in FACTORS})

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
        return self._mean_over([self._places()] * 3, threshold)

    def between(self) -> float:
        """The mean of the number between 0 and 1: the normal distribution at y."""
        return self._mean_over([self._places()] * 3, more=1.0)

    def share_at(self, factor: str, x: Doubles) -> Doubles:
        """The share of runs in which y is above 0 where that factor has the values x, over the others."""
        return np.interp(x if self.kind.turns == 1 else (x * self.kind.turns) % 1, TABLE, self.shares[factor])

    def _shares(self, factor: str) -> Doubles:
        """The same at the places of TABLE within the first turn of the shapes."""
        some, at = self._places(), TABLE / self.kind.turns
        return np.array([self._mean_over([np.array([x]) if f == factor else some for f in FACTORS]) for x in at])

    def less(self) -> float:
        """The share of runs whose effect is below 0."""
        from scipy import special, stats

        skewed = (stats.gamma.ppf((np.arange(2000) + 0.5) / 2000, 4) - 4) / 2
        noise = np.linspace(-6, 6, 1201)
        below = special.ndtr((noise[:, None] - 0.5 * skewed) / 0.3).mean(axis=1)
        return float(np.interp(-0.5 - 0.5 * self.effect(_grid([self._places()] * 3)), noise, below).mean())

    def _places(self) -> Doubles:
        """Places of a factor over which shares are means, each as likely."""
        wide = len(self.kind.support) > MOST
        return (np.arange(MOST) + 0.5) / MOST / self.kind.turns if wide else self.kind.support

    def _mean_over(self, axes: list[Doubles], threshold: float = 0.0, more: float = 0.0) -> float:
        """The mean of the normal distribution at y and the threshold, with so much more variance, over a grid."""
        from scipy import special

        grid = _grid(axes)
        spread = np.sqrt(SHARED**2 + (SLOPE * self.shapes["line"](grid[:, 0])) ** 2 + self.kind.noise**2 + more)
        return float(special.ndtr((self.effect(grid) + threshold) / spread).mean())


def _grid(axes: list[Doubles]) -> Doubles:
    """Every place of three axes with every other, (N, 3)."""
    return np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(-1, 3)


def play(truth: Truth, seed: int) -> Results:
    """One study of a kind."""
    from scipy import special

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
    measures: dict[str, Any] = {"y": y, "y_twin": y - effect, "y_effect": effect}
    measures |= {SUM: y + SHIFT, f"{SUM}_twin": y - effect + SHIFT, f"{SUM}_effect": effect}
    seen = mean + moved + normal
    measures |= {SHARE: 1.0 * (seen > 0), RARE_SHARE: 1.0 * (seen + RARE > 0), BETWEEN: special.ndtr(seen)}
    return Results(study, {}, made, measures, {"y": y[:, :, None]}, 0)
