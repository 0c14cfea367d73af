"""Counting heads before a question is put, as a mission does on its desk: by what is published, and nothing else.

Who would vote how on a change of a text, how many are missing, and whose ballot lies nearest to turning.
"""

from dataclasses import dataclass

import numpy as np

from demarche.agents.doctrine.doctrine import Doctrine
from demarche.agents.doctrine.letters import deference, share_for
from demarche.agents.doctrine.vote import Edges, chances, expected, room, room_edges
from demarche.agents.doctrine.worth import after, scope_cost, whole_worth
from demarche.sim.rules import Rules
from demarche.sim.terms import ABSENT, Floats
from demarche.sim.view import View


@dataclass(frozen=True, slots=True)
class HeadCount:
    """What one ask can expect of a vote. yes, no (S,) chances of each seat, 0 of whoever has no vote.

    short (S,) logits that each is away from a yes, <= 0 of those more likely to vote yes than not
    """

    yes: Floats
    no: Floats
    short: Floats

    @property
    def margin(self) -> float:
        """Votes by which yes is expected to lead."""
        return float(self.yes.sum() - self.no.sum())

    @property
    def missing(self) -> int:
        """Noes that would have to become yeses for it to carry, as expected; 0 where it carries."""
        return max(0, int(np.floor(-self.margin / 2)) + 1) if self.margin <= 0 else 0

    def nearest(self, most: int = 8) -> list[int]:
        """Seats not yet expected to vote yes, the nearest to it first."""
        off = np.where((self.yes + self.no > 0) & (self.short > 0), self.short, np.inf)
        return [int(s) for s in np.argsort(off, kind="stable")[:most] if np.isfinite(off[s])]


def on_text(rules: Rules, doctrine: Doctrine, view: View, draft: int) -> HeadCount:
    """A vote on a whole draft as it stands, of the one ask of a View."""
    world, d = view.world[:1], np.array([draft])
    text = view.public.wording[world, d]
    yes, no = (np.where(rules.voters, one[0], np.float32(0)) for one in expected(rules, doctrine, world, text, d))
    short = room_edges(rules, doctrine, world, d).yes[0] - room(rules, doctrine, world, text, d)[0]
    return HeadCount(yes, no, np.asarray(short, np.float32))


def on_change(
    rules: Rules, doctrine: Doctrine, view: View, draft: int, clause: int, wording: int, share: float | None = None
) -> HeadCount:  # fmt: skip
    """A vote on one wording of a draft as an amendment, with the letters that there are.

    share  of the room that has signed for it, if it is to be reckoned with another
    """
    world, seats = np.repeat(view.world[:1], rules.seats), np.arange(rules.seats)
    minds = doctrine.public_minds(rules, world, seats)
    text = np.repeat(view.public.wording[view.world[:1], draft], rules.seats, axis=0)
    new = after(text, np.full(rules.seats, clause), np.full(rules.seats, wording))
    change = whole_worth(rules, minds, new) - whole_worth(rules, minds, text) - scope_cost(rules, minds, text, new)
    every = (
        np.full(view.public.worlds, draft),
        np.full(view.public.worlds, clause),
        np.full(view.public.worlds, wording),
    )
    shares, bound = share_for(rules, view, *every)
    signed = np.full(rules.seats, shares[view.world[0]] if share is None else share, np.float32)
    loyal = minds.p.loyalty * view.public.sponsor[view.world[0], draft]
    clauses = np.float32(max(int((text[0] != ABSENT).sum()), 1))
    eta = minds.p.text * change * clauses - deference(minds.p, signed) - loyal
    eta += minds.p.bind * bound[view.world[0]]
    edge = Edges(minds.p.indifference, minds.p.indifference)
    yes, no = (np.where(rules.voters, one, np.float32(0)) for one in chances(eta, edge))
    return HeadCount(yes, no, np.asarray(minds.p.indifference - eta, np.float32))
