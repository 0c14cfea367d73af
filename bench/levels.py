"""What the four levels do to a player: the share of its goals that are met, beside each level, for two plain players.

    python -m bench.levels [WORLDS [SCENARIO …]]

One passes whenever it may and abstains.  The other does what a first game teaches: it proposes and asks for the
wordings of its card, gives its vote for them, and votes as its card says.  Neither is a good player, and both are the
same at every level.  Then, of three pacts, the share of promised measures that are delivered.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from demarche.agents.registry import behaviour
from demarche.agents.seat import nothing_to_say
from demarche.scenarios.cards import card_for
from demarche.scenarios.compile import Game, game
from demarche.scenarios.goals import stands
from demarche.scenarios.load import load, names
from demarche.scenarios.schema import Card, Goal
from demarche.sim.act import an_act
from demarche.sim.notation import read
from demarche.sim.rules import Rules
from demarche.sim.secrets import Sum
from demarche.sim.session import run
from demarche.sim.terms import ABSENT, NONE, Ballot, Floats, Ints, Stage, Status, Verb
from demarche.sim.view import View
from demarche.ui.play.lesson import chapters
from demarche.ui.play.levels import LEVELS

WORLDS = 48


class Passive:
    """Passes whenever it may, and abstains."""

    def decide(self, rules: Rules, view: View, u: Floats) -> Ints:
        """What the clock would do."""
        return nothing_to_say(view)

    def reasons(self, rules: Rules, view: View, act: Ints) -> list[str]:
        """None."""
        return [""] * view.asks


@dataclass(frozen=True)
class Seeker(Passive):
    """Works through its card: asks for its wordings, gives its vote for them, and votes as its goals say."""

    card: Card

    def decide(self, rules: Rules, view: View, u: Floats) -> Ints:
        """Row by row: the first thing that serves a goal and is in order."""
        act = nothing_to_say(view)
        for row in range(view.asks):
            act[row] = self._one(rules, view, row, act[row])
        return act

    def _one(self, rules: Rules, view: View, row: int, otherwise: Ints) -> Ints:
        b, s, stage = int(view.world[row]), int(view.seat[row]), Stage(int(view.stage[row]))
        verbs, r = view.verbs[row], view.public
        wishes = list(self._wishes(rules, r.wording[b]))
        if stage in (Stage.FLOOR, Stage.ANSWERS, Stage.PEN):
            for draft, clause, wording in wishes:
                if r.status[b, draft] != Status.OPEN:
                    continue
                mine = rules.pen[draft] == s
                if mine and verbs[Verb.TAKE]:
                    return an_act(Verb.TAKE, draft=draft, clause=clause, wording=wording)
                if verbs[Verb.PROPOSE] and not mine and r.proposal[b, s, draft, clause] != wording:
                    return an_act(Verb.PROPOSE, draft=draft, clause=clause, wording=wording)
                free = view.promise[row, draft] == Ballot.UNCAST
                if verbs[Verb.OFFER] and not mine and free and rules.voters[rules.pen[draft]] and rules.decision == 0:
                    return read(rules, self._deal(rules, draft, clause, wording))
        if stage == Stage.AMENDMENTS and verbs[Verb.AMEND]:
            for draft, clause, wording in wishes:
                if draft == r.current[b] and not view.verbs[row, Verb.REVISE]:
                    return an_act(Verb.AMEND, clause=clause, wording=wording)
        if stage == Stage.DECISION and self._wants_to_vote(rules, int(r.current[b])):
            return an_act(Verb.ASK)
        if verbs[Verb.CAST]:
            return an_act(Verb.CAST, wording=self._ballot(rules, view, row, stage, wishes))
        return otherwise

    def _wishes(self, rules: Rules, text: Ints) -> Iterator[tuple[int, int, int]]:
        """Draft, clause and wording that would meet a goal that the texts (L, C) do not meet."""
        for goal in self.card.goals:
            if goal.kind == "wording":
                draft, clause = rules.drafts.index(goal.draft), rules.book.names.index(str(goal.clause))
                now = int(text[draft, clause])
                fits = [k for k in np.flatnonzero(rules.book.exists[clause]) if _meets(rules, goal, clause, int(k))]
                if fits and now not in fits and now != ABSENT:
                    yield draft, clause, int(min(fits, key=lambda k: abs(k - now)))

    def _deal(self, rules: Rules, draft: int, clause: int, wording: int) -> str:
        name = rules.book.names[clause]
        return (
            f"offer {rules.roster.names[rules.pen[draft]]}: {draft + 1} yes for {draft + 1} {name}.{'abcdef'[wording]}"
        )

    def _wants_to_vote(self, rules: Rules, draft: int) -> bool:
        kinds = {goal.kind for goal in self.card.goals if rules.drafts.index(goal.draft) == draft}
        return "not-adopted" in kinds or "support" in kinds

    def _ballot(self, rules: Rules, view: View, row: int, stage: Stage, wishes: list[tuple[int, int, int]]) -> Ballot:
        r, b = view.public, int(view.world[row])
        if stage == Stage.AMENDMENT_VOTE:
            clause, place = (int(i) for i in r.amendment[b])
            wanted = any(c == clause and k == place for _, c, k in wishes)
            return Ballot.YES if wanted else Ballot.ABSTAIN
        draft = int(r.turn[b]) if stage == Stage.SIGNING else int(r.current[b])
        if stage not in (Stage.VOTE, Stage.SIGNATURE, Stage.SIGNING) or draft == NONE:
            return Ballot.ABSTAIN
        if view.promise[row, draft] != Ballot.UNCAST:
            return Ballot(int(view.promise[row, draft]))
        kinds = {goal.kind for goal in self.card.goals if rules.drafts.index(goal.draft) == draft}
        if "not-adopted" in kinds:
            return Ballot.NO
        unmet = any(d == draft for d, _, _ in wishes)
        return Ballot.YES if kinds & {"adopted", "support"} or not unmet else Ballot.NO


def _meets(rules: Rules, goal: Goal, clause: int, wording: int) -> bool:
    position = float(rules.book.position[0, clause, wording])
    return position >= goal.at_least if goal.at_least is not None else position <= float(goal.at_most or 0)


def share_met(made: Game, seat: int, player: Passive, level: str) -> Floats:
    """The share of the goals of one seat that are met in each world of a game."""
    known = behaviour(level)
    seats = list(made.delegations(known.kind))
    seats[seat] = player
    record = run(made.rules, made.briefs, seats, made.luck).record
    card = card_for(made, seat)
    worlds = [record.take(np.array([b])) for b in range(record.worlds)]
    return np.array([np.mean([stands(made, one, card, goal) == "met" for goal in card.goals]) for one in worlds])


def rows(worlds: int, scenarios: list[str]) -> Iterator[tuple[str, str, str, float]]:
    """Scenario, level, player, mean share of goals met over its written cards."""
    for name in scenarios:
        scenario = load(name)
        made = game(scenario, 1, range(worlds))
        places = [made.rules.roster.names.index(card.seat) for card in scenario.cards]
        for level in LEVELS:
            for player in ("passive", "seeker"):
                found = [
                    share_met(made, s, Passive() if player == "passive" else Seeker(card_for(made, s)), level.behaviour)
                    for s in places
                ]
                yield name, level.name, player, float(np.mean(found))


def delivered(scenario: str, worlds: int, level: str) -> float:
    """The share of promised measures that are delivered in eight quarters, with all seats but the first at a level.

    The first is played by the doctrine itself.
    """
    made = game(load(scenario, ["quarters=8"]), 1, range(worlds))
    known = behaviour(level)
    seats = [made.seats[0], *made.delegations(known.kind)[1:]]
    sums = run(made.rules, made.briefs, seats, made.luck).secrets.sums.sum(axis=(0, 1, 2))
    return float(sums[Sum.DELIVERED] / sums[Sum.DUE])


PACTS = (chapters()[-1].source, "pact-2015", "us-china-2015")
"""Two parties each."""


if __name__ == "__main__":
    for row in rows(int(sys.argv[1]) if len(sys.argv) > 1 else WORLDS, sys.argv[2:] or names()):
        print("{:20} {:12} {:8} {:.3f}".format(*row), flush=True)
    for pact in PACTS:
        for level in LEVELS:
            print(
                f"{load(pact).id:20} {level.name:12} delivers {delivered(pact, WORLDS, level.behaviour):.2f}",
                flush=True,
            )
