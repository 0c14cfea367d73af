"""Whether an act in the quarters is sound: conduct under a pact, answers to a state, acts under a pact.

Each judge is (rules, world, b, s, act) -> (M,) Refusal: of M acts (M, 8) of its own verb, and the world and seat (M,)
that each is of.
"""

import numpy as np

from demarche.sim.acts import Part, asked_in
from demarche.sim.aftermath import quarter
from demarche.sim.aftermath.bonds import parties
from demarche.sim.faults import Judge, draft_named, first_fault, names_wrongly
from demarche.sim.record import World
from demarche.sim.rules import Rules
from demarche.sim.secrets import FULL, LETTER
from demarche.sim.terms import NONE, Ints, Item, Refusal, Stage, Verb


def judge_conduct(rules: Rules, world: World, b: Ints, s: Ints, act: Ints) -> Ints:
    """Conduct under the pact whose turn it is: restraint in thousandths, measures among those promised."""
    draft, bad = draft_named(rules, act)
    dues = quarter.dues(rules, world.record)[b, draft]
    given, level, toward = (act[..., item] for item in (Item.CLAUSE, Item.WORDING, Item.WORDING2))
    alone = act[..., Item.PARTNER] == NONE
    within = (level >= 0) & (level <= FULL) & np.where(alone, toward == NONE, (toward >= 0) & (toward <= FULL))
    partner = np.where(alone, 0, np.clip(act[..., Item.PARTNER], 0, rules.seats - 1))
    other = parties(world)[b, draft, partner]
    return first_fault(
        (bad, Refusal.NO_SUCH_DRAFT),
        (draft != world.record.turn[b], Refusal.NO_SUCH_PACT),
        (~alone & (names_wrongly(rules, s, act, allow_none=False) | ~other), Refusal.NO_SUCH_SEAT),
        (~within | (given < 0) | ((given % LETTER & ~dues) != 0) | (given >= 2 * LETTER), Refusal.BAD_CONDUCT),
    )


def judge_answer(rules: Rules, world: World, b: Ints, s: Ints, act: Ints) -> Ints:
    """Toward a state of which something has been seen."""
    partner = np.clip(act[..., Item.PARTNER], 0, rules.seats - 1)
    signal = world.secrets.signal
    if not signal.size:
        return np.full(partner.shape, Refusal.NOTHING_SEEN)  # a scenario without quarters
    seen = signal[b, s, partner] > 0
    return first_fault(
        (names_wrongly(rules, s, act, allow_none=False), Refusal.NO_SUCH_SEAT), (~seen, Refusal.NOTHING_SEEN)
    )


def judge_pact(rules: Rules, world: World, b: Ints, s: Ints, act: Ints) -> Ints:
    """Under a pact that binds it."""
    draft, bad = draft_named(rules, act)
    return first_fault((bad, Refusal.NO_SUCH_DRAFT), (~parties(world)[b, draft, s], Refusal.NO_SUCH_PACT))


JUDGES: dict[Verb, Judge] = {
    Verb.KEEP: judge_conduct,
    **dict.fromkeys(asked_in(Stage.RESPONSES, Part.STATE), judge_answer),
    **dict.fromkeys(asked_in(Stage.RESPONSES, Part.PACT), judge_pact),
}
"""The judges of the acts of the quarters."""
