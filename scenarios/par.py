"""Par: what the best plain strategy brings home on a written card, in points out of ten, at level Delegate.

The table is kept beside the scenarios and written by `python -m bench.agency --write-par`.  It holds for the version of
the rules that it names, and for the cards as they were then.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from demarche.scenarios.reading.toml import read_toml
from demarche.sim.rules import RULES_VERSION

TABLE = Path(__file__).parent / "data" / "par.toml"


@dataclass(frozen=True, slots=True)
class Par:
    """points  mean of the best plain strategy        passing  of the passive diplomat        strategy  its name."""

    points: float
    passing: float
    strategy: str


@cache
def table() -> dict[tuple[str, str], Par]:
    """Par by scenario and seat; nothing where no table was written, or one of other rules."""
    document = read_toml(TABLE) if TABLE.exists() else {}
    if document.get("rules") != RULES_VERSION:
        return {}
    return {
        (scenario, seat): Par(row["points"], row["passing"], row["strategy"])
        for scenario, rows in document["par"].items()
        for seat, row in rows.items()
    }


def par(scenario: str, seat: str) -> Par | None:
    """Par of a card; None where none is known, as for derived cards and scenarios of one's own."""
    return table().get((scenario, seat))


def written(rows: Iterable[Mapping[str, object]]) -> str:
    """The table as a file. rows: of scenario, seat, best, passing and strategy, as bench.agency finds them."""
    lines = [
        "# Par by scenario and seat: mean points of the best of five plain strategies in twenty worlds, and of the",
        "# passive diplomat. Written by `python -m bench.agency --write-par`; not by hand.",
        "",
        f"rules = {RULES_VERSION}",
    ]
    by_scenario: dict[str, list[str]] = {}
    for row in rows:
        line = (
            f'{row["seat"]} = {{ points = {row["best"]}, passing = {row["passing"]}, strategy = "{row["strategy"]}" }}'
        )
        by_scenario.setdefault(str(row["scenario"]), []).append(line)
    for scenario, several in by_scenario.items():
        lines += ["", f"[par.{scenario}]", *several]
    return "\n".join(lines) + "\n"
