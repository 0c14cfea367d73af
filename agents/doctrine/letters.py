"""Letters: for which wording to gather names, whose letter to sign, and what a letter weighs with pen and room.

A state that would gain by a wording asks those who by what is published would gain most; one that would lose by a
letter that enough have signed asks for names to keep the clause as it stands.  Whoever is asked signs by its own lights
with chance `join`.  With x the signatories less those of letters to keep the clause, as a share of the room:

    deference to the pen in votes on it   b_A max(l_6, 1 - max(0, x - l_4) / (l_5 - l_4))
    worth to the pen-holder of taking it  l_7 x in a vote, from l_4 on; μ_b l_8 min(signatories, 8) in consensus
    P(the pen-holder takes it)            σ(appeal / l_9)

Judged, all of it: chosen so that a letter of an eighth of the room makes an open contest of an amendment that deference
would kill, and that five names change nothing in a room of 193.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from demarche.agents.doctrine.appeal import Change, Letter, appeal
from demarche.agents.doctrine.doctrine import Doctrine
from demarche.agents.doctrine.worth import Minds, after, scope_cost, whole_worth
from demarche.sim.act import acts, write
from demarche.sim.letters import ASKED, backing, has_letters, net_backing, sides
from demarche.sim.numbers import logistic
from demarche.sim.parameter import Numbers
from demarche.sim.rules import Rules
from demarche.sim.terms import ABSENT, NONE, Bools, Decision, Floats, Ints, Verb
from demarche.sim.view import View

MOST_HEARD = 8
"""Signatories of a letter that count in a body of consensus, at the most; judged."""


NEVER = np.float32(-30.0)
"""Logits of what is not done at any price."""


class Drive(NamedTuple):
    """The letter that each of n asks would gather names for: the draft, its clause and wording, and against which.

    All (n,).  wording is the one that stands where the letter is to keep it, and `instead` the one it is against, else
    `instead` is the one that stands.
    """

    draft: Ints
    clause: Ints
    wording: Ints
    instead: Ints


def gather(rules: Rules, doctrine: Doctrine, view: View, act: Ints, rows: Ints, drive: Drive) -> None:
    """Write into rows of act (N, 8) a call for names to those that gain most as published. view and drive of rows.

    Nobody is asked twice for one letter, and a letter with names enough is left as it is.
    """
    asked = whom_to_ask(rules, doctrine, view, drive)
    named = asked != NONE
    enough = signatories(view, drive).sum(axis=1) >= doctrine.at(view.world, view.seat).enough
    goes = np.flatnonzero(named[:, 0] & ~enough)
    at = rows[goes]
    write(act, at, Verb.GATHER, draft=drive.draft[goes], clause=drive.clause[goes], wording=drive.wording[goes])
    for place, item in enumerate(ASKED):
        act[at, item] = asked[goes, place]


def signatories(view: View, drive: Drive) -> Bools:
    """Who has signed the letter of each ask, itself too, (n, S); nobody where its letter is for something else."""
    r, n = view.public, np.arange(view.asks)
    same = (r.letter[view.world, view.seat, drive.draft] == np.stack([drive.clause, drive.wording], axis=1)).all(axis=1)
    mine = r.signatory[view.world, :, drive.draft] == view.seat[:, None]
    return np.asarray(mine & same[n, None])


def whom_to_ask(rules: Rules, doctrine: Doctrine, view: View, drive: Drive) -> Ints:
    """Up to four seats that gain most by what is published and have not signed yet, (n, 4), NONE in the last places."""
    gain = published_gain(rules, doctrine, view, drive)
    gain = np.where(may_be_asked(rules, view, drive), gain, np.float32(-np.inf))
    best = np.argsort(-gain, axis=1, kind="stable")[:, : len(ASKED)]
    return np.where(np.take_along_axis(gain, best, axis=1) > 0, best, NONE)


def published_gain(rules: Rules, doctrine: Doctrine, view: View, drive: Drive) -> Floats:
    """What the wording of each ask's letter brings each seat over that which it is against, as published, (n, S)."""
    text = view.public.wording[view.world, drive.draft]
    texts = [after(text, drive.clause, words) for words in (drive.wording, drive.instead)]
    then, now = (sum(doctrine.published(view.world, one)) for one in texts)
    return np.asarray(then - now, np.float32)


def may_be_asked(rules: Rules, view: View, drive: Drive) -> Bools:
    """Delegations in the room that do not hold the pen or sponsor the draft, and were not asked or signed, (n, S).

    To keep a clause as it stands, the pen-holder and the sponsors may be asked too.
    """
    seats = np.arange(rules.seats)
    there = rules.delegations & (rules.roster.capacity >= 1)
    tied = view.public.sponsor[view.world, drive.draft] | (rules.pen[drive.draft][:, None] == seats)
    tied &= (drive.wording != view.public.wording[view.world, drive.draft, drive.clause])[:, None]
    asked = (view.public.call[view.world, view.seat, 1:][:, :, None] == seats).any(axis=1)
    return np.asarray(there & ~tied & ~asked & ~signatories(view, drive) & (view.seat[:, None] != seats))


def threatening(rules: Rules, doctrine: Doctrine, view: View, draft: Ints) -> Drive:
    """The letter that most have signed against a clause of each ask's draft, as a drive to keep the clause.

    clause NONE where none has names enough to matter.  draft (n,)
    """
    clause, wording, net = best_backed(view, draft)
    matters = net >= doctrine.at(view.world, view.seat).letter_least * np.float32(rules.voters.sum())
    stands = view.public.wording[view.world, draft, clause]
    return Drive(draft, np.where(matters & (net > 0), clause, NONE), stands, wording)


def best_backed(view: View, draft: Ints) -> tuple[Ints, Ints, Ints]:
    """Clause and wording for which most have signed on each ask's draft, and how many more than against it, (n,)."""
    net = _of_asks(view, draft, net_backing)
    (asks, _, options), flat = net.shape, net.reshape(len(net), -1)
    place = flat.argmax(axis=1)
    wording = np.where(place % options == options - 1, ABSENT, place % options)
    return place // options, wording, flat[np.arange(asks), place]


def _of_asks(view: View, draft: Ints, count: Callable[[Any, Ints], Ints]) -> Ints:
    """What `count` finds on the draft of each ask, (n, C, K + 1)."""
    found = np.zeros((view.asks, *view.public.amending.shape[1:]), np.int16)
    for one in np.unique(draft):
        rows = np.flatnonzero(draft == one)
        whole = count(view.public, np.full(view.public.worlds, one))
        found[rows] = whole[view.world[rows]]
    return found


def own_gain(rules: Rules, minds: Minds, text: Ints, drive: Drive) -> Floats:
    """What each mind would gain by the wording of a letter over that which it is against, (n,) utils."""
    new, old = (after(text, drive.clause, words) for words in (drive.wording, drive.instead))
    change = whole_worth(rules, minds, new) - whole_worth(rules, minds, old)
    keeps = drive.wording == text[np.arange(len(text)), drive.clause]
    moved = np.where(keeps, np.float32(0), scope_cost(rules, minds, text, new))
    return np.asarray(change - moved, np.float32)


def sign(rules: Rules, doctrine: Doctrine, view: View, u: Floats) -> Ints:
    """Whoever is asked signs the letter that it gains most by, if it is inclined to. Uses chance; no memory."""
    act, r = acts(view.asks), view.public
    row, caller = np.nonzero((r.call[view.world, :, 1:] == view.seat[:, None, None]).any(axis=2))
    if not row.size:
        return act
    asked = view.take(row)
    draft = r.call[asked.world, caller, 0].astype(np.intp)
    gain = gain_of_letter(rules, doctrine, asked, caller, draft)
    best = np.full(view.asks, -np.inf, np.float32)
    np.maximum.at(best, row, gain)
    p = doctrine.at(asked.world, asked.seat)
    least = p.stir if rules.decision == Decision.VOTE else np.float32(0)
    willing = (gain > least) & (gain == best[row]) & (u[row, 0] < p.join)
    chosen = np.flatnonzero(willing)[::-1]
    write(act, row[chosen], Verb.COSIGN, partner=caller[chosen])
    return act


def gain_of_letter(rules: Rules, doctrine: Doctrine, view: View, caller: Ints, draft: Ints) -> Floats:
    """What each ask gains by the letter of a caller more than by the letter it has signed on that draft, (n,) utils.

    -inf where it would not sign at all: it holds the pen or sponsors the text, and the letter is to change it.
    """
    r, minds = view.public, doctrine.own_minds(view)
    text = r.wording[view.world, draft]
    drive = drive_of(view, draft, *r.letter[view.world, caller, draft].T)
    gain = own_gain(rules, minds, text, drive)
    signed = r.signatory[view.world, view.seat, draft].astype(np.intp)
    before = drive_of(view, draft, *r.letter[view.world, np.maximum(signed, 0), draft].T)
    held = np.where(signed == NONE, np.float32(0), np.maximum(own_gain(rules, minds, text, before), np.float32(0)))
    tied = r.sponsor[view.world, draft, view.seat] | (rules.pen[draft] == view.seat)
    changes = drive.wording != text[np.arange(view.asks), drive.clause]
    return np.where((tied & changes) | (signed == caller), np.float32(-np.inf), gain - held)


def drive_of(view: View, draft: Ints, clause: Ints, wording: Ints) -> Drive:
    """A letter as a drive: against the clause as it stands, or, to keep it, against the best backed change of it."""
    clause = np.maximum(clause, 0).astype(np.intp)
    n, stands = np.arange(view.asks), view.public.wording[view.world, draft]
    found = _of_asks(view, draft, backing)[n, clause]
    options = found.shape[1]
    standing = stands[n, clause].astype(np.intp)
    found[n, standing % options] = 0
    rival = found.argmax(axis=1)
    rival = np.where(found[n, rival] > 0, np.where(rival == options - 1, ABSENT, rival), standing)
    return Drive(draft, clause, wording.astype(np.intp), np.where(wording == standing, rival, standing))


def share_for(rules: Rules, view: View, draft: Ints, clause: Ints, wording: Ints) -> tuple[Floats, Floats]:
    """x of a change of the draft of each world, (B,), and how each seat is bound by its name: 1, -1, 0, (B, S)."""
    favour, against = sides(view.public, draft, clause, wording)
    net = favour.sum(axis=1) - against.sum(axis=1)
    return net.astype(np.float32) / np.float32(max(int(rules.voters.sum()), 1)), (
        favour.astype(np.float32) - against.astype(np.float32)
    )


def deference(p: Numbers, share: Floats) -> Floats:
    """Logits of deference to the pen-holder in a vote on a change that a letter is for, (n,). share (n,)."""
    past = np.maximum(share - p.letter_least, np.float32(0))
    span = np.maximum(p.letter_full - p.letter_least, np.float32(1e-3))
    return np.asarray(p.comity * np.maximum(p.letter_floor, 1 - past / span), np.float32)


def weight_of(rules: Rules, p: Numbers, net: Ints) -> Letter:
    """What a letter with so many names more than there are against it weighs with a pen-holder. net (n,)."""
    names = np.maximum(net, 0).astype(np.float32)
    share = names / np.float32(max(int(rules.voters.sum()), 1))
    if rules.decision == Decision.VOTE:
        heard = share >= p.letter_least
        return Letter(share, np.where(heard & (names > 0), p.letter_vote * share, np.float32(0)), heard & (names > 0))
    worth = p.blocker_worth * p.letter_consensus * np.minimum(names, np.float32(MOST_HEARD))
    return Letter(share, np.asarray(worth, np.float32), names > 0)


def heeded(rules: Rules, doctrine: Doctrine, view: View, text: Ints, d: Ints, u: Floats) -> Change:
    """The wording of the best backed letter on each pen-holder's draft, where it takes it. text (n, C), d, u (n,)."""
    clause, wording, net = best_backed(view, d)
    minds = doctrine.own_minds(view)
    letter = weight_of(rules, minds.p, net)
    change = Change(np.where(letter.heard, clause, NONE), wording)
    rows, found = np.flatnonzero(letter.heard), np.full(view.asks, -np.inf, np.float32)
    if rows.size:
        seen = view.take(rows)
        one = Change(clause[rows], wording[rows])
        weight = Letter(letter.share[rows], letter.worth[rows], letter.heard[rows])
        found[rows] = appeal(rules, doctrine, seen, doctrine.own_minds(seen), text[rows], d[rows], one, weight)
    takes = u < inclination(minds.p, found)
    return Change(np.where(takes, change.clause, NONE), wording)


def inclination(p: Numbers, appeal: Floats) -> Floats:
    """P(a pen-holder takes what a letter asks for), (n,), where that pleases it so much. appeal (n,) utils or -inf."""
    return logistic(np.maximum(appeal / p.letter_heat, NEVER))


def caucus(rules: Rules, doctrine: Doctrine, view: View, u: Floats, act: Ints) -> None:
    """Write into act (N, 8) a second call in one round, of those who take the trouble twice. Uses chance; no memory."""
    rows = np.flatnonzero(view.may(Verb.GATHER) & gathers(rules, doctrine, view, u[:, 3]))
    if not rows.size:
        return
    asks, r = view.take(rows), view.public
    draft = r.call[asks.world, asks.seat, 0].astype(np.intp)
    drive = drive_of(asks, draft, *r.letter[asks.world, asks.seat, draft].T)
    gather(rules, doctrine, asks, act, rows, drive)


def gathers(rules: Rules, doctrine: Doctrine, view: View, u: Floats) -> Bools:
    """Who takes the trouble to gather names, (N,). u (N,)."""
    p = doctrine.at(view.world, view.seat)
    return np.asarray(has_letters(rules) & (u < p.gather * rules.roster.propensity[view.world, view.seat]))


def opposes(rules: Rules, doctrine: Doctrine, view: View, u: Floats) -> Bools:
    """Who is ready to write against a letter, (N,): with more propensity more; a pen-holder as one that leads."""
    p = doctrine.at(view.world, view.seat)
    propensity = np.where(np.isin(view.seat, rules.pen), 1, rules.roster.propensity[view.world, view.seat])
    return np.asarray(has_letters(rules) & (u < p.counter * propensity))
