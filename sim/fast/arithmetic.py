"""What sim.numbers, sim.chance and numpy's own sums do, for compiled loops: the same operations in the same order."""

import numpy as np

from demarche.sim import numbers
from demarche.sim.engine import MOST_SEATS
from demarche.sim.fast.compiling import compiled, inlined, instead_of
from demarche.sim.rows import same_in_all
from demarche.sim.terms import Array

F, U, W, N = np.float32, np.uint32, np.uint64, np.int32
_0, _1, _2, _3, _4, _5, _6, _7, _8 = (W(n) for n in range(9))
BLOCK, MOST_SUMMED = W(128), MOST_SEATS
"""numpy splits what it sums until no part is longer than a block."""


def tables(*facts: Array) -> list[Array]:
    """Facts (B, ...) for compiled loops, all to be read at `b % len` of any: one world where all have the same, else B.

    Always of one layout and not to be written on, so that each loop is compiled once.
    """
    one = all(map(same_in_all, facts))
    found = [np.ascontiguousarray(fact[:1] if one else fact) for fact in facts]
    for fact in found:
        fact.flags.writeable = False
    return found


@instead_of(numbers.exp)
@inlined
def exp(x):
    """demarche.sim.numbers.exp of one number."""
    t = min(max(x, F(-87.0)), F(88.0)) * F(1.4426950408889634)
    rounded = t + F(12582912.0)
    rest = t - (rounded - F(12582912.0))
    p = F(1.5403530e-4)
    p = p * rest + F(1.3333558e-3)
    p = p * rest + F(9.6181291e-3)
    p = p * rest + F(5.5504109e-2)
    p = p * rest + F(2.4022651e-1)
    p = p * rest + F(6.9314718e-1)
    p = p * rest + F(1.0)
    return N(F(p).view(np.int32) + N(F(rounded).view(np.int32) << N(23))).view(np.float32)


@inlined
def philox(c0, c1, c2, c3, k0, k1):
    """demarche.sim.chance.philox of one counter, words of 32 bits."""
    for _ in range(10):
        a = W(0xD2511F53) * W(c0)
        b = W(0xCD9E8D57) * W(c2)
        c0, c1, c2, c3 = U(b >> W(32)) ^ c1 ^ k0, U(b), U(a >> W(32)) ^ c3 ^ k1, U(a)
        k0, k1 = U(k0 + U(0x9E3779B9)), U(k1 + U(0xBB67AE85))
    return c0, c1, c2, c3


@inlined
def unit(word):
    """The number in [0, 1) of one word; see chance._unit."""
    return F(N(word >> U(8))) * F(2.0**-24)


@inlined
def step(place):
    """How far after an opening a place stands, both W; see demarche.sim.chance.numbered."""
    return (place + W(1)) * W(0x9E3779B97F4A7C15)


@inlined
def mixed(word):
    """The random bits of demarche.sim.chance.numbered, that far after an opening, both W."""
    word = (word ^ (word >> W(30))) * W(0xBF58476D1CE4E5B9)
    word = (word ^ (word >> W(27))) * W(0x94D049BB133111EB)
    return word ^ (word >> W(31))


@inlined
def numbered(begun, place):
    """demarche.sim.chance.numbered of one place, both W."""
    return mixed(begun + step(place))


@inlined
def two_of(word):
    """demarche.sim.chance.two_of of one word."""
    return F(N(word >> W(40))) * F(2.0**-24), F(N((word & W(0xFFFFFFFF)) >> W(8))) * F(2.0**-24)


@inlined
def _eight_at_a_time(x, start, n):
    """The sum of up to 128 numbers from x[start] on; start and n are W, which can be no places from the end."""
    stop, i = start + n - n % _8, start
    if n < _8:
        few = F(0.0)
        while i < start + n:
            few += x[i]
            i += _1
        return few
    a, b, c, d, e, f, g, h = x[i], x[i + _1], x[i + _2], x[i + _3], x[i + _4], x[i + _5], x[i + _6], x[i + _7]
    i += _8
    while i < stop:
        a += x[i]
        b += x[i + _1]
        c += x[i + _2]
        d += x[i + _3]
        e += x[i + _4]
        f += x[i + _5]
        g += x[i + _6]
        h += x[i + _7]
        i += _8
    whole = ((a + b) + (c + d)) + ((e + f) + (g + h))
    while i < start + n:
        whole += x[i]
        i += _1
    return whole


@inlined
def _first_part(n):
    """How many of n numbers numpy sums apart, a multiple of eight."""
    return n // _2 - (n // _2) % _8


@inlined
def _in_two(x, start, n):
    """The sum of up to 240 numbers from x[start] on."""
    if n <= BLOCK:
        return _eight_at_a_time(x, start, n)
    part = _first_part(n)
    return _eight_at_a_time(x, start, part) + _eight_at_a_time(x, start + part, n - part)


@compiled
def _in_four(x, start, n):
    """The sum of up to 464 numbers from x[start] on."""
    if n <= BLOCK:
        return _in_two(x, start, n)
    part = _first_part(n)
    return _in_two(x, start, part) + _in_two(x, start + part, n - part)


@inlined
def total(x, many):
    """x[:many].sum() of up to MOST_SUMMED float32 numbers as numpy adds them: in pairs, eight at a time.

    Written out for the numbers of a full room, called for more; not by recursion, which numba cannot keep on disk
    (issue 6061).
    """
    n = W(many)
    if n <= W(240):
        return _in_two(x, _0, n)
    part = _first_part(n)
    return _in_four(x, _0, part) + _in_four(x, part, n - part)
