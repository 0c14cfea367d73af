"""Pacts as objects for machines."""

from typing import Any

import numpy as np

from demarche.sim.pacts import INTENDED, PER_PACT, SERIES, Pacts
from demarche.sim.secrets import Sum
from demarche.sim.session import Moment, Session
from demarche.ui.story.quarters import first_quarter

DIGITS = 6
SHARES = ("measures_delivered", "assistance_given", "substance")


def pact_results(session: Session, moments: list[Moment], found: Pacts) -> list[dict[str, Any]]:
    """One object for every draft that is or could be a pact."""
    return [pact_result(session, moments, found, d) for d in np.flatnonzero(found.possible[0]).tolist()]


def pact_result(session: Session, moments: list[Moment], found: Pacts, d: int) -> dict[str, Any]:
    """What became of one pact beside its counterfactual; None for what a pact that was not signed does not have."""
    names = session.rules.roster.names
    signed, since = bool(found.signed[0, d]), first_quarter(moments, d)

    def number(name: str) -> int | float | None:
        """A measure of this pact."""
        value = float(getattr(found, name)[0, d])
        if not signed or np.isnan(value):
            return None
        return round(value, DIGITS) if name in SHARES else int(value)

    return {
        "id": session.rules.drafts[d],
        "parties": [names[s] for s in np.flatnonzero(found.parties[0, d])],
        "signed": signed,
        "in_force": bool(found.in_force[0, d]),
        "since_quarter": since + 1 if since is not None else None,
        **{name: number(name) for name in PER_PACT},
        **{name: int(getattr(found, name)[0, d]) for name in INTENDED if name != "signed"},
        "denounced": [names[s] for s in np.flatnonzero(found.denounced[0, d])] if signed else None,
        "quarters": [quarter_result(found, d, t) for t in range(found.series.shape[2])],
    }


def quarter_result(found: Pacts, d: int, t: int) -> dict[str, int | None]:
    """The counts of one quarter, with operations of the counterfactual."""
    signed = bool(found.signed[0, d])
    here, there = found.series[0, d, t], found.twin[0, d, t]
    table = {name: int(here[kind]) if signed or name in INTENDED else None for name, kind in SERIES.items()}
    return table | {
        "operations_counterfactual": int(there[Sum.OPERATIONS]) if signed else None,
        "operations_intention_to_treat_counterfactual": int(there[Sum.AMONG]),
    }
