"""Factors that a study need not write out: every judged number over its range."""

from collections.abc import Sequence
from typing import Any, Literal

from demarche.agents.doctrine import parameters
from demarche.sim import conduct
from demarche.sim.parameter import JUDGED, Parameter

Preset = Literal["judged", "judged-quarters"]
"""Every judged number of docs/model.md, or those alone that the quarters rest on."""
QUARTERS_BEGIN_AT = "sign_base"
"""From here on the numbers of the doctrine are about the quarters; see agents/doctrine/parameters.py."""


def judged(preset: Preset) -> list[Parameter]:
    """The judged numbers of a preset, in the order of docs/model.md."""
    doctrine = list(parameters.TABLE)
    if preset == "judged-quarters":
        names = [number.name for number in doctrine]
        doctrine = doctrine[names.index(QUARTERS_BEGIN_AT) :]
    return [number for number in (*doctrine, *conduct.TABLE) if number.origin == JUDGED]


def factors_of(preset: Preset, given: Sequence[Any]) -> list[dict[str, Any]]:
    """A factor for each number of a preset that no factor given sets, as a study file would have it."""
    paths = [factor.get("path") for factor in given if isinstance(factor, dict)]
    there = {path for one in paths for path in (one if isinstance(one, list | tuple) else [one])}
    return [
        {
            "name": number.name,
            "path": f"settings.{number.name}",
            "range": [float(number.low), float(number.high)],
            "label": number.meaning,
        }
        for number in judged(preset)
        if f"settings.{number.name}" not in there
    ]
