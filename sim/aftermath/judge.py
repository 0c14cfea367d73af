"""Whether an act in the quarters is sound: conduct under a pact, answers to a state, acts under a pact.

Each judge is (rules, world, b, s, act) -> (M,) Refusal: of M acts (M, 8) of its own verb, and the world and seat (M,)
that each is of.
"""

import numpy as np

from demarche.sim.acts import Part, asked_in
from demarche.sim.aftermath import orders, quarter, talks
from demarche.sim.aftermath.bonds import parties
from demarche.sim.faults import Judge, draft_named, first_fault, names_wrongly
from demarche.sim.formulas import PERCENT
from demarche.sim.levels import APART, GENERAL, unpacked
from demarche.sim.record import World
from demarche.sim.rules import Rules
from demarche.sim.secrets import BROADLY
from demarche.sim.terms import NONE, Accusation, Bools, Ints, Item, Refusal, Stage, Verb


def judge_conduct(rules: Rules, world: World, b: Ints, s: Ints, act: Ints) -> Ints:
    """Conduct under the pact whose turn it is: restraint in hundredths, measures among those promised."""
    draft, bad = draft_named(rules, act)
    dues = quarter.dues(rules, world.record)[b, draft]
    given, alone = act[..., Item.CLAUSE], act[..., Item.PARTNER] == NONE
    apart = (act[..., list(APART)] == NONE).all(axis=-1)
    within = _are_levels(unpacked(act, GENERAL)) & np.where(alone, apart, _are_levels(unpacked(act, APART)))
    partner = np.where(alone, 0, np.clip(act[..., Item.PARTNER], 0, rules.seats - 1))
    other = parties(world)[b, draft, partner]
    return first_fault(
        (bad, Refusal.NO_SUCH_DRAFT),
        (draft != world.record.turn[b], Refusal.NO_SUCH_PACT),
        (~alone & (names_wrongly(rules, s, act, allow_none=False) | ~other), Refusal.NO_SUCH_SEAT),
        (~within | (given < 0) | ((given % BROADLY & ~dues) != 0) | (given >= 2 * BROADLY), Refusal.BAD_CONDUCT),
    )


def _are_levels(levels: Ints) -> Bools:
    """Whether all of a row (..., K) are whole hundredths of a share."""
    return np.asarray(((levels >= 0) & (levels <= PERCENT)).all(axis=-1))


def judge_accusation(rules: Rules, world: World, b: Ints, s: Ints, act: Ints) -> Ints:
    """Of a state of which something is known, in one of the ways there are."""
    how = act[..., Item.WORDING]
    soundly = (how >= 0) & (how < len(Accusation))
    answered = judge_answer(rules, world, b, s, act)
    return np.where(answered != Refusal.NONE, answered, np.where(soundly, Refusal.NONE, Refusal.BAD_ACCUSATION))


def judge_answer(rules: Rules, world: World, b: Ints, s: Ints, act: Ints) -> Ints:
    """Toward a state of which something has been seen."""
    partner = np.clip(act[..., Item.PARTNER], 0, rules.seats - 1)
    if not world.secrets.signal.size:
        return np.full(partner.shape, Refusal.NOTHING_SEEN)  # a scenario without quarters
    seen = quarter.is_known(world, b, s, partner)
    return first_fault(
        (names_wrongly(rules, s, act, allow_none=False), Refusal.NO_SUCH_SEAT), (~seen, Refusal.NOTHING_SEEN)
    )


def judge_pact(rules: Rules, world: World, b: Ints, s: Ints, act: Ints) -> Ints:
    """Under a pact that binds it."""
    draft, bad = draft_named(rules, act)
    return first_fault((bad, Refusal.NO_SUCH_DRAFT), (~parties(world)[b, draft, s], Refusal.NO_SUCH_PACT))


JUDGES: dict[Verb, Judge] = {
    Verb.KEEP: judge_conduct,
    **talks.JUDGES,
    **orders.JUDGES,
    Verb.ACCUSE: judge_accusation,
    **dict.fromkeys(asked_in(Stage.RESPONSES, Part.STATE), judge_answer),
    **dict.fromkeys(asked_in(Stage.RESPONSES, Part.PACT), judge_pact),
}
"""The judges of the acts of the quarters."""
