"""What a report says, worked out before anything is drawn."""

from dataclasses import dataclass

from demarche.scenarios.study.convergence import Convergence, convergence
from demarche.scenarios.study.effects import Paired, paired, with_twins
from demarche.scenarios.study.indices import KIND, Indices, indices, warnings_of
from demarche.scenarios.study.measures import TWIN
from demarche.scenarios.study.results import Results
from demarche.scenarios.study.samples import few_replicates
from demarche.ui.report.study_unvaried import Unvaried, subject, unvaried
from demarche.ui.report.study_words import factor_named


@dataclass(frozen=True, slots=True)
class Findings:
    """All that is worked out of results.

    why_not   measure -> why it has no indices      unsure  what a reader must know of intervals; a sentence each
    unvaried  what does not vary, a sentence each
    """

    results: Results
    indices: dict[str, Indices]
    why_not: dict[str, str]
    convergence: list[Convergence]
    paired: list[Paired]
    unsure: list[str]
    unvaried: Unvaried


def findings(results: Results) -> Findings:
    """Everything that is worked out of results."""
    measured = [convergence(results, name) for name in results.measures if not name.endswith(TWIN)]
    checks = [check for check in measured if check is not None]
    same = unvaried(results, checks)
    varied = [name for name in results.measures if name not in same.constant and name not in same.unmoved]
    found = {name: indices(results, name) for name in varied} if results.study.design.kind in KIND else {}
    there = {name: index for name, index in found.items() if isinstance(index, Indices)}
    base = results.study.design.base or 0
    doubts = [
        f"{subject(name)}: {said}."
        for name, index in there.items()
        for said in warnings_of(index, base, [factor_named(results, factor) for factor in index.factors])
    ]
    few = few_replicates(results)
    return Findings(
        results,
        there,
        {name: f"{subject(name)}: {why}." for name, why in found.items() if isinstance(why, str)},
        checks,
        [paired(results, name) for name in with_twins(results)],
        [*([few] if few else []), *doubts],
        same,
    )
