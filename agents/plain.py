"""Plain strategies of one seat that acts for the goals of its card, and for nothing else.

Not good players, but honest ones: each knows what a seat may know, and does one thing with it.  They say whether a card
can be won by what its seat does, and what a par is.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from demarche.agents.doctrine.doctrine import Doctrine
from demarche.agents.doctrine.letters import Drive, may_be_asked, published_gain, signatories
from demarche.agents.doctrine.vote import room, room_edges
from demarche.agents.passive import Passive
from demarche.sim.act import an_act
from demarche.sim.letters import ASKED, net_backing
from demarche.sim.rules import Rules
from demarche.sim.terms import ABSENT, NONE, Ballot, Decision, Floats, Ints, Stage, Status, Verb
from demarche.sim.view import View

FAVOURS = 5


class Plan(StrEnum):
    """What a plain strategy does in informals; on the floor all of them move and vote for their goals."""

    FOCUS = "focus"  # letters for the one wording that most would sign for, with a caucus
    SPREAD = "spread"  # letters for each wording in turn, the one with fewest names first
    DEALER = "dealer"  # its ballot for wordings of pen-holders, then favours for ballots
    MIXED = "mixed"  # deals and letters, turn by turn
    KEEPER = "keeper"  # letters to keep the text as it stands where that serves its goals, then as FOCUS


@dataclass(frozen=True)
class Wish:
    """A clause of a draft and the wordings of it that serve a goal, ABSENT among them where that does."""

    draft: int
    clause: int
    wordings: tuple[int, ...]


@dataclass(frozen=True)
class Aims:
    """What the goals of a card come to, as an act can name it.

    wishes   wordings wanted, in the order of the card      wants  draft -> 1 it is to pass, -1 it is not
    tables   draft -> whether it is to be tabled            states whose names are wanted on a letter, by draft
    red      clause and wording that no text is to have     trade  clause on which it may give way
    """

    wishes: tuple[Wish, ...]
    wants: dict[int, int]
    tables: dict[int, bool] = field(default_factory=dict)
    states: dict[int, tuple[int, ...]] = field(default_factory=dict)
    red: tuple[int, int] = (NONE, NONE)
    trade: int = NONE


class Plain(Passive):
    """The passive diplomat with an initiative: it works for its aims by a plan. Uses chance; remembers nothing."""

    def __init__(self, doctrine: Doctrine, aims: Aims, plan: Plan) -> None:
        """aims are those of the one seat that it is given."""
        super().__init__(doctrine)
        self.aims, self.plan = aims, plan

    def decide(self, rules: Rules, view: View, u: Floats) -> Ints:
        """An act for each ask, (N, 8)."""
        act = super().decide(rules, view, u)
        for row in range(view.asks):
            own = self._one(rules, view.take(np.array([row])))
            if own is not None:
                act[row] = own
        return act

    def _one(self, rules: Rules, view: View) -> Ints | None:
        """The first thing that serves its aims for one ask; None where it does as the passive diplomat does."""
        match Stage(int(view.stage[0])):
            case Stage.FLOOR:
                return self._on_the_floor(rules, view)
            case Stage.ANSWERS:
                more = self._caucus(rules, view)
                return more if more is not None else self._accepts(view)
            case Stage.LETTERS:
                return self._signs(view)
            case Stage.PEN | Stage.REVISION:
                return self._drafts(rules, view)
            case Stage.TABLING:
                return self._tables(view)
            case Stage.AMENDMENTS:
                return self._amends(rules, view)
            case Stage.DECISION:
                return an_act(Verb.ASK) if self.aims.wants.get(self._current(view)) == -1 else None
            case Stage.AMENDMENT_VOTE:
                return self._votes_on_amendment(view)
            case Stage.PART_VOTE:
                return self._votes_on_part(view)
            case Stage.VOTE:
                return self._votes(view)
        return None

    # informals

    def _on_the_floor(self, rules: Rules, view: View) -> Ints | None:
        deal, letter = self._deal(rules, view), self._letter(rules, view)
        odd = bool(view.public.round[view.world[0]] % 2)
        match self.plan:
            case Plan.DEALER:
                return deal if deal is not None else letter
            case Plan.MIXED:
                first, second = (deal, letter) if odd else (letter, deal)
                return first if first is not None else second
        return letter if letter is not None else deal

    def _letter(self, rules: Rules, view: View) -> Ints | None:
        """A call for names to those that gain most by what is published, for the wording that the plan chooses."""
        if not view.may(Verb.GATHER)[0]:
            return None
        drives = [drive for drive in self._drives(rules, view) if self._open(view, int(drive.draft[0]))]
        chances = [(self._promise(rules, view, drive), drive) for drive in drives]
        able = [(promise, drive) for promise, drive in chances if promise > 0]
        if not able:
            return None
        if self.plan == Plan.SPREAD:
            _, drive = min(able, key=lambda one: int(signatories(view, one[1]).sum()))
        else:
            _, drive = max(able, key=lambda one: one[0])
        return self._call(rules, view, drive)

    def _drives(self, rules: Rules, view: View) -> Iterator[Drive]:
        """A letter for each wording that is wanted and does not stand, or to keep it where it is threatened."""
        text = view.public.wording[view.world[0]]
        for wish in self.aims.wishes:
            now = int(text[wish.draft, wish.clause])
            if now not in wish.wordings and rules.pen[wish.draft] != view.seat[0]:
                for wording in wish.wordings:
                    yield _drive(wish.draft, wish.clause, wording, now)
            elif self.plan == Plan.KEEPER:
                rivals = net_backing(view.public, np.full(view.public.worlds, wish.draft))[view.world[0], wish.clause]
                if rivals.max() > 0:
                    rival = int(rivals.argmax())
                    yield _drive(wish.draft, wish.clause, now, ABSENT if rival == len(rivals) - 1 else rival)

    def _promise(self, rules: Rules, view: View, drive: Drive) -> float:
        """How many more would sign by what is published, plus those who have; 0 where nobody is left to ask."""
        gain = published_gain(rules, self.doctrine, view, drive)[0]
        free = int((may_be_asked(rules, view, drive)[0] & (gain > 0)).sum())
        wanted = [s for s in self.aims.states.get(int(drive.draft[0]), ()) if may_be_asked(rules, view, drive)[0, s]]
        signed = int(signatories(view, drive).sum())
        return float(free + 2 * signed) if free or wanted else 0.0

    def _call(self, rules: Rules, view: View, drive: Drive) -> Ints | None:
        free = may_be_asked(rules, view, drive)[0]
        gain = np.where(free, published_gain(rules, self.doctrine, view, drive)[0], -np.inf)
        best = [int(s) for s in np.argsort(-gain, kind="stable") if gain[s] > 0]
        wanted = [s for s in self.aims.states.get(int(drive.draft[0]), ()) if free[s]]
        asked = list(dict.fromkeys([*wanted, *best]))[: len(ASKED)]
        if not asked:
            return None
        act = an_act(Verb.GATHER, draft=int(drive.draft[0]), clause=int(drive.clause[0]), wording=int(drive.wording[0]))
        act[ASKED[: len(asked)]] = asked
        return act

    def _caucus(self, rules: Rules, view: View) -> Ints | None:
        """The second call of a round, once there is one."""
        r, b, s = view.public, int(view.world[0]), int(view.seat[0])
        if not view.may(Verb.GATHER)[0] or self.plan == Plan.DEALER:
            return None
        draft = int(r.call[b, s, 0])
        clause, wording = (int(item) for item in r.letter[b, s, draft])
        return self._call(rules, view, _drive(draft, clause, wording, int(r.wording[b, draft, clause])))

    def _signs(self, view: View) -> Ints | None:
        """A letter for a wording that it wants itself, where it gathers none on that draft."""
        r, b, s = view.public, int(view.world[0]), int(view.seat[0])
        for caller in np.flatnonzero((r.call[b, :, 1:] == s).any(axis=1)).tolist():
            draft = int(r.call[b, caller, 0])
            clause, wording = (int(item) for item in r.letter[b, caller, draft])
            if r.signatory[b, s, draft] == NONE and self._serves(draft, clause, wording):
                return an_act(Verb.COSIGN, partner=caller)
        return None

    def _deal(self, rules: Rules, view: View) -> Ints | None:
        """Its ballot for a wording of a pen-holder that it wants, else favours for the ballot that is nearest."""
        if not view.may(Verb.OFFER)[0] or rules.decision != Decision.VOTE:
            return None
        text = view.public.wording[view.world[0]]
        for wish in self.aims.wishes:
            pen, now = int(rules.pen[wish.draft]), int(text[wish.draft, wish.clause])
            free = view.promise[0, wish.draft] == Ballot.UNCAST and self._open(view, wish.draft)
            if now not in wish.wordings and pen != view.seat[0] and rules.voters[pen] and free:
                turn = int(view.public.round[view.world[0]]) % len(wish.wordings)
                return an_act(
                    Verb.OFFER, partner=pen, draft=wish.draft, wording=Ballot.YES,
                    draft2=wish.draft, clause2=wish.clause, wording2=wish.wordings[turn],
                )  # fmt: skip
        return self._buys(rules, view)

    def _buys(self, rules: Rules, view: View) -> Ints | None:
        """Favours for the ballot of the state that is nearest to the one wanted, another one each round."""
        for draft, side in self.aims.wants.items():
            if not self._open(view, draft):
                continue
            d = np.array([draft])
            eta = room(rules, self.doctrine, view.world, view.public.wording[view.world, d], d)[0]
            edge = room_edges(rules, self.doctrine, view.world, d).yes[0]
            short = np.where(rules.voters, edge - side * eta, np.inf)
            short[int(view.seat[0])] = np.inf
            order = [int(s) for s in np.argsort(np.where(short > 0, short, np.inf), kind="stable")]
            partner = order[int(view.public.round[view.world[0]]) % max(len(order) - 1, 1)]
            if np.isfinite(short[partner]) and short[partner] > 0:
                ballot = Ballot.YES if side > 0 else Ballot.NO
                return an_act(Verb.OFFER, partner=partner, wording=FAVOURS, draft2=draft, wording2=ballot)
        return None

    def _accepts(self, view: View) -> Ints | None:
        """An offer of a wording that it wants, whatever ballot is asked for that it would give anyway."""
        for sender, act in zip(view.offers.sender.tolist(), view.offers.act.tolist(), strict=True):
            draft, clause, wording = act[2:5]
            asked_draft, asked_clause, asked = act[5:8]
            gives = draft != NONE and clause != NONE and self._serves(draft, clause, wording)
            for_ballot = asked_draft != NONE and asked_clause == NONE
            for_trade = asked_draft != NONE and asked_clause == self.aims.trade
            harmless = for_ballot and asked == self._ballot(asked_draft)
            if (gives or for_trade or (draft == NONE and harmless)) and (harmless or for_trade):
                return an_act(Verb.ACCEPT, partner=sender)
        return None

    # the text

    def _drafts(self, rules: Rules, view: View) -> Ints | None:
        """A wording that it wants, into its own text."""
        r, b, s = view.public, int(view.world[0]), int(view.seat[0])
        for wish in self.aims.wishes:
            now = int(r.wording[b, wish.draft, wish.clause])
            if rules.pen[wish.draft] != s or now in wish.wordings:
                continue
            wording = min(wish.wordings, key=lambda k: abs(k - now))
            if view.may(Verb.TAKE)[0] and r.status[b, wish.draft] == Status.OPEN:
                return an_act(Verb.TAKE, draft=wish.draft, clause=wish.clause, wording=wording)
            if view.may(Verb.REVISE)[0] and r.current[b] == wish.draft:
                return an_act(Verb.REVISE, clause=wish.clause, wording=wording)
        return None

    def _tables(self, view: View) -> Ints | None:
        draft = int(view.public.turn[view.world[0]])
        wanted = self.aims.tables.get(draft)
        if wanted is None:
            return None
        verb = Verb.TABLE if wanted else Verb.HOLD
        return an_act(verb, draft=draft) if view.may(verb)[0] else None

    def _amends(self, rules: Rules, view: View) -> Ints | None:
        """The wanted wording with most names behind it."""
        if not view.may(Verb.AMEND)[0]:
            return None
        r, b, draft = view.public, int(view.world[0]), self._current(view)
        net = net_backing(r, np.full(r.worlds, draft))[b]
        best: tuple[int, Ints] | None = None
        for wish in self.aims.wishes:
            now = int(r.wording[b, draft, wish.clause])
            if wish.draft != draft or now in wish.wordings:
                continue
            for wording in wish.wordings:
                if r.amending[b, wish.clause, wording] == NONE:
                    names = int(net[wish.clause, wording])
                    if best is None or names > best[0]:
                        best = names, an_act(Verb.AMEND, clause=wish.clause, wording=wording)
        return best[1] if best else None

    # ballots

    def _votes_on_amendment(self, view: View) -> Ints | None:
        r, b, draft = view.public, int(view.world[0]), self._current(view)
        clause, place = (int(item) for item in r.amendment[b])
        wording = ABSENT if place == r.amending.shape[2] - 1 else place
        mine = [wish for wish in self.aims.wishes if (wish.draft, wish.clause) == (draft, clause)]
        if not mine:
            return None
        serves = self._serves(draft, clause, wording)
        return an_act(Verb.CAST, wording=Ballot.YES if serves else Ballot.NO)

    def _votes_on_part(self, view: View) -> Ints | None:
        r, b, draft = view.public, int(view.world[0]), self._current(view)
        clause = int(r.part[b])
        mine = [wish for wish in self.aims.wishes if (wish.draft, wish.clause) == (draft, clause)]
        if not mine:
            return None
        stays = int(r.wording[b, draft, clause]) in mine[0].wordings
        return an_act(Verb.CAST, wording=Ballot.YES if stays else Ballot.NO)

    def _votes(self, view: View) -> Ints | None:
        draft = self._current(view)
        promised = Ballot(int(view.promise[0, draft]))
        ballot = promised if promised != Ballot.UNCAST else self._ballot(draft)
        return None if ballot == Ballot.UNCAST else an_act(Verb.CAST, wording=ballot)

    def _ballot(self, draft: int) -> Ballot:
        """The ballot that its aims call for on a draft, UNCAST where they call for none."""
        return {1: Ballot.YES, -1: Ballot.NO, 0: Ballot.UNCAST}[self.aims.wants.get(draft, 0)]

    def _serves(self, draft: int, clause: int, wording: int) -> bool:
        return any(
            (wish.draft, wish.clause) == (draft, clause) and wording in wish.wordings for wish in self.aims.wishes
        )

    def _open(self, view: View, draft: int) -> bool:
        return bool(view.public.status[view.world[0], draft] == Status.OPEN)

    def _current(self, view: View) -> int:
        return int(view.public.current[view.world[0]])


def _drive(draft: int, clause: int, wording: int, instead: int) -> Drive:
    """One letter as a Drive of one ask."""
    return Drive(*(np.array([item]) for item in (draft, clause, wording, instead)))
