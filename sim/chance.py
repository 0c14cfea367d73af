"""Chance by address: every draw is a pure function of seed, replicate, question, who, use, and a place after that.

Philox4x32-10 draws by the whole address.  Where a state needs a number for every other state, it draws once where its
numbers begin, and they are counted from there as SplitMix64 does, at a tenth of the cost.
"""

import numpy as np

from demarche.sim.engine import also_compiled, restated
from demarche.sim.terms import Floats, Ints

_MULTIPLIER_0 = np.uint64(0xD2511F53)
_MULTIPLIER_1 = np.uint64(0xCD9E8D57)
_WEYL_0 = 0x9E3779B9
_WEYL_1 = 0xBB67AE85
_LOW = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)
_GAMMA = np.uint64(0x9E3779B97F4A7C15)
_MIX = (  # shift, xor and multiply, twice; a last shift and xor follow
    (np.uint64(30), np.uint64(0xBF58476D1CE4E5B9)),
    (np.uint64(27), np.uint64(0x94D049BB133111EB)),
)
_LAST = np.uint64(31)
STEP = np.float32(2.0**-24)
"""Between two numbers drawn."""


@restated("demarche.sim.fast.arithmetic:philox")
def philox(counter: tuple[Ints, Ints, Ints, Ints], key: tuple[int, int]) -> tuple[Ints, Ints, Ints, Ints]:
    """Philox4x32-10: four 32-bit words for each counter. Counter words broadcast; results are uint64 below 2**32.

    Source: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
    """
    c0, c1, c2, c3 = words = [np.array(word, np.uint64) for word in np.broadcast_arrays(*counter)]
    for word in words:
        np.bitwise_and(word, _LOW, out=word)
    a, b = np.empty_like(c0), np.empty_like(c0)
    k0, k1 = key
    for _ in range(10):  # each word is written where it stood: no array is made
        np.multiply(_MULTIPLIER_0, c0, out=a)
        np.multiply(_MULTIPLIER_1, c2, out=b)
        _mixed(b, c1, np.uint64(k0), out=c0)
        _mixed(a, c3, np.uint64(k1), out=c2)
        np.bitwise_and(b, _LOW, out=c1)
        np.bitwise_and(a, _LOW, out=c3)
        k0, k1 = (k0 + _WEYL_0) & 0xFFFFFFFF, (k1 + _WEYL_1) & 0xFFFFFFFF
    return c0, c1, c2, c3


def _mixed(product: Ints, word: Ints, key: np.uint64, out: Ints) -> None:
    """The upper half of a product, mixed with a word and a key."""
    np.right_shift(product, _HALF, out=out)
    np.bitwise_xor(out, word, out=out)
    np.bitwise_xor(out, key, out=out)


@also_compiled("demarche.sim.fast.draws:uniform")
def uniform(
    seed: int, replicate: Ints, question: Ints | int, who: Ints | int, use: int, whom: Ints | int = 0
) -> Floats:
    """Four numbers in [0, 1) for each broadcast address, (..., 4) float32 with 24 random bits each.

    seed 0 .. 2**64 - 1, replicate and question below 2**32, who and whom below 2**16, use below 2**16.
    A world is named by its replicate and not by its place in a batch, so that twins and designs share their chance.
    """
    words = _words(seed, replicate, question, who, use, whom)
    drawn = np.empty((*words[0].shape, 4), np.float32)
    for place, word in enumerate(words):
        drawn[..., place] = word >> np.uint64(8)
    return drawn * STEP


@also_compiled("demarche.sim.fast.draws:opening")
def opening(seed: int, replicate: Ints, question: Ints | int, who: Ints | int, use: int) -> Ints:
    """Where the numbers of each broadcast address begin, uint64: see `numbered`. Ranges as in uniform."""
    low, high, _, _ = _words(seed, replicate, question, who, use, 0)
    return (high << _HALF) | low


@restated(
    "demarche.sim.fast.arithmetic:step", "demarche.sim.fast.arithmetic:mixed", "demarche.sim.fast.arithmetic:numbered"
)
def numbered(begun: Ints, place: Ints) -> Ints:
    """The 64 random bits at each place, 0 .. 2**32, after an opening. They broadcast; results are uint64.

    Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014, as in Java's
    SplittableRandom and Vigna's splitmix64.c.
    """
    steps = np.array(place, np.uint64)
    steps += np.uint64(1)
    steps *= _GAMMA
    word = np.asarray(np.add(begun, steps))
    mixed = np.empty_like(word)
    for shift, factor in _MIX:
        np.right_shift(word, shift, out=mixed)
        np.bitwise_xor(word, mixed, out=word)
        np.multiply(word, factor, out=word)
    np.right_shift(word, _LAST, out=mixed)
    return np.bitwise_xor(word, mixed, out=word)


@restated("demarche.sim.fast.arithmetic:two_of")
def two_of(word: Ints) -> tuple[Floats, Floats]:
    """Two numbers in [0, 1) of 24 random bits, from the upper and the lower half of each 64-bit word."""
    return _unit((word >> np.uint64(40)).astype(np.uint32)), _unit(word.astype(np.uint32) >> np.uint32(8))


@restated("demarche.sim.fast.arithmetic:unit")
def _unit(drawn: Ints) -> Floats:
    """Numbers in [0, 1) of 24 bits each, uint32. Signed in between, which numpy converts fast."""
    found = drawn.view(np.int32).astype(np.float32)
    found *= STEP
    return found


def _words(
    seed: int, replicate: Ints, question: Ints | int, who: Ints | int, use: int, whom: Ints | int
) -> tuple[Ints, Ints, Ints, Ints]:  # fmt: skip
    """The four words of each broadcast address."""
    pair = np.asarray(who, np.uint32) | (np.asarray(whom, np.uint32) << np.uint32(16))
    key = (seed & 0xFFFFFFFF, (seed >> 32) & 0xFFFFFFFF)
    return philox((np.asarray(replicate), np.asarray(question), pair, np.asarray(use)), key)
