"""Forecasts of operations by dyad and year against the record, as tables and as an object."""

from typing import Any

from demarche.scenarios.history.dyads import TESTED, TRAINING
from demarche.scenarios.history.pattern import Pattern
from demarche.ui.story.parts import Line, Section, Table, Tone

SAID = {
    "model": "the rates",
    "own_past": "each dyad's own past",
    "initiator_target": "initiator × target",
    "constant": "all dyads alike",
}


def quarters_result(losses: dict[str, float], patterns: list[Pattern]) -> dict[str, Any]:
    """What `backtest --quarters --json` prints. Losses are mean log scores of a dyad-year, times 1000."""
    return {
        "log_score": {name: round(loss, 4) for name, loss in losses.items()},
        "patterns": [
            {
                "name": one.name,
                "record": None if one.record is None else round(one.record, 4),
                "model": round(one.model, 4),
                "low": one.low,
                "high": one.high,
                "holds": one.holds,
                "expected_to_hold": one.expected,
            }
            for one in patterns
        ],
    }


def quarters_sections(losses: dict[str, float], patterns: list[Pattern]) -> list[Section]:
    """The loss of every forecaster, then every pattern beside the record."""
    scored = tuple((SAID[name], f"{loss:.2f}") for name, loss in losses.items())
    held = tuple(
        (
            one.name,
            "" if one.record is None else f"{one.record:.3g}",
            f"{one.model:.3g}",
            f"{one.low:.3g} to {one.high:.3g}",
            _verdict(one),
        )
        for one in patterns
    )
    years = f"{TESTED[0]} to {TESTED[-1]}"
    limits = Line(
        "Incidents are those that Western researchers and governments made public. The numbers of the rates are fitted "
        f"to {TRAINING[0]} to {TRAINING[-1]}; each year is forecast from the record before it. What is left of theft "
        "is a share of its rate without threats and texts; its record is one firm's count of compromises.",
        Tone.QUIET,
    )
    return [
        Section(
            f"Reported operations by dyad, {years}",
            (Table(("forecaster", "loss of a dyad-year × 1000"), scored, right=(1,)),),
        ),
        Section(
            "Patterns",
            (Table(("pattern", "record", "model", "tolerance", "holds"), held, right=(1, 2)), limits),
        ),
    ]


def _verdict(one: Pattern) -> str:
    """Whether it holds, and whether that is what was expected."""
    said = "yes" if one.holds else "no"
    if one.holds != one.expected:
        return f"{said}, unexpected"
    return said if one.expected else f"{said}, as expected"
