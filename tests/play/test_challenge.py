"""A code names one world and seat, survives how people type it, and finds their slips."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.scenarios.load import names
from demarche.sim.terms import Unreadable
from demarche.ui.play.challenge import ALPHABET, Challenge, challenge_of, code_of, fingerprint

CHALLENGES = st.builds(
    Challenge,
    st.sampled_from(names()),
    st.text(st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), min_size=3, max_size=3),
    st.integers(1, 4),
    st.integers(0, 2**64 - 1),
)


@given(CHALLENGES)
def test_a_code_says_what_it_was_made_of(challenge):
    assert challenge_of(code_of(challenge)) == challenge


@given(CHALLENGES, st.data())
def test_it_is_read_however_it_is_typed(challenge, data):
    code = code_of(challenge)
    typed = "".join(data.draw(st.sampled_from([one, one.lower(), f" {one}"])) for one in code if one != "-")
    assert challenge_of(typed.replace("1", "l").replace("0", "o")) == challenge


def test_a_drawn_seed_makes_a_code_of_four_groups_at_the_most():
    assert all(len(code_of(Challenge(name, "KEN", 4, 999_999)).split("-")) <= 4 for name in names())


def test_no_two_scenarios_share_a_code():
    assert len({fingerprint(name) for name in names()}) == len(names())


@settings(max_examples=300)
@given(CHALLENGES, st.data())
def test_a_wrong_letter_is_never_taken_for_the_right_one(challenge, data):
    code = code_of(challenge).replace("-", "")
    at = data.draw(st.integers(0, len(code) - 1))
    other = data.draw(st.sampled_from([one for one in ALPHABET if one != code[at]]))
    with contextlib.suppress(Unreadable):
        assert challenge_of(code[:at] + other + code[at + 1 :]) != challenge


def test_slips_that_people_make_are_found():
    code = code_of(Challenge("dual-track-2018", "KEN", 2, 483_920)).replace("-", "")
    swapped = [code[:at] + code[at + 1] + code[at] + code[at + 2 :] for at in range(len(code) - 1)]
    cut = [code[:at] for at in range(len(code))]
    slips = [slip for slip in [*swapped, *cut] if slip != code]
    for slip in slips:
        with pytest.raises(Unreadable):
            challenge_of(slip)


@pytest.mark.parametrize(("typed", "said"), [("", "missing"), ("????", "letters and digits"), ("UUUU", "without U")])
def test_what_is_no_code_is_refused_with_a_reason(typed, said):
    with pytest.raises(Unreadable, match=said):
        challenge_of(typed)
