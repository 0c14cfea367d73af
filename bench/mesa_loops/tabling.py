"""Tabling and the lists of sponsors."""

from typing import TYPE_CHECKING

from bench.mesa_loops.country import OUT, logistic
from bench.mesa_loops.delegation import Delegation
from bench.mesa_loops.draft import Draft
from bench.mesa_loops.voting import prospects

if TYPE_CHECKING:
    from bench.mesa_loops.model import Assembly

A_SPLIT = 20
"""Votes against from which a text counts as having split the house."""


def table_texts(model: "Assembly") -> None:
    """Each pen-holder in turn tables its text or holds it back; then the lists of sponsors close, one by one."""
    for draft in model.drafts:
        bare = all(wording == OUT for wording in draft.text)
        pen = model.delegations[draft.pen]
        tables = not bare and model.random.random() < logistic(expected_value(pen, draft) / pen.p.heat)
        draft.status = "tabled" if tables else "held"
    for draft in model.drafts:
        if draft.status == "tabled":
            close_list(model, draft)


def expected_value(me: Delegation, draft: Draft) -> float:
    """EV of tabling, in utils: what it is worth beside the rival, what it costs, and what a split would."""
    p = me.p
    expected = prospects(me.model, draft, draft.text)
    split = logistic((expected.against - A_SPLIT) / 3)
    value = worth_beside_rivals(me, draft) * draft.visibility
    return float(expected.passes * value + p.momentum - p.table_cost - p.split_cost * split * p.price_of_split)


def worth_beside_rivals(me: Delegation, draft: Draft) -> float:
    """What a text is worth where a rival's wordings, and not the last consensus, are what holds without it."""
    clauses = me.model.facts.clauses
    holds = [clause.fallback for clause in clauses]
    for other in me.model.drafts:
        if other is not draft and other.status in ("open", "tabled") and other.lead * draft.lead < 0:
            for c, wording in enumerate(other.text):
                if wording != OUT:
                    holds[c] = clauses[c].wordings[wording].position
    mass = shift = 0.0
    for c, clause in enumerate(clauses):
        if draft.text[c] != OUT:
            mass += clause.mass
            nearer = (holds[c] - me.ideal[c]) ** 2 - (clause.fallback - me.ideal[c]) ** 2
            shift += clause.mass * me.country.weight[c] * nearer
    return me.worth(draft.text) + shift / max(mass, 1e-6)


def close_list(model: "Assembly", draft: Draft) -> None:
    """Names are put to a draft or taken off it, all at once."""
    joins, leaves = [], []
    for delegation in model.delegations:
        value = delegation.worth(draft.text)
        if delegation.seat in draft.sponsors:
            if value < 0 and delegation.seat != draft.pen:
                leaves.append(delegation.seat)
        elif value > 0 and model.random.random() < readiness(delegation, draft, value):
            joins.append(delegation.seat)
    draft.sponsors.update(joins)
    draft.sponsors.difference_update(leaves)


def readiness(me: Delegation, draft: Draft, value: float) -> float:
    """P(sponsor) of a draft of that worth."""
    p, bloc = me.p, me.country.bloc
    share = sum(seat in draft.sponsors for seat in bloc.members) / len(bloc.members) if bloc else 0.0
    return logistic(
        p.sponsor_base + p.sponsor_worth * value + p.sponsor_lead * me.mean * draft.lead + p.sponsor_bloc * share
    )
