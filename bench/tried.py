"""`python -m bench.tried`: the model of the vote with a term less, with one more, or with another record.

Each is fitted and scored leave-one-out like the model itself.  What is not in the model any more lives only here.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from itertools import product
from unittest.mock import patch

import numpy as np

from demarche.scenarios.data.regress import Floats
from demarche.scenarios.history import model
from demarche.scenarios.history.backtest import before
from demarche.scenarios.history.features import LINEAR, Features, features, rules_of
from demarche.scenarios.history.model import (
    HABIT,
    NAMES,
    OWN,
    RESERVE,
    Prior,
    Seen,
    covariance,
    fit,
    leanings,
    record_of,
)
from demarche.scenarios.history.rollcalls import AWAY, RollCall, known_roll_calls
from demarche.scenarios.history.scores import score
from demarche.scenarios.tables import members, members_of

Column = Callable[[RollCall], Floats]
Figures = tuple[float, float, float, float]
ALLIES = {
    "USA": members_of("nato_2024") | members_of("five_eyes"),
    "RUS": members_of("csto_2023") | members_of("sco_2011"),
}


@dataclass(frozen=True)
class Variant:
    """What is otherwise than in the model.

    without   terms taken out          unknown  terms with a prior of 0 and spread 4, as if nobody had an idea of them
    column    a term put in, its slope with a prior of 0 and spread 1
    prior     (4, 4) covariance of a record      closing  (S, S) for a roll call, in the place of the blocs'
    fading    what a vote of the year before weighs in a record
    """

    without: Sequence[str] = ()
    unknown: Sequence[str] = ()
    column: Column | None = None
    prior: Floats = field(default_factory=covariance)
    closing: Column | None = None
    fading: float = 1.0


def place(axis: int) -> Column:
    """Where states stand in votes on other subjects, whoever leads the text."""
    return lambda call: rules_of(call).roster.place[0, :, axis].astype(float)


def cue(call: RollCall) -> Floats:
    """Allies close up with the leader of their camp, and not with their bloc."""
    names = list(members())
    closing = np.zeros((len(names), len(names)))
    for leader, allies in ALLIES.items():
        for ally in allies - {leader}:
            closing[names.index(ally), names.index(leader)] += 1
            closing[names.index(ally), names.index(ally)] -= 1
    return closing


def even(call: RollCall) -> Floats:
    """Blocs as disciplined on the texts of one camp as of the other."""
    closing, own = features(call).closing, rules_of(call).roster
    most = own.discipline[0].max(axis=1)[np.maximum(own.line, 0)]
    now = own.discipline[0, np.maximum(own.line, 0), call.side + 1]
    return np.asarray(closing * np.where(now > 0, most / np.maximum(now, 1e-9), 1.0)[:, None])


def independent(*spread: float) -> Floats:
    """A record of which one kind of text says nothing of another."""
    return covariance(np.zeros(3), own=1.0) * np.square([*spread, 1.0])


def shared(*factors: tuple[float, float, float]) -> Floats:
    """A record whose three kinds of text have those factors in common, one a column, and nothing of their own."""
    made, of_kinds = covariance(), np.transpose(factors)
    made[:3, :3] = of_kinds @ of_kinds.T + 1e-6 * np.eye(3)
    return made


HABITS = HABIT + 0.5 * np.array([[0, 0, 0], *np.eye(3), *-np.eye(3)])
VARIANTS: Mapping[str, Variant] = {
    "the model": Variant(),
    "without the text": Variant(without=("text",)),
    "without help, duties and red lines": Variant(without=("values",)),
    "without the leader's camp": Variant(without=("lead",)),
    "without votes on other subjects": Variant(without=("place_1", "place_2")),
    "without the readiness on crime": Variant(without=("crime",)),
    "without the wider abstention on crime": Variant(without=("indifference_crime",)),
    "without polite abstention": Variant(without=("polite",)),
    "polite abstention with no idea of it beforehand": Variant(unknown=("polite",)),
    "without a group beside": Variant(without=("beside",)),
    "without a group pre-empted": Variant(without=("preempts",)),
    "a group pre-empted, with no idea of it beforehand": Variant(unknown=("preempts",)),
    "a group beside, with no idea of it beforehand": Variant(unknown=("beside",)),
    "without blocs": Variant(without=("cohesion",)),
    "without a record": Variant(prior=covariance(np.zeros(3), own=0.01, reserve=0.01)),
    "without the reserve of a state": Variant(prior=covariance(reserve=0.01)),
    "reserve: half as wide": Variant(prior=covariance(reserve=0.2)),
    "reserve: half as wide again": Variant(prior=covariance(reserve=0.6)),
    "record: for a side, for all texts, for crime": Variant(
        prior=shared((-1.5, 1.5, -1.5), (0.5, 0.5, 0.5), (0.0, 0.0, 1.0))
    ),
    "record: three that know nothing of each other": Variant(prior=independent(1.5, 2.0, 1.5)),
    "record: the habit three quarters as strong": Variant(prior=covariance(0.75 * HABIT)),
    "record: the habit half as strong again": Variant(prior=covariance(1.5 * HABIT)),
    "record: votes of the year before weigh half": Variant(fading=0.5),
    "the leader's camp cubed beside it": Variant(
        column=lambda call: features(call).linear[:, LINEAR.index("lead")] ** 3
    ),
    "a readiness for one camp's texts": Variant(column=lambda call: np.full(len(members()), float(call.side))),
    "votes on other subjects, whoever leads": Variant(column=place(0)),
    "little digital capacity": Variant(column=lambda call: rules_of(call).roster.development[0].astype(float)),
    "small missions": Variant(column=lambda call: (rules_of(call).roster.capacity < 2).astype(float)),
    "the cue of the camp's leader in place of blocs": Variant(closing=cue),
    "blocs as close on both camps' texts": Variant(closing=even),
}


def as_in(variant: Variant) -> AbstractContextManager[object]:
    """Room in the model for a variant's column, for as long as the context lasts."""
    if variant.column is None:
        return nullcontext()
    names, bounds = (*LINEAR, "added", *NAMES[len(LINEAR) :]), ((None, None), *model.BOUNDS)
    return patch.multiple(model, LINEAR=(*LINEAR, "added"), NAMES=names, BOUNDS=bounds)


def prior_of(variant: Variant) -> Prior:
    """What the variant thinks beforehand."""
    mean, spread = model.PRIOR_MEAN.copy(), model.PRIOR_SPREAD.copy()
    for prior_spread, names in ((1e-6, variant.without), (4.0, variant.unknown)):
        for name in names:
            mean[NAMES.index(name)], spread[NAMES.index(name)] = 0.0, prior_spread
    if variant.column is not None:
        mean, spread = (np.insert(old, len(LINEAR), new) for old, new in ((mean, 0.0), (spread, 1.0)))
    return Prior(mean, spread, variant.prior)


def known(variant: Variant, call: RollCall) -> Features:
    """What is known of a roll call, with the variant's column and blocs."""
    found = features(call)
    if variant.column is not None:
        found = replace(found, linear=np.column_stack([found.linear, variant.column(call)]))
    return found if variant.closing is None else replace(found, closing=variant.closing(call))


def tried(variant: Variant, calls: Sequence[RollCall]) -> tuple[Figures, Figures]:
    """Mean figures with each vote left out in turn; and with a record of strictly earlier days."""
    given = {call.symbol: Seen(known(variant, call), call.votes) for call in calls}
    made: tuple[list[Figures], list[Figures]] = ([], [])
    prior = prior_of(variant)
    with as_in(variant):
        for call in calls:
            others = [other for other in calls if other is not call]
            parameters = fit([given[other.symbol] for other in others], prior)
            for rows, record in zip(made, (others, before(others, call)), strict=True):
                faded = [
                    replace(given[o.symbol], weight=variant.fading ** max(0, call.date.year - o.date.year))
                    for o in record
                ]
                held = record_of(parameters, faded, len(call.votes), prior)
                one = score(leanings(parameters, held, given[call.symbol].features).chances, call.votes)
                figures = one.accuracy, one.macro_f1, one.f1_abstain, one.log_loss
                rows.append(tuple(figure or 0.0 for figure in figures))  # type: ignore[arg-type]
    first, second = (tuple(float(x) for x in np.mean(rows, axis=0)) for rows in made)
    return first, second  # type: ignore[return-value]


def evidence(prior: Floats, calls: Sequence[RollCall]) -> float:
    """Log marginal likelihood of all roll calls under a prior of the record, by Laplace's approximation at its mode."""
    some = [Seen(features(call), call.votes) for call in calls]
    states, parts = len(calls[0].votes), len(prior)
    thought = Prior(covariance=prior)
    parameters = fit(some, thought)
    record, precision = record_of(parameters, some, states, thought), thought.precision
    height, curve = -0.5 * float((record @ precision * record).sum()), np.kron(np.eye(states), precision)
    for one in some:
        lean = leanings(parameters, record, one.features)
        chance = lean.chances
        cast = one.votes != AWAY
        height += float(np.log(chance[cast, one.votes[cast]]).sum())
        rise, fall = lean.yes * (1 - lean.yes), -lean.no * (1 - lean.no)
        by_eta = np.stack([rise, -rise - fall, fall], axis=1)
        by_width = lean.edge[:, None] * np.stack([-rise, rise - fall, fall], axis=1)
        bent = np.eye(states) + parameters[NAMES.index("cohesion")] * one.features.closing
        slopes = ((one.features.part, by_eta, bent), (parts - 1, by_width, np.eye(states)))
        for (i, a, turned), (j, b, turned_too) in product(slopes, slopes):
            told = np.where(cast, (a * b / chance).sum(axis=1), 0.0)
            curve[i::parts, j::parts] += turned.T @ (told[:, None] * turned_too)
    away = float((((parameters - model.PRIOR_MEAN) / model.PRIOR_SPREAD) ** 2).sum())
    return height - 0.5 * (away + np.linalg.slogdet(curve)[1] + states * np.linalg.slogdet(prior)[1])


def priors() -> list[str]:
    """The marginal likelihood under the prior of the record, under its neighbours, and under others."""
    calls = known_roll_calls()
    near = {f"habit {', '.join(f'{x:g}' for x in h)}, own {OWN:g}, reserve {RESERVE:g}": covariance(h) for h in HABITS}
    near |= {f"the model's habit, own {own:g}": covariance(own=own) for own in (0.5, 1.5)}
    near |= {f"the model's habit, reserve {reserve:g}": covariance(reserve=reserve) for reserve in (0.3, 0.5, 0.6)}
    others = {n: variant.prior for n, variant in VARIANTS.items() if not np.array_equal(variant.prior, covariance())}
    lines = ["", "| prior of the record | log marginal likelihood |", "|---|---|"]
    return lines + [f"| {name} | {evidence(prior, calls):.1f} |" for name, prior in (near | others).items()]


def table() -> list[str]:
    """Every variant as a row."""
    calls = known_roll_calls()
    lines = ["| | accuracy | macro-F1 | F1 of abstention | log-loss | the same, strictly earlier record |"]
    lines += ["|---|---|---|---|---|---|"]
    for name, variant in VARIANTS.items():
        one, two = tried(variant, calls)
        lines.append(f"| {name} | {' | '.join(f'{x:.3f}' for x in one)} | {' / '.join(f'{x:.3f}' for x in two)} |")
    return lines


if __name__ == "__main__":
    print("\n".join([*table(), *priors()]))
