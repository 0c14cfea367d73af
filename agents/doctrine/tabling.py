"""Whether to table a text, hold it back, revise it from the floor or withdraw it.

    EV = P(pass) V visibility + c_2 - c_0 - c_1 P(split) u

V is measured from the rival that is going to pass, where there is one; u is the price of breaking consensus, and
explains why a text that would have won a vote was never put to one.  P(split) = σ((votes against - c_3) / c_4).
"""

import numpy as np

from demarche.agents.doctrine.appeal import Change, appeal
from demarche.agents.doctrine.doctrine import Doctrine
from demarche.agents.doctrine.letters import inclination, weight_of
from demarche.agents.doctrine.vote import prospects
from demarche.agents.doctrine.worth import Minds, whole_worth
from demarche.sim.act import acts, write
from demarche.sim.letters import net_backing
from demarche.sim.numbers import logistic
from demarche.sim.rules import Rules
from demarche.sim.terms import ABSENT, Decision, Floats, Ints, Item, Status, Verb
from demarche.sim.view import View


def table_or_hold(rules: Rules, doctrine: Doctrine, view: View, u: Floats) -> Ints:
    """Table where the expected value, read with some doubt, is positive. Uses chance; no memory."""
    r = view.public
    draft = r.turn[view.world].astype(np.intp)
    text = np.where(
        (r.status[view.world, draft] == Status.POCKET)[:, None], rules.opened[draft], r.wording[view.world, draft]
    )
    minds = doctrine.own_minds(view)
    value = expected_value(rules, doctrine, view, minds, text, draft)
    tables = (u[:, 0] < logistic(value / minds.p.heat)) & view.may(Verb.TABLE) | ~view.may(Verb.HOLD)
    act = acts(view.asks)
    for rows, verb in ((np.flatnonzero(tables), Verb.TABLE), (np.flatnonzero(~tables), Verb.HOLD)):
        write(act, rows, verb, draft=draft[rows])
    return act


def expected_value(rules: Rules, doctrine: Doctrine, view: View, minds: Minds, text: Ints, draft: Ints) -> Floats:
    """EV of tabling, in utils, (n,). A report or a pact is always put to those who have drafted it: 1."""
    if rules.decision != Decision.VOTE:
        return np.ones(view.asks, np.float32)
    p = minds.p
    seen = rules.visibility[view.world, draft]
    value = whole_worth(rules, minds, text, standing(rules, view, draft)) * seen
    expected = prospects(rules, doctrine, view.world, text, draft)
    split = logistic((expected.against - p.a_split) / p.split_softness)
    return expected.passes * value + p.momentum - p.table_cost - p.split_cost * split * p.price_of_split


def standing(rules: Rules, view: View, draft: Ints) -> Floats:
    """Positions that hold without this draft, (n, C): a rival's, where one is about, else the last consensus."""
    r, book = view.public, rules.book
    fallback = book.fallback[view.world].copy()
    for other in range(len(rules.pen)):
        rival = (other != draft) & np.isin(r.status[view.world, other], (Status.OPEN, Status.TABLED))
        rival &= rules.lead[draft] * rules.lead[other] < 0
        text = r.wording[view.world, other]
        position = book.position[view.world[:, None], np.arange(book.clauses), np.maximum(text, 0)]
        fallback = np.where(rival[:, None] & (text != ABSENT), position, fallback)
    return fallback


def revise(rules: Rules, doctrine: Doctrine, view: View, u: Floats) -> Ints:
    """Take in the friendliest amendment, withdraw a hopeless text, or let the vote come. Uses chance; no memory."""
    r = view.public
    d = r.current[view.world].astype(np.intp)
    act, text = acts(view.asks), r.text[view.world]
    row, clause, place = np.nonzero(r.amending[view.world] >= 0)
    if row.size:
        waits, wording = view.take(row), np.where(place == rules.book.wordings, ABSENT, place)
        minds, change = doctrine.own_minds(waits), Change(clause, wording)
        net = net_backing(r, np.maximum(r.current, 0))[waits.world, clause, place]
        letter = weight_of(rules, minds.p, net)
        score = appeal(rules, doctrine, waits, minds, text[row], d[row], change, letter)
        best = np.full(view.asks, -np.inf, np.float32)
        np.maximum.at(best, row, score)
        # Ties go to the first row; later writes win, so it is written last.
        inclined = np.where(letter.heard, u[row, 1] < inclination(minds.p, score), score > 0)
        takes = np.flatnonzero(inclined & (score == best[row]))[::-1]
        write(act, row[takes], Verb.REVISE, clause=clause[takes], wording=wording[takes])
    if rules.decision == Decision.VOTE:
        p = doctrine.at(view.world, view.seat)
        hopeless = prospects(rules, doctrine, view.world, text, d).passes < p.hopeless
        idle = act[:, Item.VERB] == Verb.PASS
        gone = np.flatnonzero(hopeless & idle & view.may(Verb.WITHDRAW) & (u[:, 0] < p.withdrawing))
        write(act, gone, Verb.WITHDRAW)
    return act
