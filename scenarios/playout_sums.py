"""What one quarter leaves in the histories and the sums of one world, compiled. Used by demarche.scenarios.playout."""

import numpy as np

from demarche.sim import formulas
from demarche.sim.aftermath.quarter import MOST_COUNTED
from demarche.sim.conduct import MEASURES
from demarche.sim.fast.arithmetic import N
from demarche.sim.fast.compiling import compiled, formula
from demarche.sim.secrets import AMONG, CONTESTED, DELIVERED, DUE, FALSE, INSIDE, KNOWN, OPERATIONS

_MOST, _M = int(MOST_COUNTED), len(MEASURES)
contested = formula(formulas.contested)


@compiled
def enter(signal, broke, lists, runs, wrongs, bit):
    """Signals and breaches of one quarter, from the lists of `befalls`; see quarter.befall and quarter.remember."""
    run, wrong = lists.run, lists.wrong
    signal[:] = 0
    for n in range(runs):
        signal[run[1, n], run[0, n]] = run[4, n]
    for n in range(runs):
        if run[3, n] > 0:  # what a pact forbids is between two that it binds
            broke[run[0, n], run[1, n]] |= bit
    for n in range(wrongs):
        signal[wrong[1, n], wrong[0, n]] += wrong[2, n]


@compiled
def sum_up(sums, lists, runs, wrongs, who, intended, promises, delivered):
    """Write one quarter's sums (L, 8) of one world and return what was run abroad.

    intended (L, S) who may become parties. See quarter.sums_of and quarter.among.
    """
    pacts, seats = who.shape
    run, wrong = lists.run, lists.wrong
    kinds, elsewhere = np.zeros((4, pacts), np.int64), 0
    for pact in range(pacts):
        count, inside, right, false = N(0), N(0), N(0), N(0)
        for n in range(runs):
            both = (run[5, n] >> N(pact)) & N(1)
            count, inside, right = count + both * run[2, n], inside + both * run[3, n], right + both * run[4, n]
        for n in range(wrongs):
            false += ((wrong[3, n] >> N(pact)) & N(1)) * wrong[2, n]
        kinds[0, pact], kinds[1, pact], kinds[2, pact], kinds[3, pact] = count, inside, right, false
    for n in range(runs):
        elsewhere += run[2, n] if run[5, n] == 0 else 0
    for pact in range(pacts):
        bound, due, given = 0, 0, 0
        for s in range(seats):
            bound += who[pact, s]
        for measure in range(_M):
            if promises[pact, measure] and bound:
                due += bound
                for s in range(seats):
                    given += who[pact, s] and (delivered[pact, s] >> measure) & 1
        count, inside, right, false = kinds[0, pact], kinds[1, pact], kinds[2, pact], kinds[3, pact]
        sums[pact, OPERATIONS], sums[pact, INSIDE] = min(count, _MOST), min(inside, _MOST)
        sums[pact, CONTESTED], sums[pact, KNOWN] = min(contested(right, inside), _MOST), min(right, _MOST)
        sums[pact, FALSE], sums[pact, DUE] = min(false, _MOST), min(due, _MOST)
        sums[pact, DELIVERED], between = min(given, _MOST), 0
        for n in range(runs):
            between += run[2, n] if intended[pact, run[0, n]] and intended[pact, run[1, n]] else 0
        sums[pact, AMONG] = min(between, _MOST)
    return min(elsewhere, _MOST)
