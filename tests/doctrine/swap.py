"""What comes of it if China holds the doctrine of the other pole, with its own positions or those of the doctrine.

python -m tests.doctrine.swap       the table of docs/doctrine.md
"""

from dataclasses import dataclass

from tests.doctrine.idle import Effect, paired

SWAPPED = "states.CHN.doctrine=cybersecurity"
POSITIONS = "states.CHN.positions=doctrine"


@dataclass(frozen=True)
class Swap:
    """A scenario and what is measured in it.

    settings  beside those held in both      moves  measures that must move beyond chance      still  that must not
    """

    scenario: str
    settings: tuple[str, ...]
    worlds: int
    moves: tuple[str, ...]
    still: tuple[str, ...] = ()
    held: tuple[str, ...] = ()

    @property
    def positions(self) -> str:
        """Whose positions China has."""
        return "the doctrine's" if POSITIONS in self.settings else "its own"

    def effects(self) -> dict[str, Effect]:
        """By measure, in the same worlds."""
        return paired(self.scenario, self.held, self.settings, (*self.moves, *self.still), self.worlds)


VOTES = ("yes_1", "no_1", "yes_2", "no_2")
SWAPS = (
    Swap("us-china-2015", (SWAPPED,), 400, ("operations_within_1", "theft_within_1", "namings", "consultations")),
    Swap("pact-2015", (SWAPPED,), 400, ("measures_delivered_1", "namings", "consultations", "protests")),
    Swap("pact-2015", (SWAPPED, POSITIONS), 400, ("adopted",), held=("quarters=0",)),
    Swap("dual-track-2018", (SWAPPED,), 40, (), VOTES),
    Swap("dual-track-2018", (SWAPPED, POSITIONS), 40, ("no_2", "yes_2")),
)


def rows() -> list[str]:
    """The table as it is in the docs."""
    lines = ["| scenario | China's positions | measure | before | after | effect |", "|---|---|---|---|---|---|"]
    for swap in SWAPS:
        for name, found in swap.effects().items():
            lines.append(f"| `{swap.scenario}` | {swap.positions} | `{name}` | {found} |")
    return lines


if __name__ == "__main__":
    print("\n".join(rows()))
