"""Pacts as objects for machines."""

from typing import Any

import numpy as np

from demarche.sim.pacts import SERIES, Pacts
from demarche.sim.secrets import OPERATIONS
from demarche.sim.session import Moment, Session
from demarche.ui.story.quarters import first_quarter

DIGITS = 6


def pact_results(session: Session, moments: list[Moment], found: Pacts) -> list[dict[str, Any]]:
    """One object for every draft that is or could be a pact."""
    return [pact_result(session, moments, found, d) for d in np.flatnonzero(found.possible[0]).tolist()]


def pact_result(session: Session, moments: list[Moment], found: Pacts, d: int) -> dict[str, Any]:
    """What became of one pact beside its twin."""
    names = session.rules.roster.names
    signed = bool(found.signed[0, d])
    delivered = float(np.nan_to_num(found.measures_delivered[0, d])) if signed else 0.0
    return {
        "id": session.rules.drafts[d],
        "parties": [names[s] for s in np.flatnonzero(found.parties[0, d])],
        "signed": signed,
        "since_quarter": first_quarter(moments, d) + 1 if signed else None,
        "measures_delivered": round(delivered, DIGITS),
        "breaches": int(found.breaches[0, d]),
        "contested": int(found.contested[0, d]),
        "attributed": int(found.attributed[0, d]),
        "false_signals": int(found.false_signals[0, d]),
        "substance": round(float(found.substance[0, d]), DIGITS),
        "operations_within": int(found.operations_within[0, d]),
        "operations_within_counterfactual": int(found.operations_within_counterfactual[0, d]),
        "accusations": int(found.accusations[0, d]),
        "sanctions": int(found.sanctions[0, d]),
        "denounced": [names[s] for s in np.flatnonzero(found.denounced[0, d])],
        "quarters": [
            {name: int(found.series[0, d, t, kind]) for name, kind in SERIES.items()}
            | {"operations_counterfactual": int(found.twin[0, d, t, OPERATIONS])}
            for t in range(found.series.shape[2])
        ],
    }
