"""What one session of a campaign was for a state: what the world decided, beside history, and what it did itself."""

from dataclasses import dataclass

import numpy as np

from demarche.scenarios.compile import Game
from demarche.sim.in_public import left
from demarche.sim.outcome import outcome
from demarche.sim.secrets import FULL
from demarche.sim.session import Moment, Session
from demarche.sim.terms import NONE, Ballot, Item, Stage, Verb
from demarche.ui.story.ending import here, there
from demarche.ui.words import Words, counted

PERCENT = 100
MOST_NEWS = 6
"""Lines of news from the quarters of one session."""


@dataclass(frozen=True, slots=True)
class Career:
    """One session, and the state that is played in it.

    decided   of each text: its symbol, what became of it here, and in history
    history   what history did, in a few sentences; empty where the scenario is invented
    news      of the quarters that followed      seated  whether the state had a seat
    yes       adopted texts of the information-security camp, of neither, and of the other, that it voted for
    pacts     that bind it at the end, by symbol      proposed  those of them that it proposed itself
    named     times it was named in public      accused  times it named another
    brought   hundredths: what its operations brought      ran  how many they were
    trusted   0 .. 100, by its partners on average; NONE without any      broken  to whom it did not keep a promise
    """

    scenario: str
    title: str
    year: int
    decided: tuple[tuple[str, str, str], ...]
    history: str
    news: tuple[str, ...]
    seated: bool
    yes: tuple[int, int, int] = (0, 0, 0)
    pacts: tuple[str, ...] = ()
    proposed: int = 0
    named: int = 0
    accused: int = 0
    brought: int = 0
    ran: int = 0
    trusted: int = NONE
    broken: tuple[str, ...] = ()


def career_of(made: Game, session: Session, me: int | None, broken: tuple[str, ...] = ()) -> Career:
    """A session that has closed, for the state in the seat `me`, None where it has none.

    broken  the names of those to whom it did not keep a promise
    """
    scenario, words, record = made.scenario, Words(made), session.world.record
    found = outcome(session.rules, record)
    past = {draft.id: draft for draft in scenario.history.drafts} if scenario.history else {}
    told = Career(
        scenario=scenario.id,
        title=scenario.title,
        year=scenario.year,
        decided=tuple(
            (words.draft(d), here(found, d), there(past[draft.id]) if draft.id in past else "not recorded")
            for d, draft in enumerate(scenario.drafts)
            if not draft.standing
        ),
        history=" ".join(scenario.history.summary.split()) if scenario.history else "",
        news=news(words, session.moments),
        seated=me is not None,
    )
    return told if me is None else of_seat(told, words, session, me, broken)


def of_seat(told: Career, words: Words, session: Session, me: int, broken: tuple[str, ...]) -> Career:
    """The same with what the state in that seat did."""
    rules, record, secrets = session.rules, session.world.record, session.world.secrets
    adopted = [d for d in range(rules.texts) if outcome(rules, record).adopted[0, d] and not rules.standing[d].any()]
    camps = [words.game.scenario.drafts[d].lead_camp for d in adopted if record.final[0, d, me] == Ballot.YES]
    bound = record.signed[0] & record.in_force[0][:, None] & ~left(record)[0]
    mine = np.flatnonzero(bound[:, me] & (bound.sum(axis=1) > 1))
    partners = np.flatnonzero(bound[mine].any(axis=0) & (np.arange(rules.seats) != me))
    quarters = bool(secrets.trust.size)
    trust = secrets.trust[0, partners, me] if quarters and partners.size else np.zeros(0)
    before = rules.conduct.accused if quarters else np.zeros((rules.seats, rules.seats), int)
    new = record.accused[0] - before if quarters else before
    return Career(
        told.scenario, told.title, told.year, told.decided, told.history, told.news, seated=True,
        yes=(camps.count(-1), camps.count(0), camps.count(1)),
        pacts=tuple(words.draft(int(d)) for d in mine),
        proposed=own_pacts(session.moments, me, mine),
        named=int(new[:, me].sum()),
        accused=int(new[me].sum()),
        brought=int(secrets.gained[0, me]) if quarters else 0,
        ran=int(secrets.ran[0, me].sum()) if quarters else 0,
        trusted=round(PERCENT * float(trust.mean()) / FULL) if trust.size else NONE,
        broken=broken,
    )  # fmt: skip


def own_pacts(moments: list[Moment], me: int, mine: np.ndarray) -> int:
    """How many of those pacts were proposed by the seat."""
    proposed = set()
    for moment in moments:
        if moment.tick.stage == Stage.PROPOSALS and moment.tick.act[me, Item.VERB] == Verb.INVITE:
            now = moment.ended.dealings.proposer[0] == me
            texts = len(moment.after.status[0]) - len(now)
            proposed |= {int(slot) + texts for slot in np.flatnonzero(now)}
    return len(proposed & set(mine.tolist()))


def news(words: Words, moments: list[Moment]) -> tuple[str, ...]:
    """What everybody heard of in the quarters: pacts that were signed and left, and who was named most."""
    told = []
    quarters = [m for m in moments if int(m.before.quarter[0]) >= 0]
    for moment in quarters:
        new = (moment.after.signed[0].sum(axis=1) > 1) & (moment.before.signed[0].sum(axis=1) <= 1)
        for draft in np.flatnonzero(new).tolist():
            parties = words.states(np.flatnonzero(moment.after.signed[0, draft]).tolist(), 6)
            told.append(f"{parties} sign {words.draft(draft)}.")
        gone = moment.after.denounced[0] & ~moment.before.denounced[0]
        told += [f"{words.state(int(seat))} denounces {words.draft(int(draft))}." for draft, seat in np.argwhere(gone)]
    if quarters:
        named = (quarters[-1].after.accused[0] - quarters[0].before.accused[0]).sum(axis=0)
        most = [int(seat) for seat in np.argsort(-named, kind="stable")[:2] if named[seat] > 0]
        told += [f"{words.state(seat)} is named in public {counted(int(named[seat]), 'time')}." for seat in most]
    return tuple(told[:MOST_NEWS])
