"""`python -m bench.reactions [WORLDS] [--undo POINT …]`: how states hold back toward those that break their pledges.

Two states are bound by a pact that clearly covers .8 of theft, espionage and disruption, with other ties of .6 and no
cost at home.  For four quarters the second holds back .8 of that or nothing; then the first weighs how far to hold
back from disruption.  Rates are of data before 2019, the factor of the dyad is drawn and known to nobody.  Each choice
of the rules that the difference depends on is then undone alone, under the default numbers of the parameters.
"""

from argparse import ArgumentParser
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
from demarche.scenarios.rates import kinds
from demarche.scenarios.tables import members
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
DEFAULT = "non-aligned"
"""The doctrine in which every number is the default."""


def bound(one: str, other: str, worlds: int, clear: float, settings: Settings, doctrine: str | None) -> Game:
    """The two states and their pact, in that many worlds. clear: share of what it covers that it covers clearly.

    doctrine: held by both, where not the one that each holds by default
    """
    pact = {"wordings": {"NAP": "NAP.a"}, "linkage": 0.6, "binding": 0.0}
    held = {"doctrine": doctrine} if doctrine else {}
    made = game(quarters_of(YEAR, (one, other), 20, [pact], settings=settings, **held), 1, range(worlds))
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
AS_THE_RECORD = {"CHN": 0.06, "RUS": 0.29, "IRN": 0.14, "USA": 0.42}
"""Share of disruption among operations counted in all years to 2023; the rules take only what came before the year."""


_DATED = kinds.disruption


def of_all_years(before: int) -> Floats:
    """Shares of disruption as counted over all years, where they were printed."""
    found = _DATED(before).copy()
    for place, iso3 in enumerate(members()):
        found[place] = AS_THE_RECORD.get(iso3, found[place])
    return found


Change = tuple[Any, str, Any]
VARIANTS: dict[str, tuple[str, float, Settings, list[Change], str | None]] = {
    "played": ("as played: every state by the doctrine it holds by default", 1.0, {}, [], None),
    "default": ("every state by the default numbers of the parameters", 1.0, {}, [], DEFAULT),
    "1": ("contested operations not expected, where a quarter is contested", 0.75, {}, CONTESTED, DEFAULT),
    "1-base": ("a quarter contested, expected at one half", 0.75, {}, [], DEFAULT),
    "5": ("every dyad runs its rate", 1.0, {"spread": 0.0}, [], DEFAULT),
    "13": ("a quarter moves odds by e^2 either way", 1.0, {}, STEPS, DEFAULT),
    "16": ("intelligence is never wrong", 1.0, {}, CERTAIN, DEFAULT),
    "1,5,13,16": ("all four undone", 0.75, {"spread": 0.0}, [*CONTESTED, *STEPS, *CERTAIN], DEFAULT),
    "intelligence": ("no intelligence", 1.0, {"intelligence": 0.0}, [], DEFAULT),
    "dates": ("shares of disruption of all years to 2023", 1.0, {}, [(kinds, "disruption", of_all_years)], DEFAULT),
}
"""What is undone, by the point that asks for it: words, the share that is clear, settings, changes, and the doctrine.

Numbers of points are those of docs/theory.md.
"""
BESIDE = {"1": "1-base", "1,5,13,16": "1-base"}
"""The row with which each is compared; the default numbers where none is named."""


def difference(one: str, other: str, worlds: int, which: str) -> tuple[float, float]:
    """Restraint toward one that honours and one that breaks."""
    _, clear, settings, changes, doctrine = VARIANTS[which]
    with undone(*changes):
        made = bound(one, other, worlds, clear, settings, doctrine)
        return toward(made, KEEPS), toward(made, 0)


def main() -> None:
    """Measure and print."""
    parser = ArgumentParser(prog="python -m bench.reactions", description=__doc__)
    parser.add_argument("worlds", nargs="?", type=int, default=3000)
    parser.add_argument("--undo", choices=VARIANTS, nargs="*", help="only these rows; all where none is named")
    given = parser.parse_args()
    print(f"{given.worlds} worlds; restraint toward one that honours / one that breaks, the difference in hundredths,")
    print("and what the rule takes from it: the difference without the rule, less the difference with it")
    kept: dict[tuple[str, str, str], float] = {}

    def measured(which: str, one: str, other: str) -> str:
        honours, breaks = difference(one, other, given.worlds, which)
        kept[which, one, other] = 100 * (honours - breaks)
        return f"{honours:.2f} / {breaks:.2f}  {kept[which, one, other]:5.1f}"

    for which in given.undo or VARIANTS:
        beside = BESIDE.get(which, "default")
        print(f"{which}: {VARIANTS[which][0]}")
        for (one, other), wanted in AT_LEAST.items():
            words = measured(which, one, other)
            if which in ("played", "default", "1-base"):
                words += f"   asked: {wanted}" if wanted and which != "1-base" else ""
            else:
                if (beside, one, other) not in kept:
                    measured(beside, one, other)
                words += f"   takes {kept[which, one, other] - kept[beside, one, other]:+.1f}"
            print(f"  {one}-{other}  {words}")


if __name__ == "__main__":
    main()
