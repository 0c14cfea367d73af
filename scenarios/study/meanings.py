"""What every measure means, its unit and its range: for the docs, for figures and for the codebook of results."""

from dataclasses import dataclass

from demarche.scenarios.study.measures import EFFECT, TWIN, VOTE, name_of


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a measure means, in words; its unit; and the least and the most it can be, None where there is no bound."""

    words: str
    unit: str
    least: float | None = 0
    most: float | None = None


OF_A_DRAFT = {
    "adopted": Meaning("draft {n} adopted", "1 or 0", 0, 1),
    "rejected": Meaning("draft {n} rejected in a vote", "1 or 0", 0, 1),
    "not_put": Meaning("draft {n} kept back, passed over or withdrawn", "1 or 0", 0, 1),
    "yes": Meaning("votes in favour of draft {n}, where a vote was recorded", "seats"),
    "no": Meaning("votes against draft {n}, where a vote was recorded", "seats"),
    "abstain": Meaning("abstentions on draft {n}, where a vote was recorded", "seats"),
    "absent": Meaning("absences from the vote on draft {n}, where one was recorded", "seats"),
    "split": Meaning("no ÷ (yes + no) in the recorded vote on draft {n}", "share", 0, 1),
    "sponsors": Meaning("sponsors of draft {n}", "seats"),
    "position": Meaning(
        "mean position of draft {n}, −1 information-security to 1 cybersecurity (judged)", "position", -1, 1
    ),
    "vague": Meaning("mean vagueness of draft {n}, 0 to 1 (judged)", "vagueness", 0, 1),
    "depth": Meaning("mean depth of draft {n}, 0 to 1 (judged)", "depth", 0, 1),
    "from_information_security": Meaning(
        "distance of draft {n} from the information-security pole, 0 to 2 (judged)", "position", 0, 2
    ),
    "from_cybersecurity": Meaning(
        "distance of draft {n} from the cybersecurity pole, 0 to 2 (judged)", "position", 0, 2
    ),
    "from_nash": Meaning("distance of draft {n} from the Nash bargaining point, in utils", "utils"),
    "from_kalai_smorodinsky": Meaning("distance of draft {n} from the Kalai–Smorodinsky point, in utils", "utils"),
    "changed": Meaning("clauses of draft {n} worded otherwise than at the opening", "clauses"),
    "struck": Meaning("clauses of draft {n} left out since the opening", "clauses"),
    "amendments_put": Meaning("amendments to draft {n} put to a vote", "votes"),
    "amendments_adopted": Meaning("amendments to draft {n} adopted", "votes"),
    "parts_put": Meaning("parts of draft {n} voted on separately", "votes"),
    "parts_lost": Meaning("parts of draft {n} that were voted out", "votes"),
    "motions_put": Meaning("procedural motions on draft {n} put to a vote", "votes"),
    "motions_carried": Meaning("procedural motions on draft {n} carried", "votes"),
    "signed": Meaning("pact {n} signed", "1 or 0", 0, 1),
    "measures_delivered": Meaning("measures delivered, as a share of those due under pact {n}", "share", 0, 1),
    "breaches": Meaning("breaches: operations among the parties that pact {n} clearly rules out", "operations"),
    "contested": Meaning("operations attributed to the right state that pact {n} covers only arguably", "operations"),
    "attributed": Meaning(
        "operations among the parties to pact {n} that are attributed to the right state", "operations"
    ),
    "false_signals": Meaning("signals attributed to a party to pact {n} that had done nothing of the kind", "signals"),
    "operations_within": Meaning("operations of the parties to pact {n} against each other", "operations"),
    "operations_within_counterfactual": Meaning(
        "operations of the parties to pact {n} against each other, without the pact", "operations"
    ),
    "operations_intention_to_treat": Meaning(
        "operations among those who may sign pact {n}, signed or not", "operations"
    ),
    "operations_intention_to_treat_counterfactual": Meaning(
        "operations among those who may sign pact {n}, without the pact", "operations"
    ),
    "theft_within": Meaning("theft of trade secrets of the parties to pact {n} against each other", "operations"),
    "theft_within_counterfactual": Meaning(
        "theft of trade secrets of the parties to pact {n}, without the pact", "operations"
    ),
    "disruption_within": Meaning("disruption of the parties to pact {n} against each other", "operations"),
    "disruption_within_counterfactual": Meaning(
        "disruption of the parties to pact {n}, without the pact", "operations"
    ),
    "reported_within": Meaning("operations among the parties to pact {n} that are reported", "operations"),
    "assistance_given": Meaning("assistance given, as a share of that due under pact {n}", "share", 0, 1),
    "theft": Meaning("theft of trade secrets of the parties to pact {n} against each other", "operations"),
    "espionage": Meaning("espionage of the parties to pact {n} against each other", "operations"),
    "disruption": Meaning("disruption of the parties to pact {n} against each other", "operations"),
    "information_operations": Meaning(
        "operations on public opinion of the parties to pact {n} against each other (judged)", "operations"
    ),
    "reported": Meaning("operations among the parties to pact {n} that are reported", "operations"),
    "ready_to_name": Meaning(
        "reported operations among the parties to pact {n} whose author can be named", "operations"
    ),
    "assistance_due": Meaning("assistance due under pact {n}", "measures"),
    "substance": Meaning(
        "mean of the shares of measures delivered and operations prevented under pact {n}", "share", 0, 1
    ),
    "accusations": Meaning("public accusations among the parties to pact {n}", "accusations"),
    "sanctions": Meaning("pairs of parties to pact {n} between which sanctions were used", "pairs of states"),
    "operations": Meaning("operations of the parties to pact {n} against each other", "operations"),
    "measures_due": Meaning("measures due under pact {n}", "measures"),
}
"""Measures and counts of one draft; {n} is its number. A column may end in it: `yes_1`."""
OF_A_WORLD = {
    "adopted": Meaning("drafts adopted", "drafts"),
    "yes_to_all": Meaning("states that voted yes on every draft", "seats"),
    "denounced": Meaning("pacts that a party denounced", "pacts"),
    "displacement": Meaning(
        "operations against states outside the pact, less those without it", "operations", None, None
    ),
    "namings": Meaning("times that a state names another for what it found, or uses sanctions on it", "namings"),
    "statements": Meaning("public statements that accuse a state", "statements"),
    "indictments": Meaning("indictments that accuse a state", "indictments"),
    "sanctions_used": Meaning("times that sanctions held over a state are used", "sanctions"),
    "retaliations": Meaning("retaliations ordered", "retaliations"),
    "consultations": Meaning("times that a party asks for the consultations of a pact", "consultations"),
    "protests": Meaning("protests in private", "protests"),
    "denunciations": Meaning("times that a party leaves a pact", "denunciations"),
}
"""Measures of a world as a whole."""
OF_A_STATE = {
    "theft_done": Meaning("theft of trade secrets by {s} against {whom}", "operations"),
    "espionage_done": Meaning("espionage by {s} against {whom}", "operations"),
    "disruption_done": Meaning("disruption by {s} against {whom}", "operations"),
    "information_operations_done": Meaning("operations on public opinion by {s} against {whom}", "operations"),
    "theft_suffered": Meaning("theft of trade secrets against {s} by {whom}", "operations"),
    "espionage_suffered": Meaning("espionage against {s} by {whom}", "operations"),
    "disruption_suffered": Meaning("disruption against {s} by {whom}", "operations"),
    "information_operations_suffered": Meaning("operations on public opinion against {s} by {whom}", "operations"),
    "attributed": Meaning("operations of {s} that {whom} attribute to it, rightly", "operations"),
    "misattributed": Meaning("times that {whom} attribute to {s} what it has not done", "signals"),
    "accused": Meaning("public accusations of {s} by {whom}, sanctions among them", "accusations"),
    "falsely_accused": Meaning(
        "public accusations of {s} by {whom}, where the accuser has found no operation of it", "accusations"
    ),
    "operations_done": Meaning("operations of {s} against {whom}", "operations"),
    "operations_suffered": Meaning("operations against {s} by {whom}", "operations"),
    "payoff": Meaning(
        "operations that {s} ran against {whom}, less the harm of those it suffered by them (judged)",
        "gains of one operation",
        None,
        None,
    ),
    "trust": Meaning("mean belief of {whom}, at the end, that {s} honours its pledges", "probability", 0, 1),
}
"""Measures of a state {s}: `payoff_RUS` toward all others, `payoff_1_RUS` toward the other parties to the pact."""
OF_A_BALLOT = Meaning("vote of {s} on draft {n}: 1 yes, 0 abstained, -1 no", "ballot", -1, 1)
"""`vote_1_IND`: missing where the state was absent or no vote was recorded."""
OF_A_QUARTER = {
    "measures_delivered": Meaning("measures delivered under pact {n}", "measures"),
    "assistance_given": Meaning("assistance given under pact {n}", "measures"),
}
"""What is counted by quarter; over a whole run it is a share."""
DIFFERENCE, WITHOUT = "with the pact, less without it", "without the pact"


def meaning_of(column: str, *, by_quarter: bool = False) -> Meaning:
    """What a column of results means. by_quarter: it is a count of each quarter.  Raises KeyError where it has none."""
    if column.endswith(EFFECT):
        found = meaning_of(column.removesuffix(EFFECT), by_quarter=by_quarter)
        least = None if found.most is None else -found.most
        return Meaning(f"{found.words}: {DIFFERENCE}", found.unit, least, found.most)
    if column.endswith(TWIN):
        found = meaning_of(column.removesuffix(TWIN), by_quarter=by_quarter)
        return Meaning(f"{found.words}: {WITHOUT}", found.unit, found.least, found.most)
    name = name_of(column)
    if name.state is not None:
        whom = "all other states" if name.draft is None else f"other parties to pact {name.draft}"
        found = OF_A_BALLOT if name.kind == VOTE else OF_A_STATE[name.kind]
        words = found.words.format(n=name.draft, s=name.state, whom=whom)
    elif name.draft is None:
        found = OF_A_WORLD[name.kind]
        words = found.words
    else:
        found = (by_quarter and OF_A_QUARTER.get(name.kind)) or OF_A_DRAFT[name.kind]
        words = found.words.format(n=name.draft)
    return Meaning(words, found.unit, found.least, found.most)
