"""Pacts that were not signed at the table are talked about again. Cases 151 to 155."""

from demarche.sim.act import an_act
from demarche.sim.conduct import MEASURES
from demarche.sim.terms import Ballot, Decision, Stage, Status, Verb
from tests.boards import Room, board
from tests.pacts_on_boards import keep


def left_unsigned(quarters=2, rounds=1):
    rules = board(2, 1, 2, decision=Decision.UNANIMITY, quarters=quarters, rounds=rounds)
    return Room(rules).until(Stage.SIGNATURE).vote("YN")


def test_an_unsigned_pact_goes_back_to_informals_for_a_round_in_every_quarter():
    """Case 151."""
    room = left_unsigned(quarters=2)
    for quarter in range(2):
        room.until(Stage.FLOOR)
        assert (room.status(), int(room.world.record.quarter[0])) == (Status.OPEN, quarter)
        room.until(Stage.SIGNING)
        assert room.status() == Status.UNSIGNED
        room.vote("NN")
    assert room.to_the_end().status() == Status.UNSIGNED


def test_a_party_may_offer_another_a_wording_in_a_later_quarter_and_it_is_what_they_sign():
    """Case 152. The pen-holder takes for one wording another; both are bound by the text that came of it."""
    room = left_unsigned().until(Stage.FLOOR)
    swap = an_act(Verb.OFFER, partner=0, draft=0, wording=Ballot.YES, draft2=0, clause2=0, wording2=1)
    room.do({1: swap}).do({0: an_act(Verb.ACCEPT, partner=1)})
    assert room.text() == [1]
    room.until(Stage.SIGNING).vote("YY")
    assert (room.status(), room.text()) == (Status.SIGNED, [1])


def test_a_pen_holder_may_redraft_in_a_later_quarter():
    """Case 153."""
    room = left_unsigned().until(Stage.PEN).do({0: an_act(Verb.TAKE, draft=0, clause=0, wording=1)})
    assert (room.stage, room.status(), room.text()) == (Stage.SIGNING, Status.UNSIGNED, [1])


def test_a_body_that_had_no_informals_has_none_later():
    """Case 154. Its text is put as it stands."""
    assert left_unsigned(rounds=0).until(Stage.FLOOR, Stage.SIGNING).stage == Stage.SIGNING


def test_a_pledge_of_assistance_is_a_second_duty_delivered_or_not():
    """Case 155. Article 4 was a pledge not to attack, and to assist; each is kept or broken by itself."""
    rules = board(2, 1, 2, decision=Decision.UNANIMITY, quarters=2, promises=[(0, 0, "assistance")])
    room = Room(rules).until(Stage.SIGNATURE).vote("YY").until(Stage.CONDUCT)
    assists = 1 << MEASURES.index("assistance")
    room.do(
        {
            0: keep(0, delivers=assists),
            1: keep(100),
        }
    )
    assert room.world.record.delivered[0, 0].tolist() == [assists, 0]
    assert room.world.secrets.restraint[0, 0].tolist() == [[0] * 4, [100] * 4]
