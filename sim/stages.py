"""The phases of a session, and the questions that are put in each."""

from enum import IntEnum

import numpy as np


class Phase(IntEnum):
    """The parts of a session, in the order of a delegate's week."""

    DEBATE = 0
    INFORMALS = 1
    TABLE = 2
    ACTION = 3
    EXPLAIN = 4
    CLOSED = 5
    AFTERMATH = 6  # between EXPLAIN and CLOSED, where a scenario has quarters


class Stage(IntEnum):
    """One kind of tick: everybody who is asked in it is asked the same question. In order of the session."""

    STATEMENTS = 0  # debate: what do you say of the subject?
    REPLIES = 1  # debate: do you use your right of reply?
    FLOOR = 2  # informals: what do you propose, offer or support?
    ANSWERS = 3  # informals: do you accept what was offered to you?
    PEN = 4  # informals: pen-holder, what do you take into your text?
    TABLING = 5  # pen-holder, do you table it?
    SPONSORS = 6  # do you put your name to it?
    CALLED = 7  # the chair calls a draft; nobody is asked
    MOTIONS = 8  # the ladder: does anybody move to stop or hasten?
    SPEAKERS = 9  # who speaks for and against the motion?
    MOTION_VOTE = 10
    AMENDMENTS = 11  # does anybody submit an amendment?
    REVISION = 12  # pen-holder, do you revise or withdraw?
    AMENDMENT_VOTE = 13
    DIVISION = 14  # does anybody ask for a part to be voted apart?
    OBJECTION = 15  # does anybody object to that?
    DIVISION_VOTE = 16
    PART_VOTE = 17
    DECISION = 18  # does anybody ask for a recorded vote?
    VOTE = 19  # the whole text, recorded
    CONSENSUS = 20  # does anybody object to the report?
    SIGNATURE = 21  # does every party sign?
    RECONSIDER = 22  # does anybody move to reconsider a decision?
    RECONSIDER_VOTE = 23
    EXPLANATIONS = 24  # why did you vote so?
    CLOSED = 25
    # The quarters after the session, where a scenario has them. They come before CLOSED.
    SIGNING = 26  # do you sign the pact that is on offer?
    CONDUCT = 27  # party to a pact, what do you deliver, and how do you keep to it?
    NATURE = 28  # nobody is asked: operations are run, found, and laid at doors
    RESPONSES = 29  # what do you do about what you have seen?
    PROPOSALS = 30  # do you propose a pact to other states?
    CONSIDERATION = 31  # invited: do you agree to the pact, decline it, or answer with a change?
    LETTERS = 32  # informals, after ANSWERS: named in a letter, do you sign it?


PHASE_OF = np.array(
    [Phase.DEBATE] * 2
    + [Phase.INFORMALS] * 3
    + [Phase.TABLE] * 2
    + [Phase.ACTION] * 17
    + [Phase.EXPLAIN, Phase.CLOSED]
    + [Phase.AFTERMATH] * 6
    + [Phase.INFORMALS],
    np.int8,
)
BALLOTED = (
    Stage.MOTION_VOTE,
    Stage.AMENDMENT_VOTE,
    Stage.DIVISION_VOTE,
    Stage.PART_VOTE,
    Stage.VOTE,
    Stage.SIGNATURE,
    Stage.RECONSIDER_VOTE,
)
"""Stages in which every voter casts a ballot."""
