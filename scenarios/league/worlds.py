"""The quarters of a scenario among all pairs of entrants: one holds the first state, the other the second."""

from collections.abc import Callable, Sequence

import numpy as np

from demarche.scenarios.batch import tiles
from demarche.scenarios.compile import game
from demarche.scenarios.league.schema import Match
from demarche.scenarios.load import load
from demarche.scenarios.study.by_state import harms
from demarche.scenarios.study.observe import observe
from demarche.scenarios.theory.check import Reals
from demarche.sim.deeds import DONE, Deed

KINDS = tuple(deed.name.lower().removesuffix("_done") for deed in list(Deed)[DONE])
"""The kinds of operations, as measures name them."""


def payoffs(
    match: Match,
    entrants: Sequence[tuple[str, str]],
    replicates: int,
    seed: int,
    tell: Callable[[], None] = lambda: None,
) -> Reals:
    """Mean payoff a quarter of each entrant against each other, (replicates, N, N) gains of one operation; judged.

    Each is the mean of what the entrant gets in the first state's place and in the second's, so that no entrant owes
    its rank to the state that it holds.  Whoever holds a state, harm counts as the scenario has it for that state: else
    a doctrine would be judged by a scale of its own.  Replicate r has the same chance in every pair.
    tell: after each pair
    """
    assert match.between is not None
    n, base = len(entrants), game(load(match.scenario, match.set), seed)
    weights = harms(base.doctrine)[0]
    paid = np.empty((2, replicates, n, n))  # of the first and of the second state
    for i, one in enumerate(entrants):
        for j, other in enumerate(entrants):
            given = [f"states.{s}.{key}={name}" for s, (key, name) in zip(match.between, (one, other), strict=True)]
            scenario = load(match.scenario, [*match.set, *given])
            for place, part in tiles([game(scenario, seed, range(replicates))]):
                found, _ = observe(part, [name for state in match.between for name in deeds_of(state)], (), None)
                for side, state in enumerate(match.between):
                    harm = weights[base.rules.roster.names.index(state)]
                    done, *suffered = (found[name] for name in deeds_of(state))
                    paid[side, place, i, j] = (done - harm @ np.stack(suffered)) / scenario.quarters
            tell()
    return (paid[0] + paid[1].swapaxes(1, 2)) / 2


def deeds_of(state: str) -> list[str]:
    """The measures of which a payoff is made: operations done, and those suffered by kind, in the order of Kind."""
    return [f"operations_done_{state}", *(f"{name}_suffered_{state}" for name in KINDS)]
