"""Chance by address: the published generator, and addresses that do not collide."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.sim import engine
from demarche.sim.chance import numbered, opening, philox, two_of, uniform
from demarche.sim.terms import Use

# Source: kat_vectors of Random123, philox4x32 with 10 rounds.
KNOWN = [
    ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ((0xFFFFFFFF,) * 4, (0xFFFFFFFF,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]


@pytest.mark.parametrize(("counter", "key", "words"), KNOWN)
def test_the_generator_gives_the_published_words(counter, key, words):
    c0, c1, c2, c3 = (np.array(word, np.uint64) for word in counter)
    assert tuple(int(word) for word in philox((c0, c1, c2, c3), key)) == words


def test_a_draw_is_the_same_alone_and_in_a_crowd():
    crowd = uniform(9, np.arange(50)[:, None], 3, np.arange(20), Use.ACT)
    assert np.array_equal(uniform(9, np.array(17), 3, 4, Use.ACT), crowd[17, 4])


@given(
    one=st.tuples(*[st.integers(0, 2**16 - 1)] * 4, st.sampled_from(Use)),
    other=st.tuples(*[st.integers(0, 2**16 - 1)] * 4, st.sampled_from(Use)),
)
def test_two_addresses_give_two_draws(one, other):
    def words(address):
        replicate, tick, who, whom, use = address
        return uniform(1, np.array(replicate), tick, who, use, whom).tobytes()

    assert (words(one) == words(other)) == (one == other)


def test_no_two_seats_of_a_session_share_a_draw():
    b, t, s = np.ogrid[:8, :40, :25]
    drawn = np.concatenate([uniform(1, b, t, s, use).reshape(-1, 4) for use in Use])
    assert len(np.unique(drawn, axis=0)) == len(drawn)


def test_another_seed_is_another_chance_to_its_last_bit():
    words = {uniform(seed, np.array(0), 0, 0, Use.LOT).tobytes() for seed in (0, 1, 2**32, 2**64 - 1)}
    assert len(words) == 4


def test_draws_are_flat_and_lie_in_zero_to_one():
    drawn = uniform(2, np.arange(20_000), 0, 0, Use.ACT)
    assert drawn.dtype == np.float32
    assert drawn.min() >= 0
    assert drawn.max() < 1
    for place in range(4):
        counts, _ = np.histogram(drawn[:, place], bins=20, range=(0, 1))
        chi_squared = ((counts - 1000) ** 2 / 1000).sum()
        assert chi_squared < 45.3  # 19 degrees of freedom: one in 1600 by chance, and this chance does not change


def test_numbers_after_an_opening_are_the_published_ones():
    """Source: splitmix64.c by Sebastiano Vigna, seed 1234567, as Rosetta Code lists them."""
    words = numbered(np.array(1234567, np.uint64), np.arange(5))
    assert words.tolist() == [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
        4593380528125082431,
        16408922859458223821,
    ]


def test_a_number_is_the_same_alone_and_in_a_crowd():
    begun = opening(9, np.arange(6)[:, None], 3, np.arange(20), Use.QUARTER)
    alone = opening(9, np.array(4), 3, 7, Use.QUARTER)
    assert numbered(begun[..., None], np.arange(30))[4, 7, 11] == numbered(alone, np.array(11))


def test_no_two_states_of_a_quarter_share_a_number():
    b, t, s = np.ogrid[:4, :5, :25]
    begun = opening(1, b, t, s, Use.QUARTER)
    words = numbered(begun[..., None], np.concatenate([np.arange(25) + base for base in (0, 1 << 16, 1 << 17)]))
    assert len(np.unique(words)) == words.size


@pytest.mark.parametrize("across", ["victims", "doers"])
def test_the_numbers_of_a_quarter_are_flat_and_their_halves_apart(across):
    many = 20_000
    if across == "victims":
        begun, place = opening(2, np.array(0), 0, np.array(0), Use.QUARTER), np.arange(many)
    else:
        begun = opening(2, np.arange(many // 20)[:, None], 0, np.arange(20), Use.QUARTER).reshape(-1)
        place = np.array(5)
    halves = two_of(numbered(begun, place))
    for drawn in halves:
        assert drawn.dtype == np.float32
        assert 0 <= drawn.min() <= drawn.max() < 1
        counts, _ = np.histogram(drawn, bins=20, range=(0, 1))
        assert ((counts - many / 20) ** 2 / (many / 20)).sum() < 45.3  # as above
    together, _, _ = np.histogram2d(*halves, bins=5, range=[[0, 1], [0, 1]])
    assert ((together - many / 25) ** 2 / (many / 25)).sum() < 54.9  # 24 degrees of freedom: one in 3000


@pytest.mark.skipif(not engine.installed(), reason="numba is not installed")
def test_openings_are_the_same_by_both_engines():
    address = (2**40 + 7, np.arange(5)[:, None], 3, np.arange(9), Use.VICTIM)
    plain = opening(*address)
    with engine.using(engine.NUMBA):
        assert np.array_equal(opening(*address), plain)
    assert len(np.unique(plain)) == plain.size
