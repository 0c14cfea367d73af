"""`python -m bench.reactions [WORLDS]`: how much less a state holds back toward a partner that breaks its pledge.

Two states are bound by a pact that clearly covers .8 of theft, espionage and disruption, with other ties of .6 and no
cost at home.  For four quarters the second holds back .8 of that or nothing; then the first weighs how far to hold
back from disruption.  Rates are of data before 2019, the factor of the dyad is drawn and known to nobody.  Each choice
of the rules that the difference depends on is then undone alone.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import numpy as np

from demarche.agents import formulas as doctrine
from demarche.agents.doctrine import restrain
from demarche.scenarios.aftermath import quarters_of
from demarche.scenarios.compile import Game, game
from demarche.scenarios.theory.few import at_nature, next_quarter
from demarche.scenarios.theory.restraint import asked_in
from demarche.sim import formulas
from demarche.sim.aftermath import beliefs
from demarche.sim.terms import Floats, Kind

YEAR, QUARTERS, KEEPS = 2019, 4, 80
PLEDGED = (0.8, 0.8, 0.8, 0.0)
"""Share of each kind that the text covers."""
AT_LEAST = {("USA", "RUS"): "at least 20", ("USA", "CHN"): "at least 10", ("KEN", "NGA"): "below 5", ("RUS", "CHN"): "",
            ("ISR", "IRN"): ""}  # fmt: skip
"""The pairs, the one that holds back first, and what is asked of the difference in hundredths."""
Settings = dict[str, float]


def bound(one: str, other: str, worlds: int, clear: float, settings: Settings) -> Game:
    """The two states and their pact, in that many worlds. clear: share of what it covers that it covers clearly."""
    pact = {"wordings": {"NAP": "NAP.a"}, "linkage": 0.6, "binding": 0.0}
    made = game(quarters_of(YEAR, (one, other), 20, [pact], settings=settings), 1, range(worlds))
    conduct = made.rules.conduct
    reach = np.broadcast_to(np.array(PLEDGED, np.float32), conduct.reach.shape)
    whole = np.full_like(conduct.clear, clear)
    return replace(made, rules=replace(made.rules, conduct=replace(conduct, reach=reach, clear=whole)))


def toward(made: Game, held: int) -> float:
    """Restraint on disruption after four quarters in which the other held back so many hundredths, mean of worlds."""
    levels = np.array([[0], [held]])
    world = at_nature(made, restraint=levels, parties=2)
    for _ in range(QUARTERS):
        world, _ = next_quarter(made, world)
    found: Floats = asked_in(made, world).restraint[:, Kind.DISRUPTION]
    return float(found.mean())


@contextmanager
def undone(*changes: tuple[Any, str, Any]) -> Iterator[None]:
    """While it lasts, functions and numbers of the rules are others: (module, name, what stands there)."""
    with ExitStack() as stack:
        for module, name, other in changes:
            stack.enter_context(patch.object(module, name, other))
        yield


def certain(without: Floats, signals: Floats, otherwise: Floats) -> Floats:
    """How much likelier a breach is noticed, by intelligence that is never wrong."""
    return 1 - (1 - np.maximum(np.exp(-without) - np.exp(-signals), 0)) * (1 - otherwise)


def clear_only(right: Callable[..., Floats]) -> Callable[..., Floats]:
    """Signals expected of what is clearly covered alone."""
    return lambda clear, contested, *rest: right(clear, contested * 0, *rest)


CONTESTED = [
    (module, name, clear_only(getattr(formulas, name)))
    for module in (beliefs, restrain)
    for name in ("of_keeping", "of_breach")
]
STEPS = [(formulas, "LEAST_STEP", np.float32(np.exp(-2))), (formulas, "MOST_STEP", np.float32(np.exp(2)))]
CERTAIN = [(restrain, "noticed", certain), (doctrine, "WRONG", np.float32(0))]
VARIANTS: tuple[tuple[str, float, Settings, list[tuple[Any, str, Any]]], ...] = (
    ("as played", 1.0, {}, []),
    ("every dyad runs its rate (5)", 1.0, {"spread": 0.0}, []),
    ("a quarter moves odds by e² either way (13)", 1.0, {}, STEPS),
    ("intelligence is never wrong (16)", 1.0, {}, CERTAIN),
    ("no intelligence", 1.0, {"intelligence": 0.0}, []),
    ("a quarter of it contested", 0.75, {}, []),
    ("the same, contested not expected (1)", 0.75, {}, CONTESTED),
)
"""What is undone, the share that is clear, settings, and changes of the rules; numbers as in docs/theory.md."""


def main() -> None:
    """Measure and print."""
    worlds = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    print(f"{worlds} worlds; restraint toward one that honours / one that breaks, and the difference in hundredths")
    for said, clear, settings, changes in VARIANTS:
        print(said)
        for (one, other), wanted in AT_LEAST.items():
            with undone(*changes):
                made = bound(one, other, worlds, clear, settings)
                honours, breaks = (toward(made, held) for held in (KEEPS, 0))
            asked = f"   asked: {wanted}" if wanted and said == "as played" else ""
            print(f"  {one}-{other}  {honours:.2f} / {breaks:.2f}  {100 * (honours - breaks):5.1f}{asked}")


if __name__ == "__main__":
    main()
