"""What a student's own acts led to: wordings that entered a text, deals that held, ballots and goals of the card.

Only acts that the student made count here.  What the clock or AI did in the seat is left out, and so are promises,
ballots and goals that came about without an act of the student.
"""

from dataclasses import dataclass

from demarche.scenarios.cards import card_for
from demarche.scenarios.compile import Game
from demarche.scenarios.goals import OF_QUARTERS, Stands, clause_of, reached, stands
from demarche.scenarios.schema import Goal
from demarche.sim.notation import say
from demarche.sim.session import Moment, Session
from demarche.sim.terms import NONE, Ballot, Item, Stage, Verb
from demarche.ui.classroom.pact_timeline import delivered
from demarche.ui.report.promises import Became, promise_of
from demarche.ui.report.score import gave_way
from demarche.ui.seat.desk import desk_of
from demarche.ui.seat.wants import want
from demarche.ui.story.informals import Side, accepted
from demarche.ui.words import Words

WORDED = (Verb.PROPOSE, Verb.TAKE, Verb.AMEND, Verb.REVISE)
WHOLE = (Stage.VOTE, Stage.SIGNATURE, Stage.SIGNING)
FOR_A_TEXT = (Verb.SPONSOR, Verb.TABLE)
GOAL, TRADED = 2, 1
"""What a goal, and having given way where the card allows it, are worth beside each other. Chosen."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording that the student put forward, and whether it stood in the text at some time afterwards."""

    tick: int
    draft: int
    clause: int
    wording: int
    entered: bool


@dataclass(frozen=True, slots=True)
class Struck:
    """A deal that the student made. mine, theirs: what became of both sides; clauses: those it is about."""

    tick: int
    mine: Became
    theirs: Became
    clauses: tuple[int, ...]

    @property
    def held(self) -> bool:
        """Whether neither side broke it, and one had to be kept and was."""
        both = (self.mine, self.theirs)
        return Became.BROKEN not in both and Became.KEPT in both


class Merits:
    """What came of the acts of one seat at those ticks at which its student spoke for it, and not the clock."""

    def __init__(self, game: Game, session: Session, place: int, own: frozenset[int]) -> None:
        """own: numbers of the ticks at which the student acted."""
        self.game, self.session, self.place, self.own = game, session, place, own
        self.words, self.card = Words(game), card_for(game, place)
        self.wordings = [self._wording(moment) for moment in self._mine(WORDED)]
        self.deals = self._deals()

    def _mine(self, verbs: tuple[Verb, ...]) -> list[Moment]:
        """The moments at which the student did one of those."""
        found = [self.session.moments[tick] for tick in sorted(self.own)]
        return [one for one in found if Verb(int(one.tick.act[self.place, Item.VERB])) in verbs]

    def _wording(self, moment: Moment) -> Wording:
        act, before = moment.tick.act[self.place], moment.before
        names_draft = act[Item.VERB] in (Verb.PROPOSE, Verb.TAKE)
        draft = int(act[Item.DRAFT]) if names_draft else int(before.current[0])
        clause, wording = int(act[Item.CLAUSE]), int(act[Item.WORDING])
        later = self.session.moments[moment.tick.number :]
        new = before.wording[0, draft, clause] != wording
        entered = bool(new and any(one.after.wording[0, draft, clause] == wording for one in later))
        return Wording(moment.tick.number, draft, clause, wording, entered)

    def _deals(self) -> list[Struck]:
        """The deals that the student offered or accepted, with what became of them."""
        return [
            self._struck(place, giver, taker, gives, asks)
            for place, moment in enumerate(self.session.moments)
            for giver, taker, gives, asks in accepted(moment)
            if self._made(place, giver, taker)
        ]

    def _made(self, tick: int, giver: int, taker: int) -> bool:
        """Whether a deal of that tick was offered, or accepted, by the student."""
        if taker == self.place:
            return tick in self.own
        offers = [one for one in self._mine((Verb.OFFER,)) if one.tick.number < tick]
        return giver == self.place and bool(offers) and self._last_offer(tick) == offers[-1].tick.number

    def _last_offer(self, before: int) -> int:
        """The tick of the last offer of this seat, whoever made it."""
        ticks = [one.number for one in self.session.ticks[:before] if one.act[self.place, Item.VERB] == Verb.OFFER]
        return ticks[-1] if ticks else NONE

    def _struck(self, tick: int, giver: int, taker: int, gives: Side, asks: Side) -> Struck:
        mine, theirs = (gives, asks) if giver == self.place else (asks, gives)
        other = taker if giver == self.place else giver
        moments = self.session.moments
        became = promise_of(self.words, moments, tick, self.place, other, mine).became
        if became != Became.UNTESTED and not self._tested_by_me(mine):
            became = Became.UNTESTED  # another spoke for the seat when it came to it
        if not self._is_weighty(self.place, mine):
            became = Became.UNTESTED
        returned = promise_of(self.words, moments, tick, other, self.place, theirs).became
        if not self._is_weighty(other, theirs):
            returned = Became.UNTESTED
        return Struck(tick, became, returned, tuple(side[1] for side in (gives, asks) if side[1] != NONE))

    def _is_weighty(self, seat: int, side: Side) -> bool:
        """Whether a side binds a ballot or the seat's own text. Support for a wording elsewhere is kept by silence."""
        draft, clause, _ = side
        return draft != NONE and (clause == NONE or bool(self.game.rules.pen[draft] == seat))

    def _tested_by_me(self, side: Side) -> bool:
        """Whether the student cast the ballot that a promise is about; a wording is kept by what a text says."""
        draft, clause, _ = side
        return clause != NONE or draft == NONE or draft in self.ballots

    @property
    def ballots(self) -> dict[int, Ballot]:
        """The last ballot that the student cast on each whole text. A later one by another does not count as theirs."""
        last: dict[int, tuple[int, Ballot]] = {}
        for moment in self.session.moments:
            act = moment.tick.act[self.place]
            if moment.tick.stage in WHOLE and act[Item.VERB] == Verb.CAST:
                last[int(moment.before.turn[0])] = (moment.tick.number, Ballot(int(act[Item.WORDING])))
        return {draft: ballot for draft, (tick, ballot) in last.items() if tick in self.own}

    def measured(self) -> dict[str, float]:
        """Every measure of what own acts led to, by its name in a rubric."""
        with_card, on_card = self._ballots_with_card()
        goals = [self._brought(goal) for goal in self.card.goals]
        return {
            "entered": len({(one.draft, one.clause) for one in self.wordings if one.entered}),
            "entered_on_card": self._entered_on_card(),
            "spoke_on_card": self._spoke_on_card(),
            "asked_on_card": self._asked_on_card(),
            "struck": len(self.deals),
            "held": sum(deal.held for deal in self.deals),
            "broken": sum(deal.mine == Became.BROKEN for deal in self.deals),
            "effects": len({(one.draft, one.clause) for one in self.wordings if one.entered})
            + sum(deal.held for deal in self.deals)
            + len(self._letters()),
            "letters": len(self._letters()),
            "ballots": len(self.ballots),
            "ballots_on_card": on_card,
            "ballots_with_card": with_card,
            "reasons": self._reasons(),
            "quarters_kept": sum(kept for kept in self._quarters()),
            "quarters_due": len(self._quarters()),
            "brought": GOAL * sum(goals) + TRADED * self._traded(),
            "brought_most": GOAL * len(goals) + TRADED,
        }

    def _wanted(self) -> list[tuple[Goal, int, int]]:
        """Goals of wording, each with its draft and its clause."""
        rules = self.game.rules
        goals = [goal for goal in self.card.goals if goal.kind == "wording"]
        return [(goal, rules.drafts.index(goal.draft), clause_of(rules, goal)) for goal in goals]

    def _entered_on_card(self) -> int:
        """Goals of wording toward which a wording of the student entered the text."""
        return sum(
            any(one.entered and (one.draft, one.clause) == (draft, clause) for one in self.wordings)
            and stands(self.game, self.session.world.record, self.card, goal) == Stands.MET
            for goal, draft, clause in self._wanted()
        )

    def _spoke_on_card(self) -> int:
        """Statements for a wording that the card asks for."""
        desk = desk_of(self.game, self.session)
        wanted = {one.wording for one in (want(desk, goal) for goal in self.card.goals) if one.wording}
        said = [say(self.game.rules, one.tick.act[self.place]).split() for one in self._mine((Verb.SPEAK,))]
        return sum(bool(wanted & set(words)) for words in said)

    def _asked_on_card(self) -> int:
        """Goals of wording for which the student proposed a wording that reaches them, or asked for one in an offer."""
        offers = [one.tick.act[self.place] for one in self._mine((Verb.OFFER,))]
        asked = [tuple(int(act[item]) for item in (Item.DRAFT2, Item.CLAUSE2, Item.WORDING2)) for act in offers]
        calls = [one.tick.act[self.place] for one in self._mine((Verb.GATHER,))]
        called = [tuple(int(act[item]) for item in (Item.DRAFT, Item.CLAUSE, Item.WORDING)) for act in calls]
        put = {*asked, *called, *((one.draft, one.clause, one.wording) for one in self.wordings)}
        return sum(
            any(one[:2] == (draft, clause) and reached(self.game.rules, goal, one[2]) for one in put)
            for goal, draft, clause in self._wanted()
        )

    def _letters(self) -> set[int]:
        """The drafts on which the student gathered names for a letter, and another signed it."""
        drafts = {int(one.tick.act[self.place, Item.DRAFT]) for one in self._mine((Verb.GATHER,))}
        signed = self.session.world.record.signatory[0] == self.place
        signed[self.place] = False
        return {draft for draft in drafts if signed[:, draft].any()}

    def _ballots_with_card(self) -> tuple[int, int]:
        """Ballots as the card asks, and ballots on texts of which the card says what it wants."""
        whole = [goal for goal in self.card.goals if goal.kind in ("adopted", "not-adopted", "support")]
        wanted = {self.game.rules.drafts.index(goal.draft): goal.kind != "not-adopted" for goal in whole}
        asked = {draft: ballot for draft, ballot in self.ballots.items() if draft in wanted}
        right = sum((ballot == Ballot.YES) if wanted[draft] else ballot == Ballot.NO for draft, ballot in asked.items())
        return right, len(asked)

    def _reasons(self) -> int:
        """Explanations of a ballot that the student cast themselves."""
        drafts = {int(one.tick.act[self.place, Item.DRAFT]) for one in self._mine((Verb.EXPLAIN,))}
        return len(drafts & set(self.ballots))

    def _brought(self, goal: Goal) -> bool:
        """Whether a goal is met and the student did something for it."""
        if stands(self.game, self.session.world.record, self.card, goal, self.session.world.secrets) != Stands.MET:
            return False
        if goal.kind in OF_QUARTERS:
            return any(self._quarters())
        draft = self.game.rules.drafts.index(goal.draft)
        if goal.kind == "wording":
            clause = clause_of(self.game.rules, goal)
            put = any((one.draft, one.clause) == (draft, clause) and one.entered for one in self.wordings)
            return put or any(clause in deal.clauses and deal.held for deal in self.deals)
        ballot = self.ballots.get(draft)
        if goal.kind == "not-adopted":
            return ballot == Ballot.NO
        if goal.kind in ("letter", "cosigned"):
            return bool(self._letters())
        acts = [one.tick.act[self.place] for one in self._mine(FOR_A_TEXT)]
        return ballot == Ballot.YES or any(int(act[Item.DRAFT]) == draft for act in acts)

    def _quarters(self) -> list[bool]:
        """For each quarter in which the student chose how to keep a pact, whether all that was due was delivered."""
        code = self.game.rules.roster.names[self.place]
        moments = [self.session.moments[tick] for tick in sorted(self.own)]
        cells = [
            cell
            for moment in moments
            if moment.tick.stage == Stage.CONDUCT
            for cell in delivered(self.words, moment)
            if cell.code == code and cell.due
        ]
        return [cell.delivered == cell.due for cell in cells]

    def _traded(self) -> bool:
        """Whether the student gave way on what the card lets them trade."""
        clause = self.game.rules.book.names.index(self.card.trade)
        return any(gave_way(self.session.moments[tick], self.place, clause) for tick in (*self.own, *self._dealt()))

    def _dealt(self) -> list[int]:
        """The ticks at which deals of the student were struck."""
        return [deal.tick for deal in self.deals]
