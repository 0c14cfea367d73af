"""`python -m bench.agency_pacts [--worlds N] [--json]`: a pledge honoured, bent by its loopholes, and broken.

Each party to the pacts of three scenarios gives one answer to every temptation of the quarters and is passive in all
else, in the same worlds; points are those of demarche.scenarios.points.  The exercise of two rivals is played twice
more, with partners that can hardly attribute anything, and with partners that always can.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np

from demarche.agents.answering import Answer, Answering
from demarche.scenarios.cards import card_for
from demarche.scenarios.compile import Game, game
from demarche.scenarios.load import load
from demarche.scenarios.points import points
from demarche.scenarios.reference import played, reference, seated
from demarche.sim.formulas import PERCENT
from demarche.sim.record import World
from demarche.sim.secrets import FULL

WORLDS = 60
AIM = 2.0
"""Points between the best and the worst of the three answers."""
BLIND, SHARP = 0.1, 1.0
CASES: tuple[tuple[str, tuple[str, ...], bool], ...] = (
    ("us-china-2015", (), True),
    ("us-russia", (), True),
    ("us-russia", tuple(f"states.{code}.attribution={BLIND}" for code in ("USA", "RUS")), False),
    ("us-russia", tuple(f"states.{code}.attribution={SHARP}" for code in ("USA", "RUS")), False),
    ("pact-2015", (), False),
)
"""A scenario, settings, and whether the three answers are to differ by AIM in it."""


@dataclass(frozen=True)
class PactRow:
    """One party to a pact: mean points by answer, and what became of its partner's trust, namings and its gain."""

    scenario: str
    settings: str
    seat: str
    aimed: bool
    points: dict[str, float]
    trust: dict[str, float]
    named: dict[str, float]
    gain: dict[str, float]

    @property
    def best(self) -> str:
        """The answer with most points."""
        return max(self.points, key=lambda answer: self.points[answer])

    @property
    def spread(self) -> float:
        """Points between the best answer and the worst."""
        return max(self.points.values()) - min(self.points.values())


def rows(worlds: int = WORLDS, seed: int = 1) -> list[PactRow]:
    """Every party of every case."""
    found = []
    for scenario, settings, aimed in CASES:
        made = game(load(scenario, settings), seed, range(worlds))
        for seat in np.flatnonzero(made.rules.voters).tolist():
            found.append(of_seat(made, scenario, settings, seat, aimed=aimed))
    return found


def of_seat(made: Game, scenario: str, settings: Sequence[str], seat: int, *, aimed: bool) -> PactRow:
    """One party with each of the answers."""
    card, without = card_for(made, seat), reference(made, seat)
    ends = {answer: played(made, seated(made, seat, Answering(made.doctrine, answer))) for answer in Answer}
    (partner,) = np.flatnonzero(made.rules.voters & (np.arange(made.rules.seats) != seat))
    nothing = np.zeros(without.record.worlds, bool)

    def mean(of_world: dict[Answer, np.ndarray]) -> dict[str, float]:
        return {answer.value: round(float(values.mean()), 2) for answer, values in of_world.items()}

    def each(what: str) -> dict[str, float]:
        return mean({answer: measured(made, end, seat, int(partner))[what] for answer, end in ends.items()})

    return PactRow(
        scenario=scenario,
        settings=" ".join(settings),
        seat=made.rules.roster.names[seat],
        aimed=aimed,
        points=mean({answer: points(made, seat, card, end, without, nothing) for answer, end in ends.items()}),
        trust=each("trust"),
        named=each("named"),
        gain=each("gain"),
    )


def measured(made: Game, end: World, seat: int, partner: int) -> dict[str, np.ndarray]:
    """The partner's trust in the seat, how often it was named in public, and what its operations brought, (B,) each."""
    return {
        "trust": end.secrets.trust[:, partner, seat] / FULL,
        "named": end.record.accused[:, :, seat].sum(axis=1) - made.rules.conduct.accused[:, seat].sum(),
        "gain": end.secrets.gained[:, seat] / PERCENT,
    }


def in_full(row: PactRow) -> dict[str, object]:
    """A row with the best answer and how far it is from the worst."""
    return asdict(row) | {"best": row.best, "spread": round(row.spread, 2)}


def table(found: Sequence[PactRow]) -> str:
    """The rows as text, with what the target says of them."""
    lines = [f"{'scenario':14} {'seat':4} {'honour':>7} {'loophole':>8} {'break':>6}  best      spread  settings"]
    for row in found:
        numbers = "  ".join(f"{row.points[answer]:6.2f}" for answer in Answer)
        short = " (below the aim)" if row.aimed and row.spread < AIM else ""
        lines.append(f"{row.scenario:14} {row.seat:4} {numbers}  {row.best:9} {row.spread:5.2f}{short}  {row.settings}")
    return "\n".join(lines)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worlds", type=int, default=WORLDS)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    whole = rows(options.worlds)
    if options.json:
        print(json.dumps([in_full(row) for row in whole], indent=1))
    else:
        print(table(whole))
