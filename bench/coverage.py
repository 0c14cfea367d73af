"""`python -m bench.coverage [STUDIES] [--json] [--design NAME]`: how often 95 % intervals hold the truth.

1,000 synthetic studies of each design, or of one, where no number is given; bench/synthetic.py says what they are of.
Levels, factors and pairs are counted together.  Every interval comes from the functions that the report is printed
from.  An index is of the mean over a study's replicates, with the chance that is left in it, as the report says.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np

from bench.synthetic import BETWEEN, FACTORS, KINDS, RARE, RARE_SHARE, SHARE, SHIFT, SLOPE, SUM, Kind, Truth, play
from demarche.scenarios.study.effects import by_quarter, main_effect, overall, paired
from demarche.scenarios.study.indices import Indices, indices
from demarche.scenarios.study.inference import CONFIDENCE
from demarche.scenarios.study.results import Results

STUDIES = 1000
Found = tuple[str, float, float, float]
"""A statistic, the ends of its interval, and the truth."""


def intervals(truth: Truth, known: "Known", results: Results) -> Iterator[Found]:
    """Every interval that is printed of one study, beside the truth."""
    paired_sum, (quarter,) = paired(results, SUM), by_quarter(results, "y")
    means = {
        "mean": (overall(results, "y"), 0.0),
        "share": (overall(results, SHARE), known.shares[SHARE]),
        "rare share": (overall(results, RARE_SHARE), known.shares[RARE_SHARE]),
        "mean between 0 and 1": (overall(results, BETWEEN), known.shares[BETWEEN]),
        "paired effect": (paired(results, "y").effect, 0.5),
        "ratio to counterfactual": (paired_sum.ratio, SHIFT / (SHIFT - 0.5)),
        "P(effect < 0)": (paired_sum.less, known.less),
        "quarter": (quarter, 0.0),
    }
    for name, (one, right) in means.items():
        if one.known:
            yield name, one.low, one.high, right
    for factor in FACTORS:
        yield from of_levels(results, "y", factor, "", partial(truth.alone, factor))
        yield from of_levels(results, SHARE, factor, " of shares", partial(truth.share_at, factor))
    index = indices(results, "y")
    if isinstance(index, Indices):
        yield from index_intervals(index, known)


def of_levels(results: Results, measure: str, factor: str, kind: str, mean: Callable[[Any], Any]) -> Iterator[Found]:
    """The intervals of a main effect. mean: the truth at values of the factor."""
    found, column = main_effect(results, measure, factor), results.points.columns[factor].astype(np.float64)
    at = [level_mean(mean, column, found.levels.place == n) for n in range(len(found.means))]
    for one, right in zip(found.means, at, strict=True):
        if one.known:
            yield f"level means{kind}", one.low, one.high, float(right)
    if found.change.known:
        yield f"effects{kind}", found.change.low, found.change.high, float(at[-1] - at[0])


def level_mean(mean: Callable[[Any], Any], column: Any, here: Any) -> float:
    """The mean at a level: at its value, or between the ends of a bin, which lie halfway to the next points."""
    low, high = column[here].min(), column[here].max()
    if low == high:
        return float(mean(column[here]).mean())
    below, above = column[column < low], column[column > high]
    ends = (low + below.max()) / 2 if below.size else 0.0, (high + above.min()) / 2 if above.size else 1.0
    return float(mean(np.linspace(*ends, 2001)).mean())


class Known:
    """The shares of a kind, and its indices in closed form, chance left in the mean of the replicates included."""

    def __init__(self, kind: Kind) -> None:
        """From the moments of the two shapes over the support."""
        truth, r = Truth(kind), kind.replicates
        self.shares = {SHARE: truth.share(0.0), RARE_SHARE: truth.share(RARE), BETWEEN: truth.between()}
        self.less = truth.less()
        line, wave = (truth.shapes[name](kind.support) for name in ("line", "wave"))
        shared = 0.0 if kind.chance == "common" else 0.36
        slope = SLOPE**2 / r * (line**2).mean()
        noise = (kind.noise**2 + shared) / r + (0.0 if kind.chance == "common" else slope)
        single = [(line**2).mean() + (slope if kind.chance == "common" else 0), 0.49 * (wave**2).mean(), 0.0]
        both = 0.36 * (wave**2).mean() ** 2
        self.whole = sum(single) + both + noise
        self.first = np.array(single) / self.whole
        self.total = (np.array(single) + np.array([both, 0, both]) + noise) / self.whole
        self.pairs = {("x0", "x2"): both / self.whole}
        self.star = self._star(truth, kind) if kind.design["kind"] == "morris" else []

    def _star(self, truth: Truth, kind: Kind) -> Any:
        """The mean absolute effect of a Morris step, by simulation of many steps."""
        rng, n, r = np.random.default_rng(7), 400_000, kind.replicates
        found, low = [], rng.choice(4, (n, 3))
        common = kind.chance == "common"
        for k in range(3):
            one, other = np.array(low), np.array(low)
            one[:, k] = rng.choice(2, n)
            other[:, k] = one[:, k] + 2
            x, to = one / 3, other / 3
            noise = np.sqrt((kind.noise**2 + (0 if common else 0.36)) / r)
            step = truth.effect(to) - truth.effect(x) + noise * (skewed(rng, n) - skewed(rng, n))
            slopes = rng.normal(0, SLOPE / np.sqrt(r), (2, n))
            line = truth.shapes["line"]
            step += (
                slopes[0] * (line(to[:, 0]) - line(x[:, 0]))
                if common
                else (slopes[0] * line(to[:, 0]) - slopes[1] * line(x[:, 0]))
            )
            found.append(np.abs(step).mean() * 1.5)
        return found


def skewed(rng: np.random.Generator, n: int) -> Any:
    """The noise of the synthetic studies."""
    return (rng.gamma(4, 1, n) - 4) / 2


def index_intervals(index: Indices, known: Known) -> Iterator[Found]:
    """The intervals of the indices of one study."""
    sobol = index.kind == "sobol"
    for k in range(len(index.factors)):
        one, right = index.one[k], known.first[k] if sobol else known.star[k]
        name = "first index" if sobol else "mean absolute effect"
        yield name, one - index.one_wide[k], one + index.one_wide[k], float(right)
        if sobol:
            other, wide = index.other[k], index.other_wide[k]
            yield "total index", other - wide, other + wide, float(known.total[k])
    for pair, (value, wide) in index.pairs.items():
        yield "second index", value - wide, value + wide, float(known.pairs.get(pair, 0.0))


def coverage(kind: Kind, studies: int) -> list[dict[str, Any]]:
    """Nominal and actual coverage of every statistic over that many studies of one design."""
    truth, known, hits = Truth(kind), Known(kind), defaultdict(list)
    for seed in range(1, studies + 1):
        for name, low, high, right in intervals(truth, known, play(truth, seed)):
            hits[name].append(low <= right <= high)
    return [
        {"statistic": n, "design": kind.name, "nominal": CONFIDENCE, "actual": float(np.mean(h)), "studies": studies}
        for n, h in hits.items()
    ]


def main(words: list[str]) -> None:
    """Play and print."""
    given = [int(word) for word in words if word.isdigit()]
    rows: list[dict[str, Any]] = []
    named = words[words.index("--design") + 1] if "--design" in words else None
    for kind in (kind for kind in KINDS if named in (None, kind.name)):
        found = coverage(kind, given[0] if given else STUDIES)
        rows += found
        for row in found if "--json" not in words else ():
            mark = "" if 0.93 <= row["actual"] <= 0.97 else "  outside .93 to .97"
            print(
                f"{row['design']:52} {row['statistic']:32} {row['nominal']:.2f}  {row['actual']:.3f}{mark}", flush=True
            )
    if "--json" in words:
        print(json.dumps(rows, indent=1))


if __name__ == "__main__":
    main(sys.argv[1:])
