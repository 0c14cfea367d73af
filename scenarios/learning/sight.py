"""What a learning agent sees of a View: numbers between -1 and 1, in an order that is the same in every tick."""

import numpy as np

from demarche.sim.rules import Rules
from demarche.sim.secrets import FULL
from demarche.sim.terms import ABSENT, Array, Floats, Ints, Stage
from demarche.sim.view import View

MOST_SIGNALS = 10
"""Signals and evidence beyond this are seen as this."""


def names(rules: Rules) -> list[str]:
    """What each number is, in order."""
    dims, seats = rules.roster.position.shape[2], rules.roster.names
    return [
        *(f"stage {stage.name.lower()}" for stage in Stage),
        "share of rounds",
        "share of quarters",
        *(f"own position {d}" for d in range(dims)),
        *(f"text {clause}" for clause in rules.book.names),
        *(f"text has {clause}" for clause in rules.book.names),
        *(f"in a pact with {seat}" for seat in seats),
        *(f"trust in {seat}" for seat in seats),
        *(f"laid at {seat}" for seat in seats),
        *(f"evidence on {seat}" for seat in seats),
        *(f"broke toward {seat}" for seat in seats),
        *(f"saw {seat} break" for seat in seats),
    ]


def seen(rules: Rules, view: View) -> Floats:
    """What each ask sees, (N, F) float32 in [-1, 1]. F as many as there are names.

    The text is that whose turn it is: positions of its wordings, 0 where a clause is left out.  Trust is 0 where there
    are no quarters.  Broke and saw are of the quarter before.
    """
    if not view.asks:
        return np.zeros((0, len(names(rules))), np.float32)
    r, w, seats = view.public, view.world, rules.seats
    asks = np.arange(view.asks)
    turn = np.minimum(r.turn[w].astype(np.intp), r.wording.shape[1] - 1)
    text = r.wording[w, turn]
    there = text != ABSENT
    position = rules.book.position[w[:, None], np.arange(text.shape[1]), np.maximum(text, 0)]
    bound = (r.signed[w] & r.in_force[w][..., None]).astype(bool)
    mine = bound[asks, :, view.seat]
    partners = (bound & mine[..., None]).any(axis=1)
    partners[asks, view.seat] = False
    parts = [
        np.eye(len(Stage), dtype=np.float32)[r.stage[w]],
        (r.round[w] / max(rules.rounds, 1))[:, None],
        (np.maximum(r.quarter[w], 0) / max(rules.conduct.quarters, 1))[:, None],
        view.position,
        np.where(there, position, 0),
        there,
        partners,
        _by_seat(view.trust / FULL, seats),
        _by_seat(view.signal / MOST_SIGNALS, seats),
        _by_seat(view.ready / MOST_SIGNALS, seats),
        *(_last(past, r.quarter[w], seats) for past in (view.past.broke, view.past.saw)),
    ]
    return np.clip(np.concatenate([np.asarray(part, np.float32) for part in parts], axis=1), -1, 1)


def _last(past: Ints, quarter: Ints, seats: int) -> Ints:
    """What of the past (N, T, S) was in the quarter before, (N, S); nothing before the first."""
    if not past.shape[2]:
        return np.zeros((len(past), seats), np.int8)
    before = np.maximum(quarter.astype(np.intp) - 1, 0)
    return past[np.arange(len(past)), before] * (quarter > 0)[:, None]


def _by_seat(table: Array, seats: int) -> Array:
    """A table by state (N, S); zeros where a scenario has no quarters."""
    return table if table.shape[1] else np.zeros((len(table), seats), np.float32)
