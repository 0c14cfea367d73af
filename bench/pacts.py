"""`python -m bench.pacts [WORLDS]`: what became of pacts over many worlds, each beside its twin without the pact.

500 worlds of seed 1 where no number is given.  Multipliers are operations among the parties, summed over all worlds,
over those of the twins; the interval is the middle 95 of 100 of 1,000 resamples of worlds.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from demarche.scenarios.compile import Game, game
from demarche.scenarios.load import load
from demarche.scenarios.twins import twin
from demarche.sim.pacts import Pacts, pacts
from demarche.sim.procedure.order import may
from demarche.sim.procedure.step import step
from demarche.sim.record import World, opening
from demarche.sim.secrets import Sum
from demarche.sim.session import ask, by_itself, run

BATCH = 100
RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Played:
    """Worlds of one scenario, in batches, each with its pacts held beside their twins."""

    batches: list[Pacts]

    def each(self, name: str) -> np.ndarray:
        """A property of the first pact in every world."""
        return np.concatenate([np.asarray(getattr(batch, name))[:, 0] for batch in self.batches])

    def by_quarter(self, name: str) -> np.ndarray:
        """Operations of the first pact, (worlds, quarters): `series` here or in the `twin`."""
        return np.concatenate([getattr(batch, name)[:, 0, :, Sum.OPERATIONS] for batch in self.batches])


def play(name: str, worlds: int, settings: Sequence[str] = ()) -> Played:
    """That many worlds of a scenario and their twins."""
    batches = []
    for first in range(0, worlds, BATCH):
        made = game(load(name, settings), 1, range(first, min(first + BATCH, worlds)))
        end = run(made.rules, made.briefs, made.seats, made.luck)
        batches.append(pacts(made.rules, end, twin(made)))
    return Played(batches)


def multiplier(here: np.ndarray, without: np.ndarray) -> str:
    """Operations over those of the twin, with its interval. here, without (worlds,)."""
    # A fixed seed: the interval is a statement about these worlds, and is the same each time.
    picks = np.random.default_rng(1).integers(len(here), size=(RESAMPLES, len(here)))
    ratios = here[picks].sum(axis=1) / np.maximum(without[picks].sum(axis=1), 1)
    low, high = np.quantile(ratios, [0.025, 0.975])
    return f"x{here.sum() / max(without.sum(), 1):.3f} [{low:.3f}, {high:.3f}]"


def threat(worlds: int) -> None:
    """The sanctions threat: operations while it is in effect, and afterwards, each as a ratio to the counterfactual."""
    used, here, without = [], [], []
    for first in range(0, worlds, BATCH):
        made = game(load("us-china-2015"), 1, range(first, min(first + BATCH, worlds)))
        end, when = watch(made)
        held = pacts(made.rules, end, twin(made))
        used.append(when)
        here.append(held.series[:, 0, :, Sum.OPERATIONS])
        without.append(held.twin[:, 0, :, Sum.OPERATIONS])
    quarter, ops, twins = np.concatenate(used), np.concatenate(here), np.concatenate(without)
    stands = np.arange(ops.shape[1]) <= quarter[:, None]
    for words, where in (("while the threat stands", stands), ("once it is spent", ~stands)):
        print(f"  {words:24} {multiplier(np.where(where, ops, 0).sum(axis=1), np.where(where, twins, 0).sum(axis=1))}")
    print(f"  spent in {(quarter < ops.shape[1]).mean():.3f} of worlds")


def watch(made: Game) -> tuple[World, np.ndarray]:
    """Play a batch to its end, and the quarter in which sanctions were first used; past the last where never."""
    rules, never = made.rules, made.rules.conduct.quarters
    world, when = opening(rules, made.luck.lot(rules)), np.full(len(made.luck.replicate), never)
    while not world.record.closed.all():
        verbs, quarter = may(rules, world), world.record.quarter
        act = ask(rules, world, made.briefs, verbs, made.seats, made.luck)
        world = step(rules, world, act, verbs, by_itself(rules, world, made.luck))
        when = np.where(world.record.sanctioned.any(axis=(1, 2)) & (when == never), quarter, when)
    return world, when


def main(words: list[str]) -> None:
    """Play and print."""
    worlds = int(words[0]) if words else 500
    for name in ("sco-2009", "pact-2015", "us-china-2015"):
        played = play(name, worlds)
        here, without = (played.by_quarter(which).sum(axis=1) for which in ("series", "twin"))
        print(
            f"{name:14} signed {played.each('signed').mean():.3f}   operations {multiplier(here, without)}   "
            f"measures delivered {np.nanmean(played.each('measures_delivered')):.3f}   "
            f"substance {np.nanmean(played.each('substance')):.3f}   "
            f"denounced {played.each('denounced').any(axis=1).mean():.3f}"
        )
    threat(worlds)


if __name__ == "__main__":
    main(sys.argv[1:])
