"""Studies whose figures are tested, and their figures as matplotlib has them."""

from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest

from demarche.scenarios.study.designs import points
from demarche.scenarios.study.results import Results
from demarche.ui.report import study_figures, study_maps
from demarche.ui.report.study_style import styled
from tests.study.folders import study_of

LONG = "a label that goes on for so long that no panel of three can hold it in one line or in two, logits (judged)"


PRICE = {"name": "price", "path": "settings.sign_base", "range": [0.01, 10], "distribution": "log-uniform"}


WORDED = {"name": "long", "path": "settings.base", "label": LONG, "range": [0, 1]}


FLAG = {"name": "flag", "path": "a.flag", "values": [True, False]}


LEADER = {"name": "leader_of_camp", "path": "a.leader", "values": ["cybersecurity doctrine", "none", "I" * 40]}


STATES = {"name": "state", "path": "a.state", "values": [f"the {k}th state of the list" for k in range(14)]}


DESIGNS = {
    "grid": ({"kind": "grid"}, [PRICE | {"steps": 4}, FLAG, LEADER, WORDED | {"steps": 2}]),
    "one factor": ({"kind": "grid"}, [PRICE | {"steps": 4}]),
    "latin-hypercube": ({"kind": "latin-hypercube", "points": 30}, [PRICE, STATES]),
    "sobol": ({"kind": "sobol", "base": 16}, [PRICE, WORDED]),
    "morris": ({"kind": "morris", "trajectories": 6}, [PRICE, WORDED]),
}


def played(name, replicates=3):
    """A study with a measure and a count that vary, and some that do not."""
    design, factors = DESIGNS[name]
    study = study_of(design, factors, replicates)
    made, rng = points(study.design, study.factors, 1), np.random.default_rng(1)
    ranks = np.sum([np.unique(column.astype(str), return_inverse=True)[1] for column in made.columns.values()], axis=0)
    y = ranks[:, None] + rng.normal(size=(len(made), replicates))
    measures = {
        "operations_within_1": y,
        "operations_within_1_twin": y + 1 + rng.normal(size=y.shape),
        "yes_1": np.full(y.shape, 33.0),
        "signed_1": np.full(y.shape, np.nan),
        "changed_1": np.tile(np.arange(replicates, dtype=np.float64), (len(made), 1)),
    }
    if name == "one factor" or replicates > 3:
        measures["adopted_1"] = 1.0 * (y > np.median(y))
        measures["no_1"] = np.repeat(y[:, :1], replicates, axis=1)
        measures["abstain_1"] = y[:, :1] + np.arange(replicates)
    measures["operations_within_1_effect"] = y - measures["operations_within_1_twin"]
    counts = rng.poisson(3, (*y.shape, 4)).astype(np.float64)
    series = {"operations_1": counts, "operations_1_twin": counts + 1, "breaches_1": np.zeros_like(counts)}
    return Results(study, {}, made, measures, series, 0)


@contextmanager
def kept():
    """The figures that are drawn meanwhile, by name, as matplotlib has them."""
    figures: dict[str, Any] = {}
    with pytest.MonkeyPatch.context() as patch, styled():
        for module in (study_figures, study_maps):
            patch.setattr(module, "drawn", lambda figure, name, heading, caption: figures.setdefault(name, figure))
        yield figures
