"""How much better one forecaster is than another on the same votes, with intervals by resampling."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from demarche.scenarios.data.regress import Floats
from demarche.scenarios.history.backtest import MODEL, REFITTED, Backtest, mean
from demarche.scenarios.history.baselines import STRONGEST, forecasters
from demarche.scenarios.history.rollcalls import AWAY, RollCall
from demarche.scenarios.history.scores import CLASSES, LEAST_CHANCE, f1

FIGURES = ("accuracy", "macro_f1", "log_loss")
RESAMPLES = 2000
COVER = (0.025, 0.975)
SEED = 1
CELLS = CLASSES * CLASSES


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure of the model less that of a rival, with 95 % intervals; log-loss is better when it is less.

    by_states       states drawn with replacement, the same in all roll calls
    by_resolutions  whole roll calls drawn with replacement, None where there are fewer than two
    """

    rival: str
    figure: str
    value: float
    by_states: tuple[float, float]
    by_resolutions: tuple[float, float] | None


def differences(done: Backtest) -> list[Difference]:
    """The model against each rival by each figure."""
    return [one for rival in rivals(done) for one in _against(done, rival)]


def rivals(done: Backtest) -> list[str]:
    """The simple forecaster strongest on votes kept apart, refitted and not; the best here by log-loss; persistence."""
    losses = {name: mean(done.scores[name], "log_loss") for name in done.scores if not name.startswith(MODEL)}
    here = {name: loss for name, loss in losses.items() if loss is not None}
    best = [min(here, key=lambda name: here[name])] if here else []
    asked = dict.fromkeys([f"{STRONGEST}, {REFITTED}", STRONGEST, *best, "persistence"])
    return [name for name in asked if name in done.chances]


def _against(done: Backtest, rival: str) -> list[Difference]:
    draw = np.random.Generator(np.random.Philox(SEED))
    places = [place for place, call in enumerate(done.calls) if (call.votes != AWAY).any()]
    calls = [done.calls[place] for place in places]
    if not calls:
        return []
    mine, theirs = ([done.chances[name][place] for place in places] for name in (MODEL, rival))
    states, everybody = len(calls[0].votes), np.ones((1, len(calls[0].votes)))
    drawn = draw.multinomial(states, np.full(states, 1 / states), RESAMPLES).astype(float)
    of_states = _means(drawn, calls, mine) - _means(drawn, calls, theirs)
    of_states = of_states[np.isfinite(of_states).all(axis=1)]  # without draws in which nobody voted
    apart = _figures(everybody, calls, mine)[0] - _figures(everybody, calls, theirs)[0]
    weights = draw.multinomial(len(calls), np.full(len(calls), 1 / len(calls)), RESAMPLES) / len(calls)
    of_calls = weights @ apart
    found = []
    for place, figure in enumerate(FIGURES):
        if figure == "log_loss" and rival in forecasters() and not forecasters()[rival][1]:
            continue
        low, high = np.quantile(of_states[:, place], COVER)
        ends = tuple(float(x) for x in np.quantile(of_calls[:, place], COVER)) if len(calls) > 1 else None
        found.append(
            Difference(rival, figure, float(apart[:, place].mean()), (float(low), float(high)), ends)  # type: ignore[arg-type]
        )
    return found


def _means(weights: Floats, calls: Sequence[RollCall], made: Sequence[Floats]) -> Floats:
    """Mean figures over the roll calls in which anybody voted, (B, 3), NaN where there is none. weights (B, S)."""
    figures = _figures(weights, calls, made)
    there = np.isfinite(figures)
    n = there.sum(axis=1)
    return np.where(n > 0, np.where(there, figures, 0).sum(axis=1) / np.maximum(n, 1), np.nan)


def _figures(weights: Floats, calls: Sequence[RollCall], made: Sequence[Floats]) -> Floats:
    """Figures by roll call, (B, R, 3) in the order of FIGURES; the same as scores.score. weights (B, S)."""
    found = np.empty((len(weights), len(calls), len(FIGURES)))
    for place, (call, chances) in enumerate(zip(calls, made, strict=True)):
        voted = call.votes != AWAY
        cast, given, counted = call.votes[voted], chances[voted], weights[:, voted]
        confusion = counted @ np.eye(CELLS)[cast * CLASSES + given.argmax(axis=1)]
        confusion = confusion.reshape(-1, CLASSES, CLASSES)
        loss = -np.log(np.maximum(given[np.arange(len(cast)), cast], LEAST_CHANCE))
        n = counted.sum(axis=1)
        accuracy = np.trace(confusion, axis1=1, axis2=2) / np.maximum(n, 1)
        figures = np.stack([accuracy, _macro(confusion), counted @ loss / np.maximum(n, 1)], axis=1)
        found[:, place] = np.where((n > 0)[:, None], figures, np.nan)
    return found


def _macro(confusion: Floats) -> Floats:
    """Mean F1 of the classes that were done or forecast, (B,); 0 where there are none."""
    classes = f1(confusion)
    there = np.isfinite(classes)
    return np.asarray(np.where(there, classes, 0).sum(axis=1) / np.maximum(there.sum(axis=1), 1))
