"""Why did Kenya vote no? Answered in words, as far as artificial delegations are to reveal their reasons."""

import numpy as np

from demarche.scenarios.compile import Game
from demarche.sim.session import Moment, Session
from demarche.sim.tally import cast
from demarche.sim.terms import Ballot, Ground, Stage
from demarche.ui.seat.desk import desk_of
from demarche.ui.seat.heard import Reveal
from demarche.ui.words import GROUNDS

VOTED = {
    Ballot.YES: "voted yes on",
    Ballot.NO: "voted no on",
    Ballot.ABSTAIN: "abstained on",
    Ballot.ABSENT: "was not in the room for",
}
SIGNED = {
    Ballot.YES: "was ready to sign",
    Ballot.NO: "would not sign",
    Ballot.ABSTAIN: "asked for time on",
    Ballot.ABSENT: "was not there to sign",
}


def why_vote(game: Game, session: Session, seat: int, number: int, reveal: Reveal | str = Reveal.PUBLIC) -> str:
    """How a seat last voted on the whole draft of that number, from 1, and why; or that it has not said.

    A person's reasons are its own: only its explanation of vote is told.
    """
    words, draft, record = desk_of(game, session).words, number - 1, session.world.record
    who, what = words.state(seat), words.draft(draft)
    moment = last_vote_on(session, draft)
    if moment is None:
        return f"There has been no vote on {what}."
    ballot = Ballot(int(cast(session.rules, moment.tick.act[None])[0, seat]))
    if ballot == Ballot.UNCAST:
        return f"{who} had no vote on {what}."
    did = (VOTED if moment.tick.stage == Stage.VOTE else SIGNED)[ballot]
    if Reveal(reveal) == Reveal.ALL and moment.why(seat):
        return f"{who} {did} {what}: {moment.why(seat)}."
    if Reveal(reveal) != Reveal.NONE and record.explained[0, seat] == draft:
        return f"{who} {did} {what}, and explained: {GROUNDS[Ground(int(record.ground[0, seat]))]}."
    return f"{who} {did} {what}, and has not said why."


def last_vote_on(session: Session, draft: int) -> Moment | None:
    """The last tick at which the whole of a draft was voted on, or its signature asked for."""
    for moment in reversed(session.moments):
        before = moment.before
        at = before.turn[0] if moment.tick.stage == Stage.SIGNING else before.current[0]
        if moment.tick.stage in (Stage.VOTE, Stage.SIGNATURE, Stage.SIGNING) and int(np.asarray(at)) == draft:
            return moment
    return None
