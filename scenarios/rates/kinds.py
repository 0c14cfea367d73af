"""What operations are for: the share of each kind among a state's operations.

Disruption is counted in the record.  How much of the rest is theft for commercial advantage is judged, and so are
information operations, which the record does not hold; access without known purpose is counted as espionage.
"""

from functools import cache

import numpy as np

from demarche.scenarios.rates.record import LAST
from demarche.scenarios.tables import members, read
from demarche.sim.parameter import Numbers
from demarche.sim.terms import Floats, Kind

PSEUDO = 10.0
"""Operations that the share of the whole world is worth against a state's own.  Chosen, not fitted."""
OF_ALL = 0.157
"""Share of disruption among all operations of 2010-23, for years without an earlier record."""
ON_OPINION = ("CHN", "IRN", "RUS")
"""States that run information operations.  Judged."""


@cache
def disruption(before: int) -> Floats:
    """Share of disruption among each member's operations, (193,), from the record before a year."""
    place = {iso3: i for i, iso3 in enumerate(members())}
    counts = np.zeros((2, len(place)))
    for row in read("dyad_years"):
        if int(row["year"]) < min(before, LAST) and row["un_members"] == "1":
            counts[:, place[row["initiator_iso3"]]] += int(row["disruption"]), int(row["incidents"])
    disruptive, all_of_them = counts
    whole = disruptive.sum() / all_of_them.sum() if all_of_them.any() else OF_ALL
    return np.asarray((disruptive + PSEUDO * whole) / (all_of_them + PSEUDO))


def shares(before: int, numbers: Numbers) -> Floats:
    """Share of each kind among each member's operations, (193, 4); information operations are beyond 1.

    numbers: of demarche.sim.conduct.TABLE, each one number.
    """
    names = list(members())
    disruptive = disruption(before)
    commercial = np.where(np.array(names) == "CHN", numbers.theft_china, numbers.theft)
    found = np.zeros((len(names), len(Kind)))
    found[:, Kind.DISRUPTION] = disruptive
    found[:, Kind.THEFT] = (1 - disruptive) * commercial
    found[:, Kind.ESPIONAGE] = (1 - disruptive) * (1 - commercial)
    found[:, Kind.INFORMATION] = np.isin(names, ON_OPINION) * numbers.information
    return found
