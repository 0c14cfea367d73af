"""What measures and factors are called in figures and captions; docs/results.md defines the measures in full."""

from demarche.agents.doctrine.parameters import TABLE
from demarche.scenarios.study.measures import EFFECT, TWIN, is_true_or_not, kind_of
from demarche.scenarios.study.results import Results
from demarche.scenarios.study.samples import FIXED, few_replicates

OF_A_DRAFT = {
    "adopted": "draft {n} adopted",
    "rejected": "draft {n} rejected in a vote",
    "not_put": "draft {n} kept back, passed over or withdrawn",
    "yes": "votes in favour of draft {n}, where a vote was recorded",
    "no": "votes against draft {n}, where a vote was recorded",
    "abstain": "abstentions on draft {n}, where a vote was recorded",
    "absent": "absences from the vote on draft {n}, where one was recorded",
    "split": "no ÷ (yes + no) in the recorded vote on draft {n}",
    "sponsors": "sponsors of draft {n}",
    "position": "mean position of draft {n}, −1 information-security to 1 cybersecurity (judged)",
    "vague": "mean vagueness of draft {n}, 0 to 1 (judged)",
    "depth": "mean depth of draft {n}, 0 to 1 (judged)",
    "from_information_security": "distance of draft {n} from the information-security pole, 0 to 2 (judged)",
    "from_cybersecurity": "distance of draft {n} from the cybersecurity pole, 0 to 2 (judged)",
    "from_nash": "distance of draft {n} from the Nash bargaining point, in utils",
    "from_kalai_smorodinsky": "distance of draft {n} from the Kalai–Smorodinsky point, in utils",
    "changed": "clauses of draft {n} worded otherwise than at the opening",
    "struck": "clauses of draft {n} left out since the opening",
    "amendments_put": "amendments to draft {n} put to a vote",
    "amendments_adopted": "amendments to draft {n} adopted",
    "parts_put": "parts of draft {n} voted on separately",
    "parts_lost": "parts of draft {n} that were voted out",
    "motions_put": "procedural motions on draft {n} put to a vote",
    "motions_carried": "procedural motions on draft {n} carried",
    "signed": "pact {n} signed",
    "measures_delivered": "measures delivered, as a share of those due under pact {n}",
    "breaches": "breaches: operations among the parties that pact {n} clearly rules out",
    "contested": "operations attributed to the right state that pact {n} covers only arguably",
    "attributed": "operations among the parties to pact {n} that are attributed to the right state",
    "false_signals": "signals attributed to a party to pact {n} that had done nothing of the kind",
    "operations_within": "operations of the parties to pact {n} against each other",
    "operations_within_counterfactual": "operations of the parties to pact {n} against each other, without the pact",
    "operations_intention_to_treat": "operations among those who may sign pact {n}, signed or not",
    "operations_intention_to_treat_counterfactual": "operations among those who may sign pact {n}, without the pact",
    "theft_within": "theft of trade secrets of the parties to pact {n} against each other",
    "theft_within_counterfactual": "theft of trade secrets of the parties to pact {n}, without the pact",
    "disruption_within": "disruption of the parties to pact {n} against each other",
    "disruption_within_counterfactual": "disruption of the parties to pact {n}, without the pact",
    "reported_within": "operations among the parties to pact {n} that are reported",
    "assistance_given": "assistance given, as a share of that due under pact {n}",
    "theft": "theft of trade secrets of the parties to pact {n} against each other",
    "espionage": "espionage of the parties to pact {n} against each other",
    "disruption": "disruption of the parties to pact {n} against each other",
    "information_operations": "operations on public opinion of the parties to pact {n} against each other (judged)",
    "reported": "operations among the parties to pact {n} that are reported",
    "ready_to_name": "reported operations among the parties to pact {n} whose author can be named",
    "assistance_due": "assistance due under pact {n}",
    "substance": "mean of the shares of measures delivered and operations prevented under pact {n}",
    "accusations": "public accusations among the parties to pact {n}",
    "sanctions": "pairs of parties to pact {n} between which sanctions were used",
    "operations": "operations of the parties to pact {n} against each other",
    "measures_due": "measures due under pact {n}",
}
"""Measures and counts of one draft; {n} is its number. A column may end in it: `yes_1`."""
BY_QUARTER = {
    "measures_delivered": "measures delivered under pact {n}",
    "assistance_given": "assistance given under pact {n}",
}
"""What is counted by quarter; over a whole run it is a share."""
OF_A_WORLD = {
    "adopted": "drafts adopted",
    "yes_to_all": "states that voted yes on every draft",
    "denounced": "pacts that a party denounced",
    "displacement": "operations against states outside the pact, less those without it",
    "namings": "times that a state names another for what it found, or uses sanctions on it",
    "statements": "public statements that accuse a state",
    "indictments": "indictments that accuse a state",
    "sanctions_used": "times that sanctions held over a state are used",
    "retaliations": "retaliations ordered",
    "consultations": "times that a party asks for the consultations of a pact",
    "protests": "protests in private",
    "denunciations": "times that a party leaves a pact",
}
RUNS, REPLICATES, QUARTER, MEAN_COUNT = "share of runs", "replicates", "quarter", "mean number per world"
ERROR, DIFFERENCE = "standard error, in units of the measure", "with the pact, less without it"
INDEX = {"sobol": "share of the variance between points", "morris": "effect, in units of the measure"}
EVEN = (
    "Sobol points are spread more evenly than random ones: where the outcome is smooth in the factors and has little "
    "chance, these intervals are wider than they need be."
)


def meaning(column: str, *, by_quarter: bool = False) -> str:
    """A column of results in words. by_quarter: it is a count of each quarter."""
    for ending, words in ((EFFECT, f": {DIFFERENCE}"), (TWIN, ": without the pact")):
        if column.endswith(ending):
            return meaning(column.removesuffix(ending), by_quarter=by_quarter) + words
    if column in OF_A_WORLD:
        return OF_A_WORLD[column]
    kind = kind_of(column)
    by_run = OF_A_DRAFT.get(kind, kind.replace("_", " "))
    words = BY_QUARTER.get(kind, by_run) if by_quarter else by_run
    return words.format(n=column.rpartition("_")[2])


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
