"""Operations ordered in a quarter, and the attention that a quarter has room for. Cases 200 to 207."""

from dataclasses import replace

import numpy as np
import pytest

from demarche.sim.act import an_act
from demarche.sim.aftermath.events import Count, Events
from demarche.sim.aftermath.nature import happen
from demarche.sim.orders import ATTENTION, OUTRIGHT, WITHIN_WORDS, packed_manner
from demarche.sim.terms import Accusation, Kind, Refusal, Stage, Verb
from tests.boards import happening
from tests.pacts_on_boards import half_covered, keep, pact


def operate(*orders):
    """An act that orders those: target, kind, and whether within the words."""
    act = an_act(Verb.OPERATE)
    places = (("partner", "draft"), ("draft2", "clause"), ("clause2", "wording"))
    items: dict[str, int] = {}
    for (target, manner), (who, kind, within) in zip(places, orders, strict=False):
        items |= {target: who, manner: int(packed_manner(kind, WITHIN_WORDS if within else OUTRIGHT))}
    return an_act(Verb.OPERATE, **items) if items else act


def events_of(room, replicate=0) -> Events:
    """What happens by itself in the quarter of one world."""
    return happen(room.rules, room.world, 1, np.array([replicate]))


def ordering(room):
    """The room at the question of orders, with every seat able to run operations."""
    roster = replace(room.rules.roster, offence=np.ones_like(room.rules.roster.offence))
    room.rules = replace(room.rules, roster=roster)
    return room.until(Stage.ORDERS)


def test_an_operation_ordered_is_sure_to_be_run_and_is_of_its_kind():
    """Case 200. Beside whatever the services run by themselves."""
    for kind in Kind:
        room = ordering(pact(3, rate=0)).do({0: operate((1, kind, False))})
        events = events_of(room)
        (row,) = np.flatnonzero((events.doer == 0) & (events.victim == 1))
        assert events.counts[row, kind] == events.operations[row] == 1


def test_an_operation_within_the_words_is_never_a_clear_breach():
    """Case 201. Outright it is one as often as the text clearly covers its kind."""
    found: dict[bool, list[int]] = {False: [], True: []}
    for within, clear in found.items():
        room = ordering(half_covered(rate=0)).do({0: operate((1, Kind.DISRUPTION, within))})
        for replicate in range(200):
            events = events_of(room, replicate)
            clear.append(int(events.table(events.of(Count.CLEAR), 3)[0, 0, 1]))
    assert not any(found[True])
    assert 0.4 < np.mean(found[False]) < 0.6


def test_the_loophole_brings_what_the_words_leave_open():
    """Case 202. Half of the gain where half of the kind is clearly covered; all of it outright."""
    for within, gained in ((False, 100), (True, 50)):
        room = ordering(half_covered(rate=0)).do({0: operate((1, Kind.DISRUPTION, within))})
        events = events_of(room)
        assert room.do(events=events).world.secrets.gained[0, 0] == gained * (events.operations.sum() > 0)


def test_there_is_no_loophole_where_no_text_covers_the_kind_or_none_of_it_is_open():
    """Case 203."""
    room = ordering(half_covered(covered=(0, 0.5, 1, 0.5)))
    assert room.why_not(0, operate((1, Kind.THEFT, True))) == Refusal.NO_LOOPHOLE
    assert room.why_not(0, operate((1, Kind.DISRUPTION, True))) == Refusal.NO_LOOPHOLE
    assert room.why_not(0, operate((1, Kind.ESPIONAGE, True))) == Refusal.NONE
    assert room.why_not(0, operate((1, Kind.THEFT, False))) == Refusal.NONE


def test_a_quarter_has_room_for_three_acts_of_attention():
    """Case 204. Measures delivered count as one, each operation as one, and an answer as one."""
    room = pact(4)
    promised = np.ones_like(room.rules.conduct.measures)
    room.rules = replace(room.rules, conduct=replace(room.rules.conduct, measures=promised))
    room = ordering(room.do({0: keep(50, delivers=3)}))
    three = [(1, Kind.ESPIONAGE, False), (2, Kind.ESPIONAGE, False), (3, Kind.ESPIONAGE, False)]
    assert room.why_not(0, operate(*three)) == Refusal.NO_ATTENTION
    assert room.why_not(1, operate((0, Kind.ESPIONAGE, False), *three[1:])) == Refusal.NONE
    room.do({0: operate(*three[:2])}).do(events=happening(room.rules, right={(1, 0): 1, (0, 1): 1}))
    assert room.asked() == [1, 2, 3], "whoever has attention left"
    assert room.world.secrets.spent[0].tolist() == [ATTENTION, 0, 0, 0]
    room.do({1: an_act(Verb.ACCUSE, partner=0, wording=Accusation.NAMING)})
    assert not room.world.secrets.spent.any(), "the next quarter has its own"


def test_states_without_capability_are_not_asked():
    """Case 205."""
    room = pact(3)
    offence = np.array([[1, 0, 0.5]], np.float32)
    room.rules = replace(room.rules, roster=replace(room.rules.roster, offence=offence))
    assert room.until(Stage.ORDERS).asked() == [0, 2]


@pytest.mark.parametrize(
    ("act", "why"),
    [
        (operate((0, Kind.THEFT, False)), Refusal.NO_SUCH_SEAT),
        (operate((9, Kind.THEFT, False)), Refusal.NO_SUCH_SEAT),
        (an_act(Verb.OPERATE, partner=1, draft=99), Refusal.NO_SUCH_ORDER),
        (an_act(Verb.OPERATE, partner=1), Refusal.NO_SUCH_ORDER),
        (an_act(Verb.OPERATE, draft2=1, clause=0), Refusal.NO_SUCH_ORDER),
        (operate(), Refusal.NONE),
    ],
)
def test_an_order_names_other_states_and_kinds(act, why):
    """Case 206. Of nothing it is in order, and orders nothing."""
    assert ordering(pact(3)).why_not(0, act) == why


def test_what_is_run_and_suffered_is_counted_for_good():
    """Case 207. By kind, whether it was found or not."""
    room = ordering(pact(3, rate=0)).do({0: operate((1, Kind.ESPIONAGE, False), (2, Kind.DISRUPTION, False))})
    s = room.do(events=events_of(room)).world.secrets
    assert s.ran[0, 0].tolist() == [0, 1, 1, 0]
    assert s.suffered[0].tolist() == [[0, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0]]
