"""The vocabulary of the procedure, which every module may use and none may redefine."""

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from demarche.sim.acts import Item as Item
from demarche.sim.acts import Verb as Verb
from demarche.sim.stages import BALLOTED as BALLOTED
from demarche.sim.stages import PHASE_OF as PHASE_OF
from demarche.sim.stages import Phase as Phase
from demarche.sim.stages import Stage as Stage

Array = NDArray[np.generic]
Bools = NDArray[np.bool_]
Ints = NDArray[np.integer]
Floats = NDArray[np.floating]

NONE = -1  # no seat, no draft, no clause
ABSENT = -1  # a clause that does not stand in a text
NO_WORD = -2  # no wording proposed, stated or asked for


class Ballot(IntEnum):
    """How a seat votes. ABSENT is not in the room and does not count for the quorum."""

    UNCAST = -1
    YES = 0
    NO = 1
    ABSTAIN = 2
    ABSENT = 3


class Motion(IntEnum):
    """Procedural motions, in order of precedence (rule 119, in substance)."""

    SUSPEND_MEETING = 0  # once: one more round of informals on every draft
    ADJOURN_MEETING = 1  # once a draft: it is taken up after the others
    NO_ACTION = 2  # adjourn the debate: the draft is not put (rule 116)
    PASS_OVER = 3  # not to vote on this draft, a rival having been decided (rule 131)
    CLOSE_DEBATE = 4  # no amendment may be submitted any more (rule 117)


class Status(IntEnum):
    """Where a draft stands, and how it ended."""

    POCKET = 0  # held by its pen-holder, seen by nobody
    OPEN = 1  # circulated in informals
    TABLED = 2
    HELD = 3  # never put: the pen-holder kept it back
    WITHDRAWN = 4
    NO_ACTION = 5
    NO_QUORUM = 6  # not put: too few members present, twice
    REJECTED = 7
    PARTS_REJECTED = 8  # rejected because every operative part was
    ADOPTED = 9  # by a recorded vote
    CONSENSUS = 10  # without a vote
    BLOCKED = 11  # a consensus body without consensus
    SIGNED = 12  # by every party
    UNSIGNED = 13
    PASSED_OVER = 14  # not put: the Committee decided not to vote on it
    FREE = 15  # no text: a slot for a pact that nobody has proposed yet
    PROPOSED = 16  # a pact under negotiation in a quarter; its text and parties are known to the invited alone


class Decision(IntEnum):
    """How the body decides."""

    VOTE = 0  # members present and voting; without a vote unless one is asked for
    CONSENSUS = 1  # no objection, or no report
    UNANIMITY = 2  # every party signs, or there is no agreement


class Role(IntEnum):
    """What a seat is. Only members vote."""

    MEMBER = 0
    OBSERVER = 1  # speaks and proposes; does not vote, sponsor or move
    CHAIR = 2  # rules on order; may hold the pen of a chair's text; does not vote (rule 104)
    THIRD_STATE = 3  # takes part in the quarters only: does not speak, propose, vote, sponsor or sign


class Ground(IntEnum):
    """Why a delegation acts: the terms of its doctrine, in words a delegate would use."""

    TEXT = 0  # the wordings are nearer to (or further from) its position than what stands without them
    CAPACITY = 1  # help for states with little digital capacity
    COST = 2  # the duties are deep and clear
    RED_LINE = 3
    LEAD = 4  # who leads the text
    BLOC = 5  # the line of its bloc
    PROMISE = 6  # a ballot promised in a deal
    CONSENSUS = 7  # the worth of adopting without a vote
    CHANCE = 8  # within the doctrine's margin of indifference


class Use(IntEnum):
    """What a draw is for: the last part of an address of chance."""

    ACT = 0
    BLOC = 1  # shared by the members of a bloc
    INSTRUCTIONS = 2  # what the capital adds to the published position
    LOT = 3  # the seat drawn to be called first
    QUARTER = 4  # all that happens by itself in a quarter, of what a state does
    SPREAD = 5  # how much more or less each state runs against each other than expected, for a whole world
    LEVEL = 6  # how much more or less all states run, for a whole world
    VICTIM = 7  # what a state learns in a quarter
    RATIFICATION = 8  # whether a pact comes into force in a quarter


class Kind(IntEnum):
    """What an operation is for."""

    THEFT = 0  # of secrets for commercial advantage
    ESPIONAGE = 1  # of states on states; access alone is counted here
    DISRUPTION = 2
    INFORMATION = 3  # operations on public opinion; judged, not in the data


class Accusation(IntEnum):
    """How a state is named in public as the author of operations."""

    NAMING = 0  # and nothing more
    STATEMENT = 1  # a protest or a statement with partners
    INDICTMENT = 2  # of persons, which threatens with more


class Objection(IntEnum):
    """Why a state declines a pact that is proposed to it."""

    TEXT = 0  # what it says
    PARTIES = 1  # whom it would bind itself to
    NO_NEED = 2  # it gains nothing that it does not have
    NOT_NOW = 3


class Refusal(IntEnum):
    """Why an act is out of order."""

    NONE = 0
    NOT_ASKED = 1
    NOT_NOW = 2
    NO_SUCH_DRAFT = 3
    NO_SUCH_CLAUSE = 4
    NO_SUCH_WORDING = 5
    NO_SUCH_SEAT = 6
    NOTHING_CHANGES = 7
    NOT_YOUR_PEN = 8
    DRAFT_NOT_OPEN = 9
    ALREADY = 10
    NOT_A_SPONSOR = 11
    NOT_OFFERED = 12
    BAD_TERMS = 13
    NOT_WITHDRAWABLE = 14
    NO_SUCH_MOTION = 15
    NO_SUCH_BALLOT = 16
    OWN_TEXT = 17
    NO_VOTE_TO_EXPLAIN = 18
    NOT_DECIDED = 19
    STRAY_ITEM = 20
    NO_SUCH_PACT = 21
    BAD_CONDUCT = 22
    NOTHING_SEEN = 23
    EMPTIES_TEXT = 24
    BAD_ACCUSATION = 25
    NO_SUCH_TEMPLATE = 26
    NAMED_TWICE = 27
    BAD_DATES = 28
    BAD_OBJECTION = 29
    OUT_OF_PLACE = 30
    SIGNED_ALREADY = 31
    NO_LETTER = 32
    OTHER_LETTER = 33


REFUSALS = {
    Refusal.NOT_ASKED: "it is not asked now",
    Refusal.NOT_NOW: "that act is not in order in this phase",
    Refusal.NO_SUCH_DRAFT: "there is no such draft",
    Refusal.NO_SUCH_CLAUSE: "there is no such clause",
    Refusal.NO_SUCH_WORDING: "the clause has no such wording",
    Refusal.NO_SUCH_SEAT: "there is no such seat to deal with",
    Refusal.NOTHING_CHANGES: "that is what the text already says",
    Refusal.NOT_YOUR_PEN: "it does not hold the pen of that draft",
    Refusal.DRAFT_NOT_OPEN: "that draft is not open to this",
    Refusal.ALREADY: "that has already been done",
    Refusal.NOT_A_SPONSOR: "it does not sponsor that draft",
    Refusal.NOT_OFFERED: "that partner has offered it nothing",
    Refusal.BAD_TERMS: "those are not terms of a deal",
    Refusal.NOT_WITHDRAWABLE: "an amended draft cannot be withdrawn (rule 122)",
    Refusal.NO_SUCH_MOTION: "there is no such motion in order",
    Refusal.NO_SUCH_BALLOT: "there is no such ballot",
    Refusal.OWN_TEXT: "a sponsor does not explain its vote on its own text (rule 128)",
    Refusal.NO_VOTE_TO_EXPLAIN: "it cast no vote on that draft",
    Refusal.NOT_DECIDED: "the Committee has taken no decision on that draft",
    Refusal.NO_SUCH_PACT: "it is not bound by that pact",
    Refusal.BAD_CONDUCT: "restraint lies within 0 and 100 hundredths, and only what was promised is delivered",
    Refusal.BAD_ACCUSATION: "a state is named, by statement or by indictment",
    Refusal.NO_SUCH_TEMPLATE: "there is no such template of a pact",
    Refusal.NAMED_TWICE: "a state or a clause is named twice",
    Refusal.BAD_DATES: "those are not dates of a pact",
    Refusal.BAD_OBJECTION: "there is no such reason to decline a pact",
    Refusal.OUT_OF_PLACE: "states and wordings fill the first places of an act",
    Refusal.SIGNED_ALREADY: "that state has signed the letter already",
    Refusal.NO_LETTER: "that state has not asked it to sign a letter",
    Refusal.OTHER_LETTER: "a second call in a round is for the letter that it has begun in it",
    Refusal.NOTHING_SEEN: "it has seen nothing of that state",
    Refusal.EMPTIES_TEXT: "a text keeps at least one clause",
    Refusal.STRAY_ITEM: "the act names something that its verb has no use for",
}


class Unreadable(ValueError):
    """A file or a notation that cannot be read. The text says where, what, and what would be right."""


class OutOfOrder(ValueError):
    """An act that can be read but is not in order now. The text says who, what, when and why."""


class Stale(ValueError):
    """An act that was in order at an earlier tick."""
