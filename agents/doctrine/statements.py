"""What a state says in the general debate: the clauses that matter most to it, and where it stands on them."""

import numpy as np

from demarche.agents.doctrine.doctrine import Doctrine
from demarche.agents.doctrine.worth import Minds, whole_worth
from demarche.sim.act import acts, write
from demarche.sim.rows import look_up
from demarche.sim.rules import Rules
from demarche.sim.terms import ABSENT, NONE, Floats, Ints, Status, Verb
from demarche.sim.view import View


def speak(rules: Rules, doctrine: Doctrine, view: View, u: Floats) -> Ints:
    """One statement on the two clauses most at stake, in the wording nearest to its own. Uses chance; no memory."""
    act, eager = acts(view.asks), np.flatnonzero(u[:, 0] < readiness(rules, doctrine, view))
    if not eager.size:
        return act
    view, u = view.take(eager), u[eager]
    minds = doctrine.own_minds(view)
    draft, value = dearest(rules, minds, view)
    clause, wording = stands(rules, minds, view.public.wording[view.world, draft])
    says = np.flatnonzero(clause[:, 0] != NONE)
    blamed = np.where((value < 0) & (u[:, 1] < minds.p.naming), rules.pen[draft], NONE)
    blamed = np.where(blamed == view.seat, NONE, blamed)
    write(
        act, eager[says], Verb.SPEAK,
        partner=blamed[says], clause=clause[says, 0], wording=wording[says, 0],
        clause2=clause[says, 1], wording2=wording[says, 1],
    )  # fmt: skip
    return act


def reply(rules: Rules, doctrine: Doctrine, view: View, u: Floats) -> Ints:
    """A right of reply used as readily as the floor is taken, naming nobody. Uses chance; no memory."""
    act = acts(view.asks)
    write(act, np.flatnonzero(u[:, 0] < readiness(rules, doctrine, view)), Verb.REPLY)
    return act


def readiness(rules: Rules, doctrine: Doctrine, view: View) -> Floats:
    """Chance that each ask takes the floor in the debate, (N,); from 1 on it always does."""
    propensity = look_up(rules.roster.propensity, view.world, view.seat)
    return np.asarray(doctrine.at(view.world, view.seat).voice + propensity)


def dearest(rules: Rules, minds: Minds, view: View) -> tuple[Ints, Floats]:
    """The circulated draft with most at stake for each mind, (N,), and its worth in utils; the first where none is."""
    r = view.public
    drafts = len(rules.pen)
    worths = np.stack([whole_worth(rules, minds, r.wording[view.world, d]) for d in range(drafts)], axis=1)
    circulated = r.status[view.world] == Status.OPEN
    draft = np.where(circulated, np.abs(worths), np.float32(-1)).argmax(axis=1)
    return draft, worths[np.arange(view.asks), draft]


def stands(rules: Rules, minds: Minds, text: Ints) -> tuple[Ints, Ints]:
    """The two clauses of a text most at stake, and the wording of each that is nearest; both (N, 2), NONE if fewer."""
    book = rules.book
    position = book.position[minds.world[:, None], np.arange(book.clauses), np.maximum(text, 0)]
    stake = book.mass[minds.world] * minds.weight * np.abs(position - minds.ideal)
    stake = np.where(text == ABSENT, np.float32(-1), stake)
    rows = np.arange(len(text))[:, None]
    first = stake.argmax(axis=1)
    second = np.where(np.arange(book.clauses) == first[:, None], np.float32(-2), stake).argmax(axis=1)
    clause = np.stack([first, second], axis=1)
    far = np.abs(book.position[minds.world[:, None], clause] - minds.ideal[rows, clause][..., None])
    nearest = np.where(book.exists[clause], far, np.float32(np.inf)).argmin(axis=2)
    there = stake[rows, clause] >= 0
    if book.clauses < 2:
        there[:, 1] = False
    return np.where(there, clause, NONE), np.where(there, nearest, NONE)
