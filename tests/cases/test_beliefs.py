"""What a party believes of another, and what is named: cases 147, 171 to 173."""

import numpy as np

from demarche.sim.act import an_act
from demarche.sim.terms import Accusation, Verb
from tests.pacts_on_boards import (
    NAMES_NOBODY,
    pact,
    seen,
)


def test_a_belief_falls_with_a_signal_and_rises_without():
    """Case 147. The odds of breach, .3 to .7, times (m1 / m0)^n e^(m0 - m1), then a twentieth of the way back to .7."""
    room = pact(rate=1)
    seen_each, alarm = (float(table[0, 1, 0]) for table in (room.rules.ground.seen, room.rules.ground.alarm))
    keeping, breach = 0.2 * seen_each + alarm, seen_each + alarm
    seen(room, told={(1, 0): 1})
    for other, told in ((1, 1), (2, 0)):
        odds = 3 / 7 * (breach / keeping) ** told * np.exp(keeping - breach)
        assert room.world.secrets.trust[0, 0, other] == round(1000 * (0.95 / (1 + odds) + 0.05 * 0.7))


def test_intelligence_moves_a_belief_without_a_signal():
    """Case 171. It is right in .85 of cases: odds of 17 to 3 either way."""
    rooms = [seen(pact(rate=0), learned={(1, 0): learned}) for learned in (0, 1, 2)]
    trust = [int(room.world.secrets.trust[0, 0, 1]) for room in rooms]
    expected_ = [0.7, 1 / (1 + 3 / 7 * 3 / 17), 1 / (1 + 3 / 7 * 17 / 3)]
    assert trust == [round(1000 * (0.95 * p + 0.05 * 0.7)) for p in expected_]


def test_what_waits_to_be_named_can_be_named_by_a_person_at_once():
    """Case 172. And is gone once it was; but it goes on waiting where something else is ready, which alone is named."""
    room = seen(pact(), disruption={(1, 0): 2}, right={(1, 0): 2}, reported={(1, 0): 2}, waiting={(1, 0): 2}).do()
    room = seen(room.do())
    assert Verb.ACCUSE in room.open_to(0)
    room.do({0: an_act(Verb.ACCUSE, partner=1, wording=Accusation.NAMING)})
    assert not room.world.secrets.waiting.any()
    assert seen(room.do()).open_to(0) == NAMES_NOBODY
    room = seen(pact(), disruption={(1, 0): 3}, right={(1, 0): 3}, waiting={(1, 0): 2}, ready={(1, 0): 1})
    room.do({0: an_act(Verb.ACCUSE, partner=1, wording=Accusation.NAMING)})
    assert room.world.secrets.waiting[0, 0, 1] == 2
    assert not room.world.secrets.ready.any()


def test_an_accusation_by_another_moves_the_belief_of_whoever_is_bound_to_the_accused():
    """Case 173. As one signal that may be false; the accuser counts it no second time, and others are not moved."""
    room = seen(pact(3, rate=1), right={(1, 0): 1})
    before = room.world.secrets.trust[0].copy()
    room.do({0: an_act(Verb.ACCUSE, partner=1, wording=Accusation.NAMING)})
    after = room.world.secrets.trust[0]
    assert after[2, 1] < before[2, 1]
    assert after[0, 1] == before[0, 1]
    assert after[2, 0] == before[2, 0]
