"""What goes through every pair of states in a quarter, compiled: counterparts in demarche.sim.aftermath.nature."""

import numpy as np

from demarche.sim import formulas, spread
from demarche.sim.fast.arithmetic import F, W, mixed, step, two_of
from demarche.sim.fast.compiling import compiled, formula
from demarche.sim.rows import same_in_all
from demarche.sim.terms import Floats, Ints

_MOST = F(spread.MOST)
ROOM = 4
"""Places kept ready for each doer; where they do not suffice, the loop runs again with as many as it takes."""
may_run, false_signal = formula(formulas.may_run), formula(formulas.false_signal)


def may_bring(base: Floats, factor: Floats, at: Ints, rate_at: Floats, begun: Ints) -> tuple[Ints, Floats, Floats]:
    """The same as demarche.sim.aftermath.nature.may_bring."""
    room = ROOM * begun.size
    while True:
        places, rate, u = np.empty(room, np.int64), np.empty(room, F), np.empty(room, F)
        many = _may_bring(places, rate, u, _one(base), factor, at, rate_at, begun)
        if many <= room:
            return places[:many], rate[:many], u[:many]
        room = many


def _one(table: Floats) -> Floats:
    """A table (B, S, S), or (1, S, S) where all worlds have the same, in one piece of memory."""
    return np.ascontiguousarray(table[:1] if same_in_all(table) else table)


@compiled
def _may_bring(places, rate, u, base, factor, at, rate_at, begun):
    """Write them while there is room, and return how many there are."""
    worlds, seats = begun.shape
    many, mark = 0, 0
    steps, row, drawn = np.empty(seats, W), np.empty(seats, F), np.empty(seats, F)
    for j in range(seats):
        steps[j] = step(W(j))
    for b in range(worlds):
        for i in range(seats):
            first, opened, more, t = (b * seats + i) * seats, begun[b, i], factor[b, i], b % len(base)
            for j in range(seats):
                row[j] = base[t, i, j] * more
            while mark < len(at) and at[mark] < first + seats:
                row[at[mark] - first] = rate_at[mark]
                mark += 1
            for j in range(seats):
                drawn[j], _ = two_of(mixed(opened + steps[j]))
            for j in range(seats):
                if may_run(row[j] * _MOST, drawn[j]):
                    if many < len(places):
                        places[many], rate[many], u[many] = first + j, row[j], drawn[j]
                    many += 1
    return many


def doubts(expected: Floats, doubt: Floats, at: Ints, calm_at: Floats, begun: Ints) -> Ints:
    """The same as demarche.sim.aftermath.nature.doubts."""
    room = 1 << 12
    while True:
        places = np.empty(room, np.int64)
        many = _doubts(places, _one(expected), doubt, at, calm_at, begun)
        if many <= room:
            return places[:many]
        room = many


@compiled
def _doubts(places, expected, doubt, at, calm_at, begun):
    """Write them while there is room, and return how many there are."""
    worlds, seats = begun.shape
    many, mark = 0, 0
    steps, row, drawn = np.empty(seats, W), np.empty(seats, F), np.empty(seats, F)
    for j in range(seats):
        steps[j] = step(W(j))
    for b in range(worlds):
        for i in range(seats):
            first, opened, t = (b * seats + i) * seats, begun[b, i], b % len(expected)
            for j in range(seats):
                row[j] = false_signal(doubt[b, j], expected[t, i, j])
            while mark < len(at) and at[mark] < first + seats:
                row[at[mark] - first] *= calm_at[mark]
                mark += 1
            for j in range(seats):
                _, drawn[j] = two_of(mixed(opened + steps[j]))
            for j in range(seats):
                if drawn[j] < row[j]:
                    if many < len(places):
                        places[many] = first + j
                    many += 1
    return many
