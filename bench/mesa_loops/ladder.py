"""The ladder of one draft: amendments, revision, separate votes on parts, the whole; and explanations at the end."""

from typing import TYPE_CHECKING

from bench.mesa_loops.country import OUT, Clause
from bench.mesa_loops.delegation import Change, Delegation, after, scope_cost
from bench.mesa_loops.draft import Draft
from bench.mesa_loops.drafting import appeal
from bench.mesa_loops.voting import (
    ABSENT,
    YES,
    Leaning,
    call_the_vote,
    carries,
    edges,
    leaning,
    prospects,
)

if TYPE_CHECKING:
    from bench.mesa_loops.model import Assembly

HOPELESS = 0.05


def take_up(model: "Assembly", draft: Draft) -> None:
    """A draft climbs the ladder as far as it gets."""
    if draft.status == "tabled":
        revise(model, draft, moved := submit(model, draft) if model.facts.level >= 2 else set())
        while moved and draft.status == "tabled":
            vote_on_amendment(model, draft, moved)
    if draft.status == "tabled" and model.facts.level >= 3:
        vote_apart(model, draft)
    if draft.status == "tabled":
        decide(model, draft)


def submit(model: "Assembly", draft: Draft) -> set[tuple[int, int]]:
    """Whoever would gain by a change and is ready to lead submits it: amendments as clause and wording."""
    moved = set()
    for d in model.delegations:
        eager = model.random.random() < d.p.zeal * d.country.propensity
        if eager and d.seat != draft.pen and d.seat not in draft.sponsors:
            wanted = d.best_change(draft.text)
            if wanted is not None and wanted.gain > d.p.stir:
                moved.add((wanted.clause, wanted.wording))
    return moved


def revise(model: "Assembly", draft: Draft, moved: set[tuple[int, int]]) -> None:
    """The pen-holder takes in the friendliest amendment, which settles its clause, or withdraws a hopeless text."""
    pen = model.delegations[draft.pen]
    best, most = None, 0.0
    for clause, wording in sorted(moved, key=place):
        score = appeal(pen, draft, Change(clause, wording))
        if score > most:
            best, most = Change(clause, wording), score
    if best is not None:
        enter(draft, best, moved)
    elif prospects(model, draft, draft.text).passes < HOPELESS and model.random.random() < 0.5:
        draft.status = "withdrawn"


def place(amendment: tuple[int, int]) -> tuple[int, float]:
    """The order of amendments: by clause, then by wording, leaving it out last."""
    clause, wording = amendment
    return (clause, float("inf") if wording == OUT else wording)


def enter(draft: Draft, change: Change, moved: set[tuple[int, int]]) -> None:
    """That wording stands in the draft, and what waits on the same clause is not put any more."""
    draft.text[change.clause] = change.wording
    moved.difference_update([amendment for amendment in moved if amendment[0] == change.clause])


def vote_on_amendment(model: "Assembly", draft: Draft, moved: set[tuple[int, int]]) -> None:
    """The amendment furthest removed in substance is put; if it carries, the others on its clause are not."""
    clauses, text = model.facts.clauses, list(draft.text)
    put = max(sorted(moved, key=place), key=lambda one: distance(clauses[one[0]], text[one[0]], one[1]))
    new = after(text, Change(*put))

    def weigh(d: Delegation) -> float:
        change = d.change_in_worth(text, new) - scope_cost(clauses, d.p.scope, text, new)
        loyal = d.p.loyalty if d.seat in draft.sponsors else 0.0
        return float(d.p.text * change * standing(text) - d.p.comity - loyal)

    moved.discard(put)
    ballots = call_the_vote(model, draft, weigh)
    if ballots is not None and carries(ballots):
        enter(draft, Change(*put), moved)
        draft.amended = True
        reject_if_empty(draft)


def distance(clause: Clause, now: int, then: int) -> float:
    """How far in substance one wording is from another; what is left out stands at the fallback."""
    here, there = (clause.fallback if w == OUT else clause.wordings[w].position for w in (now, then))
    return abs(there - here) * clause.mass


def standing(text: list[int]) -> int:
    """Clauses that stand: on a vote about one of them it weighs as a whole text does."""
    return max(sum(wording != OUT for wording in text), 1)


def reject_if_empty(draft: Draft) -> None:
    """A text of which nothing is left is rejected."""
    if all(wording == OUT for wording in draft.text):
        draft.status = "parts rejected"


def vote_apart(model: "Assembly", draft: Draft) -> None:
    """Parts that somebody asks for are voted apart, unless the pen-holder objects and the room agrees with it."""
    parts = ask_to_divide(model, draft)
    if parts and model.random.random() < 0.5:
        ballots = call_the_vote(model, draft, lambda d: -leaning(d, draft, draft.text).eta)
        if ballots is None or not carries(ballots):
            return
    for clause in sorted(parts):
        if draft.status == "tabled":
            vote_on_part(model, draft, clause)


def ask_to_divide(model: "Assembly", draft: Draft) -> set[int]:
    """Whoever is hurt by one clause asks for it to be voted apart."""
    mass = sum(clause.mass for clause, w in zip(model.facts.clauses, draft.text, strict=True) if w != OUT)
    parts = set()
    for d in model.delegations:
        if model.random.random() >= d.p.zeal * d.country.propensity:
            continue
        worst, least = None, -d.p.stir
        for c, wording in enumerate(draft.text):
            if wording != OUT:
                terms = d.terms(model.facts.clauses[c], wording)
                share = model.facts.clauses[c].mass / mass
                value = share * (terms.text + terms.help + terms.duty) + terms.red
                if value < least:
                    worst, least = c, value
        if worst is not None:
            parts.add(worst)
    return parts


def vote_on_part(model: "Assembly", draft: Draft, clause: int) -> None:
    """A part that does not get a majority falls out."""
    text = list(draft.text)
    without = after(text, Change(clause, OUT))

    def weigh(d: Delegation) -> float:
        loyal = d.p.loyalty if d.seat in draft.sponsors else 0.0
        return float(d.p.text * d.change_in_worth(without, text) * standing(text) + d.p.comity + loyal)

    ballots = call_the_vote(model, draft, weigh)
    if ballots is not None and not carries(ballots):
        draft.text, draft.amended = without, True
        reject_if_empty(draft)


def decide(model: "Assembly", draft: Draft) -> None:
    """Without a vote, unless somebody who would vote no asks for a recorded one."""
    leanings = {d.seat: leaning(d, draft, draft.text).eta for d in model.delegations}
    against = [d for d in model.delegations if leanings[d.seat] < -edges(d.p, draft).no]
    asks = [d for d in against if model.random.random() < d.p.ask_vote * (0.25 + d.country.propensity)]
    if not asks:
        draft.status = "consensus"
        return
    ballots = call_the_vote(model, draft, lambda d: leanings[d.seat], whole=True)
    if ballots is not None:
        draft.ballots = ballots
        draft.status = "adopted" if carries(ballots) else "rejected"


def explain_votes(model: "Assembly") -> None:
    """Those ready to lead explain the vote they felt most strongly about."""
    for d in model.delegations:
        cast = [
            draft
            for draft in model.drafts
            if draft.ballots.get(d.seat, ABSENT) != ABSENT and d.seat not in draft.sponsors
        ]
        if cast and model.random.random() < d.p.voice * d.country.propensity:
            leanings = [(leaning(d, draft, draft.text), draft) for draft in cast]
            lean, draft = min(leanings, key=lambda pair: pair[0].eta)
            model.explanations[d.seat] = (draft.number, ground(lean, draft.ballots[d.seat]))


def ground(lean: Leaning, ballot: str) -> str:
    """The ground that pulled most toward a ballot: toward no unless it was yes."""
    sign = 1 if ballot == YES else -1
    name = max(lean._fields[1:], key=lambda term: sign * getattr(lean, term))
    return name if sign * getattr(lean, name) > 0 else "chance"
