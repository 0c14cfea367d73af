"""The general debate: one statement each, then the right of reply."""

from typing import TYPE_CHECKING

from bench.mesa_loops.country import OUT
from bench.mesa_loops.delegation import Delegation

if TYPE_CHECKING:
    from bench.mesa_loops.model import Assembly


def debate(model: "Assembly") -> None:
    """Statements on the clauses most at stake; whoever was named may reply, and names nobody."""
    named = set()
    for d in model.delegations:
        draft = max(model.drafts, key=lambda one: abs(d.worth(one.text)))
        if model.random.random() >= d.p.voice + d.country.propensity or not (said := stands(d, draft.text)):
            continue
        model.statements[d.seat] = said
        if d.worth(draft.text) < 0 and model.random.random() < d.p.naming and draft.pen != d.seat:
            named.add(draft.pen)
    for seat in sorted(named):
        d = model.delegations[seat]
        model.counts["replies"] += model.random.random() < d.p.voice + d.country.propensity


def stands(d: Delegation, text: list[int]) -> list[tuple[int, int]]:
    """The two clauses of a text most at stake, and the wording of each that is nearest."""
    clauses = d.model.facts.clauses
    stakes = [
        (-clauses[c].mass * d.country.weight[c] * abs(clauses[c].wordings[w].position - d.ideal[c]), c)
        for c, w in enumerate(text)
        if w != OUT
    ]
    said = []
    for _, c in sorted(stakes)[:2]:
        far = [abs(wording.position - d.ideal[c]) for wording in clauses[c].wordings]
        said.append((c, far.index(min(far))))
    return said
