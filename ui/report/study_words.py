"""What measures and factors are called in figures and captions; docs/results.md defines the measures in full."""

from demarche.agents.doctrine.parameters import TABLE
from demarche.scenarios.study.meanings import meaning_of
from demarche.scenarios.study.measures import is_true_or_not
from demarche.scenarios.study.results import Results
from demarche.scenarios.study.samples import FIXED, few_replicates

RUNS, REPLICATES, QUARTER, MEAN_COUNT = "share of runs", "replicates", "quarter", "mean number per world"
ERROR = "standard error, in units of the measure"
INDEX = {"sobol": "share of the variance between points", "morris": "effect, in units of the measure"}
EVEN = (
    "Sobol points are spread more evenly than random ones: where the outcome is smooth in the factors and has little "
    "chance, these intervals are wider than they need be."
)


def meaning(column: str, *, by_quarter: bool = False) -> str:
    """A column of results in words. by_quarter: it is a count of each quarter."""
    try:
        return meaning_of(column, by_quarter=by_quarter).words
    except KeyError:  # of a player that is no scenario
        return column.replace("_", " ")


def mean_of_runs(column: str) -> str:
    """The mean of a column over runs, for an axis."""
    return ("share of worlds with " if is_true_or_not(column) else "") + meaning(column)


def named(column: str) -> str:
    """The beginning of a caption: the mean of a column, and the column's name in the tables."""
    words = mean_of_runs(column)
    return f"{words[0].upper()}{words[1:]} (in the tables: {column})."


def factor_words(results: Results, factor: str) -> str:
    """A factor's label; where it has none and sets a number of the doctrine, what that number means."""
    label = results.label(factor)
    if label != factor:
        return label
    paths = next((f.path for f in results.study.factors if f.name == factor), (factor,))
    number = next((p for p in TABLE if f"settings.{p.name}" == paths[0]), None)
    words = factor.replace("_", " ")
    if number is None:
        return words
    unit = "" if number.unit == "1" else f", {number.unit}"
    return f"{words}: {number.meaning}{unit}"


def measure_named(column: str, *, by_quarter: bool = False) -> str:
    """A measure or count in words, with its name in the tables."""
    return f"{meaning(column, by_quarter=by_quarter)}{', by quarter' if by_quarter else ''} ({column})"


def factor_named(results: Results, factor: str) -> str:
    """A factor in words, with its name in the tables where that is another."""
    words = factor_words(results, factor)
    return words if words == factor else f"{words} ({factor})"


def bars(results: Results, marks: str = "Bars") -> str:
    """What the intervals of a study are of."""
    study = results.study
    if study.common_chance and study.replicates == 1:
        return few_replicates(results)
    fixed = study.design.kind in FIXED
    if fixed:
        return f"{marks} are 95 % intervals from replicates: of chance alone, were the same points played again."
    of = "points and replicates" if study.common_chance else "points"
    rows = {"sobol": "base rows", "morris": "trajectories"}.get(study.design.kind)
    if rows:
        of = of.replace("points", rows)
    said = f"{marks} are 95 % intervals from {of}: of chance and the other factors, were other points and chance drawn."
    return f"{said} {EVEN}" if study.design.kind == "sobol" else said
