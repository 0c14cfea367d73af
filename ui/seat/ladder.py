"""The ladder that is being climbed: its rungs, where the draft on the table stands, and what came of those behind."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from demarche.sim.rules import Rules
from demarche.sim.session import Moment, Session
from demarche.sim.tally import carries, carries_by_two_thirds, cast, quorate, tally
from demarche.sim.terms import NONE, PHASE_OF, Ballot, Decision, Motion, Phase, Stage, Status, Verb
from demarche.ui.seat.desk import Desk
from demarche.ui.seat.shown import Rung
from demarche.ui.words import ENDINGS, counted

SHORT_MOTIONS = {
    Motion.SUSPEND_MEETING: "suspension",
    Motion.ADJOURN_MEETING: "adjournment",
    Motion.NO_ACTION: "no action",
    Motion.PASS_OVER: "no vote on it",
    Motion.CLOSE_DEBATE: "closure",
}


@dataclass(frozen=True, slots=True)
class Step:
    """A rung as the procedure has it: its name, its stages in their order, and what is told of it afterwards."""

    name: str
    stages: tuple[Stage, ...]
    told: Callable[[Desk, list[Moment], int], str]


def ladder(desk: Desk, session: Session) -> tuple[Rung, ...]:
    """The rungs of the draft on the table, or of the quarter."""
    phase = Phase(int(PHASE_OF[session.stage]))
    if phase == Phase.AFTERMATH or (session.world.record.quarter[0] != NONE and not session.closed):
        return quarter_rungs(session.stage)
    moments = session.moments
    climbs = [(moment, draft_of(moment)) for moment in moments if is_climb(moment)]
    record = session.world.record
    draft = int(record.current[0]) if record.current[0] != NONE else (climbs[-1][1] if climbs else NONE)
    mine = [moment for moment, of in climbs if of == draft]
    steps = steps_of(desk)
    if phase < Phase.ACTION or draft == NONE:
        return tuple(Rung(step.name, "ahead") for step in steps)
    here = next((i for i, step in enumerate(steps) if session.stage in step.stages), len(steps))
    return tuple(rung(desk, step, i, here, mine, draft) for i, step in enumerate(steps))


def rung(desk: Desk, step: Step, place: int, here: int, mine: list[Moment], draft: int) -> Rung:
    """One rung, from its place and that of the one being climbed."""
    if place > here:
        return Rung(step.name, "ahead")
    held = [moment for moment in mine if moment.tick.stage in step.stages]
    told = step.told(desk, held, draft) if held else ""
    if place == here:
        return Rung(step.name, "now", told)
    return Rung(step.name, "done" if held else "skipped", told)


def is_climb(moment: Moment) -> bool:
    """Whether a tick was one of the ladder."""
    return PHASE_OF[moment.tick.stage] == Phase.ACTION and draft_of(moment) != NONE


def draft_of(moment: Moment) -> int:
    """The draft that a tick of the ladder was about."""
    before = moment.before
    return int(before.again[0]) if before.again[0] != NONE else int(before.current[0])


def steps_of(desk: Desk) -> tuple[Step, ...]:
    """The rungs that this body has at this level of the rules."""
    rules = desk.rules
    if rules.decision == Decision.CONSENSUS:
        return (Step("Consensus", (Stage.CONSENSUS,), of_consensus),)
    if rules.decision == Decision.UNANIMITY:
        return (Step("Signature", (Stage.SIGNATURE,), of_ending),)
    changing = (Stage.AMENDMENTS, Stage.REVISION, Stage.AMENDMENT_VOTE)
    steps = [
        Step("Motions", (Stage.MOTIONS, Stage.SPEAKERS, Stage.MOTION_VOTE), of_motions),
        Step("Amendments" if rules.level > 1 else "Oral revision", changing, of_amendments),
        Step("Separate votes", (Stage.DIVISION, Stage.OBJECTION, Stage.DIVISION_VOTE, Stage.PART_VOTE), of_parts),
        Step("The whole", (Stage.DECISION, Stage.VOTE, Stage.RECONSIDER_VOTE), of_ending),
    ]
    least = (4, 1, 3, 1)
    return tuple(step for step, level in zip(steps, least, strict=True) if rules.level >= level)


def of_motions(desk: Desk, held: list[Moment], draft: int) -> str:
    """What became of each motion that was put."""
    told = [
        f"{SHORT_MOTIONS[Motion(int(moment.before.motion[0]))]} {outcome(desk.rules, moment, 'carried', 'lost')}"
        for moment in held
        if moment.tick.stage == Stage.MOTION_VOTE
    ]
    return "; ".join(told) or ("" if (held[-1].after.moved[0] >= 0).any() else "none moved")


def of_amendments(desk: Desk, held: list[Moment], draft: int) -> str:
    """What became of each amendment that was put, and what the pen-holder revised."""
    told = []
    for moment in held:
        if moment.tick.stage == Stage.AMENDMENT_VOTE:
            title = desk.words.clause(int(moment.before.amendment[0, 0]))
            told.append(f"{title} {outcome(desk.rules, moment, 'adopted', 'rejected')}")
        elif moment.tick.stage == Stage.REVISION:
            changed = np.flatnonzero(moment.before.wording[0, draft] != moment.after.wording[0, draft])
            told += [f"{desk.words.clause(int(clause))} revised" for clause in changed]
    waiting = bool((held[-1].after.amending[0] >= 0).any())
    return "; ".join(told) or ("" if waiting else "none" if desk.rules.level > 1 else "as it stood")


def of_parts(desk: Desk, held: list[Moment], draft: int) -> str:
    """Whether the text was divided, and which parts stayed."""
    told = []
    for moment in held:
        if moment.tick.stage == Stage.DIVISION_VOTE:
            told.append(f"division {outcome(desk.rules, moment, 'agreed', 'refused')}")
        elif moment.tick.stage == Stage.PART_VOTE:
            title = desk.words.clause(int(moment.before.part[0]))
            told.append(f"{title} {outcome(desk.rules, moment, 'kept', 'struck out')}")
    return "; ".join(told) or ("" if (held[-1].after.divided[0] >= 0).any() else "none asked for")


def of_consensus(desk: Desk, held: list[Moment], draft: int) -> str:
    """Who objected or stood aside, counted."""
    act = held[-1].tick.act[:, 0]
    blocks, aside = (int((act == verb).sum()) for verb in (Verb.BLOCK, Verb.DISSOCIATE))
    stood = f", {aside} stood aside" if aside else ""
    return f"{counted(blocks, 'objection')}{stood}"


def of_ending(desk: Desk, held: list[Moment], draft: int) -> str:
    """How the draft ended, where it has."""
    status = Status(int(held[-1].after.status[0, draft]))
    if status == Status.TABLED:
        return "a recorded vote" if held[-1].tick.stage == Stage.DECISION else ""
    if held[-1].tick.stage == Stage.VOTE:
        return outcome(desk.rules, held[-1], "adopted", "rejected")
    return ENDINGS[status].removeprefix("was ")


def outcome(rules: Rules, moment: Moment, good: str, bad: str) -> str:
    """A vote in a few words, with its tally: `adopted 12–3–2`."""
    ballots = cast(rules, moment.tick.act[None])
    if not quorate(rules, ballots)[0]:
        return "not put: no quorum"
    yes, no = tally(ballots)
    rule = carries_by_two_thirds if moment.tick.stage == Stage.RECONSIDER_VOTE else carries
    abstained = int(np.count_nonzero(ballots == Ballot.ABSTAIN))
    return f"{good if rule(yes, no)[0] else bad} {int(yes[0])}–{int(no[0])}–{abstained}"


QUARTER = (
    ("Talks", (Stage.FLOOR, Stage.ANSWERS, Stage.LETTERS, Stage.PEN)),
    ("Signing", (Stage.SIGNING,)),
    ("Conduct", (Stage.CONDUCT,)),
    ("What happens", (Stage.NATURE,)),
    ("Answers", (Stage.RESPONSES,)),
    ("Proposals", (Stage.PROPOSALS, Stage.CONSIDERATION)),
)


def quarter_rungs(stage: Stage) -> tuple[Rung, ...]:
    """The quarter, from the pacts on offer to what is answered."""
    here = next((i for i, (_, stages) in enumerate(QUARTER) if stage in stages), len(QUARTER))
    state = {True: "done", False: "ahead"}
    return tuple(Rung(name, "now" if i == here else state[i < here]) for i, (name, _) in enumerate(QUARTER))
