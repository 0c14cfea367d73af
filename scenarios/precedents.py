"""What had become of texts on the subject before a day, and the price of breaking consensus that follows from it.

    price = whole / 2^(group failed + text split)

The whole price is that of crossing a red line.  It is halved where the last group of experts or of all states ended
without a report, and halved where a text has been carried against as many votes as count as splitting the house.  The
rule is the same for every scenario; its two halves are judged.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from demarche.agents.doctrine.parameters import TABLE
from demarche.scenarios.schema import Scenario
from demarche.scenarios.tables import read

HALF = 0.5
"""What each of the two leaves of the price; judged."""


@dataclass(frozen=True, slots=True)
class Precedent:
    """One text of the past: what it was and how it ended.

    day     ISO, or year and month      of  its id in documents.toml or timeline.toml, or its symbol in resolutions.csv
    kind    resolution, code, report or pact      result  consensus, vote, not-put, failed or signed
    yes, no as counted in the plenary, None where there was no vote or it is later than 2019
    """

    day: str
    of: str
    kind: str
    result: str
    yes: int | None
    no: int | None
    dissociated: bool


@cache
def precedents() -> tuple[Precedent, ...]:
    """All of them by day. Source: precedents.csv."""
    return tuple(_read())


def _read() -> Iterator[Precedent]:
    for row in read("precedents"):
        yes, no = (int(row[side]) if row[side] else None for side in ("yes", "no"))
        yield Precedent(row["date"], row["of"], row["kind"], row["result"], yes, no, bool(row["dissociated"]))


def earlier(day: str) -> list[Precedent]:
    """Those from before a day (ISO)."""
    return [one for one in precedents() if one.day < day]


def opening_day(scenario: Scenario) -> str:
    """The day before which a scenario knows the record: the first that a draft names, else the first of its year."""
    return min((d.record_before for d in scenario.drafts if d.record_before), default=f"{scenario.year}-01-01")


def price_of_split(scenario: Scenario) -> float:
    """What breaking consensus costs in a scenario, in utils: as the scenario says, else by the rule of the record."""
    if scenario.price_of_split is not None:
        return scenario.price_of_split
    return _default("red_line") * HALF ** len(reasons(opening_day(scenario)))


def reasons(day: str) -> list[str]:
    """What had lowered the price of a split by a day, in words."""
    past = earlier(day)
    groups = [one for one in past if one.kind == "report"]
    failed = bool(groups) and groups[-1].result == "failed"
    split = any(one.no is not None and one.no >= _default("a_split") for one in past)
    said = (("the last group had failed", failed), ("a text had split the house", split))
    return [words for words, so in said if so]


def _default(name: str) -> float:
    default = next(row.default for row in TABLE if row.name == name)
    assert isinstance(default, float)
    return default
