"""Names of factors: each is a column of tables, so it may not be that of a column which the program makes itself."""

import re
from collections.abc import Iterable, Sequence

from demarche.scenarios.reading.text import quoted
from demarche.scenarios.study.measures import EFFECT, TWIN
from demarche.scenarios.study.schema import Factor
from demarche.sim.answers import ANSWERS
from demarche.sim.outcome import PER_DRAFT, TALLY, Questions
from demarche.sim.pacts import INTENDED, PER_PACT, SERIES
from demarche.sim.terms import Unreadable

UNIT = "unit_"
"""Begins the columns of a design that say where on the unit interval a factor was sampled."""
COLUMNS = ("point", "replicate", "seed", "error", "quarter")
"""The columns of results beside the measures."""
OF_WORLDS = ("adopted", "yes_to_all", "denounced", "displacement", *ANSWERS)
"""Measures of a world as a whole."""
OF_DRAFTS = (*PER_DRAFT, *TALLY, "adopted", "rejected", "not_put", *INTENDED, *PER_PACT, *Questions.__slots__, *SERIES)
"""Measures and counts of each draft, whose number follows: `yes_1`."""
NOT_IN_RUNS = tuple(name for name in SERIES if name not in (*INTENDED, *PER_PACT))
"""Counts by quarter that no measure of a run is named after."""
PLAIN = re.compile(r"[a-z][a-z0-9_]*")


def require_free(factors: Sequence[Factor]) -> None:
    """Raises Unreadable at the first factor whose name cannot be a column, with one that can."""
    for i, factor in enumerate(factors):
        if (why := trouble(factor.name)) is not None:
            others = [other.name for other in factors if other is not factor]
            raise Unreadable(
                f"factors.{i}.name: {quoted(factor.name)} {why}; {suggestion(factor.name, others)} would do"
            )


def trouble(name: str) -> str | None:
    """Why a name cannot be that of a factor, in words that follow the name; None where it can."""
    if not PLAIN.fullmatch(name):
        return "is not a name: small letters a-z, digits and _ are, beginning with a letter"
    if name in COLUMNS:
        return "is a column of the results themselves"
    if name.startswith(UNIT):
        return f"begins with {UNIT}, as the columns do that say where a factor was sampled"
    if name.endswith((TWIN, EFFECT)):
        return (
            f"ends with {TWIN if name.endswith(TWIN) else EFFECT}, as the columns do that compare a world with its twin"
        )
    stem, _, number = name.rpartition("_")
    if name in OF_WORLDS or (number.isdigit() and stem in OF_DRAFTS):
        return "is the name of a measure"
    return None


def suggestion(name: str, others: Iterable[str]) -> str:
    """A name close to one that cannot be, that can be and that no other factor has."""
    stem = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_").removeprefix(UNIT)
    stem = stem.removesuffix(TWIN).removesuffix(EFFECT).lstrip("0123456789_") or "factor"
    taken = {other.lower() for other in others}
    number = 1
    found = stem
    while found in taken or trouble(found) is not None:
        found = f"{stem}_factor" if number == 1 else f"{stem}_factor_{number}"
        number += 1
    return found
