"""`python -m bench.judged [WORLDS] [FOLDER]`: what pledges spare, with an interval of chance and one of judgement.

The point is that of WORLDS worlds, 500 where no number is given, with the numbers as they are judged; the interval of
chance is that of bench.pacts.  The interval of judgement is the middle nine tenths of the points of the studies in
docs/studies/pledges, each of which draws all judged numbers from their ranges.  A study whose results are not in FOLDER
(results/pledges) is swept first; one that was stopped goes on.
"""

import sys
from pathlib import Path

import numpy as np

from bench.pacts import multiplier, play
from demarche.scenarios.study.results import Results, load
from demarche.ui.cli import main as command

STUDIES = Path("docs/studies/pledges")
SPARED = "operations_within_1"
MIDDLE = (0.05, 0.5, 0.95)


def swept(study: Path, folder: Path) -> Results:
    """The results of a study, played if they are not there yet. Raises SystemExit where they cannot be."""
    if status := command(["sweep", str(study), "--out", str(folder), "--quiet"]):
        raise SystemExit(status)
    results = load(folder)
    if results.errors:
        raise SystemExit(f"{folder}: {results.errors} runs failed; remove it and sweep again")
    return results


def of_points(results: Results, measure: str = SPARED) -> np.ndarray:
    """Operations over those of the twin at each point, (P,); of the points at which the pact was ever signed."""
    here, without = (np.nansum(results.measures[name], axis=1) for name in (measure, f"{measure}_twin"))
    return here[without > 0] / without[without > 0]


def interval(ratios: np.ndarray) -> str:
    """The middle nine tenths of points, and their median."""
    low, median, high = np.quantile(ratios, MIDDLE)
    return f"judgement [{low:.3f}, {high:.3f}], median {median:.3f}"


def drivers(results: Results, ratios: np.ndarray, most: int = 4) -> str:
    """The factors with which the ratio goes most, by rank correlation over the points."""
    rank = ratios.argsort().argsort()
    found = {
        name: float(np.corrcoef(results.points.columns[name].argsort().argsort(), rank)[0, 1])
        for name in results.factors
    }
    first = sorted(found, key=lambda name: -abs(found[name]))[:most]
    return ", ".join(f"{name} {found[name]:+.2f}" for name in first)


def main(words: list[str]) -> None:
    """Play and print."""
    worlds = int(words[0]) if words else 500
    home = Path(words[1] if len(words) > 1 else "results/pledges")
    for study in sorted(STUDIES.glob("*.toml")):
        results = swept(study, home / study.stem)
        played = play(study.stem, worlds)
        here, without = (played.by_quarter(which).sum(axis=1) for which in ("series", "twin"))
        ratios = of_points(results)
        print(f"{study.stem:14} {multiplier(here, without)} chance   {interval(ratios)}")
        print(f"{'':14} {len(ratios)} points of {results.measures[SPARED].shape[1]} worlds; {drivers(results, ratios)}")


if __name__ == "__main__":
    main(sys.argv[1:])
