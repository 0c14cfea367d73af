"""The quarters after a session: who is bound, and how pacts are kept. Cases 120 to 133, 156, 166 and 167."""

from dataclasses import replace

import numpy as np
import pytest

from demarche.sim.act import an_act
from demarche.sim.aftermath.events import Count
from demarche.sim.formulas import PERCENT
from demarche.sim.secrets import BROADLY
from demarche.sim.terms import OutOfOrder, Refusal, Stage, Status, Verb
from tests.boards import Room, board
from tests.pacts_on_boards import ALL, bound, events_of, half_covered, keep, pact, rate, seen, signing, unsigned

# who is bound


def test_whoever_votes_for_a_resolution_is_party_to_nothing():
    """Case 120. Nobody is asked how it keeps it, and it brings no false signals."""
    room = Room(board(4, 1, 1, quarters=1)).ask_for_a_vote().vote("YYNA").until(Stage.NATURE)
    assert room.status() == Status.ADOPTED
    assert bound(room) == []


def test_a_resolution_takes_a_little_from_what_those_who_voted_for_it_run_against_anybody():
    """Case 121. By their audience and by how much it binds; nothing from the others."""
    rules = board(4, 1, 1, quarters=1)
    rules = replace(rules, binding=np.ones_like(rules.binding))
    room = Room(rules).ask_for_a_vote().vote("YYNA").until(Stage.NATURE)
    before, after = rules.ground.rate[0], rate(room)
    cost = 0.1 * 0.5
    left = 1 - cost**2 / (1 + cost**2)
    assert after[:2] == pytest.approx(before[:2] * left)
    assert after[2:] == pytest.approx(before[2:])


def test_a_signed_pact_binds_its_parties_and_not_the_mediator():
    """Case 122."""
    assert bound(pact()) == [0, 1, 2]
    assert bound(signing(3, roles="MCM").vote("Y.Y").until(Stage.CONDUCT)) == [0, 2]


def test_a_rejected_text_binds_nobody():
    """Case 123. The quarters are played all the same."""
    room = Room(board(3, 1, 1, quarters=2)).ask_for_a_vote().vote("NNN").until(Stage.NATURE)
    assert bound(room) == []
    assert room.to_the_end().world.record.quarter[0] == 2


def test_a_session_without_quarters_closes():
    """Case 124."""
    room = Room(board(3, 1, 1)).to_the_end()
    assert room.world.secrets.signal.size == 0
    assert room.world.record.accused.size == 0


def test_an_unsigned_pact_is_on_offer_in_every_quarter():
    """Case 125."""
    room = unsigned(quarters=3)
    for quarter in range(3):
        assert (room.stage, int(room.world.record.quarter[0])) == (Stage.SIGNING, quarter)
        room.vote("YN")
        if quarter < 2:
            room.until(Stage.SIGNING)
    assert room.to_the_end().status() == Status.UNSIGNED


def test_it_is_signed_only_when_every_party_signs_in_the_same_quarter():
    """Case 126. A signature given alone does not wait for the other."""
    room = unsigned().vote("YN").until(Stage.SIGNING).vote("NY").until(Stage.SIGNING)
    assert bound(room) == []
    room.vote("YY")
    assert (room.status(), bound(room), room.stage) == (Status.SIGNED, [0, 1], Stage.CONDUCT)


# conduct


def test_conduct_is_for_the_parties():
    """Case 127."""
    room = pact(3, roles="MMO")
    assert room.why_not(2, keep()) == Refusal.NOT_ASKED
    assert room.why_not(0, keep(apart=2, toward=0)) == Refusal.NO_SUCH_SEAT
    assert room.why_not(0, keep(apart=0, toward=0)) == Refusal.NO_SUCH_SEAT
    assert room.why_not(0, keep(draft=1)) == Refusal.NO_SUCH_DRAFT


def test_only_what_was_promised_can_be_delivered():
    """Case 128."""
    room = pact(promises=[(0, 0, "channels"), (0, 1, "joint science")])
    assert room.why_not(0, keep(delivers=ALL["channels"])) == Refusal.NONE
    assert room.why_not(0, keep(delivers=ALL["channels"], broadly=True)) == Refusal.NONE
    # Wording 1 promises joint science, and it is wording 0 that was signed.
    assert room.why_not(0, keep(delivers=ALL["joint science"])) == Refusal.BAD_CONDUCT
    assert room.why_not(0, keep(delivers=2 * BROADLY)) == Refusal.BAD_CONDUCT
    assert room.do({0: keep(delivers=ALL["channels"], broadly=True)}).world.record.delivered[0, 0, 0] == 2


@pytest.mark.parametrize(
    "act", [keep(-1), keep(PERCENT + 1), keep(0, apart=1), keep(0, toward=5), keep(0, apart=1, toward=PERCENT + 1)]
)
def test_restraint_out_of_range_is_refused(act):
    """Case 129. In hundredths, toward all and toward one apart; no other number without another party."""
    room = pact()
    assert room.why_not(0, act) == Refusal.BAD_CONDUCT
    with pytest.raises(OutOfOrder, match="restraint lies within 0 and 100 "):
        room.do({0: act})


def test_the_bounds_of_restraint_themselves_are_in_order():
    """Case 130."""
    room = pact()
    for act in (keep(0), keep(PERCENT), keep(0, apart=1, toward=PERCENT), keep((0, 5, 100, 7), apart=2, toward=0)):
        assert room.why_not(0, act) == Refusal.NONE


def test_restraint_lowers_operations_against_parties_alone():
    """Case 131. Three quarters of the effort against the party is held back, and here none of it goes elsewhere."""
    room = pact(3, roles="MMO", numbers={"displace": 0})
    before = rate(room)
    after = rate(room.do({0: keep(75)}))
    assert after[0] == pytest.approx([0, before[0, 1] / 4, before[0, 2]])
    assert after[1:] == pytest.approx(before[1:])


def test_one_party_may_be_treated_apart():
    """Case 132."""
    room = pact(numbers={"displace": 0})
    before = rate(room)
    after = rate(room.do({0: keep(50, apart=2, toward=0)}))
    assert after[0] == pytest.approx([0, before[0, 1] / 2, before[0, 2]])


def test_restraint_is_chosen_by_kind_of_operation():
    """Case 133. Here a quarter of all is theft, a quarter espionage, half disruption."""
    room = pact(numbers={"displace": 0})
    before = rate(room)
    after = rate(room.do({0: keep((100, 0, 50, 0))}))
    assert after[0, 1:] == pytest.approx(before[0, 1:] * (0.25 + 0.25))


def test_whoever_keeps_to_the_letter_runs_what_the_text_does_not_cover():
    """Case 166. Where it covers half, half is left, and none of that is a breach."""
    room = half_covered(numbers={"displace": 0})
    before = rate(room)
    room.do({0: keep(100)}).until(Stage.NATURE)
    assert rate(room)[0, 1:] == pytest.approx(before[0, 1:] / 2)
    for number in range(20):
        told = events_of(room, number)
        assert not told[Count.CLEAR][0].any()
        assert told[Count.CLEAR][1].any()


def test_what_a_text_covers_arguably_is_held_back_only_by_who_reads_it_broadly():
    """Case 167. Half of what it covers is clear here."""
    room = pact(numbers={"displace": 0})
    half = replace(room.rules.conduct, clear=np.full_like(room.rules.conduct.clear, 0.5))
    room.rules = replace(room.rules, conduct=half)
    before = rate(room)
    after = rate(room.do({0: keep(100), 1: keep(100, broadly=True)}))
    assert after[0, 1:] == pytest.approx(before[0, 1:] / 2)
    assert after[1] == pytest.approx(np.zeros(3))


def test_whoever_has_denounced_holds_back_no_more_and_nobody_toward_it():
    """Case 156. What it chose while it was bound stands in its secrets still, and counts for nothing."""
    room = pact(4, quarters=3, numbers={"displace": 0, "hit_back": 0})
    free = rate(room)
    room.do({s: keep(PERCENT) for s in range(4)})
    assert not rate(room).any()
    seen(room, wrong={(0, 3): 1}).do({3: an_act(Verb.DENOUNCE, draft=0)}).do({s: keep(PERCENT) for s in range(3)})
    after = rate(room)
    assert after[3] == pytest.approx(free[3])
    assert after[:3, 3] == pytest.approx(free[:3, 3])
    assert not after[:3, :3].any()
