"""Worlds of small rooms on which the engines are compared: any scenario, settings within their ranges, any pacts."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from demarche.agents.doctrine import parameters
from demarche.scenarios import batch
from demarche.scenarios.compile import Game, game
from demarche.scenarios.load import load
from demarche.sim import conduct, engine
from tests.fuzz import same_world

SMALL = ("tutorial", "pact-2015", "us-china-2015", "sco-2009", "gge-2017")
"""Scenarios whose rooms have few seats. The others have 193, and the same rules."""
IN_QUARTERS = list(conduct.TABLE)
OF_CAPITALS = [row for row in parameters.TABLE if parameters.PLACES[row.name] >= parameters.PLACES["sign_base"]]
OF_TEXTS = [row for row in parameters.TABLE if row.default is not None and row not in OF_CAPITALS]
SETTABLE = {row.name: row for row in (*IN_QUARTERS, *OF_CAPITALS, *OF_TEXTS)}
"""Every row that a scenario may set, by name."""


def made(
    name: str,
    settings: Mapping[str, float],
    worlds: int,
    *,
    quarters: int = 6,
    in_force: bool = False,
    strategies: Mapping[str, str] | None = None,
) -> Game:
    """That many worlds. in_force: every draft is a pact between all members when the session opens.

    strategies  the pledge strategy of states, by their codes
    """
    words = [f"quarters={quarters}", *(f"settings.{row}={value!r}" for row, value in settings.items())]
    words += [f"states.{state}.strategy={strategy}" for state, strategy in (strategies or {}).items()]
    one = game(load(name, words), 11, range(worlds))
    if not in_force:
        return one
    standing = np.broadcast_to(one.rules.voters, one.rules.standing.shape)
    return replace(one, rules=replace(one.rules, standing=standing))


def same_by_both(one: Game) -> None:
    """Fails unless both engines play the same worlds, and the same twins."""
    plain, compiled = (batch.play(one, with_twin=True, by=by) for by in (engine.NUMPY, engine.NUMBA))
    same_world(plain.world, compiled.world)
    assert plain.twin is not None
    assert compiled.twin is not None
    same_world(plain.twin, compiled.twin)
