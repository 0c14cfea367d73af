"""Writes the kept transcripts anew. To renew them: `python -m tests.golden.renew`, then read the difference."""

from pathlib import Path

from demarche.scenarios import saves
from demarche.scenarios.compile import game
from demarche.scenarios.load import load

FOLDER = Path(__file__).parent
KEPT = (("tutorial", 1), ("pact-2015", 1))
"""Scenario and seed of each transcript."""


def transcript(name: str, seed: int, path: Path) -> None:
    """The log of that scenario and seed. The program's version is left out, so that a release changes nothing."""
    saves.play(game(load(name), seed), path, program="golden")


if __name__ == "__main__":
    for name, seed in KEPT:
        transcript(name, seed, path := FOLDER / f"{name}-{seed}.jsonl")
