"""The road that each text took: every change from its opening to its decision, by whom, and why."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from demarche.sim.session import Moment
from demarche.sim.terms import ABSENT, PHASE_OF, Phase, Stage, Status
from demarche.ui.seat.ladder import outcome
from demarche.ui.story.informals import doing
from demarche.ui.story.parts import Line, Part, Section, Table, Tone
from demarche.ui.words import Words, clip, counted

SHORT = 70


@dataclass(frozen=True, slots=True)
class Turn:
    """One change of a text. by: whose doing it was, in words; why: the reason that was given, or nothing."""

    tick: int
    when: str
    draft: int
    clause: int
    old: int
    new: int
    by: str
    why: str


def turns(words: Words, moments: list[Moment]) -> list[Turn]:
    """Every change of every text, in the order made."""
    return [turn for moment in moments for turn in turns_of(words, moment)]


def turns_of(words: Words, moment: Moment) -> Iterable[Turn]:
    """The changes that one tick made. A rival that comes out of its pocket is not changed by that."""
    before, after = moment.before, moment.after
    for draft, clause in np.argwhere(before.wording[0] != after.wording[0]).tolist():
        if before.status[0, draft] == Status.POCKET:
            continue
        old, new = int(before.wording[0, draft, clause]), int(after.wording[0, draft, clause])
        by, why = whose(words, moment, draft, clause, new)
        yield Turn(moment.tick.number, when(moment), draft, clause, old, new, by, why)


def when(moment: Moment) -> str:
    """When a tick was, as a reader counts."""
    phase = Phase(int(PHASE_OF[moment.tick.stage]))
    quarter = int(moment.before.quarter[0])
    if quarter >= 0:
        return f"quarter {quarter + 1}"
    return f"round {int(moment.before.round[0]) + 1}" if phase == Phase.INFORMALS else phase.name.lower()


def whose(words: Words, moment: Moment, draft: int, clause: int, new: int) -> tuple[str, str]:
    """By whom a wording was changed, and why."""
    stage, pen = moment.tick.stage, int(words.rules.pen[draft])
    if stage == Stage.AMENDMENT_VOTE:
        mover = int(moment.before.amending[0, clause, moment.before.amendment[0, 1]])
        return f"amendment of {words.state(mover)}, {outcome(words.rules, moment, 'adopted', 'rejected')}", ""
    if stage == Stage.PART_VOTE:
        mover = int(moment.before.divided[0, clause])
        return (
            f"separate vote asked for by {words.state(mover)}, {outcome(words.rules, moment, 'kept', 'struck out')}",
            "",
        )
    if stage == Stage.REVISION:
        return f"{words.state(pen)}, from the floor", moment.why(pen)
    return doing(words, moment, draft, clause, new), moment.why(pen) if stage == Stage.PEN else ""


def road_section(words: Words, moments: list[Moment]) -> Section:
    """The changes of each text in a table of its own."""
    made = turns(words, moments)
    note = "Wordings are paraphrases. A number in a reason is what the change was worth to the pen-holder; judged."
    parts: list[Part] = [Line(note, Tone.QUIET)]
    for draft in range(words.rules.texts):
        mine = [turn for turn in made if turn.draft == draft]
        parts.append(Line(f"{words.draft(draft)}: {counted(len(mine), 'change')}.", Tone.STRONG))
        rows = tuple(
            (turn.when, words.clause(turn.clause), said(words, turn.clause, turn.old),
             said(words, turn.clause, turn.new), turn.by, turn.why)
            for turn in mine
        )  # fmt: skip
        if rows:
            parts.append(Table(("when", "clause", "from", "to", "by", "why"), rows))
    return Section("The road the text took", tuple(parts))


def said(words: Words, clause: int, wording: int) -> str:
    """A wording by its beginning; silence where the clause is left out."""
    return "silence" if wording == ABSENT else f"“{clip(words.wording(clause, wording), SHORT)}”"
