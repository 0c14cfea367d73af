"""Arithmetic that gives the same bits everywhere, for whatever decides a draw.

np.exp and np.log differ in the last bit between processors (numpy issue 23523), and a matrix product between batch
sizes.  What stands here is made of float32 additions, multiplications and divisions, each rounded once by IEEE 754.
"""

import numpy as np

from demarche.sim.engine import also_compiled, restated
from demarche.sim.terms import Array, Bools, Floats, Ints

_LOG2_E = np.float32(1.4426950408889634)
_ROUND = np.float32(12582912.0)  # 1.5 * 2**23: adding and taking it away rounds to a whole number
_ONE = np.float32(1)
_TAYLOR = [np.float32(c) for c in (1.5403530e-4, 1.3333558e-3, 9.6181291e-3, 5.5504109e-2, 2.4022651e-1, 6.9314718e-1)]


@restated("demarche.sim.fast.arithmetic:exp")
@also_compiled("demarche.sim.fast.draws:exp")
def exp(x: Floats) -> Floats:
    """e to the x, float32, to 3 + |x| units in the last place. x is held within -87 .. 88."""
    x = np.asarray(x, np.float32)
    t, rounded, p = np.empty(x.shape, np.float32), np.empty(x.shape, np.float32), np.empty(x.shape, np.float32)
    np.minimum(x, np.float32(88.0), out=t)
    np.maximum(t, np.float32(-87.0), out=t)  # from here on, in-place operations
    t *= _LOG2_E
    np.add(t, _ROUND, out=rounded)
    t -= np.subtract(rounded, _ROUND, out=p)
    np.multiply(t, _TAYLOR[0], out=p)
    for c in _TAYLOR[1:]:
        p += c
        p *= t
    p += np.float32(1.0)
    power = rounded.view(np.int32)
    power <<= np.int32(23)
    bits = p.view(np.int32)  # the exponent of p is raised by a whole number
    bits += power
    return p


@also_compiled("demarche.sim.fast.draws:logistic")
def logistic(x: Floats) -> Floats:
    """1 / (1 + e**-x), float32 in [0, 1]."""
    return _ONE / (_ONE + exp(-x))


def mean_where(values: Floats, mask: Bools) -> Floats:
    """Mean of values over the last axis where mask is True; 0 where it is nowhere True. values, mask (..., n)."""
    count = np.maximum(mask.sum(axis=-1), 1).astype(np.float32)
    return np.where(mask, values, np.float32(0.0)).sum(axis=-1, dtype=np.float32) / count


def first_where(mask: Bools) -> Ints:
    """Index of the first True along the last axis, -1 where there is none. mask (..., n)."""
    return np.where(mask.any(axis=-1), mask.argmax(axis=-1), -1)


def places(table: Array) -> tuple[Ints, ...]:
    """Where a table is True, or not 0, an index for each axis: np.nonzero, for tables that are 0 nearly everywhere.

    As many numbers as fill 64 bits are looked at together.
    """
    flat = np.ascontiguousarray(table).reshape(-1)
    together = 8 // flat.itemsize
    whole = flat.size - flat.size % together
    words = np.flatnonzero(flat[:whole].view(np.uint64) != 0)
    within = (words[:, None] * together + np.arange(together)).reshape(-1)
    at = np.concatenate([within, np.arange(whole, flat.size)])
    return np.unravel_index(at[flat[at] != 0], table.shape)


def among(some: Ints, all_of_them: Ints) -> Bools:
    """Whether each of some numbers (N,) is one of those (M,) that are in rising order: np.isin, without a sort."""
    if not len(all_of_them):
        return np.zeros(len(some), bool)
    at = np.minimum(np.searchsorted(all_of_them, some), len(all_of_them) - 1)
    return np.asarray(all_of_them[at] == some)


def one_of(mask: Bools, row: Ints, u: Floats) -> Ints:
    """pick(mask[row], u), for many that choose from few rows. mask (B, n), row and u (N,)."""
    count, in_order = mask.sum(axis=1), np.argsort(~mask, axis=1, kind="stable")
    among = count[row]
    place = np.minimum((u * among).astype(np.intp), np.maximum(among - 1, 0))
    return np.where(among > 0, in_order[row, place], -1)


@restated("demarche.agents.fast.dealing:_wishes")
def pick(mask: Bools, u: Floats) -> Ints:
    """One of the True places of each row, each as likely as the next; -1 where there is none. mask (N, n), u (N,)."""
    count = mask.sum(axis=1)
    place = np.minimum((u * count).astype(np.intp), np.maximum(count - 1, 0))
    return first_where(mask & (mask.cumsum(axis=1) == place[:, None] + 1))
