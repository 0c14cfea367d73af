"""The library of scenarios as a table."""

import pandas as pd

from demarche.scenarios.load import load, names, plugged_in, without_committee
from demarche.ui.catalogue import entry


def library() -> pd.DataFrame:
    """The scenarios that can be played, one a row, by id: those of the program and those that plug-ins bring.

    year, title, body, decision (vote, consensus, unanimity), level 1 .. 4 of rules, difficulty 1 .. 3, minutes that a
    person needs, seats, quarters after the session, invented (True where no real states sit in it).  Campaigns are not
    in it: `demarche list` shows them.
    """
    scenarios = [load(name) for name in [*names(), *without_committee(), *plugged_in()]]
    rows = [entry(scenario) | {"quarters": scenario.quarters} for scenario in scenarios]
    return pd.DataFrame(rows).set_index("id")
