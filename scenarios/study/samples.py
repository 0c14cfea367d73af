"""How the points and the chance of a study were drawn, which is what its intervals rest on."""

import itertools

import numpy as np

from demarche.scenarios.study.inference import Sample
from demarche.scenarios.study.results import Results
from demarche.sim.bargain import Doubles
from demarche.sim.terms import Ints

FIXED = ("grid", "list")
"""Designs whose points are all that is meant; those of the others, tables among them, are a sample of the ranges."""
EVEN = ("latin-hypercube", "sobol")
"""Designs that spread their points more evenly than chance would."""
FEW = 6
"""With fewer replicates than this an interval is wide and rests on errors that are nearly normal; chosen."""
POINTS_PER_TERM = 4


def sample_of(results: Results) -> Sample:
    """How the runs of a study were drawn."""
    design, common = results.study.design, results.study.common_chance
    fixed = design.kind in FIXED
    return Sample(units(results), fixed, common, _kinds(results) if fixed and not common else None)


def units(results: Results) -> Ints:
    """The number of the draw of each point, (P,): those of one base row, or of one trajectory, were drawn together."""
    return np.arange(len(results.points)) // results.study.design.drawn_together(len(results.points.columns))


def spread_evenly(results: Results) -> Doubles | None:
    """Powers and products of the factors on the unit interval, (P, K): of designs that spread their points evenly."""
    places, design = results.points.units, results.study.design
    if places is None or design.kind not in EVEN:
        return None
    z, rows = 2 * places - 1, len(np.unique(units(results))) * (2 if design.kind == "sobol" else 1)
    terms = [z, z**2, z**3]
    if design.kind == "sobol":
        terms.append(
            np.stack([z[:, i] * z[:, j] for i, j in itertools.combinations(range(z.shape[1]), 2)] or [z[:, 0]], 1)
        )
    for last in range(len(terms), 0, -1):
        found = np.concatenate(terms[:last], axis=1)
        if POINTS_PER_TERM * found.shape[1] <= rows:
            return np.asarray(found)
    return None


def _kinds(results: Results) -> Doubles:
    """Which level of each factor a point has, as columns of 0 and 1, (P, K)."""
    columns = [np.zeros(len(results.points))]
    for name in results.factors:
        values = results.points.columns[name].tolist()
        columns += [np.array([value == level for value in values], np.float64) for level in dict.fromkeys(values)]
    return np.stack(columns, axis=1)


def few_replicates(results: Results) -> str:
    """What a reader must know of the number of replicates and points, in a sentence; nothing where there are enough."""
    replicates = results.study.replicates
    if results.study.design.kind not in FIXED and len(np.unique(units(results))) == 1:
        return (
            "No mean has an interval: the design draws one sample of the ranges, which does not tell how much another "
            "would differ; draw ten or more."
        )
    if results.study.common_chance and replicates == 1:
        return (
            "No mean has an interval: every point was played once and with the same chance, so nothing tells how much "
            'of a mean is chance; set replicates to 10 or more, or chance = "independent".'
        )
    if results.study.common_chance and replicates < FEW:
        return (
            f"There are {replicates} replicates, too few to measure chance well: intervals are wide, and hold 95 % "
            f"only where errors are nearly normal; set replicates to 10 or more."
        )
    return ""
