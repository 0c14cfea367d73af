"""What is in order: who is asked, which verbs are open to them, and why an act is refused.

A flat list of acts would need a place for every pair of terms of every offer to every seat.  So an act is a row of
eight numbers, and order is judged in two steps: `may` gives the verbs open to each seat, `refusal` judges a whole act.
"""

from collections.abc import Callable

import numpy as np

from demarche.sim.acts import ACTS
from demarche.sim.aftermath import quarter, talks
from demarche.sim.engine import also_compiled, restated
from demarche.sim.procedure import amend, close, debate, decide, divide, informals, letters, motions, table
from demarche.sim.procedure.judge import JUDGES
from demarche.sim.record import World
from demarche.sim.rules import Rules
from demarche.sim.terms import NONE, PHASE_OF, REFUSALS, Bools, Ints, Item, OutOfOrder, Phase, Refusal, Stage, Verb

ASKED_IN: dict[Stage, Callable[[Rules, World, Bools, Bools], None]] = {
    Stage.STATEMENTS: debate.may_speak,
    Stage.REPLIES: debate.may_reply,
    Stage.FLOOR: informals.may_take_the_floor,
    Stage.ANSWERS: informals.may_answer,
    Stage.LETTERS: letters.may_sign,
    Stage.PEN: informals.may_draft,
    Stage.TABLING: table.may_table,
    Stage.SPONSORS: table.may_sponsor,
    Stage.MOTIONS: motions.may_move,
    Stage.SPEAKERS: motions.may_speak_to_it,
    Stage.MOTION_VOTE: decide.may_cast,
    Stage.AMENDMENTS: amend.may_amend,
    Stage.REVISION: amend.may_revise,
    Stage.AMENDMENT_VOTE: decide.may_cast,
    Stage.DIVISION: divide.may_divide,
    Stage.OBJECTION: divide.may_object,
    Stage.DIVISION_VOTE: decide.may_cast,
    Stage.PART_VOTE: decide.may_cast,
    Stage.DECISION: decide.may_ask_for_a_vote,
    Stage.VOTE: decide.may_cast,
    Stage.CONSENSUS: decide.may_object_to_consensus,
    Stage.SIGNATURE: decide.may_cast,
    Stage.RECONSIDER: close.may_reconsider,
    Stage.RECONSIDER_VOTE: decide.may_cast,
    Stage.EXPLANATIONS: close.may_explain,
    Stage.SIGNING: quarter.may_sign,
    Stage.CONDUCT: quarter.may_keep,
    Stage.RESPONSES: quarter.may_respond,
    Stage.PROPOSALS: talks.may_propose,
    Stage.CONSIDERATION: talks.may_consider,
}

_STRAY = np.array([[item not in ACTS[verb].uses for item in Item] for verb in Verb])
_STRAY[:, Item.VERB] = False


def may(rules: Rules, world: World, moving: Bools | None = None) -> Bools:
    """Which verbs are open to each seat, (B, S, V) bool. A seat with no True is not asked, and stays SILENT.

    moving (B,): the worlds in which anybody is asked, all where None.
    """
    stage = world.record.stage if moving is None else np.where(moving, world.record.stage, Stage.CLOSED)
    # In memory each verb has a table (B, S) of its own, as nearly all look at one verb after another.
    verbs = np.moveaxis(np.zeros((len(Verb), world.record.worlds, rules.seats), bool), 0, 2)
    for asked in np.unique(stage):
        if asked not in (Stage.CLOSED, Stage.NATURE):
            ASKED_IN[Stage(asked)](rules, world, verbs, stage == asked)
    return verbs


def require_in_order(rules: Rules, world: World, act: Ints, verbs: Bools) -> None:
    """Raises OutOfOrder naming the first world and seat whose act is refused, and why. verbs as from `may`."""
    wrong = refusal(rules, world, act, verbs)
    if wrong.any():
        b, s = (int(i) for i in np.argwhere(wrong)[0])
        phase = Phase(int(PHASE_OF[world.record.stage[b]])).name.lower()
        verb = int(act[b, s, Item.VERB])
        name = Verb(verb).name.lower() if 0 <= verb < len(Verb) else str(verb)
        where = "" if world.record.worlds == 1 else f"world {b}, "
        reason = REFUSALS[Refusal(int(wrong[b, s]))]
        raise OutOfOrder(f"{where}{rules.roster.names[s]}, {name} in {phase}: {reason}")


def refusal(rules: Rules, world: World, act: Ints, verbs: Bools) -> Ints:
    """Why each act is out of order, (B, S) Refusal, 0 where it is in order. act (B, S, 8), verbs (B, S, V)."""
    why, verb = first_look(act, verbs, _STRAY)
    verb = np.where(why == Refusal.NONE, verb, Verb.SILENT).reshape(-1)
    whole, fault, done = act.reshape(-1, len(Item)), why.reshape(-1), np.bincount(verb, minlength=len(Verb))
    for used, judge in JUDGES.items():
        if done[used]:
            rows = np.flatnonzero(verb == used)
            b, s = np.divmod(rows, rules.seats)
            fault[rows] = judge(rules, world, b, s, whole.take(rows, axis=0))
    return why


@restated("demarche.sim.fast.order:_look")
@also_compiled("demarche.sim.fast.order:first_look")
def first_look(act: Ints, verbs: Bools, stray: Bools) -> tuple[Ints, Ints]:
    """What can be refused without looking at the world, (B, S) Refusal, and the verb of each act, 0 if there is none.

    stray (V, 8): the places of an act that its verb has no use for.
    """
    verb = act[..., Item.VERB].astype(np.intp)
    known = (verb >= 0) & (verb < len(Verb))
    verb = np.where(known, verb, 0)
    asked = verbs.any(axis=2)
    open_ = np.take_along_axis(verbs, verb[..., None], axis=2)[..., 0]
    # Eight truths, one for each place of an act, are looked at as one number.
    named = np.not_equal(act, NONE, order="C").view(np.uint64)[..., 0]
    strays = ((named & stray.view(np.uint64)[verb, 0]) != 0) & (verb != Verb.SILENT)
    why = np.select(
        [~asked & (verb != Verb.SILENT), asked & ~open_, ~known, strays],
        [Refusal.NOT_ASKED, Refusal.NOT_NOW, Refusal.NOT_NOW, Refusal.STRAY_ITEM],
        Refusal.NONE,
    )
    return why, verb
