"""The network of pacts that comes of seventeen years of proposals beside the real one, as tables and as an object."""

from dataclasses import asdict
from typing import Any

from demarche.scenarios.network import ASSUMED, Ranking
from demarche.scenarios.state_names import member_name
from demarche.ui.story.parts import Line, Part, Section, Table, Tone


def network_result(found: list[Ranking], worlds: int, *, frozen: bool) -> dict[str, Any]:
    """What `backtest --network --json` prints."""
    return {"worlds": worlds, "frozen": frozen, "rankings": [asdict(one) for one in found], "assumed": ASSUMED}


def network_sections(found: list[Ranking], worlds: int, *, frozen: bool) -> list[Section]:
    """A table of areas under the curve, and the members most often partners."""
    rates = "frozen at those of 2009" if frozen else "compiled anew each January from the record before it"
    note = f"world-2009-2025, {worlds} worlds, rates {rates}. An area of .5 is no better than chance."
    rows = tuple(
        (
            f"{member_name(one.state)}, {one.kind}",
            str(len(one.real)),
            f"{one.played:.1f}",
            *(f"{area:.2f}" for area in (one.model, one.incidents, one.size)),
        )
        for one in found
    )
    heads = ("partners of", "real", "in a world", "model", "incidents alone", "size alone")
    parts: list[Part] = [Line(note, Tone.QUIET), Table(heads, rows, right=(1, 2, 3, 4, 5))]
    for one in found:
        told = ", ".join(
            f"{member_name(name)}{'*' if name in one.real else ''} {share:.2f}" for name, share in one.ranked
        )
        parts.append(Line(f"Most often a partner of {member_name(one.state)} (* really one): {told}."))
    return [Section("Pacts proposed in seventeen years, beside the real ones", (*parts, Line(ASSUMED, Tone.QUIET)))]
