"""`python -m tests.engines.probe`: small worlds by both engines, for demarche's rules as they stand in this tree.

Prints one line: the SHA-256 of the worlds of each engine. Loops run without being compiled where NUMBA_DISABLE_JIT=1.
"""

import warnings
from dataclasses import fields
from hashlib import sha256

import numpy as np

from demarche.scenarios import batch
from demarche.sim import engine
from demarche.sim.record import World
from tests.engines.worlds import made

BUSY = {
    "published": 0.3,
    "misread": 0.9,
    "noise": 5.0,
    "hit_back": 0.9,
    "use_sanction": 0.7,
    "leave_pact": 0.4,
    "despair": 0.7,
    "displace": 1.0,
}
ROOMS: tuple[tuple[str, dict[str, float], int, int, bool], ...] = (
    ("us-china-2015", {**BUSY, "indict": 0.5}, 24, 12, True),
    ("us-china-2015", {}, 16, 16, False),
    ("sco-2009", BUSY, 4, 5, True),
    ("sco-2009", {}, 3, 4, False),
    ("tutorial", BUSY, 6, 5, False),
    ("tutorial", {"doubt": 0.7, "prior": 0.7, "voice": 1.0, "dealing": 1.0}, 4, 3, True),
    ("pact-2015", {}, 16, 12, False),
)
"""Scenario, settings, worlds, quarters, and whether every draft is a pact in force when the session opens."""


def digest(worlds: list[World]) -> str:
    """Of everything in them."""
    found = sha256()
    for world in worlds:
        for part in (world.record, world.dealings, world.secrets):
            for field in fields(part):
                found.update(np.ascontiguousarray(getattr(part, field.name)).tobytes())
    return found.hexdigest()[:16]


def played(by: str) -> str:
    """The digest of all rooms and their twins, or what went wrong."""
    worlds: list[World] = []
    try:
        for name, settings, many, quarters, in_force in ROOMS:
            one = made(name, settings, many, quarters=quarters, in_force=in_force)
            both = batch.play(one, with_twin=True, by=by)
            worlds += [both.world, both.twin or both.world]
        one = made("sco-2009", BUSY, 3, quarters=4, in_force=True, strategies={"RUS": "generous", "KAZ": "grim"})
        worlds.append(batch.play(one, by=by).world)
    except Exception as error:  # whatever a changed rule leads to
        return f"{type(error).__name__}"
    return digest(worlds)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    print(played(engine.NUMPY), played(engine.NUMBA))
