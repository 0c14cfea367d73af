"""What the address of a question rests on, and what it does not."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest

from demarche.scenarios import tables
from demarche.scenarios.schema import Scenario
from demarche.sim import question
from demarche.sim.act import an_act
from demarche.sim.procedure.debate import CALLS_AT_MOST, REPLIES_AT_MOST
from demarche.sim.question import address, packed
from demarche.sim.record import World
from demarche.sim.terms import NONE, Motion, Stage, Verb
from tests.boards import Room, amend, board, move
from tests.pacts_on_boards import pact, seen, unsigned

ASK, DIVIDE, OBJECT = an_act(Verb.ASK), an_act(Verb.DIVIDE, clause=1), an_act(Verb.OBJECT)


def asked(at: Room) -> int:
    """The address of the question that a room has come to."""
    return int(address(at.world.record)[0])


def called(drafts: int = 2, **other) -> Room:
    """A draft is called: does anybody move to stop or hasten?"""
    return Room(board(3, 2, 3, drafts=drafts, level=4, **other)).until(Stage.MOTIONS)


def vote(at: Room, draft: int = 0) -> Room:
    while at.stage != Stage.DECISION or at.world.record.current[0] != draft:
        at.do()
    return at.do({0: ASK})


BEFORE: dict[str, Callable[[Room], object]] = {
    "an amendment that fails": lambda at: at.until(Stage.AMENDMENTS).do({1: amend(0, 1)}).do().vote("NNN"),
    "two amendments of which one carries": lambda at: (
        at.until(Stage.AMENDMENTS).do({1: amend(0, 1), 2: amend(1, 2)}).do().vote("NNN").vote("YYY")
    ),
    "a revision": lambda at: at.until(Stage.REVISION).do({0: an_act(Verb.REVISE, clause=0, wording=1)}),
    "a motion that fails": lambda at: at.do({1: move(Motion.NO_ACTION)}).do().vote("NNN"),
    "a motion without a quorum at first": lambda at: at.do({1: move(Motion.NO_ACTION)}).do().vote("---").vote("NNN"),
    "a motion to suspend that fails": lambda at: at.do({1: move(Motion.SUSPEND_MEETING)}).vote("NNN"),
    "closure": lambda at: at.do({1: move(Motion.CLOSE_DEBATE)}).do().vote("YYY"),
    "the meeting is suspended": lambda at: at.do({1: move(Motion.SUSPEND_MEETING)}).vote("YYY"),
    "the draft is deferred": lambda at: at.do({1: move(Motion.ADJOURN_MEETING)}).vote("YYY"),
    "a division that is refused": lambda at: at.until(Stage.DIVISION).do({1: DIVIDE}).do({2: OBJECT}).vote("NNN"),
    "a part that is kept": lambda at: at.until(Stage.DIVISION).do({1: DIVIDE}).do().vote("YYY"),
    "a part that falls": lambda at: at.until(Stage.DIVISION).do({1: DIVIDE}).do().vote("NNN"),
}
"""What may happen to a draft before the vote on the whole."""


@pytest.mark.parametrize("before", BEFORE.values(), ids=list(BEFORE))
def test_the_vote_on_the_whole_has_one_address_whatever_comes_before_it(before):
    plain, other = called(), called()
    before(other)
    assert dict(votes(plain)) == dict(votes(other))


def votes(at: Room) -> Iterator[tuple[int, int]]:
    """Each draft that is voted on from now on, and the address of the vote."""
    while at.stage != Stage.CLOSED:
        if at.stage == Stage.VOTE:
            yield int(at.world.record.current[0]), asked(at)
        at.do({0: ASK} if at.stage == Stage.DECISION else None)


def test_each_draft_clause_and_wording_has_addresses_of_its_own():
    met = set()
    for moved in ({1: amend(0, 1), 2: amend(0, 2)}, {1: amend(1, 1), 2: amend(1)}):
        at = called().until(Stage.AMENDMENTS).do(moved).do()
        while at.stage == Stage.AMENDMENT_VOTE:
            met.add(asked(at))
            at.vote("NNN")
    assert len(met) == 4
    parts = at.until(Stage.DIVISION).do({1: an_act(Verb.DIVIDE, clause=0), 2: DIVIDE}).do()
    first = asked(parts)
    assert first != asked(parts.vote("YYY"))
    assert asked(vote(called(), 0)) != asked(vote(called(), 1))


def test_the_like_question_on_a_draft_that_is_taken_up_again_has_another_address():
    at = called()
    first = asked(at)
    deferred = at.do({1: move(Motion.ADJOURN_MEETING)}).vote("YYY")
    while deferred.world.record.current[0] != 0:
        deferred.do()
    assert asked(deferred.until(Stage.MOTIONS)) != first
    suspended = called().do({1: move(Motion.SUSPEND_MEETING)}).vote("YYY").until(Stage.MOTIONS)
    assert asked(suspended) not in (first, asked(deferred))


def test_a_draft_that_waited_for_its_estimate_and_is_tabled_anew_has_new_questions():
    """It has come to its decision and waits, when a motion on another draft suspends the meeting."""
    at = called(costs=[(0, 1)]).until(Stage.AMENDMENTS)
    stages = (Stage.AMENDMENTS, Stage.REVISION, Stage.AMENDMENT_VOTE, Stage.DIVISION, Stage.OBJECTION, Stage.PART_VOTE)
    ladder = {Stage.AMENDMENTS: {1: amend(0, 1)}, Stage.DIVISION: {1: DIVIDE}}

    def climb() -> list[int]:
        met = []
        while at.world.record.current[0] == 0 and at.stage < Stage.DECISION:
            met += [asked(at)] if at.stage in stages else []
            at.vote("YYY") if at.stage in (Stage.AMENDMENT_VOTE, Stage.PART_VOTE) else at.do(ladder.get(at.stage))
        return met

    first = climb()
    assert at.world.record.costed[0, 0]
    assert at.stage == Stage.MOTIONS
    at.do({1: move(Motion.SUSPEND_MEETING)}).vote("YYY").until(Stage.AMENDMENTS)
    ladder = {Stage.AMENDMENTS: {1: amend(0)}, Stage.DIVISION: {1: DIVIDE}}
    again = climb()
    assert len(first) == len(again) == len(stages)
    assert not set(first) & set(again)


def test_a_second_call_and_a_reconsideration_have_addresses_of_their_own():
    at = vote(called(drafts=1))
    met = [asked(at), asked(at.vote("---"))]
    at.vote("YYN").until(Stage.RECONSIDER)
    met += [asked(at), asked(at.do({0: an_act(Verb.RECONSIDER, draft=0)})), asked(at.vote("---"))]
    met += [asked(at.vote("YYY")), asked(at.vote("---"))]
    assert len(set(met)) == len(met)


def test_the_same_draft_is_asked_about_whether_or_not_one_before_it_was_tabled():
    rules = board(3, 1, 1, drafts=2, level=4)
    both, one = Room(rules).until(Stage.TABLING), Room(rules).until(Stage.TABLING)
    one.do({0: an_act(Verb.HOLD, draft=0)})
    both.until(Stage.SPONSORS).do()
    assert both.world.record.turn[0] != one.until(Stage.SPONSORS).world.record.turn[0]
    assert asked(both) == asked(one)


def test_talks_in_a_quarter_do_not_rest_on_how_many_rounds_there_were_before():
    long, short = (unsigned(rounds=rounds).until(Stage.SIGNING).do().until(Stage.FLOOR) for rounds in (5, 2))
    assert long.world.record.round[0] != short.world.record.round[0]
    assert [asked(long), asked(long.do()), asked(long.do())] == [asked(short), asked(short.do()), asked(short.do())]


def test_a_pact_and_a_quarter_have_the_same_addresses_whatever_becomes_of_another_pact():
    def met(*, leaves: bool) -> dict[tuple[int, Stage, int], int]:
        at, found = pact(2, 3, drafts=2), {}
        while at.stage != Stage.CLOSED:
            r = at.world.record
            if at.stage in (Stage.CONDUCT, Stage.RESPONSES):
                found[int(r.quarter[0]), at.stage, int(r.turn[0])] = asked(at)
            denounces = {0: an_act(Verb.DENOUNCE, draft=0)} if at.stage == Stage.RESPONSES and leaves else None
            seen(at, right={(1, 0): 1}) if at.stage == Stage.NATURE else at.do(denounces)
            leaves &= int(r.quarter[0]) == 0
        return found

    both, one = met(leaves=False), met(leaves=True)
    assert (1, Stage.CONDUCT, 0) in both.keys() - one.keys(), "the pact was not left"
    assert {place: both[place] for place in one} == one
    assert len(set(both.values())) == len(both)


# ── room ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def most(key: str) -> int:
    """The greatest value, or number of entries, of a key of a scenario."""
    found = [
        getattr(limit, name, None) for limit in Scenario.model_fields[key].metadata for name in ("le", "max_length")
    ]
    return next(int(limit) for limit in found if limit is not None)


def test_the_largest_scenario_has_room_in_an_address():
    assert question.QUARTERS * question.STAGES * question.TOPICS * question.DETAILS * question.TIMES == 1 << 32
    assert most("quarters") + 1 < question.QUARTERS
    assert len(Stage) <= question.STAGES
    assert max(most("rounds"), most("drafts")) <= question.TOPICS
    most_wordings = max(len(clause.wordings) for clause in tables.clauses())
    assert most_wordings < question.PLACES
    assert len(tables.clauses()) * question.PLACES <= question.DETAILS
    assert max(REPLIES_AT_MOST, len(Motion), most("drafts")) <= question.DETAILS
    assert CALLS_AT_MOST == 2


def test_an_address_keeps_its_parts_apart_and_lies_below_two_to_the_32nd():
    sizes = (question.QUARTERS, question.STAGES, question.TOPICS, question.DETAILS, question.TIMES)
    whole = [np.array([0, 1, size - 1]) for size in sizes]
    quarter, *rest = (part.ravel() for part in np.meshgrid(*whole))
    found = np.asarray(packed(quarter - 1, *rest))
    assert len(np.unique(found)) == len(found)
    assert (found.min(), found.max()) == (0, (1 << 32) - 1)
    assert packed(NONE, Stage.STATEMENTS, 0, 0, 0) == 0


TOO_MANY = {
    "rounds": lambda: Room(board(2, rounds=1)).until(Stage.FLOOR).with_record(round=64),
    "quarters": lambda: pact(2, 2).with_record(quarter=127),
    "drafts": lambda: Room(board(2, 1, 1, drafts=65)),
    "clauses": lambda: Room(board(2, 65, 1)),
    "wordings of a clause": lambda: Room(board(2, 1, 16)),
}


@pytest.mark.parametrize("what", TOO_MANY)
def test_what_an_address_has_no_room_for_is_refused(what):
    with pytest.raises(ValueError, match=rf"the address of a question has room for \d+ {what}, and there are \d+"):
        asked(TOO_MANY[what]())


def test_rounds_that_were_counted_in_quarters_take_no_room():
    plain = unsigned(rounds=2).until(Stage.SIGNING)
    assert asked(plain) == asked(_copy_of(plain).with_record(round=100))


def _copy_of(at: Room) -> Room:
    other = Room(at.rules)
    other.world = at.world
    return other


def test_worlds_of_a_batch_that_are_at_different_questions_have_each_their_own_address():
    rooms = [called(), vote(called()), called().until(Stage.REVISION)]
    together = World.join([at.world for at in rooms])
    assert address(together.record).tolist() == [asked(at) for at in rooms]
