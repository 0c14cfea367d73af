"""The vote whose ballots a room shows: of what it was, who cast what in it, and why."""

from collections.abc import Sequence

from demarche.sim.rules import Rules
from demarche.sim.session import Moment, Session
from demarche.sim.tally import cast
from demarche.sim.terms import BALLOTED, NONE, Ballot, Ground, Motion, Stage
from demarche.ui.seat.heard import Reveal
from demarche.ui.seat.question import draft_put
from demarche.ui.words import GROUNDS, LETTERS, MOTIONS, Words

VOTES = (*BALLOTED, Stage.SIGNING)
WHOLE = (Stage.VOTE, Stage.SIGNATURE, Stage.SIGNING)
"""Votes on a whole text."""


def vote_shown(session: Session) -> Moment | None:
    """The vote just taken; while no draft is put, the last there was. None while leans are what there is to see."""
    moments = session.moments
    taken = next((moment for moment in reversed(moments) if moment.tick.stage in VOTES), None)
    just = taken is not None and taken is moments[-1]
    return taken if just or draft_put(session.world.record) == NONE else None


def ballots_of(rules: Rules, taken: Moment) -> list[int]:
    """The ballots (S,) of a vote; a vote is public, whatever followed from it."""
    return list(cast(rules, taken.tick.act[None])[0].tolist())


def draft_voted(taken: Moment) -> int:
    """The draft that a vote was about."""
    return draft_put(taken.before)


def what_was_voted(words: Words, taken: Moment) -> str:
    """What a vote was on, in a few words."""
    before, draft = taken.before, words.draft(draft_voted(taken))
    match taken.tick.stage:
        case Stage.MOTION_VOTE:
            return f"motion {MOTIONS[Motion(int(before.motion[0]))]}"
        case Stage.AMENDMENT_VOTE:
            return f"amendment to {words.clause(int(before.amendment[0, 0]))}"
        case Stage.DIVISION_VOTE:
            return f"division of {draft}"
        case Stage.PART_VOTE:
            return f"separate vote on {words.clause(int(before.part[0]))}"
        case Stage.RECONSIDER_VOTE:
            return f"whether to reconsider {draft}"
        case Stage.VOTE:
            return f"{draft}, the whole text"
    return f"signature of {draft}"


def reasons_of(session: Session, taken: Moment, reveal: Reveal) -> Sequence[str]:
    """Why each seat (S,) cast its ballot, as far as that is told; nothing where it is not."""
    record, seats = session.world.record, range(session.rules.seats)
    told = [taken.why(seat) if reveal == Reveal.ALL else "" for seat in seats]
    if reveal != Reveal.NONE and taken.tick.stage in WHOLE:
        draft, explained, ground = draft_voted(taken), record.explained[0].tolist(), record.ground[0].tolist()
        told = [told[s] or (GROUNDS[Ground(ground[s])] if explained[s] == draft else "") for s in seats]
    return told


def cast_letters(rules: Rules, taken: Moment | None) -> list[str]:
    """The ballot of each seat in the vote that is shown, as its letter; empty where it cast none."""
    return [""] * rules.seats if taken is None else [LETTERS.get(Ballot(b), "") for b in ballots_of(rules, taken)]
