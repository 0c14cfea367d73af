"""The national doctrine: one behaviour for every delegation, asked at every stage of a session."""

from collections.abc import Callable

import numpy as np

from demarche.agents.doctrine import floor, reasons
from demarche.agents.doctrine.consensus import join_or_object, sign_or_not
from demarche.agents.doctrine.dealing import accept
from demarche.agents.doctrine.doctrine import Doctrine
from demarche.agents.doctrine.drafting import draft
from demarche.agents.doctrine.explaining import explain
from demarche.agents.doctrine.informals import take_the_floor
from demarche.agents.doctrine.letters import caucus, sign
from demarche.agents.doctrine.proposing import consider, propose
from demarche.agents.doctrine.restrain import keep, respond
from demarche.agents.doctrine.sponsoring import close_list
from demarche.agents.doctrine.statements import reply, speak
from demarche.agents.doctrine.tabling import revise, table_or_hold
from demarche.agents.strategies.registry import Strategy
from demarche.sim.act import acts
from demarche.sim.rules import Rules
from demarche.sim.terms import Floats, Ints, Stage, Verb
from demarche.sim.view import View


def answer(rules: Rules, doctrine: Doctrine, view: View, u: Floats) -> Ints:
    """Whoever holds an offer weighs it; whoever has capacity left takes the floor again. Uses chance; no memory."""
    act = acts(view.asks)
    again = np.flatnonzero(view.may(Verb.PROPOSE))
    if again.size:
        act[again] = take_the_floor(rules, doctrine, view.take(again), u[again])
    caucus(rules, doctrine, view, u, act)
    accept(rules, doctrine, view, act)
    return act


DOES: dict[Stage, Callable[[Rules, Doctrine, View, Floats], Ints]] = {
    Stage.STATEMENTS: speak,
    Stage.REPLIES: reply,
    Stage.FLOOR: take_the_floor,
    Stage.ANSWERS: answer,
    Stage.LETTERS: sign,
    Stage.PEN: draft,
    Stage.TABLING: table_or_hold,
    Stage.SPONSORS: close_list,
    Stage.MOTIONS: floor.move,
    Stage.SPEAKERS: floor.speak_to_it,
    Stage.MOTION_VOTE: floor.cast,
    Stage.AMENDMENTS: floor.amend,
    Stage.REVISION: revise,
    Stage.AMENDMENT_VOTE: floor.cast,
    Stage.DIVISION: floor.divide,
    Stage.OBJECTION: floor.object_to_it,
    Stage.DIVISION_VOTE: floor.cast,
    Stage.PART_VOTE: floor.cast,
    Stage.DECISION: floor.ask_for_a_vote,
    Stage.VOTE: floor.cast,
    Stage.CONSENSUS: join_or_object,
    Stage.SIGNATURE: sign_or_not,
    Stage.RECONSIDER: floor.reconsider,
    Stage.RECONSIDER_VOTE: floor.cast,
    Stage.EXPLANATIONS: explain,
    Stage.SIGNING: sign_or_not,
    Stage.RESPONSES: respond,
    Stage.PROPOSALS: propose,
    Stage.CONSIDERATION: consider,
}


class NationalInterest:
    """Acts by what texts are worth to its state. Uses chance; remembers nothing. Source: the model page of the docs."""

    def __init__(self, doctrine: Doctrine, pledges: Strategy | None = None) -> None:
        """One object serves every seat and world of the batch that its doctrine is for.

        pledges  how it keeps to pacts, where that is not by expected utility
        """
        self.doctrine, self.pledges = doctrine, pledges

    def decide(self, rules: Rules, view: View, u: Floats) -> Ints:
        """An act for each ask, (N, 8). It is never still thinking."""
        asked = view.stage
        stages = np.unique(asked)
        if len(stages) == 1:
            return self._answer(rules, Stage(stages[0]), view, u)
        act = acts(view.asks)
        for stage in stages:
            rows = np.flatnonzero(asked == stage)
            act[rows] = self._answer(rules, Stage(stage), view.take(rows), u[rows])
        return act

    def _answer(self, rules: Rules, stage: Stage, view: View, u: Floats) -> Ints:
        """The acts of asks that are put one question."""
        if stage == Stage.CONDUCT:
            return keep(rules, self.doctrine, view, u, self.pledges)
        return DOES[stage](rules, self.doctrine, view, u)

    def reasons(self, rules: Rules, view: View, act: Ints) -> list[str]:
        """Why each act, from the terms that produced it."""
        return reasons.tell(rules, self.doctrine, view, act)
