"""What a pen-holder takes into its text.

In a round it looks at the clause with most conflict and most red lines against it: where red lines stand, away from
them, and out if they stay; where the room is split in two, to a vaguer wording; else one step toward those who may
still move.  It also looks at the proposal with most support.  It concedes only so much of its own, and more readily as
the last round nears, in proportion to exp(-(T - t) / τ).
"""

from dataclasses import dataclass

import numpy as np

from agents.doctrine.consensus import expected_blocks
from agents.doctrine.doctrine import Doctrine
from agents.doctrine.vote import edges, prospects, room
from agents.doctrine.worth import Minds, after, scope_cost, worth
from sim.act import acts, write
from sim.numbers import exp, pick
from sim.parameter import Numbers
from sim.rules import Rules
from sim.terms import ABSENT, NONE, Bools, Decision, Floats, Ints, Status, Verb
from sim.view import View

TWO_SIDED = np.float32(0.25)
"""Share of the weight that must stand on either side of a wording for the room to be split in two."""
LOST_VOTES = 2
"""Votes that a crossed red line costs, in the eyes of a pen-holder."""
ENOUGH = 2
"""Seats that must have proposed a wording before a pen-holder looks at it."""


@dataclass(frozen=True, slots=True)
class Change:
    """What each of n pen-holders considers. clause, wording (n,); clause NONE where there is nothing to consider."""

    clause: Ints
    wording: Ints


def draft(rules: Rules, doctrine: Doctrine, view: View, u: Floats) -> Ints:
    """Take in the better of two changes, if it is worth it. Uses chance; no memory."""
    act = acts(view.asks)
    ready = np.flatnonzero(u[:, 1] < haste(rules, view, doctrine.at(view.world, view.seat)))
    if not ready.size:
        return act
    view, u = view.take(ready), u[ready]
    circulated = (view.public.status[view.world] == Status.OPEN) & (rules.pen == view.seat[:, None])
    d = pick(circulated, u[:, 0])
    minds, text = doctrine.own_minds(view), view.public.wording[view.world, d]

    contested = most_contested(rules, doctrine, view, text, d)
    wanted = most_wanted(rules, view, text, d)
    first, second = (appeal(rules, doctrine, view, minds, text, d, change) for change in (contested, wanted))
    better = second > first
    clause = np.where(better, wanted.clause, contested.clause)
    wording = np.where(better, wanted.wording, contested.wording)
    takes = (np.maximum(first, second) > 0) & (clause != NONE)
    write(act, ready[takes], Verb.TAKE, draft=d[takes], clause=clause[takes], wording=wording[takes])
    return act


def haste(rules: Rules, view: View, p: Numbers) -> Floats:
    """Chance of a concession in this round, (n,): κ exp(-(T - t) / τ), κ in the last round and after."""
    left = np.maximum(rules.rounds - 1 - view.public.round[view.world], 0).astype(np.float32)
    return p.concede * exp(-left / p.patience)


def appeal(rules: Rules, doctrine: Doctrine, view: View, minds: Minds, text: Ints, d: Ints, change: Change) -> Floats:
    """Utils by which a change pleases its pen-holder, (n,): its own worth of the text and what it does to the room.

    -inf where there is no change, or where it gives away more of the text than the pen-holder would.
    """
    p, world = minds.p, view.world
    new = after(text, change.clause, change.wording)
    own = worth(rules, minds, new).total - worth(rules, minds, text).total
    partners = partners_change(rules, doctrine, world, text, new, d)
    if rules.decision == Decision.VOTE:
        two = prospects(rules, doctrine, np.tile(world, 2), np.concatenate([text, new]), np.tile(d, 2))
        passes, margin = (then - before for before, then in (np.split(two.passes, 2), np.split(two.margin, 2)))
        won = p.success * passes + p.prestige * margin
    else:
        expected = expected_blocks(rules, doctrine, np.tile(world, 2), np.concatenate([text, new]))
        before, then = np.split(expected, 2)
        won = p.blocker_worth * (before - then)
    real = (change.clause != NONE) & (np.minimum(own, partners) >= -p.own_loss) & (new != text).any(axis=1)
    price = p.reopening + scope_cost(rules, minds, text, new)
    return np.where(real, own + np.minimum(partners, 0) + won - price, np.float32(-np.inf))


def partners_change(rules: Rules, doctrine: Doctrine, world: Ints, text: Ints, new: Ints, d: Ints) -> Floats:
    """What a change does to the co-author it hurts most, by what is published, (n,) utils; 0 where there is none.

    Co-authors are those who sponsored the draft when it opened.
    """
    least = np.zeros(len(text), np.float32)
    for seat in np.flatnonzero(rules.sponsors.any(axis=0)):
        co_author = np.flatnonzero(rules.sponsors[d, seat] & (rules.pen[d] != seat))
        minds = doctrine.public_minds(rules, world[co_author], np.full(co_author.size, seat))
        change = worth(rules, minds, new[co_author]).total - worth(rules, minds, text[co_author]).total
        least[co_author] = np.minimum(least[co_author], change)
    return least


def most_contested(rules: Rules, doctrine: Doctrine, view: View, text: Ints, d: Ints) -> Change:
    """The change the most contested clause of each text calls for. text (n, C), d (n,)."""
    book, roster, world = rules.book, rules.roster, view.world
    rows, clauses = np.arange(len(text))[:, None], np.arange(book.clauses)
    standing = np.maximum(text, 0)
    position = book.position[world[:, None], clauses, standing]
    weight = roster.weight[world] * rules.voters[:, None]
    off = roster.ideal[world] - position[:, None]
    heavy = np.maximum(weight.sum(axis=1, dtype=np.float32), np.float32(1e-6))
    conflict = (weight * off**2).sum(axis=1, dtype=np.float32) / heavy
    above = (weight * (off > 0)).sum(axis=1, dtype=np.float32) / heavy
    blockers = red_lines(rules, text)
    # One objection stops a consensus; in a vote a red line is only a vote or two lost.
    gravity = np.float32(1 if rules.decision != Decision.VOTE else LOST_VOTES / rules.seats)
    score = np.where(text == ABSENT, np.float32(-1), book.mass[world] * conflict + gravity * blockers)
    clause = score.argmax(axis=1)
    n = rows[:, 0]

    crossed = blockers[n, clause] > 0
    split = np.minimum(above, 1 - above)[n, clause] >= TWO_SIDED
    wording = np.select(
        [crossed, split],
        [_away_from_red(rules, text, clause), _vaguer(rules, world, text, clause)],
        _toward_the_movable(rules, doctrine, world, text, d, clause),
    )
    return Change(np.where((text == ABSENT).all(axis=1), NONE, clause), wording)


def red_lines(rules: Rules, text: Ints) -> Ints:
    """Voters whose known red line each clause of a text crosses, (n, C)."""
    crossed = (rules.roster.red & rules.voters[:, None, None]).sum(axis=0)
    return np.asarray(crossed[np.arange(text.shape[1]), text])


def most_wanted(rules: Rules, view: View, text: Ints, d: Ints) -> Change:
    """The proposal for each text that most seats have made, if enough have."""
    proposed = view.public.proposal[view.world, :, d]
    options = range(ABSENT, rules.book.wordings)
    support = np.stack([(proposed == w).sum(axis=1) for w in options], axis=2)
    support = np.where(text[..., None] == np.array(options), 0, support).reshape(len(text), -1)
    best = support.argmax(axis=1)
    enough = support[np.arange(len(text)), best] >= ENOUGH
    return Change(np.where(enough, best // len(options), NONE), best % len(options) + ABSENT)


def _neighbours(rules: Rules, text: Ints, clause: Ints) -> tuple[Ints, Bools]:
    """The wordings one down and one up from the one that stands, (n, 2), and whether they exist."""
    now = text[np.arange(len(text)), clause]
    both = np.stack([now - 1, now + 1], axis=1)
    real = (both >= 0) & (both < rules.book.wordings)
    real &= rules.book.exists[clause[:, None], np.clip(both, 0, rules.book.wordings - 1)]
    return np.where(real, both, now[:, None]), real


def _away_from_red(rules: Rules, text: Ints, clause: Ints) -> Ints:
    """The neighbouring wording that crosses fewest red lines, or out; as it is, where nothing crosses fewer."""
    crossed = (rules.roster.red & rules.voters[:, None, None]).sum(axis=0)
    both, real = _neighbours(rules, text, clause)
    n, now = np.arange(len(text)), text[np.arange(len(text)), clause]
    options = np.concatenate([both, np.full((len(text), 1), ABSENT)], axis=1)
    real = np.concatenate([real, np.ones((len(text), 1), bool)], axis=1)
    there = np.where(real, crossed[clause[:, None], options], np.iinfo(np.int32).max)
    best = there.argmin(axis=1)
    return np.where(there[n, best] < crossed[clause, now], options[n, best], now)


def _vaguer(rules: Rules, world: Ints, text: Ints, clause: Ints) -> Ints:
    """The neighbouring wording that is vaguer than the one that stands, if one is."""
    both, real = _neighbours(rules, text, clause)
    n, now = np.arange(len(text)), text[np.arange(len(text)), clause]
    vague = np.where(real, rules.book.vague[world[:, None], clause[:, None], np.maximum(both, 0)], np.float32(-1))
    best = vague.argmax(axis=1)
    better = vague[n, best] > rules.book.vague[world, clause, np.maximum(now, 0)]
    return np.where(better, both[n, best], now)


def _toward_the_movable(rules: Rules, doctrine: Doctrine, world: Ints, text: Ints, d: Ints, clause: Ints) -> Ints:
    """One step toward the mean of those who are expected to abstain or nearly so, (n,) wordings."""
    now = text[np.arange(len(text)), clause]
    if rules.decision == Decision.VOTE:
        eta = room(rules, doctrine, world, text, d)
        h = edges(rules, doctrine.at(world, rules.pen[d]), d).yes[:, None]
        movable = (np.abs(eta) < 2 * h) & rules.voters
    else:
        movable = np.broadcast_to(rules.voters, (len(text), rules.seats))
    pull = rules.roster.weight[world, :, clause] * movable
    whole = (pull * rules.roster.ideal[world, :, clause]).sum(axis=1, dtype=np.float32)
    mean = whole / np.maximum(pull.sum(axis=1, dtype=np.float32), np.float32(1e-6))
    here = rules.book.position[world, clause, np.maximum(now, 0)]
    both, _ = _neighbours(rules, text, clause)
    return np.where(mean > here, both[:, 1], both[:, 0])
