"""Check 8: can the assigned doctrines be read back from roll calls?

Every delegation of a scenario votes, by the game's own doctrine, on twenty texts put together at random, of which the
one camp leads one half and the other the other.  The estimate is the first principal component of the votes (yes 1,
abstention 0, no -1), each centred and divided by its standard deviation; an absence is filled in with what the
component says, ten times over; the sign is set by one pair of states.  It is compared, by rank, with the mean of the
positions that each capital assigned.  A principal component stands in for the ideal points of Bailey, Strezhnev and
Voeten 2017.
"""

import numpy as np

from demarche.agents.doctrine.vote import ballots, edges, own_leaning
from demarche.scenarios.compile import Game, game
from demarche.scenarios.load import load
from demarche.scenarios.theory.check import Check, Reals, agrees, exceeds, mean_of
from demarche.scenarios.theory.draws import Draw, stakes
from demarche.sim import chance
from demarche.sim.procedure.order import may
from demarche.sim.question import packed
from demarche.sim.record import opening
from demarche.sim.terms import ABSENT, NONE, Ballot, Ints, Stage
from demarche.sim.view import sight

SCENARIO = "dual-track-2018"
VOTES = 20
LEFT_OUT = 0.25
"""Share of clauses that a text leaves out: chosen, not measured."""
ANCHORS = ("RUS", "USA")
"""The first stands below the second: this sets the sign of the scale, and nothing else."""
AGREEMENT = 0.9
FILLINGS = 10


def random_text(made: Game, seed: int, vote: int) -> Ints:
    """A text for each world: every clause left out or in any of its wordings, (B, C)."""
    book, worlds = made.rules.book, len(made.luck.replicate)
    u = np.stack([stakes(seed, Draw.TEXTS, c, worlds, vote) for c in range(book.clauses)], axis=1)
    wording = (u[..., 1] * book.exists.sum(axis=1)).astype(np.int64)
    return np.where(u[..., 0] < LEFT_OUT, ABSENT, wording)


def roll_calls(made: Game, seed: int) -> Ints:
    """How every seat votes on every text, (B, S, VOTES) Ballot."""
    rules, luck = made.rules, made.luck
    worlds, seats = len(luck.replicate), rules.seats
    world = opening(rules, luck.lot(rules))
    b, s = np.divmod(np.arange(worlds * seats), seats)
    view = sight(world, made.briefs, may(rules, world), b, s)
    p = made.doctrine.at(view.world, view.seat)
    cast = np.empty((worlds, seats, VOTES), np.int64)
    for vote in range(VOTES):
        text = random_text(made, seed, vote)[b]
        draft = np.full(len(b), vote % len(rules.drafts))
        eta = own_leaning(rules, made.doctrine, view, text, draft).eta
        u = luck.for_asks(rules, np.full(worlds, packed(NONE, Stage.VOTE, vote, 0, 0)), b, s)
        edge = edges(rules, p, draft, s)
        cast[..., vote] = ballots(rules, view, eta, edge, p, u, draft).reshape(worlds, seats)
    return cast


def ideal_points(cast: Ints, below: int, above: int) -> Reals:
    """One-dimensional ideal points of S states from their ballots (S, votes), (S,); state `below` has the lesser."""
    present = cast != Ballot.ABSENT
    score = np.select([cast == Ballot.YES, cast == Ballot.NO], [1.0, -1.0], 0.0)
    known = np.maximum(present.sum(axis=0), 1)
    centred = np.where(present, score - (score * present).sum(axis=0) / known, 0.0)
    vote = centred / np.sqrt(np.maximum((centred**2).sum(axis=0) / known, 1e-9))
    points = np.zeros(len(cast))
    for _ in range(FILLINGS + 1):
        left, sizes, right = np.linalg.svd(vote, full_matrices=False)
        points = left[:, 0] * sizes[0]
        vote = np.where(present, vote, points[:, None] * right[0])
    return np.asarray(points if points[above] >= points[below] else -points)


def ranks(x: Reals) -> Reals:
    """Ranks from 0, ties at their mean. x (n,)."""
    _, place, count = np.unique(x, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(count) - (count + 1) / 2)[place])


def spearman(x: Reals, y: Reals) -> float:
    """Rank correlation of two (n,)."""
    return float(np.corrcoef(ranks(x), ranks(y))[0, 1])


def check(scale: int, seed: int) -> list[Check]:
    """Every row of the check."""
    worlds = 64 * min(scale, 4)
    made = game(load(SCENARIO), seed, range(worlds))
    names = made.rules.roster.names
    below, above = (names.index(name) for name in ANCHORS)
    assigned = made.briefs.position.mean(axis=2).astype(np.float64)
    points = [ideal_points(cast, below, above) for cast in roll_calls(made, seed)]
    found = np.array([spearman(points[w], assigned[w]) for w in range(worlds)])
    shuffled = chance.uniform(seed, made.luck.replicate[:, None], 0, np.arange(len(names)), Draw.SHUFFLE)[..., 0]
    others = np.array([spearman(points[w][np.argsort(shuffled[w])], assigned[w]) for w in range(worlds)])
    said = f"{made.rules.seats} states, {VOTES} votes"
    return [
        exceeds(f"8 recovery: rank correlation with the doctrines, {said}", AGREEMENT, mean_of(found), "must exceed"),
        agrees("8 recovery: with the doctrines dealt out anew", 0.0, mean_of(others), "nothing to be found"),
    ]
