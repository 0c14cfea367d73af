"""Compile the loops of the engine before the tests begin, so that no two workers of pytest compile the same one.

python -m tests.loops

It takes a minute or two the first time, and a second where they are on disk already; without numba it does nothing.
"""

from demarche.scenarios import batch
from demarche.scenarios.compile import game
from demarche.scenarios.load import load
from demarche.sim import engine

ROOMS = {
    "tutorial": [],
    "pact-2015": ["quarters=2", "rounds=0"],
    "us-china-2015": ["quarters=18"],
    "gge-2017": ["rounds=2"],
    "dual-track-2018": ["quarters=4", "rounds=1"],
}
"""Scenarios with settings that together come to every compiled loop."""


def main() -> None:
    """Play two worlds of each."""
    if engine.installed():
        for name, settings in ROOMS.items():
            batch.play(game(load(name, settings), 1, range(2)), with_twin=True, by=engine.NUMBA)


if __name__ == "__main__":
    main()
