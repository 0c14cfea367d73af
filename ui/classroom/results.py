"""The last result of the session, as the projector shows it: what was decided, the tally, how the class voted."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from demarche.sim.audience import unseen
from demarche.sim.session import Moment, Session
from demarche.sim.tally import carries, carries_by_two_thirds, cast, quorate, tally
from demarche.sim.terms import NONE, Ballot, Ints, Item, Stage, Status, Verb
from demarche.ui.classroom.people import Person
from demarche.ui.seat.ladder import draft_of
from demarche.ui.seat.phrases import SIGNINGS
from demarche.ui.seat.votes import VOTES, ballots_of, what_was_voted
from demarche.ui.story.notable import broke_ranks
from demarche.ui.words import ENDINGS, LETTERS, Words

MOST_BROKE = 3
"""Delegations that broke ranks, as far as a projector has room for them. Chosen."""
ADOPTED = (Status.ADOPTED, Status.CONSENSUS, Status.SIGNED)
VERDICTS = {
    Status.ADOPTED: "Adopted",
    Status.CONSENSUS: "Adopted without a vote",
    Status.SIGNED: "Signed",
    Status.UNSIGNED: "Not signed",
    Status.REJECTED: "Rejected",
    Status.PARTS_REJECTED: "Rejected",
    Status.WITHDRAWN: "Withdrawn",
    Status.HELD: "Held back",
    Status.NO_ACTION: "No action taken",
    Status.NO_QUORUM: "No quorum",
    Status.PASSED_OVER: "Not put to the vote",
    Status.BLOCKED: "Blocked",
}
OUTCOMES = {
    Stage.MOTION_VOTE: ("Carried", "Lost"),
    Stage.AMENDMENT_VOTE: ("Adopted", "Rejected"),
    Stage.DIVISION_VOTE: ("Agreed", "Refused"),
    Stage.PART_VOTE: ("Kept", "Struck out"),
    Stage.RECONSIDER_VOTE: ("Agreed", "Refused"),
    Stage.VOTE: ("Adopted", "Rejected"),
}
"""What a vote is said to have come to, where it decided no draft."""


@dataclass(frozen=True, slots=True)
class Result:
    """One result. tick: when; final: a draft was decided, so the clock stands until the teacher goes on.

    asked               what each was asked for, which says how its ballot is read: vote | signing | consensus
    what, verdict, how  what was put, what came of it in a word or two, and in a sentence
    tally               yes, no, abstained, absent; empty where nobody voted        broke: who left the line of its bloc
    ballots             seat code and letter, of the class alone
    """

    tick: int
    what: str
    verdict: str
    good: bool
    how: str
    final: bool
    asked: str
    tally: tuple[int, ...]
    ballots: tuple[tuple[str, str], ...]
    broke: tuple[str, ...]


def shown_result(words: Words, session: Session, people: Sequence[str], after: int) -> Result | None:
    """The result that the projector shows, of those since a tick. people: codes of the seats that the class holds.

    The first decision on a draft stays until the teacher goes on; any other vote for one question to the class.
    """
    names = words.rules.roster.names
    mine = [names.index(code) for code in people]
    latest: Result | None = None
    for moment in session.moments[after:]:
        if ended := decided(words, moment):
            return result_of(words, moment, ended[0], people)
        if moment.tick.stage in VOTES:
            latest = result_of(words, moment, NONE, people)
        elif (moment.tick.act[mine, Item.VERB] != Verb.SILENT).any():
            latest = None
    return latest


def decided(words: Words, moment: Moment) -> list[int]:
    """The drafts that everybody has seen and that were decided at a tick."""
    before, after = moment.before, moment.after
    changed = (before.status[0] != after.status[0]) & ~unseen(words.rules, after)[0]
    signing = [int(moment.before.turn[0])] if moment.tick.stage == Stage.SIGNING else []
    found = [int(d) for d in np.flatnonzero(changed) if Status(int(after.status[0, d])) in VERDICTS]
    return found or [draft for draft in signing if Status(int(after.status[0, draft])) in VERDICTS]


def result_of(words: Words, moment: Moment, draft: int, people: Sequence[str]) -> Result:
    """The result of one tick. draft: the one that it decided, or NONE."""
    of = answers(words, moment)
    voted = bool((of != Ballot.UNCAST).any())
    verdict, good = of_draft(moment, draft) if draft != NONE else of_vote(words, moment)
    names = words.rules.roster.names
    return Result(
        tick=moment.tick.number,
        what=title_of(words, draft) if draft != NONE else about(words, moment),
        verdict=verdict,
        good=good,
        how=f"{words.draft(draft)} {ENDINGS[Status(int(moment.after.status[0, draft]))]}." if draft != NONE else "",
        final=draft != NONE,
        asked=asked_for(moment.tick.stage),
        tally=tuple(int((of == ballot).sum()) for ballot in LETTERS) if voted else (),
        ballots=tuple((code, LETTERS.get(Ballot(int(of[names.index(code)])), "")) for code in people) if voted else (),
        broke=tuple(broke_ranks(words, of)[:MOST_BROKE]) if moment.tick.stage in VOTES else (),
    )


def answers(words: Words, moment: Moment) -> Ints:
    """How each seat voted, (S,) Ballot. In a consensus no is an objection, and an abstention stands aside."""
    if moment.tick.stage in VOTES:
        return np.asarray(ballots_of(words.rules, moment))
    if moment.tick.stage != Stage.CONSENSUS:
        return np.full(words.rules.seats, int(Ballot.UNCAST))
    verbs = moment.tick.act[:, Item.VERB]
    stood = [verbs == Verb.SILENT, verbs == Verb.BLOCK, verbs == Verb.DISSOCIATE]
    return np.select(stood, [int(Ballot.UNCAST), int(Ballot.NO), int(Ballot.ABSTAIN)], int(Ballot.YES))


def asked_for(stage: Stage) -> str:
    """What each seat was asked for at a stage."""
    return "consensus" if stage == Stage.CONSENSUS else "signing" if stage in SIGNINGS else "vote"


def of_draft(moment: Moment, draft: int) -> tuple[str, bool]:
    """What a decided draft came to."""
    status = Status(int(moment.after.status[0, draft]))
    return VERDICTS[status], status in ADOPTED


def of_vote(words: Words, moment: Moment) -> tuple[str, bool]:
    """What a vote came to that decided no draft."""
    ballots = cast(words.rules, moment.tick.act[None])
    if not quorate(words.rules, ballots)[0]:
        return "No quorum", False
    rule = carries_by_two_thirds if moment.tick.stage == Stage.RECONSIDER_VOTE else carries
    good = bool(rule(*tally(ballots))[0])
    return OUTCOMES.get(moment.tick.stage, ("Agreed", "Refused"))[0 if good else 1], good


def title_of(words: Words, draft: int) -> str:
    """A draft by its symbol and title."""
    return f"{words.draft(draft)} · {words.game.scenario.drafts[draft].title}"


def about(words: Words, moment: Moment) -> str:
    """What a vote was on, with its draft, capitalised."""
    what = what_was_voted(words, moment)
    draft = words.draft(draft_of(moment)) if draft_of(moment) != NONE else ""
    return what[:1].upper() + what[1:] + (f" ({draft})" if draft and draft not in what else "")


def as_told(result: Result | None, titles: Mapping[str, str], people: Mapping[str, Person]) -> dict[str, Any] | None:
    """A result for the wire, with the names of the class."""
    if result is None:
        return None
    ballots = [
        {"code": code, "title": titles[code], "name": people[code].name, "ballot": ballot}
        for code, ballot in result.ballots
    ]
    return {**asdict(result), "ballots": ballots}
