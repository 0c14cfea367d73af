"""The terms of each pact: of a draft those of the scenario, of a slot those of the template that it was signed on."""

import numpy as np

from demarche.sim.record import Record
from demarche.sim.rules import Rules
from demarche.sim.terms import Floats, Ints

BINDING, LINKAGE, RATIFICATION = 0, 1, 2
"""Columns of Rules.template_terms."""
DELAY, NOTICE = 0, 1
"""Columns of Rules.template_dates."""
OWN_WORDS = np.array([0.5, 0, 1], np.float32)
"""Binding, linkage and ratification of a pact that rests on no template. Judged."""


def binding(rules: Rules, record: Record) -> Floats:
    """How much each pact binds, (B, L), 0 .. 1."""
    return _with_slots(rules, record, rules.binding, BINDING)


def linkage(rules: Rules, record: Record) -> Floats:
    """Quarters' gains that other ties between its parties are worth to each when it is signed, (B, L)."""
    return _with_slots(rules, record, rules.linkage, LINKAGE)


def ratification(rules: Rules, record: Record) -> Floats:
    """Chance a quarter that each comes into force, its delay being over, (B, L)."""
    return _with_slots(rules, record, rules.ratification, RATIFICATION)


def delay(rules: Rules, record: Record) -> Ints:
    """Quarters from signature until each can come into force, (B, L) or (L,)."""
    if not rules.slots:
        return rules.delay
    own = np.broadcast_to(rules.delay[: rules.texts], (record.worlds, rules.texts))
    return np.concatenate([own, record.delay], axis=1)


def first_quarter(rules: Rules, record: Record) -> Ints:
    """The first quarter in which each pact that is signed can be in force, (B, L).

    A draft is signed as a quarter begins, and the pact of a slot as it ends.
    """
    at_its_end = np.arange(len(rules.pen)) >= rules.texts
    return np.asarray(record.signed_in + delay(rules, record) + at_its_end)


def notice(rules: Rules, record: Record) -> Ints:
    """Quarters for which a party that denounces each stays bound, (B, L) or (L,)."""
    if not rules.slots:
        return rules.notice
    own = np.broadcast_to(rules.notice[: rules.texts], (record.worlds, rules.texts))
    known = np.concatenate([rules.template_dates[:, NOTICE], [0]])
    return np.concatenate([own, known[record.template]], axis=1)


def _with_slots(rules: Rules, record: Record, own: Floats, column: int) -> Floats:
    """A table (B, L) of the scenario's drafts with what the slots have of a column of the templates' terms."""
    if not rules.slots:
        return own
    known = np.concatenate([rules.template_terms[:, column], OWN_WORDS[None, column]])  # NONE reads the last
    return np.concatenate([own[:, : rules.texts], known[record.template]], axis=1)
