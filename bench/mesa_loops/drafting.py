"""What a pen-holder takes into its text: the most contested clause, or the proposal with most support."""

import math
from collections import Counter

from bench.mesa_loops.country import OUT
from bench.mesa_loops.delegation import Change, Delegation, after, scope_cost, terms_of
from bench.mesa_loops.draft import Draft
from bench.mesa_loops.voting import edges, prospects, room

TWO_SIDED = 0.25
LOST_VOTES = 2
ENOUGH = 2


def concede(me: Delegation) -> None:
    """Take in the better of two changes, if it is worth it; more readily as the last round nears."""
    model, p = me.model, me.p
    left = max(model.facts.rounds - 1 - model.round, 0)
    draft = me.random.choice([draft for draft in model.drafts if draft.pen == me.seat])
    if me.random.random() >= p.concede * math.exp(-left / p.patience):
        return
    contested, wanted = most_contested(me, draft), most_wanted(me, draft)
    first, second = appeal(me, draft, contested), appeal(me, draft, wanted)
    change = wanted if second > first else contested
    if change is not None and max(first, second) > 0:
        draft.text[change.clause] = change.wording


def appeal(me: Delegation, draft: Draft, change: Change | None) -> float:
    """Utils by which a change pleases its pen-holder: its own worth of the text, and what it does to the room."""
    if change is None or draft.text[change.clause] == change.wording:
        return -math.inf
    model, p, text, new = me.model, me.p, draft.text, after(draft.text, change)
    own = me.change_in_worth(text, new)
    partners = 0.0
    for seat in draft.co_authors:
        weigh = model.facts.countries[seat].terms
        worths = [sum(terms_of(model.facts.clauses, weigh, words)) for words in (text, new)]
        partners = min(partners, worths[1] - worths[0])
    if min(own, partners) < -p.own_loss:
        return -math.inf
    before, then = prospects(model, draft, text), prospects(model, draft, new)
    won = p.success * (then.passes - before.passes) + p.prestige * (then.margin - before.margin)
    return float(own + partners + won - p.reopening - scope_cost(model.facts.clauses, p.scope, text, new))


def most_contested(me: Delegation, draft: Draft) -> Change | None:
    """The change that the most contested clause calls for."""
    facts, text = me.model.facts, draft.text
    best, worst = None, -math.inf
    for c, clause in enumerate(facts.clauses):
        if text[c] == OUT:
            continue
        position = clause.wordings[text[c]].position
        heavy = conflict = above = 0.0
        blockers = crossed(me, c, text[c])
        for country in facts.countries:
            off = country.ideal[c] - position
            heavy += country.weight[c]
            conflict += country.weight[c] * off**2
            if off > 0:
                above += country.weight[c]
        heavy = max(heavy, 1e-6)
        score = clause.mass * conflict / heavy + LOST_VOTES / len(facts.countries) * blockers
        if score > worst:
            best, worst = (c, blockers, above / heavy), score
    if best is None:
        return None
    c, blockers, above = best
    if blockers:
        return Change(c, away_from_red(me, c, text[c]))
    if min(above, 1 - above) >= TWO_SIDED:
        return Change(c, vaguer(me, c, text[c]))
    return Change(c, toward_the_movable(me, draft, c))


def crossed(me: Delegation, clause: int, wording: int) -> int:
    """States whose known red line a wording crosses."""
    return sum((clause, wording) in country.red for country in me.model.facts.countries)


def neighbours(me: Delegation, clause: int, wording: int) -> list[int]:
    """The wordings one down and one up from the one that stands, of those there are."""
    top = len(me.model.facts.clauses[clause].wordings) - 1
    return [w for w in (wording - 1, wording + 1) if 0 <= w <= top]


def away_from_red(me: Delegation, clause: int, wording: int) -> int:
    """The neighbouring wording that crosses fewest red lines, or out; as it is, where nothing crosses fewer."""
    options = [*neighbours(me, clause, wording), OUT]
    best = min(options, key=lambda w: crossed(me, clause, w))
    return best if crossed(me, clause, best) < crossed(me, clause, wording) else wording


def vaguer(me: Delegation, clause: int, wording: int) -> int:
    """The neighbouring wording that is vaguer than the one that stands, if one is."""
    wordings = me.model.facts.clauses[clause].wordings
    best = max(neighbours(me, clause, wording), key=lambda w: wordings[w].vague, default=wording)
    return best if wordings[best].vague > wordings[wording].vague else wording


def toward_the_movable(me: Delegation, draft: Draft, clause: int) -> int:
    """One step toward the mean of those who are expected to abstain or nearly so."""
    facts, wording = me.model.facts, draft.text[clause]
    pull = whole = 0.0
    for country, eta in zip(facts.countries, room(me.model, draft, draft.text), strict=True):
        if abs(eta) < 2 * edges(me.p, draft).yes:
            pull += country.weight[clause]
            whole += country.weight[clause] * country.ideal[clause]
    upward = whole / max(pull, 1e-6) > facts.clauses[clause].wordings[wording].position
    step = wording + 1 if upward else wording - 1
    return step if step in neighbours(me, clause, wording) else wording


def most_wanted(me: Delegation, draft: Draft) -> Change | None:
    """The proposal that most seats have made, if enough have."""
    support: Counter[Change] = Counter()
    for delegation in me.model.delegations:
        for (number, clause), wording in delegation.proposals.items():
            if number == draft.number and draft.text[clause] != wording:
                support[Change(clause, wording)] += 1
    if not support:
        return None
    change, most = min(support.items(), key=lambda item: (-item[1], item[0]))
    return change if most >= ENOUGH else None
