"""`python -m bench.shares [WORLDS] [ID …]`: how texts end in many worlds of seed 1.

200 worlds where no number is given.  Tallies are means over the recorded votes on the whole text.
"""

import sys
from collections import Counter

import numpy as np

from demarche.scenarios.compile import game
from demarche.scenarios.load import load, names
from demarche.sim.naming import word
from demarche.sim.record import Record
from demarche.sim.session import run
from demarche.sim.terms import Ballot, Status

BATCH = 50


def play(name: str, worlds: int) -> list[Record]:
    """The records of that many worlds at their end, in batches."""
    records = []
    for first in range(0, worlds, BATCH):
        made = game(load(name), 1, range(first, min(first + BATCH, worlds)))
        records.append(run(made.rules, made.briefs, made.seats, made.luck).record)
    return records


def main(words: list[str]) -> None:
    """Play and print."""
    worlds = int(words[0]) if words else 200
    for name in words[1:] or names():
        records = play(name, worlds)
        status = np.concatenate([r.status for r in records])
        final = np.concatenate([r.final for r in records])
        for place, draft in enumerate(load(name).drafts):
            ends = Counter(word(Status(int(s))) for s in status[:, place])
            shares = ", ".join(f"{end} {count / worlds:.3f}" for end, count in ends.most_common())
            voted = final[(final[:, place] == Ballot.YES).any(axis=1), place]
            tally = [
                f"{(voted == b).sum(axis=1).mean():.1f}" for b in (Ballot.YES, Ballot.NO, Ballot.ABSTAIN) if len(voted)
            ]
            print(f"{name:20} {draft.id:22} {shares}   {'-'.join(tally)}")
        if final.shape[1] == 2:
            both = (final == Ballot.YES).all(axis=1).sum(axis=1)
            often = (both >= 50).mean()
            print(f"{'':20} yes on both: mean {both.mean():.1f}, least {both.min()}, 50 or more in {often:.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
