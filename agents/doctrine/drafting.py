"""What a pen-holder takes into its text.

In a round it looks at the clause with most conflict and most red lines against it: where red lines stand, away from
them, and out if they stay; where the room is split in two, to a vaguer wording; else one step toward those who may
still move.  It also looks at the proposal with most support, and before all at the letter with most names.  It concedes
only so much of its own, and more readily as the last round nears, in proportion to exp(-(T - t) / τ).
"""

import numpy as np

from demarche.agents.doctrine.appeal import Change, appeal
from demarche.agents.doctrine.doctrine import Doctrine
from demarche.agents.doctrine.foresight import foreseen
from demarche.agents.doctrine.letters import heeded
from demarche.agents.doctrine.vote import room, room_edges
from demarche.sim.act import acts, write
from demarche.sim.numbers import exp, pick, places
from demarche.sim.parameter import Numbers
from demarche.sim.rows import look_up
from demarche.sim.rules import Rules
from demarche.sim.terms import ABSENT, NO_WORD, NONE, Bools, Decision, Floats, Ints, Status, Verb
from demarche.sim.view import View


def draft(rules: Rules, doctrine: Doctrine, view: View, u: Floats) -> Ints:
    """Take in what a letter asks for, or the change that pleases most, if any does. Uses chance; no memory."""
    act = acts(view.asks)
    ready = np.flatnonzero(u[:, 1] < haste(rules, view, doctrine.at(view.world, view.seat)))
    if not ready.size:
        return act
    view, u = view.take(ready), u[ready]
    circulated = (view.public.status[view.world] == Status.OPEN) & (rules.pen == view.seat[:, None])
    d = pick(circulated, u[:, 0])
    text = view.public.wording[view.world, d]

    if (doctrine.at(view.world, view.seat).sight > 0).any():
        change = foreseen(rules, doctrine, view, text, d)
    else:
        change = of_two(rules, doctrine, view, text, d)
    asked_for = heeded(rules, doctrine, view, text, d, u[:, 2])
    heeds = asked_for.clause != NONE
    change = Change(
        np.where(heeds, asked_for.clause, change.clause), np.where(heeds, asked_for.wording, change.wording)
    )
    takes = change.clause != NONE
    write(act, ready[takes], Verb.TAKE, draft=d[takes], clause=change.clause[takes], wording=change.wording[takes])
    return act


def of_two(rules: Rules, doctrine: Doctrine, view: View, text: Ints, d: Ints) -> Change:
    """The better of what the most contested clause calls for and what most seats want. text (n, C)."""
    contested, wanted = most_contested(rules, doctrine, view, text, d), most_wanted(rules, doctrine, view, text, d)
    twice = np.tile(np.arange(view.asks), 2)
    both = Change(
        np.concatenate([contested.clause, wanted.clause]), np.concatenate([contested.wording, wanted.wording])
    )
    seen = view.take(twice)
    pleases = appeal(rules, doctrine, seen, doctrine.own_minds(seen), text[twice], d[twice], both)
    first, second = np.split(pleases, 2)
    better = second > first
    clause = np.where(better, wanted.clause, contested.clause)
    wording = np.where(better, wanted.wording, contested.wording)
    return Change(np.where(np.maximum(first, second) > 0, clause, NONE), wording)


def haste(rules: Rules, view: View, p: Numbers) -> Floats:
    """Chance of a concession in this round, (n,): κ exp(-(T - t) / τ), κ in the last round and after."""
    left = np.maximum(rules.rounds - 1 - view.public.round[view.world], 0).astype(np.float32)
    return p.concede * exp(-left / p.patience)


def most_contested(rules: Rules, doctrine: Doctrine, view: View, text: Ints, d: Ints) -> Change:
    """The change the most contested clause of each text calls for. text (n, C), d (n,)."""
    world, n, clauses = view.world, np.arange(len(text)), np.arange(text.shape[1])
    p = doctrine.at(world, view.seat)
    conflict, above = (
        look_up(table, world[:, None], clauses, np.maximum(text, 0)) for table in (doctrine.conflict, doctrine.above)
    )
    blockers = doctrine.barred[clauses, text]
    # One objection stops a consensus; in a vote a red line is only a vote or two lost.
    gravity = p.lost_votes[:, None] / np.float32(rules.seats) if rules.decision == Decision.VOTE else np.float32(1)
    score = np.where(text == ABSENT, np.float32(-1), rules.book.mass[world] * conflict + gravity * blockers)
    clause = score.argmax(axis=1)

    crossed = blockers[n, clause] > 0
    split = np.minimum(above, 1 - above)[n, clause] >= p.two_sided
    wording = np.select(
        [crossed, split],
        [_away_from_red(rules, doctrine.barred, text, clause), _vaguer(rules, world, text, clause)],
        _toward_the_movable(rules, doctrine, world, text, d, clause),
    )
    return Change(np.where((text == ABSENT).all(axis=1), NONE, clause), wording)


def most_wanted(rules: Rules, doctrine: Doctrine, view: View, text: Ints, d: Ints) -> Change:
    """The proposal for each text that most seats have made, if enough have."""
    proposed = view.public.proposal[view.world, :, d]
    n, seat, clause = places(proposed != NO_WORD)
    wording, (texts, clauses), options = proposed[n, seat, clause], text.shape, rules.book.wordings - ABSENT
    new = wording != text[n, clause]
    place = (n * clauses + clause) * options + wording - ABSENT
    support = np.bincount(place[new], minlength=texts * clauses * options).reshape(texts, -1)
    best = support.argmax(axis=1)
    enough = support[np.arange(texts), best] >= doctrine.at(view.world, view.seat).seconded
    return Change(np.where(enough, best // options, NONE), best % options + ABSENT)


def _neighbours(rules: Rules, text: Ints, clause: Ints) -> tuple[Ints, Bools]:
    """The wordings one down and one up from the one that stands, (n, 2), and whether they exist."""
    now = text[np.arange(len(text)), clause]
    both = np.stack([now - 1, now + 1], axis=1)
    real = (both >= 0) & (both < rules.book.wordings)
    real &= rules.book.exists[clause[:, None], np.clip(both, 0, rules.book.wordings - 1)]
    return np.where(real, both, now[:, None]), real


def _away_from_red(rules: Rules, barred: Ints, text: Ints, clause: Ints) -> Ints:
    """The neighbouring wording that crosses fewest red lines, or out; as it is, where nothing crosses fewer."""
    both, real = _neighbours(rules, text, clause)
    n, now = np.arange(len(text)), text[np.arange(len(text)), clause]
    options = np.concatenate([both, np.full((len(text), 1), ABSENT)], axis=1)
    real = np.concatenate([real, np.ones((len(text), 1), bool)], axis=1)
    there = np.where(real, barred[clause[:, None], options], np.iinfo(np.int32).max)
    best = there.argmin(axis=1)
    return np.where(there[n, best] < barred[clause, now], options[n, best], now)


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
        h = room_edges(rules, doctrine, world, d).yes
        movable = (np.abs(eta) < 2 * h) & rules.voters
    else:
        movable = np.broadcast_to(rules.voters, (len(text), rules.seats))
    pull = rules.roster.weight[world, :, clause] * movable
    whole = (pull * rules.roster.ideal[world, :, clause]).sum(axis=1, dtype=np.float32)
    mean = whole / np.maximum(pull.sum(axis=1, dtype=np.float32), np.float32(1e-6))
    here = rules.book.position[world, clause, np.maximum(now, 0)]
    both, _ = _neighbours(rules, text, clause)
    return np.where(mean > here, both[:, 1], both[:, 0])
