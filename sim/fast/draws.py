"""Draws and what decides them, compiled: counterparts of sim.chance and sim.numbers for whole arrays."""

import numpy as np

from sim.fast.arithmetic import F, U, compiled, philox, unit
from sim.fast.arithmetic import exp as exp_of_one
from sim.terms import Floats, Ints


def uniform(seed: int, replicate: Ints, tick: Ints | int, who: Ints | int, use: int, whom: Ints | int = 0) -> Floats:
    """The same as sim.chance.uniform."""
    address = np.broadcast_arrays(replicate, tick, who, whom)
    words = [np.asarray(part).astype(np.uint32).reshape(-1) for part in address]
    drawn = np.empty((words[0].size, 4), F)
    _uniform(drawn, *words, U(use), U(seed & 0xFFFFFFFF), U((seed >> 32) & 0xFFFFFFFF))
    return drawn.reshape(*address[0].shape, 4)


@compiled
def _uniform(drawn, replicate, tick, who, whom, use, k0, k1):
    for n in range(len(drawn)):
        a, b, c, d = philox(replicate[n], tick[n], who[n] | (whom[n] << U(16)), use, k0, k1)
        drawn[n, 0], drawn[n, 1], drawn[n, 2], drawn[n, 3] = unit(a), unit(b), unit(c), unit(d)


def exp(x: Floats) -> Floats:
    """The same as sim.numbers.exp."""
    flat = np.ascontiguousarray(x, F).reshape(-1)
    found = np.empty_like(flat)
    _exp(found, flat)
    return found.reshape(np.shape(x))


@compiled
def _exp(found, x):
    for n in range(len(x)):
        found[n] = exp_of_one(x[n])


def logistic(x: Floats) -> Floats:
    """The same as sim.numbers.logistic."""
    flat = np.ascontiguousarray(x, F).reshape(-1)
    found = np.empty_like(flat)
    _logistic(found, flat)
    return found.reshape(np.shape(x))


@compiled
def _logistic(found, x):
    for n in range(len(x)):
        found[n] = F(1) / (F(1) + exp_of_one(-x[n]))
