"""How a state votes on a text, and how it expects the room to vote.

    eta = b_0 + b_T T + b_V (b_C H - b_K K - R) + what draws it before the text is read (demarche.agents.doctrine.draws)
    bloc: eta <- eta + b_D d (mean of the bloc, as published - eta)
    P(yes) = σ(eta - h)    P(no) = σ(-h - eta - h_w welcomes)    P(abstain) = the rest    h <- (h + h_k crime) reserve

demarche.scenarios.history fits all its numbers to the six contested votes of 2018-19, and forecasts with `expected`.
A text that welcomes the other camp's process turns noes into abstentions, and no yes into anything.  The reserve is a
state's own: above 1 where its earlier votes show that it abstains more readily than others.
"""

from dataclasses import dataclass, replace

import numpy as np

from demarche.agents import formulas_of_texts as formulas
from demarche.agents.doctrine.doctrine import Doctrine
from demarche.agents.doctrine.draws import draws
from demarche.agents.doctrine.worth import Minds, term_sums
from demarche.sim.engine import also_compiled, restated
from demarche.sim.parameter import Numbers
from demarche.sim.rows import look_up
from demarche.sim.rules import Rules
from demarche.sim.terms import NONE, Ballot, Floats, Ints
from demarche.sim.view import View


@dataclass(frozen=True, slots=True)
class Leaning:
    """How N states lean on their text: eta (N,) logits, and the terms it is the sum of, each (N,) logits."""

    eta: Floats
    text: Floats
    help: Floats
    duty: Floats
    red: Floats
    base: Floats
    lead: Floats
    place: Floats
    subject: Floats
    usual: Floats
    bloc: Floats
    promise: Floats


def lean(rules: Rules, minds: Minds, text: Ints, draft: Ints) -> Leaning:
    """Each mind alone, before its bloc has met. text (N, C), draft (N,)."""
    p, (of_text, helped, cost, crossed) = minds.p, term_sums(rules, minds, text)
    of_text, (helped, cost, crossed) = p.text * of_text, (p.values * term for term in (helped, cost, crossed))
    drawn, none = draws(rules, minds, draft), np.zeros_like(of_text)
    eta = p.base + of_text + helped + cost + crossed + drawn.total
    return Leaning(
        eta, of_text, helped, cost, crossed, p.base, drawn.lead, drawn.place, drawn.subject, drawn.usual, none, none
    )


@restated("demarche.agents.fast.room:_rooms")
def published(rules: Rules, doctrine: Doctrine, world: Ints, text: Ints, draft: Ints) -> Floats:
    """How everybody is expected to lean on each of n texts, each seat by itself: eta (n, S).

    world, draft (n,), text (n, C).  The same as `lean` of public minds, which a test holds it to.
    """
    nearer, other = doctrine.published(world, text)
    p = doctrine.at(world[:, None], np.arange(rules.seats))
    return np.asarray(formulas.leaning(p, nearer, other, look_up(doctrine.drawn, world, draft)), np.float32)


@restated("demarche.agents.fast.room:_rooms")
@also_compiled("demarche.agents.fast.room:room")
def room(rules: Rules, doctrine: Doctrine, world: Ints, text: Ints, draft: Ints) -> Floats:
    """The same once the blocs have met: eta (n, S)."""
    eta = published(rules, doctrine, world, text, draft)
    line = rules.roster.line
    where = np.maximum(line, 0)
    d = look_up(rules.roster.discipline, world[:, None], where, rules.lead[draft][:, None] + 1) * (line != NONE)
    close = doctrine.at(world[:, None], np.arange(rules.seats)).cohesion * d
    return np.asarray(formulas.closed_up(eta, close, bloc_lines(rules, eta)[:, where]), np.float32)


@restated("demarche.agents.fast.room:_line_up", "demarche.agents.fast.room:_lines")
@also_compiled("demarche.agents.fast.room:bloc_lines")
def bloc_lines(rules: Rules, eta: Floats) -> Floats:
    """Mean of eta (n, S) over the members of each bloc, (n, G)."""
    member = rules.roster.member
    whole = np.where(member, eta[:, :, None], np.float32(0)).sum(axis=1, dtype=np.float32)
    return np.asarray(whole / np.maximum(member.sum(axis=0), 1).astype(np.float32))


def own_leaning(rules: Rules, doctrine: Doctrine, view: View, text: Ints, draft: Ints) -> Leaning:
    """How each ask leans on a text after its bloc has met and its promises are remembered. text (N, C), draft (N,)."""
    minds = doctrine.own_minds(view)
    alone = lean(rules, minds, text, draft)
    line = rules.roster.line[view.seat]
    shift = np.zeros_like(alone.eta)
    close = minds.p.cohesion * discipline_of(rules, view, draft)
    bound = np.flatnonzero((line != NONE) & (close > 0))
    if bound.size:
        shift[bound] = close[bound] * (bloc_mean(rules, doctrine, view, bound, text, draft) - alone.eta[bound])
    kept, against = promise_pull(view, minds, draft), rivalry(rules, view, minds, draft)
    return replace(alone, eta=alone.eta + shift + kept + against, bloc=shift, promise=kept, lead=alone.lead + against)


def rivalry(rules: Rules, view: View, minds: Minds, draft: Ints) -> Floats:
    """Logits by which sponsors of a rival text, led by the other camp, are drawn against a draft, (N,). draft (N,)."""
    others = rules.lead[draft][:, None] * rules.lead < 0
    backs_another = (view.public.sponsor[view.world, :, view.seat] & others).any(axis=1)
    backs_this = view.public.sponsor[view.world, draft, view.seat]
    return np.where(backs_another & ~backs_this, -minds.p.rivalry, np.float32(0))


def discipline_of(rules: Rules, view: View, draft: Ints) -> Floats:
    """How closely each ask follows its bloc on a draft, 0 where it has none, (N,). draft (N,)."""
    line = rules.roster.line[view.seat]
    d = rules.roster.discipline[view.world, np.maximum(line, 0), rules.lead[draft] + 1]
    return np.where(line == NONE, np.float32(0), d)


def bloc_mean(rules: Rules, doctrine: Doctrine, view: View, rows: Ints, text: Ints, draft: Ints) -> Floats:
    """The published mean eta of each row's bloc on the row's text, (n,). rows (n,) of the View.

    Rows of one world that look at the same text share one estimate of the room.
    """
    world, text, draft = view.world[rows], text[rows], draft[rows]
    first, which = once(rules, world, draft)
    if (text != text[first].take(which, axis=0)).any():  # in one world they look at one draft in several versions
        key = np.concatenate([world[:, None], draft[:, None], text], axis=1)
        _, first, which = np.unique(key, axis=0, return_index=True, return_inverse=True)
    eta = published(rules, doctrine, world[first], text[first], draft[first])
    return np.asarray(bloc_lines(rules, eta)[which.reshape(-1), rules.roster.line[view.seat[rows]]])


def once(rules: Rules, world: Ints, draft: Ints) -> tuple[Ints, Ints]:
    """The first row of each draft of each world among n rows (m,), and for each row which of those it is, (n,)."""
    key = world * len(rules.pen) + draft
    first = np.full(key.max(initial=-1) + 1, -1)
    first[key[::-1]] = np.arange(len(key))[::-1]  # the first of a world and draft is written last
    there = first >= 0
    return first[there], (there.cumsum() - 1).take(key)


def promise_pull(view: View, minds: Minds, draft: Ints) -> Floats:
    """Logits by which a promised ballot draws each ask toward it on a draft, (N,). draft (N,)."""
    rows = np.arange(view.asks)
    promised = view.promise[rows, draft]
    sign = np.select([promised == Ballot.YES, promised == Ballot.NO], [np.float32(1), np.float32(-1)], np.float32(0))
    return np.asarray(sign * (minds.p.promise + minds.p.favour * view.favours[rows, draft]), np.float32)


@dataclass(frozen=True, slots=True)
class Edges:
    """Logits that a yes and a no each need, of the shape of the leanings they are for."""

    yes: Floats
    no: Floats


@restated("demarche.agents.fast.room:_prospects")
def edges(rules: Rules, p: Numbers, draft: Ints, seat: Ints) -> Edges:
    """What a yes and a no of each seat need in a vote on a whole text. The parameters, draft and seat broadcast."""
    crime, welcomes = rules.crime[draft].astype(np.float32), rules.welcomes[draft].astype(np.float32)
    yes = formulas.edge_of_yes(p.indifference, p.indifference_crime, crime, rules.reserve[draft, seat])
    return Edges(yes, formulas.edge_of_no(yes, p.polite, welcomes))


@restated("demarche.agents.fast.room:_prospects")
def chances(eta: Floats, edge: Edges) -> tuple[Floats, Floats]:
    """P(yes) and P(no), both of the shape of eta; the rest abstains."""
    return formulas.chance_of_yes(eta, edge.yes), formulas.chance_of_no(eta, edge.no)


@restated("demarche.agents.fast.room:_prospects")
def expected(rules: Rules, doctrine: Doctrine, world: Ints, text: Ints, draft: Ints) -> tuple[Floats, Floats]:
    """P(yes) and P(no) of everybody who is there, by what is published, on each of n texts, (n, S).

    world, draft (n,), text (n, C).
    """
    return chances(room(rules, doctrine, world, text, draft), room_edges(rules, doctrine, world, draft))


def room_edges(rules: Rules, doctrine: Doctrine, world: Ints, draft: Ints) -> Edges:
    """What a yes and a no of every seat need, (n, S) each. world, draft (n,)."""
    seat = np.arange(rules.seats)
    return edges(rules, doctrine.at(world[:, None], seat), draft[:, None], seat)


def ballots(rules: Rules, view: View, eta: Floats, edge: Edges, p: Numbers, u: Floats, draft: Ints) -> Ints:
    """The ballots that N asks cast, (N,) Ballot. eta and edge (N,), u (N, 8) as a Seat is given them.

    Members of a bloc share the draw that decides, as often as they share its line: so the European Union votes as one.
    Nobody is out of the room when its own text is voted.
    """
    small = rules.roster.capacity[view.seat] < 2
    stays = view.public.sponsor[view.world, draft, view.seat] | (rules.pen[draft] == view.seat)
    gone = ~stays & (u[:, 0] < p.away + np.where(small & (np.abs(eta) < p.indifference), p.away_small, np.float32(0)))
    draw = np.where(u[:, 1] < discipline_of(rules, view, draft), u[:, 4], u[:, 2])
    yes, no = chances(eta, edge)
    chosen = np.select([draw < yes, draw >= 1 - no], [Ballot.YES, Ballot.NO], Ballot.ABSTAIN)
    return np.where(gone, Ballot.ABSENT, chosen)


@dataclass(frozen=True, slots=True)
class Prospects:
    """What each of n texts can expect, by what is published: all (n,).

    passes   P(adopted)
    margin   yes less no as a share of the room        against   votes against
    """

    passes: Floats
    margin: Floats
    against: Floats


@restated("demarche.agents.fast.room:_rooms", "demarche.agents.fast.room:_prospects")
@also_compiled("demarche.agents.fast.room:prospects")
def prospects(rules: Rules, doctrine: Doctrine, world: Ints, text: Ints, draft: Ints) -> Prospects:
    """What texts can expect in a vote. world, draft (n,), text (n, C)."""
    both = expected(rules, doctrine, world, text, draft)
    yes, no = (np.where(rules.voters, chance, np.float32(0)) for chance in both)
    margin = (yes - no).sum(axis=1, dtype=np.float32)
    passes = formulas.passing(margin, formulas.variance(yes, no).sum(axis=1, dtype=np.float32))
    against = no.sum(axis=1, dtype=np.float32)
    return Prospects(passes, margin / np.float32(max(int(rules.voters.sum()), 1)), against)
