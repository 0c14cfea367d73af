"""The record: reported state-linked operations by initiator, target and year.

An operation is a campaign by one state, or by someone it directs, against one other that a research group or a
government could report as one incident.  An incident with several targets counts once for each.
Source: EuRepoC.  incidents.csv gives the years before 2010, dyad_years.csv those from 2010.
"""

from functools import cache

import numpy as np

from demarche.scenarios.tables import members, read
from demarche.sim.terms import Floats, Ints

FIRST, LAST = 2003, 2023
"""Years of the record.  2023 is half empty: an incident enters when it is made public."""
DETAILED = 2010
"""The first year of dyad_years.csv."""
LEVEL_YEARS = 3
"""The level of a year is the mean total of so many years before it.  Chosen, not fitted."""


@cache
def reported() -> Ints:
    """Operations by year, initiator and target, (LAST - FIRST + 1, 193, 193) int64, members in the order of ISO3."""
    place = {iso3: i for i, iso3 in enumerate(members())}
    counts = np.zeros((LAST - FIRST + 1, len(place), len(place)), np.int64)
    early = ((row, "count") for row in read("incidents") if row["source"] == "eurepoc" and int(row["year"]) < DETAILED)
    late = ((row, "incidents") for row in read("dyad_years") if row["un_members"] == "1")
    for row, column in (*early, *late):
        initiator, target = place.get(row["initiator_iso3"]), place.get(row["target_iso3"])
        if initiator is not None and target is not None:
            counts[int(row["year"]) - FIRST, initiator, target] += int(row[column])
    counts.flags.writeable = False
    return counts


def of_year(year: int) -> Ints:
    """Operations of one year, (193, 193).  Raises ValueError outside the record."""
    if not FIRST <= year <= LAST:
        raise ValueError(f"the record goes from {FIRST} to {LAST}, and {year} is not in it")
    return np.asarray(reported()[year - FIRST])


def decayed(before: int, decay: float) -> Floats:
    """The record before a year, (193, 193): the newest year in full, each earlier one multiplied by `decay` again."""
    years = np.arange(FIRST, min(before, LAST + 1))
    weight = decay ** (before - 1 - years).astype(float)
    return np.einsum("y,yij->ij", weight, reported()[: len(years)])


def level(before: int) -> float:
    """Operations a year among all members that a year is expected to bring: the mean of the three years before it."""
    return float(np.mean([of_year(year).sum() for year in range(before - LEVEL_YEARS, before)]))
