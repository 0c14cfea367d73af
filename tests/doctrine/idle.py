"""For each number that differs between doctrines: a scenario in which setting it to the other's value is felt.

    python -m tests.doctrine.idle       the table of docs/doctrine.md, from WORLDS worlds of each

All seats hold one doctrine; in the same worlds, the number is set to the other's value in all of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from demarche.agents.doctrine.profiles import DOCTRINES, profile
from demarche.scenarios.compile import game
from demarche.scenarios.load import load
from demarche.scenarios.study.observe import observe
from demarche.sim.bargain import Doubles

EXERCISE = str(Path(__file__).with_name("exercise.toml"))
POLES = ("information-security", "cybersecurity")
WORLDS = 200
NORMAL = 1.96  # quantile of a 95 % interval


@dataclass(frozen=True)
class Case:
    """Where a number is felt, and by which measure. here: the doctrine of all seats; there: whose value it gets."""

    name: str
    measure: str
    here: str = POLES[0]
    there: str = POLES[1]
    scenario: str = EXERCISE
    settings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Effect:
    """Mean of a measure before and after, of their difference in the same world, and half the width of its interval."""

    before: float
    after: float
    difference: float
    half: float

    def __str__(self) -> str:
        """Three cells of a table."""
        low, high = self.difference - self.half, self.difference + self.half
        return f"{self.before:.4g} | {self.after:.4g} | {self.difference:+.3g} [{low:+.3g}, {high:+.3g}]"

    @property
    def is_felt(self) -> bool:
        """Whether the interval leaves out 0."""
        return self.half > 0 and abs(self.difference) > self.half


BACK = POLES[::-1]
US_CHINA = (*POLES, "us-china-2015", ("quarters=0",))
CASES = (
    Case("sign_base", "adopted", *US_CHINA),
    Case("sign_similar", "adopted", *POLES, "pact-2015", ("quarters=0",)),
    Case("sign_depth", "adopted", *US_CHINA),
    Case("sign_threat", "adopted", *US_CHINA),
    Case("harm_theft", "theft_within_1"),
    Case("harm_espionage", "operations_within_1"),
    Case("harm_disruption", "disruption_within_1"),
    Case("harm_information", "operations_within_1"),
    Case("domestic", "breaches_1"),
    Case("tolerance", "measures_delivered_1"),
    Case("contested", "measures_delivered_1"),
    Case("doubt", "operations_within_1"),
    Case("deliver", "measures_delivered_1"),
    Case("deliver_trust", "measures_delivered_1"),
    Case("names", "namings"),
    Case("proof", "namings"),
    Case("speak_out", "namings", *BACK),
    Case("state_publicly", "statements", *BACK),
    Case("indict", "indictments", *BACK),
    Case("use_sanction", "sanctions_used", *BACK),
    Case("leave_pact", "denunciations", *BACK),
    Case("talk", "consultations"),
    Case("protest", "protests"),
)
"""Of every number in which the two poles differ."""
OF_VARIANTS = (
    Case("hit_back", "retaliations", "persistent-engagement", "cybersecurity"),
    Case("horizon", "operations_within_1", "persistent-engagement", "cybersecurity"),
    Case("discount", "operations_within_1", "strategic-restraint", "cybersecurity"),
    Case("broad", "operations_within_1", "strategic-restraint", "cybersecurity"),
)
"""Of those in which they do not, and a variant does."""


def effect(case: Case, worlds: int = WORLDS) -> Effect:
    """What setting a number to the other's value does, in that many worlds, each beside itself."""
    held = [*case.settings, f"doctrine={case.here}"]
    change = f"settings.{case.name}={profile(case.there).number(case.name)}"
    return paired(case.scenario, held, [change], (case.measure,), worlds)[case.measure]


def paired(
    scenario: str, held: Sequence[str], change: Sequence[str], measures: Sequence[str], worlds: int
) -> dict[str, Effect]:
    """What some settings do beside others, by measure, in that many worlds, each beside itself."""
    first, second = (
        observe(game(load(scenario, settings), 1, range(worlds)), measures, (), None)[0]
        for settings in (held, [*held, *change])
    )
    return {name: difference(first[name], second[name]) for name in measures}


def difference(before: Doubles, after: Doubles) -> Effect:
    """The effect between two columns of the same worlds, where both have a number. before, after (B,)."""
    both = np.isfinite(before) & np.isfinite(after)
    off = (after - before)[both]
    half = NORMAL * off.std(ddof=1) / len(off) ** 0.5
    return Effect(before[both].mean(), after[both].mean(), off.mean(), half)


def rows() -> list[str]:
    """The table as it is in the docs."""
    lines = ["| number | from → to | scenario | measure | before | after | effect |", "|---|---|---|---|---|---|---|"]
    for case in (*CASES, *OF_VARIANTS):
        found = effect(case)
        ends = " → ".join(f"{profile(name).number(case.name):g}" for name in (case.here, case.there))
        where = "exercise" if case.scenario == EXERCISE else f"`{case.scenario}`"
        lines.append(f"| `{case.name}` | {ends} | {where} | `{case.measure}` | {found} |")
    return lines


def without_a_case() -> set[str]:
    """Numbers that a doctrine sets and that have no case here, and cases of numbers that none does."""
    named = {name for known in DOCTRINES.values() for name in known.numbers}
    return named ^ {case.name for case in (*CASES, *OF_VARIANTS)}


if __name__ == "__main__":
    print("\n".join(rows()))
