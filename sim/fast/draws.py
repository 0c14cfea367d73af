"""Draws and what decides them, compiled: counterparts of sim/chance.py and sim/numbers.py for whole arrays."""

import numpy as np

from demarche.sim.fast.arithmetic import F, U, W, philox, unit
from demarche.sim.fast.arithmetic import exp as exp_of_one
from demarche.sim.fast.compiling import compiled
from demarche.sim.session import BLOC_ADDRESS
from demarche.sim.terms import Floats, Ints, Use

_ACT, _BLOC, _BLOCS_FROM = U(Use.ACT), U(Use.BLOC), U(BLOC_ADDRESS)


def uniform(
    seed: int, replicate: Ints, question: Ints | int, who: Ints | int, use: int, whom: Ints | int = 0
) -> Floats:
    """The same as demarche.sim.chance.uniform."""
    address = np.broadcast_arrays(replicate, question, who, whom)
    words = [np.asarray(part).astype(np.uint32).reshape(-1) for part in address]
    drawn = np.empty((words[0].size, 4), F)
    _uniform(drawn, *words, U(use), U(seed & 0xFFFFFFFF), U((seed >> 32) & 0xFFFFFFFF))
    return drawn.reshape(*address[0].shape, 4)


@compiled
def _uniform(drawn, replicate, question, who, whom, use, k0, k1):
    for n in range(len(drawn)):
        a, b, c, d = philox(replicate[n], question[n], who[n] | (whom[n] << U(16)), use, k0, k1)
        drawn[n, 0], drawn[n, 1], drawn[n, 2], drawn[n, 3] = unit(a), unit(b), unit(c), unit(d)


def opening(seed: int, replicate: Ints, question: Ints | int, who: Ints | int, use: int) -> Ints:
    """The same as demarche.sim.chance.opening."""
    address = np.broadcast_arrays(replicate, question, who)
    words = [np.asarray(part).astype(np.uint32).reshape(-1) for part in address]
    begun = np.empty(words[0].size, W)
    _opening(begun, *words, U(use), U(seed & 0xFFFFFFFF), U((seed >> 32) & 0xFFFFFFFF))
    return begun.reshape(address[0].shape)


@compiled
def _opening(begun, replicate, question, who, use, k0, k1):
    for n in range(len(begun)):
        low, high, _, _ = philox(replicate[n], question[n], who[n], use, k0, k1)
        begun[n] = W(high) << W(32) | W(low)


def own_and_shared(
    seed: int, replicate: Ints, question: Ints, blocs: int, worlds: Ints, seats: Ints, line: Ints
) -> Floats:
    """The same as demarche.sim.session.own_and_shared."""
    drawn, shared = np.empty((len(worlds), 8), F), np.empty((len(question), blocs + 1, 4), F)
    key = U(seed & 0xFFFFFFFF), U((seed >> 32) & 0xFFFFFFFF)
    address = np.asarray(replicate, np.uint32), np.asarray(question, np.uint32)
    _own_and_shared(drawn, shared, *address, key, worlds, seats, line)
    return drawn


@compiled
def _own_and_shared(drawn, shared, replicate, question, key, worlds, seats, line):
    k0, k1 = key
    worlds_, blocs = shared.shape[:2]
    for b in range(worlds_):
        for g in range(blocs):
            a, b_, c, d = philox(replicate[b], question[b], _BLOCS_FROM + U(g), _BLOC, k0, k1)
            shared[b, g, 0], shared[b, g, 1], shared[b, g, 2], shared[b, g, 3] = unit(a), unit(b_), unit(c), unit(d)
    for n in range(len(drawn)):
        b = worlds[n]
        a, b_, c, d = philox(replicate[b], question[b], U(seats[n]), _ACT, k0, k1)
        drawn[n, 0], drawn[n, 1], drawn[n, 2], drawn[n, 3] = unit(a), unit(b_), unit(c), unit(d)
        drawn[n, 4:] = shared[b, line[n] if line[n] >= 0 else blocs - 1]


def exp(x: Floats) -> Floats:
    """The same as demarche.sim.numbers.exp."""
    flat = np.ascontiguousarray(x, F).reshape(-1)
    found = np.empty_like(flat)
    _exp(found, flat)
    return found.reshape(np.shape(x))


@compiled
def _exp(found, x):
    for n in range(len(x)):
        found[n] = exp_of_one(x[n])


def logistic(x: Floats) -> Floats:
    """The same as demarche.sim.numbers.logistic."""
    flat = np.ascontiguousarray(x, F).reshape(-1)
    found = np.empty_like(flat)
    _logistic(found, flat)
    return found.reshape(np.shape(x))


@compiled
def _logistic(found, x):
    for n in range(len(x)):
        found[n] = F(1) / (F(1) + exp_of_one(-x[n]))
