"""`python -m bench.vagueness [WORLDS]`: what vague wording of Article 4 buys and sells; draws docs/vagueness.svg.

The vagueness of NAP.a goes from 0 to 1 in `pact-2015`, 500 worlds each where no number is given.  Agreement: the share
of worlds in which both sign when first asked; enforcement is the share of the twin's operations that the pact spares.
"""

import sys
from pathlib import Path

import numpy as np

from bench.pacts import BATCH, play
from demarche.scenarios.compile import game
from demarche.scenarios.load import load
from demarche.sim.session import run
from demarche.sim.terms import Status

SCENARIO, FIGURE = "pact-2015", Path(__file__).parent.parent / "docs" / "vagueness.svg"
STEPS = np.linspace(0, 1, 11)


def signed_at_once(vague: float, worlds: int) -> float:
    """Share of worlds in which the pact is signed when the session ends."""
    count = 0
    for first in range(0, worlds, BATCH):
        settings = ["quarters=0", f"clauses.NAP.a.vague={vague}"]
        made = game(load(SCENARIO, settings), 1, range(first, min(first + BATCH, worlds)))
        status = run(made.rules, made.briefs, made.seats, made.luck).record.status
        count += int((status[:, 0] == Status.SIGNED).sum())
    return count / worlds


def spared(vague: float, worlds: int) -> float:
    """Share of the twin's operations that do not happen."""
    played = play(SCENARIO, worlds, [f"clauses.NAP.a.vague={vague}"])
    here, without = (played.by_quarter(which).sum() for which in ("series", "twin"))
    return 1 - here / without


def main(words: list[str]) -> None:
    """Sweep, print and draw."""
    import matplotlib

    matplotlib.use("Agg")
    matplotlib.rcParams["svg.hashsalt"] = SCENARIO
    from matplotlib import pyplot

    worlds = int(words[0]) if words else 500
    agree = [signed_at_once(float(v), worlds) for v in STEPS]
    enforce = [spared(float(v), worlds) for v in STEPS]
    print("vagueness  signed when first asked  operations spared")
    for v, a, e in zip(STEPS, agree, enforce, strict=True):
        print(f"{v:9.1f} {a:24.3f} {e:18.3f}")

    figure, left = pyplot.subplots(figsize=(7, 4))
    error = np.sqrt(np.array(agree) * (1 - np.array(agree)) / worlds)
    left.errorbar(STEPS, agree, 1.96 * error, marker="o", color="#0072B2", label="signed when first asked (left)")
    left.set(xlabel="vagueness of Article 4, judged at 0.75", ylabel="share of worlds", ylim=(0, 1))
    right = left.twinx()
    right.plot(STEPS, enforce, marker="s", linestyle="--", color="#D55E00", label="operations spared (right)")
    right.set(ylabel="share of the twin's operations", ylim=(0, None))
    lines = [*left.get_legend_handles_labels()[0], *right.get_legend_handles_labels()[0]]
    left.legend(lines, [str(line.get_label()) for line in lines], loc="lower left")
    figure.tight_layout()
    figure.savefig(FIGURE, metadata={"Date": None})


if __name__ == "__main__":
    main(sys.argv[1:])
