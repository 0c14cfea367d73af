"""Letters: who may gather names, who is asked to sign, what a name is, and what is read of it. Cases 300 to 309."""

import numpy as np
import pytest

from demarche.agents.doctrine.letters import deference, inclination
from demarche.agents.doctrine.parameters import PLACES, TABLE
from demarche.sim.act import an_act
from demarche.sim.letters import backing, net_backing, sides
from demarche.sim.notation import read, say
from demarche.sim.parameter import Numbers
from demarche.sim.terms import ABSENT, NONE, Ballot, Decision, Refusal, Stage, Unreadable, Verb
from tests.boards import Room, board


def room(seats=7, rounds=2, **other):
    return Room(board(seats, rounds=rounds, **other)).until(Stage.FLOOR)


def gather(*asked, clause=1, wording=1, draft=0):
    items = dict(zip(("partner", "draft2", "clause2", "wording2"), asked, strict=False))
    return an_act(Verb.GATHER, draft=draft, clause=clause, wording=wording, **items)


def cosign(caller):
    return an_act(Verb.COSIGN, partner=caller)


def names(at, caller=1, draft=0):
    return np.flatnonzero(at.world.record.signatory[0, :, draft] == caller).tolist()


def now(at):
    return np.array([0]), at.world.record


def test_those_who_are_named_are_asked_to_sign_before_the_pen_is():
    """Case 300. A letter is begun on the floor; whoever it asks signs or passes; then the pen-holder drafts."""
    at = room().do({1: gather(2, 3, 4, 5)}).do()
    assert at.stage == Stage.LETTERS
    assert at.asked() == [2, 3, 4, 5]
    assert at.open_to(2) == {Verb.COSIGN, Verb.PASS}
    at.do({2: cosign(1), 4: cosign(1)})
    assert at.stage == Stage.PEN
    assert names(at) == [1, 2, 4]


def test_without_a_letter_nobody_is_asked_about_one():
    at = room().do().do()
    assert at.stage == Stage.PEN


def test_four_are_asked_at_once_and_four_more_once_a_session():
    """Case 301. The caucus: a second call in the same round, for the same letter, to others, once a session."""
    at = room(seats=12).do({1: gather(2, 3, 4, 5)})
    assert at.stage == Stage.ANSWERS
    assert at.open_to(1) == {Verb.GATHER, Verb.PASS}
    assert at.why_not(1, gather(6, 7, wording=ABSENT)) == Refusal.OTHER_LETTER
    assert at.why_not(1, gather(5, 6)) == Refusal.NAMED_TWICE
    at.do({1: gather(6, 7, 8, 9)})
    assert at.asked() == [2, 3, 4, 5, 6, 7, 8, 9]
    at.until(Stage.FLOOR).do({1: gather(10)})
    assert at.asked() == [], "a second caucus is not open to it"


def test_what_a_letter_may_name():
    """Case 302. Another delegation, once, in the first places; a wording of an open draft; nobody who has signed."""
    at = room()
    assert at.why_not(1, gather(2)) == Refusal.NONE
    assert at.why_not(1, gather(1)) == Refusal.NO_SUCH_SEAT
    assert at.why_not(1, gather()) == Refusal.NO_SUCH_SEAT
    assert at.why_not(1, gather(2, 2)) == Refusal.NAMED_TWICE
    assert at.why_not(1, gather(2, NONE, 3)) == Refusal.OUT_OF_PLACE
    assert at.why_not(1, gather(2, wording=7)) == Refusal.NO_SUCH_WORDING
    assert at.why_not(1, gather(2, draft=3)) == Refusal.NO_SUCH_DRAFT
    at.do({1: gather(2)}).until(Stage.LETTERS).do({2: cosign(1)}).until(Stage.FLOOR)
    assert at.why_not(1, gather(2)) == Refusal.SIGNED_ALREADY
    assert at.why_not(1, gather(2, wording=ABSENT)) == Refusal.NONE


def test_one_signs_only_what_one_is_asked_to():
    """Case 303."""
    at = room().do({1: gather(2), 3: gather(4)}).until(Stage.LETTERS)
    assert at.why_not(2, cosign(1)) == Refusal.NONE
    assert at.why_not(2, cosign(3)) == Refusal.NO_LETTER
    assert at.why_not(1, cosign(1)) == Refusal.NOT_ASKED


def test_to_sign_another_letter_is_to_leave_the_first():
    """Case 304. One letter a draft, of those who sign it and of whoever gathers for it."""
    at = room().do({1: gather(2, 4), 3: gather(5)}).until(Stage.LETTERS).do({2: cosign(1), 4: cosign(1)})
    at.until(Stage.FLOOR).do({3: gather(2)}).until(Stage.LETTERS).do({2: cosign(3)})
    assert names(at, 1) == [1, 4]
    assert names(at, 3) == [2, 3]
    at.until(Stage.TABLING)
    begun_again = room(rounds=3).do({1: gather(2)}).until(Stage.LETTERS).do({2: cosign(1)}).until(Stage.FLOOR)
    begun_again.do({1: gather(3, wording=ABSENT)})
    assert names(begun_again, 1) == [1], "those who signed its first letter have not signed the second"


def test_letters_for_one_wording_are_counted_together_and_against_those_to_keep_the_clause():
    """Case 305. A letter for the wording that stands is one against every change of the clause."""
    at = room().do({1: gather(2), 3: gather(4), 5: gather(6, wording=0)}).until(Stage.LETTERS)
    at.do({2: cosign(1), 4: cosign(3), 6: cosign(5)})
    draft, record = now(at)
    assert backing(record, draft)[0, 1].tolist() == [2, 4, 0]
    assert net_backing(record, draft)[0, 1].tolist() == [0, 2, -2]
    favour, against = sides(record, draft, np.array([1]), np.array([1]))
    assert np.flatnonzero(favour[0]).tolist() == [1, 2, 3, 4]
    assert np.flatnonzero(against[0]).tolist() == [5, 6]


def test_parties_to_a_pact_gather_no_names():
    """Case 306. All of them sign the pact itself, or there is none."""
    assert Verb.GATHER not in room(decision=Decision.UNANIMITY).open_to(1)
    assert Verb.GATHER in room(decision=Decision.CONSENSUS).open_to(1)


def test_letters_outlast_the_round_and_calls_do_not():
    """Case 307."""
    at = room().do({1: gather(2)}).until(Stage.LETTERS).do({2: cosign(1)}).until(Stage.FLOOR)
    assert names(at) == [1, 2]
    assert (at.world.record.call == NONE).all()
    assert at.world.record.letter[0, 1, 0].tolist() == [1, 1]


def test_acts_of_letters_are_said_and_read_back():
    """Case 308. Up to four states; a fifth is refused with a sentence."""
    rules = board(7)
    act = gather(2, 3, wording=ABSENT)
    assert say(rules, act) == "gather 1 -C1 asking S2 S3"
    assert np.array_equal(read(rules, say(rules, act)), act)
    with pytest.raises(Unreadable, match="up to 4 states are asked at once, not 5"):
        read(rules, "gather 1 -C1 asking S2 S3 S4 S5 S6")


def numbers(**changes):
    row = np.array([[row.default or 0.0 for row in TABLE]], np.float32)
    for name, value in changes.items():
        row[0, PLACES[name]] = value
    return Numbers(PLACES, row, np.zeros(1, int))


@pytest.mark.parametrize(
    ("share", "expected"), [(0.0, 2.5), (0.05, 2.5), (0.15, 1.25), (0.2, 0.625), (0.25, 0.625), (1.0, 0.625), (-1, 2.5)]
)
def test_deference_gives_way_from_a_twentieth_of_the_room_and_keeps_a_quarter(share, expected):
    """Case 309. Numbers worked out by hand from 2.5 logits of deference and shares .05, .25 and .25."""
    found = deference(numbers(), np.array([share], np.float32))
    assert found[0] == pytest.approx(expected, abs=1e-5)


def test_a_pen_holder_indifferent_to_a_letter_takes_it_every_second_time():
    """Case 309."""
    p = numbers()
    assert inclination(p, np.array([0.0], np.float32))[0] == pytest.approx(0.5)
    assert inclination(p, np.array([-np.inf], np.float32))[0] < 1e-9
    assert inclination(p, np.array([0.05], np.float32))[0] > 0.99


def test_a_name_is_a_ballot_no_more_than_a_promise_is():
    """A signatory may still vote as it likes: the rules bind nobody by its name."""
    at = room(level=2).do({1: gather(2)}).until(Stage.LETTERS).do({2: cosign(1)}).until(Stage.AMENDMENTS)
    at.do({1: an_act(Verb.AMEND, clause=1, wording=1)}).until(Stage.AMENDMENT_VOTE)
    assert at.why_not(2, an_act(Verb.CAST, wording=Ballot.NO)) == Refusal.NONE
