"""Promises and what became of them: both sides of every deal that was struck, and what a pact promised."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from demarche.sim.aftermath.bonds import ASSISTANCE, parties
from demarche.sim.aftermath.events import Count
from demarche.sim.session import Moment, Session
from demarche.sim.terms import NONE, Ballot, Bools, Ints, Item, Stage, Verb
from demarche.ui.story.informals import Side, accepted
from demarche.ui.story.parts import Line, Part, Section, Table, Tone
from demarche.ui.words import BALLOTS, Words, counted

PEN_STAGES = (Stage.FLOOR, Stage.ANSWERS, Stage.PEN, Stage.REVISION)
"""Stages in which a text says what its pen-holder lets it say."""


class Became(StrEnum):
    """What became of a promise."""

    KEPT = "kept"
    BROKEN = "broken"
    IN_PART = "in part"
    UNTESTED = "untested"


@dataclass(frozen=True, slots=True)
class Promise:
    """One side of a deal, or a pact. by, to: seats, to NONE where it is to several; how: what came of it, in words."""

    tick: int
    by: int
    to: int
    what: str
    became: Became
    how: str


def promises(words: Words, session: Session) -> list[Promise]:
    """Every promise of a session, in the order made."""
    moments = session.moments
    dealt = [
        promise_of(words, moments, place, by, to, side)
        for place, moment in enumerate(moments)
        for giver, taker, gives, asks in accepted(moment)
        for by, to, side in ((giver, taker, gives), (taker, giver, asks))
    ]
    return [*dealt, *pledges(words, session)]


def promise_of(words: Words, moments: list[Moment], place: int, by: int, to: int, side: Side) -> Promise:
    """One side of a deal and what became of it. place: of the moment at which it was struck."""
    draft, clause, wording = side
    if draft == NONE:
        became, how = Became.UNTESTED, "a favour, to be called in another day"
    elif clause == NONE:
        became, how = of_ballot(words, moments, by, draft, wording)
    elif words.rules.pen[draft] == by:
        became, how = of_own_text(moments[place + 1 :], by, side)
    else:
        became, how = of_support(moments[place + 1 :], by, side)
    return Promise(moments[place].tick.number, by, to, words.terms(by, *side), became, how)


def of_ballot(words: Words, moments: list[Moment], by: int, draft: int, promised: int) -> tuple[Became, str]:
    """Whether the vote on the whole was as promised."""
    cast = Ballot(int(moments[-1].after.final[0, draft, by]))
    if cast == Ballot.UNCAST:
        return Became.UNTESTED, f"{words.draft(draft)} did not come to a recorded vote"
    return (Became.KEPT if cast == promised else Became.BROKEN), f"voted: {BALLOTS[cast]}"


def of_own_text(later: list[Moment], by: int, side: Side) -> tuple[Became, str]:
    """Whether a pen-holder left in its text what it had taken in for a deal."""
    draft, clause, wording = side
    for moment in later:
        if moment.before.wording[0, draft, clause] == wording != moment.after.wording[0, draft, clause]:
            own = moment.tick.stage in PEN_STAGES
            how = "taken out again by its own pen" if own else "taken in, and changed by the Committee"
            return (Became.BROKEN if own else Became.KEPT), how
    return Became.KEPT, "taken in at once"


def of_support(later: list[Moment], by: int, side: Side) -> tuple[Became, str]:
    """Whether a seat that had promised to support a wording went on to ask for another."""
    draft, clause, wording = side
    for moment in later:
        act = moment.tick.act[by]
        proposes = act[Item.VERB] == Verb.PROPOSE and act[Item.DRAFT] == draft
        amends = act[Item.VERB] == Verb.AMEND and moment.before.current[0] == draft
        if (proposes or amends) and act[Item.CLAUSE] == clause and act[Item.WORDING] != wording:
            return Became.BROKEN, "asked for another wording later"
    return Became.KEPT, "supported it, and asked for no other"


def pledges(words: Words, session: Session) -> Iterable[Promise]:
    """What each party to a pact delivered of its measures, and what it did that the text clearly rules out."""
    record, moments = session.world.record, session.moments
    for draft in np.flatnonzero(record.signed[0].sum(axis=1) > 1).tolist():
        signed = record.signed[0, draft]
        promised = words.rules.conduct.promises(record.wording)[0, draft]
        for seat in np.flatnonzero(signed).tolist():
            due, given = delivered(moments, draft, seat, promised)
            broke = sum(int(breaches[seat, signed].sum()) for breaches in ruled_out(moments, draft))
            never = not any(moment.before.in_force[0, draft] for moment in moments)
            became, how = (Became.UNTESTED, "it never came into force") if never else kept(due, given, broke)
            yield Promise(moments[0].tick.number, seat, NONE, f"the pact {words.draft(draft)}", became, how)


def kept(due: Ints, given: Ints, broke: int) -> tuple[Became, str]:
    """A pact as a promise: kept where all was delivered and nothing was done that it clearly rules out.

    due, given  by measure; assistance is counted beside the others
    """
    told = [f"{given.sum()} of {due.sum()} measures delivered"] if due.any() else []
    if due[ASSISTANCE]:
        told.append(f"assistance in {given[ASSISTANCE]} of {counted(int(due[ASSISTANCE]), 'quarter')}")
    told.append(f"{counted(broke, 'operation')} that it clearly rules out" if broke else "no breach")
    if broke:
        return Became.BROKEN, "; ".join(told)
    return (Became.KEPT if (given == due).all() else Became.IN_PART), "; ".join(told)


def delivered(moments: list[Moment], draft: int, seat: int, promised: Bools) -> tuple[Ints, Ints]:
    """Quarters in which each measure was due of a seat under a pact, and in which it delivered it. promised (M,)."""
    held = [
        moment
        for moment in moments
        if moment.tick.stage == Stage.CONDUCT
        and int(moment.before.turn[0]) == draft
        and moment.tick.act[seat, Item.VERB] == Verb.KEEP
    ]
    bits = np.array([int(moment.after.delivered[0, draft, seat]) for moment in held], int)
    return promised * len(held), (bits[:, None] >> np.arange(len(promised)) & 1).sum(axis=0)


def ruled_out(moments: list[Moment], draft: int) -> Iterable[Ints]:
    """By quarter in which a pact was in force: operations that a text clearly rules out, (S, S) doer, victim."""
    for moment in moments:
        events = moment.tick.events
        if events is not None and (bound := parties(moment.world)[0, draft]).any():
            yield events.table(events.of(Count.CLEAR), len(bound))[0] * (bound[:, None] & bound)


def deals_section(words: Words, session: Session, seats: frozenset[int], most: int) -> Section | None:
    """Deals kept and broken: those of the seats that are asked about first, then the broken ones."""
    made = [promise for promise in promises(words, session) if promise.to != NONE]
    if not made:
        return None
    counts = {became: sum(one.became == became for one in made) for became in Became}
    first = sorted(made, key=lambda one: (not {one.by, one.to} & seats, one.became != Became.BROKEN, one.tick))
    rows = tuple(
        (words.state(one.by), words.state(one.to), one.what, one.became.value, one.how) for one in first[:most]
    )
    told = ", ".join(f"{number} {became.value}" for became, number in counts.items() if number)
    parts: list[Part] = [
        Line("Known at the time only to the two who dealt.", Tone.QUIET),
        Line(f"{counted(len(made), 'promise')} in deals: {told}."),
        Table(("who", "to whom", "promised", "became", "how"), rows),
    ]
    if len(made) > most:
        parts.append(Line(f"… and {len(made) - most} more.", Tone.QUIET))
    return Section("Deals kept and broken", tuple(parts))
