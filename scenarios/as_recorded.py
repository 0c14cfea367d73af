"""Rates freed of what pacts and threats held back while the record was made.

The record before a year was made under the pacts and threats of the years before it.  Rates from it are divided by the
share of operations that is run under them in the first quarter, so that this quarter brings what the record says, and
the counterfactual without pacts brings more.  States hold back by the doctrines that they hold by default: a doctrine
that a scenario gives them did not make the record.
"""

from dataclasses import replace

import numpy as np

from demarche.agents.doctrine.doctrine import Doctrine
from demarche.agents.doctrine.national import NationalInterest
from demarche.sim.aftermath.bonds import bonds
from demarche.sim.aftermath.holding import held
from demarche.sim.aftermath.stages import open_quarters
from demarche.sim.aftermath.threats import make
from demarche.sim.conduct import Threats
from demarche.sim.procedure.order import may
from demarche.sim.procedure.step import step
from demarche.sim.record import Briefs, Record, World, opening
from demarche.sim.rows import look_up
from demarche.sim.rules import Rules
from demarche.sim.session import Chance, ask
from demarche.sim.terms import Floats, Stage, Status

TIMES = 4
"""How often rates are divided anew: how far states hold back depends on the rates a little."""
LEAST_RUN = 0.05
"""Rates are divided by no less than this.  Chosen: only a text that covers a kind wholly comes near it."""


def as_recorded(rules: Rules, briefs: Briefs, usual: Doctrine, quarter: int) -> Rules:
    """The rules with rates that bring in a quarter what the record before it says.

    usual    the doctrines that the seats hold by default, of one world
    quarter  the first one of the rates; threats planned for earlier ones stand in it, and pacts in force from the start
    """
    conduct = rules.conduct
    if not conduct.quarters or not (rules.standing.any() or (conduct.threats.quarter < quarter).any()):
        return rules
    one, briefs = rules.take(slice(1)), briefs.take(slice(1))
    recorded = rate = one.conduct.rate
    for _ in range(TIMES):
        run = share_run(with_rate(one, rate), briefs, usual, quarter)
        rate = np.asarray(recorded / np.maximum(run, np.float32(LEAST_RUN)), np.float32)
    return with_rate(rules, np.broadcast_to(rate, conduct.rate.shape))


def with_rate(rules: Rules, rate: Floats) -> Rules:
    """The rules with other operations a quarter, (B, S, S)."""
    return replace(rules, conduct=replace(rules.conduct, rate=rate))


def share_run(rules: Rules, briefs: Briefs, usual: Doctrine, quarter: int) -> Floats:
    """Share of its operations that each runs against each under the pacts and threats of before, (1, S, S)."""
    world = before(rules, quarter)
    seats = [NationalInterest(usual)] * rules.seats
    luck = Chance(0, np.zeros(1, np.int64))  # how far states hold back takes no chance
    while world.record.stage[0] != Stage.NATURE:
        verbs = may(rules, world)
        world = step(rules, world, ask(rules, world, briefs, verbs, seats, luck), verbs)
    b = bonds(rules, world)
    h = held(b)
    whole = look_up(b.share, h.of.world, h.of.one).sum(axis=1)
    run = np.ones(rules.conduct.rate.shape, np.float32)
    run.reshape(-1)[h.of.pair] = np.where(whole > 0, h.left.sum(axis=1) / np.maximum(whole, np.float32(1e-6)), 1)
    return run


def before(rules: Rules, quarter: int) -> World:
    """One world as a quarter begins, with the pacts in force from the outset and the threats of earlier quarters."""
    planned, every = rules.conduct.threats, np.ones(1, bool)
    none = Threats(*(getattr(planned, name)[:0] for name in Threats.__slots__))
    unthreatened = replace(rules, conduct=replace(rules.conduct, threats=none, weight=rules.conduct.weight[:, :0]))
    world = opening(rules, np.zeros(1, np.int16))
    record: Record = world.record.but(every, status=np.where(rules.standing.any(axis=1), Status.SIGNED, Status.HELD))
    record = open_quarters(unthreatened, record, every)
    for e in np.argsort(planned.quarter, kind="stable"):
        if planned.quarter[e] < quarter:
            record = record.but(every, quarter=planned.quarter[e])
            record = replace(record, **{name: getattr(record, name).copy() for name in ("threat", "renewed", "about")})
            at = (np.zeros(1, np.intp), planned.by[e : e + 1], planned.against[e : e + 1])
            make(rules, record, at, rules.conduct.weight[:, e], int(planned.kinds[e]))
    return world.now(record.but(every, quarter=quarter))
