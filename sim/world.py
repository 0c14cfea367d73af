"""One world as a Mesa model: for those who know Mesa, its data collection and its pictures.

A facade around a Session.  The rules are those of a batch, and a test holds the two equal.  For thousands of worlds use
`demarche.sim.session.run`: Mesa 3.3 keeps every model it has ever made.
"""

from collections.abc import Sequence

import mesa

from demarche.sim.luck import Chance
from demarche.sim.naming import word
from demarche.sim.notation import say
from demarche.sim.record import Briefs, Record
from demarche.sim.rules import Rules
from demarche.sim.seat import Seat
from demarche.sim.session import Session
from demarche.sim.terms import NO_WORD, Ballot, Floats, Item, Status, Verb


class Delegation(mesa.Agent):
    """A window on one seat: what it has done in public, and what its capital wants. Its behaviour alone can be set."""

    def __init__(self, model: "Assembly", seat: int) -> None:
        super().__init__(model)
        self.seat = seat

    @property
    def _record(self) -> Record:
        return self.model.session.world.record

    @property
    def name(self) -> str:
        """Its seat code."""
        return self.model.session.rules.roster.names[self.seat]

    @property
    def behaviour(self) -> Seat:
        """What sits in the seat and gives its acts; another may be put in its place at any time."""
        return self.model.session.seats[self.seat]

    @behaviour.setter
    def behaviour(self, seat: Seat) -> None:
        self.model.session.seats[self.seat] = seat

    @property
    def position(self) -> Floats:
        """Its position on each dimension as its capital holds it, (D,), -1 .. 1."""
        return self.model.session.briefs.position[0, self.seat].copy()

    @property
    def ballot(self) -> str:
        """Its ballot in the last vote on the draft on the table: yes, no, abstain, absent or uncast."""
        return word(Ballot(int(self._record.ballots[0, self.seat])))

    @property
    def votes(self) -> dict[str, str]:
        """Draft -> its ballot on the whole text, of those that came to a recorded vote."""
        final, drafts = self._record.final[0, :, self.seat], self.model.session.rules.drafts
        return {drafts[d]: word(Ballot(int(b))) for d, b in enumerate(final) if b != Ballot.UNCAST}

    @property
    def sponsors(self) -> list[str]:
        """The drafts that it sponsors."""
        sponsored, drafts = self._record.sponsor[0, :, self.seat], self.model.session.rules.drafts
        return [drafts[d] for d in sponsored.nonzero()[0]]

    @property
    def proposals(self) -> dict[str, list[str]]:
        """Draft -> the clauses on which a wording of its own waits."""
        rules, proposal = self.model.session.rules, self._record.proposal[0, self.seat]
        waits = {draft: (own != NO_WORD).nonzero()[0] for draft, own in zip(rules.drafts, proposal, strict=True)}
        return {draft: [rules.book.names[c] for c in clauses] for draft, clauses in waits.items() if len(clauses)}

    @property
    def act(self) -> str:
        """What it did in the last tick, in words; empty where it was not asked."""
        ticks = self.model.session.ticks
        act = ticks[-1].act[self.seat] if ticks else None
        return "" if act is None or act[Item.VERB] == Verb.SILENT else say(self.model.session.rules, act)


class Assembly(mesa.Model):
    """One world as a model: a step is a joint act, and the model stops running when the session closes."""

    def __init__(self, rules: Rules, briefs: Briefs, seats: Sequence[Seat], luck: Chance) -> None:
        """Open one world, as a Session does. Mesa's own generators are seeded too, and nothing here draws from them."""
        super().__init__(rng=luck.seed)
        self.session = Session(rules, briefs, seats, luck)
        for seat in range(rules.seats):
            Delegation(self, seat)

    def step(self) -> None:
        """Ask, judge, move. The clock speaks for a seat that takes its time; a closed session stays as it is."""
        self.session.advance(time_is_up=True, tell_why=True)
        self.running = not self.session.closed

    @property
    def tick(self) -> int:
        """Number of the joint act that comes next."""
        return self.session.tick

    @property
    def stage(self) -> str:
        """The question that is put next."""
        return word(self.session.stage)

    @property
    def status(self) -> dict[str, str]:
        """Draft -> where it stands."""
        status = self.session.world.record.status[0]
        return {d: word(Status(int(s))) for d, s in zip(self.session.rules.drafts, status, strict=True)}

    @property
    def adopted(self) -> int:
        """Drafts adopted, by a vote, without one, or by every signature."""
        return sum(status in ("adopted", "consensus", "signed") for status in self.status.values())

    @property
    def told(self) -> dict[str, str]:
        """Seat code -> why it acted so in the last tick, of those that say."""
        ticks, names = self.session.ticks, self.session.rules.roster.names
        return {names[seat]: why for seat, why in ticks[-1].why.items()} if ticks else {}
