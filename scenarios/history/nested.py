"""Forecasts by a model whose form and priors are chosen again without the roll call that is forecast.

The form of the model, the habits of a record and the prior of polite abstention were chosen by people who knew all six
votes.  Here each is chosen anew from the other votes alone, by log-loss where each of those is left out in turn.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from demarche.scenarios.history.backtest import AHEAD, Backtest, before, forecast, seen
from demarche.scenarios.history.features import features
from demarche.scenarios.history.model import (
    HABIT,
    NAMES,
    OWN,
    PRIOR_MEAN,
    PRIOR_SPREAD,
    RESERVE,
    Prior,
    covariance,
    fit,
    leanings,
    record_of,
)
from demarche.scenarios.history.rollcalls import AWAY, RollCall

Option = tuple[float, float] | float | None
"""Mean and spread of a term, None for the model's own; or the size of something in the prior of a record."""
NONE_OF_IT, UNKNOWN = (0.0, 1e-6), (0.0, 4.0)
"""Mean and spread of a term that is not in the model, and of one of which nobody has an idea beforehand."""
TERMS: Mapping[str, Sequence[Option]] = {
    "polite": (NONE_OF_IT, UNKNOWN, None),
    "text": (NONE_OF_IT, None),
    "place_1": (NONE_OF_IT, None),
    "place_2": (NONE_OF_IT, None),
    "crime": (NONE_OF_IT, None),
    "indifference_crime": (NONE_OF_IT, None),
    "cohesion": (NONE_OF_IT, None),
    "preempts": (NONE_OF_IT, None),
    "beside": (NONE_OF_IT, None),
}
"""Choices of the prior of a term, the plainest first; None is the model's own."""
RECORDS: Mapping[str, Sequence[Option]] = {
    "habit": (0.01, 0.5, 1.0, 1.5),
    "own": (0.5, OWN, 1.5),
    "reserve": (0.01, 0.2, 0.4, 0.6),
}
"""Choices of how strong the habit is beside the model's, of the spread of what is a state's own, and of its reserve."""
NESTED = "model, chosen again without the vote (nested)"


def add_nested(done: Backtest) -> list[str]:
    """Score beside the rest what follows from choices made without each roll call; what was chosen, in words."""
    ahead = choose(done.fitted) if done.way == AHEAD else None
    said = []
    for call in done.calls:
        fitted = [other for other in done.fitted if other is not call]
        prior, words = ahead or choose(fitted)
        record = before([*done.fitted, *done.calls], call) if ahead else fitted
        done.add(call, {NESTED: forecast(fit(seen(fitted), prior), call, record, prior)})
        said.append(words)
    return said


def choose(calls: Sequence[RollCall]) -> tuple[Prior, str]:
    """The prior under which roll calls, each left out in turn, are forecast best, one choice after another."""
    options = {**TERMS, **RECORDS}
    chosen = {name: some[0] for name, some in options.items()}
    best = loss(calls, prior_of(chosen))
    for name, some in options.items():
        for option in some[1:]:
            trial = {**chosen, name: option}
            found = loss(calls, prior_of(trial))
            if found < best:
                chosen, best = trial, found
    return prior_of(chosen), ", ".join(_words(name, option) for name, option in chosen.items() if option != NONE_OF_IT)


def _words(name: str, option: Option) -> str:
    return f"{name} (unknown)" if option == UNKNOWN else name if option is None else f"{name} {option:g}"


def prior_of(chosen: Mapping[str, Option]) -> Prior:
    """The model's prior with those choices in it."""
    mean, spread = PRIOR_MEAN.copy(), PRIOR_SPREAD.copy()
    sizes = {"habit": 1.0, "own": OWN, "reserve": RESERVE}
    for name, option in chosen.items():
        if isinstance(option, tuple):
            mean[NAMES.index(name)], spread[NAMES.index(name)] = option
        elif option is not None:
            sizes[name] = option
    return Prior(mean, spread, covariance(sizes["habit"] * HABIT, sizes["own"], sizes["reserve"]))


def loss(calls: Sequence[RollCall], prior: Prior) -> float:
    """Mean log-loss of roll calls, each left out in turn."""
    lost = []
    for call in calls:
        others = [other for other in calls if other is not call]
        parameters, cast = fit(seen(others), prior), call.votes != AWAY
        record = record_of(parameters, seen(others), len(call.votes), prior)
        chances = leanings(parameters, record, features(call)).chances
        lost.append(-np.log(chances[cast, call.votes[cast]]).mean())
    return float(np.mean(lost))
