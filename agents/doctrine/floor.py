"""On the ladder: motions, amendments, divisions, the request for a vote, and every ballot that is cast on them."""

import numpy as np

from demarche.agents.doctrine.doctrine import Doctrine
from demarche.agents.doctrine.letters import deference, share_for
from demarche.agents.doctrine.vote import Edges, Leaning, ballots, edges, own_leaning, prospects
from demarche.agents.doctrine.worth import after, best_change, scope_cost, whole_worth, worth
from demarche.sim.act import acts, write
from demarche.sim.parameter import Numbers
from demarche.sim.rules import Rules
from demarche.sim.terms import ABSENT, NONE, Bools, Floats, Ints, Item, Motion, Stage, Status, Verb
from demarche.sim.view import View


def leaning(rules: Rules, doctrine: Doctrine, view: View) -> Leaning:
    """How each ask leans on the draft on the table."""
    r = view.public
    draft = np.maximum(r.current, 0)[view.world].astype(np.intp)
    return own_leaning(rules, doctrine, view, r.text[view.world], draft)


def current(view: View) -> Ints:
    """The draft on the table in each ask's world, (N,); the first where there is none."""
    return np.maximum(view.public.current, 0)[view.world].astype(np.intp)


def move(rules: Rules, doctrine: Doctrine, view: View, u: Floats) -> Ints:
    """Who would reject a text may move that no action be taken on it, or to pass it over. Uses chance; no memory."""
    r, p = view.public, doctrine.at(view.world, view.seat)
    propensity = rules.roster.propensity[view.world, view.seat]
    act = acts(view.asks)
    # Squared, so that almost only states with high propensity try to stop a text.
    rejects = would_reject(rules, doctrine, view, u[:, 0] < p.stopping * propensity**2)
    a_rival_passed = ((r.status == Status.ADOPTED) | (r.status == Status.CONSENSUS)).any(axis=1)[view.world[rejects]]
    write(act, rejects, Verb.MOVE, wording=Motion.NO_ACTION)
    write(act, rejects[a_rival_passed & (u[rejects, 1] < p.passing_over[rejects])], Verb.MOVE, wording=Motion.PASS_OVER)
    hurries = sponsors(view) & (u[:, 0] < p.stopping * propensity * p.hurrying)
    write(act, np.flatnonzero(hurries), Verb.MOVE, wording=Motion.CLOSE_DEBATE)
    return act


def would_reject(rules: Rules, doctrine: Doctrine, view: View, ready: Bools) -> Ints:
    """Those of the asks where `ready` (N,) who would vote no on the draft on the table, their places (n,)."""
    rows = np.flatnonzero(ready)
    seen = view.take(rows)
    no = edges(rules, doctrine.at(seen.world, seen.seat), current(seen), seen.seat).no
    return rows[leaning(rules, doctrine, seen).eta < -no]


def speak_to_it(rules: Rules, doctrine: Doctrine, view: View, u: Floats) -> Ints:
    """Those with a strong view ask for the floor. Uses chance; no memory."""
    eager = np.flatnonzero(u[:, 0] < rules.roster.propensity[view.world, view.seat])
    seen, act = view.take(eager), acts(view.asks)
    side, h = motion_eta(rules, doctrine, seen), doctrine.at(seen.world, seen.seat).indifference
    write(act, eager[(side > h) & seen.may(Verb.FOR)], Verb.FOR)
    write(act, eager[side < -h], Verb.AGAINST)
    return act


def motion_eta(rules: Rules, doctrine: Doctrine, view: View) -> Floats:
    """How each ask leans on the motion being put, (N,) logits: whoever is for the text is against stopping it."""
    eta = leaning(rules, doctrine, view).eta
    motion = view.public.motion[view.world]
    stops = np.isin(motion, (Motion.NO_ACTION, Motion.PASS_OVER, Motion.ADJOURN_MEETING, Motion.SUSPEND_MEETING))
    return np.where(stops, -eta, eta)


def amend(rules: Rules, doctrine: Doctrine, view: View, u: Floats) -> Ints:
    """Whoever would gain by a change and is ready to lead submits it. Uses chance; no memory."""
    rows, act = np.flatnonzero(is_zealous(rules, doctrine, view, u) & ~sponsors(view)), acts(view.asks)
    if not rows.size:
        return act
    minds = doctrine.own_minds(view.take(rows))
    clause, wording, gain = best_change(rules, minds, view.public.text[minds.world])
    wants = (gain > minds.p.stir) & (clause != NONE)
    write(act, rows[wants], Verb.AMEND, clause=clause[wants], wording=wording[wants])
    return act


def is_zealous(rules: Rules, doctrine: Doctrine, view: View, u: Floats) -> Bools:
    """Who takes the trouble to have a text changed on the floor, (N,)."""
    zeal = doctrine.at(view.world, view.seat).zeal
    return np.asarray(u[:, 0] < zeal * rules.roster.propensity[view.world, view.seat])


def divide(rules: Rules, doctrine: Doctrine, view: View, u: Floats) -> Ints:
    """Whoever is hurt by one clause asks for it to be voted apart. Uses chance; no memory."""
    rows, act = np.flatnonzero(is_zealous(rules, doctrine, view, u) & view.may(Verb.DIVIDE)), acts(view.asks)
    if not rows.size:
        return act
    minds = doctrine.own_minds(view.take(rows))
    text = view.public.text[minds.world]
    found = worth(rules, minds, text)
    by_clause = np.where(text == ABSENT, np.float32(np.inf), found.text + found.help + found.duty + found.red)
    worst = by_clause.argmin(axis=1)
    hurts = by_clause.min(axis=1) < -minds.p.stir
    write(act, rows[hurts], Verb.DIVIDE, clause=worst[hurts])
    return act


def object_to_it(rules: Rules, doctrine: Doctrine, view: View, u: Floats) -> Ints:
    """The pen-holder objects to having its text taken apart. Uses chance; no memory."""
    act, objecting = acts(view.asks), doctrine.at(view.world, view.seat).objecting
    pen = rules.pen[current(view)] == view.seat
    write(act, np.flatnonzero(pen & (u[:, 0] < objecting)), Verb.OBJECT)
    return act


def ask_for_a_vote(rules: Rules, doctrine: Doctrine, view: View, u: Floats) -> Ints:
    """Whoever would vote no may ask for the vote to be recorded. Uses chance; no memory."""
    p = doctrine.at(view.world, view.seat)
    eager = p.ask_vote * (p.alert + rules.roster.propensity[view.world, view.seat])
    act = acts(view.asks)
    write(act, would_reject(rules, doctrine, view, u[:, 0] < eager), Verb.ASK)
    return act


def cast(rules: Rules, doctrine: Doctrine, view: View, u: Floats) -> Ints:
    """Every ballot of the ladder, by what is put. Uses chance; no memory."""
    put, p = view.stage, doctrine.at(view.world, view.seat)
    draft = np.where(put == Stage.RECONSIDER_VOTE, view.public.again[view.world], current(view)).astype(np.intp)
    eta = np.zeros(view.asks, np.float32)
    for stage in np.unique(put):
        rows = np.flatnonzero(put == stage)
        eta[rows] = WEIGHS[Stage(stage)](rules, doctrine, view.take(rows))
    act = acts(view.asks, Verb.CAST)
    act[:, Item.WORDING] = ballots(rules, view, eta, what_it_takes(rules, view, p, draft), p, u, draft)
    return act


def what_it_takes(rules: Rules, view: View, p: Numbers, draft: Ints) -> Edges:
    """The edges of each ask's ballot, (N,): the text's own on the whole, those of indifference on all else."""
    whole, of_text = view.stage == Stage.VOTE, edges(rules, p, draft, view.seat)
    h = p.indifference
    return Edges(np.where(whole, of_text.yes, h), np.where(whole, of_text.no, h))


def text_eta(rules: Rules, doctrine: Doctrine, view: View) -> Floats:
    """On the whole: how it leans on the text."""
    return leaning(rules, doctrine, view).eta


def amendment_eta(rules: Rules, doctrine: Doctrine, view: View) -> Floats:
    """On an amendment: what the change is worth, less deference to the pen and a sponsor's loyalty, and letters."""
    r, minds = view.public, doctrine.own_minds(view)
    clause, place = r.amendment.T
    worded = np.where(place == rules.book.wordings, ABSENT, place).astype(r.text.dtype)
    amended = after(r.text, clause, worded)
    text, new = r.text[view.world], amended[view.world]
    change = whole_worth(rules, minds, new) - whole_worth(rules, minds, text) - scope_cost(rules, minds, text, new)
    share, bound = share_for(rules, view, np.maximum(r.current, 0), clause, worded)
    defers = deference(minds.p, share[view.world]) - minds.p.bind * bound[view.world, view.seat]
    return minds.p.text * change * _clauses(text) - defers - minds.p.loyalty * sponsors(view)


def part_eta(rules: Rules, doctrine: Doctrine, view: View) -> Floats:
    """On keeping a part: what the text would lose without it, deference to the pen, a sponsor's loyalty, letters."""
    r, minds = view.public, doctrine.own_minds(view)
    shortened = after(r.text, r.part, np.full_like(r.part, ABSENT))
    text, without = r.text[view.world], shortened[view.world]
    loss = whole_worth(rules, minds, text) - whole_worth(rules, minds, without)
    share, bound = share_for(rules, view, np.maximum(r.current, 0), r.part, np.full_like(r.part, ABSENT))
    defers = deference(minds.p, share[view.world]) - minds.p.bind * bound[view.world, view.seat]
    return minds.p.text * loss * _clauses(text) + defers + minds.p.loyalty * sponsors(view)


def division_eta(rules: Rules, doctrine: Doctrine, view: View) -> Floats:
    """On dividing at all: whoever is for the text would keep it whole."""
    return -leaning(rules, doctrine, view).eta


def reconsider_eta(rules: Rules, doctrine: Doctrine, view: View) -> Floats:
    """On reconsidering: for it, whoever the decision went against."""
    r = view.public
    draft = r.again[view.world].astype(np.intp)
    eta = own_leaning(rules, doctrine, view, r.wording[view.world, draft], draft).eta
    return np.where(r.status[view.world, draft] == Status.ADOPTED, -eta, eta)


def reconsider(rules: Rules, doctrine: Doctrine, view: View, u: Floats) -> Ints:
    """Only where two thirds of the room are thought to want it does anybody move it. Uses no chance; no memory."""
    r, act = view.public, acts(view.asks)
    for draft in range(len(rules.pen)):
        lost = (r.status[view.world, draft] == Status.REJECTED) & ~r.reconsidered[view.world, draft]
        rows = np.flatnonzero(lost & (rules.pen[draft] == view.seat))
        if rows.size:
            text, which = r.wording[view.world[rows], draft], np.full(rows.size, draft)
            enough = doctrine.at(view.world[rows], view.seat[rows]).favoured
            hopeful = prospects(rules, doctrine, view.world[rows], text, which).margin > enough
            write(act, rows[hopeful], Verb.RECONSIDER, draft=draft)
    return act


def sponsors(view: View) -> Bools:
    """Whether each ask sponsors the draft on the table, (N,)."""
    return np.asarray(view.public.sponsor[view.world, current(view), view.seat])


def _clauses(text: Ints) -> Floats:
    """Clauses that stand, (N,): on a vote about one of them it weighs as a whole text does."""
    return np.maximum((text != ABSENT).sum(axis=1), 1).astype(np.float32)


WEIGHS = {
    Stage.MOTION_VOTE: motion_eta,
    Stage.AMENDMENT_VOTE: amendment_eta,
    Stage.DIVISION_VOTE: division_eta,
    Stage.PART_VOTE: part_eta,
    Stage.VOTE: text_eta,
    Stage.RECONSIDER_VOTE: reconsider_eta,
}
