"""What the measures of a study mean, in a few words; docs/results.md says it in full."""

from demarche.scenarios.study.measures import EFFECT, TWIN, kind_of
from demarche.scenarios.study.results import Results
from demarche.scenarios.study.samples import FIXED, few_replicates

MEANING = {
    "adopted": "share of worlds in which the draft was adopted; without a number, how many drafts were",
    "rejected": "share of worlds in which the draft was rejected in a vote",
    "not_put": "share of worlds in which the draft was kept back, passed over or withdrawn",
    "yes": "votes in favour, where a vote was recorded",
    "no": "votes against, where a vote was recorded",
    "abstain": "abstentions, where a vote was recorded",
    "absent": "absences, where a vote was recorded",
    "split": "no ÷ (yes + no) in the recorded vote",
    "yes_to_all": "states that voted yes on every draft",
    "sponsors": "sponsors of the draft",
    "position": "mean position of the text, −1 information-security to 1 cybersecurity (judged)",
    "vague": "mean vagueness of the text, 0 to 1 (judged)",
    "depth": "mean depth of the text, 0 to 1 (judged)",
    "changed": "clauses worded otherwise than at the opening",
    "struck": "clauses left out since the opening",
    "signed": "share of worlds in which the pact was signed",
    "measures_delivered": "share of the measures due that were delivered",
    "breaches": "operations among the parties that the text clearly forbids",
    "contested": "operations laid at the right door that the text does not clearly forbid",
    "attributed": "operations laid at the right door",
    "false_signals": "signals laid at the door of a party that had done nothing of the sort",
    "operations_within": "operations of the parties against each other",
    "operations_within_counterfactual": "the same without the pact",
    "substance": "mean of the share of measures delivered and of the share of operations spared",
    "accusations": "public accusations among the parties",
    "sanctions": "pairs of parties between which sanctions were used",
    "denounced": "pacts that somebody left",
    "displacement": "operations against others, less those without the pact",
    "from_nash": "distance from the Nash bargaining point, in utils",
    "from_kalai_smorodinsky": "distance from the Kalai–Smorodinsky point, in utils",
}


def meaning(column: str) -> str:
    """A column of results in words."""
    for ending, words in ((EFFECT, "; with the pact, less without it"), (TWIN, "; in the same world without the pact")):
        if column.endswith(ending):
            return meaning(column.removesuffix(ending)) + words
    return MEANING.get(kind_of(column), kind_of(column).replace("_", " "))


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
    return f"{marks} are 95 % intervals from {of}: of chance and the other factors, were other points and chance drawn."
