"""The names of states in words."""

from functools import cache

from demarche.scenarios import tables
from demarche.scenarios.schema import Scenario

SHORT = {
    "Bolivia (Plurinational State of)": "Bolivia",
    "Democratic People's Republic of Korea": "DPR Korea",
    "Iran (Islamic Republic of)": "Iran",
    "Lao People's Democratic Republic": "Lao PDR",
    "Micronesia (Federated States of)": "Micronesia",
    "Netherlands (Kingdom of the)": "Netherlands",
    "Russian Federation": "Russia",
    "Syrian Arab Republic": "Syria",
    "United Kingdom of Great Britain and Northern Ireland": "United Kingdom",
    "United Republic of Tanzania": "Tanzania",
    "United States of America": "United States",
    "Venezuela (Bolivarian Republic of)": "Venezuela",
}


@cache
def member_name(iso3: str) -> str:
    """The short name of a member of the United Nations; the code of whatever is none."""
    member = tables.members().get(iso3)
    return SHORT.get(member.name, member.name) if member else iso3


def state_name(scenario: Scenario, code: str) -> str:
    """The short name of a state of a scenario, invented or not."""
    return scenario.fictional[code].name if code in scenario.fictional else member_name(code)
