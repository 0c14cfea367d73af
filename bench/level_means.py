"""`python -m bench.level_means [SEEDS]`: do intervals of level means hold what other seeds find?

A Latin hypercube study of pact-2015, 60 points of 6 replicates, with each of 16 seeds where no number is given: how
often the 95 % interval of a level's mean of operations holds the mean over all seeds, and how often intervals did that
were taken from the means of points alone.  Then the same 60 points played once: with chance that they share, and with
chance of their own.
"""

import sys
import tempfile
from pathlib import Path

import numpy as np
from scipy import stats

from demarche.scenarios.study.effects import MainEffect, main_effect, overall
from demarche.scenarios.study.executors import local
from demarche.scenarios.study.files import read_study
from demarche.scenarios.study.results import Results, load
from demarche.scenarios.study.samples import few_replicates
from demarche.scenarios.study.sweeping import sweep_into

SEEDS, ONCE, MEASURE = 16, 4, "operations_within_1"
STUDY = """
id = "level-means"
title = "Level means of operations"
scenario = "pact-2015"
seed = {seed}
replicates = {replicates}
chance = "{chance}"
measures = ["operations_within_1"]

[design]
kind = "latin-hypercube"
points = 60

[[factors]]
name = "vagueness"
path = "clauses.NAP.a.vague"
range = [0, 1]

[[factors]]
name = "attribution"
path = ["states.RUS.attribution", "states.CHN.attribution"]
range = [0, 1]

[[factors]]
name = "domestic"
path = "settings.domestic"
range = [0, 1]
"""


def played(home: Path, seed: int, replicates: int = 6, chance: str = "common") -> Results:
    """The study with one seed."""
    name = f"{seed}-{replicates}-{chance}"
    file = home / f"{name}.toml"
    file.write_text(STUDY.format(seed=seed, replicates=replicates, chance=chance), encoding="utf-8")
    sweep_into(home / name, read_study(file), local(2, "threads"))
    return load(home / name)


def of_points_alone(results: Results, effect: MainEffect) -> np.ndarray:
    """The ends of intervals by Student's t from the means of points, (2, levels): what was printed before."""
    means = results.measures[MEASURE].mean(axis=1)
    ends = []
    for level in range(len(effect.means)):
        here = means[effect.levels.place == level]
        ends.append(stats.t.interval(0.95, len(here) - 1, here.mean(), stats.sem(here)))
    return np.array(ends).T


def main(words: list[str]) -> None:
    """Play and print."""
    seeds = range(1, (int(words[0]) if words else SEEDS) + 1)
    with tempfile.TemporaryDirectory() as home:
        studies = [played(Path(home), seed) for seed in seeds]
        for factor in studies[0].factors:
            effects = [main_effect(results, MEASURE, factor) for results in studies]
            middle = np.mean([effect.mean for effect in effects], axis=0)
            now = np.array([effect.ends for effect in effects])
            before = np.array([of_points_alone(*each) for each in zip(studies, effects, strict=True)])
            held, once = (((e[:, 0] <= middle) & (middle <= e[:, 1])).mean() for e in (now, before))
            print(f"{factor:12} {len(middle)} levels of {len(seeds)} seeds: {held:.3f} hold the mean over seeds; "
                  f"from points alone {once:.3f}")  # fmt: skip
        whole = np.mean([overall(results, MEASURE).mean for results in studies])
        held = np.mean([(one := overall(r, MEASURE)).low <= whole <= one.high for r in studies])
        print(f"mean over all runs: {held:.3f} of {len(seeds)} hold {whole:.2f}, the mean over seeds")
        for chance in ("common", "independent"):
            for seed in range(1, ONCE + 1):
                results = played(Path(home), seed, 1, chance)
                one = overall(results, MEASURE)
                interval = f"{one.low:.2f} to {one.high:.2f}" if one.known else "no interval"
                print(f"one replicate, {chance} chance, seed {seed}: {one.mean:.2f}, {interval}")
            print(few_replicates(results) or f"The mean over the studies above is {whole:.2f}.")


if __name__ == "__main__":
    main(sys.argv[1:])
