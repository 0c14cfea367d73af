"""No number in which doctrines differ is idle: each moves a measure beyond its chance interval."""

import pytest

from demarche.agents.doctrine.profiles import differing
from tests.doctrine.idle import CASES, OF_VARIANTS, POLES, effect, without_a_case

QUICK = ("sign_threat", "harm_disruption", "proof", "deliver", "talk")


def test_at_least_fifteen_numbers_differ_between_the_poles_and_each_has_a_case():
    assert {case.name for case in CASES} == {row.name for row in differing(*POLES)}
    assert len(CASES) >= 15


def test_every_number_that_a_doctrine_sets_has_a_case():
    assert without_a_case() == set()


@pytest.mark.parametrize("case", [case for case in CASES if case.name in QUICK], ids=lambda case: case.name)
def test_a_number_that_differs_is_felt_in_a_few_worlds(case):
    assert effect(case, 60).is_felt


@pytest.mark.slow
@pytest.mark.parametrize("case", [*CASES, *OF_VARIANTS], ids=lambda case: case.name)
def test_every_number_that_differs_is_felt(case):
    assert effect(case).is_felt
