"""The ladder, as each draft climbed it: motions, amendments, separate votes, and the whole."""

from collections.abc import Callable, Iterable

import numpy as np

from demarche.scenarios.proposals import every_draft
from demarche.sim.session import Moment
from demarche.sim.tally import carries, carries_by_two_thirds, cast, present, tally
from demarche.sim.terms import ABSENT, BALLOTED, NONE, PHASE_OF, Ballot, Ints, Item, Motion, Phase, Stage, Status, Verb
from demarche.ui.story.notable import notable
from demarche.ui.story.parts import Line, Section, Tone
from demarche.ui.words import BROKEN_OFF, ENDINGS, MOTIONS, Words

BAR = 10
BEFORE_BAR = "  "
SAID = 4  # movers named before the rest are counted


def ladder(words: Words, moments: list[Moment]) -> list[Section]:
    """One section for each draft that was called, in the order they were first called; and how each ended."""
    climbed: dict[int, list[Line]] = {}
    for moment in moments:
        draft = int(moment.before.current[0]) if moment.before.again[0] == NONE else int(moment.before.again[0])
        if PHASE_OF[moment.tick.stage] == Phase.ACTION and draft != NONE:
            climbed.setdefault(draft, []).extend(rung(words, moment, draft))
        if moment.tick.stage == Stage.RECONSIDER and moment.after.again[0] != NONE:
            again = int(moment.after.again[0])
            climbed.setdefault(again, []).extend(movers(words, moment, Verb.RECONSIDER, "moves to reconsider it"))
    ended, ends = moments[-1].after.status[0], {**ENDINGS, **BROKEN_OFF}
    for draft in range(words.rules.texts):
        status = Status(int(ended[draft]))
        tone = Tone.GOOD if status in (Status.ADOPTED, Status.CONSENSUS, Status.SIGNED) else Tone.BAD
        climbed.setdefault(draft, []).extend(signed_later(words, moments, draft))
        climbed[draft].append(Line(f"{words.draft(draft)} {ends[status]}.", tone))
    titles = {d: f"{words.draft(d)}: {every_draft(words.game.scenario)[d].title}" for d in climbed}
    return [Section(titles[draft], tuple(lines)) for draft, lines in climbed.items()]


def signed_later(words: Words, moments: list[Moment], draft: int) -> Iterable[Line]:
    """How a pact that was not signed in the session came to be signed in a quarter, and why by whom."""
    put = [m for m in moments if m.tick.stage == Stage.SIGNING and int(m.before.turn[0]) == draft]
    last = next((m for m in put if m.after.status[0, draft] == Status.SIGNED), None)
    if last is None:
        return
    before = next(m for m in reversed(moments[: moments.index(last)]) if m in put or _signature_of(m, draft))
    refused = (ballots(words, before) != Ballot.YES) & words.rules.voters
    joined = np.flatnonzero(refused & (ballots(words, last) == Ballot.YES)).tolist()
    quarter = int(last.before.quarter[0]) + 1
    yield Line(f"It stayed on offer, and in quarter {quarter} {words.states(joined, 12)} signed too.", Tone.GOOD)
    for seat in joined[:SAID]:
        if last.why(seat):
            yield Line(f"{words.state(seat)}: {last.why(seat)}", Tone.QUIET, indent=1)


def _signature_of(moment: Moment, draft: int) -> bool:
    return moment.tick.stage == Stage.SIGNATURE and int(moment.before.current[0]) == draft


def rung(words: Words, moment: Moment, draft: int) -> Iterable[Line]:
    """What one tick of the ladder did; nothing where nobody had anything to say."""
    stage = moment.tick.stage
    if stage in BALLOTED and stage != Stage.SIGNATURE and present(ballots(words, moment)) < words.rules.quorum:
        there = int(present(ballots(words, moment)))
        yield Line(f"Only {there} members are in the room; a decision needs {words.rules.quorum}.", Tone.BAD)
    elif stage in TELLS:
        yield from TELLS[stage](words, moment, draft)


def ballots(words: Words, moment: Moment) -> Ints:
    """The ballots (S,) of one tick."""
    return np.asarray(cast(words.rules, moment.tick.act[None])[0])


def counts(of: Ints) -> str:
    """A tally in words, with a small bar: full for yes, half for no, dotted for abstentions."""
    number = {ballot: int(np.count_nonzero(of == ballot)) for ballot in list(Ballot)[1:]}
    shown = max(sum(number.values()) - number[Ballot.ABSENT], 1)
    wide = [round(BAR * number[ballot] / shown) for ballot in (Ballot.YES, Ballot.NO, Ballot.ABSTAIN)]
    bar = "".join(mark * width for mark, width in zip("█▒·", wide, strict=True))
    said = f"{number[Ballot.YES]} yes, {number[Ballot.NO]} no, {number[Ballot.ABSTAIN]} abstained"
    absent = f", {number[Ballot.ABSENT]} absent" if number[Ballot.ABSENT] else ""
    return f"{said}{absent}{BEFORE_BAR}{bar}"


def aloud(line: Line) -> str:
    """A line as it would be read out: without the bar that only the eye can use."""
    return line.text.split(BEFORE_BAR)[0]


def verdict(question: str, of: Ints, good: str, bad: str, *, two_thirds: bool = False) -> Line:
    """A vote and what follows from it."""
    won = bool((carries_by_two_thirds if two_thirds else carries)(*tally(of)))
    return Line(f"{question}: {good if won else bad}, {counts(of)}", Tone.GOOD if won else Tone.BAD)


def movers(words: Words, moment: Moment, verb: Verb, does: str) -> Iterable[Line]:
    """Who did something, and the first reason given for it."""
    who = np.flatnonzero(moment.tick.act[:, 0] == verb).tolist()
    if who:
        yield Line(f"{words.states(who, SAID)} {does}.", by=who[0])
        yield from reason(moment, who)


def reason(moment: Moment, who: list[int]) -> Iterable[Line]:
    """The first reason given among those seats."""
    given = [moment.why(seat) for seat in who if moment.why(seat)]
    if given:
        yield Line(f"Why: {given[0]}", Tone.QUIET, indent=1)


def motions_moved(words: Words, moment: Moment, draft: int) -> Iterable[Line]:
    """Procedural motions and who moved them."""
    for motion in Motion:
        mover = int(moment.after.moved[0, motion])
        if mover >= 0 and moment.before.moved[0, motion] < 0:
            yield Line(f"{words.state(mover)} moves {MOTIONS[motion]}.", by=mover)
            yield from reason(moment, [mover])


def motion_voted(words: Words, moment: Moment, draft: int) -> Iterable[Line]:
    """The vote on a motion."""
    what = MOTIONS[Motion(int(moment.before.motion[0]))]
    yield verdict(f"Motion {what}", ballots(words, moment), "carried", "lost")


def amendments_moved(words: Words, moment: Moment, draft: int) -> Iterable[Line]:
    """Amendments and who moved them."""
    act = moment.tick.act
    for clause, place in np.argwhere(moment.after.amending[0] >= 0).tolist():
        mover = int(moment.after.amending[0, clause, place])
        said = f"{words.clause(clause)}: {phrased(words, clause, place)}"
        yield Line(f"{words.state(mover)} moves to amend {said}.", by=mover)
        yield from reason(moment, [mover] if act[mover, Item.CLAUSE] == clause else [])


def phrased(words: Words, clause: int, place: int) -> str:
    """What an amendment would put."""
    out = place in (ABSENT, words.rules.book.wordings)
    return "leave it out" if out else f"“{words.wording(clause, place)}”"


def revised(words: Words, moment: Moment, draft: int) -> Iterable[Line]:
    """What the pen-holder does with its own text before it is put."""
    pen = int(words.rules.pen[draft])
    act = moment.tick.act[pen]
    if act[Item.VERB] == Verb.REVISE:
        clause, wording = int(act[Item.CLAUSE]), int(act[Item.WORDING])
        change = f"{words.clause(clause)}: {phrased(words, clause, wording)}"
        yield Line(f"{words.state(pen)} revises its text from the floor, {change}.", by=pen)
    elif act[Item.VERB] == Verb.WITHDRAW:
        yield Line(f"{words.state(pen)} withdraws the draft.", by=pen)
    if act[Item.VERB] in (Verb.REVISE, Verb.WITHDRAW):
        yield from reason(moment, [pen])


def amendment_voted(words: Words, moment: Moment, draft: int) -> Iterable[Line]:
    """The vote on one amendment."""
    clause = int(moment.before.amendment[0, 0])
    yield verdict(f"Amendment to {words.clause(clause)}", ballots(words, moment), "adopted", "rejected")


def divided(words: Words, moment: Moment, draft: int) -> Iterable[Line]:
    """Parts that somebody wants voted on apart."""
    for clause in np.flatnonzero(moment.after.divided[0] >= 0).tolist():
        mover = int(moment.after.divided[0, clause])
        yield Line(f"{words.state(mover)} asks for a separate vote on {words.clause(clause)}.", by=mover)
        yield from reason(moment, [mover])


def division_voted(words: Words, moment: Moment, draft: int) -> Iterable[Line]:
    """The vote on whether to divide."""
    yield verdict("Whether to vote on parts apart", ballots(words, moment), "agreed", "refused")


def part_voted(words: Words, moment: Moment, draft: int) -> Iterable[Line]:
    """The vote on one part."""
    clause = int(moment.before.part[0])
    yield verdict(f"Separate vote on {words.clause(clause)}", ballots(words, moment), "kept", "struck out")


def asked_for(words: Words, moment: Moment, draft: int) -> Iterable[Line]:
    """Who asked for a recorded vote, or that nobody did."""
    asked = int(moment.after.asked[0, draft])
    if asked == NONE:
        yield Line("Nobody asks for a recorded vote.")
    else:
        also = int((moment.tick.act[:, 0] == Verb.ASK).sum()) - 1
        yield Line(f"{words.state(asked)} asks for a recorded vote{f', and {also} more' if also else ''}.", by=asked)
        yield from reason(moment, [asked])


def voted(words: Words, moment: Moment, draft: int) -> Iterable[Line]:
    """The vote on the whole, and the votes in it that somebody would ask about."""
    yield verdict("The whole text", ballots(words, moment), "adopted", "rejected")
    yield from notable(words, moment, draft, ballots(words, moment))


def consensus(words: Words, moment: Moment, draft: int) -> Iterable[Line]:
    """Who objected, and who stood aside."""
    for verb, does in ((Verb.BLOCK, "objects"), (Verb.DISSOCIATE, "stands aside, neither objecting nor agreeing")):
        who = np.flatnonzero(moment.tick.act[:, 0] == verb).tolist()
        for seat in who[:SAID]:
            yield Line(f"{words.state(seat)} {does}.", Tone.BAD, by=seat)
            yield from reason(moment, [seat])
        if len(who) > SAID:
            yield Line(f"So {'do' if len(who) > SAID + 1 else 'does'} {words.states(who[SAID:], 8)}.")
    if not np.isin(moment.tick.act[:, 0], (Verb.BLOCK, Verb.DISSOCIATE)).any():
        yield Line("Nobody objects.")


def signed(words: Words, moment: Moment, draft: int) -> Iterable[Line]:
    """Who was ready to sign."""
    of = ballots(words, moment)
    signs = np.flatnonzero(of == Ballot.YES).tolist()
    refuses = np.flatnonzero((of != Ballot.YES) & words.rules.voters).tolist()
    yield Line(f"Ready to sign: {words.states(signs, 12)}. Not ready: {words.states(refuses, 12)}.")
    for seat in (refuses or signs)[:SAID]:
        if moment.why(seat):
            yield Line(f"{words.state(seat)}: {moment.why(seat)}", Tone.QUIET, indent=1)


def reconsidered(words: Words, moment: Moment, draft: int) -> Iterable[Line]:
    """The vote on whether to vote again."""
    yield verdict("Whether to reconsider", ballots(words, moment), "agreed", "refused", two_thirds=True)


def objected(words: Words, moment: Moment, draft: int) -> Iterable[Line]:
    """Who objected to dividing the text."""
    who = int((moment.tick.act[:, 0] == Verb.OBJECT).sum())
    if who:
        first = int(moment.after.objector[0])
        more = f", and {who - 1} more" if who > 1 else ""
        yield Line(f"{words.state(first)} objects to dividing the text{more}.", by=first)


TELLS: dict[Stage, Callable[[Words, Moment, int], Iterable[Line]]] = {
    Stage.MOTIONS: motions_moved,
    Stage.MOTION_VOTE: motion_voted,
    Stage.AMENDMENTS: amendments_moved,
    Stage.REVISION: revised,
    Stage.AMENDMENT_VOTE: amendment_voted,
    Stage.DIVISION: divided,
    Stage.OBJECTION: objected,
    Stage.DIVISION_VOTE: division_voted,
    Stage.PART_VOTE: part_voted,
    Stage.DECISION: asked_for,
    Stage.VOTE: voted,
    Stage.CONSENSUS: consensus,
    Stage.SIGNATURE: signed,
    Stage.RECONSIDER_VOTE: reconsidered,
}
"""What is told of each stage of the ladder; the others are silent."""
