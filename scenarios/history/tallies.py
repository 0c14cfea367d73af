"""Tallies of a scenario's votes against the real ones, Committee and plenary apart, by a proper score.

    CRPS = mean |x - y| - mean |x - x'| / 2        x, x' the count in two worlds, y the real one; in votes

It is averaged over yes, no and abstain.  The null forecasts the counts of every earlier vote on the subject, each as
likely as another.  No tally later than 2019 is scored: votes after that year are kept apart.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from demarche.scenarios.data.regress import Floats
from demarche.scenarios.history.events import EVENTS
from demarche.scenarios.history.outcomes import BATCH, WORLDS, played
from demarche.scenarios.load import load
from demarche.scenarios.precedents import opening_day
from demarche.scenarios.schema import PastDraft, Scenario
from demarche.scenarios.tables import read

LAST_YEAR = 2019
BODIES = ("Committee", "plenary")


@dataclass(frozen=True, slots=True)
class TallyScore:
    """A real tally, what the worlds expect, and the scores in votes, the less the better; share put to a vote in them.

    real, expected  yes, no, abstain      null  of every earlier vote
    """

    scenario: str
    draft: str
    body: str
    real: tuple[int, int, int]
    expected: tuple[float, ...]
    voted: float
    model: float
    null: float


def tally_scores(worlds: int = WORLDS) -> Iterator[TallyScore]:
    """Every tally of a scenario of which a real one is confirmed, to 2019."""
    for name in EVENTS:
        scenario = load(name)
        if scenario.history is None or scenario.year > LAST_YEAR or scenario.decision != "vote":
            continue
        real = [(d, past, body, tally) for d, past in _drafts(scenario) for body, tally in counted(past)]
        if not real:
            continue
        counts = _counts(scenario, worlds)
        before = _earlier(scenario)
        for d, past, body, tally in real:
            cast = counts[:, d][counts[:, d].sum(axis=1) > 0]
            if len(cast):
                expected = tuple(float(x) for x in cast.mean(axis=0))
                share = len(cast) / len(counts)
                yield TallyScore(name, past.id, body, tally, expected, share, crps(cast, tally), crps(before, tally))


def counted(past: PastDraft) -> list[tuple[str, tuple[int, int, int]]]:
    """The real tallies of a draft by body."""
    found = [] if past.committee is None else [(BODIES[0], past.committee)]
    if past.yes is not None and past.no is not None and past.abstain is not None:
        found.append((BODIES[1], (past.yes, past.no, past.abstain)))
    return found


def crps(ensemble: Floats, real: Sequence[int]) -> float:
    """Continuous ranked probability score of an ensemble (N, 3) for three counts, averaged over them, in votes."""
    x = np.sort(ensemble, axis=0)
    n = len(x)
    apart = 2 * ((2 * np.arange(1, n + 1) - n - 1)[:, None] * x).sum(axis=0) / n**2
    return float((np.abs(x - np.asarray(real)).mean(axis=0) - apart / 2).mean())


def _drafts(scenario: Scenario) -> Iterator[tuple[int, PastDraft]]:
    assert scenario.history is not None
    known = {past.id: past for past in scenario.history.drafts}
    yield from ((d, known[draft.id]) for d, draft in enumerate(scenario.drafts) if draft.id in known)


def _counts(scenario: Scenario, worlds: int) -> Floats:
    """Yes, no and abstain in each world and draft, (worlds, L, 3); 0 where there was no vote."""
    found = []
    for first in range(0, worlds, BATCH):
        end = played(scenario, range(first, min(first + BATCH, worlds))).found
        found.append(np.stack([end.yes, end.no, end.abstain], axis=2).astype(float))
    return np.concatenate(found)


def _earlier(scenario: Scenario) -> Floats:
    """Plenary counts of every vote on the subject before the scenario's day, (N, 3)."""
    day = opening_day(scenario)
    rows = [row for row in read("resolutions") if row["date"] < day]
    return np.array([[float(row[side]) for side in ("yes", "no", "abstain")] for row in rows])
