"""Arithmetic that decides draws: near the true values, and the same bits everywhere."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.sim import numbers
from demarche.sim.numbers import among, first_where, mean_where, pick, places
from demarche.sim.terms import Floats


def exp(x: float | np.floating | Floats) -> Floats:
    return numbers.exp(np.asarray(x, np.float32))


def logistic(x: float) -> Floats:
    return numbers.logistic(np.asarray(x, np.float32))


reals = st.floats(-87, 88, width=32)


@given(x=reals)
def test_exp_is_near_the_true_value(x):
    """The argument is multiplied by log2(e) in float32, so that the error in units grows with the argument."""
    near = float(exp(x))
    unit = float(np.spacing(np.float32(math.exp(x))))
    assert abs(near - math.exp(x)) <= (3 + abs(x)) * unit


@given(x=reals, y=reals)
def test_exp_rises(x, y):
    low, high = sorted((np.float32(x), np.float32(y)))
    assert exp(low) <= exp(high) * np.float32(1 + 2**-20)


def test_exp_rises_step_by_step_on_a_grid():
    values = exp(np.arange(-80, 80, 0.01, dtype=np.float32))
    assert (np.diff(values) > 0).all()


# Merely kept: these bits are what every machine must give.
KEPT = {
    0.0: 0x3F800000,
    1.0: 0x402DF854,
    -1.0: 0x3EBC5AB2,
    0.5: 0x3FD3094C,
    -10.0: 0x383E6BCE,
    20.0: 0x4DE75845,
    3.25: 0x41CE529E,
    -87.0: 0x00B336A0,
    88.0: 0x7EF88299,
}


@pytest.mark.parametrize("x", KEPT)
def test_exp_has_the_bits_that_were_kept(x):
    assert int(exp(x).view(np.uint32)) == KEPT[x]


def test_exp_is_the_same_in_every_shape():
    grid = np.linspace(-20, 20, 1001, dtype=np.float32)
    assert exp(grid).tobytes() == b"".join(exp(x).tobytes() for x in grid)
    assert exp(grid[::3]).tobytes() == exp(grid)[::3].tobytes()


def test_exp_is_held_within_its_range():
    assert exp(-1e9) == exp(-87) > 0
    assert np.isfinite(exp(1e9))


@given(x=st.floats(-60, 60, width=32))
def test_the_logistic_of_a_number_and_its_opposite_sum_to_one(x):
    one, other = logistic(x), logistic(-x)
    assert abs(float(one) + float(other) - 1) <= 2**-22
    assert 0 <= one <= 1
    assert abs(float(one) - 1 / (1 + math.exp(-x))) <= 2**-20


def test_the_logistic_of_nothing_is_a_half():
    assert logistic(0) == np.float32(0.5)


def test_a_mean_over_nothing_is_nothing():
    values, mask = np.array([[1.0, 2.0, 6.0], [1.0, 2.0, 3.0]], np.float32), np.array([[1, 0, 1], [0, 0, 0]], bool)
    assert mean_where(values, mask).tolist() == [3.5, 0.0]


def test_the_first_of_a_row_or_none():
    assert first_where(np.array([[False, True, True], [False, False, False]])).tolist() == [1, -1]


def test_each_true_place_of_a_row_is_picked_as_often_as_the_next():
    u = np.arange(600, dtype=np.float32) / np.float32(600)
    mask = np.broadcast_to(np.array([False, True, True, False, True]), (600, 5))
    assert np.bincount(pick(mask, u), minlength=5).tolist() == [0, 200, 200, 0, 200]


def test_nothing_is_picked_where_nothing_is_true():
    assert pick(np.zeros((2, 3), bool), np.array([0.0, 0.99], np.float32)).tolist() == [-1, -1]


@pytest.mark.parametrize("dtype", [bool, np.int8, np.int16, np.int64])
@given(shape=st.tuples(st.integers(1, 4), st.integers(1, 5), st.integers(1, 7)), seed=st.integers(0, 999))
def test_places_are_those_where_a_table_is_not_0(dtype, shape, seed):
    table = (np.random.default_rng(seed).integers(0, 6, shape) == 0).astype(dtype)
    assert np.array_equal(places(table), np.nonzero(table))
    turned = np.moveaxis(table, 0, 2)
    assert np.array_equal(places(turned), np.nonzero(turned))


@given(some=st.lists(st.integers(0, 9)), known=st.sets(st.integers(0, 9)))
def test_among_tells_which_numbers_are_in_a_list_in_rising_order(some, known):
    found = among(np.array(some, np.int64), np.array(sorted(known), np.int64))
    assert found.tolist() == [one in known for one in some]
