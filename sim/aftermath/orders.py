"""Operations that states order in a quarter, beside those that their services run by themselves.

An order is sure to be carried out.  One that keeps within the words of a pact is of what no text between the two
clearly covers, and brings only the share of the gain that the text leaves: the loophole.  Orders take attention, of
which a capital has as much as for ATTENTION acts in a quarter.
"""

from typing import NamedTuple

import numpy as np

from demarche.sim.aftermath.bonds import parties
from demarche.sim.aftermath.stages import onward
from demarche.sim.faults import Judge, first_fault
from demarche.sim.formulas import PERCENT
from demarche.sim.numbers import places
from demarche.sim.orders import ATTENTION, keeps_within, kind_of, number_of, orders_of
from demarche.sim.record import World
from demarche.sim.rules import Rules
from demarche.sim.tally import verb_is
from demarche.sim.terms import NONE, Bools, Floats, Ints, Kind, Refusal, Verb


def may_order(rules: Rules, world: World, may: Bools, here: Bools) -> None:
    """Open to every state that can run operations, while it has attention left."""
    able = here[:, None] & (rules.roster.offence > 0) & (world.secrets.spent < ATTENTION)
    for verb in (Verb.OPERATE, Verb.PASS):
        may[..., verb] |= able


def order(rules: Rules, world: World, act: Ints, here: Bools) -> World:
    """Orders are noted, and what those that keep within the words forgo is taken off the gain to come."""
    s = world.secrets
    gives = verb_is(act, Verb.OPERATE)
    target, packed = (np.where(gives[..., None], part, NONE) for part in orders_of(act))
    b, seat, slot = places(target != NONE)
    forgone = np.zeros(s.gained.shape, np.int32)
    if b.size:
        clear, _ = between(rules, world, b, seat, target[b, seat, slot].astype(np.intp))
        of_kind = clear[np.arange(len(b)), kind_of(packed[b, seat, slot])]
        np.add.at(forgone, (b, seat), _hundredths(of_kind) * keeps_within(packed[b, seat, slot]))
    spent = s.spent + np.where(gives, number_of(act), 0)
    s = s.but(here, ordered=target, manner=packed, spent=spent.astype(np.int8), gained=s.gained - forgone)
    return world.now(onward(rules, world.record, here), secrets=s)


def _hundredths(share: Floats) -> Ints:
    return np.rint(share * np.float32(PERCENT)).astype(np.int32)


def between(rules: Rules, world: World, b: Ints, one: Ints, other: Ints) -> tuple[Floats, Floats]:
    """What the pacts that bind two states cover of each kind, clearly and at all, each (N, K). b, one, other (N,)."""
    who = parties(world)
    both = (who[b, :, one] & who[b, :, other])[..., None]
    clear, reach = (
        np.where(both, table[b], np.float32(0)).max(axis=1, initial=0)
        for table in rules.conduct.covers(world.record.wording)
    )
    return clear, reach


class Orders(NamedTuple):
    """N orders of one slot: world, doer, victim, kind, within (N,). No two are of one doer."""

    world: Ints
    doer: Ints
    victim: Ints
    kind: Ints
    within: Ints


def orders_in(world: World, slot: int) -> Orders:
    """The orders that states gave in that place of their acts this quarter."""
    s = world.secrets
    b, doer = places(s.ordered[..., slot] != NONE)
    packed = s.manner[b, doer, slot].astype(np.intp)
    return Orders(b, doer, s.ordered[b, doer, slot].astype(np.intp), kind_of(packed), keeps_within(packed))


def judge_orders(rules: Rules, world: World, b: Ints, s: Ints, act: Ints) -> Ints:
    """Other states, of each a kind of operation, no more than there is attention for, loopholes where there are any."""
    target, packed = orders_of(act)
    there = target != NONE
    gap = (there[:, 1:] & ~there[:, :-1]).any(axis=1) | ((packed != NONE) != there).any(axis=1)
    bad_seat = (there & ((target < 0) | (target >= rules.seats) | (target == s[:, None]))).any(axis=1)
    kind = kind_of(packed)
    bad_kind = (there & ((packed < 0) | (kind >= len(Kind)))).any(axis=1)
    sound = ~(gap | bad_seat | bad_kind)
    shut = np.zeros(len(act), bool)
    row, slot = np.nonzero(there & sound[:, None])
    clear, _ = between(rules, world, b[row], s[row], target[row, slot].astype(np.intp))
    share = clear[np.arange(len(row)), kind[row, slot]]
    np.logical_or.at(shut, row, (keeps_within(packed[row, slot]) > 0) & ((share <= 0) | (share >= 1)))
    many = number_of(act) + world.secrets.spent[b, s] if world.secrets.spent.size else number_of(act)
    return first_fault(
        (gap, Refusal.NO_SUCH_ORDER),
        (bad_seat, Refusal.NO_SUCH_SEAT),
        (bad_kind, Refusal.NO_SUCH_ORDER),
        (shut, Refusal.NO_LOOPHOLE),
        (many > ATTENTION, Refusal.NO_ATTENTION),
    )


JUDGES: dict[Verb, Judge] = {Verb.OPERATE: judge_orders}
"""The judge of orders."""
