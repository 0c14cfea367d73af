"""The network of pacts that comes of seventeen years of proposals, beside the real one.

Of Russia's partners in bilateral agreements on information security, and of China's in pledges against theft for
commercial advantage: how often each member is one in the worlds played, and how well that ranks those that really are.
Over all pairs a ranking would only say "Russia", as every such agreement is with it, and the hubs are set by hand.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from demarche.scenarios import tables
from demarche.scenarios.proposals import HUBS
from demarche.scenarios.rates.gravity import gdp
from demarche.scenarios.rates.record import decayed
from demarche.sim.record import Record
from demarche.sim.rules import Rules
from demarche.sim.terms import Bools, Floats, Kind

AGREEMENT, PLEDGE = "information-security agreement", "commercial-espionage pledge"
OF = {"RUS": AGREEMENT, "CHN": PLEDGE}
"""The state whose partners are ranked, and the kind of pact."""
BEFORE = {"RUS": 2009, "CHN": 2015}
"""Rankings by incidents and size alone use data from before that year; the first pacts of each kind came later."""
COVERS = 0.3
"""Share of theft that a text clearly covers, from which it counts as a pledge against theft."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """How well each member's partners are ranked: areas under the curve, 0 .. 1, of the model and of one thing alone.

    state, kind  of whom, in what      real, played  partners in the record, and on average in a world
    model, incidents, size  areas under the curve
    ranked  the members most often partners, with their share of worlds
    """

    state: str
    kind: str
    real: tuple[str, ...]
    played: float
    model: float
    incidents: float
    size: float
    ranked: tuple[tuple[str, float], ...]


def real_partners(state: str, kind: str) -> tuple[str, ...]:
    """Members that have a dated, confirmed, bilateral pact of that kind with a state, in the order of their dates."""
    rows = [
        row
        for row in tables.read("pacts")
        if row["kind"] == kind and row["signed"] and row["confirmed"] == "yes" and row["parties_confirmed"] == "yes"
    ]
    pairs = [(row["signed"], row["parties"].split()) for row in rows]
    found = [next(p for p in who if p != state) for _, who in sorted(pairs) if len(who) == 2 and state in who]
    return tuple(dict.fromkeys(found))


def partners(rules: Rules, record: Record, state: str, *, theft: bool) -> Bools:
    """With whom a state has signed a bilateral pact proposed in the quarters, in each world, (B, S)."""
    hub, slots = rules.roster.names.index(state), slice(rules.texts, None)
    clear, _ = rules.conduct.covers(record.wording)
    of_kind = (clear[:, slots, Kind.THEFT] >= COVERS) == theft
    signed = record.signed[:, slots] & (of_kind & (record.signed[:, slots].sum(axis=2) == 2))[..., None]
    found = (signed & signed[..., hub, None]).any(axis=1)
    found[:, hub] = False
    return np.asarray(found)


def area(score: Floats, positive: Bools) -> float:
    """Area under the curve: the chance that one that is positive is ranked above one that is not; ties count half."""
    yes, no = score[positive], score[~positive]
    above = (yes[:, None] > no).mean() + 0.5 * (yes[:, None] == no).mean()
    return float(above)


def ranking(played: Sequence[tuple[Rules, Record]], state: str, shown: int = 12) -> Ranking:
    """How the partners of a state come out of the worlds played, beside incidents alone and size alone."""
    names, kind = played[0][0].roster.names, OF[state]
    found = np.concatenate([partners(rules, record, state, theft=kind == PLEDGE) for rules, record in played])
    share, hub = found.mean(axis=0), names.index(state)
    real = tuple(name for name in real_partners(state, kind) if name in names)
    others = np.arange(len(names)) != hub
    positive = np.isin(names, real)[others]
    members = list(tables.members())
    at = [members.index(name) for name in names]
    before = BEFORE[state]
    incidents = decayed(max(before, 2009), 1.0)[members.index(state), at]
    by_share = sorted(zip(names, share.tolist(), strict=True), key=lambda one: -one[1])
    return Ranking(
        state=state,
        kind=kind,
        real=real,
        played=float(found.sum(axis=1).mean()),
        model=area(share[others], positive),
        incidents=area(incidents[others].astype(float), positive),
        size=area(gdp(before)[at][others], positive),
        ranked=tuple(by_share[:shown]),
    )


ASSUMED = (
    f"Set by hand: that {', '.join(f'{hub} approaches {n:g} partners a year' for hub, n in HUBS.items())} and nobody "
    "else does, that members of NATO and the European Union are never approached, the weights of likeness, of a common "
    "organisation and of product, and that pledges against theft are asked of states that mostly steal. Five pledges "
    "and some twenty agreements are too few to fit: this describes, and tests little."
)
"""What the hand-set hubs assume, for the page that shows a ranking."""
