"""For each number that differs between the two poles: a scenario in which setting it to the other pole's value is felt.

    python -m tests.doctrine.idle       the table of docs/doctrine.md, from WORLDS worlds of each

All seats hold one pole's doctrine; in the same worlds, the number is set to the other pole's value in all of them.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from demarche.agents.doctrine.profiles import differing, profile
from demarche.scenarios.compile import game
from demarche.scenarios.load import load
from demarche.scenarios.study.observe import observe

EXERCISE = str(Path(__file__).with_name("exercise.toml"))
POLES = ("information-security", "cybersecurity")
WORLDS = 200
NORMAL = 1.96  # quantile of a 95 % interval


@dataclass(frozen=True)
class Case:
    """Where a number is felt, and by which measure. from_pole: 0 or 1, whose doctrine the seats hold before."""

    name: str
    measure: str
    from_pole: int = 0
    scenario: str = EXERCISE
    settings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Effect:
    """Mean of a measure before and after, of their difference in the same world, and half the width of its interval."""

    before: float
    after: float
    difference: float
    half: float

    @property
    def is_felt(self) -> bool:
        """Whether the interval leaves out 0."""
        return self.half > 0 and abs(self.difference) > self.half


US_CHINA = ("us-china-2015", ("quarters=0",))
CASES = (
    Case("sign_base", "adopted", 0, *US_CHINA),
    Case("sign_similar", "adopted", 0, "pact-2015", ("quarters=0",)),
    Case("sign_depth", "adopted", 0, *US_CHINA),
    Case("sign_threat", "adopted", 0, *US_CHINA),
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
    Case("speak_out", "namings", 1),
    Case("state_publicly", "statements", 1),
    Case("indict", "indictments", 1),
    Case("use_sanction", "sanctions_used", 1),
    Case("leave_pact", "denunciations", 1),
    Case("talk", "consultations"),
    Case("protest", "protests"),
)


def effect(case: Case, worlds: int = WORLDS) -> Effect:
    """What setting a number to the other pole's value does, in that many worlds, each beside itself."""
    here, there = POLES[case.from_pole], POLES[1 - case.from_pole]
    held = [*case.settings, f"doctrine={here}"]
    before, after = (
        observe(game(load(case.scenario, settings), 1, range(worlds)), (case.measure,), (), None)[0][case.measure]
        for settings in (held, [*held, f"settings.{case.name}={profile(there).number(case.name)}"])
    )
    both = np.isfinite(before) & np.isfinite(after)
    off = (after - before)[both]
    half = NORMAL * off.std(ddof=1) / len(off) ** 0.5
    return Effect(before[both].mean(), after[both].mean(), off.mean(), half)


def rows() -> list[str]:
    """The table as it is in the docs."""
    lines = ["| number | from → to | scenario | measure | before | after | effect |", "|---|---|---|---|---|---|---|"]
    for case in CASES:
        found, here = effect(case), POLES[case.from_pole]
        ends = " → ".join(f"{profile(pole).number(case.name):g}" for pole in (here, POLES[1 - case.from_pole]))
        where = "exercise" if case.scenario == EXERCISE else f"`{case.scenario}`"
        low, high = found.difference - found.half, found.difference + found.half
        lines.append(
            f"| `{case.name}` | {ends} | {where} | `{case.measure}` | {found.before:.4g} | {found.after:.4g} | "
            f"{found.difference:+.3g} [{low:+.3g}, {high:+.3g}] |"
        )
    return lines


def without_a_case() -> set[str]:
    """Numbers that differ between the poles and have no case here, and cases of numbers that do not."""
    return {row.name for row in differing(*POLES)} ^ {case.name for case in CASES}


if __name__ == "__main__":
    print("\n".join(rows()))
