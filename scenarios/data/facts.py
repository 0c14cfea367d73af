"""Measured facts of each member as shares and features: digital development, size, operations. All (193,), by ISO3."""

import math
from collections import Counter
from functools import cache

import numpy as np

from demarche.scenarios.data.regress import Floats
from demarche.scenarios.tables import members, members_of, profiles, read

LARGEST = 20  # a delegation of this rank by GDP is taken to have the staff to be everywhere; judged
ACTIVE = 0.3  # and so is a profiled one at least this ready to lead; judged


@cache
def measured(variable: str, before: int) -> dict[str, float]:
    """The latest figures of a variable of capability.csv from before a year, by ISO3; else the earliest."""
    rows = [row for row in read("capability") if row["variable"] == variable]
    years = {int(row["year"]) for row in rows}
    year = max((year for year in years if year < before), default=min(years))
    return {row["iso3"]: float(row["value"]) for row in rows if int(row["year"]) == year and row["iso3"] in members()}


def rank_share(value: float, among: list[float]) -> float:
    """The share of the others that lie below a value which is itself among them, ties by half. In [0, 1]."""
    below = sum(other < value for other in among)
    equal = sum(other == value for other in among) - 1
    return (below + 0.5 * equal) / (len(among) - 1)


def development(before: int) -> Floats:
    """How little digital capacity each has, (193,): 0 the most, 1 the least.

    1 - the mean of two rank shares, ITU Global Cybersecurity Index and GDP per head at purchasing power; of the one
    where the other is missing. Ranks, because the scale of the index changed in 2020 and 2024.
    """
    tables = [measured("itu_gci", before), measured("gdp_pc_ppp_2021usd", before)]
    ranked = [{iso3: rank_share(value, list(table.values())) for iso3, value in table.items()} for table in tables]
    return np.array([1.0 - np.mean([shares[iso3] for shares in ranked if iso3 in shares]) for iso3 in members()])


def size(before: int) -> Floats:
    """Material capability, (193,): natural logarithm of the CINC share; the least of all where missing or 0."""
    cinc = {iso3: value for iso3, value in measured("cinc", before).items() if value > 0}
    least = min(cinc.values())
    return np.array([math.log(cinc.get(iso3, least)) for iso3 in members()])


def operations() -> Floats:
    """Operations laid to each, (193,): log(1 + incidents it began in EuRepoC, 2000-2023). Western-reported."""
    begun: Counter[str] = Counter()
    for row in read("incidents"):
        if row["source"] == "eurepoc":  # never added to dcid2: the two overlap
            begun[row["initiator_iso3"]] += int(row["count"])
    return np.array([math.log1p(begun[iso3]) for iso3 in members()])


def propensity(before: int) -> Floats:
    """Readiness to lead of a state without a profile, (193,): 0.05 + 0.25 x the rank share of its size. Judged."""
    sizes = size(before).tolist()
    return np.array([0.05 + 0.25 * rank_share(value, sizes) for value in sizes])


def capacity(before: int) -> list[int]:
    """Acts per round of informals, 193: 2 for the P5, the 20 largest economies and active profiled states; else 1."""
    economies = measured("gdp_ppp_2021usd_bn", before)
    largest = set(sorted(economies, key=lambda iso3: economies[iso3], reverse=True)[:LARGEST])
    active = {iso3 for iso3, profile in profiles().items() if profile.propensity >= ACTIVE}
    return [2 if iso3 in members_of("p5") | largest | active else 1 for iso3 in members()]
