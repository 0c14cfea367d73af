"""The boards that are counted: each small, each with one part of the procedure open and the rest quiet."""

from collections.abc import Callable, Iterable, Mapping

from demarche.sim.act import an_act
from demarche.sim.record import World
from demarche.sim.rules import Rules
from demarche.sim.terms import Ballot, Decision, Ints, Stage, Verb
from tests.boards import Room, board
from tests.perft.count import Board, begin

ASK = {0: an_act(Verb.ASK)}


def opened(
    rules: Rules, *stages: Stage, at: Stage | None = None, present: bool = True, without: Iterable[Verb] = ()
) -> Board:
    """A count from the first of those questions, or from `at`, with those and no others open."""
    return Board(rules, begin(rules, at or stages[0]), frozenset(stages), present, frozenset(without))


def called_to_vote(rules: Rules) -> World:
    """Somebody has asked for a recorded vote on the whole."""
    return Room(rules).ask_for_a_vote().world


def after_a_rejection(rules: Rules) -> World:
    """The text was rejected by every ballot, and reconsideration may be moved."""
    no: dict[int, Ints] = {s: an_act(Verb.CAST, wording=Ballot.NO) for s in range(rules.seats)}
    return Room(rules).ask_for_a_vote().do(no).until(Stage.RECONSIDER).world


def whole(seats: int) -> Board:
    rules = board(seats, clauses=1, wordings=1)
    return Board(rules, called_to_vote(rules), frozenset({Stage.VOTE}), present=False)


def five_by_two_thirds() -> Board:
    rules = board(5, clauses=1, wordings=1, level=4)
    return Board(rules, after_a_rejection(rules), frozenset({Stage.RECONSIDER, Stage.RECONSIDER_VOTE, Stage.VOTE}))


def with_absence() -> Board:
    rules = board(3, clauses=1, wordings=1, level=4)
    opens = frozenset({Stage.RECONSIDER, Stage.RECONSIDER_VOTE})
    return Board(rules, after_a_rejection(rules), opens, present=False)


AMENDING = (Stage.AMENDMENTS, Stage.AMENDMENT_VOTE)
MOVING = (Stage.MOTIONS, Stage.SPEAKERS, Stage.MOTION_VOTE)
DIVIDING = (Stage.DIVISION, Stage.PART_VOTE)
OBJECTING = (Stage.OBJECTION, Stage.DIVISION_VOTE)
TABLING = (Stage.TABLING, Stage.SPONSORS)
TALKING = (Stage.FLOOR, Stage.ANSWERS, Stage.LETTERS, Stage.PEN)
LETTERS = (Verb.GATHER, Verb.COSIGN)
OTHER_TALK = (Verb.PROPOSE, Verb.SPONSOR, Verb.LEAVE, Verb.OFFER, Verb.TAKE)

BOARDS: Mapping[str, Callable[[], Board]] = {
    "whole, 1 seat": lambda: whole(1),
    "whole, 2 seats": lambda: whole(2),
    "whole, 3 seats": lambda: whole(3),
    "whole, 4 seats": lambda: whole(4),
    "whole, 5 seats": lambda: whole(5),
    "asking, 3 seats": lambda: opened(board(3, 1, 1), Stage.DECISION, Stage.VOTE, present=False),
    "observer and chair, 4 seats": lambda: opened(board(4, 1, 1, roles="MOCM"), Stage.DECISION, Stage.VOTE),
    "amendments, 2 seats": lambda: opened(board(2, 2, 2, level=2), *AMENDING),
    "amendments, 3 seats": lambda: opened(board(3, 2, 2, level=2), *AMENDING),
    "amendments and revision, 3 seats": lambda: opened(board(3, 2, 1, level=2), *AMENDING, Stage.REVISION),
    "division, 2 seats": lambda: opened(board(2, 2, 1, level=3), *DIVIDING),
    "division, 3 seats": lambda: opened(board(3, 3, 1, level=3), *DIVIDING),
    "division and objection, 3 seats": lambda: opened(board(3, 2, 1, level=3), *DIVIDING, *OBJECTING),
    "motions, 2 seats": lambda: opened(board(2, 1, 1, level=4), *MOVING),
    "motions, 3 seats": lambda: opened(board(3, 1, 1, level=4), *MOVING),
    "motions, 2 seats, 2 drafts": lambda: opened(board(2, 1, 1, drafts=2, level=4), *MOVING),
    "motions, 1 seat, 3 drafts": lambda: opened(board(1, 1, 1, drafts=3, level=4), *MOVING),
    "tabling, 3 seats, 2 drafts": lambda: opened(board(3, 1, 1, drafts=2, pocket=[1]), *TABLING),
    "sponsors of a chair's text": lambda: opened(board(4, 1, 1, roles="CMMM"), *TABLING),
    "two drafts voted, 2 seats": lambda: opened(board(2, 1, 1, drafts=2), Stage.DECISION, Stage.VOTE),
    "cost, 2 seats, 2 drafts": lambda: opened(
        board(2, 1, 2, drafts=2, level=4, costs=[(0, 1)]), *AMENDING, Stage.REVISION, Stage.DECISION
    ),
    "consensus, 3 seats": lambda: opened(board(3, 1, 1, decision=Decision.CONSENSUS), Stage.CONSENSUS),
    "unanimity, 3 seats": lambda: opened(board(3, 1, 1, decision=Decision.UNANIMITY), Stage.SIGNATURE, present=False),
    "two thirds, 5 seats": five_by_two_thirds,
    "reconsideration with absence, 3 seats": with_absence,
    "explanations, 2 seats": lambda: Board(
        board(2, 1, 1, drafts=1), called_to_vote(board(2, 1, 1)), frozenset({Stage.VOTE, Stage.EXPLANATIONS})
    ),
    "informals, 2 seats": lambda: opened(board(2, 1, 2, rounds=1), *TALKING, without=LETTERS),
    "informals with capacity, 3 seats": lambda: opened(
        board(3, 1, 1, rounds=1, capacity=[1, 2, 0]), *TALKING, without=LETTERS
    ),
    "letters, 2 seats": lambda: opened(board(2, 1, 2, rounds=1), *TALKING, without=OTHER_TALK),
    "letters and caucus, 3 seats": lambda: opened(board(3, 1, 1, rounds=1), *TALKING, without=OTHER_TALK),
    "signing in a later quarter, 2 seats": lambda: opened(
        board(2, 1, 1, decision=Decision.UNANIMITY, quarters=2), Stage.SIGNATURE, Stage.SIGNING, present=False
    ),
    "debate, 2 seats": lambda: opened(board(2, 1, 1), Stage.STATEMENTS, Stage.REPLIES),
}
