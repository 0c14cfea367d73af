"""Every course of small assemblies, counted, against arithmetic that knows nothing of the rules.

Courses and endings are derived in `oracle`.  Positions and fingerprints are merely kept: they say that nothing changed,
not that it is right.  When one changes and was meant to: `python -m tests.perft renew`, and RULES_VERSION rises.
"""

import json
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from demarche.sim.record import NOT_MOVED
from demarche.sim.terms import Ints, Stage, Status
from tests.boards import board
from tests.perft import oracle
from tests.perft.boards import BOARDS, opened
from tests.perft.count import Count, children, count, divide

Endings = dict[tuple[Status, ...], int]
ONCE: Ints = np.ones(1, np.int64)
KEPT = json.loads((Path(__file__).parent / "kept.json").read_text(encoding="utf-8"))
ENDINGS = {
    "adopted": Status.CONSENSUS,
    "no action": Status.NO_ACTION,
    "pass over": Status.PASSED_OVER,
}


DIVIDED_AT_ONCE = 1000
"""A board of more positions is divided by the command: `python -m tests.perft divide NAME`. Chosen, for its time."""


@cache
def counted(name: str) -> Count:
    return count(BOARDS[name]())


def by_ending(found: Count) -> Endings:
    """Courses by how the drafts ended."""
    total: Endings = {}
    for layer in found.layers:
        for status, n in layer.closed.items():
            total[status] = total.get(status, 0) + n
    return total


def divided(name: str) -> str:
    """The courses after each first act, so that the fault can be found."""
    if counted(name).positions > DIVIDED_AT_ONCE:
        return f"python -m tests.perft divide {name}"
    return "\n".join(divide(BOARDS[name]()))


def agree(name: str, derived: Endings) -> None:
    """Fails with the count of each first act, so that the fault can be found."""
    found = by_ending(counted(name))
    if found != derived:
        pytest.fail(f"{name}: counted {found}, derived {derived}; after each first act:\n{divided(name)}")


@pytest.mark.parametrize("seats", [1, 2, 3, 4, 5])
def test_every_ballot_on_a_whole_text_ends_as_arithmetic_says(seats):
    name = f"whole, {seats} seat{'s' if seats > 1 else ''}"
    derived = oracle.whole(seats)
    endings = {Status.ADOPTED: "adopted", Status.REJECTED: "rejected", Status.NO_QUORUM: "no quorum"}
    agree(name, {tuple([status]): derived[word] for status, word in endings.items() if derived[word]})


def test_four_ballots_a_seat_are_all_counted():
    for seats in (1, 2, 3, 4, 5):
        first = counted(f"whole, {seats} seat{'s' if seats > 1 else ''}").layers[0]
        assert first.courses == 4**seats


def test_without_absence_and_abstention_the_majorities_are_sums_of_combinations():
    for seats in range(1, 6):
        assert oracle.ballots(seats)[0] == oracle.by_trinomial(seats)
        assert oracle.coalitions(seats) == sum(
            bin(who).count("1") > seats - bin(who).count("1") for who in range(2**seats)
        )
    assert oracle.ballots(5) == (96, 147)
    assert oracle.ballots(5, two_thirds=True)[0] == 86


def test_without_a_vote_unless_one_of_three_asks():
    askers, vote = 2**3 - 1, oracle.whole(3)
    derived: Endings = {
        (Status.CONSENSUS,): 1,
        (Status.ADOPTED,): askers * vote["adopted"],
        (Status.REJECTED,): askers * vote["rejected"],
        (Status.NO_QUORUM,): askers * vote["no quorum"],
    }
    agree("asking, 3 seats", derived)


def test_observer_and_chair_add_no_ballots():
    adopted, rejected = oracle.ballots(2)
    derived: Endings = {(Status.CONSENSUS,): 1, (Status.ADOPTED,): 3 * adopted, (Status.REJECTED,): 3 * rejected}
    agree("observer and chair, 4 seats", derived)


@pytest.mark.parametrize("seats", [2, 3])
def test_amendments_are_settled_clause_by_clause(seats):
    found = counted(f"amendments, {seats} seats")
    assert found.courses == oracle.amendments(seats - 1, clauses=2, wordings=2, seats=seats)


@pytest.mark.parametrize("seats", [3, 4])
def test_every_set_of_amendments_is_put_in_one_order_furthest_first(seats):
    rules = board(seats, clauses=2, wordings=2, level=2)
    at_hand = opened(rules, Stage.AMENDMENTS)
    submitted, *_ = children(at_hand, at_hand.start, ONCE)
    world = children(opened(rules, Stage.REVISION), submitted, np.ones(submitted.record.worlds, np.int64))[0]
    waiting = world.record.take(world.record.stage == Stage.AMENDMENT_VOTE)
    sets = set()
    for b in range(waiting.worlds):
        moved = {(int(c), int(k)) for c, k in np.argwhere(waiting.amending[b] > NOT_MOVED)}
        if moved:
            first = oracle.order_of_amendments(moved, rules.book.wordings)[0]
            assert tuple(int(x) for x in waiting.amendment[b]) == first
            sets.add(frozenset(moved))
    # Of the four amendments to this text the movers can have submitted any set but a larger one than they are.
    assert len(sets) >= sum(len(list(_subsets(4, n))) for n in range(1, min(seats - 1, 4) + 1))


def _subsets(things: int, size: int):
    return [who for who in range(2**things) if bin(who).count("1") == size]


def test_separate_votes_reject_the_whole_only_where_every_part_falls():
    for name, seats, clauses in (("division, 2 seats", 2, 2), ("division, 3 seats", 3, 3)):
        courses, rejected = oracle.division(seats, clauses)
        agree(name, {(Status.CONSENSUS,): courses - rejected, (Status.PARTS_REJECTED,): rejected})


def test_separate_votes_leave_every_text_that_can_be_left():
    at_hand = opened(board(3, clauses=3, wordings=1, level=3), Stage.DIVISION, Stage.PART_VOTE)
    world, times, texts = at_hand.start, ONCE, set()
    while world.record.worlds:
        world, times, *_ = children(at_hand, world, times)
        shut = world.record.closed
        texts |= {tuple(int(w) for w in text) for text in world.record.wording[shut, 0]}
        world, times = world.take(~shut), times[~shut]
    assert len(texts) == oracle.texts(3)


def test_an_objection_puts_the_division_itself_to_the_vote():
    courses, rejected = oracle.division_with_objection(3, 2)
    derived: Endings = {(Status.CONSENSUS,): courses - rejected, (Status.PARTS_REJECTED,): rejected}
    agree("division and objection, 3 seats", derived)


@pytest.mark.parametrize(
    ("name", "seats", "drafts"),
    [
        ("motions, 2 seats", 2, 1),
        ("motions, 3 seats", 3, 1),
        ("motions, 2 seats, 2 drafts", 2, 2),
        ("motions, 1 seat, 3 drafts", 1, 3),
    ],
)
def test_motions_are_put_in_one_order(name, seats, drafts):
    derived = oracle.motions(seats, drafts)
    agree(name, {tuple(ENDINGS[word] for word in ended): n for ended, n in derived.items() if n})


def test_each_draft_tabled_opens_a_list_of_sponsors():
    assert counted("tabling, 3 seats, 2 drafts").courses == oracle.tabling(drafts=2, joiners=2)


def test_the_sponsors_of_a_chairs_text_are_any_set_of_members():
    found = counted("sponsors of a chair's text")
    assert found.ending(Status.CONSENSUS) == oracle.sponsors(3) + 1
    assert found.ending(Status.HELD) == 1


def test_two_texts_may_both_be_adopted():
    adopted, rejected = oracle.ballots(2)
    each = {Status.CONSENSUS: 1, Status.ADOPTED: 3 * adopted, Status.REJECTED: 3 * rejected}
    agree("two drafts voted, 2 seats", {(a, b): n * m for a, n in each.items() for b, m in each.items()})


def test_one_objection_of_three_members_blocks_a_report():
    courses, passed = oracle.consensus(3)
    agree("consensus, 3 seats", {(Status.CONSENSUS,): passed, (Status.BLOCKED,): courses - passed})


def test_one_signature_missing_leaves_no_agreement():
    agree("unanimity, 3 seats", {(Status.SIGNED,): 1, (Status.UNSIGNED,): 4**3 - 1})


def test_a_pact_on_offer_is_signed_once_in_all_quarters():
    """Of 16 pairs of ballots one signs: at the table, or in the first quarter, or in the second."""
    agree("signing in a later quarter, 2 seats", {(Status.SIGNED,): 1 + 15 + 15**2, (Status.UNSIGNED,): 15**3})


def test_five_seats_tell_two_thirds_from_a_simple_majority():
    courses, adopted = oracle.reconsideration(5)
    agree("two thirds, 5 seats", {(Status.ADOPTED,): adopted, (Status.REJECTED,): courses - adopted})


@pytest.mark.parametrize(("name", "seats", "wordings"), [
    ("letters, 2 seats", 2, 2), ("letters and caucus, 3 seats", 3, 1),
])  # fmt: skip
def test_a_round_of_letters_has_as_many_courses_as_can_be_worked_out_by_hand(name, seats, wordings):
    assert counted(name).courses == oracle.letters(seats, wordings)


def test_a_round_of_informals_with_two_seats_has_as_many_courses_as_its_terms_allow():
    assert counted("informals, 2 seats").courses == oracle.informals(wordings=2, favours=5)


def test_a_debate_of_two_seats_has_at_most_two_rounds_of_reply():
    found = counted("debate, 2 seats")
    assert found.courses == oracle.debate(statements=9)
    assert found.ending(Status.NO_QUORUM) == 1


@pytest.mark.parametrize("name", BOARDS)
def test_every_position_is_where_it_was_and_as_often(name):
    found = counted(name)
    now = {"positions": found.positions, "fingerprint": found.fingerprint}
    if now != KEPT.get(name):
        pytest.fail(f"{name}: {now}, kept {KEPT.get(name)}; courses after each first act:\n{divided(name)}")


def test_every_board_is_kept_and_no_other():
    assert list(KEPT) == list(BOARDS)
